"""The policy page over HTTP: everything explained, versions added and never changed (trap 27)."""

from __future__ import annotations

from typing import Any

import pytest

from functions.domain.actors import Role
from tests import steps
from tests.unit.web.asking import Fault, ask, assert_refused
from tests.world import World

NEXT = {"effective_from": "2026-03-05", "note": "缩短期限", "values": {"invite_valid_days": 10}}


def test_the_presets_hold_every_value(world: World) -> None:
    offered = world.client(Role.ADMIN).get("/api/policies/presets").get_json()["items"]
    assert [each["name"] for each in offered] == ["ustc", "anhui", "hnust", "ncss", "hnust-2023"]
    every = set(world.client(Role.ADMIN).get("/api/policies").get_json()["current"]["values"])
    assert all(set(each["values"]) == every for each in offered)
    assert (offered[2]["system"], offered[2]["title"]) == ("HNUST", "湖南科技大学（2020 年操作手册）")
    assert offered[2]["values"]["cooldown_working_days"] == 15


def test_a_preset_is_offered_in_english_too(world: World) -> None:
    http = world.client(Role.ADMIN).http
    offered = http.get("/api/policies/presets", headers={"Accept-Language": "en"}).get_json()["items"]
    assert offered[0]["title"] == "University of Science and Technology of China"


@pytest.mark.parametrize("name", ["ustc", "anhui", "hnust", "ncss", "hnust-2023"])
def test_a_preset_is_taken_over_as_it_is_offered(world: World, name: str) -> None:
    (offered,) = (
        each
        for each in world.client(Role.ADMIN).get("/api/policies/presets").get_json()["items"]
        if each["name"] == name
    )
    made = ask(world, publish({"values": offered["values"]})).get_json()
    assert made["values"] == offered["values"]


@pytest.mark.parametrize("role", [Role.STUDENT, Role.EMPLOYER])
def test_presets_are_the_schools_matter(world: World, role: Role) -> None:
    assert world.client(role).get("/api/policies/presets").status_code == 403


def publish(typed: dict[str, Any], status: int = 201, code: str = "", at: str | None = None, seen: int = 1) -> Fault:
    return Fault("POST", "/api/policies", NEXT | typed, status, code, at, Role.ADMIN, seen)


def test_the_page_explains_every_setting(world: World) -> None:
    page = world.client(Role.COLLEGE).get("/api/policies").get_json()
    assert page["current"]["number"] == 1
    assert {each["name"] for each in page["settings"]} == set(page["current"]["values"])
    days = page["settings"][0]
    assert (days["name"], days["kind"], days["default"], days["min"], days["max"]) == (
        "invite_valid_days", "number", 14, 1, 30,
    )  # fmt: skip
    said = next(each for each in days["seen"] if each["system"] == "HNUST")
    assert said == {
        "system": "HNUST", "value": 14, "words": "学生请在 14 日内登录就业信息网学生信息管理后台处理", "cite": "F03",
    }  # fmt: skip
    assert next(each for each in days["seen"] if each["system"] == "NCSS")["value"] is None


def test_the_page_speaks_english_too(world: World) -> None:
    http = world.client(Role.SCHOOL).http
    page = http.get("/api/policies", headers={"Accept-Language": "en"}).get_json()
    assert page["settings"][0]["title"] == "Days to answer an invitation"


def test_the_next_version_takes_over_on_its_day(world: World) -> None:
    made = ask(world, publish({})).get_json()
    assert (made["number"], made["values"]["invite_valid_days"], made["author_name"]) == (2, 10, "李主任")
    page = world.client(Role.SCHOOL).get("/api/policies").get_json()
    assert page["current"]["number"] == 2
    assert [each["number"] for each in page["versions"]] == [2, 1]
    assert page["versions"][1]["values"]["invite_valid_days"] == 14


def test_a_version_of_the_future_waits(world: World) -> None:
    ask(world, publish({"effective_from": "2026-03-06"}))
    assert world.client(Role.SCHOOL).get("/api/policies").get_json()["current"]["number"] == 1
    world.clock.pass_(days=1)
    assert world.client(Role.SCHOOL).get("/api/policies").get_json()["current"]["number"] == 2


ANNOUNCED = {"effective_from": "2026-09-01", "values": {"copies": ["毕业生", "用人单位"]}}


def test_what_was_announced_for_later_does_not_take_effect_early_unless_that_is_meant(world: World) -> None:
    """Version 2 waits for September; whoever corrects something today would bring it forward."""
    ask(world, publish(ANNOUNCED))
    refused = ask(world, publish({}, seen=2)).get_json()
    assert (refused["code"], refused["field"]) == ("overtakes_announced", "effective_from")
    assert "第 2 版" in refused["detail"]
    assert "2026-09-01" in refused["detail"]
    assert world.client(Role.SCHOOL).get("/api/policies").get_json()["current"]["number"] == 1
    made = ask(world, publish({"overtakes": True}, seen=2)).get_json()
    assert (made["number"], made["values"]["copies"]) == (3, ["毕业生", "用人单位"])
    assert world.client(Role.SCHOOL).get("/api/policies").get_json()["current"]["number"] == 3


def test_a_version_for_the_announced_day_or_after_it_overtakes_nothing(world: World) -> None:
    ask(world, publish(ANNOUNCED))
    assert ask(world, publish({"effective_from": "2026-09-01"}, seen=2)).status_code == 201
    assert ask(world, publish({"effective_from": "2026-10-01"}, seen=3)).status_code == 201


def test_values_build_on_the_newest_version(world: World) -> None:
    ask(world, publish({}))
    made = ask(world, publish({"values": {"copies": ["毕业生", "用人单位"]}}, seen=2)).get_json()
    assert (made["values"]["invite_valid_days"], made["values"]["copies"]) == (10, ["毕业生", "用人单位"])


NO_VERSION = {
    "no date": publish({"effective_from": ""}, 422, "required", "effective_from"),
    "a date that is none": publish({"effective_from": "2026-02-30"}, 422, "date", "effective_from"),
    "a full-width date": publish({"effective_from": "２０２６-03-05"}, 422, "full_width", "effective_from"),
    "a day that is over": publish({"effective_from": "2026-03-04"}, 422, "effective_in_past", "effective_from"),
    "a word for whether it may overtake": publish({"overtakes": "yes"}, 422, "not_a_boolean", "overtakes"),
    "no note": publish({"note": ""}, 422, "required", "note"),
    "a note that says nothing": publish({"note": "!!"}, 422, "reason_says_nothing", "note"),
    "no values": publish({"values": None}, 422, "required", "values"),
    "a list for values": publish({"values": []}, 422, "not_an_object", "values"),
    "a setting that is not there": publish({"values": {"school_name": 1}}, 422, "unknown_field", "school_name"),
    "a value out of range": publish({"values": {"max_terminations": 99}}, 422, "out_of_range", "max_terminations"),
    "values that contradict each other": publish(
        {"values": {"invite_valid_days_min": 20}}, 422, "default_out_of_bounds", "invite_valid_days"
    ),
    "a chain without the review that the newest version waits for": publish(
        {"values": {"review_chain": "college", "student_may_initiate": False, "qr_signing_without_account": False}},
        422,
        "review_never_reached",
        "effective_on_employer_initiated",
    ),
    "a newer version": publish({}, 412, "stale", seen=0),
}


@pytest.mark.parametrize("fault", NO_VERSION.values(), ids=NO_VERSION.keys())
def test_a_version_is_refused(world: World, fault: Fault) -> None:
    assert_refused(world, fault)


def test_a_stale_author_sees_the_newest_version(world: World) -> None:
    ask(world, publish({}))
    stale = ask(world, publish({})).get_json()
    assert (stale["code"], stale["current"]["current"]["number"]) == ("stale", 2)


def test_values_are_compared_on_the_students_that_are_there(world: World) -> None:
    compared = world.client(Role.ADMIN).post("/api/policies/comparison", {"values": {}, "cursor": None})
    counts = {"free": 1, "late": 0, "blocked": 0, "signed": 0, "at_cap": 0, "terminations_closed": 0,
              "not_the_students": 0, "no_chance": 0}  # fmt: skip
    assert compared.get_json() == {"now": counts, "then": counts, "running": [], "cursor": None}


def test_a_comparison_says_what_runs_under_which_version(world: World) -> None:
    steps.sent(world)
    ask(world, publish({}))
    compared = world.client(Role.ADMIN).post("/api/policies/comparison", {"values": {}, "cursor": None})
    assert compared.get_json()["running"] == [{"number": 1, "invitations": 1, "agreements": 0}]


COMPARE = "/api/policies/comparison"
NOT_COMPARED = {
    "no values": Fault("POST", COMPARE, {}, 422, "required", "values", Role.ADMIN),
    "a list for values": Fault("POST", COMPARE, {"values": []}, 422, "not_an_object", "values", Role.ADMIN),
    "a value out of range": Fault(
        "POST",
        COMPARE,
        {"values": {"cooldown_working_days": 99}},
        422,
        "out_of_range",
        "cooldown_working_days",
        Role.ADMIN,
    ),
    "values that contradict each other": Fault(
        "POST",
        COMPARE,
        {"values": {"invite_valid_days_min": 20}},
        422,
        "default_out_of_bounds",
        "invite_valid_days",
        Role.ADMIN,
    ),
    "a cursor that is none": Fault(
        "POST", COMPARE, {"values": {}, "cursor": "?"}, 422, "not_an_id", "cursor", Role.ADMIN
    ),
    "a clerk": Fault("POST", COMPARE, {"values": {}}, 403, "forbidden", None, Role.SCHOOL),
}


@pytest.mark.parametrize("fault", NOT_COMPARED.values(), ids=NOT_COMPARED.keys())
def test_a_comparison_is_refused(world: World, fault: Fault) -> None:
    assert_refused(world, fault)
