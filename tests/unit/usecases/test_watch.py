"""What an operator must not forget is an alarm a month ahead, every day until it is done."""

from __future__ import annotations

import logging

import pytest

from functions.domain.events import EventKind
from functions.jobs import deliver, publish_status, watch
from tests import factories, steps
from tests.factories import SCHOOL
from tests.world import World

LAPSES = "ALARM trust_list_lapses path=t/trust.cwt at=2026-06-03T08:40:00+00:00"
LACKING = [f"ALARM key_lacking school={SCHOOL} use={use}" for use in ("agreement", "status")]
# Days after the list and the keys were made, and what is said then.
AGES: dict[str, tuple[float, list[str]]] = {
    "on the first day": (0, []),
    "a month before the list lapses": (60, []),
    "a little later": (60.1, [LAPSES]),
    "when it has lapsed": (91, [LAPSES]),
    "a month before the keys lapse": (301.3, [LAPSES]),
    "a little after that": (301.4, [LAPSES, *LACKING]),
    "when they have lapsed": (340, [LAPSES, *LACKING]),
}


def said(world: World, caplog: pytest.LogCaptureFixture) -> list[str]:
    caplog.clear()
    with caplog.at_level(logging.ERROR):
        count = watch.run(world.services)
    assert count == len(caplog.records)
    return [record.getMessage() for record in caplog.records]


@pytest.mark.parametrize(("days", "alarms"), AGES.values(), ids=AGES)
def test_what_must_be_done_is_said(days: float, alarms: list[str], caplog: pytest.LogCaptureFixture) -> None:
    world = World()
    world.publish_trust()
    world.clock.pass_(days=days)
    assert said(world, caplog) == alarms == said(world, caplog)


def test_a_service_without_a_list_is_not_ready(caplog: pytest.LogCaptureFixture) -> None:
    assert said(World(), caplog) == ["ALARM trust_list_lapses path=t/trust.cwt at=1970-01-01T00:00:00+00:00"]


def test_a_school_without_keys_is_named(caplog: pytest.LogCaptureFixture) -> None:
    world = World()
    world.publish_trust()
    world.insert(factories.school(code="10999"))
    assert said(world, caplog) == [f"ALARM key_lacking school=10999 use={use}" for use in ("agreement", "status")]


def test_a_status_list_that_nobody_signs_is_named_before_it_lapses(caplog: pytest.LogCaptureFixture) -> None:
    world = World()
    world.publish_trust()
    steps.issued(world)
    (found,) = world.services.store.status_lists(SCHOOL)
    world.clock.pass_(days=4, seconds=-1)
    assert said(world, caplog) == []
    world.clock.pass_(seconds=1)
    assert said(world, caplog) == [f"ALARM list_lapses list={found.id}"]
    publish_status.refresh(world.services, world.signer)
    assert said(world, caplog) == []


def test_what_nobody_was_told_of_for_an_hour_is_said(caplog: pytest.LogCaptureFixture) -> None:
    world = World()
    assert watch.each_hour(world.services) == 0
    world.insert(factories.event(kind=EventKind.AGREEMENT_SIGNED), factories.chain())
    world.clock.pass_(minutes=59)
    assert watch.each_hour(world.services) == 0
    world.clock.pass_(minutes=1)
    with caplog.at_level(logging.ERROR):
        assert watch.each_hour(world.services) == 1
    assert caplog.messages == [f"ALARM notices_wait at={factories.event().at.isoformat()}"]
    deliver.run(world.services)
    assert watch.each_hour(world.services) == 0
