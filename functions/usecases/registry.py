"""The list of mismatches with the registry (B06): the school takes its word, one by one or many at once, or dismisses.

1. Record, account and mismatch are one commit; the student is told what changed, field by field.
2. A signed agreement is frozen: the list says of whom there is one, and accepting leaves it as it is (F15).
3. An ID number that another student's record holds is not taken, as no import takes it (B03): one of the two is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from functions.domain import registry, sight
from functions.domain.actors import Actor, student_address
from functions.domain.agreement import Agreement
from functions.domain.errors import DomainError, NotFound, Refused
from functions.domain.events import EventKind, Fact
from functions.domain.registry import Mismatch, MismatchState
from functions.domain.student import Situation, Student
from functions.ports import Change, Page, Replace, Services
from functions.usecases import students
from functions.usecases.policies import Pin, in_force
from functions.usecases.settling import commit, expect, settled

MOST_AT_ONCE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A mismatch with the record as it is now, None where there is none, and the agreement that holds its student."""

    mismatch: Mismatch
    student: Student | None
    agreement: Agreement | None


def of_cohort(services: Services, actor: Actor, cohort: int, state: MismatchState, cursor: str | None) -> Page[Entry]:
    """List a cohort's mismatches in one state; a college sees its own."""
    school, store = actor.school or "", services.store
    page = store.mismatches(school, state, cohort, college=sight.college_of(actor, None), cursor=cursor)
    ids = [one.student for one in page.items]
    known = store.students_by_id(school, ids) if ids else {}
    locks = store.signings(school, list(known)) if known else {}
    held = {one: lock.agreement for one, (lock, _) in locks.items() if lock.is_held() and lock.agreement}
    agreements = store.agreements_by_id(list(held.values()))
    entries = (
        Entry(mismatch=one, student=known.get(one.student), agreement=agreements.get(held.get(one.student, "")))
        for one in page.items
    )
    return Page(tuple(entries), page.cursor)


@settled
def accept(services: Services, actor: Actor, student_id: str, *, version: int) -> Mismatch:
    """Take the registry's word for a student; raises Refused, Stale, NotFound."""
    mismatch = _read(services, actor, student_id, version)
    known = services.store.find_student(mismatch.school, student_id)
    if known is None:
        raise Refused("registry_says_nothing", rule="B06")
    taken, accepted = registry.accept(known, mismatch, by=actor, now=services.clock.now())
    _require_own_id_number(services, known, taken)
    details = {"student": taken.name, "changed": registry.headers(mismatch)}
    fact = Fact(kind=EventKind.SOURCE_MATCHED, audience=(student_address(known.id),), details=details)
    _commit(services, actor, accepted, fact, Replace(taken), *students.following(services, taken))
    return accepted


@settled
def dismiss(services: Services, actor: Actor, student_id: str, reason: str, *, version: int) -> Mismatch:
    """Leave a record as it is and say why; the reason stays with the school; raises Refused, Stale, NotFound."""
    mismatch = _read(services, actor, student_id, version)
    dismissed = registry.dismiss(mismatch, reason, by=actor, now=services.clock.now())
    fact = Fact(kind=EventKind.MISMATCH_DISMISSED, audience=(), details={"student": mismatch.name, "reason": reason})
    _commit(services, actor, dismissed, fact)
    return dismissed


def _read(services: Services, actor: Actor, student_id: str, version: int) -> Mismatch:
    mismatch = services.store.find_mismatch(actor.school or "", student_id)
    if mismatch is None or not sight.sees(actor, mismatch):
        raise NotFound("mismatch")
    expect(mismatch, version)
    return mismatch


def _require_own_id_number(services: Services, known: Student, taken: Student) -> None:
    if taken.id_mark == known.id_mark:
        return
    if services.store.student_of_id_mark(taken.school, taken.id_mark) not in (None, taken.id):
        raise Refused("id_number_taken", field="id_number", rule="B03")


def _commit(services: Services, actor: Actor, decided: Mismatch, fact: Fact, *changes: Change) -> None:
    now = services.clock.now()
    pinned = in_force(services.store, decided.school, now)
    x = Situation(actor=actor, now=now, policy=pinned.policy)
    pin = Pin(school=decided.school, policy_version=pinned.number)
    commit(services, decided.student, (fact,), Replace(decided), *changes, x=x, pinned=pin)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of one row of a bulk acceptance: None, or the error."""

    student: str
    error: DomainError | None = None


def accept_many(services: Services, actor: Actor, chosen: Iterable[tuple[str, int]]) -> tuple[Result, ...]:
    """Take the registry's word for up to 50 students, each by itself; raises Refused for more than that."""
    rows = tuple(chosen)
    if len(rows) > MOST_AT_ONCE:
        raise Refused("too_many_rows", field="items", params={"max": MOST_AT_ONCE})
    return tuple(_accept_one(services, actor, student, version) for student, version in rows)


def _accept_one(services: Services, actor: Actor, student: str, version: int) -> Result:
    try:
        accept(services, actor, student, version=version)
    except DomainError as error:
        return Result(student=student, error=error)
    return Result(student=student)
