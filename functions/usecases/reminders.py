"""Reminding of a deadline: the notice that asked carries the times, and each becomes an event of its case.

1. A reminder is told once: the notice drops the time in the commit that records it (trap 4).
2. Nobody is reminded of what was answered, withdrawn, sent anew or has lapsed: those times are dropped. An invitation
   that cannot be answered just now, since the graduate has signed elsewhere, keeps the later ones (decision 1). Of an
   interview that she accepted she is reminded until it begins.
3. Several times that have come at once, after an outage, are one reminder.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from functions.domain import invitation, notice, termination
from functions.domain.actors import SYSTEM, Actor
from functions.domain.events import EventKind, Fact
from functions.domain.notice import Notice
from functions.domain.reminders import REMINDS
from functions.ports import Replace, Services
from functions.usecases.policies import Pin
from functions.usecases.settling import commit, settled


@dataclass(frozen=True, slots=True)
class _Sweep:
    """When the sweep reminds, on nobody's behalf."""

    now: datetime
    actor: Actor = SYSTEM


@settled
def remind(services: Services, told: Notice) -> int:
    """Tell the reader of a notice that its deadline comes near; return how many were told: none or one."""
    found, now = services.store.find_notice(told.address, told.case, told.seq), services.clock.now()
    if found is None or not notice.is_reminder_due(found, now):
        return 0  # Another job was faster.
    if not _is_awaited(services, found, now):
        services.store.commit(Replace(notice.silenced(found)))
        return 0
    later = notice.reminded(found, now)
    if not _is_operable(services, found):
        services.store.commit(Replace(later))
        return 0
    fact = Fact(kind=REMINDS[found.kind], audience=(found.address,), details=found.details)
    pin = Pin(school=found.school, policy_version=found.policy_version)
    commit(services, found.case, (fact,), Replace(later), x=_Sweep(now), pinned=pin)
    return 1


def _is_awaited(services: Services, told: Notice, now: datetime) -> bool:
    """Tell whether what the notice asked is still open; it was asked in the moment of the notice."""
    if told.kind is EventKind.TERMINATION_APPLIED:
        applied = services.store.terminations_of_agreement(told.case)
        asked = (one for one in applied if one.applied_at == told.at)
        return any(one.is_unanswered and not termination.is_lapsed(one, now) for one in asked)
    if told.kind is EventKind.INTERVIEW_INVITED:
        found = services.store.application(told.case)
        return (
            found.awaits_interview and found.asked_at == told.at and bool(found.interview and now < found.interview.at)
        )
    offer = services.store.invitation(told.case)
    return offer.is_pending and offer.sent_at == told.at and not invitation.is_expired(offer, now)


def _is_operable(services: Services, told: Notice) -> bool:
    if told.kind in (EventKind.TERMINATION_APPLIED, EventKind.INTERVIEW_INVITED):
        return True
    offer = services.store.invitation(told.case)
    return not services.store.signing_lock(offer.school, offer.student).is_held()
