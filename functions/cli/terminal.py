"""A step that an operator takes: it says what it will do, asks, and does it.

1. A plan is made of what is there now; whatever bars it is raised before anything is said.
2. `--dry-run` stops after saying it. `--yes` does not ask, for scripts; without it and a terminal nothing is done.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

_AGREED = {"y", "yes", "是"}


class Abandoned(Exception):  # noqa: N818 - it names the fact
    """The operator did not agree."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be done, a line for each thing, and what does it and tells what came of it."""

    says: tuple[str, ...]
    act: Callable[[], Iterable[str]]


def add_consent(parser: argparse.ArgumentParser) -> None:
    """Let a command be run dry, or without being asked."""
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")


def carry_out(plan: Plan, given: argparse.Namespace) -> Iterator[str]:
    """Say, ask, do; raises Abandoned."""
    yield "This will / 将要："
    yield from (f"  - {line}" for line in plan.says)
    if given.dry_run:
        yield "Nothing was done (--dry-run). 未做任何更改。"
        return
    if not given.yes and not _is_agreed():
        raise Abandoned("Nothing was done. 未做任何更改。")
    yield from plan.act()


def _is_agreed() -> bool:
    try:
        return input("Go on? 继续吗？[y/N] ").strip().lower() in _AGREED
    except EOFError:
        return False
