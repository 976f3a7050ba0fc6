"""Frozen records as plain dictionaries, one level deep, changed copies of them, and how they are filled.

`dataclasses` does the same field by field, up to ten times slower; an acceptance makes ten records with 150 fields,
copies three and reads four. That is why records have no slots.
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any, TypeVar

R = TypeVar("R")


def filled_at_once(record: type[R]) -> type[R]:
    """Have a frozen dataclass, all of whose fields are keywords, filled with one dictionary.

    Making one raises TypeError as before, for a keyword that is no field and for a field without a value. A field whose
    default comes of a factory needs its value here.
    """
    blank = {field.name: field.default for field in fields(record)}  # type: ignore[arg-type]  # a dataclass
    needed = frozenset(name for name, default in blank.items() if default is MISSING)

    def fill(self: R, /, **values: Any) -> None:  # noqa: ANN401 - any field
        filled = blank | values
        if len(filled) != len(blank) or not needed <= values.keys():
            wrong = (values.keys() - blank.keys()) | (needed - values.keys())
            raise TypeError(f"{record.__name__} has no {', '.join(sorted(wrong))}")
        _fill(self, filled)

    record.__init__ = fill  # type: ignore[method-assign, assignment]  # as the dataclass's own, seen from outside
    return record


def _fill(record: object, filled: dict[str, Any]) -> None:
    """Give a record all its fields: frozen guards a name's assignment, and the record is nobody's yet."""
    object.__setattr__(record, "__dict__", filled)


def flat(record: object) -> dict[str, Any]:
    """Return the fields of a record by name; nested records stay as they are."""
    return dict(vars(record))


def changed(record: R, /, **values: Any) -> R:  # noqa: ANN401 - any field
    """Return a copy of a frozen record with other values; raises TypeError for a field that it does not have."""
    before = vars(record)
    filled = before | values
    if len(filled) != len(before):
        raise TypeError(f"{type(record).__name__} has no {', '.join(values.keys() - before.keys())}")
    copy = object.__new__(type(record))
    _fill(copy, filled)
    return copy
