"""Private objects: what was put comes back, what is not there is named as such, keys tell nothing."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber
from moto import mock_aws
from mypy_boto3_s3 import S3Client

from functions.adapters.s3 import SIGNED, S3Blobs
from functions.domain.errors import NotFound

KEY = "licences/abcdefghijklmnopqrstuvwxyz.pdf"
PERSONAL: dict[str, str] = {
    "a name": "licences/张三.pdf",
    "a name in capitals": "licences/ZhangSan.pdf",
    "a way out of its folder": "licences/../secret",
    "an address": "licences/a@b.cn",
    "a leading slash": "/licences/a",
    "nothing": "",
    "a line end": "licences/a\n",
}


@pytest.fixture
def s3() -> Iterator[S3Client]:
    with mock_aws():
        client = boto3.client("s3")
        for name in ("uploads", "documents"):
            client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "cn-north-1"})
        yield client


@pytest.fixture
def blobs(s3: S3Client) -> S3Blobs:
    return S3Blobs(lambda: s3, "uploads", "documents")


def test_an_object_comes_back_with_its_type(blobs: S3Blobs, s3: S3Client) -> None:
    blobs.put(KEY, b"licence", "application/pdf")
    assert blobs.get(KEY) == b"licence"
    assert s3.head_object(Bucket="uploads", Key=KEY)["ContentType"] == "application/pdf"


REGIONS = {
    "cn-north-1": "uploads.s3.cn-north-1.amazonaws.com.cn",
    "eu-central-1": "uploads.s3.eu-central-1.amazonaws.com",
    "us-east-1": "uploads.s3.amazonaws.com",
}


@pytest.mark.parametrize(("region", "host"), REGIONS.items())
def test_a_link_is_signed_for_the_region_and_ends_soon(region: str, host: str) -> None:
    client = boto3.client("s3", region, aws_access_key_id="a", aws_secret_access_key="b", config=SIGNED)
    link = urlsplit(S3Blobs(lambda: client, "uploads", "documents").link("pieces/a", "inline; filename*=UTF-8''a.pdf"))
    asked = dict(parse_qsl(link.query))
    assert (link.scheme, link.netloc, link.path) == ("https", host, "/pieces/a")
    assert asked["response-content-disposition"] == "inline; filename*=UTF-8''a.pdf"
    assert (asked["X-Amz-Algorithm"], asked["X-Amz-Expires"]) == ("AWS4-HMAC-SHA256", "300")


WHERE = {"documents/10358/abc/1/1.pdf": "documents", KEY: "uploads", "imports/documents": "uploads"}


@pytest.mark.parametrize(("key", "bucket"), WHERE.items())
def test_what_is_drawn_lies_apart_from_what_was_uploaded(blobs: S3Blobs, s3: S3Client, key: str, bucket: str) -> None:
    blobs.put(key, b"content", "application/pdf")
    assert s3.get_object(Bucket=bucket, Key=key)["Body"].read() == blobs.get(key) == b"content"


@pytest.mark.parametrize("size", [0, 3, 3 << 20])
def test_an_opened_object_can_be_read_twice(blobs: S3Blobs, size: int) -> None:
    blobs.put(KEY, b"x" * size, "text/csv")
    with blobs.open(KEY) as file:
        assert len(file.read()) == size
        file.seek(0)
        assert file.read(1) == b"x" * min(size, 1)


@pytest.mark.parametrize("read", [S3Blobs.get, S3Blobs.open])
def test_what_is_not_there_is_not_found(blobs: S3Blobs, read: object) -> None:
    with pytest.raises(NotFound):
        read(blobs, KEY)  # type: ignore[operator]


def test_existence(blobs: S3Blobs) -> None:
    assert not blobs.exists(KEY)
    blobs.put(KEY, b"", "text/csv")
    assert blobs.exists(KEY)


def test_a_bucket_that_refuses_us_is_not_a_missing_object(s3: S3Client) -> None:
    with Stubber(s3) as answers:
        answers.add_client_error("head_object", http_status_code=403)
        with pytest.raises(ClientError):
            S3Blobs(lambda: s3, "uploads", "documents").exists(KEY)


@pytest.mark.parametrize("key", PERSONAL.values(), ids=PERSONAL)
def test_a_key_that_could_be_personal_is_refused(blobs: S3Blobs, key: str) -> None:
    with pytest.raises(ValueError, match="ids and words"):
        blobs.put(key, b"", "application/pdf")
