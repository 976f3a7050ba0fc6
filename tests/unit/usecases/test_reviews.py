"""A review through the use cases: no level is skipped, nothing is half saved, and many at once fail one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from functions.domain import invitation
from functions.domain.actors import Actor, Role, school_address
from functions.domain.agreement import Action, Agreement, State
from functions.domain.errors import DomainError, NotFound, Refused, Stale
from functions.domain.policy import EditAfterAccept, ReviewChain, SchoolPolicy
from functions.usecases import initiations, reviews
from tests import factories, steps
from tests.unit.usecases.attempts import slow
from tests.world import World

STUDENT, EMPLOYER, COLLEGE, SCHOOL, ADMIN = (
    factories.someone(role) for role in (Role.STUDENT, Role.EMPLOYER, Role.COLLEGE, Role.SCHOOL, Role.ADMIN)
)
Begin = Callable[[World], Agreement]
Verb = Callable[[World, Agreement], object]


def code(error: DomainError) -> str:
    return error.code if isinstance(error, Refused) else type(error).__name__


def review(decision: Action = Action.PASS, reason: str = "", who: Actor = COLLEGE, ahead: int = 0) -> Verb:
    return lambda w, a: reviews.review(w.services, who, a.id, decision, reason, version=a.version + ahead)


def void(reason: str = "双方均未到场", who: Actor = ADMIN, ahead: int = 0) -> Verb:
    return lambda w, a: reviews.void(w.services, who, a.id, reason, version=a.version + ahead)


def at_school(world: World) -> Agreement:
    return steps.passed(world, steps.accepted(world), Role.COLLEGE)


def ended(world: World) -> Agreement:
    found = steps.accepted(world)
    return reviews.void(world.services, ADMIN, found.id, "双方均未到场", version=found.version)


def assert_stops(world: World, found: Agreement, verb: Verb, said: str) -> None:
    before = dict(world.table._rows)
    with pytest.raises(DomainError) as stopped:
        verb(world, found)
    assert code(stopped.value) == said
    assert dict(world.table._rows) == before


STOPS: dict[str, tuple[Begin, Verb, str]] = {
    "the school before the college": (steps.accepted, review(who=SCHOOL), "role_may_not"),
    "the college twice": (at_school, review(), "role_may_not"),
    "another college": (steps.accepted, review(who=replace(COLLEGE, college="204")), "NotFound"),
    "another school": (at_school, review(who=replace(SCHOOL, school="10999")), "NotFound"),
    "the student": (steps.accepted, review(who=STUDENT), "role_may_not"),
    "the employer": (steps.accepted, review(who=EMPLOYER), "role_may_not"),
    "what is signed": (steps.signed, review(who=SCHOOL), "state_does_not_allow"),
    "what has ended": (ended, review(), "state_does_not_allow"),
    "a stale version": (steps.accepted, review(ahead=-1), "Stale"),
    "a version yet to come": (steps.accepted, review(ahead=1), "Stale"),
    "a return without a reason": (steps.accepted, review(Action.RETURN), "reason_required"),
    "a failure without a reason": (steps.accepted, review(Action.FAIL), "reason_required"),
    "a void without a reason": (steps.accepted, void(""), "reason_required"),
    "a void by the school's reviewer": (steps.accepted, void(who=SCHOOL), "role_may_not"),
    "a void by another school's administrator": (steps.accepted, void(who=replace(ADMIN, school="10999")), "NotFound"),
    "a void of what is signed": (steps.signed, void(), "state_does_not_allow"),
    "a second void": (ended, void(), "state_does_not_allow"),
    "a void of a stale version": (steps.accepted, void(ahead=-1), "Stale"),
}


@pytest.mark.parametrize(("begin", "verb", "said"), STOPS.values(), ids=STOPS)
def test_a_decision_stops_and_saves_nothing(begin: Begin, verb: Verb, said: str) -> None:
    world = World()
    assert_stops(world, begin(world), verb, said)


POLICY_STOPS: dict[str, tuple[SchoolPolicy, Verb, str]] = {
    "no return": (SchoolPolicy(edit_after_accept=EditAfterAccept.NEVER), review(Action.RETURN, "薪酬有误"),
                  "return_not_allowed"),
    "no failure": (SchoolPolicy(review_fail_allowed=False), review(Action.FAIL, "材料不实"), "fail_not_allowed"),
    "the school alone": (SchoolPolicy(review_chain=ReviewChain.SCHOOL), review(), "role_may_not"),
}  # fmt: skip


@pytest.mark.parametrize(("policy", "verb", "said"), POLICY_STOPS.values(), ids=POLICY_STOPS)
def test_the_policy_stops_a_decision(policy: SchoolPolicy, verb: Verb, said: str) -> None:
    world = World(policy)
    assert_stops(world, steps.accepted(world), verb, said)


def kinds(world: World, found: Agreement) -> list[str]:
    return [event.kind for event in world.services.store.events(found.id)]


def test_both_levels_pass_and_the_school_is_told_when_it_is_its_turn() -> None:
    world = World()
    found = at_school(world)
    assert found.state is State.SCHOOL_REVIEW
    assert school_address(factories.SCHOOL) in world.services.store.events(found.id)[-1].audience
    done = steps.passed(world, found, Role.SCHOOL)
    assert (done.state, done.signed_at) == (State.SIGNED, world.clock.now())
    assert kinds(world, found)[-2:] == ["review_passed", "agreement_signed"]


def test_a_return_keeps_the_lock() -> None:
    world = World()
    found = steps.accepted(world)
    review(Action.RETURN, "薪酬有误")(world, found)
    assert world.services.store.signing_lock(factories.SCHOOL, factories.STUDENT).agreement == found.id
    last = world.services.store.events(found.id)[-1]
    assert (last.kind, last.details["reason"]) == ("agreement_returned", "薪酬有误")


ENDINGS: dict[str, tuple[Verb, State, str]] = {
    "a failure": (review(Action.FAIL, "材料不实"), State.SIGN_FAILED, "signing_failed"),
    "a void": (void(), State.VOID, "agreement_voided"),
}


@pytest.mark.parametrize(("verb", "state", "kind"), ENDINGS.values(), ids=ENDINGS)
def test_what_comes_to_nothing_frees_the_student(verb: Verb, state: State, kind: str) -> None:
    world = World()
    found = steps.accepted(world)
    verb(world, found)
    store = world.services.store
    assert store.agreement(found.id).state is state
    assert store.invitation(found.id).state is invitation.State.FAILED
    assert not store.signing_lock(factories.SCHOOL, factories.STUDENT).is_held()
    assert kinds(world, found)[-1] == kind
    assert steps.accepted(world).state is State.COLLEGE_REVIEW


def test_of_many_each_row_has_its_own_result() -> None:
    world = World()
    found = steps.accepted(world)
    rows = [("nobody", 1), (found.id, found.version + 1), (found.id, found.version), (found.id, found.version)]
    missing, stale, passed, again = reviews.pass_many(world.services, COLLEGE, rows)
    assert [one.id for one in (missing, stale, passed, again)] == [row for row, _ in rows]
    assert [type(one.error) for one in (missing, stale, passed, again)] == [NotFound, Stale, type(None), Stale]
    assert passed.agreement is not None
    assert passed.agreement.state is State.SCHOOL_REVIEW
    assert (missing.agreement, stale.agreement, again.agreement) == (None, None, None)


def test_nothing_of_too_many_is_passed() -> None:
    world = World()
    found = steps.accepted(world)
    rows = [(found.id, found.version), *[("nobody", 1)] * reviews.MOST_AT_ONCE]
    assert_stops(world, found, lambda w, _: reviews.pass_many(w.services, COLLEGE, rows), "too_many_rows")
    assert len(reviews.pass_many(world.services, COLLEGE, rows[:100])) == reviews.MOST_AT_ONCE


QUICKER: dict[str, tuple[Verb, type[DomainError]]] = {
    "an administrator who voids it": (
        lambda world, found: reviews.void(world.services, ADMIN, found.id, "学校停止网签", version=found.version),
        Stale,
    ),
    "another reviewer": (review(Action.FAIL, "材料不全"), Stale),
    "the student who takes it back, so that it is no reviewer's": (
        lambda world, found: initiations.withdraw(world.services, STUDENT, found.id, version=found.version), NotFound,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("verb", "error"), QUICKER.values(), ids=QUICKER)
def test_who_read_before_somebody_quicker_is_told_that_it_has_moved(verb: Verb, error: type[DomainError]) -> None:
    world = World()
    found = steps.initiated(world)
    verb(world, found)
    with pytest.raises(error):
        reviews.review(slow(world, found), COLLEGE, found.id, Action.FAIL, "材料不全", version=found.version)
