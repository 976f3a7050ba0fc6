"""32 people at one case at the same moment, through the use cases: one outcome, a plain reason for the rest, no orphan.

The clocks differ where a deadline is raced for: one machine has passed it, the other has not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from functions.adapters.dynamo.table import DynamoTable
from functions.domain import evidence
from functions.domain.actors import Role
from functions.domain.agreement import Action, Agreement
from functions.domain.employer import AdmissionState, RegistrationState
from functions.domain.errors import Refused, Stale
from functions.domain.events import EventKind
from functions.domain.invitation import Invitation, State
from functions.ports import Services
from functions.usecases import invitations, prints, reviews
from functions.usecases.settling import ATTEMPTS
from tests import factories, steps
from tests.consistency import consistent
from tests.fakes import MemoryTable
from tests.integration.test_races import THREADS, race
from tests.world import StandingClock, World

SECOND = "f5h7j2k4m6n3p5q7r2s4t6v3w5"
SYSTEM = factories.someone(Role.SYSTEM)
Runner = Callable[[], Any]


@pytest.fixture(params=["double", "moto"])
def world(request: pytest.FixtureRequest) -> World:
    if request.param == "double":
        return World(table=MemoryTable())
    return World(table=DynamoTable(request.getfixturevalue("dynamo"), sleep=lambda _: None))


def answered(runner: Runner) -> Runner:
    """Return what a person gets: a result, or the refusal; `race` itself hands back a conflict."""

    def answer() -> Any:
        try:
            return runner()
        except (Refused, Stale) as error:
            return error

    return answer


def raced(*runners: Runner) -> list[Any]:
    """Run each of the runners in as many threads as make 32 together."""
    return race(*(map(answered, runners * (THREADS // len(runners)))))


def said(results: Iterable[Any]) -> set[str]:
    """Return the reasons that the losers got."""
    errors = [one for one in results if isinstance(one, Exception)]
    return {one.code if isinstance(one, Refused) else type(one).__name__ for one in errors}


def kept(results: Iterable[Any], kind: type[Any]) -> list[Any]:
    return [one for one in results if isinstance(one, kind)]


def told(world: World, case: str) -> list[EventKind]:
    return [event.kind for event in world.services.store.events(case)]


def accepting(world: World, offer: Invitation) -> Runner:
    """Prepare the acceptance of what the student has on the screen."""
    who = steps.actor(world, Role.STUDENT)
    seen = evidence.digest(invitations.bound(world.services, invitations.read(world.services, who, offer.id)))
    return lambda: invitations.accept(world.services, who, offer.id, seen, steps.ANSWERS)


def of_second(world: World) -> Invitation:
    """Another employer's invitation to the same student."""
    world.insert(
        factories.employer(id=SECOND, uscc="91110000600037341L", state=RegistrationState.APPROVED),
        factories.admission(employer=SECOND, state=AdmissionState.ADMITTED),
    )
    return steps.sent(world, factories.someone(Role.EMPLOYER, party=SECOND))


def test_trap_02_of_two_acceptances_one_wins_and_the_other_hears_why(world: World) -> None:
    offers = [steps.sent(world), of_second(world)]
    results = raced(*(accepting(world, offer) for offer in offers))
    (winner,) = {one.id for one in kept(results, Agreement)}
    stored = world.services.store.agreements_of_student(factories.SCHOOL, factories.STUDENT)
    assert [one.id for one in stored] == [winner]
    assert len(kept(results, Agreement)) == THREADS // 2
    assert said(results) == {"already_signed"}
    assert sorted(told(world, offer.id).count(EventKind.INVITATION_ACCEPTED) for offer in offers) == [0, 1]
    consistent(world)


def late(world: World) -> Services:
    """Give the same services on a machine whose clock is past the deadline."""
    return replace(world.services, clock=StandingClock(factories.NOW + timedelta(days=15)))


# What meets the acceptance, and the state that it leaves when it wins.
AGAINST: dict[str, tuple[Callable[[World, Invitation], Any], State]] = {
    "withdrawing": (
        lambda w, offer: invitations.withdraw(
            w.services, steps.actor(w, Role.EMPLOYER), offer.id, version=offer.version),
        State.WITHDRAWN,
    ),
    "rejecting": (
        lambda w, offer: invitations.reject(
            w.services, steps.actor(w, Role.STUDENT), offer.id, "已有去向", version=offer.version),
        State.REJECTED,
    ),
    "expiring": (lambda w, offer: invitations.expire(late(w), SYSTEM, offer.id), State.EXPIRED),
}  # fmt: skip


@pytest.mark.parametrize(("other", "ends"), AGAINST.values(), ids=AGAINST)
def test_trap_08_accepting_and_another_answer_have_one_winner(
    world: World, other: Callable[[World, Invitation], Any], ends: State
) -> None:
    offer = steps.sent(world)
    results = raced(accepting(world, offer), lambda: other(world, offer))
    after = world.services.store.invitation(offer.id).state
    # Every click on an acceptance that won is told the same agreement; of the others one alone does anything.
    won = len(kept(results, Agreement)), len(kept(results, Invitation)), after
    assert won in {(THREADS // 2, 0, State.ACCEPTED), (0, 1, ends)}
    assert said(results) <= {"state_does_not_allow", "view_only", "Stale"}
    assert told(world, offer.id) == [EventKind.INVITATION_SENT, _EVENTS[after]]
    consistent(world)


_EVENTS = {
    State.ACCEPTED: EventKind.INVITATION_ACCEPTED, State.WITHDRAWN: EventKind.INVITATION_WITHDRAWN,
    State.REJECTED: EventKind.INVITATION_REJECTED, State.EXPIRED: EventKind.INVITATION_EXPIRED,
}  # fmt: skip


def test_of_many_reviewers_one_decides(world: World) -> None:
    found = steps.accepted(world)
    reviewers = [factories.someone(Role.COLLEGE, account=f"reviewer-{n}") for n in range(THREADS)]

    def deciding(n: int) -> Runner:
        decision = (Action.PASS, Action.RETURN, Action.FAIL)[n % 3]
        return lambda: reviews.review(
            world.services, reviewers[n], found.id, decision, "材料不全", version=found.version
        )

    results = raced(*map(deciding, range(THREADS)))
    (decided,) = kept(results, Agreement)
    assert world.services.store.agreement(found.id) == decided
    assert said(results) <= {"state_does_not_allow", "Stale", "lock_not_held"}
    consistent(world)


def test_trap_16_prints_at_the_same_moment_are_all_counted(world: World) -> None:
    """As many as a verb tries again: each attempt that fails has lost to another print, so all get through."""
    found = steps.issued(world)
    printers = [steps.actor(world, role) for role in (Role.STUDENT, Role.EMPLOYER, Role.SCHOOL, Role.ADMIN)]

    def printing(n: int) -> Runner:
        return lambda: prints.print_copy(world.services, printers[n % 4], found.id, n % 3 + 1)

    lines = race(*map(printing, range(ATTEMPTS)))
    register = world.services.store.prints(found.id)
    assert sorted(lines, key=lambda line: line.seq) == list(register)
    assert [line.seq for line in register] == list(range(1, ATTEMPTS + 1))
    assert world.services.store.agreement(found.id).print_count == ATTEMPTS
    assert told(world, found.id).count(EventKind.AGREEMENT_PRINTED) == ATTEMPTS
    consistent(world)
