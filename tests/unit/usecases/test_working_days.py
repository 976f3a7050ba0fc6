"""An official year comes in: cool-downs that still run are counted anew, whose date moved is told, others are left."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from functions.domain import working_year
from functions.domain.actors import Role
from functions.domain.calendars import BUNDLED
from functions.domain.policy import SchoolPolicy, TerminationOpens
from functions.domain.signing_lock import SigningLock
from functions.domain.working_year import WorkingYear
from functions.jobs import recount
from functions.ports import Replace
from functions.usecases import terminations, working_days
from functions.usecases.turns import Turn
from functions.usecases.working_days import Recount
from tests import factories, steps
from tests.unit.domain.test_working_year import YEAR_2027
from tests.unit.usecases.attempts import told
from tests.world import World

HNUST = SchoolPolicy(max_terminations=1, cooldown_working_days=15)
APPROVED = datetime.fromisoformat("2026-12-11T16:00:00+08:00")
AS_EXPECTED = {"holidays": [day for day in YEAR_2027["holidays"] if day != "2027-01-04"]}


def year(**fields: Any) -> WorkingYear:
    return working_year.read(YEAR_2027 | fields, 2027, APPROVED)


def later(**fields: Any) -> WorkingYear:
    """A year that gives the day after New Year off, too."""
    return year(holidays=[*YEAR_2027["holidays"], "2027-01-04"], **fields)


def terminated() -> World:
    world = World(HNUST)
    found = steps.issued(world)
    world.clock.moment = APPROVED
    steps.approved(world, steps.agreed(world, steps.applied(world, found)))
    return world


def lock(world: World) -> SigningLock:
    return world.services.store.signing_lock(factories.SCHOOL, factories.STUDENT)


def free_from(world: World) -> tuple[str, bool]:
    now = lock(world)
    assert now.until is not None
    return now.until.isoformat(), now.is_until_provisional


def case(world: World) -> str:
    return world.services.store.agreements_of_student(factories.SCHOOL, factories.STUDENT)[0].id


def test_trap_13_a_provisional_date_is_confirmed_in_silence() -> None:
    world = terminated()
    assert free_from(world) == ("2027-01-05T00:00:00+08:00", True)
    before = told(world, case(world))
    assert working_days.forecast(world.services, year()) == Recount(running=1, moved=0, confirmed=1)
    assert free_from(world)[1], "a forecast changes nothing"
    assert working_days.bring(world.services, year()) == Recount(running=1, moved=0, confirmed=1)
    assert free_from(world) == ("2027-01-05T00:00:00+08:00", False)
    assert told(world, case(world)) == before


def test_whose_date_moved_is_told_once() -> None:
    world = terminated()
    assert working_days.bring(world.services, later()) == Recount(running=1, moved=1, confirmed=0)
    assert free_from(world) == ("2027-01-06T00:00:00+08:00", False)
    assert working_days.bring(world.services, later()) == Recount(running=1, moved=0, confirmed=0)
    assert told(world, case(world))[-1] == ("cooldown_moved", ("student",))
    event = world.services.store.events(case(world))[-1]
    assert (event.details["before"], event.details["from"]) == ("2027-01-05", "2027-01-06")
    world.run_jobs()
    notice = world.client(Role.STUDENT).get("/api/notices").get_json()["items"][0]
    assert notice["kind"] == "cooldown_moved"


def test_a_year_imported_by_mistake_is_mended_by_another_import() -> None:
    world = terminated()
    working_days.bring(world.services, later())
    assert working_days.bring(world.services, year()).moved == 1
    assert free_from(world) == ("2027-01-05T00:00:00+08:00", False)
    (kept,) = world.services.store.calendars()
    assert (kept.calendar, kept.version) == (year().calendar, 2)


def test_a_cool_down_that_is_over_stays_over() -> None:
    world = terminated()
    world.clock.moment = datetime.fromisoformat("2027-01-05T00:00:00+08:00")
    assert working_days.bring(world.services, later()).running == 0
    assert free_from(world) == ("2027-01-05T00:00:00+08:00", True)


def test_what_was_stopped_after_the_year_was_kept_is_finished_by_the_daily_count() -> None:
    world = terminated()
    world.services.store.commit(Replace(later()))
    assert recount.run(world.services) == 1
    assert recount.run(world.services) == 0


def test_a_cool_down_changed_in_the_meantime_is_counted_as_it_stands() -> None:
    world = terminated()
    listed = working_days._running(world.services)
    world.services.store.commit(Replace(replace(listed[0], terminations=7, version=listed[0].version + 1)))
    working_days._recount(world.services, listed[0], working_days.in_force(world.services))
    assert lock(world).terminations == 7


def test_what_is_counted_after_an_import_is_counted_by_it() -> None:
    world = World(HNUST)
    found = steps.issued(world)
    working_days.bring(world.services, later())
    world.clock.moment = APPROVED
    shown = world.client(Role.STUDENT).get(f"/api/agreements/{found.id}").get_json()["locks"]
    assert (shown["free_from"], shown["is_free_from_provisional"]) == ("2027-01-06T00:00:00+08:00", False)
    steps.approved(world, steps.agreed(world, steps.applied(world, found)))
    assert free_from(world) == ("2027-01-06T00:00:00+08:00", False)


def test_where_nothing_is_counted_no_calendar_is_read() -> None:
    world = World()
    working_days.bring(world.services, later())
    opening = SchoolPolicy(termination_opens=TerminationOpens.AFTER_NEW_YEAR)
    assert working_days.wanted_by(world.services, SchoolPolicy()) is BUNDLED
    assert 2027 in working_days.wanted_by(world.services, opening).imported
    found = steps.signed(world)
    _, x = terminations.agreements.read(world.services, steps.actor(world, Role.STUDENT), found.id)
    assert terminations.situation(world.services, found, x).calendars is BUNDLED


def test_a_cool_down_that_cannot_be_counted_holds_up_no_other() -> None:
    world = terminated()
    real = lock(world)
    assert real.cooldown
    broken = replace(real, student="s0", cooldown=replace(real.cooldown, agreement="gone"), version=1)
    world.insert(broken)
    with pytest.raises(ExceptionGroup, match="left for another turn"):
        working_days.bring(world.services, later())
    assert free_from(world)[0] == "2027-01-06T00:00:00+08:00"


def test_a_count_that_is_out_of_time_leaves_the_rest_to_the_next() -> None:
    world = terminated()
    working_days._keep(world.services, later())
    assert recount.run(world.services, Turn(has_time=lambda: False)) == 0
    assert recount.run(world.services) == 1
