"""The sweep of passed deadlines: it only records and tells what the clock has decided (decision 16)."""

from __future__ import annotations

from functions.domain.actors import SYSTEM
from functions.domain.errors import Refused
from functions.ports import Services
from functions.usecases import invitations, terminations


def run(services: Services) -> int:
    """Expire invitations and lapse applications whose time has passed; return how many."""
    now, store, count = services.clock.now(), services.store, 0
    for offer in store.due_invitations(now):
        try:
            invitations.expire(services, SYSTEM, offer.id)
            count += 1
        except Refused:
            continue  # Somebody acted in the meantime.
    for applied in store.due_terminations(now):
        try:
            terminations.lapse(services, SYSTEM, applied.agreement, applied.id)
            count += 1
        except Refused:
            continue  # Somebody acted in the meantime.
    return count
