"""Keys are there before they are needed and never begin unannounced; what is done with one is stored, or refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from functions.domain.errors import DomainError, NotFound
from functions.domain.issuing import KeyState, KeyUse, SigningKey
from functions.domain.signing_keys import NOTICE, LockOut
from functions.usecases import keys
from tests import factories
from tests.factories import SCHOOL
from tests.world import World

NEW_YEAR = datetime(2026, 12, 31, 16, tzinfo=UTC) - factories.NOW
LAPSE = NEW_YEAR + timedelta(days=31)
# How long after the first keys began, and how many more a call makes then.
AGES: dict[str, tuple[timedelta, int]] = {
    "at once": (timedelta(0), 0),
    "at the end of the year": (NEW_YEAR, 0),
    "in the new year": (NEW_YEAR + timedelta(seconds=1), 2),
    "after both have lapsed": (LAPSE + timedelta(days=1), 2),
}


def ensure(world: World) -> int:
    return len(keys.ensure(world.services, world.signer, SCHOOL))


def of_use(world: World, use: KeyUse) -> SigningKey:
    return keys.current(world.services, SCHOOL, use, world.clock.now())


@pytest.mark.parametrize(("age", "made"), AGES.values(), ids=AGES)
def test_keys_are_made_in_time(age: timedelta, made: int) -> None:
    world = World()
    world.clock.moment += age
    assert ensure(world) == made
    assert ensure(world) == 0


def test_a_school_has_one_key_for_each_use() -> None:
    assert {key.use for key in World().services.store.signing_keys(SCHOOL)} == set(KeyUse)


def test_a_year_lacks_its_keys_until_they_are_made() -> None:
    world = World()
    assert keys.lacking(world.services, factories.SCHOOL, 2026) == ()
    assert set(keys.lacking(world.services, factories.SCHOOL, 2027)) == set(KeyUse)
    keys.create(world.services, world.signer, factories.SCHOOL, KeyUse.STATUS, 2027)
    assert keys.lacking(world.services, factories.SCHOOL, 2027) == (KeyUse.AGREEMENT,)


def test_schools_are_gone_through_to_the_last() -> None:
    world = World()
    world.insert(*(factories.school(code=f"2{number:04}") for number in range(60)))
    assert len(list(keys.schools(world.services))) == 61


@pytest.mark.parametrize("use", KeyUse)
def test_a_following_key_signs_a_day_after_it_was_made_and_without_a_gap(use: KeyUse) -> None:
    world = World()
    now = of_use(world, use)
    world.clock.moment += NEW_YEAR + timedelta(hours=1)
    ensure(world)
    made_at = world.clock.now()
    for wait in (timedelta(0), NOTICE - timedelta(seconds=1)):
        assert keys.current(world.services, SCHOOL, use, made_at + wait) == now
    following = keys.current(world.services, SCHOOL, use, made_at + NOTICE)
    assert following != now
    assert following.not_before <= now.not_after


def test_a_key_after_a_gap_signs_at_once() -> None:
    world = World()
    world.clock.moment += LAPSE + timedelta(days=1)
    ensure(world)
    assert of_use(world, KeyUse.STATUS)


def test_without_a_key_nothing_is_signed() -> None:
    with pytest.raises(LookupError, match="no status key"):
        keys.current(World().services, "10999", KeyUse.STATUS, factories.NOW)


def replacing(world: World, use: KeyUse = KeyUse.STATUS) -> tuple[SigningKey, SigningKey]:
    """Make a key that replaces the one in force, and let it take over."""
    old = of_use(world, use)
    new = keys.create(world.services, world.signer, SCHOOL, use, 2026, replaces=old.kid)
    world.clock.moment = new.not_before
    return old, new


def test_a_key_is_replaced_and_then_retired() -> None:
    world = World()
    old, new = replacing(world)
    assert of_use(world, KeyUse.STATUS) == new
    gone = keys.retire(world.services, SCHOOL, old.kid)
    assert (gone.state, gone.not_after) == (KeyState.RETIRED, world.clock.now())
    assert gone in world.services.store.signing_keys(SCHOOL)


def test_a_stolen_key_signs_no_more_and_is_followed_at_once() -> None:
    world = World()
    stolen = of_use(world, KeyUse.AGREEMENT)
    keys.mark_compromised(world.services, SCHOOL, stolen.kid.upper(), factories.NOW)
    with pytest.raises(LookupError):
        of_use(world, KeyUse.AGREEMENT)
    assert ensure(world) == 1
    assert of_use(world, KeyUse.AGREEMENT).kid != stolen.kid


def of_nobody(world: World) -> None:
    keys.retire(world.services, SCHOOL, "00000000")


def of_another_school(world: World) -> None:
    world.insert(factories.school(code="10999"))
    keys.mark_compromised(world.services, "10999", of_use(world, KeyUse.STATUS).kid, factories.NOW)


def for_a_school_that_is_not_there(world: World) -> None:
    keys.create(world.services, world.signer, "10999", KeyUse.STATUS, 2026)


def twice_for_a_year(world: World) -> None:
    keys.create(world.services, world.signer, SCHOOL, KeyUse.STATUS, 2026)


def in_place_of_a_key_of_another_use(world: World) -> None:
    other = of_use(world, KeyUse.AGREEMENT)
    keys.create(world.services, world.signer, SCHOOL, KeyUse.STATUS, 2026, replaces=other.kid)


def without_successor(world: World) -> None:
    keys.retire(world.services, SCHOOL, of_use(world, KeyUse.STATUS).kid)


REFUSED: dict[str, tuple[type[DomainError], Callable[[World], None]]] = {
    "a key that nobody has": (NotFound, of_nobody),
    "a key of another school": (NotFound, of_another_school),
    "a key for no school": (NotFound, for_a_school_that_is_not_there),
    "a second key for a year": (LockOut, twice_for_a_year),
    "a key in the place of one of another use": (LockOut, in_place_of_a_key_of_another_use),
    "retiring the only one": (LockOut, without_successor),
}


@pytest.mark.parametrize(("error", "step"), REFUSED.values(), ids=REFUSED)
def test_a_step_is_refused_and_leaves_all_keys_as_they_were(
    error: type[DomainError], step: Callable[[World], None]
) -> None:
    world = World()
    before, made = world.services.store.signing_keys(SCHOOL), len(world.signer.keys)
    with pytest.raises(error):
        step(world)
    assert world.services.store.signing_keys(SCHOOL) == before
    assert len(world.signer.keys) == made
