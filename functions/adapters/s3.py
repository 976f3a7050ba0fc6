"""Private objects, versioned and encrypted by their bucket (infra/template.yaml).

1. A key is made of opaque ids and fixed words, never of a name, a number or a file's own name.
2. What is drawn lies under `documents/`, in a bucket of its own; all else was uploaded.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO, cast

from botocore.config import Config
from botocore.exceptions import ClientError

from functions.domain.errors import NotFound

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import GetObjectOutputTypeDef

_KEY = re.compile(r"[a-z0-9_-]+(/[a-z0-9_-]+)*(\.[a-z0-9]+)?")
_DOCUMENTS = "documents/"
_IN_MEMORY = 1 << 20
_LINK_SECONDS = 300
# Links in every region are signed as new buckets want it, and lead to the region's own host: no redirect breaks them.
SIGNED = Config(signature_version="s3v4", s3={"addressing_style": "virtual"})


class S3Blobs:
    """The objects of two private buckets; `connect` returns the client at the first need of it."""

    def __init__(self, connect: Callable[[], S3Client], uploads: str, documents: str) -> None:
        self._connect = connect
        self._uploads = uploads
        self._documents = documents

    def put(self, key: str, content: bytes, media_type: str) -> None:
        """Store an object; ValueError for a key that could hold more than ids and words."""
        if not _KEY.fullmatch(key):
            raise ValueError("a blob's key holds only lower-case ids and words")
        self._connect().put_object(Bucket=self._bucket(key), Key=key, Body=content, ContentType=media_type)

    def get(self, key: str) -> bytes:
        """Return an object's content; raises NotFound."""
        return self._object(key)["Body"].read()

    def open(self, key: str) -> BinaryIO:
        """Return an object as a file that can seek, on disk where it is large; raises NotFound."""
        with self._object(key)["Body"] as body:
            spool = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the caller closes it
            shutil.copyfileobj(body, spool)
        spool.seek(0)
        return cast("BinaryIO", spool)

    def exists(self, key: str) -> bool:
        """Tell whether there is an object."""
        try:
            self._connect().head_object(Bucket=self._bucket(key), Key=key)
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:  # noqa: PLR2004 - HTTP's own number
                return False
            raise
        return True

    def delete(self, key: str) -> None:
        """Take an object away, if it is there; its bucket forgets it for good after a month (infra/template.yaml)."""
        self._connect().delete_object(Bucket=self._bucket(key), Key=key)

    def link(self, key: str, disposition: str) -> str:
        """Return a signed address of an object, good for five minutes; nobody is asked whether there is one."""
        asked = {"Bucket": self._bucket(key), "Key": key, "ResponseContentDisposition": disposition}
        return self._connect().generate_presigned_url("get_object", Params=asked, ExpiresIn=_LINK_SECONDS)

    def _bucket(self, key: str) -> str:
        return self._documents if key.startswith(_DOCUMENTS) else self._uploads

    def _object(self, key: str) -> GetObjectOutputTypeDef:
        s3 = self._connect()
        try:
            return s3.get_object(Bucket=self._bucket(key), Key=key)
        except s3.exceptions.NoSuchKey:
            raise NotFound("blob") from None
