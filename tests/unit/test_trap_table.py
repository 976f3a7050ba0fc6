"""Which tests hold which trap of rules.md section 5: every trap has its row, and its tests are there.

A test that is named for a trap and a row of the table cannot part: what is missing on either side fails.
"""

from __future__ import annotations

import re

import pytest

from tests.traps import LATER, TRAPS, found, named_for, proofs

NAMED = re.compile(r"test_trap_(\d\d)_")


@pytest.mark.parametrize("trap", TRAPS)
def test_what_holds_a_trap_is_there(trap: int) -> None:
    _, holding = TRAPS[trap]
    assert set(named_for(trap)) == {each for each in holding if "::" not in each}
    assert proofs(trap)
    for each in proofs(trap):
        file, _, name = each.partition("::")
        assert name in found()[file], each


def test_each_of_the_thirty_traps_is_held_or_says_why_not_yet() -> None:
    assert sorted([*TRAPS, *LATER]) == list(range(1, 31))


def test_every_test_that_is_named_for_a_trap_names_one_that_is_held() -> None:
    numbers = {match[1] for names in found().values() for name in names if (match := NAMED.match(name))}
    assert numbers <= {f"{trap:02}" for trap in TRAPS}
