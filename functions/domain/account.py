"""Accounts, sessions and the lock-out that slows a guesser down.

1. A login name is unique; the answer to a wrong name and a wrong password is the same.
2. Five failures begin a delay that doubles with each further one, up to a day; a success clears it.
3. A session is an opaque random token, stored as its hash, with an idle and an absolute limit; a new epoch ends all.
4. An invitation to open an account works once and lapses.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from functions.domain.actors import STAFF, Actor, Role
from functions.domain.employer import Employer
from functions.domain.errors import Refused
from functions.domain.plain import filled_at_once

FREE_FAILURES = 5
FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(days=1)
IDLE_LIMIT = timedelta(minutes=30)
ABSOLUTE_LIMIT = timedelta(hours=12)
# A session's last use is written at most this often: a write for each request would double its cost.
TOUCH_INTERVAL = timedelta(minutes=5)
INVITATION_LIFE = timedelta(days=7)
MIN_PASSWORD = 10
MAX_PASSWORD = 128


@filled_at_once
@dataclass(frozen=True, kw_only=True)
class Account:
    """One person's account; `login` is an e-mail address in lower case, or `school/number` for a student.

    `wechat` is the openid that the person bound, `identity` the keyed mark (hex) of the outside account that opens it
    (A04), each "" without one.
    """

    id: str
    login: str
    role: Role
    name: str
    password_hash: str
    school: str | None = None
    college: str | None = None
    party: str | None = None
    email: str = ""
    wechat: str = ""
    identity: str = ""
    language: str = "zh-CN"
    epoch: int = 0
    is_active: bool = True
    created_at: datetime
    version: int = 1

    def as_actor(self) -> Actor:
        """Return who acts."""
        return Actor(
            account=self.id, role=self.role, name=self.name, school=self.school, college=self.college, party=self.party
        )

    @property
    def is_staff(self) -> bool:
        """Whether the account is a school's."""
        return self.role in STAFF


@dataclass(frozen=True, kw_only=True)
class Attempts:
    """Failed log-ins for one login name, whether an account of that name exists or not."""

    login_mark: str
    failures: int = 0
    blocked_until: datetime | None = None
    version: int = 0


@filled_at_once
@dataclass(frozen=True, kw_only=True)
class Session:
    """A log-in; `token_hash` is the SHA-256 (hex) of the cookie, `csrf` the token that writes must carry."""

    token_hash: str
    account: str
    epoch: int
    csrf: str
    created_at: datetime
    seen_at: datetime
    actor: Actor
    language: str = "zh-CN"
    version: int = 1

    def is_alive(self, now: datetime) -> bool:
        """Tell whether neither limit has passed."""
        return now - self.seen_at <= IDLE_LIMIT and now <= self.ends_at

    @property
    def ends_at(self) -> datetime:
        """When the session ends, however much it is used."""
        return self.created_at + ABSOLUTE_LIMIT


@dataclass(frozen=True, kw_only=True)
class AccountInvitation:
    """A one-time invitation by e-mail to open a staff or employer account.

    `unit` is the employer that is registered when its first account is opened (C01).
    """

    token_hash: str
    email: str
    role: Role
    name: str
    school: str | None = None
    college: str | None = None
    party: str | None = None
    unit: Employer | None = None
    invited_by: str = ""
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    version: int = 1

    def is_open(self, now: datetime) -> bool:
        """Tell whether it can still be used."""
        return self.used_at is None and now <= self.expires_at


def blocked(attempts: Attempts, now: datetime) -> Refused | None:
    """Return the refusal while the delay runs."""
    if attempts.blocked_until and now < attempts.blocked_until:
        seconds = int((attempts.blocked_until - now).total_seconds()) + 1
        return Refused("too_many_attempts", params={"seconds": seconds})
    return None


def failed(attempts: Attempts, now: datetime) -> Attempts:
    """Count a failure; from the fifth on, each doubles the delay."""
    failures = attempts.failures + 1
    excess = failures - FREE_FAILURES
    delay = min(FIRST_DELAY * 2 ** min(excess, 20), LONGEST_DELAY) if excess >= 0 else None
    return replace(
        attempts, failures=failures, blocked_until=now + delay if delay else None, version=attempts.version + 1
    )


def check_password(password: str, *, field: str = "password") -> str:
    """Return a password that is long enough; raises Refused. Length is the rule that matters (NIST SP 800-63B)."""
    if len(password) < MIN_PASSWORD:
        raise Refused("password_too_short", field=field, params={"min": MIN_PASSWORD})
    if len(password) > MAX_PASSWORD:
        raise Refused("password_too_long", field=field, params={"max": MAX_PASSWORD})
    if len(set(password)) <= 2:  # noqa: PLR2004 - one or two characters repeated is no password
        raise Refused("password_too_simple", field=field)
    return password


def open_invitation(invitation: AccountInvitation, now: datetime) -> AccountInvitation:
    """Use an invitation up; raises Refused when it was used or has lapsed."""
    if invitation.used_at is not None:
        raise Refused("invitation_used")
    if now > invitation.expires_at:
        raise Refused("invitation_lapsed")
    return replace(invitation, used_at=now, version=invitation.version + 1)


def opens_again(invitation: AccountInvitation, account: Account) -> bool:
    """Tell whether an invitation gives an account of its address a new password.

    It does in the same school or employer: for the post that the account has, or any when it was put away.
    """
    is_same_place = (invitation.school, invitation.party) == (account.school, account.party)
    is_same_post = (invitation.role, invitation.college) == (account.role, account.college)
    return is_same_place and (is_same_post or not account.is_active)
