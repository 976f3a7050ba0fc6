"""Publishing status lists: CPU at a million entries, and how often a burst of changes is written.

1. A million entries are eight lists. A share of SHARE has ended; what DynamoDB answers of them is made beforehand and
   read as it would come over the wire. Signing is local: in AWS, KMS does it.
2. A burst of 1,000 changes of one list is counted in what it writes: objects of the site, and transactions.

Run alone with ``python -m benchmarks.status``.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Any
from unittest import mock

from botocore.awsrequest import AWSRequest, AWSResponse

from functions.adapters.dynamo import items, kinds
from functions.adapters.dynamo.shapes import Range
from functions.adapters.dynamo.table import DynamoTable, Write
from functions.usecases import statuses
from tests import factories as some
from tests.fakes import MemoryTable
from tests.world import World
from verifier.attestation.status_list import ENTRIES

LISTS, SHARE, BURST = 8, 0.03, 1000
MOST_SECONDS, MOST_OBJECTS, MOST_TRANSACTIONS = 1.0, 1, 11
# One answer of DynamoDB ends at 1 MB.
_IN_ANSWER = 4000
_PRETENDED = {"AWS_ACCESS_KEY_ID": "bench", "AWS_SECRET_ACCESS_KEY": "bench"}


class _Body:
    """An answer's body as botocore reads it."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self, **_: object) -> Iterator[bytes]:
        yield self._content


class Wire(MemoryTable):
    """A table in memory that reads the marks of lists from DynamoDB's answers."""

    def __init__(self) -> None:
        super().__init__()
        model = items.bound("bench", region="cn-north-1", host="http://127.0.0.1:1")
        self._dynamo, self._answers = DynamoTable(model), list(_answers(model))
        self._next = 0
        client = model._get_connection().connection.client  # noqa: SLF001 - PynamoDB has no public way to it
        client.meta.events.register("before-send.dynamodb", self._answer)

    def records(self, wanted: Range, kind: str) -> Iterator[Any]:  # noqa: D102 - as in the protocol
        self._next = 0
        return self._dynamo.records(wanted, kind)

    def _answer(self, request: AWSRequest, **_: object) -> AWSResponse:
        content = self._answers[self._next]
        self._next += 1
        return AWSResponse(request.url, 200, {"Content-Type": "application/x-amz-json-1.0"}, _Body(content))


def _answers(model: type[items.Item]) -> Iterator[bytes]:
    marks = [some.status_mark(index=index, is_published=True) for index in range(0, ENTRIES, int(1 / SHARE))]
    rows = [items.item(model, kinds.row(mark)).serialize() for mark in marks]
    read = [{name: row[name] for name in items.OF_RECORD if name in row} for row in rows]
    for first in range(0, len(read), _IN_ANSWER):
        found: dict[str, Any] = {"Items": read[first : first + _IN_ANSWER]}
        if first + _IN_ANSWER < len(read):
            found["LastEvaluatedKey"] = {name: rows[first][name] for name in ("pk", "sk")}
        yield json.dumps(found).encode()


def seconds() -> float:
    """Return the CPU seconds in which lists of a million entries are published."""
    with mock.patch.dict(os.environ, _PRETENDED):
        world = World(table=Wire())
        lists = [some.status_list(id=some.status_list().id + place, ordinal=place) for place in range(LISTS)]
        world.insert(*lists)
        statuses.publish(world.services, world.signer, lists[0].id)
        began = time.process_time()
        for one in lists:
            statuses.publish(world.services, world.signer, one.id)
        return time.process_time() - began


class Counting(MemoryTable):
    """A table that counts its transactions."""

    transactions = 0

    def transact(self, writes: Sequence[Write]) -> None:  # noqa: D102 - as in the protocol
        self.transactions += 1
        super().transact(writes)


def writes() -> tuple[int, int]:
    """Return how many objects and transactions a burst of changes of one list takes."""
    table = Counting()
    world = World(table=table)
    world.insert(some.status_list())
    for index in range(BURST):
        world.insert(some.status_mark(index=index))
    before, objects = table.transactions, list[str]()
    publish = world.site.publish
    with mock.patch.object(world.site, "publish", lambda path, *given, **named: (
        objects.append(path), publish(path, *given, **named)
    )):  # fmt: skip
        statuses.publish_changes(world.services, world.signer)
    return len(objects), table.transactions - before


def rows() -> Iterator[tuple[str, str, str, bool]]:
    """Yield what was measured, the figure, its limit, and whether it holds."""
    took = seconds()
    name = f"status lists of {LISTS * ENTRIES:,} entries published"
    yield name, f"{took:.2f} s CPU", f"at most {MOST_SECONDS} s", took <= MOST_SECONDS
    objects, transactions = writes()
    holds = objects <= MOST_OBJECTS and transactions <= MOST_TRANSACTIONS
    figure, limit = f"{objects} and {transactions}", f"at most {MOST_OBJECTS} and {MOST_TRANSACTIONS}"
    yield f"a burst of {BURST:,} changes: objects and transactions written", figure, limit, holds


if __name__ == "__main__":
    every = list(rows())
    for row in every:
        print(*row)
    sys.exit(not all(holds for *_, holds in every))
