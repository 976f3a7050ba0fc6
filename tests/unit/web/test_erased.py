"""Everybody whom it concerned sees what was erased and when, and nobody sees a name or another's."""

from __future__ import annotations

from typing import Any

import pytest

from functions.domain.actors import Role
from tests import factories
from tests.world import World

PATH = "/api/erased-agreements"
OTHERS: dict[str, dict[str, Any]] = {
    "another student's": {"student": "s2", "employer": "e2", "college": "204"},
    "another school's": {"school": "10002", "student": "s3", "employer": "e3"},
    "one whose student is gone": {"student": "", "employer": "", "college": "204"},
}


@pytest.fixture
def world() -> World:
    made = World()
    made.insert(factories.register_entry(id="ours"))
    made.insert(*(factories.register_entry(id=name, **fields) for name, fields in OTHERS.items()))
    return made


SEEN = {
    Role.STUDENT: {"ours"}, Role.EMPLOYER: {"ours"}, Role.COLLEGE: {"ours"},
    Role.SCHOOL: {"ours", "another student's", "one whose student is gone"},
    Role.ADMIN: {"ours", "another student's", "one whose student is gone"},
}  # fmt: skip


@pytest.mark.parametrize(("role", "seen"), SEEN.items(), ids=SEEN)
def test_each_sees_its_own(world: World, role: Role, seen: set[str]) -> None:
    answer = world.client(role).get(PATH).get_json()
    assert {one["id"] for one in answer["items"]} == seen
    assert answer["cursor"] is None


def test_a_line_says_what_is_gone_and_since_when(world: World) -> None:
    (line,) = world.client(Role.STUDENT).get(PATH).get_json()["items"]
    told = {name: line[name] for name in ("number", "state", "editions", "prints", "ended_on", "kept_until", "events")}
    assert told == {
        "number": "202610123000045", "state": "terminated", "editions": 1, "prints": 3, "ended_on": "2026-07-01",
        "kept_until": "2056-07-01", "events": 7,
    }  # fmt: skip
    assert not {"student", "employer", "college", "editions_of"} & line.keys()


def test_the_platform_and_strangers_see_nothing(world: World) -> None:
    assert world.client(Role.OPERATOR).get(PATH).status_code == 403
    assert world.app.test_client().get(PATH).status_code == 401
