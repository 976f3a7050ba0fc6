"""The people of a school over HTTP."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from functions.domain.actors import Role
from functions.ports import Replace
from tests import factories
from tests.unit.web.asking import Fault, assert_refused
from tests.world import World

NEW = {"email": "new@school.example", "name": "孙老师", "role": "college", "college": factories.COLLEGE}


def test_people_and_open_invitations_are_listed(world: World) -> None:
    client = world.client(Role.ADMIN)
    client.post("/api/staff", NEW)
    rows = {(each["name"], each["role"], each["state"]) for each in client.get("/api/staff").get_json()["items"]}
    assert rows == {
        ("王老师", "college", "active"), ("周敏", "school", "active"), ("李主任", "admin", "active"),
        ("孙老师", "college", "invited"),
    }  # fmt: skip
    world.clock.pass_(days=8)
    client = world.client(Role.ADMIN)
    assert "invited" not in {each["state"] for each in client.get("/api/staff").get_json()["items"]}


def invite(typed: dict[str, Any], code: str, at: str) -> Fault:
    return Fault("POST", "/api/staff", NEW | typed, 422, code, at, Role.ADMIN)


NO_INVITATION = {
    "no address": invite({"email": ""}, "required", "email"),
    "a line break in an address": invite({"email": "a@b.cn\nBcc: c@d.cn"}, "character_not_allowed", "email"),
    "no name": invite({"name": None}, "required", "name"),
    "HTML for a name": invite({"name": "<a href=x>"}, "name_character", "name"),
    "no role": invite({"role": ""}, "required", "role"),
    "the platform's role": invite({"role": "operator"}, "not_a_choice", "role"),
    "a student's role": invite({"role": "student"}, "not_a_choice", "role"),
    "a college reviewer without a college": invite({"college": ""}, "required", "college"),
    "a college that is not there": invite({"college": "999"}, "unknown_college", "college"),
    "another school": invite({"school": "10999"}, "unknown_field", "school"),
}


@pytest.mark.parametrize("fault", NO_INVITATION.values(), ids=NO_INVITATION.keys())
def test_nobody_is_invited(world: World, fault: Fault) -> None:
    assert_refused(world, fault)
    assert world.mailer.sent == []


def test_a_school_reviewer_has_no_college(world: World) -> None:
    made = world.client(Role.ADMIN).post("/api/staff", NEW | {"role": "school"}).get_json()
    assert (made["role"], made["college"]) == ("school", None)


def test_who_is_removed_is_logged_out(world: World) -> None:
    reviewer = world.client(Role.COLLEGE)
    assert reviewer.get("/api/students").status_code == 200
    client, account = world.client(Role.ADMIN), world.services.store.account("account-college")
    world.services.store.commit(Replace(replace(account, wechat="openid", version=account.version + 1)))
    assert client.send("DELETE", "/api/staff/account-college").status_code == 204
    assert reviewer.get("/api/students").status_code == 401
    assert "王老师" not in {each["name"] for each in client.get("/api/staff").get_json()["items"]}
    assert world.services.store.account("account-college").wechat == "", "another account may have it"


def remove(account: str, status: int, code: str) -> Fault:
    return Fault("DELETE", f"/api/staff/{account}", {}, status, code, None, Role.ADMIN)


NO_REMOVAL = {
    "oneself": remove("account-admin", 409, "not_oneself"),
    "a student": remove("account-student", 404, "not_found"),
    "an employer's account": remove("account-employer", 404, "not_found"),
    "the platform's account": remove("account-operator", 404, "not_found"),
    "another school's": remove("other", 404, "not_found"),
    "one that was removed": remove("gone", 404, "not_found"),
    "nobody": remove("nobody", 404, "not_found"),
}


@pytest.mark.parametrize("fault", NO_REMOVAL.values(), ids=NO_REMOVAL.keys())
def test_nobody_is_removed(world: World, fault: Fault) -> None:
    world.open_account(Role.SCHOOL, id="other", login="other@example.org", school="10999")
    world.open_account(Role.SCHOOL, id="gone", login="gone@example.org", is_active=False)
    assert_refused(world, fault)
