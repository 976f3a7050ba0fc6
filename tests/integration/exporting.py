"""Moto's export of a table, finished as DynamoDB finishes one: with a manifest of its files and a summary."""

from __future__ import annotations

import gzip
import hashlib
import json
from base64 import b64encode
from typing import Any

from moto.core import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends


def finish(s3: Any, bucket: str, region: str) -> None:
    """Wait for the exports that were begun and write what moto does not write."""
    for each in dynamodb_backends[DEFAULT_ACCOUNT_ID][region].table_exports.values():
        if each.is_alive():
            each.join()
    found = s3.list_objects_v2(Bucket=bucket, Prefix="exports/").get("Contents", ())
    for key in [one["Key"] for one in found if one["Key"].endswith(".gz")]:
        describe(s3, bucket, key)


def describe(s3: Any, bucket: str, key: str) -> None:
    """Write the manifest and the summary of an export whose only file is `key`."""
    content, folder = s3.get_object(Bucket=bucket, Key=key)["Body"].read(), key.split("/data/", maxsplit=1)[0]
    said = {
        "itemCount": len(gzip.decompress(content).splitlines()),
        "md5Checksum": b64encode(hashlib.md5(content, usedforsecurity=False).digest()).decode(),
        "dataFileS3Key": key,
    }
    files = f"{folder}/manifest-files.json"
    s3.put_object(Bucket=bucket, Key=files, Body=json.dumps(said).encode() + b"\n")
    summary = json.dumps({"manifestFilesS3Key": files}).encode()
    s3.put_object(Bucket=bucket, Key=f"{folder}/manifest-summary.json", Body=summary)
