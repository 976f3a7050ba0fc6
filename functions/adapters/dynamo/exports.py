"""The whole table as DynamoDB exports it to the bucket of backups, and back into an empty table.

1. An export shows one moment of the table (point-in-time recovery makes it), costs no reads and is written by DynamoDB,
   encrypted, as gzipped lines of its own JSON. It is whole when its summary is there.
2. A file is held against the MD5 of DynamoDB's manifest before any row of it is used; it is on disk, not in memory.
3. A table is refilled with the very rows, those of other releases too. Schools come last: a table that lists one is
   in use and is refused, and what was stopped can be run again.
4. Serials leap, so that no number given out after the export is given out again.

Source: Amazon DynamoDB Developer Guide, "DynamoDB table export output format".
"""

from __future__ import annotations

import gzip
import hashlib
import json
import tempfile
from base64 import b64encode
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing
from datetime import datetime
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from functions.adapters.dynamo import items, keys

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import ObjectTypeDef

Stored = dict[str, dict[str, Any]]
_FOLDER = "exports/"
_SUMMARY = "/manifest-summary.json"
_ROWS_A_REQUEST = 25
_IN_MEMORY = 1 << 20
_COUNTER = keys.SERIAL.sk.text


class ExportDamaged(ValueError):  # noqa: N818 - it names the fact
    """An export is not there, not finished, or not as DynamoDB wrote it; the text says which file."""


class TableInUse(ValueError):  # noqa: N818 - it names the fact
    """The table lists schools: it is not an empty one."""


class TableExports:
    """The exports of a table in a bucket; the clients are connected at the first need of them."""

    def __init__(
        self, dynamodb: Callable[[], DynamoDBClient], s3: Callable[[], S3Client], table: str, bucket: str
    ) -> None:
        self._dynamodb, self._s3, self._table, self._bucket = dynamodb, s3, table, bucket

    def begin(self, name: str) -> None:
        """Ask for an export under a name, such as its date; asking twice is asking once."""
        arn = self._dynamodb().describe_table(TableName=self._table)["Table"]["TableArn"]
        self._dynamodb().export_table_to_point_in_time(
            TableArn=arn, S3Bucket=self._bucket, S3Prefix=f"{_FOLDER}{name}", ExportFormat="DYNAMODB_JSON",
            S3SseAlgorithm="AES256", ClientToken=f"{self._table}-{name}",
        )  # fmt: skip

    def names(self) -> tuple[tuple[str, bool], ...]:
        """Return the names of all exports, oldest first, and whether each is whole."""
        found: dict[str, bool] = {}
        for one in self._listed(_FOLDER):
            name = one["Key"].split("/")[1]
            found[name] = found.get(name, False) or one["Key"].endswith(_SUMMARY)
        return tuple(sorted(found.items()))

    def whole_since(self) -> datetime | None:
        """Return when the newest export became whole, None where none is."""
        return max(
            (one["LastModified"] for one in self._listed(_FOLDER) if one["Key"].endswith(_SUMMARY)), default=None
        )

    def _listed(self, folder: str) -> Iterator[ObjectTypeDef]:
        pages = self._s3().get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=folder)
        return (each for page in pages for each in page.get("Contents", ()))

    def records(self, name: str, kinds: Collection[str] = ()) -> Iterator[Any]:
        """Return the records of an export, of these kinds if any are named; raises ExportDamaged, CodecError."""
        for stored in self.rows(name):
            kind = stored.get("kind", {}).get("S")
            if kind and (not kinds or kind in kinds):
                yield items.row(_model().from_raw_data(stored)).record

    def rows(self, name: str) -> Iterator[Stored]:
        """Return the rows of an export as DynamoDB writes them; raises ExportDamaged."""
        for line in b"".join(self._read(self._manifest(name))).splitlines():
            yield from self._of_file(json.loads(line))

    def _manifest(self, name: str) -> str:
        ends = [one["Key"] for one in self._listed(f"{_FOLDER}{name}/") if one["Key"].endswith(_SUMMARY)]
        if not ends:
            raise ExportDamaged(f"{name}: there is no whole export of this name")
        return str(json.loads(b"".join(self._read(ends[-1])))["manifestFilesS3Key"])

    def _read(self, key: str) -> Iterator[bytes]:
        s3 = self._s3()
        try:
            body = s3.get_object(Bucket=self._bucket, Key=key)["Body"]
        except s3.exceptions.NoSuchKey:
            raise ExportDamaged(f"{key} is missing") from None
        with closing(body):
            yield from body.iter_chunks()

    def _of_file(self, said: dict[str, Any]) -> Iterator[Stored]:
        key = said["dataFileS3Key"]
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
            for part in self._read(key):
                file.write(part)
            file.seek(0)
            if b64encode(hashlib.file_digest(file, _md5).digest()).decode() != said["md5Checksum"]:
                raise ExportDamaged(f"{key} is not as it was written")
            file.seek(0)
            with gzip.open(file) as lines:
                yield from (json.loads(line)["Item"] for line in lines)

    def refill(self, rows: Iterable[Stored], leap: int) -> int:
        """Write rows into the table, which lists no school yet; serials go on `leap` later. Return how many.

        Raises TableInUse.
        """
        if next(iter(self._schools()), None):
            raise TableInUse("the table lists schools already: restore into an empty one")
        last: list[Stored] = []
        count = sum(map(self._write, _bundles(_held_back(rows, leap, last))))
        return count + sum(map(self._write, _bundles(iter(last))))

    def _schools(self) -> list[Any]:
        wanted = keys.SCHOOLS.range()
        return self._dynamodb().query(
            TableName=self._table, IndexName="queue", KeyConditionExpression="queue_pk = :pk",
            ExpressionAttributeValues={":pk": {"S": wanted.pk}}, Limit=1,
        )["Items"]  # fmt: skip

    def _write(self, rows: list[Stored]) -> int:
        wanted: Any = {self._table: [{"PutRequest": {"Item": row}} for row in rows]}
        while wanted:
            wanted = self._dynamodb().batch_write_item(RequestItems=wanted)["UnprocessedItems"]
        return len(rows)


def _md5() -> hashlib._Hash:
    """DynamoDB's own checksum: it tells damage, not a forgery."""
    return hashlib.md5(usedforsecurity=False)


def _held_back(rows: Iterable[Stored], leap: int, last: list[Stored]) -> Iterator[Stored]:
    """Give rows on, serials with their leap; schools are put into `last`."""
    for row in rows:
        if row.get("kind", {}).get("S") == "school":
            last.append(row)
        else:
            yield _leapt(row, leap) if row["sk"]["S"] == _COUNTER else row


def _leapt(row: Stored, leap: int) -> Stored:
    return row | {"count": {"N": str(int(row["count"]["N"]) + leap)}}


def _bundles(rows: Iterator[Stored]) -> Iterator[list[Stored]]:
    while bundle := list(islice(rows, _ROWS_A_REQUEST)):
        yield bundle


@cache
def _model() -> type[items.Item]:
    return items.bound("export")
