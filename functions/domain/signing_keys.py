"""The life of a school's signing key (verification.md 5): made for a year, followed by the next, retired, compromised.

1. A key is for one school, one use and one year. It lapses a month after its year, when the next has taken over.
2. One key of a use is in force: the newest that may sign. Two overlap by a month at most, or one is to be replaced.
3. A key that follows another begins a day later, when the trust list that names it has reached the verifiers.
4. A key is retired only when another is in force. A compromised one stops at once, whatever follows, also for what was
   prepared for it.
5. No key is ever removed, and no state is taken back: verifiers would no longer know what was signed with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from functions.domain.deadlines import SHANGHAI, local_date
from functions.domain.errors import DomainError
from functions.domain.issuing import KeyState, KeyUse, SigningKey

OVERLAP = timedelta(days=31)
NOTICE = timedelta(days=1)


class Bar(StrEnum):
    """Why an operator's step is refused: it would lock verifiers out, or leave them with what cannot be true."""

    YEAR_IS_NOT_NOW = "year_is_not_now"
    TWO_IN_FORCE = "two_in_force"
    NO_SUCCESSOR = "no_successor"
    SUCCESSOR_UNANNOUNCED = "successor_unannounced"
    KEY_NOT_ACTIVE = "key_not_active"
    CUTOFF_IN_FUTURE = "cutoff_in_future"
    CUTOFF_BEFORE_KEY = "cutoff_before_key"
    CUTOFF_LATER = "cutoff_later"
    KEY_REMOVED = "key_removed"
    KEY_CHANGED = "key_changed"
    SCHOOL_REMOVED = "school_removed"
    HOST_REMOVED = "host_removed"
    VERSION_BACKWARDS = "version_backwards"
    TIME_BACKWARDS = "time_backwards"
    LIST_UNREADABLE = "list_unreadable"
    LIST_EXPIRED = "list_expired"
    LIST_FROM_FUTURE = "list_from_future"
    ROOT_REPLACED = "root_replaced"
    ROOT_UNCHANGED = "root_unchanged"
    ROOT_RETURNS = "root_returns"
    HANDOVER_UNREADABLE = "handover_unreadable"
    HANDOVER_TO_OTHER = "handover_to_other"
    ROTATION_REMOVED = "rotation_removed"
    NO_LIST = "no_list"
    PAGE_UNREADABLE = "page_unreadable"
    PAGE_PINS_ANOTHER = "page_pins_another"


class LockOut(DomainError):  # noqa: N818 - it names the fact (architecture.md 9)
    """An operator's step is refused: `bar` says why, `subject` which key, school or host it is about."""

    def __init__(self, bar: Bar, subject: str = "") -> None:
        super().__init__(f"{bar} {subject}".strip())
        self.bar, self.subject = bar, subject


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when a key may sign, both ends included."""

    begins: datetime
    ends: datetime


def in_force(keys: Iterable[SigningKey], use: KeyUse, now: datetime) -> SigningKey | None:
    """Return the key that signs now: the newest of its use that may."""
    able = (key for key in keys if key.use is use and key.may_sign(now))
    return max(able, key=lambda key: key.not_before, default=None)


def vouches(key: SigningKey, at: datetime) -> bool:
    """Whether verifiers believe a signature of this key that says `at` (verification.md 5).

    A retired key's holds for every time in its window, also where it is made later: what was fixed while the key was in
    force may still be signed with it. A compromised key's is confirmed for no time.
    """
    return key.state is not KeyState.COMPROMISED and key.not_before <= at <= key.not_after


def window(
    keys: Iterable[SigningKey], use: KeyUse, year: int, now: datetime, *, replaces: SigningKey | None = None
) -> Window:
    """Return the window of a key to be made for `year`, which is this or the next in Beijing; raises LockOut."""
    keys = [key for key in keys if key.use is use and key.state is KeyState.ACTIVE]
    if not 0 <= year - local_date(now).year <= 1:
        raise LockOut(Bar.YEAR_IS_NOT_NOW, str(year))
    follows = in_force(keys, use, now)
    begins = max(datetime(year, 1, 1, tzinfo=SHANGHAI), now if follows is None else now + NOTICE)
    made = Window(begins, datetime(year + 1, 1, 1, tzinfo=SHANGHAI) + OVERLAP)
    for key in keys:
        if key != replaces and min(key.not_after, made.ends) - max(key.not_before, begins) > OVERLAP:
            raise LockOut(Bar.TWO_IN_FORCE, key.kid)
    return made


def replaced(key: SigningKey, begins: datetime) -> SigningKey:
    """Return a key whose successor begins at `begins`: it lapses a month later; raises LockOut."""
    _require_active(key)
    return replace(key, not_after=min(key.not_after, begins + OVERLAP), version=key.version + 1)


def retired(key: SigningKey, keys: Iterable[SigningKey], now: datetime) -> SigningKey:
    """Return a key that signs no more from `now` on, another being in force; raises LockOut."""
    _require_active(key)
    others = [other for other in keys if other.kid != key.kid]
    if in_force(others, key.use, now) is None:
        raise LockOut(Bar.NO_SUCCESSOR, key.kid)
    ends = max(key.not_before, min(key.not_after, now))
    return replace(key, state=KeyState.RETIRED, not_after=ends, version=key.version + 1)


def compromised(key: SigningKey, cutoff: datetime, now: datetime) -> SigningKey:
    """Return a key with which somebody else may have signed from `cutoff` on; raises LockOut.

    A cutoff can be moved to an earlier time when more is known, never to a later one.
    """
    if cutoff > now:
        raise LockOut(Bar.CUTOFF_IN_FUTURE, key.kid)
    if cutoff < key.not_before:
        raise LockOut(Bar.CUTOFF_BEFORE_KEY, key.kid)
    if key.cutoff is not None and cutoff > key.cutoff:
        raise LockOut(Bar.CUTOFF_LATER, key.kid)
    return replace(key, state=KeyState.COMPROMISED, cutoff=cutoff, version=key.version + 1)


def _require_active(key: SigningKey) -> None:
    if key.state is not KeyState.ACTIVE:
        raise LockOut(Bar.KEY_NOT_ACTIVE, key.kid)
