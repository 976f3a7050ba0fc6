"""The public static files that a verifier reads: status lists under `s/`, trust lists under `t/`, the page `v`.

1. A file with an order replaces only one of a lower order: jobs that overlap cannot turn the time back
   (verification.md 4). The write names the version that was looked at (If-Match), so that the check holds.
2. Caches may keep a file for a minute: a list says itself until when it may be believed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from botocore.exceptions import ClientError

from functions.ports import OutOfOrder, PublicFile

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

CACHE_CONTROL = "public, max-age=60"
MAX_RACES = 8
_ORDER = "order"
_LOST = frozenset({"PreconditionFailed", "ConditionalRequestConflict"})


class _Condition(TypedDict, total=False):
    IfMatch: str
    IfNoneMatch: str


class _Stored(NamedTuple):
    content: bytes | None
    order: int | None
    condition: _Condition


class S3Site:
    """The bucket behind the static site; `connect` returns the client at the first need of it."""

    def __init__(self, connect: Callable[[], S3Client], bucket: str) -> None:
        self._connect = connect
        self._bucket = bucket

    def publish(self, path: str, content: bytes, media_type: str, *, order: int | None = None) -> None:
        """Put a file at `path` (no leading slash), with `order` only over one whose order is lower.

        Raises OutOfOrder, and RuntimeError after MAX_RACES other writers in a row.
        """
        for _ in range(MAX_RACES):
            stored = self._stored(path)
            if order is not None and stored.order is not None and order <= stored.order:
                raise OutOfOrder(path, stored.order)
            if self._is_put(path, content, media_type, order, stored.condition):
                return
        raise RuntimeError(f"{path} is being published by too many at once")

    def read(self, path: str) -> bytes | None:
        """Return a file's content, None when there is none."""
        return self._stored(path).content

    def file(self, path: str) -> PublicFile | None:
        """Return a file as browsers get it, None when there is none."""
        s3 = self._connect()
        try:
            found = s3.get_object(Bucket=self._bucket, Key=path)
        except s3.exceptions.NoSuchKey:
            return None
        return PublicFile(found["Body"].read(), found["ContentType"], found.get("CacheControl") or "no-cache")

    def _stored(self, path: str) -> _Stored:
        s3 = self._connect()
        try:
            found = s3.get_object(Bucket=self._bucket, Key=path)
        except s3.exceptions.NoSuchKey:
            return _Stored(None, None, {"IfNoneMatch": "*"})
        order = found["Metadata"].get(_ORDER)
        return _Stored(found["Body"].read(), None if order is None else int(order), {"IfMatch": found["ETag"]})

    def _is_put(self, path: str, content: bytes, media_type: str, order: int | None, condition: _Condition) -> bool:
        try:
            self._connect().put_object(
                Bucket=self._bucket, Key=path, Body=content, ContentType=media_type, CacheControl=CACHE_CONTROL,
                Metadata={} if order is None else {_ORDER: str(order)}, **condition,
            )  # fmt: skip
        except ClientError as error:
            if error.response["Error"]["Code"] in _LOST:
                return False
            raise
        return True
