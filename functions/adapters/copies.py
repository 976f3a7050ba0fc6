"""Copies of the private and public objects, made within S3 in the bucket of backups, and brought back from there.

1. A copy lies at `objects/<bucket's use>/<key>`. Both sides are listed in the order of their keys and compared as they
   come, so that neither is ever in memory: what is new or has changed is copied, what is gone is taken away.
2. An original that is empty while its copies are not is a loss and no wish: nothing is taken away then.
3. Nothing that is there is overwritten on the way back: a status list on the site may be newer than its copy.
4. What is for a few days only is not copied: rosters, which name ID numbers, pieces of files, and the licences of
   registrations that nobody has completed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_FOLDER = "objects/"
_NOT_COPIED = ("imports/", "pieces/", "unconfirmed/")
_LAST = chr(0x10FFFF)


class _Object(NamedTuple):
    key: str
    tag: str


_NONE = _Object(_LAST, "")


class OriginalsLost(ValueError):  # noqa: N818 - it names the fact
    """A bucket is empty of which there are copies."""


class S3Copies:
    """The copies of buckets, named by their use; `connect` returns the client at the first need of it."""

    def __init__(self, connect: Callable[[], S3Client], buckets: Mapping[str, str], bucket: str) -> None:
        self._connect, self._buckets, self._bucket = connect, buckets, bucket

    def make(self) -> int:
        """Bring the copies up to date; return how many objects were copied. Raises OriginalsLost."""
        return sum(self._made(use, bucket) for use, bucket in self._buckets.items())

    def bring_back(self) -> int:
        """Copy back what is missing; return how many objects."""
        return sum(self._brought(use, bucket) for use, bucket in self._buckets.items())

    def _made(self, use: str, bucket: str) -> int:
        folder, count = f"{_FOLDER}{use}/", 0
        if not next(self._listed(bucket), None) and next(self._listed(self._bucket, folder), None):
            raise OriginalsLost(f"the bucket of {use} is empty, its copies are not: nothing was taken away")
        for original, copy in _beside(self._listed(bucket), self._listed(self._bucket, folder)):
            if original is None and copy:
                self._connect().delete_object(Bucket=self._bucket, Key=folder + copy.key)
            elif original and original != copy:
                self._copy(bucket, original.key, self._bucket, folder + original.key)
                count += 1
        return count

    def _brought(self, use: str, bucket: str) -> int:
        folder, count = f"{_FOLDER}{use}/", 0
        for original, copy in _beside(self._listed(bucket), self._listed(self._bucket, folder)):
            if original is None and copy:
                self._copy(self._bucket, folder + copy.key, bucket, copy.key)
                count += 1
        return count

    def _copy(self, source: str, key: str, to: str, as_key: str) -> None:
        self._connect().copy_object(CopySource={"Bucket": source, "Key": key}, Bucket=to, Key=as_key)

    def _listed(self, bucket: str, folder: str = "") -> Iterator[_Object]:
        pages = self._connect().get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=folder)
        for page in pages:
            for each in page.get("Contents", ()):
                if not each["Key"].startswith(_NOT_COPIED):
                    yield _Object(each["Key"].removeprefix(folder), each["ETag"])


def _beside(left: Iterator[_Object], right: Iterator[_Object]) -> Iterator[tuple[_Object | None, _Object | None]]:
    """Pair two lists by key; None stands where one has none."""
    one, other = next(left, _NONE), next(right, _NONE)
    while (one, other) != (_NONE, _NONE):
        key = min(one.key, other.key)
        yield one if one.key == key else None, other if other.key == key else None
        one, other = next(left, _NONE) if one.key == key else one, next(right, _NONE) if other.key == key else other
