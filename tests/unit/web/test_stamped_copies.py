"""J14 and J16 over HTTP: what each reads of the stamped copy and of the steps, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from functions.domain.actors import Role
from functions.domain.agreement import Agreement
from tests import steps
from tests.unit.web.asking import Fault, assert_refused
from tests.world import World

Row = tuple[Callable[[World], Agreement], dict[str, Any], Role, int | None, int, str, str | None]
SENT = {"sent_on": "2026-03-05", "carrier": "邮政", "tracking": "EA123456789CN"}
REFUSED: dict[str, Row] = {
    "without a day": (steps.issued, {"carrier": "邮政"}, Role.EMPLOYER, 0, 422, "required", "sent_on"),
    "on a day that is none": (steps.issued, {"sent_on": "2026-02-30"}, Role.EMPLOYER, 0, 422, "date", "sent_on"),
    "on a day to come": (
        steps.issued, {"sent_on": "2026-03-06"}, Role.EMPLOYER, 0, 422, "posted_in_future", "sent_on"),
    "under a number in full width": (
        steps.issued, SENT | {"tracking": "ＥＡ１"}, Role.EMPLOYER, 0, 422, "full_width", "tracking"),
    "under a formula": (
        steps.issued, SENT | {"tracking": "=1+1"}, Role.EMPLOYER, 0, 422, "tracking_malformed", "tracking"),
    "with a story for a carrier": (
        steps.issued, SENT | {"carrier": "邮" * 31}, Role.EMPLOYER, 0, 422, "too_long", "carrier"),
    "on a stale version": (steps.issued, SENT, Role.EMPLOYER, -1, 412, "stale", None),
    "without a version": (steps.issued, SENT, Role.EMPLOYER, None, 428, "version_required", None),
    "by the graduate": (steps.issued, SENT, Role.STUDENT, 0, 403, "forbidden", None),
    "by the school": (steps.issued, SENT, Role.SCHOOL, 0, 403, "forbidden", None),
    "before it is issued": (steps.signed, SENT, Role.EMPLOYER, 0, 409, "not_issued_yet", None),
}  # fmt: skip


@pytest.mark.parametrize("row", REFUSED.values(), ids=REFUSED)
def test_no_posting_is_noted(world: World, row: Row) -> None:
    begin, body, role, ahead, status, code, field = row
    found = begin(world)
    version = None if ahead is None else found.version + ahead
    path = f"/api/agreements/{found.id}/stamped-copy"
    assert_refused(world, Fault("PUT", path, body, status, code, field, role, version))


def test_j14_the_graduate_reads_how_the_copy_went(world: World) -> None:
    found = steps.issued(world)
    path = f"/api/agreements/{found.id}"
    noted = world.client(Role.EMPLOYER).put(f"{path}/stamped-copy", SENT, version=found.version).get_json()
    assert "post" in noted["actions"]
    shown = world.client(Role.STUDENT).get(path).get_json()
    assert {name: shown["posted"][name] for name in SENT} == SENT
    assert "post" not in shown["actions"]
    world.run_jobs()
    (told, *_) = world.client(Role.STUDENT).get("/api/notices").get_json()["items"]
    assert (told["kind"], told["details"]["tracking"]) == ("agreement_posted", "EA123456789CN")


def test_j16_a_graduate_reads_the_steps_with_the_agreement_that_they_are_for(world: World) -> None:
    before = world.client(Role.STUDENT).get("/api/printing").get_json()
    assert (before["agreement"], before["steps"][0]["code"]) == (None, "after_review")
    found = steps.signed(world)
    shown = world.client(Role.STUDENT).get("/api/printing").get_json()
    assert (shown["agreement"]["id"], shown["steps"]) == (found.id, before["steps"])
    assert world.client(Role.EMPLOYER).get("/api/printing").status_code == 403
