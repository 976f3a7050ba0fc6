"""Write the working calendars: ``python -m infra.calendars``.

Official years come from ``chinesecalendar`` (MIT), which follows the State Council's notices. Later years get the
statutory days only: six fixed ones, and 清明 and the festivals of the lunar calendar, which are known long before.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar  # type: ignore[import-untyped]  # it ships no types

CALENDARS = Path(__file__).parent.parent / "functions" / "domain" / "calendars"
OFFICIAL_YEARS = range(2024, 2027)
_FIXED = ("01-01", "05-01", "05-02", "10-01", "10-02", "10-03")
# First day of the first lunar month, 清明, 端午, 中秋 (Purple Mountain Observatory's almanac).
_LUNAR = {
    2027: ("02-06", "04-05", "06-09", "09-15"),
    2028: ("01-26", "04-04", "05-28", "10-03"),
    2029: ("02-13", "04-04", "06-16", "09-22"),
    2030: ("02-03", "04-05", "06-05", "09-12"),
}


def official(year: int) -> dict[str, object]:
    """Take a published year from ``chinesecalendar``; raises ``NotImplementedError`` where it knows none."""
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365 + _is_leap(year))]
    return _table(
        "official",
        [day for day in days if day.weekday() < 5 and chinese_calendar.is_holiday(day)],  # noqa: PLR2004 - Monday to Friday
        [day for day in days if day.weekday() >= 5 and chinese_calendar.is_workday(day)],  # noqa: PLR2004 - the weekend
    )


def provisional(year: int) -> dict[str, object]:
    """Name the 13 statutory days of a year whose arrangement is not yet published."""
    spring, *others = _LUNAR[year]
    new_year = date.fromisoformat(f"{year}-{spring}")
    festival = [new_year + timedelta(days=n) for n in range(-1, 3)]
    fixed = [date.fromisoformat(f"{year}-{day}") for day in (*_FIXED, *others)]
    return _table("provisional", sorted({*festival, *fixed}), [])


def _table(status: str, holidays: list[date], make_up_workdays: list[date]) -> dict[str, object]:
    return {
        "status": status,
        "holidays": [day.isoformat() for day in holidays],
        "make_up_workdays": [day.isoformat() for day in make_up_workdays],
    }


def _is_leap(year: int) -> bool:
    return (date(year, 3, 1) - timedelta(days=1)).day == 29  # noqa: PLR2004 - 29 February


def tables() -> dict[str, str]:
    """Render every calendar: the file's name and its text."""
    years = {year: official(year) for year in OFFICIAL_YEARS} | {year: provisional(year) for year in _LUNAR}
    return {f"{year}.json": json.dumps(table, indent=2) + "\n" for year, table in years.items()}


if __name__ == "__main__":
    for name, text in tables().items():
        (CALENDARS / name).write_text(text, "utf-8")
