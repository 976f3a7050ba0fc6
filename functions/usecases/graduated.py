"""Graduates whose time is over: their own record goes, and the register no longer says whose its lines were.

1. Only years of graduation are gone through that are old enough. Whoever has an agreement left stays with it.
2. A graduate goes last of all that is the graduate's, so that a run that was stopped is followed by one that finishes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from functions.domain import cohorts, retention
from functions.domain.school import School
from functions.domain.student import Student
from functions.ports import Services
from functions.usecases import closing, keys, policies, resealing
from functions.usecases.turns import ALL, Turn


def due(services: Services, turn: Turn) -> Iterator[Student]:
    """Return the graduates whose time is over, as long as there is time to look."""
    for school in keys.schools(services):
        yield from of_school(services, school, turn)


def of_school(services: Services, school: School, turn: Turn = ALL, *, within: int = 0) -> Iterator[Student]:
    """Return those of a school whose time will be over within so many days, with nothing that has to stay."""
    now = services.clock.now()
    policy = policies.in_force(services.store, school.code, now).policy
    for cohort in cohorts.every(now.year):
        if retention.is_cohort_due(cohort, policy, now + timedelta(days=within)):
            for one in turn.of(resealing.of_cohort(services, school.code, cohort), lambda _: None):
                if not services.store.agreements_of_student(school.code, one.id):
                    yield one


def erase(services: Services, student: Student) -> int:
    """Erase a graduate with account and all that is the graduate's own; return 1."""
    closing.account(services, student)
    closing.student(services, student)
    return 1
