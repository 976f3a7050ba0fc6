"""Each signing is counted once when its event is delivered, and read for one school or for all (D08, Q01)."""

from __future__ import annotations

import pytest

from functions.domain.actors import Role
from functions.domain.signing_count import Way
from functions.usecases import deliveries, signing_counts, undoing
from tests import factories, steps
from tests.factories import COHORT, SCHOOL
from tests.steps import actor
from tests.world import World


@pytest.fixture
def world() -> World:
    return World()


def counts(world: World, role: Role = Role.ADMIN) -> list[tuple[str, dict[Way, int]]]:
    page = signing_counts.of_cohort(world.services, actor(world, role), COHORT, None)
    return [(school.code, dict(count.counts)) for school, count in page.items]


def test_a_signing_is_counted_once_however_often_the_job_runs(world: World) -> None:
    steps.signed(world)
    assert counts(world) == [(SCHOOL, {})]
    for _ in range(3):
        deliveries.deliver(world.services)
    assert counts(world) == [(SCHOOL, {Way.EMPLOYER: 1})]


def test_one_that_an_application_led_to_is_counted_as_such(world: World) -> None:
    passed = steps.passed(world, steps.accept(world, steps.offered(world)), Role.COLLEGE)
    steps.passed(world, passed, Role.SCHOOL)
    world.run_jobs()
    assert counts(world) == [(SCHOOL, {Way.APPLICATION: 1})]


def test_a_review_that_is_undone_takes_its_signing_back(world: World) -> None:
    found = steps.signed(world)
    world.run_jobs()
    found = world.services.store.agreement(found.id)
    asked = undoing.request(world.services, actor(world, Role.SCHOOL), found.id, "看错了单位", version=found.version)
    undoing.undo(world.services, actor(world, Role.ADMIN), found.id, version=asked.version)
    world.run_jobs()
    assert counts(world) == [(SCHOOL, {Way.EMPLOYER: 0})]


def test_the_platform_reads_every_school_and_an_administrator_the_own(world: World) -> None:
    world.insert(factories.school(code="10358"))
    steps.signed(world)
    world.run_jobs()
    assert counts(world, Role.OPERATOR) == [(SCHOOL, {Way.EMPLOYER: 1}), ("10358", {})]
    assert counts(world, Role.ADMIN) == [(SCHOOL, {Way.EMPLOYER: 1})]


def test_another_cohort_has_its_own_count(world: World) -> None:
    steps.signed(world)
    world.run_jobs()
    page = signing_counts.of_cohort(world.services, actor(world, Role.ADMIN), COHORT + 1, None)
    assert [count.total for _, count in page.items] == [0]
