"""A table as infra/template.yaml creates it, on moto."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from unittest import mock

import boto3
import pytest
from moto import mock_aws
from moto.core import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.responses import DynamoHandler
from moto.s3.models import s3_backends

from functions.adapters.dynamo import items
from functions.adapters.dynamo.items import Item
from functions.adapters.dynamo.store import DynamoStore
from functions.adapters.dynamo.table import DynamoTable
from functions.ports import Store
from infra.template import body
from tests.fakes import MemoryTable
from tests.moto_light import lightly

REGION = "cn-north-1"
_ONE_AT_A_TIME = threading.Lock()


def _serially(call_action):
    def call(self):
        with _ONE_AT_A_TIME:
            return call_action(self)

    return call


@pytest.fixture(scope="package")
def stack() -> Iterator[dict[str, str]]:
    """Create the template's stack and give its outputs.

    DynamoDB serialises transactions; moto does not lock, so its requests are let in one at a time. Of what it cannot
    make it warns: that is tried on MiniStack (test_template.py).
    """
    serially = mock.patch.object(DynamoHandler, "call_action", _serially(DynamoHandler.call_action))
    with mock_aws(), serially, lightly():
        stacks = boto3.client("cloudformation")
        parameters = [{"ParameterKey": "Environment", "ParameterValue": "test"}]
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Tried to parse AWS::")
            stacks.create_stack(
                StackName="test", TemplateBody=body(), Parameters=parameters,
                Capabilities=["CAPABILITY_IAM"],
            )  # fmt: skip
        (made,) = stacks.describe_stacks(StackName="test")["Stacks"]
        yield {output["OutputKey"]: output["OutputValue"] for output in made["Outputs"]}


@pytest.fixture(scope="package")
def model(stack: dict[str, str]) -> type[Item]:
    """Give the model of the table; one for all tests, because a client takes long to make."""
    return items.bound(stack["Table"], region=REGION)


@pytest.fixture
def dynamo(model: type[Item]) -> Iterator[type[Item]]:
    """Give the model of the table, which is empty; its stream too, since moto copies both for each transaction."""
    yield model
    _empty_tables()


@pytest.fixture
def emptied(stack: dict[str, str]) -> dict[str, str]:
    """Give the stack's outputs with empty buckets, whatever another test has left in them."""
    _empty_buckets()
    return stack


@pytest.fixture(scope="module", autouse=True)
def _nothing_left() -> Iterator[None]:
    """Leave the stack to the next file as this one got it: which file is next depends on the worker."""
    yield
    _empty_tables()
    _empty_buckets()


def _empty_tables() -> None:
    for table in dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].tables.values():
        table.items.clear()
        table.stream_shard.items.clear()


def _empty_buckets() -> None:
    for bucket in s3_backends[DEFAULT_ACCOUNT_ID]["aws-cn"].buckets.values():
        bucket.keys.clear()


@pytest.fixture(params=["double", "moto"])
def store(request: pytest.FixtureRequest) -> Store:
    """Give a store on the double, then one on moto."""
    if request.param == "double":
        return DynamoStore(MemoryTable())
    return DynamoStore(DynamoTable(request.getfixturevalue("dynamo"), sleep=lambda _: None))
