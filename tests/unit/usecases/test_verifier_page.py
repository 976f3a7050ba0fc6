"""`/v` on the site goes with the trust list: never back, never to a root to which the pinned one does not lead."""

from __future__ import annotations

import pytest

from functions.domain.signing_keys import Bar, LockOut
from functions.usecases import trust, verifier_page
from tests.unit.cli.conftest import page
from tests.world import World
from verifier.attestation import trust_reader


def stored(world: World, root: bytes | None = None) -> bytes:
    """Put a page on the site that pins the world's root, or another."""
    content = page((root or own(world)).hex())
    world.site.publish("v", content, "text/html")
    return content


def own(world: World) -> bytes:
    return world.root.public_key().public_bytes_raw()


def test_a_slower_publisher_leaves_the_page_of_the_later_list() -> None:
    world = World()
    stored(world)
    early = verifier_page.following(world.services, world.publish_trust())
    later = trust.publish(world.services, trust.Root(own(world), world.root.sign), version=7)
    assert early
    verifier_page.publish(world.services, early._replace(stored=b""))
    assert later.hex() in world.site.files["v"].decode()
    assert world.site.orders["v"] == trust_reader.read(later, own(world)).version == 7


def test_a_page_that_says_the_same_is_not_published_again() -> None:
    world = World()
    stored(world)
    coded = world.publish_trust()
    put = verifier_page.following(world.services, coded)
    assert put
    assert not put.is_due
    world.site.orders.clear()
    verifier_page.publish(world.services, put)
    assert "v" not in world.site.orders


PAGES: dict[str, tuple[bytes, Bar]] = {
    "another root": (page("11" * 32), Bar.PAGE_PINS_ANOTHER),
    "half a root": (page("11" * 16), Bar.PAGE_PINS_ANOTHER),
    "no hexadecimal root": (page("核验"), Bar.PAGE_UNREADABLE),
    "no root": (b"<html></html>", Bar.PAGE_UNREADABLE),
    "no text": (b"\xff\xfe", Bar.PAGE_UNREADABLE),
    "nothing": (b"", Bar.PAGE_UNREADABLE),
}


@pytest.mark.parametrize(("content", "bar"), PAGES.values(), ids=PAGES)
def test_no_list_is_published_beside_a_page_that_cannot_carry_it(content: bytes, bar: Bar) -> None:
    world = World()
    coded = world.publish_trust()
    world.site.publish("v", content, "text/html")
    before = dict(world.site.files)
    root = trust.Root(own(world), world.root.sign)
    for attempt in (
        lambda: trust.publish(world.services, root, version=7),
        lambda: trust.put(world.services, coded, own(world)),
        lambda: trust.renew_page(world.services),
    ):
        with pytest.raises(LockOut) as refusal:
            attempt()
        assert refusal.value.bar is bar
    assert world.site.files == before


def test_a_page_without_its_other_elements_is_refused() -> None:
    world = World()
    coded = world.publish_trust()
    world.site.publish("v", f'<meta name="root" content="{own(world).hex()}">'.encode(), "text/html")
    with pytest.raises(LockOut) as refusal:
        verifier_page.following(world.services, coded)
    assert refusal.value.bar is Bar.PAGE_UNREADABLE
