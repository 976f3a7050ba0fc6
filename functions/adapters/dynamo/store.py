"""The Store: what it reads is in `reading` and `listing`; what it writes is here, one transaction for each commit.

1. `Insert` puts where nothing is, `Replace` where the version before the record's is (nothing for version 1), `Check`
   writes nothing where the record's own version is (nothing for version 0), `Delete` removes it likewise.
2. Unique values are claimed with an insertion, given back with a deletion, and exchanged by a replacement that says
   what the record was before.
3. A condition that fails is the change's whose row it was, a claim's too; two claims of one value in one commit are a
   conflict as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from functions.adapters.dynamo import kinds
from functions.adapters.dynamo.kinds import Row
from functions.adapters.dynamo.listing import Lists, WaitingWork
from functions.adapters.dynamo.reading import Records
from functions.adapters.dynamo.shapes import Key
from functions.adapters.dynamo.table import Verb, Write, WriteRefused
from functions.domain.errors import Conflict
from functions.ports import Change, Check, Delete, Insert, Replace

# DynamoDB's limit for one transaction.
MOST_ROWS = 100


class DynamoStore(Records, Lists, WaitingWork):
    """The port over a table of DynamoDB or its double."""

    def commit(self, *changes: Change) -> None:
        """Make all changes or none; raises Conflict, and ValueError for more than 100 rows or one row changed twice."""
        writes = [(change, write) for change in changes for write in _writes(change)]
        _check(writes)
        try:
            self.table.transact([write for _, write in writes])
        except WriteRefused as refused:
            raise Conflict(writes[refused.position][0]) from None


def _check(writes: list[tuple[Change, Write]]) -> None:
    if len(writes) > MOST_ROWS:
        raise ValueError(f"{len(writes)} rows do not fit one transaction of {MOST_ROWS}")
    seen: set[Key] = set()
    for change, write in writes:
        if write.row.key in seen and isinstance(write.row.record, kinds.Claim):
            raise Conflict(change)
        if write.row.key in seen:
            raise ValueError(f"two changes of one {type(write.row.record).__name__}")
        seen.add(write.row.key)


def _writes(change: Change) -> Iterator[Write]:
    record = change.record
    row, version = kinds.row(record), record.version
    match change:
        case Insert():
            yield Write(Verb.PUT, row, 0)
            yield from _claimed(kinds.claims(record))
        case Replace(before=before):
            yield Write(Verb.PUT, row, version - 1)
            yield from _exchanged(change) if before or version == 1 else ()
        case Check():
            yield Write(Verb.CHECK, row, version)
        case Delete():
            yield Write(Verb.DELETE, row, version)
            yield from _given_back(kinds.claims(record))


def _claimed(claims: Iterator[Row]) -> Iterator[Write]:
    return (Write(Verb.PUT, row, 0) for row in claims)


def _given_back(claims: Iterator[Row]) -> Iterator[Write]:
    return (Write(Verb.DELETE, row, row.record.version) for row in claims)


def _exchanged(change: Replace) -> Iterator[Write]:
    new = {row.key: row for row in kinds.claims(change.record)}
    old = {row.key: row for row in kinds.claims(change.before)} if change.before else {}
    yield from _claimed(row for key, row in new.items() if key not in old)
    yield from _given_back(row for key, row in old.items() if key not in new)
