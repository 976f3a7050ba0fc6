"""Notices over HTTP: each address its own, each mail's fate told apart (traps 20, 24)."""

from __future__ import annotations

import pytest

from functions.domain.actors import Role, employer_address, school_address
from functions.domain.channels import Channel
from functions.domain.notice import Delivery, Message
from tests import factories
from tests.factories import message
from tests.unit.web.asking import Fault, assert_refused
from tests.world import World

READING = f"/api/notices/{factories.CASE}/1/reading"


def test_a_notice_is_listed_and_read(world: World) -> None:
    world.insert(factories.notice(), factories.notice(seq=2))
    client = world.client(Role.STUDENT)
    page = client.get("/api/notices").get_json()
    assert (page["unread"], [each["is_read"] for each in page["items"]]) == (2, [False, False])
    assert page["items"][0]["at"] == "2026-03-05T16:40:00+08:00"
    assert client.put(READING).get_json()["is_read"]
    assert client.put(READING).status_code == 200
    assert client.get("/api/notices").get_json()["unread"] == 1


def test_others_have_other_notices(world: World) -> None:
    world.insert(
        factories.notice(), factories.notice(address=employer_address(factories.EMPLOYER)),
        factories.notice(address=school_address(factories.SCHOOL), seq=3),
    )  # fmt: skip
    assert [each["seq"] for each in world.client(Role.EMPLOYER).get("/api/notices").get_json()["items"]] == [1]
    assert [each["seq"] for each in world.client(Role.ADMIN).get("/api/notices").get_json()["items"]] == [3]
    assert world.client(Role.COLLEGE).get("/api/notices").get_json()["items"] == []


NOT_READ = {
    "another's": Fault("PUT", READING, {}, 404, "not_found", None, Role.EMPLOYER),
    "nobody's": Fault("PUT", "/api/notices/nothing/1/reading", {}, 404, "not_found"),
    "a word for a number": Fault("PUT", f"/api/notices/{factories.CASE}/one/reading", {}, 404, "not_found"),
    "full-width": Fault("PUT", f"/api/notices/{factories.CASE}/１/reading", {}, 404, "not_found"),
    "very long": Fault("PUT", f"/api/notices/{factories.CASE}/{'1' * 7}/reading", {}, 404, "not_found"),
}


@pytest.mark.parametrize("fault", NOT_READ.values(), ids=NOT_READ.keys())
def test_what_is_not_ones_own_cannot_be_marked(world: World, fault: Fault) -> None:
    world.insert(factories.notice())
    assert_refused(world, fault)


FATES: dict[str, tuple[tuple[Message, ...], list[tuple[str, str, str]]]] = {
    "the portal alone": ((), []),
    "sent": ((message(delivery=Delivery.SENT),), [("email", "sent", "")]),
    "waiting": ((message(), message(delivery=Delivery.SENT)), [("email", "queued", "")]),
    "one of two failed": (
        (message(delivery=Delivery.SENT), message(delivery=Delivery.FAILED)),
        [("email", "failed", "")],
    ),
    "one of two is not known": (
        (message(delivery=Delivery.UNCERTAIN), message(delivery=Delivery.SENDING)),
        [("email", "uncertain", "")],
    ),
    "one channel failed and says why": (
        (message(delivery=Delivery.SENT), message(channel=Channel.SMS, delivery=Delivery.FAILED, error="no_mobile")),
        [("email", "sent", ""), ("sms", "failed", "no_mobile")],
    ),
    "a reason that is for operators": (
        (message(channel=Channel.SMS, delivery=Delivery.FAILED, error="AuthorizationError"),),
        [("sms", "failed", "")],
    ),
}


@pytest.mark.parametrize(("sent", "shown"), FATES.values(), ids=FATES)
def test_trap_24_a_failed_message_is_not_shown_as_sent(
    world: World, sent: tuple[Message, ...], shown: list[tuple[str, str, str]]
) -> None:
    world.insert(factories.notice(messages=sent))
    (told,) = world.client(Role.STUDENT).get("/api/notices").get_json()["items"]
    assert [(each["channel"], each["state"], each["reason"]) for each in told["channels"]] == shown
