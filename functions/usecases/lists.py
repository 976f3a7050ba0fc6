"""A whole list, page after page, for jobs and commands; people get one page at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from functions.ports import Page

T = TypeVar("T")


def every(page: Callable[[str | None], Page[T]]) -> Iterator[T]:
    """Go through a list of which `page` returns the page that a cursor begins; memory holds one page."""
    cursor = None
    while True:
        found = page(cursor)
        yield from found.items
        if not (cursor := found.cursor):
            return
