"""The vectors of rules.md 1.6, and ``chinesecalendar`` as a peer for every day of the official years; trap 13."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from functions.domain import calendars
from functions.domain.calendars import Calendars, YearCalendar, bundled
from functions.domain.workdays import add_working_days, first_working_day_after_new_year, is_working_day
from infra.calendars import tables

FIFTEENTH = {
    "2025-12-29": "2026-01-20",
    "2026-01-30": "2026-02-27",
    "2026-02-10": "2026-03-09",
    "2026-04-20": "2026-05-13",
    "2026-05-29": "2026-06-22",
    "2026-09-11": "2026-10-09",
    "2026-09-28": "2026-10-23",
    "2026-11-20": "2026-12-11",
    "2026-12-10": "2026-12-31",
}


@pytest.mark.parametrize(("approved", "fifteenth"), FIFTEENTH.items(), ids=FIFTEENTH.keys())
def test_fifteenth_working_day(approved: str, fifteenth: str) -> None:
    found = add_working_days(date.fromisoformat(approved), 15)
    assert (found.day.isoformat(), found.is_provisional) == (fifteenth, False)


def test_fifteenth_working_day_in_an_unpublished_year_is_provisional() -> None:
    found = add_working_days(date(2026, 12, 11), 15)
    assert (found.day, found.is_provisional) == (date(2027, 1, 4), True)


def test_a_year_without_a_calendar_is_provisional_monday_to_friday() -> None:
    found = add_working_days(date(2098, 12, 31), 15)
    assert (found.day, found.is_provisional) == (date(2099, 1, 21), True)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_official_years_agree_with_chinesecalendar(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    ours = {day: is_working_day(day) for day in days if day.year == year}
    assert ours == {day: chinese_calendar.is_workday(day) for day in ours}


AFTER_NEW_YEAR = {
    2025: (date(2025, 1, 2), False),
    2026: (date(2026, 1, 4), False),  # a Sunday, made up for
    2027: (date(2027, 1, 4), True),
}


@pytest.mark.parametrize(("year", "first"), AFTER_NEW_YEAR.items(), ids=map(str, AFTER_NEW_YEAR))
def test_first_working_day_after_new_year(year: int, first: tuple[date, bool]) -> None:
    found = first_working_day_after_new_year(year)
    assert (found.day, found.is_provisional) == first


def test_an_imported_year_takes_the_place_of_the_bundled_one_and_of_no_other() -> None:
    days_off = frozenset({date(2027, 1, 1), date(2027, 1, 4)})
    made = YearCalendar(is_provisional=False, holidays=days_off, make_up_workdays=frozenset({date(2027, 1, 9)}))
    calendars = Calendars({2027: made})
    found = add_working_days(date(2026, 12, 11), 15, calendars)
    assert (found.day, found.is_provisional) == (date(2027, 1, 5), False)
    assert is_working_day(date(2027, 1, 9), calendars)
    assert first_working_day_after_new_year(2027, calendars).day == date(2027, 1, 5)
    assert calendars.of(2026) == bundled(2026)
    assert add_working_days(date(2026, 12, 10), 15, calendars).day == date(2026, 12, 31)


@pytest.mark.parametrize("days", [0, -1])
def test_counting_no_days_is_an_error(days: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        add_working_days(date(2026, 1, 1), days)


@pytest.mark.parametrize("year", [2027, 2028, 2029, 2030])
def test_provisional_years_have_the_statutory_days_and_nothing_made_up(year: int) -> None:
    calendar = bundled(year)
    # 13 days by law; in 2028 中秋 falls on National Day's third.
    assert (calendar.is_provisional, len(calendar.holidays)) == (True, 12 if year == 2028 else 13)
    assert not calendar.make_up_workdays


def test_the_committed_calendars_are_what_the_script_writes() -> None:
    folder = Path(calendars.__file__).parent
    assert {path.name: path.read_text("utf-8") for path in folder.glob("*.json")} == tables()
