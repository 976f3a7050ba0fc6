"""When a deadline ends (decision 16, rules.md 1.6).

1. The clock is Asia/Shanghai: +08:00 all year, so a fixed offset says it all.
2. A deadline is a date, inclusive to 23:59:59 of that day; fractions of that last second still count.
3. Days are counted in local dates: N days from the local date of sending.
4. Whether a deadline has passed is asked when a record is read or written, never stored by a sweep.

Every ``datetime`` is aware; a naive one is a programming error and raises ``ValueError``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from functions.domain.calendars import BUNDLED, Calendars
from functions.domain.workdays import add_working_days

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
_SECOND = timedelta(seconds=1)
_LAST_SECOND = time(23, 59, 59)


@dataclass(frozen=True)
class Eligibility:
    """The moment from which something is allowed again; provisional (预计) while a calendar is not yet official."""

    begins_at: datetime
    is_provisional: bool


def local(moment: datetime) -> datetime:
    """Show an aware moment on the clock of Shanghai."""
    if moment.tzinfo is None:
        raise ValueError("a naive datetime has no place on a clock")
    return moment.astimezone(SHANGHAI)


def local_date(moment: datetime) -> date:
    """Tell the calendar day in Shanghai."""
    return local(moment).date()


def start_of(day: date) -> datetime:
    """00:00:00 +08:00 of that day."""
    return datetime.combine(day, time(), SHANGHAI)


def end_of(day: date) -> datetime:
    """23:59:59 +08:00 of that day, the last second that is in time."""
    return datetime.combine(day, _LAST_SECOND, SHANGHAI)


def registry_closes(cohort: int) -> date:
    """The last day on which the destination of a graduate of that year can be changed (教学厅〔2023〕5号: 8-31)."""
    return date(cohort, 8, 31)


def expires_at(sent_at: datetime, days: int) -> datetime:
    """Compute the last second of an invitation sent at ``sent_at`` and valid for ``days`` calendar days (F03)."""
    return end_of(local_date(sent_at) + timedelta(days=days))


def is_past(deadline: datetime, now: datetime) -> bool:
    """Whether the last second of ``deadline`` is over (F04, trap 1)."""
    return now >= deadline + _SECOND


def eligible_after(approved_at: datetime, working_days: int, calendars: Calendars = BUNDLED) -> Eligibility:
    """M16: 00:00 of the day after the given number of working days (15 个工作日后); the approval day is day 0."""
    if working_days == 0:
        return Eligibility(approved_at, is_provisional=False)
    last = add_working_days(local_date(approved_at), working_days, calendars)
    return Eligibility(start_of(last.day + timedelta(days=1)), last.is_provisional)
