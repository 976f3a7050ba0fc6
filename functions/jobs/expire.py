"""The sweep of passed deadlines: it only records and tells what the clock has decided (decision 16)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import attrgetter

from functions.domain.actors import SYSTEM
from functions.domain.errors import Refused
from functions.domain.invitation import Invitation
from functions.domain.termination import Termination
from functions.ports import Services
from functions.usecases import invitations, terminations, usage
from functions.usecases.turns import ALL, Turn, pages


def run(services: Services, turn: Turn = ALL) -> int:
    """Expire invitations and lapse applications whose time has passed; return how many. Raises as `Turn.take`."""
    store, now = services.store, services.clock.now()
    offers, applied = pages(partial(store.due_invitations, now)), pages(partial(store.due_terminations, now))
    count = turn.take(offers, partial(_expire, services), began=attrgetter("expires_at"), case=attrgetter("id"))
    return count + turn.take(applied, partial(_lapse, services), began=attrgetter("answer_by"), case=attrgetter("id"))


def _expire(services: Services, offer: Invitation) -> int:
    with usage.work(services, offer.school):
        return _unless_acted(lambda: invitations.expire(services, SYSTEM, offer.id))


def _lapse(services: Services, applied: Termination) -> int:
    with usage.work(services, applied.school):
        return _unless_acted(lambda: terminations.lapse(services, SYSTEM, applied.agreement, applied.id))


def _unless_acted(record: Callable[[], object]) -> int:
    try:
        record()
    except Refused:
        return 0  # Somebody acted in the meantime.
    return 1
