"""Frozen records as plain dictionaries, one level deep, and changed copies of them.

`dataclasses.asdict` and `dataclasses.replace` do the same field by field, ten times slower; a record is copied three
times and read four times for each acceptance. That is why records have no slots.
"""

from __future__ import annotations

from typing import Any, TypeVar

R = TypeVar("R")


def flat(record: object) -> dict[str, Any]:
    """Return the fields of a record by name; nested records stay as they are."""
    return dict(vars(record))


def changed(record: R, **values: Any) -> R:  # noqa: ANN401 - any field
    """Return a copy of a frozen record with other values; raises TypeError for a field that it does not have."""
    fields = vars(record)
    if not values.keys() <= fields.keys():
        raise TypeError(f"{type(record).__name__} has no {', '.join(values.keys() - fields.keys())}")
    copy = object.__new__(type(record))
    vars(copy).update(fields, **values)  # frozen guards a name's assignment; the copy is nobody's yet
    return copy
