"""Writing rows of older schemas anew, in bulk: what reading does one by one (releases.py).

1. Which rows there are is read from an export: nothing scans the table. What was written since has been written by the
   release that runs, or comes with the next export.
2. Each row is read, and put back on the condition that nobody has changed it since. It keeps its version: nothing in it
   has happened, so nobody's page is stale. Its places in lists follow from the record anew.
3. It may stop anywhere and be run again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pynamodb.exceptions import DoesNotExist, PutError

from functions.adapters.dynamo import items
from functions.adapters.dynamo.items import Item
from functions.adapters.dynamo.kinds import Claim, Row
from functions.adapters.dynamo.releases import SCHEMA

_CHANGED = "ConditionalCheckFailedException"


def is_older(stored: Mapping[str, Any]) -> bool:
    """Whether a row, as DynamoDB's JSON has it, is a record's of an older schema; a counter has none."""
    return "schema" in stored and int(stored["schema"]["N"]) < SCHEMA


def upgrade(model: type[Item], rows: Iterable[Mapping[str, Any]]) -> int:
    """Bring the stored rows with the keys of these up to this schema; return how many were written."""
    return sum(_is_upgraded(model, each["pk"]["S"], each["sk"]["S"]) for each in rows if is_older(each))


def _is_upgraded(model: type[Item], pk: str, sk: str) -> bool:
    try:
        stored = model.get(pk, sk, consistent_read=True)
        return int(stored.schema) < SCHEMA and _is_put(model, stored)
    except DoesNotExist:
        return False


def _is_put(model: type[Item], stored: Item) -> bool:
    """Put a row back; where somebody was faster, see what they have left."""
    row = items.row(stored)
    fresh = items.item(model, Row(row.key, row.record, {} if isinstance(row.record, Claim) else None))
    try:
        fresh.save((model.version == stored.version) & (model.schema == stored.schema))
    except PutError as refused:
        if refused.cause_response_code != _CHANGED:
            raise
        return _is_upgraded(model, stored.pk, stored.sk)
    return True
