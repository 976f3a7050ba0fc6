"""`recover`: the table as it was at a moment, as an export that `functions.cli backup restore` takes (docs/adr/0028).

1. DynamoDB brings a moment of the last five weeks back under another name, and a deleted table as it was at its end.
2. That copy is exported into the bucket of backups, and goes when the export is whole. The table itself is not touched.
3. Each step takes AWS from minutes to hours: the command begins the next one, says so and ends. Run it again to go on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from functions.adapters.dynamo.exports import TableExports
from infra.deploy import stack, tables
from infra.deploy.account import Account
from infra.deploy.chosen import Chosen, Refusal

AGAIN = "run this again in some minutes"


def recover(account: Account, chosen: Chosen, at: datetime) -> Iterator[str]:
    """Take the next step towards an export of the table as it was `at`, an aware instant; raises Refusal."""
    outputs = stack.required(account, chosen.stack)
    moment = f"{at.astimezone(UTC):%Y-%m-%dT%H%M%S}"
    copy = f"{outputs['Table']}-{moment}"
    exports = TableExports(lambda: account.tables, lambda: account.objects, copy, outputs["Backups"])
    is_whole, found = dict(exports.names()).get(moment), tables.described(account, copy)
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


def _restore(account: Account, table: str, copy: str, at: datetime) -> None:
    if tables.described(account, table):
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
