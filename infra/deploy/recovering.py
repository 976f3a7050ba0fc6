"""`recover`: the table as it was at a moment, as an export that `functions.cli backup restore` takes (docs/adr/0028).

1. DynamoDB brings a moment of the last five weeks back under another name, and a deleted table as it was at its end.
2. That copy is exported into the bucket of backups, and goes when the export is whole. The table itself is not touched.
3. Each step takes AWS from minutes to hours: the command begins the next one, says so and ends. Run it again to go on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from functions.adapters.dynamo.exports import TableExports
from infra.deploy import steps
from infra.deploy.account import Account
from infra.deploy.chosen import Chosen, Refusal

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TableDescriptionTypeDef

AGAIN = "run this again in some minutes"


def recover(account: Account, chosen: Chosen, at: datetime) -> Iterator[str]:
    """Take the next step towards an export of the table as it was `at`, an aware instant; raises Refusal."""
    outputs = steps.outputs(account, chosen)
    moment = f"{at.astimezone(UTC):%Y-%m-%dT%H%M%S}"
    copy = f"{outputs['Table']}-{moment}"
    exports = TableExports(lambda: account.tables, lambda: account.objects, copy, outputs["Backups"])
    is_whole, found = dict(exports.names()).get(moment), _described(account, copy)
    if is_whole:
        if found:
            account.tables.delete_table(TableName=copy)
        yield f"{moment} is whole: `python -m functions.cli backup restore {moment}`"
    elif is_whole is not None:
        yield f"{moment} is being written: {AGAIN}"
    elif found is None:
        _restore(account, outputs["Table"], copy, at)
        yield f"{copy} is being brought back: {AGAIN}"
    elif found["TableStatus"] != "ACTIVE":
        yield f"{copy} is still being brought back: {AGAIN}"
    else:
        _export(account, copy, exports, moment)
        yield f"{copy} is there, asked for its export: {AGAIN}"


def _described(account: Account, table: str) -> TableDescriptionTypeDef | None:
    try:
        return account.tables.describe_table(TableName=table)["Table"]
    except account.tables.exceptions.ResourceNotFoundException:
        return None


def _restore(account: Account, table: str, copy: str, at: datetime) -> None:
    if _described(account, table):
        account.tables.restore_table_to_point_in_time(SourceTableName=table, TargetTableName=copy, RestoreDateTime=at)
        return
    left = account.tables.list_backups(TableName=table, BackupType="SYSTEM")["BackupSummaries"]
    if not left:
        raise Refusal(f"the table {table} is gone for more than five weeks: take the last export of `backup list`")
    account.tables.restore_table_from_backup(TargetTableName=copy, BackupArn=left[-1]["BackupArn"])


def _export(account: Account, copy: str, exports: TableExports, moment: str) -> None:
    # An export needs what a table that was brought back does not have of itself.
    account.tables.update_continuous_backups(
        TableName=copy, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
    )
    exports.begin(moment)
