"""Keys are there before they are needed and never begin unannounced; the trust list only ever grows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from functions.domain.issuing import KeyUse
from functions.usecases import keys, trust
from tests import factories
from tests.world import HOST, World
from verifier.attestation import Fault, TrustList, trust_reader

LIFE, OVERLAP, NOTICE = trust.KEY_LIFE, trust.OVERLAP, trust.NOTICE
# How long after the first keys began, and how many more a call makes then.
AGES: dict[str, tuple[timedelta, int]] = {
    "at once": (timedelta(0), 0),
    "a day before the last month": (LIFE - OVERLAP - timedelta(days=1), 0),
    "just inside the last month": (LIFE - OVERLAP + timedelta(seconds=1), 2),
    "after both have lapsed": (LIFE + timedelta(days=1), 2),
}


def ensure(world: World) -> int:
    return len(trust.ensure_keys(world.services, world.signer, factories.SCHOOL))


def published(world: World) -> TrustList:
    return trust_reader.read(world.publish_trust(), world.root.public_key().public_bytes_raw())


@pytest.mark.parametrize(("age", "made"), AGES.values(), ids=AGES)
def test_keys_are_made_in_time(age: timedelta, made: int) -> None:
    world = World()
    world.clock.moment += age
    assert ensure(world) == made
    assert ensure(world) == 0


def test_a_school_has_one_key_for_each_use() -> None:
    assert {key.use for key in World().services.store.signing_keys(factories.SCHOOL)} == set(KeyUse)


@pytest.mark.parametrize("use", KeyUse)
def test_a_following_key_signs_a_day_after_it_was_made_and_without_a_gap(use: KeyUse) -> None:
    world = World()
    now = keys.current(world.services, factories.SCHOOL, use, world.clock.now())
    world.clock.moment += LIFE - OVERLAP + timedelta(hours=1)
    ensure(world)
    made_at = world.clock.now()
    for wait in (timedelta(0), NOTICE - timedelta(seconds=1)):
        assert keys.current(world.services, factories.SCHOOL, use, made_at + wait) == now
    following = keys.current(world.services, factories.SCHOOL, use, made_at + NOTICE)
    assert following != now
    assert following.not_before <= now.not_after


def test_a_key_after_a_gap_signs_at_once() -> None:
    world = World()
    world.clock.moment += LIFE + timedelta(days=1)
    ensure(world)
    assert keys.current(world.services, factories.SCHOOL, KeyUse.STATUS, world.clock.now())


def test_the_first_list_names_school_host_lists_and_keys() -> None:
    first = published(World())
    assert (first.version, first.hosts, first.lists) == (1, (HOST,), (f"https://{HOST}/s/",))
    assert first.schools == {int(factories.SCHOOL): factories.school().name}
    assert sorted(key.use.value for key in first.keys) == ["agreement", "status"]


CHANGES: dict[str, tuple[timedelta, bool, int]] = {
    "nothing new, the same day": (timedelta(0), False, 1),
    "nothing new, within a month": (timedelta(days=29), False, 1),
    "nothing new, after a month": (timedelta(days=30), False, 2),
    "a new school": (timedelta(0), True, 2),
}


@pytest.mark.parametrize(("age", "is_new", "version"), CHANGES.values(), ids=CHANGES)
def test_the_version_grows_with_what_is_said(age: timedelta, version: int, *, is_new: bool) -> None:
    world = World()
    world.publish_trust()
    world.clock.moment += age
    if is_new:
        world.insert(factories.school(code="10999", name="新大学"))
    assert published(world).version == version


def test_the_list_is_published_as_it_is_returned() -> None:
    world = World()
    assert world.publish_trust() == world.site.read("t/trust.cwt")


def test_every_school_of_a_long_list_is_in_it() -> None:
    world = World()
    world.insert(*(factories.school(code=f"2{number:04}", name=f"{number}号大学") for number in range(60)))
    assert len(published(world).schools) == 61


def test_another_root_cannot_go_on_with_the_list() -> None:
    world = World()
    world.publish_trust()
    world.root = Ed25519PrivateKey.generate()
    with pytest.raises(Fault):
        world.publish_trust()
