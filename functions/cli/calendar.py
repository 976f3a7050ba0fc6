"""`calendar YEAR FILE`: import a year's official working days, and count the cool-downs that run anew.

The file has the form of functions/domain/calendars/2026.json. Run it when the State Council has published the year; to
mend a mistake, or to finish what was stopped, run it again.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from functions import bootstrap, settings
from functions.cli.terminal import Plan, add_consent, carry_out
from functions.domain import working_year
from functions.domain.calendars import YearCalendar
from functions.domain.errors import Problems, Refused
from functions.domain.working_year import STATUTORY_DAYS, WorkingYear
from functions.ports import Services
from functions.usecases import working_days


class UnfitCalendar(ValueError):  # noqa: N818 - it names the fact
    """The file describes no official year; a line for each fault, in both languages."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("calendar", help="import a year's official working days, recount the cool-downs")
    parser.add_argument("year", type=int, help="such as 2027")
    parser.add_argument("file", type=Path, help="its days, in the form of functions/domain/calendars")
    add_consent(parser)
    parser.set_defaults(run=_bring)


def _bring(given: argparse.Namespace) -> Iterator[str]:
    services = bootstrap.issuer(settings.read()).services
    year = _read(services, given.file, given.year)
    says = (*_year(year), *_differences(services, year), *_effect(services, year))

    def act() -> Iterator[str]:
        done = working_days.bring(services, year)
        yield f"imported {year.year}; {done.moved} cool-downs moved, {done.confirmed} became official"

    yield from carry_out(Plan(says, act), given)


def _read(services: Services, path: Path, year: int) -> WorkingYear:
    try:
        return working_year.read(json.loads(path.read_text("utf-8")), year, services.clock.now())
    except Problems as problems:
        raise UnfitCalendar("\n".join(_fault(services, one) for one in problems.refusals)) from None


def _fault(services: Services, one: Refused) -> str:
    said = (services.texts.say(language, f"refusals.{one.code}", one.params) for language in ("zh-CN", "en"))
    return f"{one.field}: {' '.join(said)}"


def _year(year: WorkingYear) -> Iterator[str]:
    yield f"{year.year}: {len(year.holidays)} days off, {len(year.make_up_workdays)} make-up workdays"
    if year.statutory_days != STATUTORY_DAYS:
        yield f"! that is {year.statutory_days} days off by law instead of {STATUTORY_DAYS}: is a day missing? 请核对"


def _differences(services: Services, year: WorkingYear) -> Iterator[str]:
    held, new = working_days.in_force(services).of(year.year), year.calendar
    yield f"in force now: {'provisional 预计' if held.is_provisional else 'official'}"
    yield from _days("day off", _weekdays(held), new.holidays)
    yield from _days("make-up workday", held.make_up_workdays, new.make_up_workdays)


def _weekdays(held: YearCalendar) -> frozenset[date]:
    """A provisional year names statutory days on weekends, too."""
    return frozenset(day for day in held.holidays if day.isoweekday() <= 5)  # noqa: PLR2004 - Monday to Friday


def _days(what: str, before: frozenset[date], after: frozenset[date]) -> Iterator[str]:
    yield from (f"+ {what} {day}" for day in sorted(after - before))
    yield from (f"- {what} {day}" for day in sorted(before - after))


def _effect(services: Services, year: WorkingYear) -> Iterator[str]:
    coming = working_days.forecast(services, year)
    yield f"recount {coming.running} cool-downs: {coming.moved} move and their graduates are told"
