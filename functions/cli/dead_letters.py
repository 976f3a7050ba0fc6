"""`dead-letters list|show|play`: what the issuer gave up, why, and doing it again once the cause is mended.

1. A letter is known by its id, or as much of it as tells it from the others.
2. `play` does what still waits in a letter's row. A letter that only AWS could write names no row: for it all that
   waits is done, however long it has. What is done, or waits no more, is thrown away; what fails again stays.
3. It is done with the rights of whoever types it: an agreement that is still to be signed needs the issuer's role.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from functions import bootstrap, settings
from functions.cli.terminal import Plan, add_consent, carry_out
from functions.domain.dead_letter import reason
from functions.jobs import answer_changes, catch_up
from functions.ports import DeadLetters, Desk, Taken
from functions.settings import SettingsError


class UnknownLetter(ValueError):  # noqa: N818 - it names the fact
    """No letter has this id, or several begin with it."""


class StillFailing(ValueError):  # noqa: N818 - it names the fact
    """Letters were played, and some of their work failed again."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands."""
    parser = commands.add_parser("dead-letters", help="look at what the issuer gave up, and do it again")
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("list", help="a line for each").set_defaults(run=_list)
    show = verbs.add_parser("show", help="all that is known of one")
    show.add_argument("id", help="its id in the list, or as much of it as tells it apart")
    show.set_defaults(run=_show)
    play = verbs.add_parser("play", help="do again what they are about; without ids, all of them")
    play.add_argument("id", nargs="*", help="ids of the list")
    add_consent(play)
    play.set_defaults(run=_play)


def _list(_: argparse.Namespace) -> Iterator[str]:
    with _taken(_desk()) as (_queue, letters):
        yield from map(_line, letters)
        yield f"{len(letters)} dead letters"


def _show(given: argparse.Namespace) -> Iterator[str]:
    desk = _desk()
    with _taken(desk) as (_, letters):
        one = _named(letters, given.id)
        yield f"id: {one.id}"
        yield f"change: {one.letter.number or '-'}"
        yield f"reason: {one.letter.reason}"
        yield f"row: {_row(one)}"
        yield f"still waits: {_waits(desk, one)}"


def _play(given: argparse.Namespace) -> Iterator[str]:
    desk = _desk()
    with _taken(desk) as (queue, letters):
        chosen = [_named(letters, id_) for id_ in given.id] or [*letters]

        def thrown_away(one: Taken) -> None:
            queue.remove(one)
            letters.remove(one)

        yield from carry_out(Plan(tuple(map(_line, chosen)), lambda: _played(desk, thrown_away, chosen)), given)


def _played(desk: Desk, throw_away: Callable[[Taken], None], chosen: list[Taken]) -> Iterator[str]:
    failed = 0
    for one in chosen:
        try:
            _do(desk, one)
        except Exception as failure:  # noqa: BLE001 - the others are played; it is told and stays
            failed += 1
            yield f"{one.id[:8]} failed again: {reason(failure)}"
        else:
            throw_away(one)
            yield f"{one.id[:8]} done"
    if failed:
        raise StillFailing(f"{failed} of {len(chosen)} stay in the queue")


def _do(desk: Desk, one: Taken) -> None:
    if one.letter.pk:
        answer_changes.answer(desk, one.letter.pk, one.letter.sk)
    else:
        catch_up.run(desk)


def _desk() -> Desk:
    return bootstrap.issuer(settings.read())


@contextmanager
def _taken(desk: Desk) -> Iterator[tuple[DeadLetters, list[Taken]]]:
    """Take all letters, and leave those that are in the list afterwards; SQS refuses to leave what was removed."""
    queue = desk.dead_letters
    if queue is None:
        raise SettingsError("DEAD_LETTERS is not set")
    letters = list(queue.take())
    try:
        yield queue, letters
    finally:
        queue.leave(letters)


def _named(letters: list[Taken], id_: str) -> Taken:
    found = [one for one in letters if one.id.startswith(id_)]
    if len(found) != 1:
        raise UnknownLetter(f"{len(found)} letters begin with {id_}")
    return found[0]


def _line(one: Taken) -> str:
    return f"{one.id[:8]}  {_row(one)}  {one.letter.reason}"


def _row(one: Taken) -> str:
    return f"{one.letter.pk} {one.letter.sk}" if one.letter.pk else "-"


def _waits(desk: Desk, one: Taken) -> str:
    if not one.letter.pk:
        return "unknown: `play` does all that waits"
    return "yes" if desk.services.store.waiting_at(one.letter.pk, one.letter.sk) else "no: `play` throws it away"
