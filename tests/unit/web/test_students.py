"""Source records over HTTP: confirmation, requests to mend a field, the school's lists, next steps (section B)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from functions.domain.actors import Role
from functions.domain.agreement import Action
from functions.domain.policy import SchoolPolicy, SourceReview
from functions.domain.signing_lock import LockState
from functions.domain.student import SourceState, Student
from functions.ports import Replace
from functions.usecases import agreements, reviews
from tests import factories, steps
from tests.unit.web.asking import Fault, assert_refused
from tests.world import Client, World

CONFIRMATION = "/api/source-record/confirmation"
CONTACT = {"phone": "13912345678", "email": "Siyuan@mail.example"}
STUDENT = f"/api/students/{factories.STUDENT}"
OTHER_COLLEGE = "204"


def the_student(world: World) -> Student:
    return world.services.store.student(factories.SCHOOL, factories.STUDENT)


def change(world: World, **fields: Any) -> Student:
    student = the_student(world)
    changed = replace(student, version=student.version + 1, **fields)
    world.services.store.commit(Replace(changed))
    return changed


@pytest.fixture
def world() -> World:
    """The record is imported; its second version waits for the student, whose word is enough here."""
    made = World(SchoolPolicy(source_record_review=SourceReview.SELF))
    change(made, state=SourceState.IMPORTED)
    return made


@pytest.fixture
def reviewing() -> World:
    """A school where a reviewer vouches (B02)."""
    made = World()
    change(made, state=SourceState.IMPORTED)
    return made


def test_a_student_confirms_with_phone_and_email(world: World) -> None:
    client = world.client(Role.STUDENT)
    assert client.get("/api/source-record").get_json()["actions"] == ["confirm"]
    shown = client.put(CONFIRMATION, CONTACT, version=2).get_json()
    assert (shown["state"], shown["phone"], shown["email"]) == ("confirmed", "13912345678", "siyuan@mail.example")
    assert world.services.store.account("account-student").email == "siyuan@mail.example"
    assert [event.kind for event in world.services.store.events(factories.STUDENT)] == ["source_confirmed"]


def confirm(typed: dict[str, Any], status: int, code: str, at: str | None = None, version: int | None = 2) -> Fault:
    return Fault("PUT", CONFIRMATION, typed, status, code, at, version=version)


NO_CONFIRMATION = {
    "no phone": confirm({"email": "a@b.cn"}, 422, "required", "phone"),
    "a landline": confirm(CONTACT | {"phone": "0551-63602114"}, 422, "mobile", "phone"),
    "full-width digits": confirm(CONTACT | {"phone": "１３９12345678"}, 422, "full_width", "phone"),
    "a number for a phone": confirm(CONTACT | {"phone": 13912345678}, 422, "not_text", "phone"),
    "no address": confirm(CONTACT | {"email": ""}, 422, "required", "email"),
    "two addresses": confirm(CONTACT | {"email": "a@b.cn,c@d.cn"}, 422, "email", "email"),
    "a name that is the registry's": confirm(CONTACT | {"name": "别名"}, 422, "unknown_field", "name"),
    "a stale version": confirm(CONTACT, 412, "stale", version=1),
    "no version": confirm(CONTACT, 428, "version_required", version=None),
}


@pytest.mark.parametrize("fault", NO_CONFIRMATION.values(), ids=NO_CONFIRMATION.keys())
def test_a_record_is_not_confirmed(world: World, fault: Fault) -> None:
    assert_refused(world, fault)


def test_a_record_is_confirmed_once(world: World) -> None:
    change(world, state=SourceState.CONFIRMED)
    assert_refused(world, confirm(CONTACT, 409, "state_does_not_allow", version=3))


def test_where_a_reviewer_vouches_the_student_submits(reviewing: World) -> None:
    client = reviewing.client(Role.STUDENT)
    assert client.put(CONFIRMATION, CONTACT, version=2).get_json()["state"] == "under_review"
    event = reviewing.services.store.events(factories.STUDENT)[-1]
    assert event.audience == (f"college:{factories.SCHOOL}:{factories.COLLEGE}", f"school:{factories.SCHOOL}")
    verified = reviewing.client(Role.COLLEGE).put(f"{STUDENT}/review", {"action": "verify"}, version=3)
    assert verified.get_json()["state"] == "verified"


def test_a_reviewer_returns_a_record_with_a_reason(reviewing: World) -> None:
    change(reviewing, state=SourceState.UNDER_REVIEW)
    typed = {"action": "return", "reason": "手机号有误"}
    assert reviewing.client(Role.SCHOOL).put(f"{STUDENT}/review", typed, version=3).get_json()["state"] == "imported"
    event = reviewing.services.store.events(factories.STUDENT)[-1]
    assert (event.details["reason"], event.audience) == ("手机号有误", (f"student:{factories.STUDENT}",))


def review(typed: dict[str, Any], status: int, code: str, at: str | None = None, version: int = 3) -> Fault:
    return Fault("PUT", f"{STUDENT}/review", typed, status, code, at, Role.COLLEGE, version)


NO_REVIEW = {
    "no decision": review({}, 422, "required", "action"),
    "a decision that is the student's": review({"action": "confirm"}, 422, "not_a_choice", "action"),
    "a return without a reason": review({"action": "return"}, 422, "reason_required", "reason"),
    "a stale version": review({"action": "verify"}, 412, "stale", version=1),
}


@pytest.mark.parametrize("fault", NO_REVIEW.values(), ids=NO_REVIEW.keys())
def test_a_review_is_refused(reviewing: World, fault: Fault) -> None:
    change(reviewing, state=SourceState.UNDER_REVIEW)
    assert_refused(reviewing, fault)


def test_what_nobody_submitted_is_not_reviewed(reviewing: World) -> None:
    assert_refused(reviewing, review({"action": "verify"}, 409, "state_does_not_allow", version=2))


def test_another_college_sees_and_reviews_nothing(reviewing: World) -> None:
    change(reviewing, state=SourceState.UNDER_REVIEW, college=OTHER_COLLEGE)
    assert_refused(reviewing, review({"action": "verify"}, 404, "not_found"))
    assert reviewing.client(Role.COLLEGE).get(STUDENT).status_code == 404


# Requests to mend a field (B05).

WRONG = {"field": "major", "proposed": "软件工程", "reason": "大二转专业"}


def test_a_wrong_field_is_mended_and_confirmed_anew(world: World) -> None:
    change(world, state=SourceState.CONFIRMED)
    asked = world.client(Role.STUDENT).post("/api/corrections", WRONG)
    assert (asked.status_code, asked.get_json()["current"]) == (201, "计算机科学与技术")
    queue = world.client(Role.COLLEGE).get("/api/corrections").get_json()["items"]
    assert [(each["field"], each["proposed"], each["actions"]) for each in queue] == [("major", "软件工程", ["answer"])]
    path = f"/api/corrections/{queue[0]['id']}/answer"
    answered = world.client(Role.COLLEGE).put(path, {"state": "made", "answer": "已更正"}, version=1)
    assert (answered.get_json()["state"], answered.get_json()["answer"]) == ("made", "已更正")
    shown = world.client(Role.STUDENT).get("/api/source-record").get_json()
    assert (shown["major"], shown["state"], shown["corrections"][0]["state"]) == ("软件工程", "imported", "made")
    kinds = [event.kind for event in world.services.store.events(factories.STUDENT)]
    assert kinds == ["correction_requested", "correction_answered"]


@pytest.mark.parametrize("state", [SourceState.IMPORTED, SourceState.CONFIRMED])
def test_a_student_edits_where_the_policy_lets_students(state: SourceState) -> None:
    world = World(SchoolPolicy(student_may_edit_registry_fields=True))
    change(world, state=state)
    assert world.client(Role.STUDENT).get("/api/source-record").get_json()["edits_itself"] is True
    made = world.client(Role.STUDENT).post("/api/corrections", WRONG)
    assert (made.status_code, made.get_json()["state"]) == (201, "made")
    shown = world.client(Role.STUDENT).get("/api/source-record").get_json()
    assert (shown["major"], shown["state"]) == ("软件工程", "imported")
    assert world.client(Role.COLLEGE).get("/api/corrections").get_json()["items"] == []
    (event,) = world.services.store.events(factories.STUDENT)
    assert (event.kind, event.details["field"]) == ("source_edited", "major")


def test_a_mended_name_is_the_accounts_too(world: World) -> None:
    world.open_account(Role.STUDENT, id="bound", login=f"{factories.SCHOOL}/2022010345")
    asked = world.client(Role.STUDENT).post("/api/corrections", WRONG | {"field": "name", "proposed": "欧阳𬭎"})
    path = f"/api/corrections/{asked.get_json()['id']}/answer"
    assert world.client(Role.ADMIN).put(path, {"state": "made"}, version=1).status_code == 200
    assert world.services.store.account("bound").name == "欧阳𬭎"


ELSEWHERE = {"field": "college_name", "proposed": "管理学院", "reason": "大二转学院"}


def moved(world: World) -> None:
    """The college where the student is on record lets the student go."""
    asked = world.client(Role.STUDENT).post("/api/corrections", ELSEWHERE).get_json()
    made = world.client(Role.COLLEGE).put(f"/api/corrections/{asked['id']}/answer", {"state": "made"}, version=1)
    assert made.status_code == 200


def the_other_college(world: World) -> Client:
    return world.client(Role.COLLEGE, world.open_account(Role.COLLEGE, id="other", login="o", college=OTHER_COLLEGE).id)


def test_a_student_moves_to_another_college_with_record_account_and_open_requests(world: World) -> None:
    world.open_account(Role.STUDENT, id="bound", login=f"{factories.SCHOOL}/2022010345")
    open_one = world.client(Role.STUDENT).post("/api/corrections", WRONG).get_json()["id"]
    moved(world)
    assert (the_student(world).college, the_student(world).college_name) == (OTHER_COLLEGE, "管理学院")
    assert world.services.store.account("bound").college == OTHER_COLLEGE
    old, new = world.client(Role.COLLEGE), the_other_college(world)
    assert (old.get(STUDENT).status_code, new.get(STUDENT).status_code) == (404, 200)
    assert old.get("/api/students?cohort=2026").get_json()["items"] == []
    assert [one["id"] for one in new.get("/api/students?cohort=2026").get_json()["items"]] == [factories.STUDENT]
    assert old.get("/api/corrections").get_json()["items"] == []
    assert new.put(f"/api/corrections/{open_one}/answer", {"state": "made"}, version=2).status_code == 200


def test_who_has_moved_is_reviewed_by_the_new_college_though_the_invitation_came_before(world: World) -> None:
    change(world, state=SourceState.CONFIRMED)
    offer = steps.sent(world)
    moved(world)
    client = world.client(Role.STUDENT)
    client.put(CONFIRMATION, CONTACT, version=the_student(world).version)
    made = steps.accept(world, offer)
    path = f"/api/agreements/{made.id}"
    assert (made.college, made.graduate.college_name) == (OTHER_COLLEGE, "管理学院")
    assert (world.client(Role.COLLEGE).get(path).status_code, the_other_college(world).get(path).status_code) == (
        404,
        200,
    )


def test_a_request_is_refused_with_its_reason(world: World) -> None:
    asked = world.client(Role.STUDENT).post("/api/corrections", WRONG).get_json()
    path = f"/api/corrections/{asked['id']}/answer"
    client = world.client(Role.SCHOOL)
    assert client.put(path, {"state": "refused", "answer": "与学籍一致"}, version=1).get_json()["state"] == "refused"
    assert the_student(world).major == "计算机科学与技术"
    again = client.put(path, {"state": "made"}, version=2)
    assert (again.status_code, again.get_json()["code"]) == (409, "correction_answered")
    assert client.get("/api/corrections?state=refused").get_json()["items"][0]["answer"] == "与学籍一致"


def ask(typed: dict[str, Any], status: int, code: str, at: str | None = None) -> Fault:
    return Fault("POST", "/api/corrections", typed, status, code, at)


NO_REQUEST = {
    "no field": ask({"proposed": "甲", "reason": "原因"}, 422, "required", "field"),
    "the ID number": ask(WRONG | {"field": "id_number"}, 422, "field_not_correctable", "field"),
    "the mark of the ID number": ask(WRONG | {"field": "id_mark"}, 422, "field_not_correctable", "field"),
    "the state": ask(WRONG | {"field": "state"}, 422, "field_not_correctable", "field"),
    "a list for a field": ask(WRONG | {"field": ["major"]}, 422, "field_not_correctable", "field"),
    "nothing proposed": ask(WRONG | {"proposed": ""}, 422, "required", "proposed"),
    "the same": ask(WRONG | {"proposed": "计算机科学与技术"}, 422, "nothing_changed", "proposed"),
    "another gender than the table has": ask(WRONG | {"field": "gender", "proposed": "3"}, 422, "not_in_table",
                                             "proposed"),
    "a college that the school has not": ask(ELSEWHERE | {"proposed": "航天学院"}, 422, "unknown_college", "proposed"),
    "a college's code": ask(ELSEWHERE | {"proposed": OTHER_COLLEGE}, 422, "unknown_college", "proposed"),
    "HTML in a name": ask(WRONG | {"field": "name", "proposed": "<i>"}, 422, "name_character", "proposed"),
    "a major too long": ask(WRONG | {"proposed": "工" * 61}, 422, "too_long", "proposed"),
    "no reason": ask(WRONG | {"reason": " "}, 422, "required", "reason"),
    "a reason that says nothing": ask(WRONG | {"reason": "。。"}, 422, "reason_says_nothing", "reason"),
}  # fmt: skip


@pytest.mark.parametrize("fault", NO_REQUEST.values(), ids=NO_REQUEST.keys())
def test_a_request_is_not_taken(world: World, fault: Fault) -> None:
    assert_refused(world, fault)


def test_one_field_has_one_open_request(world: World) -> None:
    client = world.client(Role.STUDENT)
    client.post("/api/corrections", WRONG)
    assert_refused(world, ask(WRONG | {"proposed": "网络工程"}, 422, "correction_open", "field"))
    assert client.post("/api/corrections", WRONG | {"field": "class_name", "proposed": "软件2201"}).status_code == 201


def answer(typed: dict[str, Any], status: int, code: str, at: str | None = None, **more: Any) -> Fault:
    given: dict[str, Any] = {"role": Role.COLLEGE, "version": 1, "path": "/api/corrections/k1/answer"} | more
    return Fault("PUT", given["path"], typed, status, code, at, given["role"], given["version"])


NO_ANSWER = {
    "no decision": answer({}, 422, "required", "state"),
    "open again": answer({"state": "open"}, 422, "not_a_choice", "state"),
    "a refusal without a reason": answer({"state": "refused"}, 422, "reason_required", "answer"),
    "an answer too long": answer({"state": "made", "answer": "字" * 501}, 422, "too_long", "answer"),
    "a stale version": answer({"state": "made"}, 412, "stale", version=2),
    "nobody's": answer({"state": "made"}, 404, "not_found", path="/api/corrections/k2/answer"),
}


@pytest.mark.parametrize("fault", NO_ANSWER.values(), ids=NO_ANSWER.keys())
def test_a_request_is_not_answered(world: World, fault: Fault) -> None:
    world.insert(factories.correction())
    assert_refused(world, fault)


def test_another_colleges_request_looks_like_none(world: World) -> None:
    world.insert(factories.correction(college=OTHER_COLLEGE))
    assert_refused(world, answer({"state": "made"}, 404, "not_found"))
    assert world.client(Role.COLLEGE).get("/api/corrections").get_json()["items"] == []
    assert len(world.client(Role.SCHOOL).get("/api/corrections").get_json()["items"]) == 1
    assert len(world.client(Role.ADMIN).get(f"/api/corrections?college={OTHER_COLLEGE}").get_json()["items"]) == 1


# The school's lists.


def test_a_cohort_is_listed_with_masked_phones(world: World) -> None:
    row = world.client(Role.SCHOOL).get("/api/students?cohort=2026").get_json()["items"][0]
    assert (row["name"], row["phone"], row["state"]) == ("欧阳思远", "138****0000", "imported")
    assert not {"id_last4", "id_sealed", "id_mark", "email", "address"} & set(row)


def test_a_phone_too_short_to_mask_is_left_out(world: World) -> None:
    change(world, phone="120")
    assert world.client(Role.SCHOOL).get("/api/students").get_json()["items"][0]["phone"] == ""


def test_a_college_lists_its_own_whatever_it_asks_for(world: World) -> None:
    change(world, college=OTHER_COLLEGE)
    assert world.client(Role.COLLEGE).get(f"/api/students?college={OTHER_COLLEGE}").get_json()["items"] == []
    assert len(world.client(Role.SCHOOL).get(f"/api/students?college={OTHER_COLLEGE}").get_json()["items"]) == 1


def test_a_reviewer_without_a_college_lists_nothing(world: World) -> None:
    world.open_account(Role.COLLEGE, id="lost", login="lost@example.org", college=None)
    assert world.client(Role.COLLEGE, "lost").get("/api/students").status_code == 404


WRONG_LISTS = {
    "a word for a year": ("/api/students?cohort=all", "cohort"),
    "a year of another age": ("/api/students?cohort=1999", "cohort"),
    "a path for a college": ("/api/students?college=../204!", "college"),
    "another state of a request": ("/api/corrections?state=closed", "state"),
}


@pytest.mark.parametrize(("path", "field"), WRONG_LISTS.values(), ids=WRONG_LISTS.keys())
def test_a_list_is_refused_by_the_parameter(world: World, path: str, field: str) -> None:
    refused = world.client(Role.SCHOOL).get(path)
    assert (refused.status_code, refused.get_json()["field"]) == (422, field)


def test_the_school_sees_a_record_with_the_last_four_at_most(world: World) -> None:
    shown = world.client(Role.COLLEGE).get(STUDENT).get_json()
    assert (shown["id_last4"], shown["phone"], shown["is_bound"]) == ("002X", "13800000000", False)
    assert not {"id_sealed", "id_mark"} & set(shown)


def test_only_the_administrator_may_release_a_binding(world: World) -> None:
    change(world, is_bound=True)
    assert "release" in world.client(Role.ADMIN).get(STUDENT).get_json()["actions"]
    assert "release" not in world.client(Role.SCHOOL).get(STUDENT).get_json()["actions"]


# Next steps.


def next_steps(world: World) -> dict[str, Any]:
    steps_: dict[str, Any] = world.client(Role.STUDENT).get("/api/next-steps").get_json()
    return steps_


def test_the_first_step_is_to_confirm(world: World) -> None:
    assert next_steps(world)["items"] == [{"kind": "confirm_source"}]


def test_an_open_invitation_waits_for_its_answer() -> None:
    world = World()
    offer = steps.sent(world)
    assert next_steps(world)["items"] == [
        {"kind": "answer_invitation", "id": offer.id, "until": "2026-03-19T23:59:59+08:00"}
    ]
    world.clock.pass_(days=15)
    assert next_steps(world)["items"] == []


def test_while_an_agreement_holds_the_lock_no_invitation_waits() -> None:
    world = World()
    accepted = steps.accepted(world)
    world.insert(factories.invitation(id="other"))
    standing = next_steps(world)
    assert standing["items"] == []
    assert (standing["lock"]["state"], standing["lock"]["agreement"]) == ("held", accepted.id)


@pytest.mark.parametrize(("is_required", "kind"), [(False, "print"), (True, "print_and_stamp")])
def test_an_issued_agreement_can_be_printed_or_has_to_be(is_required: bool, kind: str) -> None:
    world = World(SchoolPolicy(print_required=is_required))
    found = steps.issued(world)
    assert next_steps(world)["items"] == [{"kind": kind, "id": found.id}]


def test_changed_terms_wait_for_confirmation() -> None:
    world = World()
    found = steps.accepted(world)
    college, employer = steps.actor(world, Role.COLLEGE), steps.actor(world, Role.EMPLOYER)
    returned = reviews.review(world.services, college, found.id, Action.RETURN, "月薪有误", version=found.version)
    assert next_steps(world)["items"] == []
    terms = replace(steps.TERMS, monthly_pay=9500)
    agreements.revise(world.services, employer, found.id, terms, version=returned.version)
    assert next_steps(world)["items"] == [{"kind": "confirm_revision", "id": found.id}]


def test_only_the_other_sides_application_waits_for_an_answer() -> None:
    world = World()
    found = steps.signed(world)
    running = steps.applied(world, found, Role.EMPLOYER)
    waiting = {"kind": "answer_termination", "id": found.id, "until": "2026-03-19T23:59:59+08:00"}
    assert next_steps(world)["items"] == [waiting]
    world.clock.pass_(days=15)
    assert next_steps(world)["items"] == []
    world.clock.pass_(days=-15)
    steps.agreed(world, running)
    assert next_steps(world)["items"] == []


def test_the_own_application_asks_nothing_of_oneself() -> None:
    world = World()
    steps.applied(world, steps.signed(world), Role.STUDENT)
    assert next_steps(world)["items"] == []


def test_the_time_after_a_termination_is_shown(world: World) -> None:
    until = factories.NOW.replace(day=20)
    cooling = factories.signing_lock(state=LockState.COOLDOWN, agreement=None, until=until, terminations=1)
    world.insert(cooling)
    lock = next_steps(world)["lock"]
    assert (lock["state"], lock["until"], lock["terminations"]) == ("cooldown", "2026-03-20T16:40:00+08:00", 1)
    world.clock.pass_(days=16)
    assert (next_steps(world)["lock"]["state"], next_steps(world)["lock"]["until"]) == ("free", None)
