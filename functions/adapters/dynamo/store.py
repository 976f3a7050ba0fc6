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
        writes: dict[Key, tuple[Change, Write]] = {}
        stored = self._stored(changes)
        for change in changes:
            for write in _writes(change, stored):
                key = write.row.key
                writes[key] = change, _moved(change, writes[key][1], write) if key in writes else write
        if len(writes) > MOST_ROWS:
            raise ValueError(f"{len(writes)} rows do not fit one transaction of {MOST_ROWS}")
        try:
            self.table.transact([write for _, write in writes.values()])
        except WriteRefused as refused:
            raise Conflict(list(writes.values())[refused.position][0]) from None

    def _stored(self, changes: Iterable[Change]) -> Mapping[Key, Row]:
        """Read the records to be replaced that may have claimed other values than they will."""
        replaced = [change.record for change in changes if type(change) is Replace and change.record.version > 1]
        keys = [kinds.row(record).key for record in replaced if kinds.of(record).claims]
        return self.table.batch_get(keys) if keys else {}


def _moved(change: Change, one: Write, other: Write) -> Write:
    """Return the write that gives a claim to another record; raises Conflict, or ValueError for no claims."""
    if not isinstance(other.row.record, Claim):
        raise ValueError(f"two changes of one {type(other.row.record).__name__}")  # noqa: TRY004 - of value, not type
    taken, given_back = (one, other) if one.verb is Verb.PUT else (other, one)
    if given_back.verb is not Verb.DELETE or taken.verb is not Verb.PUT:
        raise Conflict(change)
    return Write(Verb.PUT, taken.row, given_back.expected)


def _writes(change: Change, stored: Mapping[Key, Row]) -> list[Write]:
    """Return the change's own write and those of the values that it claims or gives back."""
    kind = kinds.of(change.record)
    row = Row(kind.home.home(change.record), change.record)
    verb, expected = _condition(change)
    writes = [Write(verb, row, expected)]
    if kind.claims and verb is not Verb.CHECK:
        before = stored.get(row.key) if type(change) is Replace else row
        writes += _exchanged(None if type(change) is Insert else before, None if verb is Verb.DELETE else row)
    return writes


def _condition(change: Change) -> tuple[Verb, int]:
    """Return what a change does and the version that must be stored."""
    version: int = change.record.version
    match change:
        case Replace():
            return Verb.PUT, version - 1
        case Insert():
            return Verb.PUT, 0
        case Check():
            return Verb.CHECK, version
        case Delete():
            return Verb.DELETE, version


def _exchanged(before: Row | None, after: Row | None) -> Iterator[Write]:
    """Give back what only the record before claims, claim what only the one after does."""
    old = {row.key: row for row in kinds.claims(before.record)} if before else {}
    new = {row.key: row for row in kinds.claims(after.record)} if after else {}
    yield from (Write(Verb.DELETE, row, row.record.version) for key, row in old.items() if key not in new)
    yield from (Write(Verb.PUT, row, 0) for key, row in new.items() if key not in old)
