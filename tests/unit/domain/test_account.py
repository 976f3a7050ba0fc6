"""Lock-out, sessions, passwords and invitations to open an account: what the clock and the counts decide."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from functions.domain import account
from functions.domain.account import Attempts
from functions.domain.actors import Actor, Role
from functions.domain.errors import Refused
from tests import factories as some
from tests.factories import NOW, SCHOOL, STUDENT
from tests.unit.domain.cells import refusal

SECOND = timedelta(seconds=1)
# The delay in seconds after so many failures.
DELAYS = {
    1: None, 4: None, 5: 30, 6: 60, 7: 120, 8: 240, 15: 30_720, 16: 61_440, 17: 86_400, 40: 86_400, 5000: 86_400,
}  # fmt: skip


@pytest.mark.parametrize(("failures", "seconds"), DELAYS.items(), ids=map(str, DELAYS))
def test_the_delay_doubles_up_to_a_day(failures: int, seconds: int | None) -> None:
    failed = account.failed(Attempts(login_mark="m", failures=failures - 1, version=3), NOW)
    assert (failed.failures, failed.version) == (failures, 4)
    if seconds is None:
        assert failed.blocked_until is None
        assert account.blocked(failed, NOW) is None
    else:
        assert failed.blocked_until == NOW + timedelta(seconds=seconds)
        assert account.blocked(failed, NOW) == Refused("too_many_attempts", params={"seconds": seconds + 1})


def test_a_delay_ends_at_its_second() -> None:
    failed = account.failed(Attempts(login_mark="m", failures=4), NOW)
    last = NOW + timedelta(seconds=30)
    assert account.blocked(failed, last) is None
    assert account.blocked(failed, last - SECOND) == Refused("too_many_attempts", params={"seconds": 2})
    assert account.blocked(Attempts(login_mark="m"), NOW) is None


ALIVE = {
    "just used": (timedelta(), timedelta(), True),
    "idle for half an hour": (timedelta(minutes=30), timedelta(minutes=30), True),
    "idle for a second more": (timedelta(minutes=30), timedelta(minutes=30) + SECOND, False),
    "used for twelve hours": (timedelta(hours=12), timedelta(), True),
    "used for a second more": (timedelta(hours=12) + SECOND, timedelta(), False),
}


@pytest.mark.parametrize(("age", "idle", "is_alive"), ALIVE.values(), ids=ALIVE)
def test_a_session_has_two_limits(age: timedelta, idle: timedelta, is_alive: bool) -> None:
    assert some.session(created_at=NOW - age, seen_at=NOW - idle).is_alive(NOW) is is_alive


PASSWORDS = {
    "as short as allowed": ("abcdefghij", None),
    "as long as allowed": ("ab c" * 32, None),
    "a sentence in Chinese": ("我的猫今天吃了两条鱼", None),
    "three characters": ("abcabcabca", None),
    "too short": ("abcdefghi", Refused("password_too_short", field="new", params={"min": 10})),
    "nothing": ("", Refused("password_too_short", field="new", params={"min": 10})),
    "too long": ("abc" * 43, Refused("password_too_long", field="new", params={"max": 128})),
    "one character": ("a" * 12, Refused("password_too_simple", field="new")),
    "two characters": ("ab" * 6, Refused("password_too_simple", field="new")),
}


@pytest.mark.parametrize(("password", "why"), PASSWORDS.values(), ids=PASSWORDS)
def test_passwords(password: str, why: Refused | None) -> None:
    if why:
        assert refusal(lambda: account.check_password(password, field="new")) == why
    else:
        assert account.check_password(password) == password


def test_an_invitation_to_open_an_account_works_once_and_in_time() -> None:
    invited = some.account_invitation()
    opened = account.open_invitation(invited, invited.expires_at)
    assert (opened.used_at, opened.version) == (invited.expires_at, 2)
    assert refusal(lambda: account.open_invitation(opened, NOW)) == Refused("invitation_used")
    late = invited.expires_at + SECOND
    assert refusal(lambda: account.open_invitation(invited, late)) == Refused("invitation_lapsed")


HERE: dict[str, Any] = {"role": Role.COLLEGE, "school": SCHOOL, "college": "203", "party": None}
OPENS_AGAIN: dict[str, tuple[dict[str, Any], bool]] = {
    "the same post": ({}, True),
    "the same post, put away": ({"is_active": False}, True),
    "another role": ({"role": Role.ADMIN, "college": None}, False),
    "another role, put away": ({"role": Role.ADMIN, "college": None, "is_active": False}, True),
    "another college": ({"college": "204"}, False),
    "another school": ({"school": "10999"}, False),
    "another school, put away": ({"school": "10999", "is_active": False}, False),
    "an employer's": ({"role": Role.EMPLOYER, "school": None, "college": None, "party": "e1"}, False),
    "the operator's": ({"role": Role.OPERATOR, "school": None, "college": None}, False),
}


@pytest.mark.parametrize(("fields", "does"), OPENS_AGAIN.values(), ids=OPENS_AGAIN)
def test_an_invitation_opens_an_account_again(fields: dict[str, Any], does: bool) -> None:
    invited, found = some.account_invitation(**HERE), some.account(**(HERE | fields))
    assert account.opens_again(invited, found) is does


def test_an_account_acts_within_its_binding() -> None:
    assert some.account().as_actor() == Actor(
        account="a2", role=Role.STUDENT, name="欧阳思远", school=SCHOOL, party=STUDENT
    )
