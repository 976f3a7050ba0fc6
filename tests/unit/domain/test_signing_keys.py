"""A key's life: made for a year, followed, retired, compromised; each step that would lock verifiers out is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from functions.domain.issuing import KeyState, KeyUse, SigningKey
from functions.domain.signing_keys import (
    NOTICE,
    OVERLAP,
    Bar,
    LockOut,
    Window,
    compromised,
    in_force,
    replaced,
    retired,
    vouches,
    window,
)
from tests.factories import NOW, signing_key

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
NEW_YEAR = datetime(2026, 12, 31, 16, tzinfo=UTC)  # in Beijing
LAPSE = NEW_YEAR + OVERLAP
OURS = signing_key(not_after=LAPSE)
NEXT = signing_key(kid="b", not_before=NOW - DAY)
USE = KeyUse.AGREEMENT

WINDOWS: dict[str, tuple[tuple[SigningKey, ...], int, datetime, Window]] = {
    "the first key begins at once": ((), 2026, NOW, Window(NOW, LAPSE)),
    "one after a gap begins at once": ((signing_key(not_after=NOW - SECOND),), 2026, NOW, Window(NOW, LAPSE)),
    "the key of another use says nothing": (
        (signing_key(use=KeyUse.STATUS, not_after=LAPSE),), 2026, NOW, Window(NOW, LAPSE),
    ),
    "next year's begins with the year": ((OURS,), 2027, NOW, Window(NEW_YEAR, LAPSE + 365 * DAY)),
    "this year's, made late, begins a day later": (
        (OURS,), 2027, NEW_YEAR + DAY, Window(NEW_YEAR + DAY + NOTICE, LAPSE + 365 * DAY),
    ),
    "a compromised key is followed at once": (
        (signing_key(state=KeyState.COMPROMISED, not_after=LAPSE),), 2026, NOW, Window(NOW, LAPSE),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("keys", "year", "now", "made"), WINDOWS.values(), ids=WINDOWS)
def test_a_window(keys: tuple[SigningKey, ...], year: int, now: datetime, made: Window) -> None:
    assert window(keys, USE, year, now) == made


def test_a_key_that_replaces_one_begins_a_day_later_and_that_one_lapses_a_month_after() -> None:
    made = window((OURS,), USE, 2026, NOW, replaces=OURS)
    assert made == Window(NOW + NOTICE, LAPSE)
    assert replaced(OURS, made.begins).not_after == NOW + NOTICE + OVERLAP


def test_a_key_that_is_replaced_lapses_no_later_than_it_would() -> None:
    assert replaced(signing_key(not_after=NOW + DAY), NOW).not_after == NOW + DAY


def test_the_newest_that_may_sign_is_in_force() -> None:
    later = signing_key(kid="c", not_before=NOW + DAY)
    stolen = signing_key(kid="d", not_before=NOW, state=KeyState.COMPROMISED)
    other = signing_key(kid="e", not_before=NOW, use=KeyUse.STATUS)
    assert in_force((OURS, NEXT, later, stolen, other), USE, NOW) == NEXT
    assert in_force((later, stolen, other), USE, NOW) is None


def test_a_retired_key_lapses_now() -> None:
    key = retired(OURS, (OURS, NEXT), NOW)
    assert (key.state, key.not_after, key.version) == (KeyState.RETIRED, NOW, 2)
    assert not key.may_sign(NOW)


def test_a_key_that_has_lapsed_or_not_begun_keeps_a_window_that_is_one() -> None:
    lapsed, future = signing_key(not_after=NOW - DAY), signing_key(not_before=NOW + DAY)
    assert [retired(key, (key, NEXT), NOW).not_after for key in (lapsed, future)] == [NOW - DAY, NOW + DAY]


@pytest.mark.parametrize("key", [OURS, retired(OURS, (NEXT,), NOW)], ids=["active", "retired"])
def test_a_compromised_key_keeps_its_window_and_gets_a_cutoff(key: SigningKey) -> None:
    stolen = compromised(key, NOW - DAY, NOW)
    assert (stolen.state, stolen.cutoff, stolen.not_after) == (KeyState.COMPROMISED, NOW - DAY, key.not_after)


def test_a_cutoff_moves_to_an_earlier_time() -> None:
    assert compromised(compromised(OURS, NOW - DAY, NOW), NOW - 2 * DAY, NOW).cutoff == NOW - 2 * DAY


STOLEN = compromised(OURS, NOW - 2 * DAY, NOW)
RETIRED = retired(OURS, (NEXT,), NOW)
VOUCHES: dict[str, tuple[SigningKey, datetime, bool]] = {
    "as long as it signs": (OURS, NOW, True),
    "for its first moment": (OURS, OURS.not_before, True),
    "for its last moment": (OURS, LAPSE, True),
    "not before": (OURS, OURS.not_before - SECOND, False),
    "not later": (OURS, LAPSE + SECOND, False),
    "for what it might have signed before it was retired": (RETIRED, NOW, True),
    "not once it was retired": (RETIRED, NOW + SECOND, False),
    "for nothing once it is stolen, also before the cutoff": (STOLEN, NOW - 3 * DAY, False),
}


@pytest.mark.parametrize(("key", "at", "is_believed"), VOUCHES.values(), ids=VOUCHES)
def test_a_key_vouches(key: SigningKey, at: datetime, is_believed: bool) -> None:
    assert vouches(key, at) is is_believed


REFUSED: dict[str, tuple[Bar, Callable[[], object]]] = {
    "a key for last year": (Bar.YEAR_IS_NOT_NOW, lambda: window((), USE, 2025, NOW)),
    "a key for the year after next": (Bar.YEAR_IS_NOT_NOW, lambda: window((), USE, 2028, NOW)),
    "a second key for this year": (Bar.TWO_IN_FORCE, lambda: window((OURS,), USE, 2026, NOW)),
    "a second key for next year": (
        Bar.TWO_IN_FORCE,
        lambda: window((OURS, signing_key(kid="b", not_before=NEW_YEAR, not_after=LAPSE + 365 * DAY)), USE, 2027, NOW),
    ),
    "a key while one lasts a second too long": (
        Bar.TWO_IN_FORCE,
        lambda: window((signing_key(not_after=LAPSE + SECOND),), USE, 2027, NOW),
    ),
    "a third key beside the one that is replaced": (
        Bar.TWO_IN_FORCE,
        lambda: window((OURS, NEXT), USE, 2026, NOW, replaces=OURS),
    ),
    "replacing a retired key": (Bar.KEY_NOT_ACTIVE, lambda: replaced(RETIRED, NOW)),
    "retiring the only key": (Bar.NO_SUCCESSOR, lambda: retired(OURS, (OURS,), NOW)),
    "retiring while the successor has not begun": (
        Bar.NO_SUCCESSOR,
        lambda: retired(OURS, (OURS, signing_key(kid="b", not_before=NOW + SECOND)), NOW),
    ),
    "retiring while the successor is of another use": (
        Bar.NO_SUCCESSOR,
        lambda: retired(OURS, (OURS, signing_key(kid="b", use=KeyUse.STATUS)), NOW),
    ),
    "retiring while the successor is stolen": (
        Bar.NO_SUCCESSOR,
        lambda: retired(OURS, (OURS, signing_key(kid="b", state=KeyState.COMPROMISED)), NOW),
    ),
    "retiring twice": (Bar.KEY_NOT_ACTIVE, lambda: retired(RETIRED, (RETIRED, NEXT), NOW)),
    "retiring a stolen key": (Bar.KEY_NOT_ACTIVE, lambda: retired(STOLEN, (STOLEN, NEXT), NOW)),
    "a cutoff in the future": (Bar.CUTOFF_IN_FUTURE, lambda: compromised(OURS, NOW + SECOND, NOW)),
    "a cutoff before the key": (
        Bar.CUTOFF_BEFORE_KEY,
        lambda: compromised(OURS, OURS.not_before - SECOND, NOW),
    ),
    "a cutoff moved to a later time": (Bar.CUTOFF_LATER, lambda: compromised(STOLEN, NOW - DAY, NOW)),
}


@pytest.mark.parametrize(("bar", "step"), REFUSED.values(), ids=REFUSED)
def test_a_step_is_refused(bar: Bar, step: Callable[[], object]) -> None:
    with pytest.raises(LockOut) as refusal:
        step()
    assert refusal.value.bar is bar
