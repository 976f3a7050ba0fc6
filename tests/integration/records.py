"""Records in a store, and their next versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from functions.ports import Insert, Store

OTHER_SCHOOL = "10358"
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def insert(store: Store, *records: Any) -> None:
    for record in records:
        store.commit(Insert(record))


def next_version(record: Any, **fields: Any) -> Any:
    return replace(record, version=record.version + 1, **fields)
