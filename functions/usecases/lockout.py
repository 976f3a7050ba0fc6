"""What the next trust list must keep, so that no verifier is locked out (verification.md 5).

1. The version and the time only grow.
2. A key of the list in force may have signed: it stays, for the same school and use, and its window never loses a time
   before that list. Its state only goes on (active, retired, compromised), its cutoff only back.
3. Schools, hosts, prefixes of lists and rotations that papers or pages refer to stay.
4. A school has one key in force for each use: two that overlap by more than a month are an operator's mistake.
"""

from __future__ import annotations

from itertools import combinations

from functions.domain.signing_keys import OVERLAP, Bar, LockOut
from verifier.attestation import Key, KeyState, TrustList

_STATES = list(KeyState)
_FOREVER = 2**53


def refuse(held: TrustList | None, following: TrustList) -> None:
    """Raise LockOut where `following` must not come after `held`, the list in force."""
    _one_in_force(following)
    if held is None:
        return
    if following.version <= held.version:
        raise LockOut(Bar.VERSION_BACKWARDS, str(following.version))
    if following.issued_at < held.issued_at:
        raise LockOut(Bar.TIME_BACKWARDS)
    for key in held.keys:
        _keeps(key, held, following)
    for code in held.schools.keys() - following.schools.keys():
        raise LockOut(Bar.SCHOOL_REMOVED, str(code))
    for place in {*held.hosts, *held.lists} - {*following.hosts, *following.lists}:
        raise LockOut(Bar.HOST_REMOVED, place)
    if following.rotations[: len(held.rotations)] != held.rotations:
        raise LockOut(Bar.ROTATION_REMOVED)


def _one_in_force(following: TrustList) -> None:
    active = (key for key in following.keys if key.state is KeyState.ACTIVE)
    for one, other in combinations(active, 2):
        if (one.school, one.use) == (other.school, other.use) and _overlap(one, other) > OVERLAP.total_seconds():
            raise LockOut(Bar.TWO_IN_FORCE, f"{one.kid.hex()} {other.kid.hex()}")


def _overlap(one: Key, other: Key) -> int:
    return min(_end(one), _end(other)) - max(one.not_before, other.not_before)


def _end(key: Key) -> int:
    return _FOREVER if key.not_after is None else key.not_after


def _keeps(key: Key, held: TrustList, following: TrustList) -> None:
    kept = following.by_kid.get(key.kid)
    if kept is None:
        raise LockOut(Bar.KEY_REMOVED, key.kid.hex())
    is_same = (kept.x, kept.use, kept.school, kept.not_before) == (key.x, key.use, key.school, key.not_before)
    is_cut = _end(kept) < min(_end(key), held.issued_at)
    is_taken_back = _STATES.index(kept.state) < _STATES.index(key.state) or _cutoff(kept) > _cutoff(key)
    if not is_same or is_cut or is_taken_back:
        raise LockOut(Bar.KEY_CHANGED, key.kid.hex())


def _cutoff(key: Key) -> int:
    return _FOREVER if key.cutoff is None else key.cutoff


def require_successor(held: TrustList | None, following: TrustList, kid: bytes) -> None:
    """Raise LockOut unless the list in force names another key that signs now in the place of the retired `kid`."""
    gone, now = following.by_kid[kid], following.issued_at
    for key in held.keys if held else ():
        is_active = key.state is KeyState.ACTIVE and key.not_before <= now <= _end(key)
        if is_active and (key.use, key.school) == (gone.use, gone.school) and key.kid != kid:
            return
    raise LockOut(Bar.SUCCESSOR_UNANNOUNCED, kid.hex())
