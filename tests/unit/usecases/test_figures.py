"""What is measured is on a line of the log, and names no person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from functions.jobs import issue, watch
from functions.usecases import deliveries
from functions.usecases.figures import Figure
from tests import factories, steps
from tests.world import World

DAY = 86400


class Measured:
    """A world and the lines that its jobs have left."""

    def __init__(self) -> None:
        self.lines: list[Any] = []
        self.world = World(journal=lambda *line: self.lines.append(line))


@pytest.fixture
def measured() -> Measured:
    return Measured()


def test_each_edition_that_comes_to_paper_is_counted_once(measured: Measured) -> None:
    found, world = steps.signed(measured.world), measured.world
    for _ in range(2):
        issue.run(world.services, world.signer, world.press)
    said = {"agreement": found.id, "school": found.school}
    assert measured.lines == [("figures", said, {Figure.ISSUED: 1}, ())]


def test_what_nobody_was_told_of_is_measured(measured: Measured) -> None:
    measured.world.insert(factories.event(), factories.chain())
    measured.world.clock.pass_(minutes=30)
    age = (measured.world.clock.now() - factories.event().at).total_seconds()
    watch.each_hour(measured.world.services)
    deliveries.deliver(measured.world.services)
    watch.each_hour(measured.world.services)
    assert [line[2] for line in measured.lines] == [
        {Figure.UNDELIVERED: 1, Figure.OLDEST: age}, {Figure.UNDELIVERED: 0, Figure.OLDEST: 0},
    ]  # fmt: skip


def test_the_first_status_list_to_lapse_is_measured(measured: Measured) -> None:
    now = int(measured.world.clock.now().timestamp())
    lists = {1: now - DAY, 2: now - 2 * DAY, 3: 0}
    measured.world.insert(*(factories.status_list(id=number, iat=iat) for number, iat in lists.items()))
    watch.run(measured.world.services)
    assert [line[2] for line in measured.lines] == [{Figure.LIST_LEFT: 5 * DAY}]


def test_without_a_list_there_is_nothing_to_measure(measured: Measured) -> None:
    watch.run(measured.world.services)
    assert measured.lines == []


@dataclass
class Exported:
    """Exports of which the newest became whole at a moment."""

    moment: datetime | None

    def begin(self, name: str) -> None:
        raise AssertionError(name)

    def whole_since(self) -> datetime | None:
        return self.moment


def test_the_newest_backup_is_measured_and_of_none_nothing_is_said(measured: Measured) -> None:
    now = measured.world.clock.now()
    for moment in (now - timedelta(hours=5), None):
        watch.each_hour(measured.world.services, Exported(moment))
    told = [line[2][Figure.EXPORT_AGE] for line in measured.lines if Figure.EXPORT_AGE in line[2]]
    assert told == [5 * 3600]


def test_where_nobody_reads_nothing_is_written() -> None:
    world = World()
    assert watch.each_hour(world.services) == 0
