"""Positions, résumés and applications over HTTP: what each side reads, and faults by field (D01-D06, rules.md 1.7)."""

from __future__ import annotations

from typing import Any

import pytest

from functions.domain.actors import Role
from tests import steps
from tests.factories import SCHOOL
from tests.unit.web.asking import Fault, assert_refused
from tests.unit.web.test_invitations import TERMS
from tests.world import World

POSITION = {"school": SCHOOL, "terms": TERMS, "wanted": 3, "description": "参与平台的后端开发。"}
INTERVIEW = {
    "at": "2026-03-12T14:30", "place": "https://meet.example/8", "contact": "李强", "phone": "0551-69991111"
}  # fmt: skip
RESUME = {"wish": "后端开发", "experience": "", "skills": "英语六级", "about": ""}
# The columns of a signing list (rules.md 1.7).
COLUMNS = {
    "name", "position", "school_name", "gender", "degree", "major", "phone", "email", "applied_at", "state",
}  # fmt: skip


def get(world: World, role: Role, path: str) -> Any:
    answer = world.client(role).get(path)
    assert answer.status_code == 200
    return answer.get_json()


def put(world: World, role: Role, path: str, body: Any = None, version: int = 1) -> Any:
    answer = world.client(role).put(path, body, version=version)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def test_an_employer_reads_the_columns_of_who_applied_and_the_resume(world: World) -> None:
    found = steps.resume_sent(world)
    (row,) = get(world, Role.EMPLOYER, f"/api/positions/{found.position}/applications")["items"]
    assert set(row) >= COLUMNS
    assert (row["name"], row["school_name"], row["phone"], row["state"]) == (
        "欧阳思远", "江淮理工大学", "13800000000", "applied")  # fmt: skip
    shown = get(world, Role.EMPLOYER, f"/api/applications/{found.id}")
    assert shown["resume"]["wish"] == "后端开发"
    assert shown["actions"] == ["invite", "refuse"]


def test_what_is_over_no_longer_says_how_to_reach_her(world: World) -> None:
    found = steps.resume_sent(world)
    put(world, Role.EMPLOYER, f"/api/applications/{found.id}/result", {"is_passed": False})
    shown = get(world, Role.EMPLOYER, f"/api/applications/{found.id}")
    assert (shown["phone"], shown["email"], shown["resume"], shown["actions"]) == ("", "", None, [])
    assert get(world, Role.STUDENT, f"/api/applications/{found.id}")["state"] == "not_passed"


def test_a_graduate_reads_no_columns_of_the_employers(world: World) -> None:
    found = steps.interviewed(world)
    (row,) = get(world, Role.STUDENT, "/api/applications")["items"]
    assert (row["id"], row["interview"]["contact"]) == (found.id, "李强")
    assert not {"phone", "terms", "policy"} & set(get(world, Role.STUDENT, f"/api/applications/{found.id}"))


def test_a_position_is_described_browsed_and_applied_for(world: World) -> None:
    made = world.client(Role.EMPLOYER).post("/api/positions", POSITION).get_json()
    assert (made["state"], made["actions"], made["terms"]["position"]) == ("open", ["edit", "close"], TERMS["position"])
    (row,) = get(world, Role.STUDENT, "/api/positions?words=工程师")["items"]
    seen = get(world, Role.STUDENT, f"/api/positions/{row['id']}")
    assert (seen["actions"], seen["has_resume"], seen["application"], "terms" in seen) == (
        ["apply"],
        False,
        None,
        False,
    )
    put(world, Role.STUDENT, "/api/resume", RESUME, version=0)
    sent = world.client(Role.STUDENT).post(f"/api/positions/{row['id']}/applications", {"confirm": True})
    assert (sent.status_code, sent.get_json()["state"]) == (201, "applied")
    seen = get(world, Role.STUDENT, f"/api/positions/{row['id']}")
    assert (seen["actions"], seen["application"]) == ([], sent.get_json()["id"])


def test_a_position_is_edited_closed_and_reopened(world: World) -> None:
    path = f"/api/positions/{steps.described(world).id}"
    described = {name: POSITION[name] for name in ("terms", "description")} | {"wanted": 9}
    assert put(world, Role.EMPLOYER, path, described)["wanted"] == 9
    assert put(world, Role.EMPLOYER, f"{path}/closure", version=2)["actions"] == ["reopen"]
    assert get(world, Role.STUDENT, path)["actions"] == []
    assert put(world, Role.EMPLOYER, f"{path}/reopening", version=3)["state"] == "open"
    assert get(world, Role.EMPLOYER, "/api/positions")["items"][0]["wanted"] == 9


def test_a_resume_is_blank_until_it_is_written(world: World) -> None:
    assert get(world, Role.STUDENT, "/api/resume") == dict.fromkeys(RESUME, "") | {"version": 0}
    assert put(world, Role.STUDENT, "/api/resume", RESUME, version=0) == RESUME | {"version": 1}
    assert get(world, Role.STUDENT, "/api/resume")["skills"] == "英语六级"


def test_from_interview_to_offer(world: World) -> None:
    path = f"/api/applications/{steps.resume_sent(world).id}"
    invited = put(world, Role.EMPLOYER, f"{path}/interview", INTERVIEW)
    assert invited["interview"]["at"] == "2026-03-12T14:30:00+08:00"
    assert world.client(Role.STUDENT).get(f"{path}/interview.ics").mimetype == "text/calendar"
    answered = put(world, Role.STUDENT, f"{path}/interview/answer", {"is_accepted": True}, version=2)
    assert (answered["state"], answered["actions"]) == ("interview_accepted", ["withdraw"])
    passed = put(world, Role.EMPLOYER, f"{path}/result", {"is_passed": True}, version=3)
    assert passed["policy"]["invite_valid_days_max"] == 30
    offered = put(world, Role.EMPLOYER, f"{path}/offer", {"terms": TERMS, "answer_by": "2026-03-20"}, version=4)
    assert (offered["state"], offered["answer_by"]) == ("offered", "2026-03-20T23:59:59+08:00")
    offer = get(world, Role.STUDENT, f"/api/invitations/{offered['offer']}")
    assert (offer["state"], offer["unit"]["contact"], offer["actions"]) == ("pending", "李强", ["reject", "accept"])


def test_taking_an_application_back_shows_it_to_its_sender_only(world: World) -> None:
    path = f"/api/applications/{steps.resume_sent(world).id}"
    assert put(world, Role.STUDENT, f"{path}/withdrawal")["state"] == "withdrawn"
    assert world.client(Role.EMPLOYER).get(path).status_code == 404


def at(path: str, body: Any, status: int, code: str, field: str | None = None, role: Role = Role.EMPLOYER) -> Fault:
    return Fault("PUT", path, body, status, code, field, role, 1)


def post(body: Any, status: int, code: str, field: str | None = None, role: Role = Role.EMPLOYER) -> Fault:
    return Fault("POST", "/api/positions", body, status, code, field, role)


ONE = "/api/applications/none"
FAULTS: dict[str, Fault] = {
    "a position for nobody": post(POSITION | {"wanted": 0}, 422, "out_of_range", "wanted"),
    "a position for too many": post(POSITION | {"wanted": 10_000}, 422, "out_of_range", "wanted"),
    "a position without a title": post(POSITION | {"terms": TERMS | {"position": ""}}, 422, "required",
                                       "terms.position"),
    "a description as long as a book": post(POSITION | {"description": "长" * 2001}, 422, "too_long", "description"),
    "a position at no school": post(POSITION | {"school": "99999"}, 404, "not_found"),
    "a position by a graduate": post(POSITION, 403, "forbidden", role=Role.STUDENT),
    "searching by too many words": Fault(
        "GET", "/api/positions?words=" + "长" * 41, {}, 422, "too_long", "words", Role.STUDENT),
    "a résumé in another field": at(
        "/api/resume", RESUME | {"photo": "x"}, 422, "unknown_field", "photo", Role.STUDENT),
    "a résumé that nobody can print": at(
        "/api/resume", RESUME | {"wish": "后\u202e端"}, 422, "character_not_allowed", "wish", Role.STUDENT),
    "a résumé of an employer": at("/api/resume", RESUME, 403, "forbidden"),
    "applying without consent": Fault(
        "POST", "/api/positions/none/applications", {"confirm": False}, 422, "must_be_confirmed", "confirm",
        Role.STUDENT),
    "applying as an employer": Fault(
        "POST", "/api/positions/none/applications", {"confirm": True}, 403, "forbidden", None, Role.EMPLOYER),
    "an interview without a minute": at(
        f"{ONE}/interview", INTERVIEW | {"at": "2026-03-12"}, 422, "moment", "at"),
    "an interview on no day": at(
        f"{ONE}/interview", INTERVIEW | {"at": "2026-02-30T10:00"}, 422, "moment", "at"),
    "an interview nowhere": at(f"{ONE}/interview", INTERVIEW | {"place": " "}, 422, "required", "place"),
    "an interview with nobody": at(f"{ONE}/interview", INTERVIEW | {"contact": ""}, 422, "required", "contact"),
    "an interview without a phone": at(f"{ONE}/interview", INTERVIEW | {"phone": "12"}, 422, "phone", "phone"),
    "an answer that is none": at(
        f"{ONE}/interview/answer", {"is_accepted": "yes"}, 422, "not_a_boolean", "is_accepted", Role.STUDENT),
    "an answer by the employer": at(f"{ONE}/interview/answer", {"is_accepted": True}, 403, "forbidden"),
    "a result by the graduate": at(f"{ONE}/result", {"is_passed": True}, 403, "forbidden", role=Role.STUDENT),
    "an offer by the graduate": at(f"{ONE}/offer", {"terms": TERMS}, 403, "forbidden", role=Role.STUDENT),
    "an offer until no day": at(
        f"{ONE}/offer", {"terms": TERMS, "answer_by": "soon"}, 422, "date", "answer_by"),
    "an offer of a teacher": at(f"{ONE}/offer", {"terms": TERMS}, 403, "forbidden", role=Role.COLLEGE),
    "an application that is not there": at(f"{ONE}/result", {"is_passed": True}, 404, "not_found"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_it_is_refused(world: World, fault: Fault) -> None:
    assert_refused(world, fault)


def test_an_interview_in_the_past_names_its_field(world: World) -> None:
    path = f"/api/applications/{steps.resume_sent(world).id}/interview"
    assert_refused(world, at(path, INTERVIEW | {"at": "2026-03-05T16:40"}, 422, "interview_in_past", "at"))
