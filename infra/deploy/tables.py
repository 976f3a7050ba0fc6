"""`table`: the table made anew, empty, under its own name, for `functions.cli backup restore` (docs/adr/0028).

1. CloudFormation does not look whether what it made is still there, and another name would be another deployment: keys
   in KMS are tagged with it. So the table is made here, with the properties that infra/template.yaml gives it.
2. One that is there goes only when the environment's name is given twice. DynamoDB keeps what it held for five weeks.
3. It has another stream than before: `up` leads that to the issuer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from infra import template
from infra.deploy import stack
from infra.deploy.account import Account
from infra.deploy.chosen import Chosen, Refusal

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TableDescriptionTypeDef


def anew(account: Account, chosen: Chosen, confirmed: str | None) -> Iterator[str]:
    """Make the table anew; raises Refusal while there is one and `confirmed` is not the environment's name."""
    name = stack.required(account, chosen.stack)["Table"]
    if described(account, name):
        if confirmed != chosen.name:
            raise Refusal(f"{name} is there: nothing was touched. `--yes-delete {chosen.name}` deletes what it holds")
        yield f"table: deleting {name}; DynamoDB keeps a backup of it for five weeks ..."
        account.tables.update_table(TableName=name, DeletionProtectionEnabled=False)
        account.tables.delete_table(TableName=name)
        account.tables.get_waiter("table_not_exists").wait(TableName=name)
    _make(account, name)
    yield f"table: {name} made anew, empty; run `up`, then `functions.cli backup restore`"


def described(account: Account, name: str) -> TableDescriptionTypeDef | None:
    """Return a table, None when there is none."""
    try:
        return account.tables.describe_table(TableName=name)["Table"]
    except account.tables.exceptions.ResourceNotFoundException:
        return None


def stream(account: Account, outputs: dict[str, str]) -> str:
    """Return the ARN of the table's stream as it is now; raises Refusal where the table is gone."""
    found = described(account, outputs["Table"])
    if not found:
        raise Refusal(f"the table {outputs['Table']} is gone: docs/runbook.md says how it comes back")
    return found["LatestStreamArn"]


def _make(account: Account, name: str) -> None:
    wanted: dict[str, Any] = template.properties("Table") | {"TableName": name}
    expiry, recovery = wanted.pop("TimeToLiveSpecification"), wanted.pop("PointInTimeRecoverySpecification")
    wanted["SSESpecification"] = {"Enabled": wanted["SSESpecification"]["SSEEnabled"]}
    wanted["StreamSpecification"] |= {"StreamEnabled": True}
    account.tables.create_table(**wanted)
    account.tables.get_waiter("table_exists").wait(TableName=name)
    account.tables.update_time_to_live(TableName=name, TimeToLiveSpecification=expiry)
    account.tables.update_continuous_backups(TableName=name, PointInTimeRecoverySpecification=recovery)
