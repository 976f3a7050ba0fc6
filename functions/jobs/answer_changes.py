"""What the table's stream hands over: each change names a row, and what waits there is done now.

1. A change only names a row, which is read anew. One that comes twice, late, or after its work was done finds nothing
   that waits; a burst of changes of one list is one publication, since the first finds all of them.
2. Changes are taken in their order. After one that fails, those of the same partition, which is one agreement's case,
   stay behind it; those of others go on.
3. What failed or stayed behind is named, and AWS brings it again, with what came after it.
4. What still fails after PATIENCE, or is no change of ours, goes to the dead letters with its reason and is not named:
   no change holds up its shard for long. Its work waits in the table, and the schedules try it more and more rarely.
5. When time is nearly up, the rest is named and comes again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from functions.domain import dead_letter
from functions.domain.agreement import Agreement
from functions.domain.dead_letter import DeadLetter
from functions.domain.events import Event
from functions.domain.imports import Import
from functions.domain.issuing import StatusMark
from functions.domain.notice import Notice
from functions.domain.printing import Batch
from functions.jobs import import_rosters
from functions.ports import Desk
from functions.usecases import batches, deliveries, issuing, statuses
from functions.usecases.turns import ALL, Turn

log = logging.getLogger(__name__)

PATIENCE = 10
"""Seconds after which a change that fails is given up: some attempts of AWS, long before it gives up itself."""


class Change(NamedTuple):
    """A row that was written, the number under which the stream knows it, and when, in seconds since 1970."""

    number: str
    pk: str
    sk: str
    at: float


def run(desk: Desk, records: Iterable[Mapping[str, Any]], turn: Turn = ALL) -> tuple[str, ...]:
    """Do what each record of the stream leaves to do; return the numbers of those that must come again."""
    again, held = list[str](), set[str]()
    for change in _ours(desk, records):
        if not turn.has_time() or change.pk in held or not _is_done(desk, change):
            held.add(change.pk)
            again.append(change.number)
    return tuple(again)


def _ours(desk: Desk, records: Iterable[Mapping[str, Any]]) -> Iterator[Change]:
    for record in records:
        try:
            change = _change(record)
        except (KeyError, TypeError) as failure:
            _give_up(desk, DeadLetter(number=_number(record), reason=f"no change of ours: {type(failure).__name__}"))
        else:
            yield from (change,) if change else ()


def _change(record: Mapping[str, Any]) -> Change | None:
    """Return the change, None for one after which nothing waits; KeyError or TypeError for what is no change."""
    stream = record["dynamodb"]
    key, number, at = stream["Keys"], stream["SequenceNumber"], stream["ApproximateCreationDateTime"]
    waits = "work_pk" in stream.get("NewImage", {})
    return Change(number, key["pk"]["S"], key["sk"]["S"], float(at)) if waits else None


def _number(record: Mapping[str, Any]) -> str:
    return str(record.get("eventID", ""))


def _is_done(desk: Desk, change: Change) -> bool:
    """Answer a change; tell whether it need not come again."""
    try:
        answer(desk, change.pk, change.sk)
    except Exception as failure:
        log.exception("change %s failed", change.number)
        if desk.services.clock.now().timestamp() - change.at < PATIENCE:
            return False
        reason = dead_letter.reason(failure)
        _give_up(desk, DeadLetter(number=change.number, reason=reason, pk=change.pk, sk=change.sk))
    return True


def _give_up(desk: Desk, letter: DeadLetter) -> None:
    log.error("change %s is given up: %s", letter.number, letter.reason)
    if desk.dead_letters:
        desk.dead_letters.put(letter)


def answer(desk: Desk, pk: str, sk: str) -> None:
    """Do what waits in a row, if anything still does; what waits for people or for its hour is left there."""
    services, signer, printer = desk.services, desk.signer, desk.printer
    match services.store.waiting_at(pk, sk):
        case Agreement(is_unissued=True) as signed:
            issuing.issue(services, signer, printer, signed)
        case StatusMark(list_id=list_id):
            statuses.bring_out(services, signer, list_id)
        case Event() as event:
            deliveries.deliver_one(services, event)
        case Notice() as notice:
            deliveries.attend(services, notice)
        case Batch() as batch:
            batches.run(services, printer, batch)
        case Import() as one:
            import_rosters.proceed(services, services.sheets, one)
