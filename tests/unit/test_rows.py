"""Every rule in scope has a test that there is, or says what is missing."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.rows import PENDING, ROWS, guides, proofs

TESTS = Path(__file__).parents[1]
# rules.md 1.1, sections A to K, M and P: how many rows each has.
COUNTS = {"A": 10, "B": 10, "C": 11, "D": 8, "E": 4, "F": 19, "G": 8, "H": 10, "I": 5, "J": 16, "K": 5, "M": 21, "P": 4}


@cache
def found(file: str) -> set[str]:
    """The test functions of a file."""
    tree = ast.parse((TESTS / file).read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_rule_in_scope_has_its_row() -> None:
    assert list(ROWS) == [f"{letter}{n:02}" for letter, count in COUNTS.items() for n in range(1, count + 1)]


@pytest.mark.parametrize("rule", ROWS)
def test_a_rule_is_proved_or_says_what_is_missing(rule: str) -> None:
    assert bool(proofs(rule)) is (rule not in PENDING)


@pytest.mark.parametrize("rule", ROWS)
def test_what_proves_a_rule_is_there(rule: str) -> None:
    for proof in proofs(rule):
        file, _, name = proof.partition("::")
        assert not name or name in found(file), proof


def test_guides_name_rules_that_there_are() -> None:
    assert guides().keys() <= ROWS.keys()
