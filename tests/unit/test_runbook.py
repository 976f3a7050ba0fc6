"""The runbook before anything of it is executed: nothing of it is left out, and all of it can be read."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from functions.cli import __main__ as cli
from functions.usecases.alarms import Alarm
from infra.deploy import __main__ as deploy
from infra.deploy import chosen
from tests import runbook
from tests.template import template

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


def leaves(parser: argparse.ArgumentParser, *path: str) -> Iterator[str]:
    """Return each command that can be typed, without its arguments."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not groups:
        yield " ".join(path)
    for name, below in ((name, below) for group in groups for name, below in group.choices.items()):
        yield from leaves(below, *path, name)


PROGRAMS = {"python -m functions.cli": cli._parser, "python -m infra.deploy": deploy._parser}
COMMANDS = [f"{program} {leaf}" for program, parser in PROGRAMS.items() for leaf in leaves(parser())]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_that_there_is_is_on_the_page(command: str) -> None:
    assert [line for line in TYPED if f"{line} ".startswith(f"{command} ")]


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_help_says_of_every_command_and_argument_what_it_is(program: Callable[[], argparse.ArgumentParser]) -> None:
    assert list(unexplained(program())) == []


def unexplained(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Return what has no word of help, a group's commands too."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            told = {choice.dest for choice in action._choices_actions if choice.help}
            yield from (f"{parser.prog} {name}" for name in action.choices if name not in told)
            for below in action.choices.values():
                yield from unexplained(below)
        elif not action.help:
            yield f"{parser.prog}: {action.dest}"


ALARMS = [name for name, one in template()["Resources"].items() if one["Type"] == "AWS::CloudWatch::Alarm"]


@pytest.mark.parametrize("alarm", ALARMS)
def test_every_alarm_has_its_first_three_steps(alarm: str) -> None:
    (section,) = re.findall(rf"^### {alarm}\n(.*?)(?=^#)", PAGE, re.MULTILINE | re.DOTALL)
    assert re.findall(r"^(\d)\. \S", section, re.MULTILINE) == ["1", "2", "3"]


@pytest.mark.parametrize("alarm", Alarm)
def test_every_alarm_of_the_log_is_found_by_its_name(alarm: Alarm) -> None:
    assert f"`{alarm}`" in PAGE


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
