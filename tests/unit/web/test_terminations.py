"""Terminations over HTTP: an application with its letter, the answer, the reviewer's word, each refused by field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from functions.domain.actors import Role
from functions.domain.policy import SchoolPolicy
from functions.domain.termination import Termination
from functions.usecases import evidence
from tests import steps
from tests.unit.web.asking import JPEG, PDF, PNG, Fault, ask, assert_refused, form, stored
from tests.world import World

HTML = '<img src=x onerror="alert(1)">岗位取消'
TYPED = {"reason": "further_study", "explanation": "考取研究生"}
LARGE = PDF + bytes(10 * 2**20)
Files = dict[str, tuple[bytes, str]]


def application(
    typed: dict[str, Any], status: int, code: str, at: str | None = None, *, files: Files | None = None,
    role: Role = Role.STUDENT, ahead: int | None = 0,
) -> tuple[dict[str, Any], int, str, str | None, Files, Role, int | None]:  # fmt: skip
    return (
        {key: value for key, value in (TYPED | typed).items() if value is not None},
        status,
        code,
        at,
        files or {},
        role,
        ahead,
    )


NOT_APPLIED: dict[str, Any] = {
    "no reason": application({"reason": None}, 422, "required", "reason"),
    "a reason that no list has": application({"reason": "boredom"}, 422, "not_a_choice", "reason"),
    "HTML for a reason": application({"reason": HTML}, 422, "not_a_choice", "reason"),
    "a reason with a blank": application({"reason": "further_study "}, 422, "not_a_choice", "reason"),
    "no explanation": application({"explanation": None}, 422, "required", "explanation"),
    "an explanation of blanks": application({"explanation": "　 　"}, 422, "required", "explanation"),
    "an explanation of emoji": application({"explanation": "🙂🙂🙂"}, 422, "reason_says_nothing", "explanation"),
    "an explanation too long": application({"explanation": "字" * 1001}, 422, "too_long", "explanation"),
    "a control character": application({"explanation": "考取\x07研究生"}, 422, "character_not_allowed", "explanation"),
    "a direction override": application({"explanation": "考取\u202e"}, 422, "character_not_allowed", "explanation"),
    "a field of one's choice": application({"fault": "employer"}, 422, "unknown_field", "fault"),
    "an empty letter": application({}, 422, "upload_empty", "letter", files={"letter": (b"", "a.pdf")}),
    "a program": application({}, 415, "upload_type", "letter", files={"letter": (b"MZ\x90\x00", "a.pdf")}),
    "a web page": application({}, 415, "upload_type", "letter", files={"letter": (b"<html>", "a.pdf")}),
    "a photo called PDF": application(
        {}, 415, "upload_not_what_it_claims", "letter", files={"letter": (JPEG, "a.pdf")}),
    "a letter too large": application({}, 413, "upload_too_large", "letter", files={"letter": (LARGE, "a.pdf")}),
    "no version": application({}, 428, "version_required", ahead=None),
    "a stale version": application({}, 412, "stale", ahead=-1),
    "by the college": application({}, 403, "forbidden", role=Role.COLLEGE),
    "by the operator": application({}, 403, "forbidden", role=Role.OPERATOR),
    "by a visitor": application({}, 401, "login_required", role=Role.PUBLIC),
}  # fmt: skip


@pytest.fixture(scope="module")
def signed() -> tuple[World, str, int]:
    """An agreement that can be terminated; a refusal leaves it as it is."""
    world = World()
    found = steps.issued(world)
    return world, f"/api/agreements/{found.id}/terminations", found.version


@pytest.mark.parametrize("row", NOT_APPLIED.values(), ids=NOT_APPLIED)
def test_an_application_is_refused(signed: tuple[World, str, int], row: Any) -> None:
    (world, path, version), (typed, status, code, at, files, role, ahead) = signed, row
    seen = None if ahead is None else version + ahead
    assert_refused(world, Fault("POST", path, typed, status, code, at, role, seen, files))


def test_every_fault_of_an_application_is_said_at_once(signed: tuple[World, str, int]) -> None:
    world, path, version = signed
    files = {"letter": (b"MZ", "a.pdf")}
    answer = ask(
        world, Fault("POST", path, {"reason": "whim", "explanation": "？"}, 422, "", None, Role.STUDENT, version, files)
    )
    assert {each["field"] for each in answer.get_json()["problems"]} == {"reason", "explanation", "letter"}


def test_a_repeated_field_is_named(signed: tuple[World, str, int]) -> None:
    world, path, version = signed
    twice = form({}, {})["content_type"].partition("boundary=")[2]
    part = f'--{twice}\r\nContent-Disposition: form-data; name="reason"\r\n\r\nother\r\n'
    answer = world.client(Role.STUDENT).post(
        path,
        version=version,
        data=f"{part}{part}--{twice}--\r\n",
        content_type=f"multipart/form-data; boundary={twice}",
    )
    assert (answer.status_code, answer.get_json()["code"]) == (422, "repeated_field")


STATES: dict[str, tuple[Callable[[World], Any], SchoolPolicy, str, str | None]] = {
    "before it is signed": (steps.accepted, SchoolPolicy(), "agreement_not_signed", None),
    "while another one runs": (lambda w: steps.applied(w, steps.issued(w)), SchoolPolicy(), "termination_open", None),
    "after it was terminated": (
        lambda w: steps.approved(w, steps.agreed(w, steps.applied(w, steps.issued(w)))), SchoolPolicy(),
        "agreement_not_signed", None,
    ),
    "without the letter that the policy asks for": (
        steps.issued, SchoolPolicy(termination_letter_required=True), "letter_required", "letter",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("begin", "policy", "code", "at"), STATES.values(), ids=STATES)
def test_the_state_does_not_allow_it(
    begin: Callable[[World], Any], policy: SchoolPolicy, code: str, at: str | None
) -> None:
    world = World(policy)
    begun = begin(world)
    found = world.services.store.agreement(begun.agreement if isinstance(begun, Termination) else begun.id)
    path = f"/api/agreements/{found.id}/terminations"
    status = 422 if at else 409
    assert_refused(world, Fault("POST", path, TYPED, status, code, at, Role.STUDENT, found.version, {}))


LETTERS: dict[str, tuple[bytes, str]] = {
    "a PDF": (PDF, "证明.PDF"), "a photograph": (JPEG, "a.jpg"), "a picture without an ending": (PNG, "照片"),
    "a path for a name": (PDF, "../../etc/passwd"),
}  # fmt: skip


@pytest.mark.parametrize(("letter", "name"), LETTERS.values(), ids=LETTERS)
def test_a_letter_is_kept_and_shown_and_the_text_is_as_it_was_typed(letter: bytes, name: str) -> None:
    world = World()
    found = steps.issued(world)
    path = f"/api/agreements/{found.id}/terminations"
    typed = TYPED | {"explanation": f" {HTML}\r\n=1+1 "}
    made = ask(
        world, Fault("POST", path, typed, 201, "", None, Role.STUDENT, found.version, {"letter": (letter, name)})
    )
    assert (made.status_code, made.get_json()["explanation"]) == (201, f"{HTML}\n=1+1")
    shown = world.client(Role.EMPLOYER).get(f"{path}/{made.get_json()['id']}/letter")
    assert shown.get_data() == letter
    assert name.rpartition("/")[2] not in shown.headers["Content-Disposition"]


NO, YES = {"is_agreed": False, "reason": "岗位无人接替"}, {"is_agreed": True}
PASS, FAIL = {"decision": "pass", "fault": "student"}, {"decision": "fail", "reason": "材料不全"}
UNREAD = "original_not_read", "agreement_digest"
Row = tuple[Callable[[World], Termination], str, dict[str, Any], Role, int | None, int, str, str | None]


def applied(world: World) -> Termination:
    return steps.applied(world, steps.issued(world))


def agreed(world: World) -> Termination:
    return steps.agreed(world, applied(world))


def approved(world: World) -> Termination:
    return steps.approved(world, agreed(world))


def unanswered(world: World) -> Termination:
    running = applied(world)
    world.clock.pass_(days=15)
    return running


WRITES: dict[str, Row] = {
    "answering nothing": (applied, "answer", {}, Role.EMPLOYER, 0, 422, "required", "is_agreed"),
    "answering a word": (applied, "answer", {"is_agreed": "是"}, Role.EMPLOYER, 0, 422, "not_a_boolean", "is_agreed"),
    "answering 1": (applied, "answer", {"is_agreed": 1}, Role.EMPLOYER, 0, 422, "not_a_boolean", "is_agreed"),
    "refusing without a reason": (
        applied, "answer", {"is_agreed": False}, Role.EMPLOYER, 0, 422, "reason_required", "reason"),
    "refusing for dots": (
        applied, "answer", NO | {"reason": "。。。"}, Role.EMPLOYER, 0, 422, "reason_says_nothing", "reason"),
    "refusing at length": (applied, "answer", NO | {"reason": "字" * 501}, Role.EMPLOYER, 0, 422, "too_long", "reason"),
    "refusing with a list": (applied, "answer", NO | {"reason": ["无"]}, Role.EMPLOYER, 0, 422, "not_text", "reason"),
    "refusing with a zero-width space": (
        applied, "answer", NO | {"reason": "岗位\u200b无人"}, Role.EMPLOYER, 0, 422, "character_not_allowed", "reason"),
    "answering with a fault": (applied, "answer", YES | {"fault": "student"}, Role.EMPLOYER, 0, 422, "unknown_field",
                               "fault"),
    "answering a stale version": (applied, "answer", YES, Role.EMPLOYER, 1, 412, "stale", None),
    "answering without a version": (applied, "answer", YES, Role.EMPLOYER, None, 428, "version_required", None),
    "answering one's own": (applied, "answer", YES, Role.STUDENT, 0, 409, "initiator_may_not_answer", None),
    "answering twice": (agreed, "answer", NO, Role.EMPLOYER, 0, 409, "state_does_not_allow", None),
    "answering too late": (unanswered, "answer", YES, Role.EMPLOYER, 0, 409, "answer_too_late", None),
    "answering as the school": (applied, "answer", YES, Role.SCHOOL, 0, 403, "forbidden", None),
    "withdrawing with a reason": (
        applied, "withdrawal", {"reason": "反悔"}, Role.STUDENT, 0, 422, "unknown_field", "reason"),
    "withdrawing the other's": (applied, "withdrawal", {}, Role.EMPLOYER, 0, 409, "only_initiator_withdraws", None),
    "withdrawing what was answered": (agreed, "withdrawal", {}, Role.STUDENT, 0, 409, "state_does_not_allow", None),
    "withdrawing a stale version": (applied, "withdrawal", {}, Role.STUDENT, 1, 412, "stale", None),
    "withdrawing without a version": (applied, "withdrawal", {}, Role.STUDENT, None, 428, "version_required", None),
    "reviewing nothing": (agreed, "reviews", {}, Role.SCHOOL, 0, 422, "required", "decision"),
    "returning it": (agreed, "reviews", {"decision": "return"}, Role.SCHOOL, 0, 422, "not_a_choice", "decision"),
    "failing without a reason": (agreed, "reviews", {"decision": "fail"}, Role.SCHOOL, 0, 422, "reason_required",
                                 "reason"),
    "failing for a formula's sign": (
        agreed, "reviews", FAIL | {"reason": "="}, Role.SCHOOL, 0, 422, "reason_says_nothing", "reason"),
    "passing without a fault": (agreed, "reviews", {"decision": "pass"}, Role.SCHOOL, 0, 422, "required", "fault"),
    "passing for another's fault": (
        agreed, "reviews", PASS | {"fault": "nobody"}, Role.SCHOOL, 0, 422, "not_a_choice", "fault"),
    "passing what was not read": (agreed, "reviews", PASS, Role.SCHOOL, 0, 422, *UNREAD),
    "failing what was not read": (agreed, "reviews", FAIL, Role.SCHOOL, 0, 422, *UNREAD),
    "reading in another alphabet": (
        agreed, "reviews", PASS | {"letter_digest": "函"}, Role.SCHOOL, 0, 422, "not_an_id", "letter_digest"),
    "passing what waits for its answer": (applied, "reviews", PASS, Role.SCHOOL, 0, 409, "state_does_not_allow", None),
    "passing twice": (approved, "reviews", PASS, Role.SCHOOL, 0, 409, "state_does_not_allow", None),
    "passing as the college": (agreed, "reviews", PASS, Role.COLLEGE, 0, 409, "role_may_not", None),
    "passing as the administrator": (agreed, "reviews", PASS, Role.ADMIN, 0, 403, "forbidden", None),
    "passing a stale version": (agreed, "reviews", PASS, Role.SCHOOL, -1, 412, "stale", None),
    "passing without a version": (agreed, "reviews", PASS, Role.SCHOOL, None, 428, "version_required", None),
}  # fmt: skip


@pytest.mark.parametrize("row", WRITES.values(), ids=WRITES)
def test_a_word_on_it_is_refused(world: World, row: Row) -> None:
    begin, what, body, role, ahead, status, code, at = row
    running = begin(world)
    path, version = f"/api/agreements/{running.agreement}/terminations/{running.id}", running.version
    fault = Fault("POST" if what == "reviews" else "PUT", f"{path}/{what}", body, status, code, at, role,
                  None if ahead is None else version + ahead)  # fmt: skip
    assert_refused(world, fault)
    if status == 412:
        assert ask(world, fault).get_json()["current"]["version"] == version


def test_a_list_is_refused_by_its_parameter(world: World) -> None:
    for query, code in (("", "required"), ("?state=", "required"), ("?state=gone", "not_a_choice")):
        assert_refused(world, Fault("GET", f"/api/terminations{query}", {}, 422, code, "state", Role.SCHOOL))


def test_m13_only_who_reviews_is_given_the_agreement_to_read(world: World) -> None:
    running = agreed(world)
    path = f"/api/agreements/{running.agreement}/terminations/{running.id}"
    assert world.client(Role.STUDENT).get(path).get_json()["original"] is None
    office = world.client(Role.SCHOOL)
    seen = office.get(path).get_json()["original"]
    body = PASS | {"agreement_digest": evidence.digest(seen)}
    ended = office.post(f"{path}/reviews", body, version=running.version).get_json()
    assert (ended["state"], ended["reviews"][0]["agreement_digest"]) == ("approved", body["agreement_digest"])


def test_who_gave_no_letter_shows_none(world: World) -> None:
    running = applied(world)
    before = stored(world)
    answer = world.client(Role.SCHOOL).get(f"/api/agreements/{running.agreement}/terminations/{running.id}/letter")
    assert (answer.status_code, answer.get_json()["code"]) == (404, "not_found")
    assert stored(world) == before


def test_the_deadline_for_answering_is_downloaded_as_a_calendar_file(world: World) -> None:
    waiting = steps.applied(world, steps.signed(world))
    path = f"/api/agreements/{waiting.agreement}/terminations/{waiting.id}/deadline.ics"
    answer = world.client(Role.EMPLOYER).get(path)
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert f"UID:termination-{waiting.id}@".encode() in answer.data
