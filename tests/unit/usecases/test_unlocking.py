"""M18 through the use cases: who is told, what the code says, and that the student is free at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from functions.domain.actors import Actor, Role
from functions.domain.agreement import Agreement, State
from functions.domain.errors import NotFound, Refused, Stale
from functions.domain.issuing import Status
from functions.domain.policy import SchoolPolicy
from functions.domain.signing_lock import Destination, LockState
from functions.usecases import unlocking
from tests import factories, steps
from tests.factories import someone
from tests.unit.usecases.attempts import Attempt, assert_refused, slow, told
from tests.world import World

FIRST, SECOND = someone(Role.ADMIN), someone(Role.SCHOOL)
Verb = Callable[[World, Agreement], Agreement]


def request(who: Actor = FIRST, ahead: int = 0) -> Verb:
    return lambda w, a: unlocking.request(w.services, who, a.id, "已应征入伍", version=a.version + ahead)


def unlock(who: Actor = SECOND, ahead: int = 0) -> Verb:
    return lambda w, a: unlocking.unlock(w.services, who, a.id, version=a.version + ahead)


def refuse(who: Actor = SECOND, ahead: int = 0) -> Verb:
    return lambda w, a: unlocking.refuse(w.services, who, a.id, "应当申请解约", version=a.version + ahead)


def asked(world: World) -> Agreement:
    return steps.asked_to_unlock(world, steps.issued(world))


def leaving(world: World) -> Agreement:
    steps.applied(world, asked(world))
    (found,) = world.services.store.agreements_of_student(factories.SCHOOL, factories.STUDENT)
    return found


ATTEMPTS = {
    "asking as the reviewer": Attempt(steps.issued, request(SECOND), Refused("role_may_not")),
    "asking before it is signed": Attempt(steps.accepted, request(), Refused("state_does_not_allow")),
    "asking of a stale version": Attempt(steps.issued, request(ahead=-1), Stale(4)),
    "asking at another school": Attempt(steps.issued, request(replace(FIRST, school="10999")), NotFound("agreement")),
    "unlocking what nobody asked for": Attempt(steps.issued, unlock(), Refused("unlock_not_requested", rule="M18")),
    "unlocking as the one who asked": Attempt(
        asked, unlock(FIRST), Refused("second_approver_needed", rule="M18")),
    "unlocking while a termination runs": Attempt(leaving, unlock(), Refused("termination_open", rule="SM-5")),
    "unlocking of a stale version": Attempt(asked, unlock(ahead=-1), Stale(5)),
    "unlocking at another school": Attempt(asked, unlock(replace(SECOND, school="10999")), NotFound("agreement")),
    "refusing what nobody asked for": Attempt(steps.issued, refuse(), Refused("unlock_not_requested", rule="M18")),
    "refusing of a stale version": Attempt(asked, refuse(ahead=-1), Stale(5)),
}  # fmt: skip


@pytest.mark.parametrize("tried", ATTEMPTS.values(), ids=ATTEMPTS)
def test_it_is_refused_and_nothing_is_stored(tried: Attempt) -> None:
    assert_refused(tried)


def test_the_agreement_ends_the_student_is_free_and_both_parties_hear_who_and_why() -> None:
    world = World(SchoolPolicy(max_terminations=1, cooldown_working_days=15))
    ended = steps.unlocked(world, asked(world))
    assert ended.state is State.TERMINATED
    lock = world.services.store.signing_lock(ended.school, ended.student)
    assert (lock.state, lock.terminations, lock.destination) == (LockState.FREE, 0, Destination.AWAITING)
    (mark,) = world.services.store.unpublished_marks()
    assert (ended.issued and ended.issued.status_index, mark.value) == (mark.index, Status.INVALID)
    everybody = ("student", "employer", "school")
    assert told(world, ended.id)[-2:] == [("unlock_requested", everybody), ("agreement_unlocked", everybody)]
    details = world.services.store.events(ended.id)[-1].details
    names = steps.actor(world, Role.ADMIN).name, steps.actor(world, Role.SCHOOL).name
    assert (details["requester"], details["decider"], details["reason"]) == (*names, "已应征入伍")
    assert steps.accepted(world).state is State.COLLEGE_REVIEW


def test_refused_it_stands_and_both_parties_hear_why() -> None:
    world = World()
    kept = refuse()(world, asked(world))
    assert (kept.state, kept.unlocking) == (State.SIGNED, None)
    assert told(world, kept.id)[-1] == ("unlock_refused", ("student", "employer", "school"))
    assert world.services.store.unpublished_marks() == ()


def test_a_second_click_that_read_before_the_first_was_stored_is_told_that_it_is_stale() -> None:
    world = World()
    found = asked(world)
    steps.unlocked(world, found)
    with pytest.raises(Stale):
        unlocking.unlock(slow(world, found), steps.actor(world, Role.SCHOOL), found.id, version=found.version)
