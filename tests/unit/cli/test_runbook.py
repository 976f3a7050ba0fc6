"""What the runbook tells operators to type is what the commands take."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from functions.cli.__main__ import _parser

RUNBOOK = Path(__file__).parents[3] / "docs" / "runbook.md"
LINES = re.findall(r"^ +python -m functions\.cli (.+)$", RUNBOOK.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("line", LINES)
def test_a_line_of_the_runbook_is_a_command(line: str) -> None:
    assert callable(_parser().parse_args(shlex.split(line)).run)


def test_the_runbook_has_what_operators_must_not_look_for() -> None:
    begins = {" ".join(line.split()[:2]) for line in LINES}
    assert begins >= {
        "secrets rotate",
        "backup verify",
        "backup restore",
        "school export",
        "school erase",
        "keys issue",
    }
