"""Erasing a case: everything that was kept of it, row by row, so that it can be stopped anywhere and run again.

What says that the case was there goes last: as long as anything is left, the case is found again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from functions.domain.actors import Role
from functions.domain.agreement import Agreement
from functions.domain.events import Event
from functions.domain.printing import document
from functions.ports import Delete, Services
from functions.usecases.settling import settled

# A record may claim three values, each a row of its own; a transaction takes a hundred.
_AT_ONCE = 20


def case(services: Services, id_: str) -> int:
    """Erase a case with its papers and mails; return 1."""
    store = services.store
    if agreement := store.find_agreement(id_):
        _papers(services, agreement)
    for event in store.events(id_):
        _event(services, event)
    _heads(services, id_)
    return 1


def rows(services: Services, *records: Any) -> int:  # noqa: ANN401 - any records
    """Erase records as they were read; return how many. Raises Conflict for one that has changed since."""
    for at in range(0, len(records), _AT_ONCE):
        services.store.commit(*map(Delete, records[at : at + _AT_ONCE]))
    return len(records)


def _papers(services: Services, agreement: Agreement) -> None:
    store = services.store
    letters = [one for role in (Role.STUDENT, Role.EMPLOYER) if (one := store.find_letter(agreement.id, role))]
    endings = store.terminations_of_agreement(agreement.id)
    for key in (*(one.letter for one in endings if one.letter), *(one.file.key for one in letters)):
        services.blobs.delete(key)
    for edition in range(1, agreement.edition + 1):
        if issuance := store.find_issuance(agreement.id, edition):
            for copy in range(1, len(issuance.holders) + 1):
                services.blobs.delete(document(issuance.school, issuance.agreement, edition, copy))
            rows(services, issuance)
    rows(services, *letters, *endings, *store.prints(agreement.id))


@settled
def _event(services: Services, event: Event) -> None:
    """Erase an event with its notices, which hold what was mailed."""
    found = (services.store.find_notice(address, event.case, event.seq) for address in event.audience)
    services.store.commit(*(Delete(notice) for notice in found if notice), Delete(event))


@settled
def _heads(services: Services, id_: str) -> None:
    store = services.store
    offer, agreement = store.invitations_by_id([id_]).get(id_), store.find_agreement(id_)
    guest = (offer and offer.guest) or (agreement and agreement.guest)
    for key in _uploads(offer, agreement):
        services.blobs.delete(key)
    card = store.find_card(guest.card) if guest else None
    chain = store.chain(id_)
    others = offer, agreement, store.find_application(id_), card, chain if chain.version else None
    rows(services, *(one for one in others if one))


def _uploads(offer: Any, agreement: Any) -> Iterator[str]:  # noqa: ANN401 - an invitation and an agreement, or None
    held = (offer and offer.guest, agreement and agreement.guest, agreement and agreement.initiation)
    yield from {file.key for one in held if one for file in one.files}
