"""moto without three of its detours, which are most of its time: what it answers stays the same, to the byte.

1. A transaction's entries are put, removed and checked whole (functions/adapters/dynamo/table.py), so what moto keeps
   for its undoing may share them.
2. An attribute's value has one member: nothing is gained by looking for all ten, under every alias.
3. A class has the same methods at each request.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from copy import copy
from functools import cache
from typing import Any
from unittest import mock

from moto.core import responses
from moto.core.serialize import BaseJSONSerializer
from moto.dynamodb.models.table import Table

_whole = BaseJSONSerializer._serialize_type_structure


@contextmanager
def lightly() -> Iterator[None]:
    """Let moto take the short ways."""
    with ExitStack() as ways:
        ways.enter_context(mock.patch.object(Table, "__deepcopy__", _snapshot, create=True))
        ways.enter_context(mock.patch.object(BaseJSONSerializer, "_serialize_type_structure", _structure))
        ways.enter_context(
            mock.patch.object(responses, "method_names_from_class", cache(responses.method_names_from_class))
        )
        yield


def _snapshot(table: Table, _: dict[int, object]) -> Table:
    """Copy what a transaction may change: moto copies a table for each write of each."""
    copied, copied.items = copy(table), defaultdict(dict)
    copied.items.update((owner, dict(entries)) for owner, entries in table.items.items())
    copied.stream_shard = copy(table.stream_shard)
    copied.stream_shard.items = [*table.stream_shard.items]
    return copied


def _structure(self: BaseJSONSerializer, serialized: Any, value: Any, shape: Any, key: str) -> None:
    if shape.name != "AttributeValue":
        return _whole(self, serialized, value, shape, key)
    serialized[key] = {}
    for member, content in value.items():
        self._serialize(serialized[key], content, shape.members[member], member)
    return None
