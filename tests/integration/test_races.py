"""Races with 32 threads at once: one winner, a plain reason for every loser, no orphan (decision 10)."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from functions.adapters.dynamo.table import DynamoTable
from functions.domain.actors import SYSTEM, Actor, Role
from functions.domain.agreement import Action
from functions.domain.agreement import State as AgreementState
from functions.domain.employer import AdmissionState, RegistrationState
from functions.domain.errors import Conflict, DomainError, Refused, Stale
from functions.domain.invitation import State
from functions.domain.signing_lock import LockState
from functions.ports import Insert
from functions.usecases import invitations, prints, reviews
from tests import factories, steps
from tests.world import World

THREADS = 32


@pytest.fixture(params=["double", "moto"])
def world(request: Any) -> World:
    if request.param == "double":
        return World()
    return World(table=DynamoTable(request.getfixturevalue("dynamo"), sleep=lambda _: None))


def race(*runs: Callable[[], Any]) -> list[Any]:
    """Run all at once; return what each gave or the domain's reason for refusing it."""
    start = threading.Barrier(len(runs))

    def one(run: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return run()
        except DomainError as error:
            return error

    with ThreadPoolExecutor(len(runs)) as pool:
        return list(pool.map(one, runs))


def reasons(results: list[Any]) -> Counter[str]:
    codes = (one.code if isinstance(one, Refused) else type(one).__name__ for one in results)
    return Counter(codes)


def other_employer(world: World, name: str) -> Actor:
    """Store another admitted employer and return its account."""
    unit = factories.employer(id=name, name=name, uscc="", state=RegistrationState.APPROVED)
    admission = factories.admission(employer=name, state=AdmissionState.ADMITTED)
    world.services.store.commit(Insert(unit), Insert(admission))
    account = world.open_account(Role.EMPLOYER, id=f"account-{name}", login=f"{name}@example.org", party=name)
    return account.as_actor()


def settled(world: World) -> AgreementState | None:
    """Return the state of the student's only active agreement after checking that the lock agrees."""
    store = world.services.store
    lock = store.signing_lock(factories.SCHOOL, factories.STUDENT)
    active = [a for a in store.agreements_of_student(factories.SCHOOL, factories.STUDENT) if a.ended_at is None]
    assert len(active) <= 1
    assert (lock.state, lock.agreement) == ((LockState.HELD, active[0].id) if active else (LockState.FREE, None))
    return active[0].state if active else None


def test_of_two_accepts_one_wins_and_the_other_is_told_why(world: World) -> None:
    offers = [steps.sent(world), steps.sent(world, other_employer(world, "other"))]
    runs = [lambda offer=offer: steps.accept(world, offer) for offer in offers * (THREADS // 2)]
    results = race(*runs)
    winners = {one.id for one in results if not isinstance(one, DomainError)}
    assert len(winners) == 1
    assert set(reasons([one for one in results if isinstance(one, DomainError)])) <= {"already_signed", "Conflict"}
    assert settled(world) is AgreementState.COLLEGE_REVIEW
    loser = next(offer.id for offer in offers if offer.id not in winners)
    assert world.services.store.find_agreement(loser) is None
    assert world.services.store.invitation(loser).state is State.PENDING


def against(world: World, act: Callable[[], Any]) -> tuple[list[Any], AgreementState | None, State]:
    """Race accepting one invitation against something else, half of the threads each."""
    offer = world.services.store.invitations_of_employer(factories.EMPLOYER).items[0]
    half = THREADS // 2
    results = race(*[lambda: steps.accept(world, offer)] * half, *[act] * half)
    return results, settled(world), world.services.store.invitation(offer.id).state


def exactly_one(kind: str, results: list[Any], agreement: AgreementState | None, offer: State, other: State) -> None:
    accepted = offer is State.ACCEPTED
    assert offer in {State.ACCEPTED, other}, f"neither accepted nor {kind}"
    assert (agreement is AgreementState.COLLEGE_REVIEW) == accepted
    told = set(reasons([one for one in results if isinstance(one, DomainError)]))
    assert told <= {"state_does_not_allow", "invitation_expired", "invitation_not_expired", "already_signed", "Stale",
                    "view_only"}  # fmt: skip


def test_accept_against_withdraw_has_one_winner(world: World) -> None:
    offer, employer = steps.sent(world), steps.actor(world, Role.EMPLOYER)
    outcome = against(world, lambda: invitations.withdraw(world.services, employer, offer.id, version=offer.version))
    exactly_one("withdrawn", *outcome, State.WITHDRAWN)


def test_reject_against_accept_has_one_winner(world: World) -> None:
    offer, student = steps.sent(world), steps.actor(world, Role.STUDENT)
    outcome = against(
        world, lambda: invitations.reject(world.services, student, offer.id, "另有打算", version=offer.version)
    )
    exactly_one("rejected", *outcome, State.REJECTED)


def test_accept_against_expiry_is_decided_by_the_clock(world: World) -> None:
    offer = steps.sent(world)
    assert offer.expires_at is not None
    world.clock.moment = offer.expires_at
    outcome = against(world, lambda: invitations.expire(world.services, SYSTEM, offer.id))
    assert outcome[2] is State.ACCEPTED
    exactly_one("expired", *outcome, State.EXPIRED)


def test_accept_after_expiry_loses_though_no_sweep_ran(world: World) -> None:
    offer = steps.sent(world)
    assert offer.expires_at is not None
    world.clock.moment = offer.expires_at
    world.clock.pass_(seconds=1)
    results, agreement, state = against(world, lambda: invitations.expire(world.services, SYSTEM, offer.id))
    assert (agreement, state) == (None, State.EXPIRED)
    assert set(reasons(results)) <= {"Invitation", "invitation_expired", "state_does_not_allow"}


def test_of_two_reviewers_one_decides(world: World) -> None:
    found, college = steps.accepted(world), steps.actor(world, Role.COLLEGE)
    second = replace(college, account="account-college-2", name="刘老师")

    def decide(who: Actor, decision: Action) -> Callable[[], Any]:
        return lambda: reviews.review(world.services, who, found.id, decision, "违约金过高", version=found.version)

    results = race(*[decide(college, Action.PASS)] * 16, *[decide(second, Action.FAIL)] * 16)
    assert sum(not isinstance(one, DomainError) for one in results) == 1
    assert {type(one) for one in results if isinstance(one, DomainError)} <= {Stale, Refused, Conflict}
    assert settled(world) in {AgreementState.SCHOOL_REVIEW, None}
    assert len(world.services.store.agreement(found.id).reviews) == 1


def test_a_double_click_accepts_once_and_tells_once() -> None:
    world = World()
    offer = steps.sent(world)
    results = race(*[lambda: steps.accept(world, offer)] * THREADS)
    assert {one.id for one in results} == {offer.id}
    kinds = [event.kind for event in world.services.store.events(offer.id)]
    assert kinds == ["invitation_sent", "invitation_accepted"]


def test_the_cap_holds_when_many_employers_send_at_once() -> None:
    world = World()
    employers = [other_employer(world, f"unit-{n}") for n in range(12)]
    drafts = [(who, steps.drafted(world, who)) for who in employers]
    runs = [
        lambda w=who, o=offer: invitations.send(world.services, w, o.id, version=o.version) for who, offer in drafts
    ]
    results = race(*runs)
    assert sum(not isinstance(one, DomainError) for one in results) == 5
    assert set(reasons([one for one in results if isinstance(one, DomainError)])) == {"too_many_open_invitations"}


def test_prints_at_once_are_all_counted() -> None:
    world = World()
    found, college = steps.issued(world), steps.actor(world, Role.COLLEGE)
    results = race(
        *[lambda copy=copy: prints.print_copy(world.services, college, found.id, copy) for copy in (1, 2, 3) * 4]
    )
    lines = [one for one in results if not isinstance(one, DomainError)]
    assert sorted(line.seq for line in lines) == list(range(1, len(lines) + 1))
    assert world.services.store.agreement(found.id).print_count == len(lines) == 12
