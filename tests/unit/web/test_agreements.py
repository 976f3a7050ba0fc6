"""Agreements over HTTP: lists that ask wrongly, revisions and answers that are refused, and who sees nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from functions.domain.actors import Role
from functions.domain.agreement import Action, Agreement
from functions.usecases import agreements, reviews
from tests import factories, steps
from tests.unit.web.asking import Fault, ask, assert_refused, stored
from tests.unit.web.test_invitations import TERMS
from tests.world import World

HTML = '<img src=x onerror="alert(1)">'
DEARER = TERMS | {"monthly_pay": 10000}
Begin = Callable[[World], Agreement]


def returned(world: World) -> Agreement:
    found, who = steps.accepted(world), steps.actor(world, Role.COLLEGE)
    return reviews.review(world.services, who, found.id, Action.RETURN, "薪酬有误", version=found.version)


def revised(world: World) -> Agreement:
    found, terms = returned(world), replace(steps.TERMS, monthly_pay=10000)
    return agreements.revise(world.services, steps.actor(world, Role.EMPLOYER), found.id, terms, version=found.version)


# rules.md 1.7, in its order; the e-mail is on the agreement's page.
COLUMNS: dict[str, tuple[Role, tuple[str, ...]]] = {
    "signing list of the employer": (Role.EMPLOYER, (
        "student_name", "position", "school_name", "gender", "degree", "major", "phone", "submitted_at", "state",
    )),
    "review list": (Role.COLLEGE, (
        "student_name", "student_number", "college_name", "employer_name", "uscc", "location", "nature", "industry",
        "submitted_at",
    )),
    "print list": (Role.SCHOOL, (
        "student_name", "student_number", "college_name", "major", "employer_name", "uscc", "nature", "print_count",
        "printed_at",
    )),
}  # fmt: skip


@pytest.mark.parametrize(("role", "columns"), COLUMNS.values(), ids=COLUMNS)
def test_a_list_has_the_columns_of_rules_1_7_and_no_whole_phone(role: Role, columns: tuple[str, ...]) -> None:
    world = World()
    found = steps.accepted(world)
    answer = world.client(role).get(f"/api/agreements?state={found.state}")
    (row,) = answer.get_json()["items"]
    assert [name for name in columns if row[name] in (None, "") and name != "printed_at"] == []
    assert found.graduate.phone not in answer.get_data(as_text=True)
    assert row["phone"].endswith(f"****{found.graduate.phone[-4:]}")


SEARCHES: dict[str, tuple[dict[str, Any], str, str]] = {
    "no state": ({"state": None}, "required", "state"),
    "all states": ({"state": "all"}, "not_a_choice", "state"),
    "a state that is a list": ({"state": ["signed"]}, "not_a_choice", "state"),
    "a name too long": ({"name": "字" * 61}, "too_long", "name"),
    "a name that is a number": ({"name": 1}, "not_text", "name"),
    "a number with a control character": ({"number": "2022\x07"}, "character_not_allowed", "number"),
    "a major with an invisible character": ({"major": "计\u200b算机"}, "character_not_allowed", "major"),
    "a cohort that is a number": ({"cohort": 2026}, "not_text", "cohort"),
    "a plan too long": ({"plan": "春" * 61}, "too_long", "plan"),
    "no row at all": ({"limit": 0}, "out_of_range", "limit"),
    "too many rows": ({"limit": 101}, "out_of_range", "limit"),
    "full-width rows": ({"limit": "５０"}, "full_width", "limit"),
    "a cursor of one's own": ({"cursor": "'; --"}, "not_an_id", "cursor"),
    "a school of one's choice": ({"school": "10999"}, "unknown_field", "school"),
}


@pytest.mark.parametrize(("typed", "code", "field"), SEARCHES.values(), ids=SEARCHES)
def test_a_search_is_refused(world: World, typed: dict[str, Any], code: str, field: str) -> None:
    body = {"state": "signed"} | typed
    assert_refused(world, Fault("POST", "/api/agreement-searches", body, 422, code, field, Role.SCHOOL))


FOUND: dict[str, tuple[dict[str, Any], bool]] = {
    "by name": ({"name": "欧阳"}, True),
    "by number": ({"number": "2022010345", "limit": 1}, True),
    "by nothing": ({}, True),
    "by the plan that the student had": ({"plan": "春季1"}, True),
    "by another plan": ({"plan": "秋季"}, False),
    "by a formula": ({"name": "=1+1"}, False),
    "by HTML": ({"name": HTML}, False),
}


@pytest.mark.parametrize(("typed", "is_found"), FOUND.values(), ids=FOUND)
def test_a_search_finds(world: World, typed: dict[str, Any], *, is_found: bool) -> None:
    found = steps.accepted(world)
    body = {"state": "college_review"} | typed
    items = world.client(Role.SCHOOL).post("/api/agreement-searches", body).get_json()["items"]
    assert [row["id"] for row in items] == ([found.id] if is_found else [])


LISTS: dict[str, tuple[Role, str, int]] = {
    "the student's": (Role.STUDENT, "", 1),
    "the employer's": (Role.EMPLOYER, "", 1),
    "the college's": (Role.COLLEGE, "?state=college_review", 1),
    "the school's, another cohort": (Role.SCHOOL, "?state=college_review&cohort=2025", 0),
    "the school's, what is signed": (Role.SCHOOL, "?state=signed", 0),
}


@pytest.mark.parametrize(("role", "query", "rows"), LISTS.values(), ids=LISTS)
def test_a_list_holds(world: World, role: Role, query: str, rows: int) -> None:
    steps.accepted(world)
    assert len(world.client(role).get(f"/api/agreements{query}").get_json()["items"]) == rows


@pytest.mark.parametrize("query", ["", "?state=", "?state=all", "?cohort=2026"])
def test_a_reviewers_list_needs_its_state(world: World, query: str) -> None:
    answer = world.client(Role.SCHOOL).get(f"/api/agreements{query}")
    assert (answer.status_code, answer.get_json()["field"]) == (422, "state")


REVISION: dict[str, tuple[Begin, dict[str, Any], int | None, int, str, str | None]] = {
    "no terms": (returned, {}, 0, 422, "required", "terms"),
    "no position": (returned, {"terms": DEARER | {"position": ""}}, 0, 422, "required", "terms.position"),
    "full-width pay": (returned, {"terms": DEARER | {"monthly_pay": "１"}}, 0, 422, "full_width", "terms.monthly_pay"),
    "a trial's pay without a trial": (
        returned, {"terms": DEARER | {"trial_months": None}}, 0, 422, "trial_pay_without_trial", "terms.trial_months",
    ),
    "a control character": (
        returned, {"terms": DEARER | {"other": "宿\x08舍"}}, 0, 422, "character_not_allowed", "terms.other",
    ),
    "a reason": (returned, {"terms": DEARER, "reason": "改"}, 0, 422, "unknown_field", "reason"),
    "no version": (returned, {"terms": DEARER}, None, 428, "version_required", None),
    "a stale version": (returned, {"terms": DEARER}, -1, 412, "stale", None),
    "what was not returned": (steps.accepted, {"terms": DEARER}, 0, 409, "state_does_not_allow", None),
    "what is signed": (steps.signed, {"terms": DEARER}, 0, 409, "state_does_not_allow", None),
}  # fmt: skip


@pytest.mark.parametrize(("begin", "body", "ahead", "status", "code", "field"), REVISION.values(), ids=REVISION)
def test_a_revision_is_refused(
    world: World, begin: Begin, body: dict[str, Any], ahead: int | None, status: int, code: str, field: str | None
) -> None:
    found = begin(world)
    version = None if ahead is None else found.version + ahead
    path = f"/api/agreements/{found.id}/revision"
    assert_refused(world, Fault("PUT", path, body, status, code, field, Role.EMPLOYER, version))


YES = {"hash": "ab" * 32, "confirm": True, "pay_after_trial": 9500}
Row = tuple[Begin, str, dict[str, Any], Role, int | None, int, str, str | None]
ANSWERS: dict[str, Row] = {
    "confirming another text": (revised, "confirmation", YES, Role.STUDENT, None, 412, "stale", None),
    "confirming unconfirmed": (revised, "confirmation", YES | {"confirm": False}, Role.STUDENT, None, 422,
                               "must_be_confirmed", "confirm"),
    "confirming unseen": (revised, "confirmation", YES | {"hash": ""}, Role.STUDENT, None, 422, "required", "hash"),
    "confirming a text for a digest": (revised, "confirmation", YES | {"hash": HTML}, Role.STUDENT, None, 422,
                                       "not_an_id", "hash"),
    "confirming full-width pay": (revised, "confirmation", YES | {"pay_after_trial": "９"}, Role.STUDENT, None, 422,
                                  "full_width", "pay_after_trial"),
    "confirming without pay": (revised, "confirmation", YES | {"pay_after_trial": ""}, Role.STUDENT, None, 422,
                               "required", "pay_after_trial"),
    "confirming as the employer": (revised, "confirmation", YES, Role.EMPLOYER, None, 403, "forbidden", None),
    "declining without a reason": (revised, "declination", {}, Role.STUDENT, 0, 422, "required", "reason"),
    "declining for dots": (revised, "declination", {"reason": "……"}, Role.STUDENT, 0, 422, "reason_says_nothing",
                           "reason"),
    "declining at length": (revised, "declination", {"reason": "字" * 501}, Role.STUDENT, 0, 422, "too_long", "reason"),
    "declining with a number": (revised, "declination", {"reason": 42}, Role.STUDENT, 0, 422, "not_text", "reason"),
    "declining a stale version": (revised, "declination", {"reason": "未谈妥"}, Role.STUDENT, 1, 412, "stale", None),
    "declining without a version": (revised, "declination", {"reason": "未谈妥"}, Role.STUDENT, None, 428,
                                    "version_required", None),
    "declining what was not revised": (returned, "declination", {"reason": "未谈妥"}, Role.STUDENT, 0, 409,
                                       "state_does_not_allow", None),
    "declining as the college": (revised, "declination", {"reason": "未谈妥"}, Role.COLLEGE, 0, 403, "forbidden", None),
}  # fmt: skip


@pytest.mark.parametrize("row", ANSWERS.values(), ids=ANSWERS)
def test_an_answer_to_a_revision_is_refused(world: World, row: Row) -> None:
    begin, what, body, role, ahead, status, code, field = row
    found = begin(world)
    version = None if ahead is None else found.version + ahead
    fault = Fault("PUT", f"/api/agreements/{found.id}/{what}", body, status, code, field, role, version)
    assert_refused(world, fault)
    if status == 412:
        current = ask(world, fault).get_json()["current"]
        assert (current["id"], current["version"]) == (found.id, found.version)


def test_a_revision_is_declined_revised_again_and_confirmed(world: World) -> None:
    found = returned(world)
    employer, student = world.client(Role.EMPLOYER), world.client(Role.STUDENT)
    path = f"/api/agreements/{found.id}"
    terms = DEARER | {"other": HTML}
    first = employer.put(f"{path}/revision", {"terms": terms}, version=found.version).get_json()
    assert (first["state"], first["terms"]["other"]) == ("reconfirmation", HTML)
    no = student.put(f"{path}/declination", {"reason": "=1+1 未谈妥"}, version=first["version"]).get_json()
    assert no["state"] == "returned"
    assert no["evidence"] is None
    events = student.get(f"{path}/timeline").get_json()
    assert (events["is_whole"], events["items"][-1]["details"]["reason"]) == (True, "=1+1 未谈妥")
    same = employer.put(f"{path}/revision", {"terms": terms}, version=no["version"])
    assert (same.status_code, same.get_json()["code"]) == (409, "nothing_changed")
    employer.put(f"{path}/revision", {"terms": terms | {"monthly_pay": 9800}}, version=no["version"])
    digest = student.get(path).get_json()["evidence"]["hash"]
    done = student.put(f"{path}/confirmation", {"hash": digest, "confirm": True, "pay_after_trial": 9900}).get_json()
    assert (done["state"], done["acceptance"]["pay_after_trial"]) == ("college_review", 9900)


OTHERS: dict[str, tuple[Role, dict[str, Any]]] = {
    "another student": (Role.STUDENT, {"party": "other"}),
    "the same id in another school": (Role.STUDENT, {"school": "10999"}),
    "another employer": (Role.EMPLOYER, {"party": "other"}),
    "another college": (Role.COLLEGE, {"college": "204"}),
    "another school": (Role.SCHOOL, {"school": "10999"}),
    "another school's administrator": (Role.ADMIN, {"school": "10999"}),
}


@pytest.mark.parametrize("after", ["", "/form", "/timeline"])
@pytest.mark.parametrize(("role", "fields"), OTHERS.values(), ids=OTHERS)
def test_to_others_it_is_not_there(world: World, role: Role, fields: dict[str, Any], after: str) -> None:
    found = steps.accepted(world)
    world.open_account(role, id="other", login="other@example.org", **fields)
    answer = world.client(role, "other").get(f"/api/agreements/{found.id}{after}")
    assert (answer.status_code, answer.get_json()["code"]) == (404, "not_found")


WRITES_OF_OTHERS: dict[str, tuple[Role, str, dict[str, Any]]] = {
    "a revision": (Role.EMPLOYER, "revision", {"terms": DEARER}),
    "a confirmation": (Role.STUDENT, "confirmation", YES),
    "a declination": (Role.STUDENT, "declination", {"reason": "未谈妥"}),
}


@pytest.mark.parametrize(("role", "what", "body"), WRITES_OF_OTHERS.values(), ids=WRITES_OF_OTHERS)
def test_others_write_nothing(world: World, role: Role, what: str, body: dict[str, Any]) -> None:
    found = revised(world)
    world.open_account(role, id="other", login="other@example.org", party="other")
    before = stored(world)
    path = f"/api/agreements/{found.id}/{what}"
    answer = world.client(role, "other").put(path, body, version=found.version)
    assert (answer.status_code, answer.get_json()["code"]) == (404, "not_found")
    assert stored(world) == before


def test_the_form_is_shown_before_and_after_signing(world: World) -> None:
    found = steps.accepted(world)
    before = world.client(Role.STUDENT).get(f"/api/agreements/{found.id}/form").get_json()
    assert (before["edition"], before["copies"]) == (1, ["用人单位", "毕业生", "学校"])
    signed = steps.passed(world, steps.passed(world, found, Role.COLLEGE), Role.SCHOOL)
    world.run_jobs()
    detail = world.client(Role.SCHOOL).get(f"/api/agreements/{signed.id}").get_json()
    assert detail["issued"]["edition"] == 1
    assert "locks" not in detail
    assert factories.SCHOOL in detail["number"]
