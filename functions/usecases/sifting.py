"""Narrowing a list: pages are read and sifted until one is full, within bounds, so that no request reads on and on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from functions.ports import Page

T = TypeVar("T")

# A list that is narrowed far hands its cursor back after this many pages.
MOST_PAGES = 10


def sift(
    fetch: Callable[[str | None, int], Page[T]], passes: Callable[[T], bool], cursor: str | None, limit: int
) -> Page[T]:
    """Return up to `limit` items that pass; `fetch` reads a page from a cursor with a limit."""
    found: list[T] = []
    for _ in range(MOST_PAGES):
        page = fetch(cursor, limit - len(found))
        found += filter(passes, page.items)
        cursor = page.cursor
        if cursor is None or len(found) == limit:
            break
    return Page(tuple(found), cursor)
