"""Blank forms over HTTP (K03), and the warning that a reviewer reads (SM-0)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from functions.domain.actors import Role
from functions.domain.policy import SchoolPolicy
from tests import steps
from tests.factories import STUDENT
from tests.unit.web.asking import Fault, assert_refused
from tests.world import World

GIVEN = {"student": STUDENT, "mark": "hn-0012", "reason": "first", "note": "报考选调"}


CLAIM = "/api/source-record/agreement-number"


def issue(world: World, **fields: Any) -> Any:
    answer = world.client(Role.COLLEGE).post("/api/blank-forms", GIVEN | fields)
    assert answer.status_code == 201
    return answer.get_json()


def post(body: dict[str, Any], status: int, code: str, at: str | None = None, role: Role = Role.COLLEGE) -> Fault:
    return Fault("POST", "/api/blank-forms", body, status, code, at, role)


REFUSED: dict[str, Fault] = {
    "without a mark": post({**GIVEN, "mark": ""}, 422, "required", "mark"),
    "a mark with a blank": post({**GIVEN, "mark": "HN 12"}, 422, "blank_mark_malformed", "mark"),
    "a mark that begins with a hyphen": post({**GIVEN, "mark": "-12"}, 422, "blank_mark_malformed", "mark"),
    "a mark with a slash": post({**GIVEN, "mark": "HN/12"}, 422, "blank_mark_malformed", "mark"),
    "a mark in Chinese": post({**GIVEN, "mark": "湘科"}, 422, "not_ascii", "mark"),
    "a mark of 31 characters": post({**GIVEN, "mark": "A" * 31}, 422, "too_long", "mark"),
    "a reason of its own": post({**GIVEN, "reason": "curious"}, 422, "not_a_choice", "reason"),
    "a student of nobody": post({**GIVEN, "student": "nobody"}, 404, "not_found"),
    "by the student": post(GIVEN, 403, "forbidden", role=Role.STUDENT),
    "by an employer": post(GIVEN, 403, "forbidden", role=Role.EMPLOYER),
    "by a visitor": post(GIVEN, 401, "login_required", role=Role.PUBLIC),
    "an exception too long": post({**GIVEN, "exception": "特" * 21}, 422, "too_long", "exception"),
    "an exception that the school has not listed": post(
        {**GIVEN, "exception": "想要纸质的"}, 422, "exception_not_listed", "exception"),
    "a claimed number with a blank": Fault(
        "PUT", CLAIM, {"number": "HN 12"}, 422, "blank_mark_malformed", "number", Role.STUDENT, 1),
    "a claim without a number": Fault("PUT", CLAIM, {}, 422, "required", "number", Role.STUDENT, 1),
    "a claim without a version": Fault(
        "PUT", CLAIM, {"number": "HN-1"}, 428, "version_required", None, Role.STUDENT),
    "a claim of a number that is in no register": Fault(
        "PUT", CLAIM, {"number": "HN-1"}, 422, "number_not_registered", "number", Role.STUDENT, 1),
    "a claim by an employer": Fault("PUT", CLAIM, {"number": "HN-1"}, 403, "forbidden", None, Role.EMPLOYER, 1),
    "taking back what is not there": Fault(
        "PUT", "/api/blank-forms/HN-1/return", {}, 404, "not_found", None, Role.SCHOOL, 1),
    "taking back without a version": Fault(
        "PUT", "/api/blank-forms/HN-1/return", {}, 428, "version_required", None, Role.SCHOOL),
    "a cohort that is no year": Fault(
        "GET", "/api/blank-forms?cohort=soon", {}, 422, "whole_number", "cohort", Role.SCHOOL),
}  # fmt: skip


@pytest.mark.parametrize("fault", REFUSED.values(), ids=REFUSED)
def test_it_is_refused(world: World, fault: Fault) -> None:
    assert_refused(world, fault)


def test_a_mark_is_given_once(world: World) -> None:
    issue(world)
    assert_refused(world, post(GIVEN, 422, "blank_mark_taken", "mark"))


def test_from_handing_out_to_taking_back(world: World) -> None:
    made = issue(world)
    assert (made["mark"], made["state"], made["note"]) == ("HN-0012", "out", "报考选调")
    office = world.client(Role.SCHOOL)
    shelf = office.get("/api/blank-forms?cohort=2026").get_json()
    assert [one["mark"] for one in shelf["items"]] == ["HN-0012"]
    counts = {name: shelf[name] for name in ("issued", "returned", "out", "most", "percent", "is_kept")}
    assert counts == {"issued": 1, "returned": 0, "out": 1, "most": None, "percent": 0, "is_kept": True}
    assert office.get(f"/api/students/{STUDENT}").get_json()["blank_forms"] == ["HN-0012"]
    back = office.put("/api/blank-forms/HN-0012/return", version=made["version"]).get_json()
    assert (back["state"], bool(back["returned_at"])) == ("returned", True)
    assert office.get(f"/api/students/{STUDENT}").get_json()["blank_forms"] == []


def test_how_many_may_be_out_is_told() -> None:
    world = World(SchoolPolicy(blank_form_quota_percent=100))
    assert world.client(Role.ADMIN).get("/api/blank-forms").get_json()["most"] is None
    issue(world)
    assert world.client(Role.ADMIN).get("/api/blank-forms?cohort=2026").get_json()["most"] == 1


def test_a_form_on_paper_warns_the_reviewer_and_blocks_nothing(world: World) -> None:
    issue(world)
    found = steps.accepted(world)
    path = f"/api/agreements/{found.id}"
    shown = {
        role: world.client(role).get(path).get_json()["flags"] for role in (Role.COLLEGE, Role.ADMIN, Role.STUDENT)
    }
    assert shown == {Role.COLLEGE: ["blank_form_out"], Role.ADMIN: ["blank_form_out"], Role.STUDENT: []}
    assert steps.passed(world, found, Role.COLLEGE).state.value == "school_review"


def chips(world: World, **narrowed: str) -> list[list[str]]:
    found = world.client(Role.COLLEGE).post("/api/agreement-searches", {"state": "college_review"} | narrowed)
    return [each["flags"] for each in found.get_json()["items"]]


@pytest.mark.parametrize("begin", [steps.accepted, steps.initiated])
def test_the_queue_shows_who_holds_a_form_and_can_be_narrowed_to_them(
    world: World, begin: Callable[[World], Any]
) -> None:
    issue(world)
    begin(world)
    assert chips(world) == chips(world, flag="blank_form_out") == [["blank_form_out"]]


def test_a_form_handed_out_during_the_review_is_on_the_chip_until_it_comes_back(world: World) -> None:
    steps.accepted(world)
    assert (chips(world), chips(world, flag="blank_form_out")) == ([[]], [])
    made = issue(world)
    assert chips(world, flag="blank_form_out") == [["blank_form_out"]]
    world.client(Role.COLLEGE).put("/api/blank-forms/HN-0012/return", version=made["version"])
    assert (chips(world), chips(world, flag="blank_form_out")) == ([[]], [])


def test_where_no_register_is_kept_the_page_offers_none() -> None:
    world = World(SchoolPolicy(blank_form_marking=False))
    shown = world.client(Role.COLLEGE).get(f"/api/students/{STUDENT}").get_json()
    assert "issue_blank_form" not in shown["actions"]
    assert not world.client(Role.COLLEGE).get("/api/blank-forms").get_json()["is_kept"]


ASK = {"reason": "选调报名要求纸质协议书"}


def test_a_student_asks_the_college_which_hands_one_out(world: World) -> None:
    student, college = world.client(Role.STUDENT), world.client(Role.COLLEGE)
    assert student.post("/api/blank-form-requests", ASK).status_code == 201
    asked = student.get("/api/source-record").get_json()["blank_form"]
    assert asked == {"may_ask": False, "is_asked": True, "held": [], "may_claim": False}
    assert college.get(f"/api/students/{STUDENT}").get_json()["wants_blank_form"]
    world.run_jobs()
    assert [one["kind"] for one in college.get("/api/notices").get_json()["items"]] == ["blank_form_requested"]
    issue(world)
    held = student.get("/api/source-record").get_json()["blank_form"]
    assert held == {"may_ask": True, "is_asked": False, "held": ["HN-0012"], "may_claim": True}


def test_a_request_is_made_once_and_with_a_reason(world: World) -> None:
    path = "/api/blank-form-requests"
    assert_refused(world, Fault("POST", path, {"reason": "。。"}, 422, "reason_says_nothing", "reason"))
    assert_refused(world, Fault("POST", path, ASK, 403, "forbidden", None, Role.COLLEGE))
    world.client(Role.STUDENT).post(path, ASK)
    assert_refused(world, Fault("POST", path, ASK, 409, "blank_form_asked_for"))


def test_where_no_register_is_kept_nobody_asks() -> None:
    world = World(SchoolPolicy(blank_form_marking=False))
    assert_refused(world, Fault("POST", "/api/blank-form-requests", ASK, 409, "blank_forms_not_kept"))
    assert not world.client(Role.STUDENT).get("/api/source-record").get_json()["blank_form"]["may_ask"]


def test_b09_the_number_of_a_form_in_hand_is_claimed_by_either(world: World) -> None:
    student, teacher = world.client(Role.STUDENT), world.client(Role.COLLEGE)
    assert not student.get("/api/source-record").get_json()["blank_form"]["may_claim"]
    issue(world)
    record = student.get("/api/source-record").get_json()
    assert record["blank_form"]["may_claim"]
    assert "claim_number" in teacher.get(f"/api/students/{STUDENT}").get_json()["actions"]
    answer = student.put(CLAIM, {"number": "hn-0012"}, version=record["version"]).get_json()
    assert answer == {"agreement_number": "HN-0012", "version": record["version"] + 1}
    assert not student.get("/api/source-record").get_json()["blank_form"]["may_claim"]
    path = f"/api/students/{STUDENT}/agreement-number"
    again = teacher.put(path, {"number": "HN-0012"}, version=answer["version"])
    assert (again.status_code, again.get_json()["code"]) == (409, "agreement_number_present")


def test_b09_whoever_needs_a_number_and_holds_a_form_is_told_to_claim_it() -> None:
    world = World(SchoolPolicy(agreement_number_required_before_invite=True))
    issue(world)
    student = world.client(Role.STUDENT)
    assert [each["kind"] for each in student.get("/api/next-steps").get_json()["items"]] == ["claim_number"]
    student.put(CLAIM, {"number": "HN-0012"}, version=1)
    assert student.get("/api/next-steps").get_json()["items"] == []


def test_a08_the_register_says_for_which_exception_a_form_went_out() -> None:
    world = World(SchoolPolicy(online_only_from=date(2025, 9, 5)))
    teacher = world.client(Role.COLLEGE)
    shown = teacher.get(f"/api/students/{STUDENT}").get_json()
    assert (shown["is_online_only"], shown["paper_exceptions"]) == (True, ["选调"])
    refused = teacher.post("/api/blank-forms", GIVEN).get_json()
    assert (refused["code"], refused["field"]) == ("signs_online_only", "exception")
    made = issue(world, exception="选调")
    assert (made["exception"], made["issued_by"]) == ("选调", shown_name(world))


def shown_name(world: World) -> str:
    return world.services.store.account(f"account-{Role.COLLEGE}").name
