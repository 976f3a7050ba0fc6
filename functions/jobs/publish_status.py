"""The status job: changed lists at once, all lists of a school on a schedule."""

from __future__ import annotations

from functions.ports import Services, Signer
from functions.usecases import statuses
from functions.usecases.turns import ALL, Turn


def run(services: Services, signer: Signer, turn: Turn = ALL) -> int:
    """Publish the lists that have changed; return how many."""
    return len(statuses.publish_changes(services, signer, turn))


def refresh(services: Services, signer: Signer) -> int:
    """Re-sign every list of every school; return how many."""
    cursor, count = None, 0
    while True:
        page = services.store.schools(cursor)
        count += sum(len(statuses.refresh(services, signer, school.code)) for school in page.items)
        if not (cursor := page.cursor):
            return count
