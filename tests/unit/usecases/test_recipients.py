"""Channels by policy and topic: who is written to where, and what is said there (P01-P04, B07, trap 24)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from functions.domain.actors import Role, employer_address, school_address, student_address
from functions.domain.channels import Channel
from functions.domain.notice import Delivery, Message, Notice
from functions.domain.policy import SchoolPolicy
from functions.jobs import deliver
from functions.ports import Replace
from functions.usecases import recipients
from tests import factories, steps
from tests.world import World

STUDENT, EMPLOYER = student_address(factories.STUDENT), employer_address(factories.EMPLOYER)
BY_SMS = SchoolPolicy(notify_invitation=frozenset({Channel.SMS}))


def invited(world: World) -> Notice:
    steps.sent(world)
    deliver.run(world.services)
    (told,) = world.services.store.notices(STUDENT).items
    return told


def fate(message: Message) -> tuple[Channel, Delivery, str]:
    return message.channel, message.delivery, message.error


def test_p01_an_invitation_is_told_to_the_students_phone_without_a_name() -> None:
    world = World(BY_SMS)
    assert [fate(each) for each in invited(world).messages] == [(Channel.SMS, Delivery.SENT, "")]
    ((to, text),) = world.sms.sent
    assert to == "+8613800000000"
    assert (
        text
        == "【就业协议】用人单位向您发出签约邀约，请在 2026-03-19 23:59 前答复。详情请登录 https://agreements.example/"
    )
    assert world.mailer.sent == []


def test_every_chosen_channel_is_used_once() -> None:
    world = World(SchoolPolicy(notify_invitation=frozenset({Channel.SMS, Channel.EMAIL})))
    assert [each.channel for each in invited(world).messages] == [Channel.EMAIL, Channel.SMS]
    deliver.run(world.services)
    assert (len(world.mailer.sent), len(world.sms.sent)) == (1, 1)


UNDELIVERABLE: dict[str, tuple[dict[str, str], str]] = {
    "no phone": ({"phone": ""}, "no_mobile"),
    "a landline": ({"phone": "0551-61111111"}, "no_mobile"),
    "a number that opted out": ({"phone": "13900000000"}, "opted_out"),
}


@pytest.mark.parametrize(("fields", "reason"), UNDELIVERABLE.values(), ids=UNDELIVERABLE)
def test_trap_24_a_text_that_cannot_arrive_has_failed_and_says_why(fields: dict[str, str], reason: str) -> None:
    world = World(BY_SMS)
    world.sms.opted_out.add("+8613900000000")
    graduate = world.services.store.student(factories.SCHOOL, factories.STUDENT)
    world.services.store.commit(Replace(replace(graduate, **fields, version=graduate.version + 1)))  # type: ignore[arg-type]
    assert [fate(each) for each in invited(world).messages] == [(Channel.SMS, Delivery.FAILED, reason)]
    assert world.sms.sent == []


def test_trap_24_a_channel_that_the_deployment_has_not_got_fails_at_once() -> None:
    world = World(BY_SMS)
    world.services = replace(world.services, sms=None)
    assert [fate(each) for each in invited(world).messages] == [(Channel.SMS, Delivery.FAILED, "channel_off")]


def test_wechat_without_a_binding_says_so() -> None:
    world = World(SchoolPolicy(notify_invitation=frozenset({Channel.WECHAT})))
    assert [fate(each) for each in invited(world).messages] == [(Channel.WECHAT, Delivery.FAILED, "not_bound")]


def test_trap_24_a_message_by_wechat_fails_where_there_is_none() -> None:
    world = World()
    world.insert(factories.notice(messages=(factories.message(channel=Channel.WECHAT, to="openid"),)))
    assert deliver.run(world.services) == 0
    (told,) = world.services.store.notices(STUDENT).items
    assert [fate(each) for each in told.messages] == [(Channel.WECHAT, Delivery.FAILED, "channel_off")]


def test_an_employer_is_texted_at_its_contacts_mobile() -> None:
    world = World(SchoolPolicy(notify_invitation=frozenset({Channel.SMS})))
    event = factories.event(policy_version=1)
    assert [fate(each)[2] for each in recipients.messages(world.services, event, EMPLOYER)] == ["no_mobile"]
    unit = world.services.store.employer(factories.EMPLOYER)
    world.services.store.commit(Replace(replace(unit, phone="13700000000", version=unit.version + 1)))
    assert [each.to for each in recipients.messages(world.services, event, EMPLOYER)] == ["+8613700000000"]


def test_a_student_who_is_gone_has_no_phone() -> None:
    world = World(BY_SMS)
    event = factories.event(policy_version=1)
    (message,) = recipients.messages(world.services, event, student_address("nobody"))
    assert (message.error, message.language) == ("no_mobile", "zh-CN")


def test_a_student_without_an_account_is_texted_in_chinese() -> None:
    world = World(BY_SMS)
    account = world.services.store.account(f"account-{Role.STUDENT}")
    world.services.store.commit(Replace(replace(account, is_active=False, version=account.version + 1)))
    assert [each.language for each in invited(world).messages] == ["zh-CN"]


def test_an_office_reads_its_queue() -> None:
    event = factories.event(policy_version=1)
    assert list(recipients.messages(World().services, event, school_address(factories.SCHOOL))) == []


def test_an_event_of_no_policy_takes_the_default() -> None:
    assert recipients.chosen_for(World().services, factories.event(policy_version=0)) == {Channel.EMAIL}


def test_a_text_in_english_has_no_name_either() -> None:
    world = World(BY_SMS)
    account = world.services.store.account(f"account-{Role.STUDENT}")
    world.services.store.commit(Replace(replace(account, language="en", version=account.version + 1)))
    invited(world)
    ((_, text),) = world.sms.sent
    assert text.startswith("[Employment agreements] The employer ")
