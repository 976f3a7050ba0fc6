"""What fails is tried more and more rarely, holds up nothing but its own case, and no job outlives its time."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

import pytest

from functions.usecases.turns import ALL, PORTION, Turn, pages
from tests.factories import NOW

HOUR = timedelta(hours=1)


class Piece(NamedTuple):
    """Something that waits."""

    case: str
    at: datetime | None = NOW


def taken(turn: Turn, *waiting: Piece, broken: str = "") -> list[Piece]:
    """Return what was done of what waits."""
    done: list[Piece] = []

    def do(one: Piece) -> int:
        if one.case in broken:
            raise OSError(one.case)
        done.append(one)
        return 1

    take = partial(turn.take, waiting, do, began=lambda one: one.at, case=lambda one: one.case)
    if not broken:
        assert take() == len(done)
        return done
    with pytest.raises(ExceptionGroup) as failures:
        take()
    assert [str(failure) for failure in failures.value.exceptions] == list(broken)
    return done


OLD, YOUNG, ALWAYS = Piece("old", NOW - HOUR), Piece("young"), Piece("list", None)


@pytest.mark.parametrize(("since", "expected"), [
    (None, [OLD, YOUNG, ALWAYS]), (NOW - HOUR, [OLD, YOUNG, ALWAYS]), (NOW, [YOUNG, ALWAYS]),
    (NOW + HOUR, [ALWAYS]),
])  # fmt: skip
def test_what_has_waited_longer_is_left_for_a_rarer_turn(since: datetime | None, expected: list[Piece]) -> None:
    assert taken(Turn(since), OLD, YOUNG, ALWAYS) == expected


@pytest.mark.parametrize("broken", ["", "a", "b", "c", "ab", "abc"])
def test_a_failure_holds_up_its_own_case_and_no_other(broken: str) -> None:
    waiting = [Piece(case) for case in "abcabc"]
    assert taken(ALL, *waiting, broken=broken) == [one for one in waiting if one.case not in broken]


@pytest.mark.parametrize("moments", range(4))
def test_a_job_ends_when_its_time_is_up(moments: int) -> None:
    left = iter([True] * moments + [False])
    waiting = [Piece(case) for case in "abc"]
    assert taken(Turn(has_time=lambda: next(left)), *waiting) == waiting[:moments]


@pytest.mark.parametrize(("count", "portions"), [
    (0, 1), (1, 1), (PORTION - 1, 1), (PORTION, 2), (PORTION + 1, 2), (2 * PORTION, 3),
])  # fmt: skip
def test_a_list_is_gone_through_to_its_end(count: int, portions: int) -> None:
    every, asked = tuple(range(1, count + 1)), list[int]()

    def portion(after: int | None, *, limit: int) -> tuple[int, ...]:
        asked.append(limit)
        return every[after or 0 :][:limit]

    assert tuple(pages(portion)) == every
    assert len(asked) == portions
