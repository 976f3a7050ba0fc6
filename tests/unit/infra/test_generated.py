"""A committed file that its program would write differently is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.generated import stale

PAGE = {"page.txt": "tests.unit.infra.test_generated:page"}
BOOK = {"book": "tests.unit.infra.test_generated:book"}


def page() -> str:
    return "今天\n"


def book() -> dict[str, str]:
    return {"1.txt": "一\n", "2.txt": "二\n"}


CASES: dict[str, tuple[dict[str, str], dict[str, str], dict[str, str]]] = {
    "the same text is not stale": (PAGE, {"page.txt": "今天\n"}, {}),
    "another text is stale": (PAGE, {"page.txt": "昨天\n"}, {"page.txt": "今天\n"}),
    "a missing file is stale": (PAGE, {}, {"page.txt": "今天\n"}),
    "one file of a folder is stale alone": (BOOK, {"book/1.txt": "一\n", "book/2.txt": "三\n"}, {"book/2.txt": "二\n"}),
}


@pytest.mark.parametrize(("entries", "committed", "expected"), CASES.values(), ids=CASES)
def test_stale_names_files_that_differ(
    tmp_path: Path, entries: dict[str, str], committed: dict[str, str], expected: dict[str, str]
) -> None:
    (tmp_path / "book").mkdir()
    for path, text in committed.items():
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert stale(entries, tmp_path) == expected
