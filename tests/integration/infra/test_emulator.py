"""What the local AWS keeps between two starts, and what it says when it cannot start."""

from __future__ import annotations

import fcntl
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from infra import emulator
from infra.emulator import Emulator, EmulatorError

ROOT = Path(__file__).parents[3]
TABLE = {
    "TableName": "agreements",
    "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
}
KEY = {"KeySpec": "ECC_NIST_EDWARDS25519", "KeyUsage": "SIGN_VERIFY"}
TEMPLATE = {
    "Resources": {
        "Table": {"Type": "AWS::DynamoDB::Table", "Properties": TABLE},
        "Papers": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "papers"}},
        "Key": {"Type": "AWS::KMS::Key", "Properties": KEY},
        "Name": {
            "Type": "AWS::KMS::Alias",
            "Properties": {"AliasName": "alias/signing", "TargetKeyId": {"Ref": "Key"}},
        },
    }
}
STARTS_AND_IS_KILLED = """
import os, signal, sys, boto3
from pathlib import Path
from infra import emulator
running = emulator.start(Path(sys.argv[1]))
s3 = boto3.client("s3", endpoint_url=running.endpoint_url)
s3.create_bucket(Bucket="papers", CreateBucketConfiguration={"LocationConstraint": "cn-north-1"})
os.kill(os.getpid(), signal.SIGKILL)
"""


def client(running: Emulator, service: str) -> Any:
    return boto3.client(service, endpoint_url=running.endpoint_url)


def fill(running: Emulator) -> bytes:
    """Write one of everything; return the public key that was made."""
    stacks = client(running, "cloudformation")
    stacks.create_stack(StackName="local", TemplateBody=json.dumps(TEMPLATE))
    stacks.get_waiter("stack_create_complete").wait(StackName="local", WaiterConfig={"Delay": 0.1})
    client(running, "dynamodb").put_item(TableName="agreements", Item={"pk": {"S": "one"}})
    client(running, "s3").put_object(Bucket="papers", Key="one.pdf", Body=b"paper")
    mail = client(running, "sesv2")
    mail.create_email_identity(EmailIdentity="school@example.cn")
    mail.send_email(
        FromEmailAddress="school@example.cn",
        Destination={"ToAddresses": ["student@example.cn"]},
        Content={"Simple": {"Subject": {"Data": "邀约"}, "Body": {"Text": {"Data": "请查看"}}}},
    )
    return public_key(running)


def public_key(running: Emulator) -> bytes:
    return client(running, "kms").get_public_key(KeyId="alias/signing")["PublicKey"]


@pytest.fixture(scope="module")
def restarted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Emulator, bytes]]:
    folder = tmp_path_factory.mktemp("local")
    first = emulator.start(folder)
    key = fill(first)
    first.stop()
    second = emulator.start(folder)
    yield second, key
    second.stop()


def test_an_item_of_a_table_made_by_cloudformation_survives(restarted: tuple[Emulator, bytes]) -> None:
    found = client(restarted[0], "dynamodb").get_item(TableName="agreements", Key={"pk": {"S": "one"}})
    assert found["Item"] == {"pk": {"S": "one"}}


def test_the_stack_survives_so_that_nothing_is_made_twice(restarted: tuple[Emulator, bytes]) -> None:
    (stack,) = client(restarted[0], "cloudformation").describe_stacks(StackName="local")["Stacks"]
    assert stack["StackStatus"] == "CREATE_COMPLETE"


def test_an_object_survives(restarted: tuple[Emulator, bytes]) -> None:
    assert client(restarted[0], "s3").get_object(Bucket="papers", Key="one.pdf")["Body"].read() == b"paper"


def test_the_signing_key_survives(restarted: tuple[Emulator, bytes]) -> None:
    assert public_key(restarted[0]) == restarted[1]


def test_the_mail_survives_and_is_there_once(restarted: tuple[Emulator, bytes]) -> None:
    assert [(mail["Subject"], mail["To"]) for mail in restarted[0].mailbox()] == [("邀约", ["student@example.cn"])]


def test_a_second_emulator_on_the_same_folder_is_refused(restarted: tuple[Emulator, bytes]) -> None:
    with pytest.raises(EmulatorError, match="another emulator is using"):
        emulator.start(restarted[0].state_dir)


def test_an_emulator_that_cannot_start_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setattr(emulator, "_free_port", lambda: port)
        monkeypatch.setattr(emulator, "_is_ready", lambda _: False)
        with pytest.raises(EmulatorError, match=f"{port} is already in use"):
            emulator.start(tmp_path)


def test_the_state_survives_the_death_of_the_parent(tmp_path: Path) -> None:
    died = subprocess.run([sys.executable, "-c", STARTS_AND_IS_KILLED, str(tmp_path)], cwd=ROOT, check=False)
    assert died.returncode == -signal.SIGKILL
    with (tmp_path / "lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
    running = emulator.start(tmp_path)
    buckets = client(running, "s3").list_buckets()["Buckets"]
    running.stop()
    assert [bucket["Name"] for bucket in buckets] == ["papers"]
