"""Many publishers at once: time never goes back, what counts as published is in the list, and no operator is lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from unittest import mock

import boto3
import pytest
from moto.s3.responses import S3Response

from functions.adapters.dynamo.table import DynamoTable
from functions.adapters.site import S3Site
from functions.domain.errors import Conflict
from functions.ports import OutOfOrder, Site
from functions.usecases import statuses, trust
from functions.usecases.trust import Root
from tests import factories
from tests.integration.test_races import race
from tests.unit.usecases.test_statuses import LIST, PATH, carried
from tests.world import MemorySite, World
from verifier.attestation import trust_reader

THREADS = 8
_ONE_AT_A_TIME = threading.Lock()


def _serially(answer):
    def one(self, *asked):
        with _ONE_AT_A_TIME:
            return answer(self, *asked)

    return one


@pytest.fixture
def bucket(emptied: dict[str, str]) -> Iterator[S3Site]:
    """Give the stack's bucket, empty. S3 looks and writes at once; moto does not, and is let do one thing at a time."""
    s3 = boto3.client("s3")
    with mock.patch.object(S3Response, "_key_response", _serially(S3Response._key_response)):
        yield S3Site(lambda: s3, emptied["Site"])


@pytest.fixture(params=["double", "moto"])
def site(request) -> Site:
    return MemorySite() if request.param == "double" else request.getfixturevalue("bucket")


@pytest.fixture(params=["double", "moto"])
def world(request) -> World:
    if request.param == "double":
        return World()
    made = World(table=DynamoTable(request.getfixturevalue("dynamo"), sleep=lambda _: None))
    made.services = replace(made.services, site=request.getfixturevalue("bucket"))
    return made


def test_of_many_lists_the_latest_stays_and_no_reader_sees_time_go_back(site):
    orders = list(range(1, THREADS + 1))
    Random(7).shuffle(orders)
    seen: list[int] = []
    is_over = threading.Event()

    def watch() -> None:
        while not is_over.is_set():
            seen.append(int(site.read("s/7.cwt") or 0))

    def publish(order: int) -> int:
        try:
            site.publish("s/7.cwt", str(order).encode(), "text/plain", order=order)
        except OutOfOrder as refusal:
            return refusal.stored
        return 0

    watcher = threading.Thread(target=watch)
    watcher.start()
    overtaken_by = race(*(lambda order=order: publish(order) for order in orders))
    is_over.set()
    watcher.join()
    assert site.read("s/7.cwt") == str(THREADS).encode()
    assert all(other == 0 or other > order for order, other in zip(orders, overtaken_by, strict=True))
    assert seen == sorted(seen)


def test_what_counts_as_published_is_in_the_list(world, caplog):
    world.insert(LIST)

    def end(index: int) -> object:
        world.insert(factories.status_mark(index=index))
        return statuses.publish_changes(world.services, world.signer)

    race(*(lambda index=index: end(index) for index in range(THREADS)))
    settled = {mark.index for mark in world.services.store.status_marks(LIST.id) if mark.is_published}
    assert settled <= carried(world.services)[1]
    statuses.publish_changes(world.services, world.signer)
    iat, entries = carried(world.services)
    assert entries == set(range(THREADS))
    assert iat == world.services.store.find_status_list(LIST.id).iat
    assert world.services.store.unpublished_marks() == ()
    assert [record for record in caplog.records if "ALARM" in record.getMessage()] == []
    assert world.services.site.read(PATH)


def test_of_many_operators_each_finds_what_he_wanted_in_the_list(world, caplog):
    root = Root(world.root.public_key().public_bytes_raw(), world.root.sign)

    def open_school(code: int) -> object:
        world.insert(factories.school(code=str(code)))
        return trust_reader.read(trust.publish(world.services, root), root.public)

    codes = range(20001, 20001 + THREADS)
    results = race(*(lambda code=code: open_school(code) for code in codes))
    assert not [result for result in results if isinstance(result, Conflict)]
    for code, result in zip(codes, results, strict=True):
        assert code in result.schools
    final = trust_reader.read(world.services.site.read(trust.PATH), root.public)
    assert set(final.schools) == {int(factories.SCHOOL), *codes}
    assert final.version <= THREADS
    assert caplog.records == []
