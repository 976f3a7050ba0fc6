"""A trust list that follows another keeps what papers and pages refer to; whatever it loses is refused by name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from functions.domain.signing_keys import Bar, LockOut
from functions.usecases import lockout
from verifier.attestation import Key, KeyState, Rotation, TrustList, Use

DAY = 86400
NOW = 1_780_000_000
KEY = Key(b"a" * 32, Use.AGREEMENT, 10123, NOW - DAY, NOW + 30 * DAY)
OPEN = Key(b"b" * 32, Use.STATUS, 10123, NOW - DAY)
LOST = replace(OPEN, state=KeyState.COMPROMISED, cutoff=NOW)
HANDED = Rotation(b"o" * 32, b"n" * 32, bytes(64), bytes(64))
HELD = TrustList(4, NOW, (KEY, OPEN), {10123: "皖江示例大学"}, ("a.example",), ("https://a.example/s/",), (HANDED,))
NEXT = replace(HELD, version=5, issued_at=NOW + DAY)


def keyed(key: Key = KEY, **fields: object) -> TrustList:
    """Return a list whose key is another in some fields."""
    return replace(NEXT, keys=(replace(key, **fields), *(one for one in NEXT.keys if one != key)))


FOLLOWS = {
    "the same": NEXT,
    "a list at the same second": replace(NEXT, issued_at=NOW),
    "one key more": replace(NEXT, keys=(*NEXT.keys, Key(b"c" * 32, Use.AGREEMENT, 10123, NOW + DAY, NOW + 400 * DAY))),
    "the same key for another school": replace(
        NEXT, keys=(*NEXT.keys, Key(b"c" * 32, Use.STATUS, 10999, NOW)), schools={**HELD.schools, 10999: "新大学"}
    ),
    "a key retired now": keyed(state=KeyState.RETIRED, not_after=NOW + DAY),
    "a key retired before this list and after that one": keyed(state=KeyState.RETIRED, not_after=NOW),
    "a key compromised": keyed(state=KeyState.COMPROMISED, cutoff=NOW),
    "a key without end that lapses in future": keyed(OPEN, not_after=NOW + 2 * DAY),
    "a key that lasts longer": keyed(not_after=NOW + 60 * DAY),
    "a school with a new name": replace(NEXT, schools={10123: "新名大学"}),
    "another host beside": replace(NEXT, hosts=("b.example", "a.example")),
    "another rotation": replace(NEXT, rotations=(HANDED, replace(HANDED, old=HANDED.new, new=b"m" * 32))),
}
REFUSED = {
    "the version that is held": (Bar.VERSION_BACKWARDS, replace(NEXT, version=4)),
    "an older version": (Bar.VERSION_BACKWARDS, replace(NEXT, version=3)),
    "an earlier time": (Bar.TIME_BACKWARDS, replace(NEXT, issued_at=NOW - 1)),
    "a key less": (Bar.KEY_REMOVED, replace(NEXT, keys=(OPEN,))),
    "no keys": (Bar.KEY_REMOVED, replace(NEXT, keys=())),
    "a key for another use": (Bar.KEY_CHANGED, keyed(use=Use.STATUS, not_after=NOW)),
    "a key of another school": (Bar.KEY_CHANGED, keyed(school=10999)),
    "a key that began later": (Bar.KEY_CHANGED, keyed(not_before=NOW)),
    "a key that ended while it may have signed": (Bar.KEY_CHANGED, keyed(not_after=NOW - 1)),
    "a key without end that ended while it may have signed": (Bar.KEY_CHANGED, keyed(OPEN, not_after=NOW - 1)),
    "no school": (Bar.SCHOOL_REMOVED, replace(NEXT, schools={})),
    "another host instead": (Bar.HOST_REMOVED, replace(NEXT, hosts=("b.example",))),
    "no prefix of lists": (Bar.HOST_REMOVED, replace(NEXT, lists=())),
    "no rotation any more": (Bar.ROTATION_REMOVED, replace(NEXT, rotations=())),
    "another rotation instead": (Bar.ROTATION_REMOVED, replace(NEXT, rotations=(replace(HANDED, new=b"m" * 32),))),
    "two keys of a use": (
        Bar.TWO_IN_FORCE,
        replace(NEXT, keys=(*NEXT.keys, Key(b"c" * 32, Use.STATUS, 10123, NOW, NOW + 32 * DAY))),
    ),
}


@pytest.mark.parametrize("following", FOLLOWS.values(), ids=FOLLOWS)
def test_a_list_may_follow(following: TrustList) -> None:
    lockout.refuse(HELD, following)


@pytest.mark.parametrize(("bar", "following"), REFUSED.values(), ids=REFUSED)
def test_a_list_may_not_follow(bar: Bar, following: TrustList) -> None:
    with pytest.raises(LockOut) as refusal:
        lockout.refuse(HELD, following)
    assert refusal.value.bar is bar


@pytest.mark.parametrize("state", [KeyState.ACTIVE, KeyState.RETIRED])
def test_a_compromised_key_stays_compromised(state: KeyState) -> None:
    held = replace(HELD, keys=(KEY, LOST))
    with pytest.raises(LockOut, match="key_changed"):
        lockout.refuse(held, replace(NEXT, keys=(KEY, replace(LOST, state=state))))


def test_a_cutoff_never_moves_to_a_later_time() -> None:
    held = replace(HELD, keys=(KEY, LOST))
    lockout.refuse(held, replace(NEXT, keys=(KEY, replace(LOST, cutoff=NOW - 1))))
    with pytest.raises(LockOut, match="key_changed"):
        lockout.refuse(held, replace(NEXT, keys=(KEY, replace(LOST, cutoff=NOW + 1))))


def test_the_first_list_follows_none() -> None:
    lockout.refuse(None, NEXT)


def test_the_first_list_has_one_key_of_a_use() -> None:
    with pytest.raises(LockOut, match="two_in_force"):
        lockout.refuse(None, replace(NEXT, keys=(OPEN, Key(b"c" * 32, Use.STATUS, 10123, NOW))))
