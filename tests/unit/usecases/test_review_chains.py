"""A chain of reviews, first level to last: when it signs and takes effect, how it ends; a hundred at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from functions.domain.actors import Actor, Role
from functions.domain.agreement import Action, Agreement, State
from functions.domain.employer import AdmissionState
from functions.domain.errors import NotFound, Refused, Stale
from functions.domain.invitation import State as InvitationState
from functions.domain.policy import EffectiveOn, ReviewChain, SchoolPolicy
from functions.domain.signing_lock import LockState
from functions.usecases import agreements, invitations, reviews
from functions.usecases.reviews import MOST_AT_ONCE
from tests import factories, steps
from tests.factories import someone
from tests.unit.usecases.attempts import Attempt, after, assert_refused, change, later, other_unit, said, told
from tests.world import World

STUDENT, EMPLOYER, COLLEGE, SCHOOL, ADMIN = (
    someone(role) for role in (Role.STUDENT, Role.EMPLOYER, Role.COLLEGE, Role.SCHOOL, Role.ADMIN)
)
WHY = "报到时间有误"


def deciding(who: Actor, decision: Action) -> Callable[[World, Agreement], Agreement]:
    return lambda world, found: reviews.review(world.services, who, found.id, decision, WHY, version=found.version)


def voided(world: World, found: Agreement) -> Agreement:
    return reviews.void(world.services, ADMIN, found.id, WHY, version=found.version)


def college_passed(world: World) -> Agreement:
    return steps.passed(world, steps.accepted(world), Role.COLLEGE)


def returned(world: World) -> Agreement:
    return deciding(COLLEGE, Action.RETURN)(world, steps.accepted(world))


def revised(world: World) -> Agreement:
    back, terms = returned(world), replace(steps.TERMS, monthly_pay=9800)
    return agreements.revise(world.services, EMPLOYER, back.id, terms, version=back.version)


CHAINS: dict[str, tuple[ReviewChain, tuple[Role, ...]]] = {
    "the college alone": (ReviewChain.COLLEGE, (Role.COLLEGE,)),
    "the school alone": (ReviewChain.SCHOOL, (Role.SCHOOL,)),
    "the college, then the school": (ReviewChain.COLLEGE_SCHOOL, (Role.COLLEGE, Role.SCHOOL)),
    "either, here the college": (ReviewChain.EITHER, (Role.COLLEGE,)),
    "either, here the school": (ReviewChain.EITHER, (Role.SCHOOL,)),
}


@pytest.mark.parametrize(("chain", "levels"), CHAINS.values(), ids=CHAINS)
def test_a_chain_signs_with_its_last_pass(chain: ReviewChain, levels: tuple[Role, ...]) -> None:
    world = World(SchoolPolicy(review_chain=chain))
    found = steps.accepted(world)
    for level in levels:
        assert found.signed_at is None
        found = steps.passed(world, found, level)
    assert (found.state, found.signed_at) == (State.SIGNED, factories.NOW)
    assert tuple(one.level for one in found.reviews) == levels
    assert [kind for kind, _ in told(world, found.id)][2:] == ["review_passed"] * len(levels) + ["agreement_signed"]


EFFECTS: dict[tuple[EffectiveOn, ReviewChain], tuple[bool, ...]] = {
    (EffectiveOn.ACCEPTANCE, ReviewChain.COLLEGE_SCHOOL): (True, True, True),
    (EffectiveOn.COLLEGE_REVIEW, ReviewChain.COLLEGE_SCHOOL): (False, True, True),
    (EffectiveOn.SCHOOL_REVIEW, ReviewChain.COLLEGE_SCHOOL): (False, False, True),
    (EffectiveOn.PAPER_STAMP, ReviewChain.COLLEGE_SCHOOL): (False, False, False),
    (EffectiveOn.COLLEGE_REVIEW, ReviewChain.SCHOOL): (False, True),
    (EffectiveOn.SCHOOL_REVIEW, ReviewChain.SCHOOL): (False, True),
    (EffectiveOn.SCHOOL_REVIEW, ReviewChain.COLLEGE): (False, True),
    (EffectiveOn.PAPER_STAMP, ReviewChain.EITHER): (False, False),
}


@pytest.mark.parametrize(("how", "effects"), EFFECTS.items(), ids=[f"{on} under {chain}" for on, chain in EFFECTS])
def test_it_takes_effect_with_the_policys_event(
    how: tuple[EffectiveOn, ReviewChain], effects: tuple[bool, ...]
) -> None:
    on, chain = how
    world = World(SchoolPolicy(effective_on_employer_initiated=on, review_chain=chain))
    found = steps.accepted(world)
    seen = [found.effective_at is not None]
    for level in next(levels for other, levels in CHAINS.values() if other is chain):
        found = steps.passed(world, found, level)
        seen.append(found.effective_at is not None)
    assert tuple(seen) == effects


ENDINGS: dict[str, tuple[Callable[[World], Agreement], Callable[[World, Agreement], Agreement], State, str]] = {
    "the college fails it": (steps.accepted, deciding(COLLEGE, Action.FAIL), State.SIGN_FAILED, "signing_failed"),
    "the school fails it": (college_passed, deciding(SCHOOL, Action.FAIL), State.SIGN_FAILED, "signing_failed"),
    "it is voided before the college": (steps.accepted, voided, State.VOID, "agreement_voided"),
    "it is voided before the school": (college_passed, voided, State.VOID, "agreement_voided"),
    "it is voided after a return": (returned, voided, State.VOID, "agreement_voided"),
    "it is voided before it is confirmed again": (revised, voided, State.VOID, "agreement_voided"),
}


@pytest.mark.parametrize(("begin", "end", "state", "kind"), ENDINGS.values(), ids=ENDINGS)
def test_an_agreement_that_comes_to_nothing_frees_the_student(
    begin: Callable[[World], Agreement], end: Callable[[World, Agreement], Agreement], state: State, kind: str
) -> None:
    world = World(SchoolPolicy(effective_on_employer_initiated=EffectiveOn.ACCEPTANCE))
    found = end(world, begin(world))
    assert (found.state, found.effective_at, found.ended_at) == (state, None, factories.NOW)
    lock = world.services.store.signing_lock(factories.SCHOOL, factories.STUDENT)
    assert (lock.state, lock.agreement, lock.terminations) == (LockState.FREE, None, 0)
    assert world.services.store.invitation(found.id).state is InvitationState.FAILED
    colleagues = ("college", "school") if state is State.VOID else ()
    assert told(world, found.id)[-1] == (kind, ("student", "employer", *colleagues))
    assert world.services.store.events(found.id)[-1].details["reason"] == WHY
    assert steps.accepted(world).id != found.id


def test_what_was_only_viewed_can_be_answered_again() -> None:
    """Decision 1: the other invitations were never taken away."""
    world = World()
    mine, other = steps.sent(world), steps.sent(world, other_unit(world))
    found = steps.accept(world, other)
    with pytest.raises(Refused) as caught:
        invitations.reject(world.services, STUDENT, mine.id, WHY, version=mine.version)
    assert caught.value.code == "view_only"
    deciding(COLLEGE, Action.FAIL)(world, found)
    assert steps.accept(world, mine).id == mine.id


def test_a_changed_policy_changes_no_running_review() -> None:
    world = World()
    found = steps.accepted(world)
    world.insert(factories.policy(number=2, policy=SchoolPolicy(review_chain=ReviewChain.COLLEGE)))
    assert steps.passed(world, found, Role.COLLEGE).state is State.SCHOOL_REVIEW


# Many at once.


def queue(world: World, count: int, **fields: Any) -> list[tuple[str, int]]:
    """Put agreements before the college, as so many acceptances would have."""
    made = [factories.agreement(id=f"c{n:03}", student=f"s{n:03}", **fields) for n in range(count)]
    world.insert(*made)
    return [(one.id, one.version) for one in made]


def test_a_hundred_are_passed_at_once() -> None:
    world = World()
    results = reviews.pass_many(world.services, COLLEGE, queue(world, MOST_AT_ONCE))
    assert [result.id for result in results] == [f"c{n:03}" for n in range(MOST_AT_ONCE)]
    assert all(result.agreement and result.agreement.state is State.SCHOOL_REVIEW for result in results)
    assert len(world.services.store.undelivered(limit=1000)) == MOST_AT_ONCE


def test_more_than_a_hundred_are_refused_as_a_whole() -> None:
    assert_refused(Attempt(
        lambda w: [*queue(w, MOST_AT_ONCE), ("c000", 1)],
        lambda w, rows: reviews.pass_many(w.services, COLLEGE, rows), Refused("too_many_rows", field="items"),
    ))  # fmt: skip


Spoil = Callable[[World, str], Any]
SPOILT: dict[str, tuple[Spoil, Any]] = {
    "one that moved meanwhile": (lambda w, id_: change(w, w.services.store.agreement(id_)), (Stale, 2)),
    "one of another college": (lambda w, id_: put(w, id_, college="204"), (NotFound, "agreement")),
    "one of another school": (lambda w, id_: put(w, id_, school="10999"), (NotFound, "agreement")),
    "one that is not there": (lambda w, id_: w.table._rows.pop(key(w, id_)), (NotFound, "agreement")),
    "one that is with the school": (
        lambda w, id_: put(w, id_, state=State.SCHOOL_REVIEW), (Refused, "role_may_not", None, None)),
    "one that is signed": (
        lambda w, id_: put(w, id_, state=State.SIGNED), (Refused, "state_does_not_allow", None, None)),
}  # fmt: skip


def put(world: World, agreement: str, **fields: Any) -> None:
    """Let an agreement be another one that has the same version."""
    row = world.table._rows[key(world, agreement)]
    world.table._rows[row.key] = row._replace(record=replace(row.record, **fields))


def key(world: World, agreement: str) -> Any:
    return next(row.key for row in world.table._rows.values() if getattr(row.record, "id", None) == agreement)


def test_what_cannot_be_passed_says_why_and_keeps_no_other_from_passing() -> None:
    world = World()
    rows = queue(world, MOST_AT_ONCE)
    for position, (spoil, _) in enumerate(SPOILT.values()):
        spoil(world, f"c{position * 10:03}")
    results = reviews.pass_many(world.services, COLLEGE, rows)
    failed = [(result.id, said(result.error)) for result in results if result.error]
    assert failed == [(f"c{n * 10:03}", error) for n, (_, error) in enumerate(SPOILT.values())]
    assert sum(result.agreement is not None for result in results) == MOST_AT_ONCE - len(SPOILT)


def test_of_one_row_twice_the_second_is_stale() -> None:
    world = World()
    (row,) = queue(world, 1)
    first, second = reviews.pass_many(world.services, COLLEGE, [row, row])
    assert (first.error, said(second.error)) == (None, (Stale, 2))  # type: ignore[arg-type]  # it is an error


def test_a_review_has_no_deadline() -> None:
    """A passed one of the invitation does not reach it."""
    world = World()
    found = later(steps.accepted, days=60)(world)
    assert steps.passed(world, found, Role.COLLEGE).state is State.SCHOOL_REVIEW


def test_a_review_stands_though_the_admission_was_withdrawn_since() -> None:
    """Decision 8: signed agreements stand, and what is under review goes on."""

    def unadmitted(world: World) -> None:
        change(
            world,
            world.services.store.find_admission(factories.SCHOOL, factories.EMPLOYER),
            state=AdmissionState.WITHDRAWN,
        )

    world = World()
    assert steps.passed(world, after(steps.accepted, unadmitted)(world), Role.COLLEGE).state is State.SCHOOL_REVIEW
