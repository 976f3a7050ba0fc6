"""The trust list only ever grows, keeps what verifiers refer to, and is handed from one root to the next."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from functions.domain.errors import Conflict
from functions.domain.issuing import KeyUse
from functions.domain.signing_keys import Bar, LockOut
from functions.ports import Delete, OutOfOrder
from functions.usecases import carrying, keys, trust
from functions.usecases.trust import Root
from tests import factories
from tests.world import HOST, MemorySite, World
from verifier.attestation import KeyState, TrustList, trust_reader


def some_root() -> Root:
    private = Ed25519PrivateKey.generate()
    return Root(private.public_key().public_bytes_raw(), private.sign)


def own(world: World) -> Root:
    return Root(world.root.public_key().public_bytes_raw(), world.root.sign)


def published(world: World) -> TrustList:
    return trust_reader.read(world.publish_trust(), own(world).public)


def barred(call: Callable[[], object]) -> Bar:
    with pytest.raises(LockOut) as refusal:
        call()
    return refusal.value.bar


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


def test_a_state_and_a_cutoff_are_said() -> None:
    world = World()
    world.publish_trust()
    world.clock.pass_(days=2)
    (stolen,) = (key for key in world.services.store.signing_keys(factories.SCHOOL) if key.use is KeyUse.STATUS)
    keys.mark_compromised(world.services, factories.SCHOOL, stolen.kid, factories.NOW + timedelta(days=1))
    (said,) = (key for key in published(world).keys if key.kid.hex() == stolen.kid)
    assert (said.state, said.cutoff) == (KeyState.COMPROMISED, int(factories.NOW.timestamp()) + 86400)


def test_papers_of_an_earlier_host_stay_ours() -> None:
    world = World()
    world.publish_trust()
    world.services = replace(world.services, host="new.example")
    moved = published(world)
    assert (moved.hosts, moved.lists) == (("new.example", HOST), ("https://new.example/s/", f"https://{HOST}/s/"))


def test_a_version_can_skip_numbers() -> None:
    world = World()
    world.publish_trust()
    skipped = trust.publish(world.services, own(world), version=9)
    assert trust_reader.read(skipped, own(world).public).version == 9


def test_every_page_reads_a_list_three_roots_later() -> None:
    world = World()
    world.publish_trust()
    roots = [own(world), some_root(), some_root(), some_root()]
    for old, new in pairwise(roots):
        trust.rotate(world.services, old, new)
    world.clock.pass_(days=31)
    latest = trust.publish(world.services, roots[-1])
    assert [trust_reader.read(latest, root.public).version for root in roots] == [5] * 4


def rotated(world: World) -> tuple[Root, Root]:
    world.publish_trust()
    old, new = own(world), some_root()
    trust.rotate(world.services, old, new)
    return old, new


def never_published(world: World) -> None:
    trust.rotate(world.services, own(world), some_root())


def by_a_stranger(world: World) -> None:
    world.publish_trust()
    trust.publish(world.services, some_root())


def by_the_root_before(world: World) -> None:
    old, _ = rotated(world)
    trust.publish(world.services, old)


def to_itself(world: World) -> None:
    world.publish_trust()
    trust.rotate(world.services, own(world), own(world))


def back_to_an_earlier_one(world: World) -> None:
    old, new = rotated(world)
    trust.rotate(world.services, new, old)


def with_a_signer_that_fails(world: World) -> None:
    trust.publish(world.services, Root(own(world).public, lambda _: bytes(64)))


def with_a_new_root_that_does_not_sign(world: World) -> None:
    world.publish_trust()
    trust.rotate(world.services, own(world), Root(some_root().public, lambda _: bytes(64)))


def with_a_version_held_already(world: World) -> None:
    world.publish_trust()
    trust.publish(world.services, own(world), version=1)


def with_a_clock_that_is_behind(world: World) -> None:
    world.publish_trust()
    world.clock.pass_(seconds=-1)
    world.publish_trust()


def without_a_key_that_was_published(world: World) -> None:
    world.publish_trust()
    world.services.store.commit(*map(Delete, world.services.store.signing_keys(factories.SCHOOL)))
    world.publish_trust()


LOCKED_OUT: dict[str, tuple[Bar, Callable[[World], None]]] = {
    "a rotation before any list": (Bar.NO_LIST, never_published),
    "a root that never signed": (Bar.LIST_UNREADABLE, by_a_stranger),
    "a root that was replaced": (Bar.ROOT_REPLACED, by_the_root_before),
    "a rotation to the same root": (Bar.ROOT_UNCHANGED, to_itself),
    "a rotation to a root of before": (Bar.ROOT_RETURNS, back_to_an_earlier_one),
    "a signature that does not hold": (Bar.LIST_UNREADABLE, with_a_signer_that_fails),
    "a handover that does not hold": (Bar.LIST_UNREADABLE, with_a_new_root_that_does_not_sign),
    "a version that is held already": (Bar.VERSION_BACKWARDS, with_a_version_held_already),
    "a clock that is behind": (Bar.TIME_BACKWARDS, with_a_clock_that_is_behind),
    "a key that is gone": (Bar.KEY_REMOVED, without_a_key_that_was_published),
}


@pytest.mark.parametrize(("bar", "attempt"), LOCKED_OUT.values(), ids=LOCKED_OUT)
def test_what_would_lock_verifiers_out_is_refused_and_nothing_is_published(
    bar: Bar, attempt: Callable[[World], None]
) -> None:
    world = World()
    before: list[bytes | None] = []

    class Watched(MemorySite):
        def publish(self, path: str, content: bytes, media_type: str, *, order: int | None = None) -> None:
            super().publish(path, content, media_type, order=order)
            before[:] = [content]

    world.services = replace(world.services, site=Watched())
    assert barred(lambda: attempt(world)) is bar
    assert world.services.site.read("t/trust.cwt") == (before[0] if before else None)


class Overtaking(MemorySite):
    """Somebody else publishes a version just before ours, once."""

    other: Callable[[], object] | None = None

    def publish(self, path: str, content: bytes, media_type: str, *, order: int | None = None) -> None:
        if (other := self.other) is not None:
            self.other = None
            other()
        super().publish(path, content, media_type, order=order)


def test_who_is_overtaken_with_the_same_list_finds_it_in_force() -> None:
    world = World()
    site = Overtaking()
    world.services = replace(world.services, site=site)
    site.other = world.publish_trust
    assert published(world).version == 1


def test_who_is_overtaken_with_another_list_goes_on_from_it() -> None:
    world = World()
    site = Overtaking()
    world.services = replace(world.services, site=site)

    def other() -> None:
        world.publish_trust()
        world.insert(factories.school(code="10999"))

    site.other = other
    assert published(world).version == 2


def test_a_rotation_that_is_overtaken_follows_the_newer_list() -> None:
    world = World()
    site = Overtaking()
    world.services = replace(world.services, site=site)
    world.publish_trust()
    world.insert(factories.school(code="10999"))
    site.other = world.publish_trust
    rotated_list = trust.rotate(world.services, own(world), some_root())
    assert trust_reader.read(rotated_list, own(world).public).version == 3


class Ahead(MemorySite):
    """A site whose file was put back to an earlier one."""

    def publish(self, path: str, content: bytes, media_type: str, *, order: int | None = None) -> None:
        raise OutOfOrder(path, 99)


def carried(world: World) -> bytes:
    """Publish a list that was carried to its root."""
    root = own(world)
    following = trust.step(world.services, root.public).following
    signed, _ = carrying.sign(carrying.unsigned(following, root.public), root)
    return carrying.publish(world.services, signed, root.public)


@pytest.mark.parametrize("publish", [World.publish_trust, carried], ids=["in one place", "carried"])
def test_a_list_that_would_go_back_is_an_alarm(
    publish: Callable[[World], bytes], caplog: pytest.LogCaptureFixture
) -> None:
    world = World()
    world.services = replace(world.services, site=Ahead())
    with caplog.at_level(logging.ERROR), pytest.raises(Conflict):
        publish(world)
    assert [record.getMessage() for record in caplog.records] == ["ALARM list_rolled_back path=t/trust.cwt"]
