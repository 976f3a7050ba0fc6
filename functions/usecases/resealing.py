"""Sealing personal text anew after a key was added: every ID number of every school.

1. What is sealed under the newest key is left alone: the pass may stop anywhere and be run again.
2. Each student is read and written by itself, with a condition; whoever changes one meanwhile keeps what they wrote.
3. Nothing scans the table: each graduation year of a school is one list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from functions.domain import cohorts
from functions.domain.student import Student
from functions.ports import Page, Replace, Services
from functions.usecases import keys
from functions.usecases.lists import every
from functions.usecases.settling import settled

PAGE = 250


def count(services: Services) -> Counter[int]:
    """Return how many texts are sealed under each key, by its number."""
    return Counter(services.secrets.sealed_under(one.id_sealed) for one in _students(services))


def run(services: Services) -> int:
    """Seal every text of an older key under the newest; return how many."""
    return sum(_resealed(services, one) for one in _students(services) if _is_old(services, one))


@settled
def _resealed(services: Services, listed: Student) -> bool:
    found = services.store.find_student(listed.school, listed.id)
    if found is None or not _is_old(services, found):
        return False
    sealed = services.secrets.seal(services.secrets.unseal(found.id_sealed))
    services.store.commit(Replace(replace(found, id_sealed=sealed, version=found.version + 1)))
    return True


def _is_old(services: Services, one: Student) -> bool:
    return services.secrets.sealed_under(one.id_sealed) != services.secrets.newest


def _students(services: Services) -> Iterator[Student]:
    for school in keys.schools(services):
        yield from of_school(services, school.code)


def of_school(services: Services, school: str) -> Iterator[Student]:
    """Go through the students of a school, by cohort."""
    for cohort in cohorts.every(services.clock.now().year):
        yield from of_cohort(services, school, cohort)


def of_cohort(services: Services, school: str, cohort: int) -> Iterator[Student]:
    """Go through the students of one graduation year."""
    yield from every(partial(_page, services, school, cohort))


def _page(services: Services, school: str, cohort: int, cursor: str | None) -> Page[Student]:
    return services.store.students(school, cohort, cursor=cursor, limit=PAGE)
