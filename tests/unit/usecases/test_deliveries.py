"""Notices and mails: told once, never twice; what did not go out is seen (trap 24)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from functions.domain.actors import Role, employer_address, student_address
from functions.domain.events import EventKind
from functions.domain.notice import MAX_ATTEMPTS, Delivery, Notice
from functions.domain.policy import SchoolPolicy
from functions.jobs import deliver
from functions.ports import Attachment, ChannelRefused, Replace
from functions.usecases import deliveries, notices
from tests import factories, steps
from tests.world import World


def told(world: World, address: str) -> tuple[Notice, ...]:
    return world.services.store.notices(address).items


def mail(world: World) -> Delivery:
    (one,) = told(world, student_address(factories.STUDENT))
    return one.messages[0].delivery


def refusing(world: World) -> None:
    def refuse(to: str, subject: str, body: str, attachment: Attachment | None = None) -> None:
        raise ChannelRefused("mailbox full")

    world.mailer.send = refuse  # type: ignore[method-assign]


def test_an_invitation_is_told_to_the_student_and_not_to_its_sender() -> None:
    world = World()
    offer = steps.sent(world)
    deliver.run(world.services)
    deliver.run(world.services)
    assert [one.case for one in told(world, student_address(factories.STUDENT))] == [offer.id]
    assert told(world, employer_address(factories.EMPLOYER)) == ()
    ((to, _, body),) = world.mailer.sent
    assert to == "student@example.org"
    assert "2026-03-19 23:59" in body
    assert "https://agreements.example/" in body


def test_trap_24_a_refused_mail_is_tried_again_more_and_more_slowly_and_then_failed() -> None:
    world = World()
    refusing(world)
    steps.sent(world)
    deliveries.deliver(world.services)
    for _ in range(MAX_ATTEMPTS):
        assert mail(world) is Delivery.QUEUED
        deliveries.send(world.services)
        assert deliveries.send(world.services) == 0
        world.clock.pass_(hours=2)
    assert mail(world) is Delivery.FAILED
    assert world.mailer.sent == []


def test_a_claim_left_behind_is_uncertain_and_never_sent_again() -> None:
    world = World()
    steps.sent(world)
    deliveries.deliver(world.services)
    (one,) = told(world, student_address(factories.STUDENT))
    claimed = replace(one.messages[0], delivery=Delivery.SENDING, attempts=1)
    world.services.store.commit(Replace(replace(one, messages=(claimed,), version=one.version + 1)))
    world.clock.pass_(hours=1)
    assert deliveries.send(world.services) == 0
    assert (mail(world), world.mailer.sent) == (Delivery.UNCERTAIN, [])


def test_a_notice_that_another_job_took_is_left_to_it() -> None:
    world = World()
    steps.sent(world)
    (event,) = world.services.store.undelivered()
    assert deliveries.deliver_one(world.services, event) == 1
    assert deliveries.deliver_one(world.services, event) == 0
    (one,) = told(world, student_address(factories.STUDENT))
    now = world.clock.now()
    assert deliveries._send_next(world.services, one, now) == 1
    assert deliveries._send_next(world.services, one, now) == 0
    assert deliveries._send_next(world.services, replace(one, messages=()), now) == 0


def test_no_mail_where_the_policy_has_none_or_the_account_is_put_away() -> None:
    world = World(SchoolPolicy(notify_invitation=frozenset()))
    steps.sent(world)
    deliver.run(world.services)
    assert world.mailer.sent == []

    gone = World()
    account = gone.services.store.account(f"account-{Role.STUDENT}")
    offer = steps.sent(gone)
    gone.services.store.commit(Replace(replace(account, is_active=False, version=account.version + 1)))
    deliver.run(gone.services)
    assert (offer.id, gone.mailer.sent) == (told(gone, student_address(factories.STUDENT))[0].case, [])


def test_trap_24_a_message_is_settled_although_its_reader_opens_the_notice_meanwhile() -> None:
    world = World()
    steps.sent(world)
    deliveries.deliver(world.services)

    def send(to: str, subject: str, body: str, attachment: Attachment | None = None) -> None:
        (one,) = told(world, student_address(factories.STUDENT))
        notices.mark_read(world.services, steps.actor(world, Role.STUDENT), one.case, one.seq)

    world.mailer.send = send  # type: ignore[method-assign]
    assert deliveries.send(world.services) == 1
    (one,) = told(world, student_address(factories.STUDENT))
    assert (mail(world), one.read_at is None) == (Delivery.SENT, False)


def test_a_notice_that_went_away_meanwhile_is_not_brought_back() -> None:
    deliveries._settle(World().services, factories.notice(messages=(factories.message(),)), 0)


def test_a_lost_answer_holds_up_no_other_message() -> None:
    world = World()
    steps.sent(world)
    deliveries.deliver(world.services)
    signed = EventKind.AGREEMENT_SIGNED
    world.insert(factories.notice(seq=77, kind=signed, messages=(factories.message(to="second@example.org"),)))
    send, asked = world.mailer.send, list[str]()

    def lose(to: str, subject: str, body: str, attachment: Attachment | None = None) -> None:
        asked.append(to)
        if len(asked) == 1:
            raise TimeoutError("no answer")
        send(to, subject, body, attachment)

    world.mailer.send = lose  # type: ignore[method-assign]
    with pytest.raises(ExceptionGroup, match="left for another turn"):
        deliveries.send(world.services)
    assert (len(asked), len(world.mailer.sent)) == (2, 1)
    fates = {one.messages[0].delivery for one in told(world, student_address(factories.STUDENT))}
    assert fates == {Delivery.SENDING, Delivery.SENT}
