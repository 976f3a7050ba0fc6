"""A package below its floor is named, with the places that no test reaches."""

from __future__ import annotations

from typing import Any

import pytest

from infra.coverage_floor import shortfalls

FULL = {"summary": {"num_statements": 4, "num_branches": 0}, "missing_lines": [], "missing_branches": []}
HALF = {"summary": {"num_statements": 2, "num_branches": 2}, "missing_lines": [7], "missing_branches": [[3, 5]]}

CASES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "a full package meets 100 %": ({"a/x.py": FULL}, []),
    "a missed branch counts as a missed line does": (
        {"a/x.py": FULL, "a/y.py": HALF},
        ["a: 75.00 % of 100 %", "  a/y.py: lines [7], branches [[3, 5]]"],
    ),
    "a package without any line fails": ({"b/x.py": FULL}, ["a: nothing was measured"]),
    "a package whose name only begins alike is another one": ({"ab/x.py": FULL}, ["a: nothing was measured"]),
}


@pytest.mark.parametrize(("files", "expected"), CASES.values(), ids=CASES)
def test_shortfalls(files: dict[str, Any], expected: list[str]) -> None:
    assert shortfalls(files, {"a": 100}) == expected
