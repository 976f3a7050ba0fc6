"""I05 through the use cases: the agreement ends by itself, its paper stays valid, and the student is not free."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from functions.domain.actors import Actor, Role
from functions.domain.agreement import Agreement, State
from functions.domain.errors import NotFound, Refused, Stale
from functions.domain.signing_lock import LockState
from functions.jobs import publish_status
from functions.usecases import completing, offline, printing_steps, prints
from functions.usecases import steps as next_steps
from functions.usecases.offline import Signing
from tests import factories, steps
from tests.consistency import consistent
from tests.factories import someone
from tests.unit.usecases.attempts import Attempt, assert_refused, told
from tests.world import World
from verifier.attestation import Authentic, Status, trust_reader, verify

DAY = date(2026, 3, 5)


def record(who: Actor | None = None, ahead: int = 0, day: date = DAY) -> Callable[[World, Agreement], Agreement]:
    return lambda w, a: completing.record(
        w.services, who or steps.actor(w, Role.COLLEGE), a.id, day, version=a.version + ahead
    )


def fulfilled(world: World) -> Agreement:
    return record()(world, steps.issued(world))


def leaving(world: World) -> Agreement:
    found = steps.issued(world)
    steps.applied(world, found)
    return world.services.store.agreement(found.id)


ATTEMPTS = {
    "before it is signed": Attempt(steps.accepted, record(), Refused("state_does_not_allow")),
    "before it is issued": Attempt(steps.signed, record(), Refused("not_issued_yet", rule="J06")),
    "on a day to come": Attempt(
        steps.issued, record(day=DAY + timedelta(days=1)),
        Refused("reported_in_future", field="reported_on", rule="I05")),
    "while a termination runs": Attempt(leaving, record(), Refused("termination_open", rule="SM-5")),
    "twice": Attempt(fulfilled, record(), Refused("state_does_not_allow")),
    "on a stale version": Attempt(steps.issued, record(ahead=-1), Stale(4)),
    "by another school": Attempt(steps.issued, record(someone(Role.SCHOOL, school="10999")), NotFound("agreement")),
    "terminated afterwards": Attempt(fulfilled, steps.applied, Refused("agreement_fulfilled", rule="I05")),
    "undone afterwards": Attempt(fulfilled, steps.asked_to_undo, Refused("state_does_not_allow")),
    "unlocked afterwards": Attempt(fulfilled, steps.asked_to_unlock, Refused("state_does_not_allow")),
}  # fmt: skip


@pytest.mark.parametrize("tried", ATTEMPTS.values(), ids=ATTEMPTS)
def test_is_refused(tried: Attempt) -> None:
    assert_refused(tried)


def test_i05_fulfilled_it_stays_valid_and_is_printed_and_checked_as_before() -> None:
    world = World()
    ended = fulfilled(world)
    assert (ended.state, told(world, ended.id)[-1]) == (
        State.COMPLETED, ("agreement_completed", ("student", "employer")))  # fmt: skip
    assert world.services.store.unpublished_marks() == ()
    world.clock.pass_(days=1)
    publish_status.refresh(world.services, world.signer)
    prints.print_copy(world.services, steps.actor(world, Role.STUDENT), ended.id, 1)
    printed = world.services.store.agreement(ended.id)
    assert (printed.state, printed.print_count, printed.ended_at) == (State.COMPLETED, 1, ended.ended_at)
    assert ended.issued
    trust = trust_reader.read(world.publish_trust(), world.root.public_key().public_bytes_raw())
    coded = world.site.read(f"s/{ended.issued.status_list}.cwt")
    report = verify(ended.issued.url, trust=trust, lists=lambda _: coded, now=world.clock.now())
    assert (report.authentic, report.status) == (Authentic.GENUINE, Status.VALID)


def test_i05_fulfilled_it_is_still_the_students_one_agreement_and_nothing_waits_for_her() -> None:
    world = World()
    ended = fulfilled(world)
    assert consistent(world)[0] is LockState.HELD
    with pytest.raises(Refused, match="already_signed"):
        steps.accepted(world)
    graduate = steps.actor(world, Role.STUDENT)
    assert printing_steps.guidance(world.services, graduate).agreement == ended
    assert [step.kind for step in next_steps.of_student(world.services, graduate).steps] == []


def test_i05_what_was_signed_on_paper_is_fulfilled_too_and_there_is_nobody_else_to_tell() -> None:
    world = World()
    signing = Signing(unit="某县委组织部", exception="选调")
    made = steps.reported(
        world, offline.record(world.services, steps.actor(world, Role.COLLEGE), factories.STUDENT, signing)
    )
    ended = record()(world, steps.passed(world, steps.passed(world, made, Role.COLLEGE), Role.SCHOOL))
    assert (ended.state, told(world, ended.id)[-1]) == (State.COMPLETED, ("agreement_completed", ("student",)))


def test_i05_a_guest_is_told_on_the_page_of_the_card() -> None:
    world = World()
    found = steps.passed(world, steps.passed(world, steps.signed_by_guest(world), Role.COLLEGE), Role.SCHOOL)
    world.run_jobs()
    ended = record()(world, world.services.store.agreement(found.id))
    assert (ended.state, told(world, ended.id)[-1]) == (
        State.COMPLETED, ("agreement_completed", ("student", "guest")))  # fmt: skip
