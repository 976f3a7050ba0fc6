"""Reviews over HTTP: decisions that are refused, many passes with a result for each, and a void."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from functions.domain.actors import Role
from functions.domain.agreement import Agreement
from tests import steps
from tests.unit.web.asking import Fault, ask, assert_refused, stored
from tests.world import World

Begin = Callable[[World], Agreement]
PASS = {"decision": "pass"}
HTML = "<b>材料不实</b>"
Row = tuple[Begin, dict[str, Any], Role, int | None, int, str, str | None]
REVIEWS: dict[str, Row] = {
    "no decision": (steps.accepted, {}, Role.COLLEGE, 0, 422, "required", "decision"),
    "an unknown decision": (steps.accepted, {"decision": "approve"}, Role.COLLEGE, 0, 422, "not_a_choice", "decision"),
    "a void by this way": (steps.accepted, {"decision": "void"}, Role.COLLEGE, 0, 422, "not_a_choice", "decision"),
    "a decision that is true": (steps.accepted, {"decision": True}, Role.COLLEGE, 0, 422, "not_a_choice", "decision"),
    "a return without a reason": (
        steps.accepted, {"decision": "return"}, Role.COLLEGE, 0, 422, "reason_required", "reason",
    ),
    "a failure without a reason": (
        steps.accepted, {"decision": "fail", "reason": ""}, Role.COLLEGE, 0, 422, "reason_required", "reason",
    ),
    "a reason of dots": (
        steps.accepted, {"decision": "fail", "reason": "……"}, Role.COLLEGE, 0, 422, "reason_says_nothing", "reason",
    ),
    "a reason too long": (
        steps.accepted, {"decision": "fail", "reason": "字" * 501}, Role.COLLEGE, 0, 422, "too_long", "reason",
    ),
    "a reason with a control character": (
        steps.accepted, {"decision": "fail", "reason": "材料\x00不实"}, Role.COLLEGE, 0, 422, "character_not_allowed",
        "reason",
    ),
    "a level of one's choice": (
        steps.accepted, PASS | {"level": "school"}, Role.COLLEGE, 0, 422, "unknown_field", "level",
    ),
    "no version": (steps.accepted, PASS, Role.COLLEGE, None, 428, "version_required", None),
    "a stale version": (steps.accepted, PASS, Role.COLLEGE, 1, 412, "stale", None),
    "what is signed": (steps.signed, PASS, Role.SCHOOL, 0, 409, "state_does_not_allow", None),
    "the school first": (steps.accepted, PASS, Role.SCHOOL, 0, 409, "role_may_not", None),
    "the student": (steps.accepted, PASS, Role.STUDENT, 0, 403, "forbidden", None),
    "the employer": (steps.accepted, PASS, Role.EMPLOYER, 0, 403, "forbidden", None),
    "the administrator": (steps.accepted, PASS, Role.ADMIN, 0, 403, "forbidden", None),
    "a visitor": (steps.accepted, PASS, Role.PUBLIC, 0, 401, "login_required", None),
}  # fmt: skip


def assert_decision_refused(world: World, method: str, what: str, row: Row) -> None:
    begin, body, role, ahead, status, code, field = row
    found = begin(world)
    version = None if ahead is None else found.version + ahead
    assert_refused(world, Fault(method, f"/api/agreements/{found.id}/{what}", body, status, code, field, role, version))


@pytest.mark.parametrize("row", REVIEWS.values(), ids=REVIEWS)
def test_a_review_is_refused(world: World, row: Row) -> None:
    assert_decision_refused(world, "POST", "reviews", row)


VOIDS: dict[str, Row] = {
    "no reason": (steps.accepted, {}, Role.ADMIN, 0, 422, "required", "reason"),
    "a reason of blanks": (steps.accepted, {"reason": "　　"}, Role.ADMIN, 0, 422, "required", "reason"),
    "a reason that is an object": (steps.accepted, {"reason": {}}, Role.ADMIN, 0, 422, "not_text", "reason"),
    "no version": (steps.accepted, {"reason": "重复签约"}, Role.ADMIN, None, 428, "version_required", None),
    "a stale version": (steps.accepted, {"reason": "重复签约"}, Role.ADMIN, -1, 412, "stale", None),
    "what is signed": (steps.signed, {"reason": "重复签约"}, Role.ADMIN, 0, 409, "state_does_not_allow", None),
    "the school's reviewer": (steps.accepted, {"reason": "重复签约"}, Role.SCHOOL, 0, 403, "forbidden", None),
}


@pytest.mark.parametrize("row", VOIDS.values(), ids=VOIDS)
def test_a_void_is_refused(world: World, row: Row) -> None:
    assert_decision_refused(world, "PUT", "void", row)


STALE: dict[str, tuple[str, str, dict[str, Any], Role]] = {
    "a review": ("POST", "reviews", PASS, Role.COLLEGE),
    "a void": ("PUT", "void", {"reason": "重复签约"}, Role.ADMIN),
}


@pytest.mark.parametrize(("method", "what", "body", "role"), STALE.values(), ids=STALE)
def test_a_stale_decision_shows_the_agreement_as_it_is(
    world: World, method: str, what: str, body: dict[str, Any], role: Role
) -> None:
    found = steps.accepted(world)
    fault = Fault(method, f"/api/agreements/{found.id}/{what}", body, 412, "stale", None, role, found.version + 1)
    current = ask(world, fault).get_json()["current"]
    assert (current["version"], current["state"]) == (found.version, "college_review")


OTHERS: dict[str, tuple[Role, dict[str, Any], str, str, dict[str, Any]]] = {
    "another college's review": (Role.COLLEGE, {"college": "204"}, "POST", "reviews", PASS),
    "another school's review": (Role.SCHOOL, {"school": "10999"}, "POST", "reviews", PASS),
    "another school's void": (Role.ADMIN, {"school": "10999"}, "PUT", "void", {"reason": "重复签约"}),
}


@pytest.mark.parametrize(("role", "fields", "method", "what", "body"), OTHERS.values(), ids=OTHERS)
def test_to_others_it_is_not_there(
    world: World, role: Role, fields: dict[str, Any], method: str, what: str, body: dict[str, Any]
) -> None:
    found = steps.accepted(world)
    world.open_account(role, id="other", login="other@example.org", **fields)
    before = stored(world)
    path = f"/api/agreements/{found.id}/{what}"
    answer = world.client(role, "other").send(method, path, body, version=found.version)
    assert (answer.status_code, answer.get_json()["code"]) == (404, "not_found")
    assert stored(world) == before


BULK: dict[str, tuple[dict[str, Any], str, str]] = {
    "no list": ({}, "required", "items"),
    "a list in words": ({"items": "all"}, "not_a_list", "items"),
    "a row that is no object": ({"items": ["x"]}, "not_an_object", "items.0"),
    "a row without an id": ({"items": [{"version": 1}]}, "required", "items.0.id"),
    "a row without a version": ({"items": [{"id": "a"}]}, "required", "items.0.version"),
    "a version of 0": ({"items": [{"id": "a", "version": 0}]}, "out_of_range", "items.0.version"),
    "a full-width version": ({"items": [{"id": "a", "version": "１"}]}, "full_width", "items.0.version"),
    "an id that is HTML": ({"items": [{"id": HTML, "version": 1}]}, "not_an_id", "items.0.id"),
    "a decision in a row": ({"items": [{"id": "a", "version": 1, "decision": "fail"}]}, "unknown_field",
                            "items.0.decision"),
    "101 rows": ({"items": [{"id": "a", "version": 1}] * 101}, "too_many_entries", "items"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "code", "field"), BULK.values(), ids=BULK)
def test_many_at_once_are_refused(world: World, body: dict[str, Any], code: str, field: str) -> None:
    steps.accepted(world)
    assert_refused(world, Fault("POST", "/api/reviews", body, 422, code, field, Role.COLLEGE))


def test_each_of_many_has_its_own_result(world: World) -> None:
    found = steps.accepted(world)
    rows = [("nobody", 1), (found.id, found.version + 1), (found.id, found.version)]
    body = {"items": [{"id": one, "version": version} for one, version in rows]}
    missing, stale, done = world.client(Role.COLLEGE).post("/api/reviews", body).get_json()["results"]
    assert [one["problem"]["code"] for one in (missing, stale)] == ["not_found", "stale"]
    assert done == {"id": found.id, "is_done": True, "state": "school_review"}


ENDINGS: dict[str, tuple[str, str, dict[str, Any], Role, str]] = {
    "failed": ("POST", "reviews", {"decision": "fail", "reason": HTML}, Role.COLLEGE, "sign_failed"),
    "returned": ("POST", "reviews", {"decision": "return", "reason": HTML}, Role.COLLEGE, "returned"),
    "voided": ("PUT", "void", {"reason": HTML}, Role.ADMIN, "void"),
}


@pytest.mark.parametrize(("method", "what", "body", "role", "state"), ENDINGS.values(), ids=ENDINGS)
def test_its_reason_is_kept_as_it_was_typed(
    world: World, method: str, what: str, body: dict[str, Any], role: Role, state: str
) -> None:
    found = steps.accepted(world)
    path = f"/api/agreements/{found.id}"
    done = world.client(role).send(method, f"{path}/{what}", body, version=found.version)
    assert (done.status_code, done.get_json()["state"]) == (200, state)
    last = world.client(Role.STUDENT).get(f"{path}/timeline").get_json()["items"][-1]
    assert last["details"]["reason"] == HTML
