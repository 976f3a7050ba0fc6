"""Reissue over HTTP (K01): what each sees and is refused, and the page of requests for the office."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from functions.domain.actors import Role
from functions.domain.agreement import Agreement
from tests import steps
from tests.unit.web.asking import Fault, assert_refused
from tests.world import World

Row = tuple[Callable[[World], Agreement], str, dict[str, Any], Role, int | None, int, str, str | None]
ASK, APPROVE, REFUSE = "reissue", "reissue/approval", "reissue/refusal"
LOST = {"reason": "lost", "explanation": "搬家时遗失"}


def asked(world: World) -> Agreement:
    return steps.asked_to_reissue(world, steps.issued(world))


REFUSED: dict[str, Row] = {
    "an application without a reason": (
        steps.issued, ASK, {"explanation": "搬家"}, Role.STUDENT, 0, 422, "required", "reason"),
    "an application with a reason of its own": (
        steps.issued, ASK, LOST | {"reason": "eaten"}, Role.STUDENT, 0, 422, "not_a_choice", "reason"),
    "an application of dots": (
        steps.issued, ASK, LOST | {"explanation": "。。"}, Role.EMPLOYER, 0, 422, "reason_says_nothing", "explanation"),
    "an application of a stale version": (steps.issued, ASK, LOST, Role.STUDENT, -1, 412, "stale", None),
    "an application without a version": (steps.issued, ASK, LOST, Role.STUDENT, None, 428, "version_required", None),
    "an application by the college": (steps.issued, ASK, LOST, Role.COLLEGE, 0, 403, "forbidden", None),
    "an application twice": (asked, ASK, LOST, Role.EMPLOYER, 0, 409, "reissue_open", None),
    "an approval by who asked": (asked, APPROVE, {}, Role.STUDENT, 0, 403, "forbidden", None),
    "an approval by the college": (asked, APPROVE, {}, Role.COLLEGE, 0, 403, "forbidden", None),
    "an approval unasked": (steps.issued, APPROVE, {}, Role.SCHOOL, 0, 409, "reissue_not_requested", None),
    "an approval with words": (asked, APPROVE, {"reason": "同意"}, Role.SCHOOL, 0, 422, "unknown_field", "reason"),
    "a withdrawal by the other party": (
        asked, "reissue/withdrawal", {}, Role.EMPLOYER, 0, 409, "only_initiator_withdraws", None),
    "a withdrawal of a stale version": (asked, "reissue/withdrawal", {}, Role.STUDENT, -1, 412, "stale", None),
    "a withdrawal with words": (
        asked, "reissue/withdrawal", {"reason": "找到了"}, Role.STUDENT, 0, 422, "unknown_field", "reason"),
    "a refusal without a reason": (asked, REFUSE, {}, Role.ADMIN, 0, 422, "required", "reason"),
}  # fmt: skip


@pytest.mark.parametrize("row", REFUSED.values(), ids=REFUSED)
def test_it_is_refused(world: World, row: Row) -> None:
    begin, what, body, role, ahead, status, code, field = row
    found = begin(world)
    version = None if ahead is None else found.version + ahead
    assert_refused(world, Fault("PUT", f"/api/agreements/{found.id}/{what}", body, status, code, field, role, version))


def test_from_the_application_to_the_next_edition(world: World) -> None:
    found = steps.issued(world)
    path = f"/api/agreements/{found.id}"
    student, office = world.client(Role.STUDENT), world.client(Role.SCHOOL)
    waiting = student.put(f"{path}/{ASK}", LOST, version=found.version).get_json()
    assert {name: waiting["reissue"][name] for name in ("reason", "explanation", "role")} == LOST | {"role": "student"}
    assert "request_reissue" not in waiting["actions"]
    (listed,) = office.get("/api/reissue-requests").get_json()["items"]
    assert (listed["id"], listed["reissue"]["reason"]) == (found.id, "lost")
    opened = office.put(f"{path}/{APPROVE}", version=waiting["version"]).get_json()
    assert (opened["reissue"], opened["issued"], opened["edition"], opened["print_count"]) == (None, None, 2, 0)
    world.run_jobs()
    shown = student.get(path).get_json()
    assert (shown["issued"]["edition"], shown["number"]) == (2, waiting["number"])
    (earlier,) = shown["superseded"]
    assert (earlier["edition"], earlier["by"], earlier["reason"], earlier["check_code"]) == (
        1, 2, "lost", waiting["issued"]["check_code"],
    )  # fmt: skip
    assert earlier["at"].endswith("+08:00")
    assert office.get("/api/reissue-requests").get_json() == {"items": [], "cursor": None}


def test_refused_it_may_be_asked_for_again(world: World) -> None:
    found = asked(world)
    path = f"/api/agreements/{found.id}"
    kept = world.client(Role.ADMIN).put(f"{path}/{REFUSE}", {"reason": "请先查找"}, version=found.version).get_json()
    assert (kept["reissue"], kept["issued"]["edition"]) == (None, 1)
    assert "request_reissue" in world.client(Role.EMPLOYER).get(path).get_json()["actions"]


def test_an_application_is_taken_back_before_it_is_decided(world: World) -> None:
    found = asked(world)
    student = world.client(Role.STUDENT)
    assert "withdraw_reissue" in student.get(f"/api/agreements/{found.id}").get_json()["actions"]
    kept = student.put(f"/api/agreements/{found.id}/reissue/withdrawal", version=found.version).get_json()
    assert (kept["reissue"], kept["issued"]["edition"]) == (None, 1)
    assert {"request_reissue", "print"} <= set(kept["actions"])
    assert world.client(Role.SCHOOL).get("/api/reissue-requests").get_json()["items"] == []
