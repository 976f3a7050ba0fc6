"""The statistics of signings over HTTP (D08): whose, for which year, and who may not ask."""

from __future__ import annotations

from typing import Any

import pytest

from functions.domain.actors import Role
from tests import factories
from tests.factories import COHORT, SCHOOL
from tests.unit.web.asking import Fault, assert_refused
from tests.world import World

NONE = {"application": 0, "employer": 0, "qr": 0, "student": 0, "paper": 0}


def listed(world: World, role: Role, query: str = "") -> Any:
    answer = world.client(role).get(f"/api/signing-counts{query}")
    assert answer.status_code == 200
    return answer.get_json()


def test_an_administrator_reads_the_own_school_of_the_present_cohort(world: World) -> None:
    world.insert(factories.signing_count())
    shown = listed(world, Role.ADMIN)
    row = {"code": SCHOOL, "name": "江淮理工大学", "counts": NONE | {"employer": 3, "paper": 1}, "online": 3,
           "total": 4, "online_percent": 75}  # fmt: skip
    assert shown == {"items": [row], "cursor": None, "cohort": COHORT}


def test_the_platform_reads_every_school(world: World) -> None:
    world.insert(factories.school(code="10358", name="示例科技大学"), factories.signing_count(school="10358"))
    items = listed(world, Role.OPERATOR)["items"]
    assert [(one["code"], one["online_percent"]) for one in items] == [(SCHOOL, None), ("10358", 75)]


def test_another_cohort_is_asked_for_by_its_year(world: World) -> None:
    world.insert(factories.signing_count())
    (row,) = listed(world, Role.ADMIN, f"?cohort={COHORT - 1}")["items"]
    assert (row["total"], row["online_percent"]) == (0, None)


def asking(query: str, status: int, code: str, field: str | None = None, role: Role = Role.ADMIN) -> Fault:
    return Fault("GET", f"/api/signing-counts{query}", {}, status, code, field, role)


FAULTS: dict[str, Fault] = {
    "a cohort that is no year": asking("?cohort=soon", 422, "whole_number", "cohort"),
    "a cohort of another age": asking("?cohort=1999", 422, "out_of_range", "cohort"),
    "a student": asking("", 403, "forbidden", role=Role.STUDENT),
    "an employer": asking("", 403, "forbidden", role=Role.EMPLOYER),
    "a college": asking("", 403, "forbidden", role=Role.COLLEGE),
    "a visitor": asking("", 401, "login_required", role=Role.PUBLIC),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_it_is_refused(world: World, fault: Fault) -> None:
    assert_refused(world, fault)
