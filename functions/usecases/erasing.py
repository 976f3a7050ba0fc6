"""Erasing a case: everything that was kept of it, row by row, so that it can be stopped anywhere and run again.

What says that the case was there goes last: as long as anything is left, the case is found again.
"""

from __future__ import annotations

from collections.abc import Iterator

from functions.domain.agreement import Agreement
from functions.domain.events import Event
from functions.domain.invitation import Invitation
from functions.ports import Delete, Services
from functions.usecases.settling import settled


def case(services: Services, record: Invitation | Agreement) -> int:
    """Erase the case that a record is the head of, of which no agreement was submitted; return 1."""
    for key in _uploads(record):
        services.blobs.delete(key)
    for event in services.store.events(record.id):
        _event(services, event)
    _heads(services, record)
    return 1


def _uploads(record: Invitation | Agreement) -> Iterator[str]:
    held = (record.guest, record.initiation if isinstance(record, Agreement) else None)
    yield from (file.key for one in held if one for file in one.files)


@settled
def _event(services: Services, event: Event) -> None:
    """Erase an event with its notices, which hold what was mailed."""
    found = (services.store.find_notice(address, event.case, event.seq) for address in event.audience)
    services.store.commit(*(Delete(notice) for notice in found if notice), Delete(event))


@settled
def _heads(services: Services, record: Invitation | Agreement) -> None:
    store, chain = services.store, services.store.chain(record.id)
    card = store.find_card(record.guest.card) if record.guest else None
    others = (store.find_application(record.id), card, chain if chain.version else None)
    store.commit(*(Delete(one) for one in others if one), Delete(record))
