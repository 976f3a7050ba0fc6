"""What was measured is told by shares and by rates, whatever was measured."""

from __future__ import annotations

import pytest

from infra.capacity import measured
from infra.capacity.measured import Spent

SPENT: Spent = {
    "GET /a": {"times": 4, "calls": 8, "waiting": 0.2, "cpu": {"botocore": 0.03, "domain": 0.01}},
    "a job": {"times": 1, "calls": 0, "waiting": 0.0, "cpu": {"drawing papers": 0.06}},
}
FOUND = {"date": "2026-11-22", "machine": "2 cores", "students": 9, "agreements": 2, "spent": SPENT}
TOLD: dict[str, str] = {
    "the part that has most": "| drawing papers | 60.0% | 30.0 |",
    "a part": "| botocore | 30.0% | 15.0 |",
    "each thing by its number": "| `GET /a` | 4 | 10.0 | 2.5 | 100 | 2.0 | 50.0 |",
    "what is none of our own code": "| `a job` | 1 | 60.0 | 0.0 | 17 | 0.0 | 0.0 |",
    "when and how": "Measured on 2026-11-22 by `python -m benchmarks.load --students 9 --agreements 2`:",
}


@pytest.mark.parametrize("line", TOLD.values(), ids=TOLD)
def test_told(line: str) -> None:
    assert line in measured.lines(FOUND)


def test_what_has_most_comes_first() -> None:
    lines = measured.lines(FOUND)
    assert lines.index(TOLD["what is none of our own code"]) < lines.index(TOLD["each thing by its number"])


def test_what_is_next_to_nothing_is_left_out() -> None:
    kept = measured.rounded({"x": {"times": 1, "calls": 1, "waiting": 0.00001, "cpu": {"a": 0.12341, "b": 0.00001}}})
    assert kept["x"] == {"times": 1, "calls": 1, "waiting": 0.0, "cpu": {"a": 0.1234}}
