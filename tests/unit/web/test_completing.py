"""I05 over HTTP: the school records that the graduate has reported for work, and both parties read the day."""

from __future__ import annotations

from typing import Any

import pytest

from functions.domain.actors import Role
from tests import steps
from tests.unit.web.asking import Fault, assert_refused
from tests.world import World

DAY: dict[str, Any] = {"reported_on": "2026-03-05", "confirm": True}


REFUSED: dict[str, tuple[dict[str, Any], Role, int | None, int, str, str | None]] = {
    "without a day": ({"confirm": True}, Role.COLLEGE, 0, 422, "required", "reported_on"),
    "on a day that is none": (DAY | {"reported_on": "2026-02-30"}, Role.SCHOOL, 0, 422, "date", "reported_on"),
    "on a day to come": (
        DAY | {"reported_on": "2026-03-06"}, Role.COLLEGE, 0, 422, "reported_in_future", "reported_on"),
    "before it was in effect": (
        DAY | {"reported_on": "2026-03-04"}, Role.ADMIN, 0, 422, "reported_before_effect", "reported_on"),
    "without saying that it is meant": (
        DAY | {"confirm": False}, Role.COLLEGE, 0, 422, "must_be_confirmed", "confirm"),
    "with a reason": (DAY | {"reason": "已报到"}, Role.SCHOOL, 0, 422, "unknown_field", "reason"),
    "on a stale version": (DAY, Role.SCHOOL, -1, 412, "stale", None),
    "without a version": (DAY, Role.SCHOOL, None, 428, "version_required", None),
    "by the graduate": (DAY, Role.STUDENT, 0, 403, "forbidden", None),
    "by the employer": (DAY, Role.EMPLOYER, 0, 403, "forbidden", None),
}  # fmt: skip


@pytest.mark.parametrize("row", REFUSED.values(), ids=REFUSED)
def test_no_reporting_for_work_is_recorded(row: tuple[dict[str, Any], Role, int | None, int, str, str | None]) -> None:
    body, role, ahead, status, code, field = row
    world = World()
    found = steps.issued(world)
    version = None if ahead is None else found.version + ahead
    fault = Fault("PUT", f"/api/agreements/{found.id}/completion", body, status, code, field, role, version)
    assert_refused(world, fault)


def test_i05_both_parties_read_the_day_and_may_not_terminate() -> None:
    world = World()
    found = steps.issued(world)
    path = f"/api/agreements/{found.id}"
    before = world.client(Role.COLLEGE).get(path).get_json()
    assert ("complete" in before["actions"], before["ended_at"]) == (True, None)
    done = world.client(Role.COLLEGE).put(f"{path}/completion", DAY, version=found.version).get_json()
    assert (done["state"], done["ended_at"]) == ("completed", "2026-03-05T00:00:00+08:00")
    for role in (Role.STUDENT, Role.EMPLOYER):
        read = world.client(role).get(path).get_json()
        assert (read["state"], read["ended_at"]) == ("completed", done["ended_at"])
        assert "complete" not in read["actions"]
    refused = world.client(Role.STUDENT).get(path).get_json()["may_terminate"]
    assert (refused["code"], refused["rule"]) == ("agreement_fulfilled", "I05")
    listed = world.client(Role.COLLEGE).get("/api/agreements?state=completed").get_json()["items"]
    assert [one["id"] for one in listed] == [found.id]
