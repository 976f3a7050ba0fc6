"""The statistics of signings (D08): counted while events are delivered, read for one school or for all.

The count changes in the commit that marks its event as delivered: each signing is counted once, whoever is stopped in
between, and no reviewer waits for another one's count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from functions.domain import signing_count
from functions.domain.actors import Actor, Role
from functions.domain.events import Event, EventKind
from functions.domain.school import School
from functions.domain.signing_count import SigningCount
from functions.ports import Change, Page, Replace, Services

_CHANGES: Mapping[EventKind, int] = {EventKind.AGREEMENT_SIGNED: 1, EventKind.REVIEW_UNDONE: -1}


def changes(services: Services, event: Event) -> tuple[Change, ...]:
    """Return what an event that is delivered changes in the counts."""
    change = _CHANGES.get(event.kind)
    # What is not there is not counted: statistics must not hold the outbox up.
    found = services.store.find_agreement(event.case) if change else None
    if change is None or found is None:
        return ()
    way = signing_count.way(found.mode, is_applied=services.store.find_application(found.id) is not None)
    (held,) = services.store.signing_counts([found.school], found.cohort).values()
    return (Replace(signing_count.counted(held, way, change)),)


def of_cohort(services: Services, actor: Actor, cohort: int, cursor: str | None) -> Page[tuple[School, SigningCount]]:
    """Return the counts of the actor's own school, or for the platform those of a page of schools."""
    store = services.store
    page = store.schools(cursor) if actor.role is Role.OPERATOR else Page((store.school(actor.school or ""),))
    counts = _counts(services, [one.code for one in page.items], cohort)
    return Page(tuple((one, counts[one.code]) for one in page.items), page.cursor)


def _counts(services: Services, schools: Sequence[str], cohort: int) -> Mapping[str, SigningCount]:
    return services.store.signing_counts(schools, cohort) if schools else {}
