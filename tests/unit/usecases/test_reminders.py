"""Reminders: as far as they lie inside the time, once each, and never after the answer (beyond.md 3, trap 4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from functions.domain.actors import Role, employer_address, student_address
from functions.domain.channels import Channel
from functions.domain.events import EventKind
from functions.domain.policy import SchoolPolicy
from functions.domain.reminders import is_asking
from functions.domain.signing_lock import LockState
from functions.jobs import deliver
from functions.ports import Replace
from functions.usecases import deliveries, invitations, reminders, terminations
from tests import factories, steps
from tests.world import World

STUDENT, EMPLOYER = student_address(factories.STUDENT), employer_address(factories.EMPLOYER)


def reminded(world: World, address: str = STUDENT) -> list[str]:
    """When the reader was reminded, the oldest first."""
    told = world.services.store.notices(address, limit=100).items
    kinds = {EventKind.INVITATION_REMINDED, EventKind.TERMINATION_REMINDED}
    return sorted(f"{one.at:%m-%d %H}" for one in told if one.kind in kinds)


def each_hour(world: World, days: int) -> None:
    """Let the jobs run once an hour."""
    for _ in range(days * 24):
        world.clock.pass_(hours=1)
        deliver.run(world.services)


def days_later(world: World, **duration: float) -> None:
    """Let the jobs run at a later time until nothing is left to do."""
    world.clock.pass_(**duration)
    while deliver.run(world.services):
        pass


def test_an_unanswered_invitation_is_reminded_of_four_times() -> None:
    world = World()
    offer = steps.sent(world)
    deliver.run(world.services)
    each_hour(world, 16)
    assert reminded(world) == ["03-12 01", "03-16 01", "03-18 01", "03-19 14"]
    assert reminded(world, EMPLOYER) == []
    trail = [event.kind for event in world.services.store.events(offer.id)]
    assert trail.count(EventKind.INVITATION_REMINDED) == 4


def test_a_reminder_goes_out_by_the_schools_channels_with_the_deadline() -> None:
    world = World(SchoolPolicy(notify_invitation=frozenset({Channel.SMS, Channel.EMAIL})))
    steps.sent(world)
    days_later(world, minutes=1)
    days_later(world, days=8)
    assert len(world.sms.sent) == len(world.mailer.sent) == 2
    assert world.sms.sent[1][1].startswith("【就业协议】用人单位的签约邀约即将到期，请在 2026-03-19 23:59 前答复。")
    assert b"DTSTART:20260319T155959Z" in world.mailer.attached[1].content


def test_after_an_outage_one_reminder_is_enough() -> None:
    world = World()
    steps.sent(world)
    deliver.run(world.services)
    days_later(world, days=13)
    assert len(reminded(world)) == 1


def test_trap_04_two_jobs_remind_once() -> None:
    world = World()
    steps.sent(world)
    deliver.run(world.services)
    world.clock.pass_(days=8)
    (told,) = world.services.store.notices(STUDENT).items
    assert [reminders.remind(world.services, told) for _ in range(2)] == [1, 0]
    assert reminders.remind(world.services, replace(told, seq=99)) == 0


def accept(world: World, offer: str) -> None:
    steps.accept(world, world.services.store.invitation(offer))


def reject(world: World, offer: str) -> None:
    found = world.services.store.invitation(offer)
    invitations.reject(world.services, steps.actor(world, Role.STUDENT), offer, "已决定升学。", version=found.version)


def withdraw(world: World, offer: str) -> None:
    found = world.services.store.invitation(offer)
    invitations.withdraw(world.services, steps.actor(world, Role.EMPLOYER), offer, version=found.version)


ANSWERS: dict[str, Callable[[World, str], None]] = {"accepted": accept, "rejected": reject, "withdrawn": withdraw}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_nobody_is_reminded_of_what_is_settled(answer: Callable[[World, str], None]) -> None:
    world = World()
    offer = steps.sent(world)
    deliver.run(world.services)
    answer(world, offer.id)
    for _ in range(3):
        days_later(world, days=5)
    assert reminded(world) == []
    due = world.services.store.due_notices(world.clock.now())
    assert [one for one in due if one.reminders] == []


def test_nobody_is_reminded_when_the_time_is_over() -> None:
    world = World()
    steps.sent(world)
    deliver.run(world.services)
    days_later(world, days=15)
    assert reminded(world) == []


def test_an_invitation_sent_anew_is_reminded_of_by_its_new_deadline_only() -> None:
    world = World()
    offer = steps.sent(world)
    withdraw(world, offer.id)
    found = world.services.store.invitation(offer.id)
    world.clock.pass_(days=4)
    invitations.send(world.services, steps.actor(world, Role.EMPLOYER), offer.id, version=found.version)
    deliver.run(world.services)
    each_hour(world, 20)
    assert reminded(world) == ["03-16 01", "03-20 01", "03-22 01", "03-23 14"]


def test_an_invitation_that_the_lock_bars_is_not_reminded_of_while_it_does() -> None:
    world = World()
    offer = steps.sent(world)
    deliver.run(world.services)
    lock = world.services.store.signing_lock(factories.SCHOOL, factories.STUDENT)
    held = replace(lock, state=LockState.HELD, agreement="another", version=lock.version + 1)
    world.services.store.commit(Replace(held))
    days_later(world, days=8)
    assert reminded(world) == []
    world.services.store.commit(Replace(replace(held, state=LockState.FREE, version=held.version + 1)))
    days_later(world, days=3)
    assert (len(reminded(world)), offer.id) == (1, world.services.store.notices(STUDENT).items[0].case)


def test_the_other_party_is_reminded_to_answer_a_termination_and_no_other() -> None:
    world = World()
    steps.applied(world, steps.signed(world))
    deliver.run(world.services)
    for _ in range(5):
        days_later(world, days=3)
    assert reminded(world, EMPLOYER) == ["03-14 08", "03-17 08"]
    assert reminded(world) == []


def test_nobody_is_reminded_of_a_termination_that_was_answered() -> None:
    world = World()
    waiting = steps.applied(world, steps.signed(world))
    deliver.run(world.services)
    who = steps.actor(world, Role.STUDENT)
    terminations.withdraw(world.services, who, waiting.agreement, waiting.id, version=waiting.version)
    days_later(world, days=8)
    assert reminded(world, EMPLOYER) == []


def test_only_what_asks_for_an_answer_has_times() -> None:
    world = World()
    steps.accepted(world)
    deliver.run(world.services)
    for address in (STUDENT, EMPLOYER):
        assert all(not one.reminders or is_asking(one.kind) for one in world.services.store.notices(address).items)
    sent = factories.event(kind=EventKind.INVITATION_SENT, details={"until": "2026-03-19T23:59:59+08:00"})
    assert deliveries._reminders(sent, f"college:{factories.SCHOOL}:{factories.COLLEGE}") == ()
