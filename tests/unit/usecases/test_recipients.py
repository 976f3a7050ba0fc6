"""Channels by policy and topic: who is written to where, and what is said there (P01-P04, B07, trap 24)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from functions.domain.actors import Role, employer_address, school_address, student_address
from functions.domain.channels import Channel, Topic
from functions.domain.events import EventKind
from functions.domain.notice import Delivery, Message, Notice
from functions.domain.policy import SchoolPolicy
from functions.jobs import deliver
from functions.ports import Replace
from functions.usecases import notices, recipients
from tests import factories, steps
from tests.world import World

STUDENT, EMPLOYER = student_address(factories.STUDENT), employer_address(factories.EMPLOYER)
BY_WECHAT = SchoolPolicy(notify_invitation=frozenset({Channel.WECHAT}))
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


def test_what_asks_for_no_answer_names_no_deadline() -> None:
    world = World(BY_SMS)
    until = {"until": "2026-03-19T23:59:59+08:00"}
    world.insert(
        factories.event(kind=EventKind.INVITATION_WITHDRAWN, policy_version=1, audience=(STUDENT,), details=until)
    )
    deliver.run(world.services)
    ((_, text),) = world.sms.sent
    assert text == "【就业协议】用人单位撤回了签约邀约。详情请登录 https://agreements.example/"


def test_every_chosen_channel_is_used_once() -> None:
    world = World(SchoolPolicy(notify_invitation=frozenset({Channel.SMS, Channel.EMAIL})))
    assert [each.channel for each in invited(world).messages] == [Channel.EMAIL, Channel.SMS]
    deliver.run(world.services)
    assert (len(world.mailer.sent), len(world.sms.sent)) == (1, 1)


def test_b07_a_text_goes_to_the_number_that_the_record_has_now() -> None:
    world = World(BY_SMS)
    graduate = world.services.store.student(factories.SCHOOL, factories.STUDENT)
    world.services.store.commit(Replace(replace(graduate, phone="13912345678", version=graduate.version + 1)))
    invited(world)
    assert [to for to, _ in world.sms.sent] == ["+8613912345678"]


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


OFF: dict[str, Channel] = {"text messages": Channel.SMS, "wechat": Channel.WECHAT}


@pytest.mark.parametrize("channel", OFF.values(), ids=OFF)
def test_trap_24_a_channel_that_the_deployment_has_not_got_has_failed_and_says_so(channel: Channel) -> None:
    world = World(SchoolPolicy(notify_invitation=frozenset({channel})))
    world.services = replace(world.services, sms=None, wechat=None)
    assert [fate(each) for each in invited(world).messages] == [(channel, Delivery.FAILED, "channel_off")]


@pytest.mark.parametrize("channel", OFF.values(), ids=OFF)
def test_trap_24_a_message_that_waits_when_its_channel_is_given_up_fails(channel: Channel) -> None:
    world = World()
    world.services = replace(world.services, sms=None, wechat=None)
    world.insert(factories.notice(messages=(factories.message(channel=channel, to="somebody"),)))
    assert deliver.run(world.services) == 0
    (told,) = world.services.store.notices(STUDENT).items
    assert [fate(each) for each in told.messages] == [(channel, Delivery.FAILED, "channel_off")]


def bound(world: World, openid: str) -> None:
    account = world.services.store.account(f"account-{Role.STUDENT}")
    world.services.store.commit(Replace(replace(account, wechat=openid, version=account.version + 1)))


def test_p02_an_invitation_is_told_by_wechat_without_a_name() -> None:
    world = World(BY_WECHAT)
    bound(world, "openid")
    assert [fate(each) for each in invited(world).messages] == [(Channel.WECHAT, Delivery.SENT, "")]
    assert world.wechat.sent == [
        ("openid", "用人单位向您发出签约邀约", "2026-03-19 23:59", "https://agreements.example/")
    ]


def test_p03_h10_a_completed_signing_is_told_by_wechat_with_its_time() -> None:
    world = World(SchoolPolicy(notify_signing=frozenset({Channel.WECHAT})))
    bound(world, "openid")
    world.insert(factories.event(kind=EventKind.AGREEMENT_SIGNED, policy_version=1, audience=(STUDENT, EMPLOYER)))
    deliver.run(world.services)
    assert [(what, when) for _, what, when, _ in world.wechat.sent] == [("签约成功", "2026-03-05 16:40")]
    (employers,) = world.services.store.notices(EMPLOYER).items
    assert [fate(each) for each in employers.messages] == [(Channel.WECHAT, Delivery.FAILED, "not_bound")]


WECHAT_UNREACHED = {"who has not bound": ("", "not_bound"), "who does not follow": ("other", "not_following")}


@pytest.mark.parametrize(("openid", "reason"), WECHAT_UNREACHED.values(), ids=WECHAT_UNREACHED)
def test_trap_24_who_wechat_does_not_reach_is_named(openid: str, reason: str) -> None:
    world = World(BY_WECHAT)
    bound(world, openid)
    assert [fate(each) for each in invited(world).messages] == [(Channel.WECHAT, Delivery.FAILED, reason)]


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


def test_a_school_says_what_it_tells_by_each_channel_now() -> None:
    told = recipients.topics(World(BY_SMS).services, factories.SCHOOL)
    assert told == {
        Channel.EMAIL: [Topic.SIGNING, Topic.TERMINATION, Topic.RECORDS], Channel.SMS: [Topic.INVITATION],
        Channel.WECHAT: [],
    }  # fmt: skip


def test_a_receipt_is_of_the_newest_asking_and_of_nothing_else() -> None:
    world = World()
    told = invited(world)
    assert notices.receipt(world.services, told.case, STUDENT) == told
    assert notices.receipt(world.services, told.case, EMPLOYER) is None
