"""The comparison of values on a school's students: page by page, and nothing is written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from functions.domain.actors import Role
from functions.domain.errors import Problems
from functions.domain.student import SourceState
from functions.domain.what_if import Obstacle, Standing
from functions.ports import Replace
from functions.usecases import what_if
from functions.usecases.what_if import Tally
from tests import factories as some
from tests import steps
from tests.factories import someone
from tests.world import World

ADMIN = someone(Role.ADMIN)


def compared(world: World, **typed: Any) -> Tally:
    return what_if.compare(world.services, ADMIN, typed)


def test_a_student_who_has_just_ended_an_agreement_would_wait() -> None:
    world = World()
    found = steps.issued(world)
    steps.approved(world, steps.agreed(world, steps.applied(world, found)))
    tally = compared(world, cooldown_working_days=15)
    assert (tally.now, tally.then) == ({Standing.FREE: 1}, {Standing.BLOCKED: 1})


def test_a_failed_application_makes_nobody_wait() -> None:
    world = World()
    refused = steps.applied(world, steps.issued(world))
    world.clock.pass_(days=20)
    assert compared(world, cooldown_working_days=15).then == {Standing.SIGNED: 1}
    assert refused.is_unanswered


def test_an_invitation_would_have_lapsed_with_fewer_days() -> None:
    world = World()
    steps.sent(world)
    world.clock.pass_(days=9)
    tally = compared(world, invite_valid_days=7)
    assert (tally.now, tally.then) == ({Standing.FREE: 1}, {Standing.LATE: 1})


def test_an_invitation_that_lapsed_would_be_in_time_with_more_days() -> None:
    world = World()
    steps.sent(world)
    world.clock.pass_(days=20)
    tally = compared(world, invite_valid_days=30)
    assert (tally.now, tally.then) == ({Standing.LATE: 1}, {Standing.FREE: 1})


def test_who_has_signed_stays_signed() -> None:
    world = World()
    steps.signed(world)
    tally = compared(world, invite_valid_days=7, agreement_number_required_before_invite=True)
    assert (tally.now, tally.then) == ({Standing.SIGNED: 1}, {Standing.SIGNED: 1})


def test_what_runs_is_counted_by_the_version_that_it_stays_under() -> None:
    world = World()
    steps.sent(world)
    tally = compared(world)
    assert (tally.invitations, tally.agreements) == ({1: 1}, {})
    world.clock.pass_(days=20)
    assert compared(world).invitations == {}
    signed = World()
    steps.signed(signed)
    tally = compared(signed)
    assert (tally.invitations, tally.agreements) == ({}, {1: 1})


def test_only_the_own_school_and_the_present_cohort_is_counted() -> None:
    world = World()
    world.insert(
        some.student(id="s2", id_mark="2a" * 32, cohort=2027, state=SourceState.VERIFIED),
        some.student(id="s3", id_mark="3a" * 32, school="10124", state=SourceState.VERIFIED),
    )
    assert compared(world).now == {Standing.FREE: 1}


def test_a_large_cohort_comes_in_pages() -> None:
    world = World()
    world.insert(*(some.student(id=f"s{n}", number=f"{n}", id_mark=f"{n:064}") for n in range(45)))
    world.insert(*(some.student(id=f"t{n}", number=f"t{n}", id_mark=f"{n + 100:064}") for n in range(45)))
    world.insert(*(some.student(id=f"u{n}", number=f"u{n}", id_mark=f"{n + 200:064}") for n in range(20)))
    first = compared(world)
    second = what_if.compare(world.services, ADMIN, {}, cursor=first.cursor)
    assert (sum(first.now.values()), sum(second.now.values())) == (100, 11)
    assert second.cursor is None


def test_values_that_no_school_may_choose_are_not_compared() -> None:
    with pytest.raises(Problems):
        compared(World(), invite_valid_days=99)


def test_nothing_is_written() -> None:
    world = World()
    steps.sent(world)
    before = dict(world.table._rows)  # type: ignore[attr-defined]  # the double's rows
    compared(world, invite_valid_days=7)
    assert world.table._rows == before  # type: ignore[attr-defined]  # the double's rows


def test_m15_who_has_signed_again_after_the_only_chance_could_not_terminate() -> None:
    world = World()
    applied = steps.applied(world, steps.issued(world))
    world.services.store.commit(Replace(replace(applied, is_without_liability=False, version=applied.version + 1)))
    steps.approved(world, steps.agreed(world, replace(applied, version=applied.version + 1)))
    steps.signed(world)
    tally = compared(world, max_terminations=1)
    assert (tally.now, tally.then) == ({Standing.SIGNED: 1}, {Standing.SIGNED: 1, Obstacle.NO_CHANCE: 1})


def test_f05_who_holds_as_many_as_the_cap_could_be_sent_no_more() -> None:
    world = World()
    steps.sent(world)
    tally = compared(world, max_open_invites_per_student=1)
    assert (tally.now, tally.then) == ({Standing.FREE: 1}, {Standing.FREE: 1, Obstacle.AT_CAP: 1})
