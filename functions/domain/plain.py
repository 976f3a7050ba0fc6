"""Frozen records as plain dictionaries, one level deep: what `dataclasses.asdict` does many times slower."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any


@cache
def _reader(kind: Any) -> tuple[tuple[str, ...], Any]:  # noqa: ANN401 - any dataclass; a type is hashable
    names = tuple(field.name for field in fields(kind))
    return names, attrgetter(*names)


def flat(record: Any) -> dict[str, Any]:  # noqa: ANN401 - any dataclass
    """Return the fields of a dataclass of two fields or more by name; nested records stay as they are."""
    names, read = _reader(type(record))  # type: ignore[arg-type]  # a type is hashable
    return dict(zip(names, read(record), strict=True))
