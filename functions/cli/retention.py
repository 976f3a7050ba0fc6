"""`retention`: what will be erased because its time is over, and what must stay (decision 13).

1. `due SCHOOL` lists what will be erased in the days to come, and what is held; it changes nothing.
2. `hold SCHOOL NUMBER` keeps an agreement whatever its time, as long as a dispute, a lawsuit or an inspection needs it;
   who asked for it and why is kept beside it. `release SCHOOL NUMBER` ends that.
3. An agreement is named by its number, or by its folder where it never got one. Nobody is named.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator

from functions import bootstrap, settings
from functions.domain.deadlines import local_date
from functions.ports import Services
from functions.usecases import ended, graduated, holds, retention
from functions.usecases.ended import Due

_DAYS = 30


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `retention` and its steps to the parser."""
    parser = commands.add_parser("retention", help="what is erased because its time is over, and what must stay")
    chosen = parser.add_subparsers(dest="step", required=True)
    due = chosen.add_parser("due", help="list what will be erased in the days to come; nothing is changed")
    due.add_argument("school", help="the code of the school, 5 digits")
    due.add_argument("--days", type=int, default=_DAYS, help=f"how many days ahead (default {_DAYS})")
    due.set_defaults(run=_due)
    hold = chosen.add_parser("hold", help="keep an agreement whatever its time")
    hold.add_argument("school", help="the code of the school, 5 digits")
    hold.add_argument("number", help="the agreement's number, or its folder")
    hold.add_argument("--by", required=True, help="who asked for it")
    hold.add_argument("--reason", required=True, help="why it must stay")
    hold.set_defaults(run=_hold)
    release = chosen.add_parser("release", help="hold an agreement no longer")
    release.add_argument("school", help="the code of the school, 5 digits")
    release.add_argument("number", help="the agreement's number, or its folder")
    release.set_defaults(run=_release)


def _services() -> Services:
    return bootstrap.issuer(settings.read()).services


def _due(given: argparse.Namespace) -> Iterator[str]:
    services = _services()
    school = services.store.school(given.school)
    counts = Counter[bool]()
    for one in ended.of_school(services, school, within=given.days):
        counts[one.hold is None] += 1
        yield _line(one)
    unanswered = sum(1 for _ in retention.of_school(services, school.code, within=given.days))
    graduates = sum(1 for _ in graduated.of_school(services, school, within=given.days))
    yield f"{school.code} {school.name}: within {given.days} days {given.days} 天内"
    yield f"  {counts[True]} agreements with their evidence 份协议及其证据将被删除"
    yield f"  {unanswered} invitations and drafts that came to nothing 份未成约的邀约和草稿将被删除"
    yield f"  {graduates} graduates without an agreement left 名毕业生（已无协议）的名册、账号和简历将被删除"
    yield f"  {counts[False]} agreements are held and stay 份协议因保留而不删除"


def _line(one: Due) -> str:
    found = one.agreement
    day = f"{one.ended_on:%Y-%m-%d}"
    held = f", held since {local_date(one.hold.at):%Y-%m-%d}: {one.hold.reason}" if one.hold else ""
    return f"{found.number or found.id} {found.state.value}, ended {day}{held}"


def _hold(given: argparse.Namespace) -> Iterator[str]:
    held = holds.place(_services(), given.school, given.number, author=given.by, reason=given.reason)
    yield f"{given.number} is held and stays until it is released 已保留，解除之前不会删除: {held.reason}"


def _release(given: argparse.Namespace) -> Iterator[str]:
    holds.release(_services(), given.school, given.number)
    yield f"{given.number} is held no longer 已解除保留"
