"""What the table's stream hands over: each change names a row, and what waits there is done now.

1. A change only names a row, which is read anew. One that comes twice, late, or after its work was done finds nothing
   that waits; a burst of changes of one list is one publication, since the first finds all of them.
2. Changes are taken in their order. After one that fails, those of the same partition, which is one agreement's case,
   stay behind it; those of others go on.
3. What failed or stayed behind is named, and AWS brings it again, with what came after it.
4. When time is nearly up, the rest is named and comes again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from functions.domain.agreement import Agreement
from functions.domain.events import Event
from functions.domain.imports import Import
from functions.domain.issuing import StatusMark
from functions.domain.notice import Notice
from functions.domain.printing import Batch
from functions.jobs import import_rosters
from functions.ports import DocumentPrinter, Services, Signer
from functions.usecases import batches, deliveries, issuing, statuses
from functions.usecases.turns import ALL, Turn

log = logging.getLogger(__name__)


class Change(NamedTuple):
    """A row that was written, and the number under which the stream knows it."""

    number: str
    pk: str
    sk: str


class Answering(NamedTuple):
    """Who answers: what the jobs of the issuer work with."""

    services: Services
    signer: Signer
    printer: DocumentPrinter


def run(desk: Answering, records: Iterable[Mapping[str, Any]], turn: Turn = ALL) -> tuple[str, ...]:
    """Do what each record of the stream leaves to do; return the numbers of those that must come again."""
    again, held = list[str](), set[str]()
    for change in filter(None, map(_change, records)):
        if not turn.has_time() or change.pk in held or not _is_done(desk, change):
            held.add(change.pk)
            again.append(change.number)
    return tuple(again)


def _change(record: Mapping[str, Any]) -> Change | None:
    """Return the change, None for one after which nothing waits; KeyError for what no table's stream has."""
    stream = record["dynamodb"]
    key, number = stream["Keys"], stream["SequenceNumber"]
    return Change(number, key["pk"]["S"], key["sk"]["S"]) if "work_pk" in stream.get("NewImage", {}) else None


def _is_done(desk: Answering, change: Change) -> bool:
    try:
        answer(desk, change)
    except Exception:
        # Whatever it was, the others must not wait for it.
        log.exception("change %s failed", change.number)
        return False
    return True


def answer(desk: Answering, change: Change) -> None:
    """Do what waits in a row, if anything still does; what waits for people or for its hour is left there."""
    services, signer, printer = desk
    match services.store.waiting_at(change.pk, change.sk):
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
