"""SM-0: at most one active agreement per student, across all modes, and the invitations that wait for an answer.

1. The lock is one item per student, taken in the transaction that accepts (F06, trap 2).
2. A cool-down blocks accepting and initiating, not receiving (decision 5); it ends by itself.
3. The days of a cool-down are counted anew when a year's official calendar is imported.
4. A blank paper form that is out is named here; it blocks nothing and warns the reviewer (K03).
5. `OpenInvitations` is one item per student too, so that the cap (F05) and "one per employer" (F09) hold under races.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from functions.domain import deadlines
from functions.domain.calendars import Calendars
from functions.domain.errors import Refused
from functions.domain.plain import changed, filled_at_once


class LockState(StrEnum):
    """FREE, HELD by an agreement, or COOLDOWN until a moment."""

    FREE = "free"
    HELD = "held"
    COOLDOWN = "cooldown"


@dataclass(frozen=True, kw_only=True)
class Cooldown:
    """What a cool-down is counted from: the agreement that ended, when, and the number of working days (M16)."""

    agreement: str
    approved_at: datetime
    working_days: int


class Destination(StrEnum):
    """Where a student without an agreement goes (毕业去向); an agreement is itself one (SM-7)."""

    AWAITING = "awaiting_employment"


@filled_at_once
@dataclass(frozen=True, kw_only=True)
class SigningLock:
    """A student's lock; `terminations` counts those that used up the student's chance (decision 4).

    `destination` is None until an agreement has ended, and again while one holds the lock.
    """

    school: str
    student: str
    state: LockState = LockState.FREE
    agreement: str | None = None
    until: datetime | None = None
    is_until_provisional: bool = False
    cooldown: Cooldown | None = None
    terminations: int = 0
    destination: Destination | None = None
    blank_forms: tuple[str, ...] = ()
    wants_blank_form: bool = False
    version: int = 0

    def is_held(self) -> bool:
        """Tell whether an agreement holds the lock."""
        return self.state is LockState.HELD

    @property
    def is_in_cooldown(self) -> bool:
        """Whether the last termination brought a cool-down, over or not."""
        return self.state is LockState.COOLDOWN

    def is_cooling(self, now: datetime) -> bool:
        """Tell whether the cool-down still runs."""
        return self.state is LockState.COOLDOWN and self.until is not None and now < self.until


def refusal(lock: SigningLock, now: datetime) -> Refused | None:
    """Return why the lock cannot be taken now, None when it can."""
    if lock.is_held():
        return Refused("already_signed", rule="F06")
    if lock.is_cooling(now) and lock.until is not None:
        return Refused(
            "cooling_down_expected" if lock.is_until_provisional else "cooling_down",
            rule="M16",
            params={"until": lock.until.isoformat()},
        )
    return None


def take(lock: SigningLock, agreement: str, now: datetime) -> SigningLock:
    """Hold the lock for an agreement; raises Refused when it is not free."""
    if why := refusal(lock, now):
        raise why
    return changed(
        lock, state=LockState.HELD, agreement=agreement, until=None, is_until_provisional=False, cooldown=None,
        destination=None, version=lock.version + 1,
    )  # fmt: skip


def free(lock: SigningLock, agreement: str) -> SigningLock:
    """Free the lock that an agreement holds; raises Refused when another one holds it."""
    if not lock.is_held() or lock.agreement != agreement:
        raise Refused("lock_not_held", rule="SM-0")
    return changed(lock, state=LockState.FREE, agreement=None, version=lock.version + 1)


def ask_for_blank(lock: SigningLock) -> SigningLock:
    """Note that the student asks for a blank form (K02); raises Refused while the last request is open."""
    if lock.wants_blank_form:
        raise Refused("blank_form_asked_for", rule="K02")
    return changed(lock, wants_blank_form=True, version=lock.version + 1)


def hand_out(lock: SigningLock, mark: str) -> SigningLock:
    """Note that the student has a blank form; the state stays (K03)."""
    return changed(lock, blank_forms=(*lock.blank_forms, mark), wants_blank_form=False, version=lock.version + 1)


def take_back(lock: SigningLock, mark: str) -> SigningLock:
    """Note that a blank form came back."""
    kept = tuple(one for one in lock.blank_forms if one != mark)
    return changed(lock, blank_forms=kept, version=lock.version + 1)


def unlock(lock: SigningLock, agreement: str) -> SigningLock:
    """Free the lock of a student whose signed agreement ends; the destination becomes 待就业 (M18, SM-7)."""
    return changed(free(lock, agreement), destination=Destination.AWAITING)


def release(
    lock: SigningLock, agreement: str, *, until: datetime | None, is_provisional: bool = False, uses_chance: bool,
    cooldown: Cooldown | None = None,
) -> SigningLock:  # fmt: skip
    """Free the lock after a termination, cooling down to `until` where the policy has it (M15-M17)."""
    return changed(
        unlock(lock, agreement),
        state=LockState.COOLDOWN if until else LockState.FREE,
        until=until,
        is_until_provisional=is_provisional,
        cooldown=cooldown,
        terminations=lock.terminations + int(uses_chance),
    )


def recounted(lock: SigningLock, calendars: Calendars) -> SigningLock:
    """Return the lock with its cool-down counted by these calendars, itself when that changes nothing (M16)."""
    if lock.cooldown is None:
        return lock
    counted = deadlines.eligible_after(lock.cooldown.approved_at, lock.cooldown.working_days, calendars)
    if (counted.begins_at, counted.is_provisional) == (lock.until, lock.is_until_provisional):
        return lock
    return changed(
        lock, until=counted.begins_at, is_until_provisional=counted.is_provisional, version=lock.version + 1
    )  # fmt: skip


@filled_at_once
@dataclass(frozen=True, kw_only=True)
class OpenInvitation:
    """One unanswered invitation of a student; `employer` is who sent it, as `Invitation.inviter` names them."""

    invitation: str
    employer: str
    expires_at: datetime


@filled_at_once
@dataclass(frozen=True, kw_only=True)
class OpenInvitations:
    """A student's unanswered invitations; lapsed ones drop out when it is next written."""

    school: str
    student: str
    entries: tuple[OpenInvitation, ...] = ()
    version: int = 0

    def alive(self, now: datetime) -> tuple[OpenInvitation, ...]:
        """Return those that have not lapsed."""
        return tuple(entry for entry in self.entries if not deadlines.is_past(entry.expires_at, now))

    def has(self, employer: str, now: datetime) -> bool:
        """Tell whether this employer has one that has not lapsed (F09)."""
        return any(entry.employer == employer for entry in self.alive(now))

    def adding(self, entry: OpenInvitation, now: datetime) -> OpenInvitations:
        """Return it with one more entry."""
        return changed(self, entries=(*self.alive(now), entry), version=self.version + 1)

    def removing(self, invitation: str, now: datetime) -> OpenInvitations:
        """Return it without an invitation."""
        rest = tuple(entry for entry in self.alive(now) if entry.invitation != invitation)
        return changed(self, entries=rest, version=self.version + 1)
