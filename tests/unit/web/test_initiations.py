"""Signing that the student begins, over HTTP: what is refused by field, what a draft may lack, who sees the papers."""

from __future__ import annotations

from typing import Any

import pytest

from functions.domain.actors import Role
from functions.domain.agreement import Action, Agreement
from functions.domain.employer import RegistrationState
from functions.domain.policy import SchoolPolicy
from functions.usecases import initiations, reviews
from functions.usecases.uploads import PDF as PDF_TYPE
from functions.usecases.uploads import Upload
from tests import factories, steps
from tests.unit.web.asking import JPEG, PDF, PNG, Fault, assert_refused, form
from tests.unit.web.test_invitations import TERMS
from tests.world import Client, World

UNIT = {
    "name": "某市自然资源局", "code_path": "", "uscc": "12411528MB034775XM", "nature": "10", "industry": "S",
    "location": "340104", "address": "政务大道1号", "postcode": "230071", "contact": "张丽", "phone": "0551-63530000",
    "email": "",
}  # fmt: skip
TYPED: dict[str, Any] = {"unit": UNIT, "terms": TERMS, "pay_after_trial": 9500, "health": ""}


def unit(**fields: Any) -> Fault:
    code, at = fields.pop("said")
    return Fault("POST", "/api/agreements", TYPED | {"unit": UNIT | fields}, 422, code, at)


def typed(status: int, code: str, at: str | None, **fields: Any) -> Fault:
    return Fault("POST", "/api/agreements", TYPED | fields, status, code, at)


BAD = {
    "no unit": typed(422, "required", "unit", unit=None),
    "a unit in words": typed(422, "not_an_object", "unit", unit="某局"),
    "no name": unit(name="", said=("required", "unit.name")),
    "a name too long": unit(name="局" * 61, said=("too_long", "unit.name")),
    "a name that turns direction": unit(name="某\u202e局", said=("character_not_allowed", "unit.name")),
    "a code of 15 digits": unit(uscc="340207031104123", said=("uscc_fifteen_digits", "unit.uscc")),
    "a wrong check character": unit(uscc="123456789123456789", said=("uscc_check_character", "unit.uscc")),
    "a full-width code": unit(uscc="１２411528MB034775XM", said=("full_width", "unit.uscc")),
    "decision 15: a code and a reason for none": unit(
        code_path="military", said=("uscc_and_code_path", "unit.uscc")),
    "another reason for no code": unit(code_path="secret", uscc="", said=("not_a_choice", "unit.code_path")),
    "another nature": unit(nature="银行", said=("not_in_table", "unit.nature")),
    "another industry": unit(industry="炼金", said=("not_in_table", "unit.industry")),
    "a place that no table has": unit(location="999999", said=("not_in_table", "unit.location")),
    "a short postcode": unit(postcode="23007", said=("postcode", "unit.postcode")),
    "digits for a contact": unit(contact="123", said=("name_character", "unit.contact")),
    "a phone of letters": unit(phone="call", said=("phone", "unit.phone")),
    "an e-mail without a place": unit(email="zhang", said=("email", "unit.email")),
    "a field of a unit that nobody asked for": unit(licence="1", said=("unknown_field", "unit.licence")),
    "no terms": typed(422, "required", "terms", terms=None),
    "no position": typed(422, "required", "terms.position", terms=TERMS | {"position": " "}),
    "full-width pay": typed(422, "full_width", "terms.monthly_pay", terms=TERMS | {"monthly_pay": "９０００"}),
    "pay for no trial": typed(
        422, "trial_pay_without_trial", "terms.trial_months", terms=TERMS | {"trial_months": None}),
    "pay after trial in words": typed(422, "whole_number", "pay_after_trial", pay_after_trial="much"),
    "an employer's id": typed(422, "unknown_field", "employer", employer="e1"),
    "a state of one's choice": typed(422, "unknown_field", "state", state="signed"),
    "an employer beginning it": Fault("POST", "/api/agreements", TYPED, 403, "forbidden", role=Role.EMPLOYER),
    "a reviewer beginning it": Fault("POST", "/api/agreements", TYPED, 403, "forbidden", role=Role.COLLEGE),
    "a visitor beginning it": Fault("POST", "/api/agreements", TYPED, 401, "login_required", role=Role.PUBLIC),
}  # fmt: skip


@pytest.mark.parametrize("fault", BAD.values(), ids=BAD)
def test_a_draft_is_refused(world: World, fault: Fault) -> None:
    assert_refused(world, fault)


def test_every_fault_of_a_draft_is_said_at_once(world: World) -> None:
    faults = {"unit": {"name": "", "uscc": "1", "postcode": "2"}, "terms": TERMS | {"monthly_pay": "x"}}
    answer = world.client(Role.STUDENT).post("/api/agreements", TYPED | faults)
    assert {each["field"] for each in answer.get_json()["problems"]} == {
        "unit.name", "unit.uscc", "unit.postcode", "terms.monthly_pay",
    }  # fmt: skip


DRAFTS: dict[str, dict[str, Any]] = {
    "whole": {},
    "only a name and a position": {"unit": {"name": "某局"}, "pay_after_trial": None},
    "a military unit": {"unit": UNIT | {"code_path": "military", "uscc": ""}},
    "HTML and formulas are legal text": {"unit": UNIT | {"name": "=SUM(A1)<b>局</b>"}},
}


@pytest.mark.parametrize("said", DRAFTS.values(), ids=DRAFTS)
def test_a_draft_keeps_what_was_typed(world: World, said: dict[str, Any]) -> None:
    body = TYPED | said
    answer = world.client(Role.STUDENT).post("/api/agreements", body)
    made = answer.get_json()
    assert (answer.status_code, made["state"], made["mode"]) == (201, "draft", "student_initiated")
    assert made["actions"] == ["edit", "submit", "discard"]
    assert made["unit"]["name"] == body["unit"]["name"]
    assert made["initiation"]["code_path"] == body["unit"].get("code_path", "")
    assert made["may_submit"] is None


def test_it_may_not_be_begun_where_the_school_leaves_that_to_employers() -> None:
    world = World(SchoolPolicy(student_may_initiate=False))
    assert_refused(world, typed(409, "student_may_not_initiate", None))
    told = world.client(Role.STUDENT).get("/api/initiation").get_json()
    assert told["may_submit"] == {"code": "student_may_not_initiate", "rule": "G01", "params": {}}


@pytest.fixture
def draft(world: World) -> Agreement:
    return steps.drafted_by_student(world)


def files(content: bytes, name: str) -> dict[str, tuple[bytes, str]]:
    return {"file": (content, name)}


PAPERS: dict[str, tuple[dict[str, tuple[bytes, str]], int, str]] = {
    "none": ({}, 422, "required"),
    "an empty one": (files(b"", "a.pdf"), 422, "upload_empty"),
    "a program": (files(b"MZ\x90", "a.pdf"), 415, "upload_type"),
    "a page of HTML": (files(b"<html>", "a.pdf"), 415, "upload_type"),
    "a photo that claims to be a PDF": (files(JPEG, "a.pdf"), 415, "upload_not_what_it_claims"),
    "one too large": (files(PDF + bytes(10 * 1024 * 1024), "a.pdf"), 413, "upload_too_large"),
    "one that is there": (files(b"%PDF-\0", "a.pdf"), 422, "file_already_there"),
}


@pytest.mark.parametrize(("given", "status", "code"), PAPERS.values(), ids=PAPERS)
def test_a_paper_is_refused(world: World, draft: Agreement, given: Any, status: int, code: str) -> None:
    path = f"/api/agreements/{draft.id}/evidence"
    assert_refused(world, Fault("POST", path, {}, status, code, "file", files=given))


@pytest.mark.parametrize(("content", "name"), [(PDF, "录用函.pdf"), (PNG, "1.png"), (JPEG, "IMG_1.jpg")],
                         ids=["pdf", "png", "jpg"])  # fmt: skip
def test_g07_a_paper_comes_from_any_session_of_the_student(
    world: World, draft: Agreement, content: bytes, name: str
) -> None:
    desk, phone = world.client(Role.STUDENT), world.client(Role.STUDENT)
    path = f"/api/agreements/{draft.id}"
    open_ = desk.get(path).get_json()
    added = phone.post(f"{path}/evidence", **form({}, files(content, name)))
    assert added.status_code == 201
    now = desk.get(path).get_json()
    assert (len(now["initiation"]["files"]), now["initiation"]["saved_at"]) == (2, open_["initiation"]["saved_at"])
    shown = desk.get(f"{path}/evidence/{now['initiation']['files'][1]['hash']}")
    assert (shown.status_code, shown.get_data()) == (200, content)
    assert shown.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def submission(client: Client, found: Agreement) -> Any:
    shown = client.get(f"/api/agreements/{found.id}").get_json()["evidence"]
    return client.put(f"/api/agreements/{found.id}/submission", {"hash": shown["hash"], "confirm": True})


SUBMISSIONS: dict[str, tuple[dict[str, Any], int, str, str | None]] = {
    "no digest": ({"confirm": True}, 422, "required", "hash"),
    "a digest that is a list": ({"hash": ["a"], "confirm": True}, 422, "not_text", "hash"),
    "no confirmation": ({"hash": "a"}, 422, "required", "confirm"),
    "a confirmation that is a no": ({"hash": "a", "confirm": False}, 422, "must_be_confirmed", "confirm"),
    "a confirmation in words": ({"hash": "a", "confirm": "yes"}, 422, "not_a_boolean", "confirm"),
    "a digest of something else": ({"hash": "0" * 64, "confirm": True}, 412, "stale", None),
}


@pytest.mark.parametrize(("body", "status", "code", "at"), SUBMISSIONS.values(), ids=SUBMISSIONS)
def test_a_submission_is_refused(
    world: World, draft: Agreement, body: dict[str, Any], status: int, code: str, at: str | None
) -> None:
    assert_refused(world, Fault("PUT", f"/api/agreements/{draft.id}/submission", body, status, code, at))


def test_g08_everything_that_is_missing_is_said_at_once(world: World) -> None:
    client = world.client(Role.STUDENT)
    made = client.post("/api/agreements", TYPED | {"unit": {"name": "某局"}}).get_json()
    body = {"hash": made["evidence"]["hash"], "confirm": True}
    answer = client.put(f"/api/agreements/{made['id']}/submission", body)
    assert answer.status_code == 422
    assert {each["field"] for each in answer.get_json()["problems"]} == {
        "unit.nature", "unit.industry", "unit.location", "unit.postcode", "unit.uscc", "files",
    }  # fmt: skip


STALE = {"a save": ("PUT", "draft", TYPED), "a deletion": ("DELETE", "draft", {})}


@pytest.mark.parametrize(("method", "part", "body"), STALE.values(), ids=STALE)
def test_trap_21_a_stale_version_is_shown_what_it_is_now(
    world: World, draft: Agreement, method: str, part: str, body: dict[str, Any]
) -> None:
    path, client = f"/api/agreements/{draft.id}/{part}", world.client(Role.STUDENT)
    assert_refused(world, Fault(method, path, body, 428, "version_required"))
    answer = client.send(method, path, body, version=draft.version - 1)
    assert (answer.status_code, answer.get_json()["current"]["version"]) == (412, draft.version)
    assert client.send(method, path, body, version=draft.version).status_code == 200


def test_a_paper_is_taken_away_and_the_draft_deleted(world: World, draft: Agreement) -> None:
    client, path = world.client(Role.STUDENT), f"/api/agreements/{draft.id}"
    (paper,) = client.get(path).get_json()["initiation"]["files"]
    assert client.send("DELETE", f"{path}/evidence/{paper['hash']}").get_json()["initiation"]["files"] == []
    assert client.send("DELETE", f"{path}/evidence/{paper['hash']}").status_code == 404
    assert client.send("DELETE", f"{path}/draft", version=3).get_json()["state"] == "discarded"
    assert client.get("/api/agreements").get_json()["items"] == []


def test_the_reviewer_sees_the_papers_and_what_of_the_unit_has_changed(world: World, draft: Agreement) -> None:
    student, college = world.client(Role.STUDENT), world.client(Role.COLLEGE)
    path = f"/api/agreements/{draft.id}"
    assert college.get(path).status_code == 404
    assert submission(student, draft).get_json()["actions"] == ["withdraw"]
    sent = college.get(path).get_json()
    assert (sent["mode"], len(sent["initiation"]["files"]), sent["initiation"]["unit_differences"]) == (
        "student_initiated", 1, [],
    )  # fmt: skip
    who = steps.actor(world, Role.COLLEGE)
    back = reviews.review(world.services, who, draft.id, Action.RETURN, "单位名称有误", version=sent["version"])
    student.put(f"{path}/draft", TYPED, version=back.version)
    assert submission(student, draft).status_code == 200
    again = college.get(path).get_json()
    differences = {one["field"]: one["before"] for one in again["initiation"]["unit_differences"]}
    assert differences["name"] == "某市某局"
    shown = college.get(f"{path}/evidence/{again['initiation']['files'][0]['hash']}")
    assert (shown.status_code, shown.mimetype) == (200, "application/pdf")


@pytest.mark.parametrize("role", [Role.EMPLOYER, Role.OPERATOR])
def test_nobody_else_sees_the_papers(world: World, draft: Agreement, role: Role) -> None:
    path = f"/api/agreements/{draft.id}/evidence/{draft.begun.files[0].hash}"
    assert world.client(role).get(path).status_code == 403


def test_a_withdrawal_gives_the_draft_back_until_somebody_has_reviewed(world: World, draft: Agreement) -> None:
    client, path = world.client(Role.STUDENT), f"/api/agreements/{draft.id}/withdrawal"
    version = submission(client, draft).get_json()["version"]
    assert_refused(world, Fault("PUT", path, {"reason": "x"}, 422, "unknown_field", "reason", version=version))
    assert client.put(path, version=version).get_json()["state"] == "draft"
    found = steps.initiated(world, world.services.store.agreement(draft.id))
    passed = steps.passed(world, found, Role.COLLEGE)
    assert_refused(world, Fault("PUT", path, {}, 409, "already_reviewed", version=passed.version))


def test_the_next_step_is_to_go_on_with_what_one_began(world: World, draft: Agreement) -> None:
    client = world.client(Role.STUDENT)

    def kinds() -> list[str]:
        return [each["kind"] for each in client.get("/api/next-steps").get_json()["items"]]

    assert kinds() == ["finish_draft"]
    found = steps.initiated(world, draft)
    assert kinds() == []
    who = steps.actor(world, Role.COLLEGE)
    reviews.review(world.services, who, found.id, Action.RETURN, "印章不清", version=found.version)
    assert kinds() == ["mend_returned"]


def test_the_form_of_a_draft_has_no_word_of_the_student_yet(world: World, draft: Agreement) -> None:
    client = world.client(Role.STUDENT)

    def word() -> str:
        return str(client.get(f"/api/agreements/{draft.id}/form").get_json()["form"]["opinions"][0]["text"])

    assert word() == ""
    initiations.attach(world.services, steps.actor(world, Role.STUDENT), draft.id, Upload(PDF, PDF_TYPE))
    steps.initiated(world, draft)
    assert "在线发起签约" in word()


SEARCHES: dict[str, tuple[dict[str, Any], str]] = {
    "nothing": ({}, "required"), "blanks": ({"name": " 　"}, "required"), "one letter": ({"name": "合"}, "too_short"),
    "a name too long": ({"name": "合" * 61}, "too_long"), "a number": ({"name": 1}, "not_text"),
    "a control character": ({"name": "合\x00肥"}, "character_not_allowed"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "code"), SEARCHES.values(), ids=SEARCHES)
def test_a_search_for_units_is_refused(world: World, body: dict[str, Any], code: str) -> None:
    assert_refused(world, Fault("POST", "/api/unit-searches", body, 422, code, "name"))


def test_c09_units_of_the_schools_library_come_with_the_recruiters_name_and_no_way_to_reach_them(world: World) -> None:
    approved: dict[str, Any] = {"uscc": "", "state": RegistrationState.APPROVED}
    world.insert(
        factories.employer(id="e2", name="合肥不在库公司", **approved),
        factories.employer(id="e3", uscc="", name="合肥待审公司"),
        factories.employer(id="e4", name="芜湖公司", **approved),
    )  # fmt: skip
    client = world.client(Role.STUDENT)
    (found,) = client.post("/api/unit-searches", {"name": "合肥"}).get_json()["items"]
    assert (found["name"], found["contact"]) == ("合肥云帆信息技术有限公司", "李强")
    assert not {"phone", "email", "licence", "id"} & set(found)
    assert client.post("/api/unit-searches", {"name": "合肥没有"}).get_json() == {"items": []}
    assert world.client(Role.EMPLOYER).post("/api/unit-searches", {"name": "合肥"}).status_code == 403
