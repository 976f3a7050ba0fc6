"""A year's official working days, as an operator imports them when the State Council has published them.

1. The file has the form of the bundled calendars: `status`, `holidays` (Monday to Friday days off) and
   `make_up_workdays` (weekend days that are worked), each a date like `2027-02-08`.
2. Only an official year is imported; a provisional one is part of the code.
3. Every day is of that year and named once; a day off is no weekend, a make-up workday is one, and no statutory day
   (全国年节及纪念日放假办法) is worked. Every fault is said, with its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from functions.domain import text
from functions.domain.calendars import YearCalendar, bundled
from functions.domain.errors import Problems, Refused

STATUTORY_DAYS = 13
_FIXED = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
_FIELDS = ("status", "holidays", "make_up_workdays")
_SATURDAY = 5


@dataclass(frozen=True, kw_only=True)
class WorkingYear:
    """One imported year; the days are sorted."""

    year: int
    holidays: tuple[date, ...]
    make_up_workdays: tuple[date, ...]
    imported_at: datetime
    version: int = 1

    @property
    def calendar(self) -> YearCalendar:
        """The year as days are counted by it."""
        return YearCalendar(
            is_provisional=False, holidays=frozenset(self.holidays), make_up_workdays=frozenset(self.make_up_workdays)
        )

    @property
    def statutory_days(self) -> int:
        """How many days off the year gives beyond those made up for: by law 13."""
        return len(self.holidays) - len(self.make_up_workdays)


def read(typed: object, year: int, now: datetime) -> WorkingYear:
    """Return the year that a file describes, as it stands in JSON; raises Problems with all its faults."""
    if not isinstance(typed, dict):
        raise Problems([Refused("not_an_object", field="calendar")])
    refusals = [Refused("unknown_field", field=str(name)[:40]) for name in typed if name not in _FIELDS]
    if typed.get("status") != "official":
        refusals.append(Refused("calendar_not_official", field="status"))
    holidays = _days(typed.get("holidays"), "holidays", year, refusals)
    made_up = _days(typed.get("make_up_workdays"), "make_up_workdays", year, refusals)
    refusals += _misplaced(holidays, made_up)
    refusals += () if refusals else _worked_by_law(holidays, made_up, year)
    if refusals:
        raise Problems(refusals)
    return WorkingYear(
        year=year, holidays=tuple(sorted(holidays)), make_up_workdays=tuple(sorted(made_up)), imported_at=now
    )  # fmt: skip


def _days(typed: object, field: str, year: int, refusals: list[Refused]) -> set[date]:
    days = set[date]()
    if not isinstance(typed, list):
        refusals.append(Refused("required" if typed is None else "not_a_list", field=field))
        return days
    for place, each in enumerate(typed):
        try:
            days.add(_new(text.day(each, f"{field}.{place}"), days, f"{field}.{place}", year))
        except Refused as refusal:
            refusals.append(refusal)
    return days


def _new(day: date, days: set[date], field: str, year: int) -> date:
    if day.year != year:
        raise Refused("calendar_other_year", field=field, params={"day": day.isoformat(), "year": year})
    if day in days:
        raise Refused("calendar_day_repeated", field=field, params={"day": day.isoformat()})
    return day


def _misplaced(holidays: set[date], made_up: set[date]) -> Iterator[Refused]:
    for day in sorted(filter(_is_weekend, holidays)):
        yield Refused("calendar_weekend_already", field="holidays", params={"day": day.isoformat()})
    for day in sorted(made_up):
        if not _is_weekend(day):
            yield Refused("calendar_not_weekend", field="make_up_workdays", params={"day": day.isoformat()})


def _is_weekend(day: date) -> bool:
    return day.weekday() >= _SATURDAY


def _worked_by_law(holidays: set[date], made_up: set[date], year: int) -> Iterator[Refused]:
    """Find the gaps: statutory days that the file lets people work on."""
    for day in sorted(_statutory(year)):
        is_lost = not _is_weekend(day) and day not in holidays
        if is_lost or day in made_up:
            field = "holidays" if is_lost else "make_up_workdays"
            yield Refused("calendar_statutory_day", field=field, params={"day": day.isoformat()})


def _statutory(year: int) -> frozenset[date]:
    """Return the statutory days as far as this release knows them: with the lunar ones where it has the almanac."""
    fixed = frozenset(date(year, month, day) for month, day in _FIXED)
    known = bundled(year)
    return fixed | known.holidays if known.is_provisional else fixed
