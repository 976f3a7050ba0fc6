"""The table as PynamoDB sees it; infra/template.yaml creates it, a test holds the two together.

1. One model, unbound: `bound` gives it a table's name and place. It never creates a table.
2. An index attribute that is None is not written: that is what makes the indexes sparse.
3. A row says which schema wrote it, and from which on it can be read where that is an older one (releases.py).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pynamodb.attributes import NumberAttribute, TTLAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from functions.adapters.dynamo import codec, connecting
from functions.adapters.dynamo.kinds import Row
from functions.adapters.dynamo.releases import READABLE_FROM, SCHEMA, Newer
from functions.adapters.dynamo.shapes import Index, Key

# Below the 29 seconds of API Gateway, with room for a retry.
CONNECT_SECONDS = 3
READ_SECONDS = 10


def _index(index: Index) -> GlobalSecondaryIndex[Any]:
    meta = type("Meta", (), {"index_name": index.value, "projection": AllProjection()})
    pk, sk = UnicodeAttribute(hash_key=True), UnicodeAttribute(range_key=True)
    fields = {"Meta": meta, f"{index}_pk": pk, f"{index}_sk": sk}
    index_class: type[GlobalSecondaryIndex[Any]] = type(f"{index.title()}Index", (GlobalSecondaryIndex,), fields)
    return index_class()


class Item(Model):
    """One row; `body` is the record as `codec` writes it, `count` the value of a counter, which has no body."""

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    kind = UnicodeAttribute(null=True)
    schema = NumberAttribute(null=True)
    readable_from = NumberAttribute(null=True, attr_name="rf")
    version = NumberAttribute(null=True)
    body = UnicodeAttribute(null=True)
    count_ = NumberAttribute(null=True, attr_name="count")
    ttl = TTLAttribute(null=True)

    owner_pk = UnicodeAttribute(null=True)
    owner_sk = UnicodeAttribute(null=True)
    counterparty_pk = UnicodeAttribute(null=True)
    counterparty_sk = UnicodeAttribute(null=True)
    queue_pk = UnicodeAttribute(null=True)
    queue_sk = UnicodeAttribute(null=True)
    college_pk = UnicodeAttribute(null=True)
    college_sk = UnicodeAttribute(null=True)
    work_pk = UnicodeAttribute(null=True)
    work_sk = UnicodeAttribute(null=True)

    owner = _index(Index.OWNER)
    counterparty = _index(Index.COUNTERPARTY)
    queue = _index(Index.QUEUE)
    college = _index(Index.COLLEGE)
    work = _index(Index.WORK)


def bound(table: str, *, region: str | None = None, host: str | None = None) -> type[Item]:
    """Return the model for a table; `host` is the endpoint of an emulator."""
    place = {"table_name": table, "region": region, "host": host}
    waits = {"connect_timeout_seconds": CONNECT_SECONDS, "read_timeout_seconds": READ_SECONDS}
    meta = type("Meta", (), place | waits)
    model: type[Item] = type("BoundItem", (Item,), {"Meta": meta})
    connecting.tell_caller(model)
    return model


def item(model: type[Item], row: Row) -> Item:
    """Return a row ready to be written."""
    attributes: dict[str, Any] = {}
    for index, key in row.indexes.items():
        attributes[f"{index}_pk"], attributes[f"{index}_sk"] = key
    schema, readable_from = (row.newer.schema, row.newer.readable_from) if row.newer else (SCHEMA, READABLE_FROM)
    return model(
        *row.key, kind=codec.kind(row.record), schema=schema, version=row.record.version,
        readable_from=readable_from if readable_from < schema else None,
        body=codec.encode(row.record, row.newer), ttl=row.expires, **attributes,
    )  # fmt: skip


def row(stored: Item) -> Row:
    """Return what was written; raises CodecError."""
    places = ((index, getattr(stored, f"{index}_pk"), getattr(stored, f"{index}_sk")) for index in Index)
    indexes = {index: Key(pk, sk) for index, pk, sk in places if pk}
    schema, readable_from = int(stored.schema), int(stored.readable_from or stored.schema)
    record = codec.decode(stored.kind, schema, stored.body, readable_from)
    newer = Newer(schema, readable_from, json.loads(stored.body)) if schema > SCHEMA else None
    return Row(Key(stored.pk, stored.sk), record, indexes, newer)


OF_RECORD = ["schema", "body"]


def record(kind: str, stored: Mapping[str, Mapping[str, str]]) -> Any:  # noqa: ANN401 - a record of that kind
    """Return the record of a row of which OF_RECORD was read, in DynamoDB's own form; raises CodecError."""
    return codec.decode(kind, int(stored["schema"]["N"]), stored["body"]["S"])
