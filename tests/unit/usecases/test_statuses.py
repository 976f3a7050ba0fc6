"""Publishing status lists: what goes out is later than what is there, and a mark counts when a list carries it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from functions.domain.issuing import Status
from functions.ports import OutOfOrder, Services, Store
from functions.usecases import statuses
from tests import factories
from tests.factories import SCHOOL
from tests.world import World
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


def carried(services: Services) -> tuple[int, set[int]]:
    """Return the time of the published list and the entries that it marks."""
    coded = services.site.read(PATH)
    assert coded
    message = cose.parse(*cbor.decode_tagged(coded), typ=status_list.TYP)
    claims = status_list.read_claims(message.signed.payload)
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


def test_what_only_an_overtaken_list_carries_is_left_to_the_next_run(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    def overtake() -> None:
        publish(world.services, world)
        mark(world, 6)

    mark(world, 5)
    slow = replace(world.services, store=Interrupted(world.services.store, overtake))
    assert publish(slow, world) < carried(world.services)[0]
    assert (carried(world.services)[1], waiting(world)) == ({5}, [6])
    assert statuses.publish_changes(world.services, world.signer) == (LIST.id,)
    assert (carried(world.services)[1], waiting(world)) == ({5, 6}, [])
    assert caplog.records == []


def set_back(world: World) -> None:
    """Let the site have a list that is later than any this table knows of, as after a restored backup."""
    world.site.publish(PATH, b"later", status_list.TYP, order=2**40)


def test_a_list_that_would_go_back_is_refused_with_an_alarm(world: World, caplog: pytest.LogCaptureFixture) -> None:
    set_back(world)
    with caplog.at_level(logging.ERROR), pytest.raises(OutOfOrder):
        publish(world.services, world)
    now = int(world.clock.now().timestamp())
    assert [record.getMessage() for record in caplog.records] == [
        f"ALARM list_rolled_back path={PATH} order={now} stored={2**40}"
    ]
    assert world.site.read(PATH) == b"later"


@pytest.mark.parametrize("job", [statuses.publish_changes, lambda *given: statuses.refresh(*given, SCHOOL)])
def test_a_list_that_would_go_back_holds_up_no_other(world: World, job: Callable[..., tuple[int, ...]]) -> None:
    set_back(world)
    other = factories.status_list(id=LIST.id + 1, ordinal=1)
    world.insert(other)
    mark(world, 5)
    world.insert(factories.status_mark(list_id=other.id, index=9, value=Status.SUSPENDED))
    assert job(world.services, world.signer) == (other.id,)
    assert waiting(world) == [5]


def test_a_list_that_nobody_opened_cannot_be_published(world: World) -> None:
    with pytest.raises(LookupError, match="no status list"):
        statuses.publish(world.services, world.signer, 99)
