"""Undoing a pass over HTTP (decision 7): what is refused, field by field, and to whom it is not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from functions.domain.actors import Role
from functions.domain.agreement import Agreement
from functions.usecases import prints
from tests import steps
from tests.unit.web.asking import Fault, ask, assert_refused, stored
from tests.world import World

Begin = Callable[[World], Agreement]
Row = tuple[Begin, str, Any, Role, int | None, int, str, str | None]
REASON = {"reason": "审核时看错了单位"}
ASK, APPROVE, REFUSE = "undoing", "undoing/approval", "undoing/refusal"


def asked(world: World) -> Agreement:
    return steps.asked_to_undo(world, steps.issued(world))


def printed(world: World) -> Agreement:
    found = asked(world)
    prints.print_copy(world.services, steps.actor(world, Role.STUDENT), found.id, 1)
    return world.services.store.agreement(found.id)


def leaving(world: World) -> Agreement:
    found = steps.signed(world)
    steps.applied(world, found)
    return world.services.store.agreement(found.id)


def undone(world: World) -> Agreement:
    return steps.undone(world, asked(world))


REFUSED: dict[str, Row] = {
    "no reason": (steps.signed, ASK, {}, Role.SCHOOL, 0, 422, "required", "reason"),
    "a reason of blanks": (steps.signed, ASK, {"reason": "　 "}, Role.SCHOOL, 0, 422, "required", "reason"),
    "a reason of dots": (steps.signed, ASK, {"reason": "……"}, Role.SCHOOL, 0, 422, "reason_says_nothing", "reason"),
    "a reason too long": (steps.signed, ASK, {"reason": "字" * 501}, Role.SCHOOL, 0, 422, "too_long", "reason"),
    "a reason that is a list": (steps.signed, ASK, {"reason": ["错"]}, Role.SCHOOL, 0, 422, "not_text", "reason"),
    "a reason with a control character": (
        steps.signed, ASK, {"reason": "看\x00错"}, Role.SCHOOL, 0, 422, "character_not_allowed", "reason"),
    "an approver of one's choice": (
        steps.signed, ASK, REASON | {"account": "a"}, Role.SCHOOL, 0, 422, "unknown_field", "account"),
    "no version": (steps.signed, ASK, REASON, Role.SCHOOL, None, 428, "version_required", None),
    "a stale version": (steps.signed, ASK, REASON, Role.SCHOOL, -1, 412, "stale", None),
    "what is not signed": (steps.accepted, ASK, REASON, Role.SCHOOL, 0, 409, "state_does_not_allow", None),
    "what is printed": (printed, ASK, REASON, Role.SCHOOL, 0, 409, "already_printed", None),
    "what is being terminated": (leaving, ASK, REASON, Role.ADMIN, 0, 409, "termination_open", None),
    "the college": (steps.signed, ASK, REASON, Role.COLLEGE, 0, 403, "forbidden", None),
    "the student": (steps.signed, ASK, REASON, Role.STUDENT, 0, 403, "forbidden", None),
    "the employer": (steps.signed, ASK, REASON, Role.EMPLOYER, 0, 403, "forbidden", None),
    "the operator": (steps.signed, ASK, REASON, Role.OPERATOR, 0, 403, "forbidden", None),
    "a visitor": (steps.signed, ASK, REASON, Role.PUBLIC, 0, 401, "login_required", None),
    "an approval by who asked": (asked, APPROVE, {}, Role.SCHOOL, 0, 409, "second_approver_needed", None),
    "an approval unasked": (steps.issued, APPROVE, {}, Role.ADMIN, 0, 409, "undo_not_requested", None),
    "an approval with a reason": (asked, APPROVE, REASON, Role.ADMIN, 0, 422, "unknown_field", "reason"),
    "an approval without a version": (asked, APPROVE, {}, Role.ADMIN, None, 428, "version_required", None),
    "an approval of a stale version": (asked, APPROVE, {}, Role.ADMIN, -1, 412, "stale", None),
    "an approval after a print": (printed, APPROVE, {}, Role.ADMIN, 0, 409, "already_printed", None),
    "an approval twice": (undone, APPROVE, {}, Role.ADMIN, 0, 409, "state_does_not_allow", None),
    "an approval by the college": (asked, APPROVE, {}, Role.COLLEGE, 0, 403, "forbidden", None),
    "an approval by the employer": (asked, APPROVE, {}, Role.EMPLOYER, 0, 403, "forbidden", None),
    "a refusal without a reason": (asked, REFUSE, {}, Role.ADMIN, 0, 422, "required", "reason"),
    "a refusal with dots": (asked, REFUSE, {"reason": "。。"}, Role.ADMIN, 0, 422, "reason_says_nothing", "reason"),
    "a refusal unasked": (steps.issued, REFUSE, REASON, Role.ADMIN, 0, 409, "undo_not_requested", None),
    "a refusal of a stale version": (asked, REFUSE, REASON, Role.ADMIN, -1, 412, "stale", None),
    "a refusal without a version": (asked, REFUSE, REASON, Role.ADMIN, None, 428, "version_required", None),
    "a refusal by the student": (asked, REFUSE, REASON, Role.STUDENT, 0, 403, "forbidden", None),
}  # fmt: skip


@pytest.mark.parametrize("row", REFUSED.values(), ids=REFUSED)
def test_it_is_refused(world: World, row: Row) -> None:
    begin, what, body, role, ahead, status, code, field = row
    found = begin(world)
    version = None if ahead is None else found.version + ahead
    assert_refused(world, Fault("PUT", f"/api/agreements/{found.id}/{what}", body, status, code, field, role, version))


@pytest.mark.parametrize(("what", "body"), [(ASK, REASON), (APPROVE, {}), (REFUSE, REASON)])
@pytest.mark.parametrize("role", [Role.SCHOOL, Role.ADMIN])
def test_to_another_school_it_is_not_there(world: World, role: Role, what: str, body: dict[str, Any]) -> None:
    found = asked(world)
    world.open_account(role, id="other", login="other@example.org", school="10999")
    before = stored(world)
    answer = world.client(role, "other").put(f"/api/agreements/{found.id}/{what}", body, version=found.version)
    assert (answer.status_code, answer.get_json()["code"]) == (404, "not_found")
    assert stored(world) == before


def test_a_stale_approval_shows_the_agreement_as_it_is(world: World) -> None:
    found = printed(world)
    path = f"/api/agreements/{found.id}/{APPROVE}"
    answer = ask(world, Fault("PUT", path, {}, 412, "stale", None, Role.ADMIN, found.version - 1)).get_json()
    assert (answer["current"]["version"], answer["current"]["print_count"]) == (found.version, 1)


def test_each_sees_the_request_and_what_is_left_to_them(world: World) -> None:
    found = steps.issued(world)
    path = f"/api/agreements/{found.id}"
    answer = world.client(Role.SCHOOL).put(f"{path}/{ASK}", {"reason": "<b>看错了</b>"}, version=found.version)
    assert answer.get_json()["undo"]["reason"] == "<b>看错了</b>"
    seen = {role: world.client(role).get(path).get_json() for role in (Role.SCHOOL, Role.ADMIN, Role.COLLEGE)}
    wanted = {"request_undo", "undo", "refuse_undo"}
    assert {role: wanted & set(shown["actions"]) for role, shown in seen.items()} == {
        Role.SCHOOL: {"request_undo", "refuse_undo"}, Role.ADMIN: wanted, Role.COLLEGE: set(),
    }  # fmt: skip
    assert [shown["undo"]["is_own"] for shown in seen.values()] == [True, False, False]


ANSWERS: dict[str, tuple[str, dict[str, Any], str, list[bool]]] = {
    "approved": (APPROVE, {}, "school_review", [False, True]),
    "refused": (REFUSE, {"reason": "审核无误"}, "signed", [False, False]),
}


@pytest.mark.parametrize(("what", "body", "state", "undone_reviews"), ANSWERS.values(), ids=ANSWERS)
def test_the_answer(world: World, what: str, body: dict[str, Any], state: str, undone_reviews: list[bool]) -> None:
    found = asked(world)
    answer = world.client(Role.ADMIN).put(f"/api/agreements/{found.id}/{what}", body, version=found.version)
    shown = answer.get_json()
    assert (answer.status_code, shown["state"], shown["undo"]) == (200, state, None)
    assert [one["is_undone"] for one in shown["reviews"]] == undone_reviews
