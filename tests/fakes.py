"""Doubles with behaviour: they keep the rules of what they stand for, so that tests need no expectations of calls."""

from __future__ import annotations

import threading
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, Self

from functions.adapters.dynamo.kinds import Row
from functions.adapters.dynamo.shapes import Index, Key, Range
from functions.adapters.dynamo.table import Verb, Write, WriteRefused

_LAST = chr(0x10FFFF)


class MemoryTable:
    """A table as DynamoDB would be: conditions, transactions whole or not at all, sorted and sparse indexes.

    It keeps the records themselves, which are frozen, and finds a row's places when the next query asks for any: so a
    benchmark over it measures the use cases.
    """

    def __init__(self) -> None:
        self._rows: dict[Key, Row] = {}
        # The sorted places of each partition, of the table (None) and of the indexes: (sort key, key of the row).
        self._places: defaultdict[tuple[Index | None, str], list[tuple[str, Key]]] = defaultdict(list)
        self._placed: dict[Key, list[tuple[tuple[Index | None, str], tuple[str, Key]]]] = {}
        self._moved: set[Key] = set()
        self._counters: dict[Key, int] = {}
        self._tallied: dict[Key, dict[str, float]] = {}
        self._lock = threading.RLock()

    def copied(self) -> Self:
        """Return another table with the same rows."""
        with self._lock:
            self._place()
            other = type(self)()
            other._rows, other._counters = dict(self._rows), dict(self._counters)
            other._places.update((partition, list(places)) for partition, places in self._places.items())
            other._placed = dict(self._placed)
            other._tallied = {key: dict(tallied) for key, tallied in self._tallied.items()}
            return other

    def rows(self) -> list[Row]:
        """Return every row, for a test that looks at all that was written."""
        return list(self._rows.values())

    def counters(self) -> dict[Key, int]:
        """Return every counter."""
        return dict(self._counters)

    def get(self, key: Key) -> Row | None:
        return self._rows.get(key)

    def batch_get(self, keys: Iterable[Key]) -> Mapping[Key, Row]:
        return {key: self._rows[key] for key in keys if key in self._rows}

    def query(self, wanted: Range, *, limit: int | None = None, after: Row | None = None) -> Iterator[Row]:
        with self._lock:
            self._place()
            places = self._places.get((wanted.index, wanted.pk), [])
            first, last = _bounds(places, wanted, after)
            found = places[first:last]
            rows = [self._rows[key] for _, key in islice(found[::-1] if wanted.is_newest_first else found, limit)]
        return iter(rows)

    def records(self, wanted: Range, kind: str) -> Iterator[Any]:
        return (row.record for row in self.query(wanted))

    def _place(self) -> None:
        """Put every row that has changed where it belongs now."""
        for key in self._moved:
            for partition, place in self._placed.pop(key, ()):
                places = self._places[partition]
                del places[bisect_left(places, place)]
            if key in self._rows:
                self._placed[key] = list(_places(self._rows[key]))
                for partition, place in self._placed[key]:
                    insort(self._places[partition], place)
        self._moved.clear()

    def transact(self, writes: Sequence[Write]) -> None:
        with self._lock:
            for position, write in enumerate(writes):
                if self._version(write.row.key) != write.expected:
                    raise WriteRefused(position)
            for write in writes:
                self._write(write)

    def _version(self, key: Key) -> int:
        row = self._rows.get(key)
        return row.record.version if row else 0

    def _write(self, write: Write) -> None:
        if write.verb is Verb.CHECK:
            return
        self._moved.add(write.row.key)
        if write.verb is Verb.PUT:
            self._rows[write.row.key] = write.row
        else:
            self._rows.pop(write.row.key, None)

    def add(self, key: Key, number: int = 1, *, expires: datetime | None = None) -> int:
        with self._lock:
            self._counters[key] = self._counters.get(key, 0) + number
            return self._counters[key]

    def tally(self, key: Key, numbers: Mapping[str, float]) -> None:
        with self._lock:
            tallied = self._tallied.setdefault(key, {})
            for name, number in numbers.items():
                tallied[name] = tallied.get(name, 0) + number

    def tallied(self, key: Key) -> Mapping[str, float]:
        return dict(self._tallied.get(key, {}))


def _places(row: Row) -> Iterator[tuple[tuple[Index | None, str], tuple[str, Key]]]:
    yield (None, row.key.pk), (row.key.sk, row.key)
    for index, key in row.indexes.items():
        yield (index, key.pk), (key.sk, row.key)


def _bounds(places: list[tuple[str, Key]], wanted: Range, after: Row | None) -> tuple[int, int]:
    first = bisect_left(places, (wanted.prefix,))
    end = wanted.below if wanted.below is not None else wanted.prefix + _LAST
    last = bisect_left(places, (end,))
    if after:
        sort_key = (after.indexes[wanted.index] if wanted.index else after.key).sk
        shown = (sort_key, after.key)
        if wanted.is_newest_first:
            last = min(last, bisect_left(places, shown))
        else:
            first = max(first, bisect_right(places, shown))
    return first, last
