"""Publishing status lists: what goes out is later than what is there, and a mark counts when a list carries it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from functions.adapters.dynamo.table import Write
from functions.domain.deadlines import local_date
from functions.domain.issuing import SigningKey, Status
from functions.jobs import publish_status
from functions.ports import Delete, OutOfOrder, Replace, Services, Store
from functions.usecases import statuses
from functions.usecases.turns import Turn
from tests import factories
from tests.factories import SCHOOL
from tests.world import MemorySigner, World
from verifier.attestation import cbor, cose, status_list

LIST = factories.status_list()
PATH = f"s/{LIST.id}.cwt"


class Interrupted:
    """A store before whose first look at the marks something else happens."""

    def __init__(self, store: Store, strike: Callable[[], object]) -> None:
        self._store, self._strikes = store, [strike]

    def __getattr__(self, name: str) -> Any:
        if name == "status_marks" and self._strikes:
            self._strikes.pop()()
        return getattr(self._store, name)


@pytest.fixture
def world() -> World:
    made = World()
    made.insert(LIST)
    return made


def mark(world: World, index: int) -> None:
    world.insert(factories.status_mark(index=index))


def publish(services: Services, world: World) -> int:
    return statuses.publish(services, world.signer, LIST.id).iat


def published(services: Services) -> status_list.StatusList:
    coded = services.site.read(PATH)
    assert coded
    message = cose.parse(*cbor.decode_tagged(coded), typ=status_list.TYP)
    return status_list.read_claims(message.signed.payload)


def carried(services: Services) -> tuple[int, set[int]]:
    """Return the time of the published list and the entries that it marks."""
    claims = published(services)
    packed = status_list.inflate(claims)
    return claims.issued_at, {index for index in range(100) if status_list.entry(packed, index)}


def waiting(world: World) -> list[int]:
    return sorted(mark.index for mark in world.services.store.unpublished_marks())


def test_a_mark_is_published_and_settled(world: World) -> None:
    mark(world, 5)
    assert statuses.publish_changes(world.services, world.signer) == (LIST.id,)
    assert (carried(world.services)[1], waiting(world)) == ({5}, [])


def test_each_list_is_later_than_the_one_before_even_in_one_second(world: World) -> None:
    times = [publish(world.services, world) for _ in range(3)]
    assert times == [times[0], times[0] + 1, times[0] + 2]
    assert carried(world.services)[0] == times[-1]


@pytest.mark.parametrize("content", [b"", b"hello"], ids=["nothing", "a word"])
def test_what_is_no_list_makes_way_for_one(world: World, content: bytes) -> None:
    world.site.publish(PATH, content, "text/plain")
    mark(world, 5)
    publish(world.services, world)
    assert carried(world.services)[1] == {5}


def test_who_looked_too_early_looks_again(world: World) -> None:
    """Between the look at the marks and the new time another list goes out, and a mark is made."""

    def overtake() -> None:
        publish(world.services, world)
        mark(world, 6)

    mark(world, 5)
    slow = replace(world.services, store=Interrupted(world.services.store, overtake))
    assert publish(slow, world) == carried(world.services)[0]
    assert (carried(world.services)[1], waiting(world)) == ({5, 6}, [])


class Interruptible(MemorySigner):
    """A signer during whose first signature something else happens."""

    strike: Callable[[], object] | None = None

    def sign(self, key: SigningKey, message: bytes) -> bytes:
        if (strike := self.strike) is not None:
            self.strike = None
            strike()
        return super().sign(key, message)


def test_who_is_overtaken_leaves_it_at_that(world: World, caplog: pytest.LogCaptureFixture) -> None:
    slow = Interruptible(world.signer.keys)

    def overtake() -> None:
        mark(world, 6)
        publish(world.services, world)

    slow.strike = overtake
    mark(world, 5)
    early = statuses.publish(world.services, slow, LIST.id).iat
    assert early < carried(world.services)[0]
    assert (carried(world.services)[1], waiting(world)) == ({5, 6}, [])
    assert caplog.records == []


ENDED = [Status.INVALID, Status.SUPERSEDED]


@pytest.mark.parametrize("after", [None, Status.SUSPENDED], ids=["valid", "suspended"])
@pytest.mark.parametrize("before", ENDED)
def test_what_has_ended_is_never_valid_again(
    world: World, before: Status, after: Status | None, caplog: pytest.LogCaptureFixture
) -> None:
    world.insert(factories.status_mark(index=5, value=before))
    publish(world.services, world)
    published = world.site.read(PATH)
    world.services.store.commit(*map(Delete, world.services.store.status_marks(LIST.id)))
    if after:
        world.insert(factories.status_mark(index=5, value=after))
    with caplog.at_level(logging.ERROR), pytest.raises(OutOfOrder):
        publish(world.services, world)
    assert len(caplog.records) == 1
    assert caplog.records[0].getMessage().startswith(f"ALARM list_rolled_back path={PATH} order=")
    assert world.site.read(PATH) == published


TODAY = local_date(factories.NOW)
SUPERSEDED = {"index": 5, "value": Status.SUPERSEDED}


def test_the_list_says_since_when_an_edition_has_been_superseded(world: World) -> None:
    world.insert(factories.status_mark(**SUPERSEDED, since=TODAY), factories.status_mark(index=6))
    world.insert(factories.status_mark(index=7, value=Status.SUPERSEDED))
    publish(world.services, world)
    assert published(world.services).since == {5: TODAY}
    publish(world.services, world)
    assert published(world.services).since == {5: TODAY}


def test_a_day_that_has_not_come_on_the_list_s_clock_is_left_for_a_later_list(world: World) -> None:
    world.insert(factories.status_mark(**SUPERSEDED, since=TODAY + timedelta(days=1)))
    publish(world.services, world)
    assert (carried(world.services)[1], published(world.services).since) == ({5}, {})
    world.clock.moment += timedelta(days=1)
    publish_status.refresh(world.services, world.signer)
    assert published(world.services).since == {5: TODAY + timedelta(days=1)}


@pytest.mark.parametrize("after", [None, TODAY - timedelta(days=1)], ids=["none", "another"])
def test_a_day_that_was_published_stays(world: World, after: date | None, caplog: pytest.LogCaptureFixture) -> None:
    world.insert(factories.status_mark(**SUPERSEDED, since=TODAY))
    publish(world.services, world)
    world.services.store.commit(*map(Delete, world.services.store.status_marks(LIST.id)))
    world.insert(factories.status_mark(**SUPERSEDED, since=after))
    with caplog.at_level(logging.ERROR), pytest.raises(OutOfOrder):
        publish(world.services, world)
    assert [record.getMessage().split()[:2] for record in caplog.records] == [["ALARM", "list_rolled_back"]]
    assert published(world.services).since == {5: TODAY}


GOES_ON: dict[str, tuple[Status, Status | None]] = {
    "a terminated one that is superseded": (Status.INVALID, Status.SUPERSEDED),
    "a suspended one that is valid again": (Status.SUSPENDED, None),
    "a suspended one that is terminated": (Status.SUSPENDED, Status.INVALID),
}


@pytest.mark.parametrize(("before", "after"), GOES_ON.values(), ids=GOES_ON)
def test_an_entry_goes_on(world: World, before: Status, after: Status | None) -> None:
    world.insert(factories.status_mark(index=5, value=before))
    publish(world.services, world)
    world.services.store.commit(*map(Delete, world.services.store.status_marks(LIST.id)))
    if after:
        world.insert(factories.status_mark(index=5, value=after))
    assert publish(world.services, world) == carried(world.services)[0]
    assert carried(world.services)[1] == ({5} if after else set())


def set_back(world: World) -> None:
    """Let the site have a list that is later than any this table knows of, as after a restored backup."""
    now, later = world.clock.moment, timedelta(days=1)
    world.clock.moment += later
    publish(world.services, world)
    world.clock.moment = now
    world.services.store.commit(*map(Delete, world.services.store.status_lists(SCHOOL)))
    world.insert(LIST)


def test_a_list_that_would_go_back_is_refused_with_an_alarm(world: World, caplog: pytest.LogCaptureFixture) -> None:
    set_back(world)
    published = world.site.read(PATH)
    with caplog.at_level(logging.ERROR), pytest.raises(OutOfOrder):
        publish(world.services, world)
    now = int(world.clock.now().timestamp())
    assert [record.getMessage() for record in caplog.records] == [
        f"ALARM list_rolled_back path={PATH} order={now} stored={now + 86400}"
    ]
    assert world.site.read(PATH) == published


@pytest.mark.parametrize("job", [publish_status.run, publish_status.refresh])
def test_a_list_that_would_go_back_holds_up_no_other(world: World, job: Callable[..., int]) -> None:
    set_back(world)
    other = factories.status_list(id=LIST.id + 1, ordinal=1)
    world.insert(other)
    mark(world, 5)
    world.insert(factories.status_mark(list_id=other.id, index=9, value=Status.SUSPENDED))
    assert job(world.services, world.signer) == 1
    assert f"s/{other.id}.cwt" in world.site.files
    assert waiting(world) == [5]


def test_a_list_that_nobody_opened_cannot_be_published(world: World) -> None:
    with pytest.raises(LookupError, match="no status list"):
        statuses.publish(world.services, world.signer, 99)


@pytest.mark.parametrize("count", [99, 100, 101, 250])
def test_a_burst_is_settled_a_hundred_at_a_time(world: World, count: int) -> None:
    for index in range(count):
        mark(world, index)
    transact, sizes = world.table.transact, list[int]()

    def counted(writes: Sequence[Write]) -> None:
        sizes.append(len(writes))
        transact(writes)

    world.table.transact = counted  # type: ignore[method-assign]
    publish(world.services, world)
    assert waiting(world) == []
    assert sizes == [1, *[100] * (count // 100), *([count % 100] if count % 100 else [])], "the list, then its marks"


def test_a_mark_that_changed_meanwhile_holds_up_no_other_of_its_hundred(world: World) -> None:
    slow = Interruptible(world.signer.keys)
    for index in range(3):
        mark(world, index)
    changed = factories.status_mark(index=1, value=Status.SUPERSEDED, version=2)
    slow.strike = lambda: world.services.store.commit(Replace(changed))
    statuses.publish(world.services, slow, LIST.id)
    assert waiting(world) == [1]


def test_a_list_is_refreshed_within_a_day_and_no_more_often(world: World) -> None:
    refreshed = []
    for _ in range(49):
        refreshed.append(publish_status.refresh(world.services, world.signer))
        world.clock.pass_(hours=1)
    assert [hour for hour, count in enumerate(refreshed) if count] == [0, 20, 40]


def test_a_school_without_a_key_keeps_no_other_from_being_refreshed(world: World) -> None:
    poor = factories.school(code="10001", name="无密钥大学")
    world.insert(poor, factories.status_list(id=LIST.id - 1, school=poor.code))
    with pytest.raises(ExceptionGroup, match="left for another turn"):
        publish_status.refresh(world.services, world.signer)
    assert published(world.services).issued_at == int(factories.NOW.timestamp())


def test_a_refresh_that_is_out_of_time_goes_on_at_the_next_call(world: World) -> None:
    world.insert(*(factories.status_list(id=LIST.id + place, ordinal=place) for place in range(1, 5)))
    counts = []
    for moments in (2, 2, 9):
        left = iter([True] * moments + [False] * 9)
        counts.append(publish_status.refresh(world.services, world.signer, Turn(has_time=lambda: next(left))))  # noqa: B023 - called at once
    assert counts == [2, 2, 1]


def test_a_list_that_went_away_meanwhile_is_not_brought_back() -> None:
    world = World()
    statuses._note_refreshed(world.services, LIST.id)
    assert world.services.store.find_status_list(LIST.id) is None
