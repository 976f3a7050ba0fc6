"""Positions: described by an employer for one school's graduates, browsed by them, closed when filled.

What is open and whose employer the school no longer admits is not shown (decision 8).
"""

from __future__ import annotations

from functions.domain import employer, position, sight
from functions.domain.actors import Actor, Role
from functions.domain.errors import NotFound, Refused
from functions.domain.position import Action, Position, Situation
from functions.domain.terms import Terms
from functions.ports import Insert, Page, Replace, Services
from functions.usecases import employers
from functions.usecases.policies import in_force
from functions.usecases.settling import expect, settled


def publish(services: Services, actor: Actor, school: str, terms: Terms, wanted: int, description: str) -> Position:
    """Describe a position to a school that admits the employer; raises NotFound, Refused."""
    unit, now, store = employers.own(services, actor), services.clock.now(), services.store
    policy = in_force(store, store.school(school).code, now).policy
    if not employer.is_admitted(unit, store.find_admission(school, unit.id), policy):
        raise Refused("employer_not_admitted", rule="C02")
    made = Position(
        id=services.secrets.new_id(), school=school, employer=unit.id, employer_name=unit.name, terms=terms,
        wanted=wanted, description=description, created_at=now,
    )  # fmt: skip
    store.commit(Insert(made))
    return made


def read(services: Services, actor: Actor, position_id: str) -> tuple[Position, Situation]:
    """Return a position that the actor may see, with what its guards look at; raises NotFound."""
    found = sight.seen(actor, services.store.position(position_id))
    now, store = services.clock.now(), services.store
    policy = in_force(store, found.school, now).policy
    unit, admission = store.admittances(found.school, (found.employer,))[found.employer]
    is_admitted = employer.is_admitted(unit, admission, policy)
    if actor.role is Role.STUDENT and not is_admitted:
        raise NotFound("position")
    return found, Situation(actor=actor, now=now, is_admitted=is_admitted)


@settled
def edit(
    services: Services, actor: Actor, position_id: str, terms: Terms, wanted: int, description: str, *, version: int
) -> Position:
    """Describe it otherwise; raises NotFound, Refused, Stale."""
    found, x = read(services, actor, position_id)
    expect(found, version)
    edited = position.edit(found, terms, wanted, description, x)
    services.store.commit(Replace(edited))
    return edited


@settled
def move(services: Services, actor: Actor, position_id: str, action: Action, *, version: int) -> Position:
    """Close or reopen it; raises NotFound, Refused, Stale."""
    found, x = read(services, actor, position_id)
    expect(found, version)
    moved = position.MACHINE.fire(found, action, x)
    services.store.commit(Replace(moved))
    return moved


def of_employer(services: Services, actor: Actor, cursor: str | None) -> Page[Position]:
    """List the employer's positions, the newest first."""
    return services.store.positions_of_employer(actor.party or "", cursor=cursor)


def open_(services: Services, actor: Actor, words: str, cursor: str | None) -> Page[Position]:
    """List what is open to the student, the newest first, narrowed to positions with all the words (one query)."""
    school, store = actor.school or "", services.store
    policy = in_force(store, school, services.clock.now()).policy

    passes = (lambda one: position.is_about(one, words)) if words else None
    found = store.positions(school, cursor=cursor, passes=passes)
    units = store.admittances(school, [one.employer for one in found.items]) if found.items else {}
    admitted = {one for one, (unit, admission) in units.items() if employer.is_admitted(unit, admission, policy)}
    return Page(tuple(one for one in found.items if one.employer in admitted), found.cursor)
