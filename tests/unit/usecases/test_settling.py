"""A verb that met a conflict reads and decides again, so many times and no more; a stale version is refused."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from functions.domain.actors import Role
from functions.domain.errors import Conflict, DomainError, Refused, Stale
from functions.domain.invitation import State
from functions.domain.signing_lock import LockState
from functions.ports import Insert
from functions.usecases import invitations
from functions.usecases.settling import ATTEMPTS, expect, settled
from tests import factories, steps
from tests.factories import someone
from tests.unit.usecases.attempts import other_unit
from tests.world import World

EMPLOYER, STUDENT = someone(Role.EMPLOYER), someone(Role.STUDENT)


def losing(times: int, error: DomainError | None = None) -> tuple[Callable[[], int], list[int]]:
    """Return a verb that meets so many conflicts, and what counts its calls."""
    calls: list[int] = []

    @settled
    def verb() -> int:
        calls.append(len(calls) + 1)
        if len(calls) <= times:
            raise error or Conflict(Insert(f"attempt {len(calls)}"))
        return len(calls)

    return verb, calls


@pytest.mark.parametrize("times", [0, 1, ATTEMPTS - 1])
def test_a_lost_race_is_run_again(times: int) -> None:
    verb, _ = losing(times)
    assert verb() == times + 1


@pytest.mark.parametrize("times", [ATTEMPTS, ATTEMPTS + 5])
def test_the_last_conflict_is_raised(times: int) -> None:
    verb, calls = losing(times)
    with pytest.raises(Conflict) as caught:
        verb()
    assert caught.value.change == Insert(f"attempt {ATTEMPTS}")
    assert len(calls) == ATTEMPTS


@pytest.mark.parametrize("error", [Refused("already_signed"), Stale(3)], ids=["a refusal", "a stale version"])
def test_what_is_no_conflict_is_not_tried_again(error: DomainError) -> None:
    verb, calls = losing(1, error)
    with pytest.raises(type(error)):
        verb()
    assert len(calls) == 1


@pytest.mark.parametrize("seen", [None, 1])
def test_the_version_seen_is_expected_where_one_is_said(seen: int | None) -> None:
    expect(factories.invitation(), seen)


@pytest.mark.parametrize("seen", [0, 2, -1])
def test_another_version_is_stale_and_says_which_one_is_stored(seen: int) -> None:
    with pytest.raises(Stale) as caught:
        expect(factories.invitation(), seen)
    assert caught.value.version == 1


def race(*verbs: Callable[[], Any]) -> list[Any]:
    """Run all at the same moment; return what each returned or raised."""
    ready = Barrier(len(verbs))

    def run(verb: Callable[[], Any]) -> Any:
        ready.wait()
        try:
            return verb()
        except DomainError as error:
            return error

    with ThreadPoolExecutor(len(verbs)) as pool:
        return list(pool.map(run, verbs))


def accepting(world: World, offer: str) -> Callable[[], Any]:
    reading = invitations.read(world.services, STUDENT, offer)
    seen = invitations.evidence.digest(invitations.bound(world.services, reading))
    return lambda: invitations.accept(world.services, STUDENT, offer, seen, steps.ANSWERS)


def test_trap_02_of_two_acceptances_one_wins_and_the_other_hears_why() -> None:
    world = World()
    offers = [steps.sent(world), steps.sent(world, other_unit(world))]
    results = race(*(accepting(world, offer.id) for offer in offers))
    assert [result for result in results if isinstance(result, Refused)] == [Refused("already_signed", rule="F06")]
    (made,) = world.services.store.agreements_of_student(factories.SCHOOL, factories.STUDENT)
    assert made in results
    assert world.services.store.signing_lock(factories.SCHOOL, factories.STUDENT).agreement == made.id


def test_trap_04_clicks_at_the_same_moment_make_one_agreement_and_one_event() -> None:
    world = World()
    offer = steps.sent(world)
    results = race(*[accepting(world, offer.id)] * 6)
    (made,) = world.services.store.agreements_of_student(factories.SCHOOL, factories.STUDENT)
    assert results == [made] * 6
    assert [event.kind for event in world.services.store.events(offer.id)][1:] == ["invitation_accepted"]


def test_trap_08_of_a_withdrawal_and_an_acceptance_one_wins() -> None:
    for _ in range(10):
        world = World()
        offer = steps.sent(world)
        withdrawing = lambda: invitations.withdraw(world.services, EMPLOYER, offer.id, version=offer.version)  # noqa: B023, E731 - used in this round
        withdrawn, accepted = race(withdrawing, accepting(world, offer.id))
        lock = world.services.store.signing_lock(factories.SCHOOL, factories.STUDENT)
        state = world.services.store.invitation(offer.id).state
        if state is State.WITHDRAWN:
            assert accepted == Refused("state_does_not_allow", params={"state": "withdrawn", "action": "accept"})
        else:
            assert (state, type(withdrawn)) == (State.ACCEPTED, Stale)
        assert (lock.state is LockState.HELD) == (state is State.ACCEPTED)
