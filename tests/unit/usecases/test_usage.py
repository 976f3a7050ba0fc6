"""Uses are counted for who is served, in few writes, and nobody waits or fails for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

import pytest

from functions.adapters.dynamo.shapes import Key
from functions.adapters.dynamo.store import DynamoStore
from functions.domain.actors import Role
from functions.domain.usage import SHARED, Use, Uses, bill, month_of, prices
from functions.ports import Units
from functions.usecases.usage import LOT, PATIENCE, SchoolUsage
from functions.web.app import create_app
from infra.capacity import model
from tests import steps
from tests.factories import NOW, SCHOOL
from tests.fakes import MemoryTable
from tests.metering import Cost, MeteredTable
from tests.world import StandingClock, World

MONTH = month_of(NOW)
OTHER = "10999"


class Meter:
    """What the table took, as a test says."""

    def __init__(self) -> None:
        self.units = Units()

    def take(self) -> Units:
        taken, self.units = self.units, Units()
        return taken


class CountingTable(MemoryTable):
    """Says how often uses were written; a broken one takes none."""

    def __init__(self) -> None:
        super().__init__()
        self.writes, self.is_broken = 0, False

    def tally(self, key: Key, numbers: Mapping[str, float]) -> None:
        if self.is_broken:
            raise OSError("the table is down")
        self.writes += 1
        super().tally(key, numbers)


class Counted:
    """One process that counts, and what it has written."""

    def __init__(self) -> None:
        self.table, self.clock, self.meter = CountingTable(), StandingClock(), Meter()
        self.usage = SchoolUsage(DynamoStore(self.table), self.clock, self.meter, 0)

    def serve(self, school: str | None, requests: int = 1) -> None:
        for _ in range(requests):
            self.usage.begin()
            self.meter.units = Units(1.5, 2)
            self.usage.end(school, Use.REQUESTS)

    def written(self, school: str) -> Uses:
        return DynamoStore(self.table).uses(school, MONTH)


@pytest.fixture
def counted() -> Counted:
    return Counted()


def test_a_lot_of_requests_is_one_write(counted: Counted) -> None:
    counted.serve(SCHOOL, LOT)
    assert counted.table.writes == 0
    counted.serve(SCHOOL)
    assert counted.written(SCHOOL) == {Use.REQUESTS: LOT, Use.READS: 1.5 * LOT, Use.WRITES: 2 * LOT}
    counted.serve(SCHOOL, 9 * LOT)
    assert counted.table.writes == 10


def test_lots_of_two_kinds_are_one_write(counted: Counted) -> None:
    counted.usage.begin()
    for use in (Use.REQUESTS, Use.JOBS):
        counted.usage.count(SCHOOL, use, LOT)
    counted.serve(OTHER, 3)
    assert (counted.table.writes, counted.written(SCHOOL)) == (1, {Use.REQUESTS: LOT, Use.JOBS: LOT})


def test_what_is_few_is_written_when_it_is_old(counted: Counted) -> None:
    counted.serve(SCHOOL)
    counted.serve(OTHER)
    counted.clock.pass_(seconds=PATIENCE.total_seconds() - 1)
    counted.serve(None)
    assert counted.table.writes == 0
    counted.clock.pass_(seconds=1)
    counted.serve(None)
    assert (counted.table.writes, counted.written(SCHOOL)[Use.REQUESTS]) == (1, 1)
    counted.serve(None)
    assert (counted.table.writes, counted.written(OTHER)[Use.REQUESTS]) == (2, 1)


def test_what_a_school_has_not_caused_is_shared(counted: Counted) -> None:
    counted.serve(None, LOT + 1)
    assert counted.written(SHARED)[Use.REQUESTS] == LOT


def test_a_month_is_that_of_the_first_use(counted: Counted) -> None:
    counted.serve(SCHOOL)
    counted.clock.pass_(days=31)
    counted.usage.settle()
    assert counted.written(SCHOOL)[Use.REQUESTS] == 1


def test_what_cannot_be_written_fails_nobody_and_is_written_later(counted: Counted) -> None:
    counted.table.is_broken = True
    counted.serve(SCHOOL, 3 * LOT)
    assert counted.written(SCHOOL) == {}
    counted.table.is_broken = False
    counted.clock.pass_(seconds=PATIENCE.total_seconds())
    assert counted.usage.settle()
    assert counted.written(SCHOOL)[Use.REQUESTS] == 3 * LOT
    assert not counted.usage.settle()


def test_work_within_work_is_charged_to_its_own_school(counted: Counted) -> None:
    usage = counted.usage
    usage.begin()
    counted.meter.units = Units(1)
    with usage.work(SCHOOL):
        counted.meter.units = Units(2)
        with usage.work(OTHER):
            counted.meter.units = Units(4)
        counted.meter.units = Units(8)
    counted.meter.units = Units(16)
    usage.end(None, Use.JOBS)
    counted.clock.pass_(hours=1)
    while usage.settle():
        pass
    assert {one: counted.written(one)[Use.READS] for one in (SCHOOL, OTHER, SHARED)} == {
        SCHOOL: 10,
        OTHER: 4,
        SHARED: 17,
    }
    assert counted.written(SCHOOL)[Use.JOBS] == 1


def test_a_job_that_fails_is_charged_too(counted: Counted) -> None:
    counted.usage.begin()
    with pytest.raises(OSError, match="fire"), counted.usage.work(SCHOOL):
        raise OSError("the printer is on fire")
    counted.clock.pass_(hours=1)
    counted.usage.settle()
    assert counted.written(SCHOOL) == {Use.JOBS: 1}


class Charging:
    """What a metered table has charged since it was asked last."""

    def __init__(self, cost: Cost) -> None:
        self._cost, self._taken = cost, Units()

    def take(self) -> Units:
        now, before = Units(self._cost.read_units, self._cost.write_units), self._taken
        self._taken = now
        return Units(now.reads - before.reads, now.writes - before.writes)


@contextmanager
def metered() -> Iterator[tuple[World, Cost]]:
    """A whole service whose table says what it charges, and which counts from its first agreement on."""
    table = MeteredTable()
    world = World(table=table)
    with table.measured() as cost:
        usage = SchoolUsage(world.services.store, world.clock, Charging(cost), 512)
        world.services = replace(world.services, usage=usage)
        world.app = create_app(world.services)
        usage.begin()
        yield world, cost


def settled(world: World, school: str) -> Uses:
    usage = world.services.usage
    assert usage is not None
    world.clock.pass_(seconds=PATIENCE.total_seconds())
    while usage.settle():
        pass
    return world.services.store.uses(school, MONTH)


def test_a_schools_agreement_is_counted_and_takes_no_more_than_the_model_of_capacity_says() -> None:
    with metered() as (world, _):
        found = steps.signed(world)
        world.run_jobs()
        found = world.services.store.agreement(found.id)
        office = world.client(Role.SCHOOL)
        assert office.post(f"/api/agreements/{found.id}/prints", {"copy": 1}, version=found.version).status_code < 300
        world.run_jobs()
        uses = settled(world, SCHOOL)
    papers = sum(len(content) for key, content in world.blobs.objects.items() if key.startswith("documents/"))
    assert {use: uses[use] for use in (Use.SIGNED, Use.PRINTS, Use.REQUESTS, Use.MAILS, Use.DOCUMENT_BYTES)} == {
        Use.SIGNED: 1, Use.PRINTS: 1, Use.REQUESTS: 1, Use.MAILS: len(world.mailer.sent), Use.DOCUMENT_BYTES: papers,
    }  # fmt: skip
    # Its own, and that of the status list that was opened for it.
    assert uses[Use.SIGNATURES] == 2
    assumed = model.uses(1)
    assert 0 < uses[Use.WRITES] < assumed[Use.WRITES]
    assert 0 < uses[Use.READS] < assumed[Use.READS]
    listed = prices(model.prices(), "cn-north-1")
    assert 0 < sum(bill(uses, listed).values()) < sum(bill(assumed, listed).values())


def test_what_was_charged_is_somebodys() -> None:
    with metered() as (world, cost):
        steps.signed(world)
        world.run_jobs()
        usage = world.services.usage
        assert usage is not None
        usage.end(None, Use.JOBS)
        before = cost.write_units
        parts = [settled(world, one)[Use.WRITES] for one in (SCHOOL, SHARED)]
    assert sum(parts) == before
