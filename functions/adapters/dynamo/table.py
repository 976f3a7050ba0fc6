"""What a table can do, and DynamoDB doing them.

1. A write carries the version that must be stored, 0 for "nothing". A transaction writes all rows or none.
2. `WriteRefused` names the first write, in the caller's order, whose condition failed.
3. Contention (TransactionConflict) and throttling are tried again with full jitter, under one client token, so that a
   retry of a transaction that did succeed changes nothing. When they do not end, `TableBusy` says so: it is never
   mistaken for a missing row or a failed condition.
4. Gets are strongly consistent, and so are queries of the table; DynamoDB has no consistent queries of an index.
5. Once a row of a newer release has been met, the rows that a transaction changes are read before it, and what that
   release knows of them goes back with them (releases.py). The versions that it expects make that exact.
"""

from __future__ import annotations

import random
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from pynamodb.exceptions import DoesNotExist, TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path
from pynamodb.transactions import TransactWrite

from functions.adapters.dynamo import items, kinds
from functions.adapters.dynamo.items import Item
from functions.adapters.dynamo.kinds import Row
from functions.adapters.dynamo.releases import SCHEMA
from functions.adapters.dynamo.shapes import Index, Key, Range

ATTEMPTS = 8
FIRST_PAUSE = 0.05
LONGEST_PAUSE = 2.0
_REFUSED = "ConditionalCheckFailed"
_PASSING = frozenset({
    "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded", "ThrottlingException",
    "ProvisionedThroughputExceededException", "TransactionInProgressException", "RequestLimitExceeded",
    "InternalServerError", "ServiceUnavailable",
})  # fmt: skip


class Verb(StrEnum):
    """What a write does, in the order in which PynamoDB sends them."""

    CHECK = "check"
    DELETE = "delete"
    PUT = "put"


class Write(NamedTuple):
    """One row of a transaction; `expected` is the version that must be stored, 0 for nothing."""

    verb: Verb
    row: Row
    expected: int


class WriteRefused(Exception):  # noqa: N818 - it names the fact
    """The condition of the write at `position` failed."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


class TableBusy(Exception):  # noqa: N818 - it names the fact
    """Contention or throttling that outlasted every attempt."""


class Table(Protocol):
    """Rows by key and by range, written in transactions."""

    def get(self, key: Key) -> Row | None:
        """Return a row, strongly consistent."""

    def batch_get(self, keys: Iterable[Key]) -> Mapping[Key, Row]:
        """Return those rows that exist, strongly consistent."""

    def query(self, wanted: Range, *, limit: int | None = None, after: Row | None = None) -> Iterator[Row]:
        """Return the rows of a range in order, at most `limit`, those after a row that need not exist any more."""

    def records(self, wanted: Range, kind: str) -> Iterator[Any]:
        """Return the records of a range of the table, all of one kind: what is read by the ten thousand.

        Their places are not read, which takes a quarter of a query's time.
        """

    def transact(self, writes: Sequence[Write]) -> None:
        """Write all rows or none; raises WriteRefused, TableBusy."""

    def add(self, key: Key, number: int = 1, *, expires: datetime | None = None) -> int:
        """Add to a counter, which begins at 0, and return it; DynamoDB may remove it once it has expired."""

    def tally(self, key: Key, numbers: Mapping[str, float]) -> None:
        """Add to several counters of one row, which begin at 0, in one request."""

    def tallied(self, key: Key) -> Mapping[str, float]:
        """Return those counters of a row that were ever added to."""


class DynamoTable:
    """A table of DynamoDB; `sleep` and `jitter` (seconds) are for tests."""

    def __init__(
        self,
        model: type[Item],
        *,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[float, float], float] = random.uniform,
    ) -> None:
        self._model, self._sleep, self._jitter = model, sleep, jitter
        self._has_met_newer = False

    def get(self, key: Key) -> Row | None:  # noqa: D102 - as in the protocol
        try:
            return self._row(self._model.get(*key, consistent_read=True))
        except DoesNotExist:
            return None

    def batch_get(self, keys: Iterable[Key]) -> Mapping[Key, Row]:  # noqa: D102 - as in the protocol
        found = self._model.batch_get(list(keys), consistent_read=True)
        return {row.key: row for row in map(self._row, found)}

    def query(self, wanted: Range, *, limit: int | None = None, after: Row | None = None) -> Iterator[Row]:  # noqa: D102 - as in the protocol
        found = self._model.query(
            wanted.pk, self._condition(wanted), consistent_read=wanted.index is None, index_name=wanted.index,
            scan_index_forward=not wanted.is_newest_first, limit=limit,
            last_evaluated_key=_start(after, wanted.index) if after else None,
        )  # fmt: skip
        return map(self._row, found)

    def _row(self, stored: Item) -> Row:
        row = items.row(stored)
        self._has_met_newer |= row.newer is not None
        return row

    def records(self, wanted: Range, kind: str) -> Iterator[Any]:  # noqa: D102 - as in the protocol
        stored = list(self._bodies(wanted))
        if any(int(one["schema"]["N"]) > SCHEMA for one in stored):
            # Whether this release may read them, and what it must not lose, is in attributes that were not read.
            return (row.record for row in self.query(wanted))
        return (items.record(kind, one) for one in stored)

    def _bodies(self, wanted: Range) -> Iterator[Any]:
        connection, start = self._model._get_connection(), None  # noqa: SLF001 - PynamoDB's model makes objects of all
        while True:
            found = connection.query(
                wanted.pk, self._condition(wanted), attributes_to_get=items.OF_RECORD, consistent_read=True,
                exclusive_start_key=start,
            )  # fmt: skip
            yield from found["Items"]
            if not (start := found.get("LastEvaluatedKey")):
                return

    def _condition(self, wanted: Range) -> Condition | None:
        sort_key = getattr(self._model, f"{wanted.index}_sk" if wanted.index else "sk")
        if wanted.below is not None:
            return sort_key < wanted.below  # type: ignore[no-any-return]  # PynamoDB's operators
        return sort_key.startswith(wanted.prefix) if wanted.prefix else None

    def transact(self, writes: Sequence[Write]) -> None:  # noqa: D102 - as in the protocol
        token = str(uuid.uuid4())
        if self._has_met_newer:
            writes = self._carrying(writes)
        for attempt in range(ATTEMPTS):
            if attempt:
                self._sleep(self._jitter(0, min(LONGEST_PAUSE, FIRST_PAUSE * 2**attempt)))
            if self._is_written(writes, token):
                return
        raise TableBusy(f"a transaction of {len(writes)} rows was put off {ATTEMPTS} times")

    def _carrying(self, writes: Sequence[Write]) -> Sequence[Write]:
        """Return the writes with what newer releases know of their rows."""
        found = self.batch_get(write.row.key for write in writes if write.verb is Verb.PUT and write.expected)
        return [write._replace(row=kinds.carrying(write.row, found.get(write.row.key))) for write in writes]

    def _is_written(self, writes: Sequence[Write], token: str) -> bool:
        ordered = sorted(range(len(writes)), key=lambda position: writes[position].verb)
        try:
            self._send((writes[position] for position in ordered), token)
        except TransactWriteError as error:
            codes = [reason.code if reason else None for reason in error.cancellation_reasons]
            refused = [position for position, code in zip(ordered, codes, strict=False) if code == _REFUSED]
            if refused:
                raise WriteRefused(min(refused)) from None
            if not _PASSING.intersection((*codes, error.cause_response_code)):
                raise
            return False
        return True

    def _send(self, writes: Iterable[Write], token: str) -> None:
        connection = self._model._get_connection().connection  # noqa: SLF001 - PynamoDB has no public way to it
        with TransactWrite(connection=connection, client_request_token=token) as transaction:
            for write in writes:
                self._put_in(transaction, write)

    def _put_in(self, transaction: TransactWrite, write: Write) -> None:
        model = self._model
        condition = model.version == write.expected if write.expected else model.pk.does_not_exist()
        match write.verb:
            case Verb.CHECK:
                transaction.condition_check(model, *write.row.key, condition=condition)
            case Verb.DELETE:
                transaction.delete(model(*write.row.key), condition=condition)
            case Verb.PUT:
                transaction.save(items.item(model, write.row), condition=condition)

    def add(self, key: Key, number: int = 1, *, expires: datetime | None = None) -> int:  # noqa: D102 - as in the protocol
        counter = self._model(*key)
        ending = [self._model.ttl.set(expires)] if expires else []
        counter.update(actions=[self._model.count_.add(number), *ending])
        return int(counter.count_ or 0)

    def tally(self, key: Key, numbers: Mapping[str, float]) -> None:  # noqa: D102 - as in the protocol
        adding = [Path(name).add(number) for name, number in numbers.items()]
        self._model._get_connection().update_item(*key, actions=adding)  # noqa: SLF001 - a model makes objects of all

    def tallied(self, key: Key) -> Mapping[str, float]:  # noqa: D102 - as in the protocol
        found = self._model._get_connection().get_item(*key, consistent_read=True)  # noqa: SLF001 - the same
        return {name: float(value["N"]) for name, value in found.get("Item", {}).items() if "N" in value}


def _start(after: Row, index: Index | None) -> dict[str, Any]:
    start = {"pk": {"S": after.key.pk}, "sk": {"S": after.key.sk}}
    if index:
        key = after.indexes[index]
        start |= {f"{index}_pk": {"S": key.pk}, f"{index}_sk": {"S": key.sk}}
    return start
