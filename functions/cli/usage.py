"""`usage`: what each school used in a month, and what that costs.

1. A count is what the functions counted (functions/usecases/usage.py says what is lost), a cost is reckoned from it and
   from a list of prices, in the currency of the deployment's region. Every line says which it is.
2. `SHARED` is what no school's people or records caused; with it the sum is the whole service's.
3. A school that used nothing has its zeros. `--csv` has a row for each school, for a workbook.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from functions import bootstrap, settings
from functions.domain.errors import NotFound
from functions.domain.school import School
from functions.domain.usage import SHARED, Prices, Use, Uses, bill, month_of, prices, together
from functions.ports import Services
from functions.usecases import keys

PRICES = Path(__file__).parents[2] / "infra/capacity/prices.json"
_MONTH = re.compile(r"2[0-9]{3}-(0[1-9]|1[0-2])")
_COUNTED, _RECKONED = "counted 计数", "reckoned 估算"


class NoSuchUsage(ValueError):  # noqa: N818 - it names the fact
    """What was asked for is not there; the text says what to do instead."""


class _Line(NamedTuple):
    """A school, "" in the sum, and what it used."""

    code: str
    name: str
    uses: Uses


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `usage` to the parser."""
    parser = commands.add_parser("usage", help="say what each school used in a month, and what that costs")
    parser.add_argument("--school", help="the code of one school, 5 digits; without it all, and their sum")
    parser.add_argument("--month", help="such as 2026-11; without it this month so far (UTC)")
    parser.add_argument("--csv", action="store_true", help="a row for each school")
    parser.add_argument(
        "--prices", type=Path, default=PRICES, help="a file such as infra/capacity/prices.json, which it is without"
    )
    parser.set_defaults(run=_usage)


def _usage(given: argparse.Namespace) -> Iterator[str]:
    chosen = settings.read()
    services = bootstrap.issuer(chosen).services
    listed, month = _prices(given.prices, chosen.region), _month(services, given.month)
    lines = list(_lines(services, given.school, month))
    if given.csv:
        yield _csv(services, lines, month, listed)
        return
    for line in lines:
        yield from _block(line, month, listed)
    if listed.unchecked:
        unchecked = f"{len(listed.unchecked)} of {len(listed.amounts)}"
        yield f"! {unchecked} prices are still to be checked 价格待核对: {given.prices}"


def _month(services: Services, said: str | None) -> str:
    """Return the month that was asked for; raises NoSuchUsage."""
    if said is None:
        return month_of(services.clock.now())
    if not _MONTH.fullmatch(said):
        raise NoSuchUsage("--month is a year and a month, such as 2026-11 月份格式如 2026-11")
    return said


def _prices(path: Path, region: str) -> Prices:
    """Return the prices of a file for a region; raises NoSuchUsage."""
    try:
        return prices(json.loads(path.read_text("utf-8")), region)
    except FileNotFoundError:
        raise NoSuchUsage(f"{path} is not there: run this in a checkout, or give --prices 找不到价格文件") from None
    except (ValueError, TypeError) as error:
        raise NoSuchUsage(f"{path} is not a file of prices: {error} 价格文件有误") from error
    except KeyError as error:
        raise NoSuchUsage(f"{path} lacks {error} 价格文件缺少该项") from error


def _lines(services: Services, code: str | None, month: str) -> Iterator[_Line]:
    """Give the lines of a school, or of all, of what is shared, and their sum; raises NoSuchUsage."""
    if code is not None:
        yield _one(services, code, month)
        return
    found = [_of(services, one, month) for one in keys.schools(services)]
    found.append(_Line(SHARED, "公共 shared", services.store.uses(SHARED, month)))
    yield from found
    yield _Line("SUM", "合计 together", together(*(line.uses for line in found)))


def _one(services: Services, code: str, month: str) -> _Line:
    try:
        school = services.store.school(code)
    except NotFound:
        raise NoSuchUsage(f"there is no school {code}: `schools` lists them 没有该学校") from None
    return _of(services, school, month)


def _of(services: Services, school: School, month: str) -> _Line:
    """Return a school's line; its keys are those of this moment."""
    kept = {Use.KEYS: len(services.store.signing_keys(school.code))}
    return _Line(school.code, school.name, {**services.store.uses(school.code, month), **kept})


def _block(line: _Line, month: str, listed: Prices) -> Iterator[str]:
    counts, costs, money = together(line.uses), bill(line.uses, listed), listed.currency
    yield f"{line.code} {line.name} {month}"
    yield from (f"{number:>16,.10g}  {use.replace('_', ' ')} ({_COUNTED})" for use, number in counts.items())
    yield from (f"{cost:>16,.4f}  {money} {post} ({_RECKONED})" for post, cost in costs.items())
    yield f"{sum(costs.values()):>16,.4f}  {money} together 合计 ({_RECKONED})"


def _csv(services: Services, lines: list[_Line], month: str, listed: Prices) -> str:
    posts = list(bill({}, listed))
    columns = (
        "school", "name", "month", *(f"{use} ({_COUNTED})" for use in Use),
        *(f"{listed.currency} {post} ({_RECKONED})" for post in (*posts, "together")),
    )  # fmt: skip
    rows = (_row(line, month, listed) for line in lines)
    return services.sheets.write_csv(columns, rows).decode("utf-8-sig").rstrip()


def _row(line: _Line, month: str, listed: Prices) -> tuple[str, ...]:
    costs = bill(line.uses, listed)
    counts = (f"{number:.10g}" for number in together(line.uses).values())
    return (line.code, line.name, month, *counts, *(f"{cost:.4f}" for cost in (*costs.values(), sum(costs.values()))))
