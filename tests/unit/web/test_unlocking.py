"""Unlocking over HTTP (M18): two accounts, a reason, and what student, employer and desk then read."""

from __future__ import annotations

from typing import Any

import pytest

from functions.domain.actors import Role
from tests import steps
from tests.unit.web.asking import Fault, assert_refused
from tests.world import World

WHY = {"reason": "已应征入伍"}
REFUSED: dict[str, tuple[str, dict[str, Any], Role, int | None, int, str, str | None]] = {
    "no reason": ("", {}, Role.ADMIN, 0, 422, "required", "reason"),
    "a reason of dots": ("", {"reason": "。。"}, Role.ADMIN, 0, 422, "reason_says_nothing", "reason"),
    "another field": ("", WHY | {"approver": "a"}, Role.ADMIN, 0, 422, "unknown_field", "approver"),
    "asked by the reviewer": ("", WHY, Role.SCHOOL, 0, 403, "forbidden", None),
    "asked by the student": ("", WHY, Role.STUDENT, 0, 403, "forbidden", None),
    "asked without a version": ("", WHY, Role.ADMIN, None, 428, "version_required", None),
    "asked of a stale version": ("", WHY, Role.ADMIN, 1, 412, "stale", None),
    "approved by who asked": ("/approval", {}, Role.ADMIN, 0, 409, "second_approver_needed", None),
    "approved by the college": ("/approval", {}, Role.COLLEGE, 0, 403, "forbidden", None),
    "approved with a field": ("/approval", WHY, Role.SCHOOL, 0, 422, "unknown_field", "reason"),
    "refused without a reason": ("/refusal", {}, Role.SCHOOL, 0, 422, "required", "reason"),
}


@pytest.fixture(scope="module")
def asked() -> tuple[World, str, int]:
    """A request that waits; a refusal leaves it as it is."""
    world = World()
    found = steps.asked_to_unlock(world, steps.issued(world))
    return world, f"/api/agreements/{found.id}/unlocking", found.version


@pytest.mark.parametrize("row", REFUSED.values(), ids=REFUSED)
def test_it_is_refused(asked: tuple[World, str, int], row: Any) -> None:
    (world, path, version), (what, body, role, ahead, status, code, at) = asked, row
    seen = None if ahead is None else version + ahead
    assert_refused(world, Fault("PUT", f"{path}{what}", body, status, code, at, role, seen))


def test_two_accounts_free_a_student_who_then_awaits_employment() -> None:
    world = World()
    found = steps.issued(world)
    path = f"/api/agreements/{found.id}"
    admin, office, student = (world.client(role) for role in (Role.ADMIN, Role.SCHOOL, Role.STUDENT))
    waiting = admin.put(f"{path}/unlocking", WHY, version=found.version).get_json()
    assert (waiting["unlocking"]["is_own"], "unlock" in waiting["actions"]) == (True, False)
    shown = office.get(path).get_json()
    assert (shown["unlocking"]["is_own"], "unlock" in shown["actions"]) == (False, True)
    office.put(f"{path}/unlocking/approval", version=waiting["version"])
    for client in (student, world.client(Role.EMPLOYER)):
        ended = client.get(path).get_json()
        said = ended["unlocking"]
        assert (ended["state"], said["reason"], bool(said["name"] and said["approver_name"])) == (
            "terminated", WHY["reason"], True,
        )  # fmt: skip
    lock = student.get("/api/next-steps").get_json()["lock"]
    assert (lock["state"], lock["destination"]) == ("free", "awaiting_employment")


def test_a_request_is_refused_with_a_reason() -> None:
    world = World()
    found = steps.asked_to_unlock(world, steps.issued(world))
    path = f"/api/agreements/{found.id}/unlocking/refusal"
    kept = world.client(Role.SCHOOL).put(path, {"reason": "应当申请解约"}, version=found.version).get_json()
    assert (kept["state"], kept["unlocking"]) == ("signed", None)
