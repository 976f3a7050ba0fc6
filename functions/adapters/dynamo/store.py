"""The Store: what it reads is in `reading` and `listing`; what it writes is here, one transaction for each commit.

1. `Insert` puts where nothing is, `Replace` where the version before the record's is (nothing for version 1), `Check`
   writes nothing where the record's own version is (nothing for version 0), `Delete` removes it likewise.
2. Unique values are claimed, exchanged and given back with the record. What a replaced record claimed is read first:
   the condition on its version sees to it that this is still so when it is replaced. One commit may move a value from
   one record to another.
3. A condition that fails is the change's whose row it was, a claim's too; two claims of one value in one commit are a
   conflict as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from functions.adapters.dynamo import kinds
from functions.adapters.dynamo.kinds import Claim, Row
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
        stored = self._stored(changes)
        writes = _merged((change, write) for change in changes for write in _writes(change, stored))
        try:
            self.table.transact([write for _, write in writes])
        except WriteRefused as refused:
            raise Conflict(writes[refused.position][0]) from None

    def _stored(self, changes: Iterable[Change]) -> Mapping[Key, Row]:
        """Read the records to be replaced that may have claimed other values than they will."""
        replaced = (change.record for change in changes if isinstance(change, Replace) and change.record.version > 1)
        keys = [kinds.row(record).key for record in replaced if kinds.of(record).claims]
        return self.table.batch_get(keys) if keys else {}


def _merged(writes: Iterable[tuple[Change, Write]]) -> list[tuple[Change, Write]]:
    """Let one write stand for each row: DynamoDB takes no two."""
    merged: dict[Key, tuple[Change, Write]] = {}
    for change, write in writes:
        _, earlier = merged.get(write.row.key, (None, None))
        merged[write.row.key] = change, _moved(change, earlier, write) if earlier else write
    if len(merged) > MOST_ROWS:
        raise ValueError(f"{len(merged)} rows do not fit one transaction of {MOST_ROWS}")
    return list(merged.values())


def _moved(change: Change, one: Write, other: Write) -> Write:
    """Return the write that gives a claim to another record; raises Conflict, or ValueError for no claims."""
    if not isinstance(other.row.record, Claim):
        raise ValueError(f"two changes of one {type(other.row.record).__name__}")  # noqa: TRY004 - of value, not type
    taken, given_back = (one, other) if one.verb is Verb.PUT else (other, one)
    if given_back.verb is not Verb.DELETE or taken.verb is not Verb.PUT:
        raise Conflict(change)
    return Write(Verb.PUT, taken.row, given_back.expected)


def _writes(change: Change, stored: Mapping[Key, Row]) -> Iterator[Write]:
    record = change.record
    row, version = kinds.row(record), record.version
    match change:
        case Insert():
            yield Write(Verb.PUT, row, 0)
            yield from _exchanged(None, row)
        case Replace():
            yield Write(Verb.PUT, row, version - 1)
            yield from _exchanged(stored.get(row.key), row)
        case Check():
            yield Write(Verb.CHECK, row, version)
        case Delete():
            yield Write(Verb.DELETE, row, version)
            yield from _exchanged(row, None)


def _exchanged(before: Row | None, after: Row | None) -> Iterator[Write]:
    """Give back what only the record before claims, claim what only the one after does."""
    if not kinds.may_claim(before or after):
        return
    old = {row.key: row for row in kinds.claims(before.record)} if before else {}
    new = {row.key: row for row in kinds.claims(after.record)} if after else {}
    yield from (Write(Verb.DELETE, row, row.record.version) for key, row in old.items() if key not in new)
    yield from (Write(Verb.PUT, row, 0) for key, row in new.items() if key not in old)
