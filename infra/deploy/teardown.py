"""`down`: everything of an environment goes, from what is called to what it is called on.

1. While there is data nothing is touched, unless the environment's name is given twice.
2. What the stack keeps on purpose (table, buckets, logs, secret) is deleted by name before the stack, which knows these
   names: whoever stops in between runs it again, and nothing is left over that bars the environment from coming back.
3. Signing keys stay in KMS: papers may still be out. Their deletion is the account owner's own step.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from infra.deploy import calls, functions, secrets, stack
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
        yield from _kept(account, chosen, outputs)
    if stack.described(account, chosen.stack):
        yield "stack: deleting ..."
        stack.clear(account, chosen.stack)
    yield f"{chosen.name} is gone; signing keys stay in KMS until the account's owner schedules their deletion"


def _data(account: Account, outputs: dict[str, str]) -> str:
    found = [
        f"objects in {outputs[name]}" for name in ("Uploads", "Documents")
        if _is_there(account, outputs[name])
        and account.objects.list_objects_v2(Bucket=outputs[name], MaxKeys=1).get("KeyCount")
    ]  # fmt: skip
    with suppress(account.tables.exceptions.ResourceNotFoundException):
        if account.tables.scan(TableName=outputs["Table"], Limit=1, Select="COUNT")["Count"]:
            found.append("records in the table")
    return ", ".join(found)


def _functions(account: Account, chosen: Chosen, outputs: dict[str, str]) -> Iterator[str]:
    calls.disconnect(account, chosen)
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


def _kept(account: Account, chosen: Chosen, outputs: dict[str, str]) -> Iterator[str]:
    for name in BUCKETS:
        if _is_there(account, outputs[name]):
            _empty(account, outputs[name])
            account.objects.delete_bucket(Bucket=outputs[name])
    with suppress(account.tables.exceptions.ResourceNotFoundException):
        account.tables.update_table(TableName=outputs["Table"], DeletionProtectionEnabled=False)
        account.tables.delete_table(TableName=outputs["Table"])
    with suppress(account.secrets.exceptions.ResourceNotFoundException):
        account.secrets.delete_secret(SecretId=outputs["PersonalSecret"], ForceDeleteWithoutRecovery=True)
    secrets.forget(account, chosen)
    for stage in functions.STAGES:
        with suppress(account.logs.exceptions.ResourceNotFoundException):
            account.logs.delete_log_group(logGroupName=f"/aws/lambda/{chosen.function(stage)}")
    yield "data: buckets, table, secrets and logs deleted"


def _is_there(account: Account, bucket: str) -> bool:
    return bool(account.objects.list_buckets(Prefix=bucket, MaxBuckets=1)["Buckets"])
