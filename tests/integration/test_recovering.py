"""`infra.deploy recover`: a moment of the table becomes an export, step by step, and the table is not touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import boto3
import pytest

from functions.adapters.dynamo.exports import TableExports
from functions.adapters.dynamo.store import DynamoStore
from functions.adapters.dynamo.table import DynamoTable
from functions.ports import Insert
from infra.deploy import recovering
from infra.deploy.account import Account
from infra.deploy.chosen import Chosen, Refusal
from tests import factories
from tests.integration import exporting
from tests.integration.conftest import REGION

CHOSEN = Chosen(name="try", region=REGION, host="agreements.example", mail_from="notice@example.edu")


class Lost:
    """A table that somebody deleted, or that is being brought back; everything else is asked of moto."""

    def __init__(self, tables: Any, **answers: Callable[..., Any]) -> None:
        self._tables, self._answers = tables, answers

    def __getattr__(self, name: str) -> Any:
        return self._answers.get(name) or getattr(self._tables, name)


@pytest.fixture
def account(emptied: dict[str, str], dynamo: Any) -> Iterator[Account]:
    """Give an account whose table has a school and can be brought back; afterwards its copies are gone."""
    made = Account(REGION)
    outputs = [{"OutputKey": name, "OutputValue": value} for name, value in emptied.items()]
    described = {"Stacks": [{"StackStatus": "CREATE_COMPLETE", "Outputs": outputs}]}
    made.__dict__["stacks"] = SimpleNamespace(describe_stacks=lambda **_: described)
    made.__dict__["objects"] = boto3.client("s3", region_name=REGION)
    tables = made.__dict__["tables"] = boto3.client("dynamodb", region_name=REGION)
    recovery = {"PointInTimeRecoveryEnabled": True}  # the template asks for it; moto leaves it out
    tables.update_continuous_backups(TableName=emptied["Table"], PointInTimeRecoverySpecification=recovery)
    DynamoStore(DynamoTable(dynamo)).commit(Insert(factories.school()))
    yield made
    for name in tables.list_tables()["TableNames"]:
        if name != emptied["Table"]:
            tables.delete_table(TableName=name)


@pytest.fixture
def at() -> datetime:
    return datetime.now(UTC) - timedelta(seconds=1)


def test_a_moment_becomes_an_export(account: Account, emptied: dict[str, str], at: datetime) -> None:
    name, said = f"{at:%Y-%m-%dT%H%M%S}", []
    for _ in range(4):
        said += recovering.recover(account, CHOSEN, at)
        exporting.finish(account.objects, emptied["Backups"], REGION)
    copy = f"{emptied['Table']}-{name}"
    assert said == [
        f"{copy} is being brought back: {recovering.AGAIN}",
        f"{copy} is there, asked for its export: {recovering.AGAIN}",
        f"{name} is whole: `python -m functions.cli backup restore {name}`",
        f"{name} is whole: `python -m functions.cli backup restore {name}`",
    ]
    assert account.tables.list_tables()["TableNames"] == [emptied["Table"]], "the copy has gone"
    exports = TableExports(lambda: account.tables, lambda: account.objects, emptied["Table"], emptied["Backups"])
    assert [record.code for record in exports.records(name, ("school",))] == [factories.SCHOOL]


def test_it_says_what_is_still_on_its_way(account: Account, emptied: dict[str, str], at: datetime) -> None:
    (_,) = recovering.recover(account, CHOSEN, at)
    moto, creating = account.tables, {"Table": {"TableStatus": "CREATING"}}
    account.__dict__["tables"] = Lost(moto, describe_table=lambda **_: creating)
    assert "still being brought back" in next(recovering.recover(account, CHOSEN, at))
    account.__dict__["tables"] = moto
    (_,) = recovering.recover(account, CHOSEN, at)
    for key in ("data/a.json.gz", "manifest-files.json"):
        account.objects.put_object(Bucket=emptied["Backups"], Key=f"exports/{at:%Y-%m-%dT%H%M%S}/{key}", Body=b"")
    assert "is being written" in next(recovering.recover(account, CHOSEN, at))


def deleted(account: Account, *left: str) -> list[str]:
    """Delete the table, which leaves these backups; return which one is brought back."""
    moto, asked = account.tables, list[str]()

    def gone(**_: Any) -> Any:
        raise moto.exceptions.ResourceNotFoundException({"Error": {"Code": "", "Message": ""}}, "DescribeTable")

    account.__dict__["tables"] = Lost(
        moto, describe_table=gone, list_backups=lambda **_: {"BackupSummaries": [{"BackupArn": one} for one in left]},
        restore_table_from_backup=lambda **wanted: asked.append(wanted["BackupArn"]),
    )  # fmt: skip
    return asked


def test_a_deleted_table_is_brought_back_as_it_was_at_its_end(account: Account, at: datetime) -> None:
    asked = deleted(account, "older", "newest")
    (_,) = recovering.recover(account, CHOSEN, at)
    assert asked == ["newest"]


def test_a_table_that_is_gone_for_too_long_is_refused(account: Account, at: datetime) -> None:
    deleted(account)
    with pytest.raises(Refusal, match="take the last export"):
        next(recovering.recover(account, CHOSEN, at))
