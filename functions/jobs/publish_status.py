"""The status job: changed lists at once, all others within a day."""

from __future__ import annotations

from functools import partial
from operator import attrgetter

from functions.ports import Services, Signer
from functions.usecases import keys, statuses
from functions.usecases.turns import ALL, Turn


def run(services: Services, signer: Signer, turn: Turn = ALL) -> int:
    """Publish the lists that have changed; return how many."""
    return len(statuses.publish_changes(services, signer, turn))


def refresh(services: Services, signer: Signer, turn: Turn = ALL) -> int:
    """Re-sign the lists of all schools that are old; return how many. Raises as `Turn.take`."""
    every = (one for school in keys.schools(services) for one in services.store.status_lists(school.code))
    old = (one for one in every if statuses.is_old(services, one))
    return turn.take(old, partial(statuses.refresh, services, signer), began=lambda _: None, case=attrgetter("id"))
