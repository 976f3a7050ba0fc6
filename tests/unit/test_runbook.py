"""The runbook before anything of it is executed: nothing of it is left out, and all of it can be read."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from infra.deploy import chosen
from tests import runbook

PAGE = runbook.PAGE.read_text("utf-8")
TYPED = [line for block in runbook.blocks() for line in block.lines]
# More than a handful of commands that nobody tries would be a page that nobody tries.
MOST_BY_HAND = 5


def test_no_command_is_outside_of_what_is_executed() -> None:
    assert re.findall(r"^\s+(?:python -m|aws|zappa) .*$", PAGE, re.MULTILINE) == []
    assert {language for _, language, _ in runbook.fences(PAGE)} <= {"sh", "text", "json"}


def test_what_is_done_by_hand_is_on_the_page_and_little() -> None:
    assert runbook.BY_HAND.keys() <= set(TYPED)
    assert len(runbook.BY_HAND) <= MOST_BY_HAND


def test_the_file_of_an_environment_is_one(tmp_path: Path) -> None:
    (written,) = [content for _, language, content in runbook.fences(PAGE) if language == "json"]
    file = tmp_path / "campus.json"
    file.write_text(written, "utf-8")
    assert chosen.read("campus", file).host == json.loads(written)["host"]


READ = {
    "a line that goes on": ("# A\n```sh\na \\\n  b\n```\n", [("A", ("a b",), ())]),
    "what it prints": ("# A\n```sh\na\n```\n```text\nb …\n```\n", [("A", ("a",), ("b …",))]),
    "under the nearest heading": ("# A\n## B\n```sh\na\n```\n", [("B", ("a",), ())]),
    "a comment that is no heading": ("# A\n```sh\n# b\n```\n```sh\nc\n```\n", [("A", ("# b",), ()), ("A", ("c",), ())]),
}


@pytest.mark.parametrize(("page", "wanted"), READ.values(), ids=READ)
def test_the_page_is_read(page: str, wanted: list[tuple[object, ...]]) -> None:
    assert [tuple(block) for block in runbook.blocks(page)] == wanted


NOT_PRINTED = {
    "nothing": "",
    "another line": "made key 1 of 2",
    "the lines in another order": "done\nmade key 1",
    "a word that is not replaced": "made key NUMBER\ndone",
}


@pytest.mark.parametrize("said", NOT_PRINTED.values(), ids=NOT_PRINTED)
def test_what_is_printed_otherwise_is_noticed(said: str) -> None:
    block = runbook.Block("A", (), ("made key NUMBER", "done"))
    runbook.require_printed(block, "first\nmade key 1\nthen\ndone\n", {"NUMBER": "1"})
    with pytest.raises(AssertionError):
        runbook.require_printed(block, said, {"NUMBER": "1"})
