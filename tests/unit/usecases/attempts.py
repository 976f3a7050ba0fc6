"""Trying what a use case must refuse: one row for each refusal, and nothing stored after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from functions.domain.actors import Actor, Role
from functions.domain.agreement import Agreement
from functions.domain.employer import AdmissionState, RegistrationState
from functions.domain.errors import DomainError, NotFound, Refused, Stale
from functions.domain.policy import SchoolPolicy
from functions.ports import Replace, Services
from tests import factories
from tests.factories import someone
from tests.unit.web.asking import stored
from tests.world import World

# Everybody who must not learn that a case exists; each looks as much like somebody who may as is possible.
STRANGERS: dict[str, Actor] = {
    "another student": someone(Role.STUDENT, party="s-other"),
    "a student of the same id at another school": someone(Role.STUDENT, school="10999"),
    "a student bound to nobody": someone(Role.STUDENT, party=None),
    "another employer": someone(Role.EMPLOYER, party="e-other"),
    "a recruiter bound to nobody": someone(Role.EMPLOYER, party=None),
    "an employer whose id is the student's": someone(Role.EMPLOYER, party=factories.STUDENT),
    "the reviewer of another college": someone(Role.COLLEGE, college="204"),
    "a reviewer of no college": someone(Role.COLLEGE, college=None),
    "the reviewer of the college of that code at another school": someone(Role.COLLEGE, school="10999"),
    "the reviewer of another school": someone(Role.SCHOOL, school="10999"),
    "a reviewer of no school": someone(Role.SCHOOL, school=None),
    "the administrator of another school": someone(Role.ADMIN, school="10999"),
    "the operator": someone(Role.OPERATOR),
    "a visitor": someone(Role.PUBLIC),
}


@dataclass(frozen=True)
class Attempt:
    """What `act` does with what `begin` made must raise `error` under `policy`."""

    begin: Callable[[World], Any]
    act: Callable[[World, Any], Any]
    error: DomainError
    policy: SchoolPolicy = field(default=SchoolPolicy())


def said(error: DomainError) -> tuple[Any, ...]:
    """Return what an error tells, without the parameters of its sentence."""
    match error:
        case Refused():
            return Refused, error.code, error.field, error.rule
        case NotFound():
            return NotFound, error.kind
        case Stale():
            return Stale, error.version
        case _:
            return (type(error),)


def assert_refused(tried: Attempt) -> None:
    """The error is the expected one, and nothing has been stored."""
    world = World(tried.policy)
    begun = tried.begin(world)
    before = stored(world)
    with pytest.raises(type(tried.error)) as caught:
        tried.act(world, begun)
    assert said(caught.value) == said(tried.error)
    assert stored(world) == before


def change(world: World, record: Any, **fields: Any) -> Any:
    """Store a record otherwise, as somebody else would have."""
    changed = replace(record, version=record.version + 1, **fields)
    world.services.store.commit(Replace(changed))
    return changed


def other_unit(world: World, number: int = 0) -> Actor:
    """Let another employer in; return its recruiter."""
    party = f"e-other{number}"
    world.insert(
        factories.employer(id=party, uscc="", name=f"合肥第{number}公司", state=RegistrationState.APPROVED),
        factories.admission(employer=party, state=AdmissionState.ADMITTED),
    )
    return someone(Role.EMPLOYER, party=party, account=party)


Begin = Callable[[World], Any]


def later(begin: Begin, **duration: float) -> Begin:
    """Begin, and let time pass."""
    return after(begin, lambda world: world.clock.pass_(**duration))


def after(begin: Begin, *more: Callable[[World], object]) -> Begin:
    """Begin, and then let something else happen."""

    def begun(world: World) -> Any:
        made = begin(world)
        for each in more:
            each(world)
        return made

    return begun


def told(world: World, case: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the events of a case, each with its audience by role."""
    events = world.services.store.events(case)
    return [(event.kind.value, tuple(address.partition(":")[0] for address in event.audience)) for event in events]


@dataclass
class Slow:
    """A store whose first reading of an agreement comes too late: it was read before somebody else's commit."""

    store: Any
    first: list[Agreement]

    def agreement(self, agreement: str) -> Agreement:
        return self.first.pop() if self.first else self.store.agreement(agreement)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)


def slow(world: World, read_before: Agreement) -> Services:
    """Return the services of a process that read the agreement before somebody else moved it on."""
    return replace(world.services, store=Slow(world.services.store, [read_before]))
