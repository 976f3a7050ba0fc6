"""SM-0: one active agreement per student, a cool-down that ends by itself, and the cap on open invitations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from functions.domain import signing_lock
from functions.domain.calendars import BUNDLED, Calendars, YearCalendar
from functions.domain.errors import Refused
from functions.domain.signing_lock import Cooldown, LockState, OpenInvitation, OpenInvitations, SigningLock
from tests.factories import NOW, SCHOOL, STUDENT
from tests.unit.domain.cells import refusal

FREE = SigningLock(school=SCHOOL, student=STUDENT)
HELD = signing_lock.take(FREE, "first", NOW)
UNTIL = datetime.fromisoformat("2026-03-27T00:00:00+08:00")
COOLING = signing_lock.release(HELD, "first", until=UNTIL, is_provisional=True, uses_chance=True)

TAKEN: dict[str, tuple[SigningLock, datetime, Refused | None]] = {
    "free": (FREE, NOW, None),
    "held": (HELD, NOW, Refused("already_signed", rule="F06")),
    "held for long": (HELD, NOW + timedelta(days=9999), Refused("already_signed", rule="F06")),
    "cooling down": (
        COOLING, NOW, Refused("cooling_down_expected", rule="M16", params={"until": "2026-03-27T00:00:00+08:00"}),
    ),
    "a second before the end of the cool-down": (
        COOLING, UNTIL - timedelta(seconds=1),
        Refused("cooling_down_expected", rule="M16", params={"until": "2026-03-27T00:00:00+08:00"}),
    ),
    "the cool-down is over": (COOLING, UNTIL, None),
    "a cool-down without an end does not run": (
        SigningLock(school=SCHOOL, student=STUDENT, state=LockState.COOLDOWN), NOW, None,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("lock", "now", "why"), TAKEN.values(), ids=TAKEN)
def test_take(lock: SigningLock, now: datetime, why: Refused | None) -> None:
    assert signing_lock.refusal(lock, now) == why
    if why:
        assert refusal(lambda: signing_lock.take(lock, "second", now)) == why
    else:
        taken = signing_lock.take(lock, "second", now)
        assert (taken.state, taken.agreement, taken.version) == (LockState.HELD, "second", lock.version + 1)
        assert (taken.until, taken.is_until_provisional) == (None, False)
        assert taken.terminations == lock.terminations


NOT_HELD = {"by another agreement": (HELD, "second"), "at all": (FREE, "first"), "any more": (COOLING, "first")}


@pytest.mark.parametrize(("lock", "agreement"), NOT_HELD.values(), ids=NOT_HELD)
def test_nothing_is_freed_that_is_not_held(lock: SigningLock, agreement: str) -> None:
    why = Refused("lock_not_held", rule="SM-0")
    assert refusal(lambda: signing_lock.free(lock, agreement)) == why
    assert refusal(lambda: signing_lock.release(lock, agreement, until=None, uses_chance=False)) == why


def test_freeing_leaves_nothing_behind() -> None:
    freed = signing_lock.free(HELD, "first")
    assert (freed.state, freed.agreement, freed.until, freed.version) == (LockState.FREE, None, None, 2)


@pytest.mark.parametrize("uses_chance", [True, False])
def test_a_termination_frees_at_once_or_cools_down(uses_chance: bool) -> None:
    at_once = signing_lock.release(HELD, "first", until=None, uses_chance=uses_chance)
    later = signing_lock.release(HELD, "first", until=UNTIL, uses_chance=uses_chance)
    assert (at_once.state, at_once.until, at_once.agreement) == (LockState.FREE, None, None)
    assert (later.state, later.until, later.is_until_provisional) == (LockState.COOLDOWN, UNTIL, False)
    assert at_once.terminations == later.terminations == int(uses_chance)
    assert at_once.version == later.version == HELD.version + 1


COUNTED = replace(
    signing_lock.release(HELD, "first", until=UNTIL, is_provisional=True, uses_chance=True),
    cooldown=Cooldown(agreement="first", approved_at=datetime.fromisoformat("2026-12-11T16:00+08:00"), working_days=15),
)


def test_an_official_calendar_moves_a_cool_down_or_confirms_it() -> None:
    held = replace(COUNTED, until=datetime.fromisoformat("2027-01-05T00:00+08:00"))
    assert signing_lock.recounted(held, BUNDLED) is held
    year = YearCalendar(is_provisional=False, holidays=frozenset({date(2027, 1, 1)}), make_up_workdays=frozenset())
    confirmed = signing_lock.recounted(held, Calendars({2027: year}))
    assert (confirmed.until, confirmed.is_until_provisional, confirmed.version) == (held.until, False, held.version + 1)
    longer = replace(year, holidays=frozenset({date(2027, 1, 1), date(2027, 1, 4)}))
    moved = signing_lock.recounted(confirmed, Calendars({2027: longer}))
    assert moved.until == datetime.fromisoformat("2027-01-06T00:00+08:00")
    assert signing_lock.take(moved, "second", moved.until).cooldown is None
    without = signing_lock.release(HELD, "first", until=UNTIL, uses_chance=True)
    assert signing_lock.recounted(without, Calendars({2027: longer})) is without


OPEN = OpenInvitations(school=SCHOOL, student=STUDENT)
LAPSED = OpenInvitation(invitation="i1", employer="e1", expires_at=NOW - timedelta(seconds=2))
ALIVE = OpenInvitation(invitation="i2", employer="e2", expires_at=NOW)


def test_open_invitations_forget_the_lapsed_when_they_are_written() -> None:
    one = OpenInvitations(school=SCHOOL, student=STUDENT, entries=(LAPSED,), version=4)
    two = one.adding(ALIVE, NOW)
    assert (two.entries, two.version) == ((ALIVE,), 5)
    assert (two.has("e1", NOW), two.has("e2", NOW)) == (False, True)
    assert (two.removing("i2", NOW).entries, two.removing("unknown", NOW).entries) == ((), (ALIVE,))
    assert two.removing("i2", NOW).version == 6
    assert two.alive(NOW + timedelta(seconds=1)) == ()
