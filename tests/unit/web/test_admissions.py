"""Admissions over HTTP, and finding a student (C02, C11, B10, trap 30)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from functions.domain.actors import Role
from functions.domain.employer import AdmissionState, RegistrationState
from functions.domain.policy import EmployerAdmission, InvitesWhileSigned, SchoolPolicy
from functions.domain.student import SourceState
from functions.ports import Delete, Insert, Replace
from tests import factories, steps
from tests.unit.web.asking import Fault, assert_refused
from tests.world import World

OTHER = "10999"
REVIEW = f"/api/admissions/{factories.SCHOOL}/{factories.EMPLOYER}/review"


@pytest.fixture
def world() -> World:
    """A second school, of which the employer has not asked anything."""
    made = World()
    made.insert(factories.school(code=OTHER, name="江南大学堂"), factories.policy(school=OTHER))
    return made


def change(world: World, record: Any, **fields: Any) -> None:
    world.services.store.commit(Replace(replace(record, version=record.version + 1, **fields)))


def set_admission(world: World, state: AdmissionState | None) -> None:
    found = world.services.store.find_admission(factories.SCHOOL, factories.EMPLOYER)
    world.services.store.commit(Delete(found))
    if state:
        world.insert(factories.admission(state=state))


def test_an_employer_asks_and_the_school_admits(world: World) -> None:
    asked = world.client(Role.EMPLOYER).post("/api/admissions", {"school": OTHER})
    assert (asked.status_code, asked.get_json()["state"]) == (201, "requested")
    mine = world.client(Role.EMPLOYER).get("/api/admissions").get_json()["items"]
    assert {(each["school_name"], each["state"]) for each in mine} == {
        ("江淮理工大学", "admitted"), ("江南大学堂", "requested"),
    }  # fmt: skip
    world.open_account(Role.SCHOOL, id="other", login="other@example.org", school=OTHER)
    client = world.client(Role.SCHOOL, "other")
    waiting = client.get("/api/admissions").get_json()["items"]
    assert [(each["employer_name"], each["actions"]) for each in waiting] == [
        ("合肥云帆信息技术有限公司", ["approve", "refuse"])
    ]
    path = f"/api/admissions/{OTHER}/{factories.EMPLOYER}/review"
    assert client.put(path, {"action": "approve"}, version=1).get_json()["state"] == "admitted"
    kinds = [event.kind for event in world.services.store.events(f"{OTHER}-{factories.EMPLOYER}")]
    assert kinds == ["admission_requested", "admission_reviewed"]


def request(school: Any, status: int, code: str, at: str | None = None) -> Fault:
    return Fault("POST", "/api/admissions", {"school": school}, status, code, at, Role.EMPLOYER)


NO_REQUEST = {
    "no school": request(None, 422, "required", "school"),
    "a number for a school": request(10123, 422, "not_text", "school"),
    "a school that is not there": request("10000", 404, "not_found"),
    "where it is admitted": request(factories.SCHOOL, 409, "state_does_not_allow"),
}


@pytest.mark.parametrize("fault", NO_REQUEST.values(), ids=NO_REQUEST.keys())
def test_a_request_is_refused(world: World, fault: Fault) -> None:
    assert_refused(world, fault)


def test_an_employer_that_the_platform_has_not_approved_cannot_ask(world: World) -> None:
    change(world, world.services.store.employer(factories.EMPLOYER), state=RegistrationState.SUSPENDED)
    assert_refused(world, request(OTHER, 409, "employer_not_approved"))


def test_a_school_without_admissions_wants_none() -> None:
    world = World(SchoolPolicy(employer_admission=EmployerAdmission.REGISTRATION))
    set_admission(world, None)
    assert_refused(world, request(factories.SCHOOL, 409, "admission_not_needed"))


def test_whom_such_a_school_sent_away_asks_anew_and_waits_for_its_answer() -> None:
    world = World(SchoolPolicy(employer_admission=EmployerAdmission.REGISTRATION))
    path = f"/api/admissions/{factories.SCHOOL}/{factories.EMPLOYER}/review"
    school, unit = world.client(Role.SCHOOL), world.client(Role.EMPLOYER)
    assert school.put(path, {"action": "withdraw", "reason": "虚假招聘"}, version=1).status_code == 200
    again = unit.post("/api/admissions", {"school": factories.SCHOOL})
    assert (again.status_code, again.get_json()["state"]) == (201, "requested")
    named = {"school": factories.SCHOOL, "name": "欧阳思远", "number": "2022010345"}
    assert unit.post("/api/student-searches", named).get_json()["code"] == "employer_not_admitted"
    assert school.put(path, {"action": "approve"}, version=3).status_code == 200
    assert steps.sent(world).state == "pending"


@pytest.mark.parametrize("state", [AdmissionState.REFUSED, AdmissionState.WITHDRAWN])
def test_an_employer_may_ask_again(world: World, state: AdmissionState) -> None:
    set_admission(world, state)
    answer = world.client(Role.EMPLOYER).post("/api/admissions", {"school": factories.SCHOOL})
    assert (answer.status_code, answer.get_json()["state"]) == (201, "requested")


def review(typed: dict[str, Any], status: int, code: str, at: str | None = None, **more: Any) -> Fault:
    ordinary: dict[str, Any] = {"role": Role.SCHOOL, "version": 1, "path": REVIEW}
    given = ordinary | more
    return Fault("PUT", given["path"], typed, status, code, at, given["role"], given["version"])


NO_REVIEW = {
    "no decision": review({}, 422, "required", "action"),
    "a decision of the platform": review({"action": "suspend", "reason": "原因"}, 422, "not_a_choice", "action"),
    "a withdrawal without a reason": review({"action": "withdraw"}, 422, "reason_required", "reason"),
    "a reason of emoji": review({"action": "withdraw", "reason": "🙂🙂"}, 422, "reason_says_nothing", "reason"),
    "a state that does not allow it": review({"action": "approve"}, 409, "state_does_not_allow"),
    "a stale version": review({"action": "withdraw", "reason": "原因"}, 412, "stale", version=9),
    "no version": review({"action": "withdraw", "reason": "原因"}, 428, "version_required", version=None),
    "another school's": review({"action": "approve"}, 404, "not_found",
                               path=f"/api/admissions/{OTHER}/{factories.EMPLOYER}/review"),
    "nobody's": review({"action": "approve"}, 404, "not_found",
                       path=f"/api/admissions/{factories.SCHOOL}/nobody/review"),
}  # fmt: skip


@pytest.mark.parametrize("fault", NO_REVIEW.values(), ids=NO_REVIEW.keys())
def test_a_review_is_refused(world: World, fault: Fault) -> None:
    assert_refused(world, fault)


def test_another_schools_admission_looks_like_none(world: World) -> None:
    world.insert(factories.admission(school=OTHER))
    assert_refused(world, NO_REVIEW["another school's"])


def test_an_admission_is_withdrawn_with_a_reason(world: World) -> None:
    answer = world.client(Role.ADMIN).put(REVIEW, {"action": "withdraw", "reason": "虚假招聘"}, version=1)
    assert (answer.get_json()["state"], answer.get_json()["reason"]) == ("withdrawn", "虚假招聘")


# Finding a student.

NUMBER = "2022010345"
TYPED = {"school": factories.SCHOOL, "name": "欧阳思远", "number": NUMBER}
SEARCH = "/api/student-searches"


@pytest.fixture
def searched(world: World) -> World:
    """The student under the id that the number has."""
    store = world.services.store
    old = store.student(factories.SCHOOL, factories.STUDENT)
    known = replace(old, id=world.services.secrets.student_id(factories.SCHOOL, NUMBER))
    store.commit(Delete(old))
    store.commit(Insert(known))
    return world


def the_student(world: World) -> Any:
    return world.services.store.student(factories.SCHOOL, world.services.secrets.student_id(factories.SCHOOL, NUMBER))


def test_a_student_is_found_by_name_and_number(searched: World) -> None:
    found = searched.client(Role.EMPLOYER).post(SEARCH, TYPED).get_json()
    assert found == {
        "student": {
            "id": the_student(searched).id, "name": "欧阳思远", "number": NUMBER,
            "college_name": "计算机与信息学院", "major": "计算机科学与技术", "degree": "本科毕业", "gender": "女",
        },
        "is_signed": False, "may_invite": None,
    }  # fmt: skip


NOT_FOUND = {
    "another name": ({"name": "欧阳"}, {}),
    "another number": ({"number": "2022010346"}, {}),
    "a name of two students and no such number": ({"number": "1"}, {}),
    "a record that is not confirmed": ({}, {"state": SourceState.IMPORTED}),
    "a record under review": ({}, {"state": SourceState.UNDER_REVIEW}),
    "a directed student": ({}, {"training_mode": "定向"}),
}


@pytest.mark.parametrize(("typed", "fields"), NOT_FOUND.values(), ids=NOT_FOUND.keys())
def test_who_is_not_found_is_not_explained(searched: World, typed: dict[str, str], fields: dict[str, Any]) -> None:
    if fields:
        change(searched, the_student(searched), **fields)
    client = searched.client(Role.EMPLOYER)
    answer, nobody = client.post(SEARCH, TYPED | typed), client.post(SEARCH, TYPED | {"number": "9"})
    assert answer.status_code == 404
    assert answer.get_data() == nobody.get_data()


def find(typed: dict[str, Any], status: int, code: str, at: str | None = None) -> Fault:
    return Fault("POST", SEARCH, TYPED | typed, status, code, at, Role.EMPLOYER)


NO_SEARCH = {
    "a school that does not admit": find({"school": OTHER}, 409, "employer_not_admitted"),
    "a school that is not there": find({"school": "10000"}, 404, "not_found"),
    "no name": find({"name": ""}, 422, "required", "name"),
    "a formula for a name": find({"name": "=A1"}, 422, "name_character", "name"),
    "full-width digits": find({"number": "２０２２"}, 422, "full_width", "number"),
    "a number that is none": find({"number": 2022010345}, 422, "not_text", "number"),
    "a part to search by": find({"id_number": "11010519491231002X"}, 422, "unknown_field", "id_number"),
}


@pytest.mark.parametrize("fault", NO_SEARCH.values(), ids=NO_SEARCH.keys())
def test_a_search_is_refused(searched: World, fault: Fault) -> None:
    assert_refused(searched, fault)


def test_a_search_says_why_an_invitation_would_be_refused(searched: World) -> None:
    student = the_student(searched)
    searched.insert(factories.open_invitations(student=student.id))
    searched.insert(factories.signing_lock(student=student.id))
    found = searched.client(Role.EMPLOYER).post(SEARCH, TYPED).get_json()
    assert found["is_signed"]
    assert (found["may_invite"]["code"], found["may_invite"]["rule"]) == ("already_invited", "F09")


def test_where_signed_students_are_closed_the_search_says_so(searched: World) -> None:
    closed = SchoolPolicy(invites_while_signed=InvitesWhileSigned.REFUSED)
    searched.insert(factories.policy(number=2, policy=closed), factories.signing_lock(student=the_student(searched).id))
    found = searched.client(Role.EMPLOYER).post(SEARCH, TYPED).get_json()
    assert found["may_invite"]["code"] == "student_already_signed"
