"""`down`: everything of an environment goes, from what is called to what it is called on.

1. While there is data nothing is touched, unless the environment's name is given twice.
2. What the stack keeps on purpose (table, buckets, logs, secret) is deleted by name after the stack is gone.
3. Signing keys stay in KMS: papers may still be out. Their deletion is the account owner's own step.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from infra.deploy import calls, functions, stack
from infra.deploy.account import Account
from infra.deploy.chosen import Chosen, Refusal

if TYPE_CHECKING:
    from mypy_boto3_s3.type_defs import ObjectIdentifierTypeDef

BUCKETS = ("Uploads", "Documents", "Site", "Backups", "Bundles")


def down(account: Account, chosen: Chosen, confirmed: str | None) -> Iterator[str]:
    """Delete an environment; raises Refusal while there is data and `confirmed` is not its name."""
    outputs = stack.outputs(account, chosen.stack)
    if confirmed not in {None, chosen.name}:
        raise Refusal(f"--yes-delete names {confirmed!r}, --env {chosen.name!r}: nothing was touched")
    if outputs and confirmed is None and (held := _data(account, outputs)):
        raise Refusal(f"there is data ({held}): nothing was touched. `--yes-delete {chosen.name}` deletes it for good")
    if outputs:
        yield from _functions(account, chosen, outputs)
        for name in BUCKETS:
            _empty(account, outputs[name])
        yield "data: buckets emptied"
        account.tables.update_table(TableName=outputs["Table"], DeletionProtectionEnabled=False)
    if stack.described(account, chosen.stack):
        yield "stack: deleting ..."
        stack.clear(account, chosen.stack)
    yield from _kept(account, outputs)
    yield f"{chosen.name} is gone; signing keys stay in KMS until the account's owner schedules their deletion"


def _data(account: Account, outputs: dict[str, str]) -> str:
    found = [
        f"objects in {outputs[name]}" for name in ("Uploads", "Documents")
        if account.objects.list_objects_v2(Bucket=outputs[name], MaxKeys=1).get("KeyCount")
    ]  # fmt: skip
    if account.tables.scan(TableName=outputs["Table"], Limit=1, Select="COUNT")["Count"]:
        found.append("records in the table")
    return ", ".join(found)


def _functions(account: Account, chosen: Chosen, outputs: dict[str, str]) -> Iterator[str]:
    calls.disconnect(account, chosen, outputs["TableStream"])
    settings = functions.settings_file(chosen, outputs)
    for stage in functions.STAGES:
        if functions.deployed(account, chosen.function(stage)):
            functions.zappa("undeploy", stage, settings, "--yes")
            yield f"{stage}: gone"


def _empty(account: Account, bucket: str) -> None:
    pages = account.objects.get_paginator("list_object_versions").paginate(Bucket=bucket)
    for each in pages:
        versions = [*each.get("Versions", []), *each.get("DeleteMarkers", [])]
        doomed: list[ObjectIdentifierTypeDef] = [{"Key": one["Key"], "VersionId": one["VersionId"]} for one in versions]
        if doomed:
            account.objects.delete_objects(Bucket=bucket, Delete={"Objects": doomed, "Quiet": True})


def _kept(account: Account, outputs: dict[str, str]) -> Iterator[str]:
    if not outputs:
        return
    account.tables.delete_table(TableName=outputs["Table"])
    for name in BUCKETS:
        _drop(account, outputs[name])
    account.secrets.delete_secret(SecretId=outputs["PersonalSecret"], ForceDeleteWithoutRecovery=True)
    yield "data: table, buckets and secret deleted"


def _drop(account: Account, bucket: str) -> None:
    if account.objects.list_buckets(Prefix=bucket, MaxBuckets=1)["Buckets"]:
        account.objects.delete_bucket(Bucket=bucket)
