"""A narrowed list fills its page from as many pages as it may read, and never loses a row between two answers."""

from __future__ import annotations

import pytest

from functions.ports import Page
from functions.usecases.sifting import MOST_PAGES, sift

NUMBERS = tuple(range(1000))


def fetch(cursor: str | None, limit: int) -> Page[int]:
    begin = int(cursor or 0)
    end = begin + limit
    return Page(NUMBERS[begin:end], str(end) if end < len(NUMBERS) else None)


CASES = {
    "everything passes: one page": (lambda _: True, 50, NUMBERS[:50]),
    "every third passes: more pages fill it": (lambda n: n % 3 == 0, 10, tuple(range(0, 30, 3))),
    "nothing passes: nothing is shown": (lambda _: False, 10, ()),
}


@pytest.mark.parametrize("name", CASES)
def test_a_page_is_filled_with_what_passes(name: str) -> None:
    passes, limit, expected = CASES[name]
    assert sift(fetch, passes, None, limit).items == expected


def test_reading_stops_within_bounds_and_goes_on_where_it_was() -> None:
    page = sift(fetch, lambda n: n == 999, None, 10)
    assert (page.items, page.cursor) == ((), str(10 * MOST_PAGES))


def test_all_pages_together_hold_each_row_once() -> None:
    found: list[int] = []
    cursor: str | None = None
    while True:
        page = sift(fetch, lambda n: n % 7 == 0, cursor, 20)
        found += page.items
        cursor = page.cursor
        if cursor is None:
            break
    assert found == list(range(0, 1000, 7))
