"""Claiming the number of a paper form (B09): by the student who holds it, or by the school's people for her."""

from __future__ import annotations

from functions.domain import paper_number
from functions.domain.actors import Actor, student_address
from functions.domain.events import EventKind, Fact
from functions.domain.student import Student
from functions.ports import Check, Insert, Replace, Services
from functions.usecases import students
from functions.usecases.policies import Pin, in_force
from functions.usecases.settling import commit, expect, settled


@settled
def claim(services: Services, actor: Actor, student_id: str, number: str, *, version: int) -> Student:
    """Bind the number of a form that the student holds; raises Refused, Stale, NotFound."""
    reading = students.read(services, actor, student_id)
    found, store = reading.student, services.store
    expect(found, version)
    form, pinned = store.find_blank_form(found.school, number), in_force(store, found.school, reading.situation.now)
    taken = store.find_number(found.school, number)
    bound, kept = paper_number.claim(found, form, taken, pinned.policy)
    details = {"student": found.name, "number": number}
    fact = Fact(kind=EventKind.NUMBER_CLAIMED, audience=(student_address(found.id),), details=details)
    pin = Pin(school=found.school, policy_version=pinned.number)
    number_kept = Insert(kept) if kept else Check(taken)
    commit(services, found.id, (fact,), Replace(bound), number_kept, Check(form), x=reading.situation, pinned=pin)
    return bound
