"""A committed file that its program would write differently is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.generated import stale

ENTRY = {"page.txt": "tests.unit.infra.test_generated:page"}


def page() -> str:
    return "今天\n"


CASES: dict[str, tuple[str | None, dict[str, str]]] = {
    "the same text is not stale": ("今天\n", {}),
    "another text is stale": ("昨天\n", {"page.txt": "今天\n"}),
    "a missing file is stale": (None, {"page.txt": "今天\n"}),
}


@pytest.mark.parametrize(("committed", "expected"), CASES.values(), ids=CASES)
def test_stale_names_files_that_differ(tmp_path: Path, committed: str | None, expected: dict[str, str]) -> None:
    if committed is not None:
        (tmp_path / "page.txt").write_text(committed, encoding="utf-8")
    assert stale(ENTRY, tmp_path) == expected
