"""The golden vectors of rules.md 1.6; traps 1, 13 and 25."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from functions.domain.deadlines import (
    SHANGHAI,
    eligible_after,
    end_of,
    expires_at,
    is_past,
    local,
    local_date,
    start_of,
)

EXPIRIES = {
    "the last second of a local day": ("2026-02-15T15:59:59+00:00", "2026-03-01T23:59:59+08:00"),
    "one second later is another local day": ("2026-02-15T16:00:00+00:00", "2026-03-02T23:59:59+08:00"),
    "into a leap day": ("2028-02-15T04:00:00+00:00", "2028-02-29T23:59:59+08:00"),
    "over the turn of the year": ("2026-12-24T16:30:00+00:00", "2027-01-08T23:59:59+08:00"),
    "sent with a foreign offset": ("2026-02-15T10:59:59-05:00", "2026-03-01T23:59:59+08:00"),
}


@pytest.mark.parametrize(("sent", "expiry"), EXPIRIES.values(), ids=EXPIRIES.keys())
def test_expires_at(sent: str, expiry: str) -> None:
    assert expires_at(datetime.fromisoformat(sent), 14).isoformat() == expiry


MOMENTS = {
    "one second before": (timedelta(seconds=-1), False),
    "the last second itself": (timedelta(), False),
    "a fraction into the last second": (timedelta(microseconds=999_999), False),
    "one second after": (timedelta(seconds=1), True),
}


@pytest.mark.parametrize(("after", "past"), MOMENTS.values(), ids=MOMENTS.keys())
def test_is_past(after: timedelta, *, past: bool) -> None:
    deadline = end_of(date(2026, 3, 1))
    assert is_past(deadline, (deadline + after).astimezone(UTC)) is past


COOLDOWNS = {
    "spring festival": ("2026-01-30", "2026-02-28", False),
    "national day": ("2026-09-11", "2026-10-10", False),
    "the last day that 2026 holds": ("2026-12-10", "2027-01-01", False),
    "into a year that is not yet official": ("2026-12-11", "2027-01-05", True),
}


@pytest.mark.parametrize(("approved", "begins", "provisional"), COOLDOWNS.values(), ids=COOLDOWNS.keys())
def test_eligible_after_fifteen_working_days(approved: str, begins: str, *, provisional: bool) -> None:
    late = datetime.fromisoformat(f"{approved}T23:30:00+08:00").astimezone(UTC)
    eligibility = eligible_after(late, 15)
    assert eligibility.begins_at == datetime.fromisoformat(f"{begins}T00:00:00+08:00")
    assert eligibility.is_provisional is provisional


def test_eligible_at_once_without_a_cooldown() -> None:
    approved = datetime(2030, 1, 1, tzinfo=UTC)
    assert eligible_after(approved, 0).begins_at == approved


def test_days_are_days_in_shanghai() -> None:
    assert local_date(datetime(2026, 1, 1, 16, tzinfo=UTC)) == date(2026, 1, 2)
    assert local(datetime(2026, 7, 1, tzinfo=UTC)).isoformat() == "2026-07-01T08:00:00+08:00"
    assert (start_of(date(2026, 7, 1)), end_of(date(2026, 7, 1))) == (
        datetime(2026, 7, 1, tzinfo=SHANGHAI),
        datetime(2026, 7, 1, 23, 59, 59, tzinfo=SHANGHAI),
    )


def test_a_naive_moment_is_an_error() -> None:
    with pytest.raises(ValueError, match="naive"):
        expires_at(datetime(2026, 1, 1), 14)  # noqa: DTZ001 - the subject of this test
