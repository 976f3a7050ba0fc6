"""Invitations over HTTP: terms that are refused by field and rule, and answers that come too late or to another."""

from __future__ import annotations

from typing import Any

import pytest

from functions.domain.actors import Role
from functions.domain.channels import Channel
from functions.domain.policy import SchoolPolicy
from functions.jobs import deliver
from functions.usecases import invitations
from tests import factories, steps
from tests.unit.web.asking import Fault, ask, assert_refused, stored
from tests.world import World

TERMS: dict[str, Any] = {
    "position": "后端开发工程师", "job_category": "计算机软件", "workplace": "合肥", "monthly_pay": 9000,
    "trial_months": 3, "trial_pay": 7500, "contract_years": 3, "penalty": 5000, "report_by": "2026-07-15",
    "archive": None, "household_address": "", "release_for_study": True, "release_for_civil_service": True,
    "other": "提供宿舍",
}  # fmt: skip
ARCHIVE = {"receiver": "合肥市人才服务中心", "address": "", "postcode": "", "contact": "", "phone": ""}
OFFER = {"school": factories.SCHOOL, "student": factories.STUDENT, "terms": TERMS}
HTML = '<script>alert("1")</script>'
FORMULA = '=HYPERLINK("http://a.example","x")'
REFUSED_TERMS: dict[str, tuple[dict[str, Any], str, str]] = {
    "no position": ({"position": ""}, "required", "position"),
    "a position of blanks": ({"position": "　 "}, "required", "position"),
    "a position that is a number": ({"position": 7}, "not_text", "position"),
    "a position that is a list": ({"position": ["后端"]}, "not_text", "position"),
    "a position too long": ({"position": "字" * 41}, "too_long", "position"),
    "a position with a control character": ({"position": "后端\x00"}, "character_not_allowed", "position"),
    "a position that turns direction": ({"position": "后\u202e端"}, "character_not_allowed", "position"),
    "a position with an invisible blank": ({"position": "后\u200b端"}, "character_not_allowed", "position"),
    "a position of two lines": ({"position": "后端\n前端"}, "character_not_allowed", "position"),
    "a category too long": ({"job_category": "字" * 41}, "too_long", "job_category"),
    "a workplace too long": ({"workplace": "字" * 61}, "too_long", "workplace"),
    "full-width pay": ({"monthly_pay": "９０００"}, "full_width", "monthly_pay"),
    "pay with a separator": ({"monthly_pay": "9,000"}, "whole_number", "monthly_pay"),
    "pay with its unit": ({"monthly_pay": "9000元"}, "not_ascii", "monthly_pay"),
    "pay in fen": ({"monthly_pay": 9000.5}, "whole_number", "monthly_pay"),
    "pay that is true": ({"monthly_pay": True}, "whole_number", "monthly_pay"),
    "negative pay": ({"monthly_pay": -1}, "out_of_range", "monthly_pay"),
    "pay without end": ({"monthly_pay": 100_000_000}, "out_of_range", "monthly_pay"),
    "a trial of 25 months": ({"trial_months": 25}, "out_of_range", "trial_months"),
    "full-width months": ({"trial_months": "３"}, "full_width", "trial_months"),
    "pay for no trial": ({"trial_months": None}, "trial_pay_without_trial", "trial_months"),
    "pay for a trial of 0 months": ({"trial_months": 0}, "trial_pay_without_trial", "trial_months"),
    "a contract of 51 years": ({"contract_years": 51}, "out_of_range", "contract_years"),
    "a penalty in words": ({"penalty": "five"}, "whole_number", "penalty"),
    "a negative penalty": ({"penalty": -5}, "out_of_range", "penalty"),
    "a date of another order": ({"report_by": "15/07/2026"}, "date", "report_by"),
    "a day that no month has": ({"report_by": "2026-02-30"}, "date", "report_by"),
    "a full-width date": ({"report_by": "２０２６-07-15"}, "full_width", "report_by"),
    "a date that is a number": ({"report_by": 20260715}, "not_text", "report_by"),
    "an archive in words": ({"archive": "人才中心"}, "not_an_object", "archive"),
    "an archive without a receiver": ({"archive": {}}, "required", "archive.receiver"),
    "a postcode of five digits": ({"archive": ARCHIVE | {"postcode": "23060"}}, "postcode", "archive.postcode"),
    "a full-width postcode": ({"archive": ARCHIVE | {"postcode": "２３０６０１"}}, "full_width", "archive.postcode"),
    "a phone of letters": ({"archive": ARCHIVE | {"phone": "call me"}}, "phone", "archive.phone"),
    "a contact with digits": ({"archive": ARCHIVE | {"contact": "李4"}}, "name_character", "archive.contact"),
    "an unknown field of the archive": ({"archive": ARCHIVE | {"fax": "1"}}, "unknown_field", "archive.fax"),
    "an address too long": ({"household_address": "字" * 101}, "too_long", "household_address"),
    "a release in words": ({"release_for_study": "yes"}, "not_a_boolean", "release_for_study"),
    "a release that is 1": ({"release_for_civil_service": 1}, "not_a_boolean", "release_for_civil_service"),
    "no release": ({"release_for_study": None}, "required", "release_for_study"),
    "other terms too long": ({"other": "字" * 1001}, "too_long", "other"),
    "other terms with an escape": ({"other": "a\x1b[31m"}, "character_not_allowed", "other"),
    "a misspelt field": ({"monthly_salary": 9000}, "unknown_field", "monthly_salary"),
}


@pytest.mark.parametrize(("typed", "code", "field"), REFUSED_TERMS.values(), ids=REFUSED_TERMS)
def test_terms_are_refused_by_field(world: World, typed: dict[str, Any], code: str, field: str) -> None:
    body = OFFER | {"terms": TERMS | typed}
    assert_refused(world, Fault("POST", "/api/invitations", body, 422, code, f"terms.{field}", Role.EMPLOYER))


REFUSED_DRAFTS: dict[str, tuple[dict[str, Any], int, str, str | None]] = {
    "no terms": ({"terms": None}, 422, "required", "terms"),
    "terms that are a list": ({"terms": []}, 422, "not_an_object", "terms"),
    "no school": ({"school": ""}, 422, "required", "school"),
    "no student": ({"student": None}, 422, "required", "student"),
    "a student that is a number": ({"student": 1}, 422, "not_text", "student"),
    "a student's name for an id": ({"student": "欧阳思远"}, 422, "not_an_id", "student"),
    "an id without end": ({"student": "a" * 101}, 422, "not_an_id", "student"),
    "a student who is not there": ({"student": "nobody"}, 404, "not_found", None),
    "no day at all": ({"valid_days": 0}, 422, "out_of_range", "valid_days"),
    "full-width days": ({"valid_days": "１４"}, 422, "full_width", "valid_days"),
    "fewer days than the policy allows": ({"valid_days": 6}, 422, "validity_out_of_range", "valid_days"),
    "more days than the policy allows": ({"valid_days": 31}, 422, "validity_out_of_range", "valid_days"),
    "an employer of one's choice": ({"employer": "other"}, 422, "unknown_field", "employer"),
}


@pytest.mark.parametrize(("typed", "status", "code", "field"), REFUSED_DRAFTS.values(), ids=REFUSED_DRAFTS)
def test_a_draft_is_refused(world: World, typed: dict[str, Any], status: int, code: str, field: str | None) -> None:
    assert_refused(world, Fault("POST", "/api/invitations", OFFER | typed, status, code, field, Role.EMPLOYER))


def test_all_faults_are_told_together(world: World) -> None:
    body = {"terms": TERMS | {"position": "", "penalty": "x"}, "valid_days": 0}
    answer = ask(world, Fault("POST", "/api/invitations", body, 422, "", role=Role.EMPLOYER)).get_json()
    fields = {problem["field"] for problem in answer["problems"]}
    assert fields == {"school", "student", "terms.position", "terms.penalty", "valid_days"}


@pytest.mark.parametrize("text", [HTML, FORMULA, "'; DROP TABLE students; --", "{{7*7}}", "欧阳·买买提 𠮷"])
def test_what_is_legal_text_is_kept_as_it_is(world: World, text: str) -> None:
    client = world.client(Role.EMPLOYER)
    made = client.post("/api/invitations", OFFER | {"terms": TERMS | {"position": text[:40], "other": text}})
    shown = client.get(f"/api/invitations/{made.get_json()['id']}")
    assert (shown.get_json()["terms"]["position"], shown.get_json()["terms"]["other"]) == (text[:40], text)
    assert shown.content_type == "application/json"


ARCHIVED = TERMS | {"archive": ARCHIVE | {"postcode": "230601", "contact": "李强", "phone": "0551-61111111"}}


def test_an_archive_is_kept_whole(world: World) -> None:
    made = world.client(Role.EMPLOYER).post("/api/invitations", OFFER | {"terms": ARCHIVED, "valid_days": 20})
    assert made.status_code == 201
    assert (made.get_json()["terms"]["archive"], made.get_json()["valid_days"]) == (ARCHIVED["archive"], 20)


EDIT = {"terms": TERMS | {"monthly_pay": 10000}}
YES = {"hash": "ab" * 32, "confirm": True, "pay_after_trial": 9500}
# State of the invitation, method, what follows its path, body, role, what the version is off by, and the answer.
Row = tuple[str, str, str, dict[str, Any], Role, int | None, int, str, str | None]
WRITES: dict[str, Row] = {
    "editing without a version": ("draft", "PUT", "", EDIT, Role.EMPLOYER, None, 428, "version_required", None),
    "editing a stale version": ("draft", "PUT", "", EDIT, Role.EMPLOYER, 1, 412, "stale", None),
    "editing what is sent": ("sent", "PUT", "", EDIT, Role.EMPLOYER, 0, 409, "state_does_not_allow", None),
    "editing without terms": ("draft", "PUT", "", {}, Role.EMPLOYER, 0, 422, "required", "terms"),
    "editing as the student": ("sent", "PUT", "", EDIT, Role.STUDENT, 0, 403, "forbidden", None),
    "discarding without a version": ("draft", "DELETE", "", {}, Role.EMPLOYER, None, 428, "version_required", None),
    "discarding what is sent": ("sent", "DELETE", "", {}, Role.EMPLOYER, 0, 409, "state_does_not_allow", None),
    "discarding a stale version": ("draft", "DELETE", "", {}, Role.EMPLOYER, 1, 412, "stale", None),
    "sending without a version": ("draft", "PUT", "/dispatch", {}, Role.EMPLOYER, None, 428, "version_required", None),
    "sending a stale version": ("draft", "PUT", "/dispatch", {}, Role.EMPLOYER, 1, 412, "stale", None),
    "sending twice": ("sent", "PUT", "/dispatch", {}, Role.EMPLOYER, 0, 409, "state_does_not_allow", None),
    "sending with terms": ("draft", "PUT", "/dispatch", EDIT, Role.EMPLOYER, 0, 422, "unknown_field", "terms"),
    "withdrawing a draft": ("draft", "PUT", "/withdrawal", {}, Role.EMPLOYER, 0, 409, "state_does_not_allow", None),
    "withdrawing with a reason": ("sent", "PUT", "/withdrawal", {"reason": "无"}, Role.EMPLOYER, 0, 422,
                                  "unknown_field", "reason"),
    "withdrawing a stale version": ("sent", "PUT", "/withdrawal", {}, Role.EMPLOYER, -1, 412, "stale", None),
    "rejecting without a reason": ("sent", "PUT", "/rejection", {}, Role.STUDENT, 0, 422, "reason_required", "reason"),
    "rejecting for dots": ("sent", "PUT", "/rejection", {"reason": "。。。"}, Role.STUDENT, 0, 422,
                           "reason_says_nothing", "reason"),
    "rejecting at length": ("sent", "PUT", "/rejection", {"reason": "字" * 501}, Role.STUDENT, 0, 422, "too_long",
                            "reason"),
    "rejecting with a list": ("sent", "PUT", "/rejection", {"reason": ["已有去向"]}, Role.STUDENT, 0, 422, "not_text",
                              "reason"),
    "rejecting a stale version": ("sent", "PUT", "/rejection", {"reason": "已有去向"}, Role.STUDENT, -1, 412, "stale",
                                  None),
    "rejecting without a version": ("sent", "PUT", "/rejection", {"reason": "已有去向"}, Role.STUDENT, None, 428,
                                    "version_required", None),
    "rejecting as the employer": ("sent", "PUT", "/rejection", {"reason": "已有去向"}, Role.EMPLOYER, 0, 403,
                                  "forbidden", None),
    "accepting a draft": ("draft", "PUT", "/acceptance", YES, Role.STUDENT, None, 404, "not_found", None),
    "accepting unconfirmed": ("sent", "PUT", "/acceptance", YES | {"confirm": False}, Role.STUDENT, None, 422,
                              "must_be_confirmed", "confirm"),
    "accepting with a word": ("sent", "PUT", "/acceptance", YES | {"confirm": "true"}, Role.STUDENT, None, 422,
                              "not_a_boolean", "confirm"),
    "accepting unseen": ("sent", "PUT", "/acceptance", YES | {"hash": None}, Role.STUDENT, None, 422, "required",
                         "hash"),
    "accepting another text": ("sent", "PUT", "/acceptance", YES, Role.STUDENT, None, 412, "stale", None),
    "accepting without pay": ("sent", "PUT", "/acceptance", YES | {"pay_after_trial": None}, Role.STUDENT, None, 422,
                              "required", "pay_after_trial"),
    "accepting full-width pay": ("sent", "PUT", "/acceptance", YES | {"pay_after_trial": "９５００"}, Role.STUDENT,
                                 None, 422, "full_width", "pay_after_trial"),
    "accepting with a long health": ("sent", "PUT", "/acceptance", YES | {"health": "字" * 41}, Role.STUDENT, None, 422,
                                     "too_long", "health"),
}  # fmt: skip


@pytest.mark.parametrize("row", WRITES.values(), ids=WRITES)
def test_a_write_is_refused(world: World, row: Row) -> None:
    begin, method, after, body, role, ahead, status, code, field = row
    offer = steps.drafted(world) if begin == "draft" else steps.sent(world)
    version = None if ahead is None else offer.version + ahead
    path = f"/api/invitations/{offer.id}{after}"
    assert_refused(world, Fault(method, path, body, status, code, field, role, version))
    if status == 412:
        current = ask(world, Fault(method, path, body, status, code, field, role, version)).get_json()["current"]
        assert (current["id"], current["version"]) == (offer.id, offer.version)


OTHERS: dict[str, tuple[Role, dict[str, Any]]] = {
    "another employer": (Role.EMPLOYER, {"party": "other"}),
    "another student": (Role.STUDENT, {"party": "other"}),
    "the same id in another school": (Role.STUDENT, {"school": "10999"}),
}
OF_OTHERS: dict[str, dict[Role, tuple[str, str, dict[str, Any]]]] = {
    "reads": {Role.EMPLOYER: ("GET", "", {}), Role.STUDENT: ("GET", "", {})},
    "writes": {
        Role.EMPLOYER: ("PUT", "/withdrawal", {}), Role.STUDENT: ("PUT", "/rejection", {"reason": "已有去向"}),
    },
}  # fmt: skip


@pytest.mark.parametrize("what", OF_OTHERS)
@pytest.mark.parametrize(("role", "fields"), OTHERS.values(), ids=OTHERS)
def test_to_others_it_is_not_there(world: World, role: Role, fields: dict[str, Any], what: str) -> None:
    offer = steps.sent(world)
    world.open_account(role, id="other", login="other@example.org", **fields)
    method, after, body = OF_OTHERS[what][role]
    before = stored(world)
    answer = world.client(role, "other").send(method, f"/api/invitations/{offer.id}{after}", body, version=2)
    assert (answer.status_code, answer.get_json()["code"]) == (404, "not_found")
    assert stored(world) == before
    assert world.client(role, "other").get("/api/invitations").get_json()["items"] == []


def test_a_case_over_http_from_draft_to_rejection(world: World) -> None:
    employer, student = world.client(Role.EMPLOYER), world.client(Role.STUDENT)
    made = employer.post("/api/invitations", OFFER).get_json()
    path = f"/api/invitations/{made['id']}"
    assert student.get(path).status_code == 404
    sent = employer.put(f"{path}/dispatch", version=made["version"]).get_json()
    back = employer.put(f"{path}/withdrawal", version=sent["version"]).get_json()
    edited = employer.put(path, EDIT, version=back["version"]).get_json()
    assert [change["field"] for change in edited["differences"]] == ["monthly_pay"]
    again = employer.put(f"{path}/dispatch", version=edited["version"]).get_json()
    assert (again["state"], again["revision"]) == ("pending", 2)
    assert "evidence" not in again
    listed = student.get("/api/invitations").get_json()["items"]
    assert [(row["id"], row["state"]) for row in listed] == [(made["id"], "pending")]
    gone = student.put(f"{path}/rejection", {"reason": HTML + "已有去向"}, version=again["version"]).get_json()
    assert (gone["state"], gone["reason"]) == ("rejected", HTML + "已有去向")


def test_a_draft_is_put_away(world: World) -> None:
    offer = steps.drafted(world)
    gone = world.client(Role.EMPLOYER).send("DELETE", f"/api/invitations/{offer.id}", version=offer.version)
    assert (gone.status_code, gone.get_json()["state"]) == (200, "discarded")


def test_two_clicks_get_the_same_agreement(world: World) -> None:
    offer = steps.sent(world)
    student, path = world.client(Role.STUDENT), f"/api/invitations/{offer.id}"
    answer = YES | {"hash": student.get(path).get_json()["evidence"]["hash"], "health": HTML}
    first, second = (student.put(f"{path}/acceptance", answer) for _ in range(2))
    assert (first.status_code, first.get_json()["state"]) == (200, "college_review")
    assert second.get_json() == first.get_json()
    assert world.services.store.agreement(offer.id).acceptance.health == HTML


def test_a_deadline_is_downloaded_as_a_calendar_file(world: World) -> None:
    offer = steps.sent(world)
    answer = world.client(Role.STUDENT).get(f"/api/invitations/{offer.id}/deadline.ics")
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert answer.headers["Content-Disposition"].endswith("deadline.ics")
    assert b"DTSTART:20260319T155959Z\r\n" in answer.data


def test_a_draft_has_no_deadline_to_download(world: World) -> None:
    drafted = steps.drafted(world)
    assert world.client(Role.EMPLOYER).get(f"/api/invitations/{drafted.id}/deadline.ics").status_code == 404


def receipt(world: World, invitation: str) -> Any:
    return world.client(Role.EMPLOYER).get(f"/api/invitations/{invitation}").get_json()["receipt"]


def test_an_employer_sees_how_the_graduate_was_told_and_not_why_a_message_failed() -> None:
    world = World(SchoolPolicy(notify_invitation=frozenset({Channel.SMS, Channel.EMAIL})))
    world.sms.opted_out.add("+8613800000000")
    drafted = steps.drafted(world)
    assert receipt(world, drafted.id) is None
    invitations.send(world.services, steps.actor(world, Role.EMPLOYER), drafted.id, version=drafted.version)
    assert receipt(world, drafted.id) == {"is_told": False, "channels": []}
    for _ in range(2):
        deliver.run(world.services)
    assert receipt(world, drafted.id) == {
        "is_told": True, "channels": [{"channel": "email", "state": "sent"}, {"channel": "sms", "state": "failed"}],
    }  # fmt: skip


def test_a_graduate_gets_no_receipt(world: World) -> None:
    offer = steps.sent(world)
    assert "receipt" not in world.client(Role.STUDENT).get(f"/api/invitations/{offer.id}").get_json()
