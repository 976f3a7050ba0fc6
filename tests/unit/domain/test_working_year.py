"""An official year as it is imported: every fault of a file is named with its place."""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from functions.domain import calendars, working_year
from functions.domain.calendars import bundled
from functions.domain.errors import Problems, Refused
from tests.factories import NOW

YEAR_2026: dict[str, Any] = json.loads((files(calendars) / "2026.json").read_text("utf-8"))
# Made up: as the State Council might arrange 2027, thirteen days off by law.
YEAR_2027: dict[str, Any] = {
    "status": "official",
    "holidays": [
        "2027-01-01", "2027-02-05", "2027-02-08", "2027-02-09", "2027-02-10", "2027-02-11", "2027-04-05", "2027-05-03",
        "2027-05-04", "2027-05-05", "2027-06-09", "2027-09-15", "2027-10-01", "2027-10-04", "2027-10-05", "2027-10-06",
        "2027-10-07",
    ],
    "make_up_workdays": ["2027-01-30", "2027-02-20", "2027-05-08", "2027-10-09"],
}  # fmt: skip


def test_a_bundled_official_year_reads_as_itself() -> None:
    read = working_year.read(YEAR_2026, 2026, NOW)
    assert (read.calendar, read.year, read.imported_at) == (bundled(2026), 2026, NOW)
    assert read.statutory_days == working_year.STATUTORY_DAYS


def test_a_published_year_is_official_and_sorted() -> None:
    read = working_year.read(YEAR_2027 | {"holidays": YEAR_2027["holidays"][::-1]}, 2027, NOW)
    assert read.holidays[0] == date(2027, 1, 1)
    assert (read.calendar.is_provisional, read.statutory_days) == (False, 13)
    assert not working_year.read(_off_in(2098), 2098, NOW).calendar.is_provisional


def _off_in(year: int) -> dict[str, Any]:
    days = [date(year, *day) for day in ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))]
    return YEAR_2027 | {"holidays": [str(day) for day in days if day.isoweekday() < 6], "make_up_workdays": []}


def with_(**fields: Any) -> dict[str, Any]:
    return YEAR_2027 | fields


def off(*days: str) -> dict[str, Any]:
    return with_(holidays=[*YEAR_2027["holidays"], *days])


def without(day: str) -> dict[str, Any]:
    return with_(holidays=[each for each in YEAR_2027["holidays"] if each != day])


FAULTS: dict[str, tuple[object, int, Refused]] = {
    "a list": ([], 2027, Refused("not_an_object", field="calendar")),
    "a provisional year": (with_(status="provisional"), 2027, Refused("calendar_not_official", field="status")),
    "a year without a status": (
        {name: value for name, value in YEAR_2027.items() if name != "status"}, 2027,
        Refused("calendar_not_official", field="status"),
    ),
    "no holidays": (with_(holidays=None), 2027, Refused("required", field="holidays")),
    "holidays in words": (with_(holidays="2027-01-01"), 2027, Refused("not_a_list", field="holidays")),
    "no make-up workdays": (with_(make_up_workdays=None), 2027, Refused("required", field="make_up_workdays")),
    "a field of another form": (with_(year=2027), 2027, Refused("unknown_field", field="year")),
    "a day that no year has": (off("2027-02-30"), 2027, Refused("date", field="holidays.17")),
    "a day of another year": (
        off("2026-12-31"), 2027,
        Refused("calendar_other_year", field="holidays.17", params={"day": "2026-12-31", "year": 2027}),
    ),
    "a day named twice": (
        off("2027-02-05"), 2027, Refused("calendar_day_repeated", field="holidays.17", params={"day": "2027-02-05"}),
    ),
    "a day off that is a weekend already": (
        off("2027-02-06"), 2027, Refused("calendar_weekend_already", field="holidays", params={"day": "2027-02-06"}),
    ),
    "a make-up workday in the week": (
        with_(make_up_workdays=["2027-01-29"]), 2027,
        Refused("calendar_not_weekend", field="make_up_workdays", params={"day": "2027-01-29"}),
    ),
    "a festival left out": (
        without("2027-06-09"), 2027,
        Refused("calendar_statutory_day", field="holidays", params={"day": "2027-06-09"}),
    ),
    "National Day worked on its Saturday": (
        with_(make_up_workdays=[*YEAR_2027["make_up_workdays"], "2027-10-02"]), 2027,
        Refused("calendar_statutory_day", field="make_up_workdays", params={"day": "2027-10-02"}),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("typed", "year", "why"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named(typed: object, year: int, why: Refused) -> None:
    with pytest.raises(Problems) as found:
        working_year.read(typed, year, NOW)
    assert list(found.value.refusals) == [why]


def test_every_fault_is_said_at_once() -> None:
    with pytest.raises(Problems) as found:
        working_year.read(YEAR_2026, 2027, NOW)
    assert len(found.value.refusals) == len(YEAR_2026["holidays"]) + len(YEAR_2026["make_up_workdays"])
