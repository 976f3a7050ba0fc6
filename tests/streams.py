"""The table's stream as Lambda hands it over (developer guide, "DynamoDB record event")."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from functions.adapters.dynamo import kinds
from functions.adapters.dynamo.shapes import Index
from tests.factories import NOW


def change(record: object, number: int = 1, at: datetime = NOW) -> dict[str, Any]:
    """Return the change that writing a record makes; of its image what the issuer looks at."""
    row = kinds.row(record)
    key = {"pk": {"S": row.key.pk}, "sk": {"S": row.key.sk}}
    work = {"work_pk": {"S": row.indexes[Index.WORK].pk}} if Index.WORK in row.indexes else {}
    stream = {
        "Keys": key,
        "NewImage": key | work,
        "SequenceNumber": str(number),
        "ApproximateCreationDateTime": at.timestamp(),
    }
    return {"eventSource": "aws:dynamodb", "eventName": "MODIFY", "dynamodb": stream}


def removal(record: object, number: int = 1) -> dict[str, Any]:
    """Return the change that removing a record makes."""
    made = change(record, number)
    made["dynamodb"].pop("NewImage")
    return made | {"eventName": "REMOVE"}
