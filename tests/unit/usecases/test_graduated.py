"""Years after graduating a graduate goes with all that is the graduate's own; what has to stay keeps it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

import pytest

from functions.domain.actors import Role
from functions.domain.policy import SchoolPolicy
from functions.jobs import retain
from functions.usecases import graduated, holds, invitations
from functions.usecases.turns import Turn
from tests import factories, steps
from tests.factories import SCHOOL, STUDENT
from tests.world import World

LAST = datetime.fromisoformat("2031-12-31T23:59:59+08:00")
FIRST = datetime.fromisoformat("2032-01-01T00:00+08:00")
SHORT = SchoolPolicy(keep_students_years=5)


def run(world: World, at: datetime, **turn: Any) -> int:
    world.clock.moment = at
    return retain.run(world.services, Turn(**turn))


def named(world: World) -> list[str]:
    """Return the kinds of all that names the student, or whatever is the account's."""
    rows: Any = world.table
    marks = (STUDENT, "account-student", "欧阳思远", "2022010345")
    found = ((key, row.record) for key, row in rows._rows.items())
    return sorted({type(record).__name__ for key, record in found if any(mark in f"{key} {record}" for mark in marks)})


def whole(world: World) -> None:
    """Give the student all that a student can have, and an agreement that ended."""
    offer = steps.sent(world)
    invitations.reject(world.services, steps.actor(world, Role.STUDENT), offer.id, "考取研究生", version=None)
    steps.interviewed(world)
    steps.unlocked(world, steps.asked_to_unlock(world, steps.issued(world)))
    world.client(Role.STUDENT)
    world.insert(
        factories.mismatch(), factories.correction(), factories.card(), factories.account_invitation(party=STUDENT)
    )
    world.run_jobs()


def test_it_goes_on_the_day_after_its_last_one_with_all_that_is_its_own() -> None:
    world = World(SHORT)
    whole(world)
    run(world, LAST)
    assert {"Student", "Account", "Session", "RegisterEntry"} <= set(named(world))
    assert run(world, FIRST) == 1
    assert named(world) == []
    (line,) = world.services.store.register_entries(SCHOOL).items
    assert line.student == ""
    assert run(world, FIRST) == 0


def _held(world: World) -> None:
    whole(world)
    (found,) = world.services.store.agreements_of_student(SCHOOL, STUDENT)
    holds.place(world.services, SCHOOL, found.id, author="周敏", reason="仲裁")


def _undecided(world: World) -> None:
    steps.accepted(world)


def _later_cohort(world: World) -> None:
    world.insert(factories.student(id="s9", number="9", id_mark="9f" * 32, cohort=2027))
    run(world, FIRST)


STAYS: dict[str, Callable[[World], None]] = {
    "one with an agreement that is held": _held, "one with an agreement nobody decided on": _undecided,
    "a later year's": _later_cohort,
}  # fmt: skip


@pytest.mark.parametrize("prepare", STAYS.values(), ids=STAYS)
def test_it_stays(prepare: Callable[[World], None]) -> None:
    world = World(SHORT)
    prepare(world)
    run(world, FIRST)
    assert [*graduated.due(world.services, Turn())] == []
    assert world.services.store.students(SCHOOL, 2026).items or world.services.store.students(SCHOOL, 2027).items


def test_by_itself_a_school_keeps_its_graduates_for_thirty_years() -> None:
    world = World()
    whole(world)
    run(world, FIRST.replace(year=2056))
    assert world.services.store.find_student(SCHOOL, STUDENT)
    run(world, FIRST.replace(year=2057))
    assert world.services.store.find_student(SCHOOL, STUDENT) is None


def test_no_other_schools_is_touched_and_without_time_nobodys() -> None:
    world = World(SHORT)
    theirs = factories.student(id="theirs", school="10002", id_mark="f" * 64)
    world.insert(factories.school(code="10002"), factories.policy(school="10002"), theirs)
    assert run(world, FIRST, has_time=lambda: False) == 0
    assert run(world, FIRST) == 1
    assert world.services.store.find_student("10002", "theirs") == theirs


class Killed(BaseException):
    """The process is gone."""


def test_killed_anywhere_another_run_finishes_it() -> None:
    at, is_over = 0, False
    while not is_over:
        world = World(SHORT)
        whole(world)
        run(world, LAST)
        calls, commit = [at], world.services.store.commit

        def mortal(*changes: Any, calls: list[int] = calls, commit: Callable[..., None] = commit) -> None:
            calls[0] -= 1
            if calls[0] < 0:
                raise Killed
            commit(*changes)

        with pytest.MonkeyPatch.context() as patch, suppress(Killed):
            patch.setattr(world.services.store, "commit", mortal)
            is_over = run(world, FIRST) == 1
        run(world, FIRST)
        assert named(world) == [], f"killed after {at} calls"
        at += 7
    assert at > 10
