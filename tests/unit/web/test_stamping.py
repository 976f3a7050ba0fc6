"""I04 over HTTP: the school records the day of the stamp, and both parties read it."""

from __future__ import annotations

import pytest

from functions.domain.actors import Role
from functions.domain.agreement import Agreement
from functions.domain.policy import EffectiveOn, SchoolPolicy
from functions.usecases import prints
from tests import steps
from tests.unit.web.asking import Fault, assert_refused
from tests.world import World

STAMP = SchoolPolicy(print_required=True, effective_on_employer_initiated=EffectiveOn.PAPER_STAMP)
DAY = {"stamped_on": "2026-03-05"}


def printed(world: World) -> Agreement:
    found = steps.issued(world)
    prints.print_copy(world.services, steps.actor(world, Role.EMPLOYER), found.id, 1)
    return world.services.store.agreement(found.id)


REFUSED: dict[str, tuple[dict[str, str], Role, int | None, int, str, str | None]] = {
    "without a day": ({}, Role.SCHOOL, 0, 422, "required", "stamped_on"),
    "on a day that is none": ({"stamped_on": "2026-02-30"}, Role.SCHOOL, 0, 422, "date", "stamped_on"),
    "on a day to come": ({"stamped_on": "2026-03-06"}, Role.COLLEGE, 0, 422, "stamped_in_future", "stamped_on"),
    "with a reason": (DAY | {"reason": "已盖章"}, Role.SCHOOL, 0, 422, "unknown_field", "reason"),
    "on a stale version": (DAY, Role.SCHOOL, -1, 412, "stale", None),
    "without a version": (DAY, Role.SCHOOL, None, 428, "version_required", None),
    "by the graduate": (DAY, Role.STUDENT, 0, 403, "forbidden", None),
    "by the employer": (DAY, Role.EMPLOYER, 0, 403, "forbidden", None),
}


@pytest.mark.parametrize("row", REFUSED.values(), ids=REFUSED)
def test_no_stamp_is_recorded(row: tuple[dict[str, str], Role, int | None, int, str, str | None]) -> None:
    body, role, ahead, status, code, field = row
    world = World(STAMP)
    found = printed(world)
    version = None if ahead is None else found.version + ahead
    assert_refused(world, Fault("PUT", f"/api/agreements/{found.id}/stamp", body, status, code, field, role, version))


def test_i04_both_parties_read_since_when_it_is_effective() -> None:
    world = World(STAMP)
    found = printed(world)
    path = f"/api/agreements/{found.id}"
    before = world.client(Role.STUDENT).get(path).get_json()
    assert (before["effective_on"], before["effective_at"]) == ("paper_stamp", None)
    done = world.client(Role.COLLEGE).put(f"{path}/stamp", DAY, version=found.version).get_json()
    assert (done["effective_at"], "record_stamp" in done["actions"]) == ("2026-03-05T00:00:00+08:00", True)
    assert world.client(Role.EMPLOYER).get(path).get_json()["effective_at"] == done["effective_at"]
