"""`infra.deploy table`: a table made anew as the template makes it, and only by who names the environment twice."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from infra.deploy import tables
from infra.deploy.account import Account
from infra.deploy.chosen import Chosen, Refusal
from tests.integration.conftest import REGION

CHOSEN = Chosen(name="try", region=REGION, host="agreements.example", mail_from="notice@example.edu")
NAME = "agreements-try"
LASTING = {
    "KeySchema", "AttributeDefinitions", "BillingModeSummary", "StreamSpecification", "DeletionProtectionEnabled",
}  # fmt: skip


@pytest.fixture
def account(stack: dict[str, str]) -> Iterator[Account]:
    """Give an account whose stack names a table that is not there; afterwards it is gone again."""
    made = Account(REGION)
    outputs = [{"OutputKey": "Table", "OutputValue": NAME}]
    described = {"Stacks": [{"StackStatus": "CREATE_COMPLETE", "Outputs": outputs}]}
    made.__dict__["stacks"] = SimpleNamespace(describe_stacks=lambda **_: described)
    yield made
    if tables.described(made, NAME):
        made.tables.update_table(TableName=NAME, DeletionProtectionEnabled=False)
        made.tables.delete_table(TableName=NAME)


def indexes(found: Any) -> list[Any]:
    return [(one["IndexName"], one["KeySchema"], one["Projection"]) for one in found["GlobalSecondaryIndexes"]]


def test_it_is_made_as_the_stack_makes_it(account: Account, stack: dict[str, str]) -> None:
    assert "empty" in list(tables.anew(account, CHOSEN, None))[-1]
    made, theirs = (account.tables.describe_table(TableName=name)["Table"] for name in (NAME, stack["Table"]))
    assert {name: made.get(name) for name in LASTING} == {name: theirs.get(name) for name in LASTING}
    assert indexes(made) == indexes(theirs)
    assert made["SSEDescription"]["Status"] == "ENABLED"
    kept = account.tables.describe_continuous_backups(TableName=NAME)["ContinuousBackupsDescription"]
    assert kept["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"
    expiry = account.tables.describe_time_to_live(TableName=NAME)["TimeToLiveDescription"]
    assert (expiry["TimeToLiveStatus"], expiry["AttributeName"]) == ("ENABLED", "ttl")


@pytest.mark.parametrize("confirmed", [None, "", "another"])
def test_one_that_is_there_is_not_touched(account: Account, confirmed: str | None) -> None:
    list(tables.anew(account, CHOSEN, None))
    account.tables.put_item(TableName=NAME, Item={"pk": {"S": "a"}, "sk": {"S": "b"}})
    with pytest.raises(Refusal, match="nothing was touched"):
        list(tables.anew(account, CHOSEN, confirmed))
    assert account.tables.scan(TableName=NAME)["Count"] == 1


def test_one_that_is_damaged_goes_when_it_is_named_twice(account: Account) -> None:
    list(tables.anew(account, CHOSEN, None))
    before = tables.stream(account, {"Table": NAME})
    account.tables.put_item(TableName=NAME, Item={"pk": {"S": "a"}, "sk": {"S": "b"}})
    list(tables.anew(account, CHOSEN, CHOSEN.name))
    assert account.tables.scan(TableName=NAME)["Count"] == 0
    assert tables.stream(account, {"Table": NAME}) != before


def test_a_table_that_is_gone_is_said_by_name(account: Account) -> None:
    with pytest.raises(Refusal, match="agreements-try is gone"):
        tables.stream(account, {"Table": NAME})
