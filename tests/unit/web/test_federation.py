"""Logging in with another platform's account over HTTP: bound once as everybody binds, then it opens it (A04)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from functions.domain.actors import Role
from functions.web.app import create_app
from tests import factories
from tests.unit.web.asking import Fault, Visitor, assert_refused, visitor
from tests.unit.web.test_accounts import ID_NUMBER, PATH, TYPED, enrol
from tests.world import PASSWORD, World

SESSION = "/api/federation/session"


def returned(one: Visitor, code: str = "code") -> Any:
    """Go to the platform and come back."""
    asked = one.post("/api/federation/requests", {})
    assert asked.status_code == 201
    state = parse_qs(urlsplit(asked.get_json()["url"]).query)["state"][0]
    return one.post(SESSION, {"code": code, "state": state})


def bound(world: World) -> str:
    """Bind a graduate who came from the platform; return the graduate's id."""
    graduate, one = enrol(world), visitor(world)
    ticket = returned(one).get_json()["ticket"]
    assert one.post(PATH, TYPED | {"ticket": ticket}).status_code == 201
    return graduate


def test_the_log_in_says_which_platform_there_is(world: World) -> None:
    assert visitor(world).get("/api/session").get_json()["federation"] == "学信网"
    world.app = create_app(replace(world.services, federation=None))
    assert visitor(world).get("/api/session").get_json()["federation"] is None


def test_a04_the_first_time_one_binds_and_ever_after_it_opens_the_same_account(world: World) -> None:
    graduate = bound(world)
    again = visitor(world)
    answer = returned(again)
    assert answer.get_json()["account"]["login"] == f"{factories.SCHOOL}/{TYPED['number']}"
    assert again.get("/api/source-record").get_json()["id"] == graduate


def test_an_account_that_is_there_is_bound_by_its_password(world: World) -> None:
    enrol(world)
    assert visitor(world).post(PATH, TYPED).status_code == 201
    one = visitor(world)
    typed = {"school": factories.SCHOOL, "number": TYPED["number"], "password": PASSWORD}
    answer = one.post("/api/session", typed | {"ticket": returned(one).get_json()["ticket"]})
    assert answer.status_code == 200
    assert returned(visitor(world)).get_json()["account"]["role"] == "student"


def test_a03_a_released_binding_ends_it_too(world: World) -> None:
    graduate = bound(world)
    assert world.client(Role.ADMIN).post(f"/api/students/{graduate}/release").status_code == 204
    answer = returned(visitor(world)).get_json()
    assert answer["account"] is None
    one = visitor(world)
    assert one.post(PATH, TYPED | {"ticket": returned(one).get_json()["ticket"]}).status_code == 201


def test_a_ticket_does_not_stand_for_what_a_binding_asks(world: World) -> None:
    enrol(world)
    one = visitor(world)
    wrong = TYPED | {"ticket": returned(one).get_json()["ticket"], "id_number": "440524188001010014"}
    assert one.post(PATH, wrong).get_json()["code"] == "binding_failed"
    assert returned(visitor(world)).get_json()["account"] is None


def test_another_graduate_cannot_have_it_as_well(world: World) -> None:
    bound(world)
    one = visitor(world)
    world.federation.codes["other"] = "another person"
    ticket = returned(one, "other").get_json()["ticket"]
    world.federation.codes["other"] = "a person"
    twice = returned(visitor(world), "other")
    assert twice.get_json()["account"]["role"] == "student"
    assert one.post(PATH, TYPED | {"ticket": ticket}).get_json()["code"] == "binding_failed"


def test_nothing_of_the_person_is_in_an_address_or_an_answer(world: World) -> None:
    one = visitor(world)
    url = one.post("/api/federation/requests", {}).get_json()["url"]
    said = str(returned(one).get_json())
    assert not any(each in url + said for each in ("a person", ID_NUMBER, TYPED["number"]))


FAULTS: dict[str, Fault] = {
    "a state of nobody": Fault("POST", SESSION, {"code": "code", "state": "a.b"}, 409, "federation_refused"),
    "no code": Fault("POST", SESSION, {"state": "a.b"}, 422, "required", "code"),
    "no state": Fault("POST", SESSION, {"code": "code"}, 422, "required", "state"),
    "a made-up ticket to bind": Fault("POST", PATH, TYPED | {"ticket": "a.1.b"}, 409, "federation_lapsed"),
    "a made-up ticket to log in": Fault(
        "POST", "/api/session", {"login": "a@example.org", "password": PASSWORD, "ticket": "a.1.b"}, 409,
        "federation_lapsed",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_refused(world: World, fault: Fault) -> None:
    assert_refused(world, replace(fault, role=Role.PUBLIC))
