"""The own channels over HTTP: what is shown is masked, and WeChat is bound by its own way back."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from functions.domain.actors import Role
from functions.domain.channels import Channel
from functions.domain.policy import SchoolPolicy
from tests.unit.web.asking import Fault, assert_refused
from tests.world import Client, World

CONSENT, BINDING = "/api/channels/wechat/consent", "/api/channels/wechat"


def shown(client: Client) -> dict[str, Any]:
    rows = client.get("/api/channels").get_json()["channels"]
    return {each["channel"]: (each["is_on"], each["address"]) for each in rows}


def test_a_students_channels_are_masked(world: World) -> None:
    assert shown(world.client(Role.STUDENT)) == {
        "email": (True, "s***@example.org"), "sms": (True, "138****0000"), "wechat": (True, ""),
    }  # fmt: skip


def topics(client: Client) -> dict[str, Any]:
    return {each["channel"]: each["topics"] for each in client.get("/api/channels").get_json()["channels"]}


def test_a_student_sees_what_the_school_tells_by_which_channel() -> None:
    world = World(SchoolPolicy(notify_invitation=frozenset({Channel.SMS}), notify_records=frozenset()))
    assert topics(world.client(Role.STUDENT)) == {
        "email": ["signing", "termination"], "sms": ["invitation"], "wechat": [],
    }  # fmt: skip
    assert set(topics(world.client(Role.EMPLOYER)).values()) == {None}


def test_an_employer_with_a_landline_and_an_office_have_no_text_messages(world: World) -> None:
    assert shown(world.client(Role.EMPLOYER))["sms"] == (True, "")
    assert shown(world.client(Role.COLLEGE))["sms"] == (True, "")


def test_wechat_is_bound_and_unbound(world: World) -> None:
    client = world.client(Role.EMPLOYER)
    asked = parse_qs(urlsplit(client.get(CONSENT).get_json()["url"]).query)
    assert client.put(BINDING, {"code": "code", "state": asked["state"][0]}).status_code == 204
    assert shown(client)["wechat"] == (True, "***")
    assert client.send("DELETE", BINDING).status_code == 204
    assert shown(client)["wechat"] == (True, "")


REFUSED = {
    "no code": Fault("PUT", BINDING, {"state": "x"}, 422, "required", "code"),
    "no state": Fault("PUT", BINDING, {"code": "code"}, 422, "required", "state"),
    "a state that is not the session's": Fault("PUT", BINDING, {"code": "code", "state": "x"}, 409, "wechat_refused"),
    "a code as long as a book": Fault("PUT", BINDING, {"code": "c" * 201, "state": "x"}, 422, "too_long", "code"),
    "somebody else's openid": Fault(
        "PUT", BINDING, {"code": "code", "state": "x", "openid": "o"}, 422, "unknown_field", "openid"
    ),
}


@pytest.mark.parametrize("fault", REFUSED.values(), ids=REFUSED)
def test_refuses(world: World, fault: Fault) -> None:
    assert_refused(world, fault)
