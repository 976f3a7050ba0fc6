"""Whose time has run out, found without an index: each student and each employer is looked at once in thirty days.

1. Which day is anybody's follows from the id: nothing is remembered between two runs, and no run is longer than others.
2. A run that is stopped leaves what it had not reached for thirty days later: what is kept is a minimum, not a promise.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from functions.domain import policy as policies
from functions.domain.agreement import Agreement
from functions.domain.deadlines import local_date
from functions.domain.employer import Employer, RegistrationState
from functions.domain.invitation import Invitation
from functions.domain.policy import SchoolPolicy
from functions.domain.retention import has_run_out
from functions.domain.student import Student
from functions.ports import Page, Services
from functions.usecases import keys, resealing
from functions.usecases.lists import every
from functions.usecases.turns import Turn

DAYS = 30


def due(services: Services, turn: Turn) -> Iterator[Invitation | Agreement]:
    """Return what has run out of those whose day it is, and came to nothing, as long as there is time to look."""
    now = services.clock.now()
    rules = {school.code: _current(services, school.code) for school in keys.schools(services)}
    for record in turn.of(_looked_at(services), lambda _: None):
        if has_run_out(record, rules[record.school], now) and not _has_agreement(services, record):
            yield record


def _current(services: Services, school: str) -> SchoolPolicy:
    today = local_date(services.clock.now())
    return policies.current(services.store.policies(school), today).policy


def _has_agreement(services: Services, record: Invitation | Agreement) -> bool:
    return isinstance(record, Invitation) and services.store.find_agreement(record.id) is not None


def _looked_at(services: Services) -> Iterator[Invitation | Agreement]:
    for school in keys.schools(services):
        for student in resealing.of_school(services, school.code):
            if _is_today(services, student.id):
                yield from every(partial(_offers, services, student))
                yield from services.store.agreements_of_student(student.school, student.id)
    for state in RegistrationState:
        for employer in every(partial(_employers, services, state)):
            if _is_today(services, employer.id):
                yield from (offer for offer in every(partial(_drafts, services, employer)) if not offer.is_sent)


def _offers(services: Services, student: Student, cursor: str | None) -> Page[Invitation]:
    return services.store.invitations_of_student(student.school, student.id, cursor=cursor)


def _employers(services: Services, state: RegistrationState, cursor: str | None) -> Page[Employer]:
    return services.store.employers(state, cursor=cursor)


def _drafts(services: Services, employer: Employer, cursor: str | None) -> Page[Invitation]:
    return services.store.invitations_of_employer(employer.id, cursor=cursor)


def _is_today(services: Services, id_: str) -> bool:
    return sum(id_.encode()) % DAYS == local_date(services.clock.now()).toordinal() % DAYS
