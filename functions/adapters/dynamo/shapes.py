"""How a key is written: shapes with fields, filled from a record or by name.

1. Literals are the grammar, `{fields}` are values. A value's `#` and `%` are escaped, so that no value can pose as two.
2. Moments are UTC with microseconds and numbers have a fixed width, so that text order is their order.
3. A place is a shape for the partition and one for the sort key, in the table or in an index. Its range is everything
   in one partition that begins with the sort key's first literal; no range is wider than a partition.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from operator import attrgetter, itemgetter
from string import Formatter
from typing import Any, NamedTuple


class Index(StrEnum):
    """The indexes; each has the attributes `<name>_pk` and `<name>_sk` and carries whole records."""

    OWNER = "owner"
    COUNTERPARTY = "counterparty"
    QUEUE = "queue"
    COLLEGE = "college"
    WORK = "work"


class Key(NamedTuple):
    """A partition and a place in it, of the table or of an index."""

    pk: str
    sk: str


@dataclass(frozen=True, slots=True)
class Range:
    """What one query reads: the sort keys of a partition that begin with `prefix` and come before `below`."""

    index: Index | None
    pk: str
    prefix: str = ""
    below: str | None = None
    is_newest_first: bool = False


class Shape:
    """One key's text with its fields.

    Most keys are written in one step: where no value has a mark to be escaped, nor a blank, which every moment has.
    """

    def __init__(self, text: str) -> None:
        """Take `text` apart once; every row is written by it."""
        self.text = text
        pieces = tuple(Formatter().parse(text))
        self._fields = tuple((name, spec or "") for _, name, spec, _ in pieces if name is not None)
        self._template = "".join(literal + ("" if name is None else "%s") for literal, name, _, _ in pieces)
        self._short = "".join(literal + _directive(name, spec) for literal, name, spec, _ in pieces)
        self._marks = self._template.count("#")
        self.prefix = pieces[0][0]
        names = [name for name, _ in self._fields]
        self._attributes = attrgetter(*names) if names else None
        self._items = itemgetter(*names) if names else None

    def of_fields(self, fields: Mapping[str, Any]) -> str:
        """Return the key with these fields; raises KeyError for a missing one."""
        if self._items is None:
            return self.text
        key = self._short % self._items(fields)
        return key if self._is_plain(key) else self._escaped(fields.__getitem__)

    def of_record(self, record: object) -> str:
        """Return the key of a record with these fields as attributes."""
        if self._attributes is None:
            return self.text
        key = self._short % self._attributes(record)
        return key if self._is_plain(key) else self._escaped(record.__getattribute__)

    def _is_plain(self, key: str) -> bool:
        return key.count("#") == self._marks and "%" not in key and " " not in key

    def _escaped(self, value: Callable[[str], Any]) -> str:
        return self._template % tuple(_written(value(name), spec) for name, spec in self._fields)


def _directive(name: str | None, spec: str | None) -> str:
    """Return what stands for a field in a template: a number has a width, anything else is text."""
    if name is None:
        return ""
    return f"%{spec}d" if spec else "%s"


def _written(value: object, spec: str) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return format(value, spec).replace("%", "%25").replace("#", "%23")


class Place:
    """Where records stand: in the table (`index` None) or, while their attribute `when` is true, in an index."""

    def __init__(self, index: Index | None, pk: str, sk: str, when: str | None = None) -> None:
        """Write the grammar down."""
        self.index, self.pk, self.sk, self._when = index, Shape(pk), Shape(sk), when

    def home(self, record: object) -> Key:
        """Return where a record stands that always does."""
        return Key(self.pk.of_record(record), self.sk.of_record(record))

    def of(self, record: object) -> Key | None:
        """Return where a record stands, None when it stays out."""
        return self.home(record) if self._when is None or getattr(record, self._when) else None

    def at(self, **fields: object) -> Key:
        """Return where the record with these fields stands."""
        return Key(self.pk.of_fields(fields), self.sk.of_fields(fields))

    def range(
        self, *, until: datetime | None = None, begins: str = "", is_newest_first: bool = False, **fields: object
    ) -> Range:
        """Return the records of the partition with these fields.

        `until` bounds a sort key that begins with a moment; a record of exactly that moment is in the range.
        `begins` is what the first value of the sort key begins with.
        """
        # What follows the moment begins with "#"; "$" is the next character.
        bound = f"{_written(until, '')}$" if until else None
        prefix = self.sk.prefix + _written(begins, "")
        return Range(self.index, self.pk.of_fields(fields), prefix, bound, is_newest_first)
