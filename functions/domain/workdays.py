"""Working days in mainland China, make-up workdays (调休) included (rules.md 1.6).

1. A make-up workday is worked, whatever day of the week it is; a holiday is not; else Monday to Friday are.
2. The day from which one counts is day 0.
3. An answer that rests on a provisional year says so (预计), and never fails because a year is not yet published.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from functions.domain.calendars import BUNDLED, Calendars

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True)
class WorkingDay:
    """A working day, and whether finding it took a calendar that is not yet official."""

    day: date
    is_provisional: bool


def is_working_day(day: date, calendars: Calendars = BUNDLED) -> bool:
    """Whether people work on that day."""
    year = calendars.of(day.year)
    return day in year.make_up_workdays or (day.weekday() < _SATURDAY and day not in year.holidays)


def add_working_days(start: date, days: int, calendars: Calendars = BUNDLED) -> WorkingDay:
    """Find the ``days``-th working day after ``start``; ``ValueError`` unless ``days`` is positive."""
    if days < 1:
        raise ValueError("count at least one working day")
    day, is_provisional = start, False
    while days:
        day += _ONE_DAY
        is_provisional |= calendars.of(day.year).is_provisional
        days -= is_working_day(day, calendars)
    return WorkingDay(day, is_provisional)


def first_working_day_after_new_year(year: int, calendars: Calendars = BUNDLED) -> WorkingDay:
    """M01: the first working day after the 元旦 holiday, a weekend's make-up workday included."""
    return add_working_days(date(year, 1, 1), 1, calendars)
