"""When one is reminded: 7, 3 and 1 days before, and two hours, inside the time for answering."""

from __future__ import annotations

from datetime import datetime

import pytest

from functions.domain.events import EventKind
from functions.domain.reminders import REMINDS, is_asking, times

DEADLINE = datetime.fromisoformat("2026-03-19T23:59:59+08:00")
ALL = [
    "2026-03-12T09:00:00+08:00",
    "2026-03-16T09:00:00+08:00",
    "2026-03-18T09:00:00+08:00",
    "2026-03-19T21:59:59+08:00",
]
ASKED: dict[str, tuple[str, list[str]]] = {
    "two weeks before": ("2026-03-05T08:40:00+00:00", ALL),
    "a week before, in the afternoon": ("2026-03-12T07:00:00+00:00", ALL[1:]),
    "a week before, in the small hours": ("2026-03-11T20:00:00+00:00", ALL[1:]),
    "half a day before the first": ("2026-03-11T13:00:00+00:00", ALL),
    "a second less": ("2026-03-11T13:00:01+00:00", ALL[1:]),
    "three days before": ("2026-03-16T04:00:00+00:00", ALL[2:]),
    "the day before": ("2026-03-18T04:00:00+00:00", ALL[3:]),
    "the last morning": ("2026-03-19T01:00:00+00:00", ALL[3:]),
    "the last evening": ("2026-03-19T12:00:00+00:00", []),
    "when it was over": ("2026-03-20T12:00:00+00:00", []),
}


@pytest.mark.parametrize(("asked", "expected"), ASKED.values(), ids=ASKED)
def test_reminders_of_an_asking(asked: str, expected: list[str]) -> None:
    assert [at.isoformat() for at in times(datetime.fromisoformat(asked), DEADLINE)] == expected


def test_the_morning_is_one_in_shanghai_whatever_zone_the_deadline_is_written_in() -> None:
    deadline = datetime.fromisoformat("2026-03-19T15:59:59+00:00")
    assert times(datetime.fromisoformat("2026-03-05T00:00:00+00:00"), deadline)[0].isoformat() == ALL[0]


def test_what_asks_and_what_reminds_name_a_deadline_and_nothing_else_does() -> None:
    assert {kind for kind in EventKind if is_asking(kind)} == {*REMINDS, *REMINDS.values()}
    assert not is_asking(EventKind.INVITATION_WITHDRAWN)
