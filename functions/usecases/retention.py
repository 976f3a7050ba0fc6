"""Whose time has run out, found without an index: each student and each employer is looked at once in thirty days.

1. Which day is anybody's follows from the id: nothing is remembered between two runs, and no run is longer than others.
2. A run that is stopped leaves what it had not reached for thirty days later: what is kept is a minimum, not a promise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial

from functions.domain.agreement import Agreement
from functions.domain.deadlines import local_date
from functions.domain.employer import Employer, RegistrationState
from functions.domain.invitation import Invitation
from functions.domain.retention import has_run_out
from functions.domain.student import Student
from functions.ports import Page, Services
from functions.usecases import keys, resealing
from functions.usecases.lists import every
from functions.usecases.policies import in_force
from functions.usecases.turns import Turn

DAYS = 30


def due(services: Services, turn: Turn) -> Iterator[Invitation | Agreement]:
    """Return what has run out of those whose day it is, and came to nothing, as long as there is time to look."""
    now = services.clock.now()
    rules = {school.code: in_force(services.store, school.code, now).policy for school in keys.schools(services)}
    for record in turn.of(_looked_at(services, rules, _is_of(now)), lambda _: None):
        if has_run_out(record, rules[record.school], now) and not _is_needed(services, record):
            yield record


def of_school(services: Services, school: str, *, within: int) -> Iterator[Invitation | Agreement]:
    """Return what of a school came to nothing and will have run out within so many days."""
    now = services.clock.now()
    policy = in_force(services.store, school, now).policy
    for record in _looked_at(services, [school], lambda _: True):
        is_due = record.school == school and has_run_out(record, policy, now + timedelta(days=within))
        if is_due and not _is_needed(services, record):
            yield record


def _is_needed(services: Services, record: Invitation | Agreement) -> bool:
    """Tell whether a case is held, or led to an agreement."""
    has_agreement = isinstance(record, Invitation) and services.store.find_agreement(record.id) is not None
    return has_agreement or services.store.find_hold(record.id) is not None


def _looked_at(
    services: Services, schools: Iterable[str], is_chosen: Callable[[str], bool]
) -> Iterator[Invitation | Agreement]:
    for school in schools:
        for student in resealing.of_school(services, school):
            if is_chosen(student.id):
                yield from every(partial(_offers, services, student))
                yield from services.store.agreements_of_student(student.school, student.id)
    for state in RegistrationState:
        for employer in every(partial(_employers, services, state)):
            if is_chosen(employer.id):
                yield from (offer for offer in every(partial(_drafts, services, employer)) if not offer.is_sent)


def _offers(services: Services, student: Student, cursor: str | None) -> Page[Invitation]:
    return services.store.invitations_of_student(student.school, student.id, cursor=cursor)


def _employers(services: Services, state: RegistrationState, cursor: str | None) -> Page[Employer]:
    return services.store.employers(state, cursor=cursor)


def _drafts(services: Services, employer: Employer, cursor: str | None) -> Page[Invitation]:
    return services.store.invitations_of_employer(employer.id, cursor=cursor)


def _is_of(now: datetime) -> Callable[[str], bool]:
    """Return what tells whose day it is."""
    today = local_date(now).toordinal() % DAYS
    return lambda id_: sum(id_.encode()) % DAYS == today
