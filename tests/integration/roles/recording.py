"""Which permissions the calls of botocore take, as they leave; KMS, SES and SNS answer from here.

1. moto knows neither Ed25519 nor senders that nobody has verified; S3 and Secrets Manager are its own.
2. The table is in memory, since a story of nine hundred requests takes moto a minute: `NotedTable` notes what
   DynamoDB would be asked, and a test holds it to what is asked.
3. A transaction takes the permissions of what it consists of (Amazon DynamoDB Developer Guide, "Using IAM with
   transactions"); S3 tells what is not there only to who may list the bucket.

Source: Service Authorization Reference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from functions.adapters.dynamo.kinds import Row
from functions.adapters.dynamo.shapes import Key, Range
from functions.adapters.dynamo.table import Verb, Write
from tests.fakes import MemoryTable
from tests.integration.roles.policies import Call

REGION, ACCOUNT = "cn-north-1", "123456789012"
_WRITES = {"Put": "PutItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}
_ALONE = {"DescribeTable", "GetItem", "PutItem", "UpdateItem"}
# What DynamoDB does in the bucket in the name of who asks for an export (Developer Guide, "Requesting a table export").
_EXPORTING = ("PutObject", "PutObjectAcl", "AbortMultipartUpload")
_VERBS = {Verb.PUT: "PutItem", Verb.DELETE: "DeleteItem", Verb.CHECK: "ConditionCheckItem"}


@dataclass
class Recorder:
    """The calls of each role; `acting` says whose the next ones are."""

    calls: dict[str, set[Call]] = field(default_factory=dict)
    keys: dict[str, Ed25519PrivateKey] = field(default_factory=dict)
    tags: dict[str, dict[str, str]] = field(default_factory=dict)
    _role: str = ""

    @contextmanager
    def acting(self, role: str) -> Iterator[None]:
        before, self._role = self._role, role
        yield
        self._role = before

    def install(self, patch: pytest.MonkeyPatch) -> None:
        """Have every client of this process asked first."""
        send = BaseClient._make_api_call

        def asked(client: BaseClient, operation: str, given: dict[str, Any]) -> Any:
            service = client.meta.service_model.service_name
            if not self._role:
                return self._answer(operation, given) or send(client, operation, given)
            self.note(*_permissions(service, operation, given, self))
            try:
                return self._answer(operation, given) or send(client, operation, given)
            except ClientError as error:
                if service == "s3" and error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
                    self.note(Call("s3:ListBucket", _arn("s3", given["Bucket"], is_global=True)))
                raise

        patch.setattr(BaseClient, "_make_api_call", asked)

    def note(self, *calls: Call) -> None:
        """Take down the calls of whoever acts."""
        if self._role:
            self.calls.setdefault(self._role, set()).update(calls)

    def _answer(self, operation: str, given: Mapping[str, Any]) -> dict[str, Any] | None:
        match operation:
            case "CreateKey":
                name = f"key-{len(self.keys)}"
                self.keys[name] = Ed25519PrivateKey.generate()
                self.tags[name] = {tag["TagKey"]: tag["TagValue"] for tag in given["Tags"]}
                return {"KeyMetadata": {"KeyId": name}}
            case "GetPublicKey":
                public = self.keys[given["KeyId"]].public_key()
                return {"PublicKey": public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)}
            case "Sign":
                return {"Signature": self.keys[given["KeyId"]].sign(given["Message"])}
            case "SendEmail" | "Publish" | "ExportTableToPointInTime":
                return {"MessageId": "1"}  # nobody reads what an export answers
            case "CheckIfPhoneNumberIsOptedOut":
                return {"isOptedOut": False}
        return None


def _permissions(service: str, operation: str, given: Mapping[str, Any], recorder: Recorder) -> list[Call]:
    return list({"dynamodb": _table, "s3": _object, "kms": _key, "sesv2": _mail, "sns": _text,
                 "sqs": _letter, "secretsmanager": _secret}[service](operation, given, recorder))  # fmt: skip


def _table(operation: str, given: Mapping[str, Any], _: Recorder) -> Iterator[Call]:
    if operation == "TransactWriteItems":
        for one in given["TransactItems"]:
            ((verb, write),) = one.items()
            yield Call(f"dynamodb:{_WRITES[verb]}", _arn("dynamodb", f"table/{write['TableName']}"))
    elif operation in {"BatchGetItem", "BatchWriteItem"}:
        for name in given["RequestItems"]:
            yield Call(f"dynamodb:{operation}", _arn("dynamodb", f"table/{name}"))
    elif operation == "Query":
        index = f"/index/{given['IndexName']}" if "IndexName" in given else ""
        yield Call("dynamodb:Query", _arn("dynamodb", f"table/{given['TableName']}{index}"))
    elif operation == "ExportTableToPointInTime":
        yield Call(f"dynamodb:{operation}", _arn("dynamodb", given["TableArn"].partition(":")[2].rpartition(":")[2]))
        place = _arn("s3", f"{given['S3Bucket']}/{given['S3Prefix']}/any", is_global=True)
        yield from (Call(f"s3:{action}", place) for action in _EXPORTING)
    else:
        assert operation in _ALONE, operation
        yield Call(f"dynamodb:{operation}", _arn("dynamodb", f"table/{given['TableName']}"))


def _object(operation: str, given: Mapping[str, Any], _: Recorder) -> Iterator[Call]:
    if operation == "ListObjectsV2":
        yield Call("s3:ListBucket", _arn("s3", given["Bucket"], is_global=True))
        return
    if operation == "CopyObject":
        source = given["CopySource"]
        yield Call("s3:GetObject", _arn("s3", f"{source['Bucket']}/{source['Key']}", is_global=True))
    action = {"HeadObject": "GetObject", "CopyObject": "PutObject"}.get(operation, operation)
    yield Call(f"s3:{action}", _arn("s3", f"{given['Bucket']}/{given['Key']}", is_global=True))


def _key(operation: str, given: Mapping[str, Any], recorder: Recorder) -> Iterator[Call]:
    if operation == "CreateKey":
        asked = tuple((f"aws:RequestTag/{tag['TagKey']}", tag["TagValue"]) for tag in given["Tags"])
        yield Call("kms:CreateKey", "*", (("kms:KeySpec", given["KeySpec"]), *asked))
        yield Call("kms:TagResource", _arn("kms", "key/new"), asked)
        return
    facts = tuple((f"aws:ResourceTag/{name}", value) for name, value in recorder.tags[given["KeyId"]].items())
    if operation == "Sign":
        facts += (("kms:MessageType", given["MessageType"]), ("kms:SigningAlgorithm", given["SigningAlgorithm"]))
    yield Call(f"kms:{operation}", _arn("kms", f"key/{given['KeyId']}"), facts)


def _mail(operation: str, given: Mapping[str, Any], _: Recorder) -> Iterator[Call]:
    sender = given["FromEmailAddress"]
    place, facts = _arn("ses", f"identity/{sender}"), (("ses:FromAddress", sender),)
    yield Call(f"ses:{operation}", place, facts)
    if "Attachments" in given["Content"]["Simple"]:
        yield Call("ses:SendRawEmail", place, facts)


def _letter(operation: str, given: Mapping[str, Any], _: Recorder) -> Iterator[Call]:
    yield Call(f"sqs:{operation}", _arn("sqs", given["QueueUrl"].rpartition("/")[2]))


def _text(operation: str, given: Mapping[str, Any], _: Recorder) -> Iterator[Call]:
    yield Call(f"sns:{operation}", given["PhoneNumber"] if operation == "Publish" else "*")


def _secret(operation: str, given: Mapping[str, Any], _: Recorder) -> Iterator[Call]:
    yield Call(f"secretsmanager:{operation}", _arn("secretsmanager", f"secret:{given['SecretId']}-a1B2c3"))


def _arn(service: str, name: str, *, is_global: bool = False) -> str:
    place = ":" if is_global else f"{REGION}:{ACCOUNT}"
    return f"arn:aws-cn:{service}:{place}:{name}"


class NotedTable(MemoryTable):
    """A table in memory that notes the permissions of what DynamoDB would be asked."""

    def __init__(self, recorder: Recorder, name: str) -> None:
        super().__init__()
        self._recorder, self._name = recorder, name

    def get(self, key: Key) -> Row | None:
        self._note("GetItem")
        return super().get(key)

    def batch_get(self, keys: Iterable[Key]) -> Mapping[Key, Row]:
        self._note("BatchGetItem")
        return super().batch_get(keys)

    def query(self, wanted: Range, *, limit: int | None = None, after: Row | None = None) -> Iterator[Row]:
        self._note("Query", f"/index/{wanted.index}" if wanted.index else "")
        return super().query(wanted, limit=limit, after=after)

    def transact(self, writes: Sequence[Write]) -> None:
        for write in writes:
            self._note(_VERBS[write.verb])
        super().transact(writes)

    def add(self, key: Key, number: int = 1, *, expires: datetime | None = None) -> int:
        self._note("UpdateItem")
        return super().add(key, number, expires=expires)

    def tally(self, key: Key, numbers: Mapping[str, float]) -> None:
        self._note("UpdateItem")
        super().tally(key, numbers)

    def tallied(self, key: Key) -> Mapping[str, float]:
        self._note("GetItem")
        return super().tallied(key)

    def _note(self, operation: str, index: str = "") -> None:
        self._recorder.note(Call(f"dynamodb:{operation}", _arn("dynamodb", f"table/{self._name}{index}")))
