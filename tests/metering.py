"""What DynamoDB would charge: requests as they leave, capacity units worked out from the items (moto invents them).

1. An item's size is its attributes' names and values in UTF-8, numbers at half a byte a digit and one more.
2. Read units: 1 for each 4 KB of a strongly consistent read, half of that otherwise; a get rounds up for each item, a
   query for their sum, and at least one.
3. Write units: 1 for each KB of the larger of the old and the new item, twice that in a transaction, checks included.
   Each index adds what changes in it: one entry written, or two when its key moves.
4. The meter sees every write from the beginning, so it knows what was there before.
5. A metered table in memory charges the same, for as many records as one likes; a test holds the two together.

Source: Amazon DynamoDB Developer Guide, "Read/write capacity mode", "Global secondary indexes", "Transactions".
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil
from typing import Any

from functions.adapters.dynamo import items
from functions.adapters.dynamo.items import Item
from functions.adapters.dynamo.kinds import Row
from functions.adapters.dynamo.shapes import Index, Key, Range
from functions.adapters.dynamo.table import Verb, Write
from tests.fakes import MemoryTable

Stored = Mapping[str, Mapping[str, str]]
_READ, _WRITE = 4096, 1024
_MOST_READ, _MOST_KEYS = 2**20, 100


@dataclass(slots=True)
class Cost:
    """Requests by operation, retries included, units of capacity, and how many rows queries gave."""

    requests: Counter[str] = field(default_factory=Counter)
    read_units: float = 0
    write_units: float = 0
    queried: int = 0


class Meter:
    """Counts what a model's client sends; `measured` gives the cost of what happens inside."""

    def __init__(self, model: type[Item]) -> None:
        self._events = model._get_connection().connection.client.meta.events
        self._hooks = {
            "request-created.dynamodb": self._count,
            "before-call.dynamodb": self._remember,
            "after-call.dynamodb": self._charge,
        }
        self._image: dict[tuple[str, str], Stored] = {}
        self._cost = Cost()

    @contextmanager
    def installed(self) -> Iterator[Meter]:
        for event, hook in self._hooks.items():
            self._events.register(event, hook)
        yield self
        for event, hook in self._hooks.items():
            self._events.unregister(event, hook)

    @contextmanager
    def measured(self) -> Iterator[Cost]:
        self._cost = cost = Cost()
        yield cost
        self._cost = Cost()

    def _count(self, operation_name, **_):
        self._cost.requests[operation_name] += 1

    def _remember(self, params, context, **_):
        context["body"] = json.loads(params["body"])

    def _charge(self, model, parsed, context, **_):
        if "Error" in parsed:
            return
        asked = context["body"]
        match model.name:
            case "GetItem":
                self._cost.read_units += _units(parsed.get("Item"), _READ) * _strength(asked)
            case "BatchGetItem":
                for table, keys in asked["RequestItems"].items():
                    found = [_units(item, _READ) for item in parsed["Responses"].get(table, ())]
                    missing = len(keys["Keys"]) - len(found)
                    self._cost.read_units += (sum(found) + missing) * _strength(keys)
            case "Query":
                size = sum(map(_size, parsed["Items"]))
                self._cost.read_units += max(1, ceil(size / _READ)) * _strength(asked)
                self._cost.queried += len(parsed["Items"])
            case "TransactWriteItems":
                for each in asked["TransactItems"]:
                    ((verb, write),) = each.items()
                    self._write(verb, write)
            case "UpdateItem":
                self._cost.write_units += 1

    def _write(self, verb: str, write: dict[str, Any]) -> None:
        stored = write.get("Item") or write["Key"]
        key = stored["pk"]["S"], stored["sk"]["S"]
        old = self._image.get(key)
        new = {"Put": write.get("Item"), "Delete": None, "ConditionCheck": old}[verb]
        self._cost.write_units += _written(old, new, is_check=verb == "ConditionCheck")
        if verb == "ConditionCheck":
            return
        self._image.pop(key, None)
        if new:
            self._image[key] = new


class MeteredTable(MemoryTable):
    """A table in memory that says what DynamoDB would charge for what happens inside `measured`."""

    def __init__(self) -> None:
        super().__init__()
        self._cost: Cost | None = None

    @contextmanager
    def measured(self) -> Iterator[Cost]:
        self._cost = cost = Cost()
        yield cost
        self._cost = None

    def stored_bytes(self) -> int:
        """Return what all rows take, in the table and in each index in which they stand."""
        stored = filter(None, map(_stored, self._rows.values()))
        return sum(_size(item) * (1 + sum(_place(index, item) is not None for index in Index)) for item in stored)

    def get(self, key: Key) -> Row | None:
        row = super().get(key)
        self._charge("GetItem", _units(_stored(row), _READ))
        return row

    def batch_get(self, keys: Iterable[Key]) -> Mapping[Key, Row]:
        wanted = list(keys)
        found = super().batch_get(wanted)
        for begin in range(0, len(wanted), _MOST_KEYS):
            units = [_units(_stored(found.get(key)), _READ) for key in wanted[begin : begin + _MOST_KEYS]]
            self._charge("BatchGetItem", sum(units))
        return found

    def query(self, wanted: Range, *, limit: int | None = None, after: Row | None = None) -> Iterator[Row]:
        rows = list(super().query(wanted, limit=limit, after=after))
        if self._cost is not None:
            size = sum(_size(_stored(row) or {}) for row in rows)
            strength = 0.5 if wanted.index else 1
            self._cost.queried += len(rows)
            self._charge("Query", max(1, ceil(size / _READ)) * strength, requests=max(1, ceil(size / _MOST_READ)))
        return iter(rows)

    def transact(self, writes: Sequence[Write]) -> None:
        before = [_stored(self._rows.get(write.row.key)) for write in writes] if self._cost else []
        self._charge("TransactWriteItems", 0)
        super().transact(writes)
        if self._cost:
            for write, old in zip(writes, before, strict=True):
                new = {Verb.PUT: _stored(write.row), Verb.DELETE: None, Verb.CHECK: old}[write.verb]
                self._cost.write_units += _written(old, new, is_check=write.verb is Verb.CHECK)

    def add(self, key: Key, number: int = 1, *, expires: datetime | None = None) -> int:
        if self._cost:
            self._cost.write_units += 1
        self._charge("UpdateItem", 0)
        return super().add(key, number, expires=expires)

    def tally(self, key: Key, numbers: Mapping[str, float]) -> None:
        if self._cost:
            self._cost.write_units += 1
        self._charge("UpdateItem", 0)
        super().tally(key, numbers)

    def _charge(self, operation: str, units: float, *, requests: int = 1) -> None:
        if self._cost is not None:
            self._cost.requests[operation] += requests
            self._cost.read_units += units


_MODEL = items.bound("metered")


def _stored(row: Row | None) -> Stored | None:
    return items.item(_MODEL, row).serialize() if row else None


def _written(old: Stored | None, new: Stored | None, *, is_check: bool) -> int:
    units = 2 * max(_units(old, _WRITE), _units(new, _WRITE))
    return units if is_check else units + sum(_entry_units(index, old, new) for index in Index)


def _entry_units(index: Index, old: Stored | None, new: Stored | None) -> int:
    was, will = _place(index, old), _place(index, new)
    if was == will:
        return max(_units(old, _WRITE), _units(new, _WRITE)) if was else 0
    return (_units(old, _WRITE) if was else 0) + (_units(new, _WRITE) if will else 0)


def _place(index: Index, item: Stored | None) -> tuple[Any, ...] | None:
    return (item[f"{index}_pk"], item[f"{index}_sk"]) if item and f"{index}_pk" in item else None


def _units(item: Stored | None, unit: int) -> int:
    return max(1, ceil(_size(item or {}) / unit))


def _strength(asked: Mapping[str, Any]) -> float:
    return 1 if asked.get("ConsistentRead") else 0.5


def _size(item: Stored) -> int:
    return sum(len(name.encode()) + _value_size(value) for name, value in item.items())


def _value_size(value: Mapping[str, str]) -> int:
    ((kind, text),) = value.items()
    return len(text.encode()) if kind == "S" else ceil(len(text) / 2) + 1
