# noqa: INP001 - Python finds it by its name alone
"""Python imports this by itself where its folder is in PYTHONPATH: each call of a deployment is a line of NOTED_CALLS.

So the calls of Zappa's command line are noted too, which infra.deploy runs as a program.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

PROGRAMS = {"infra.deploy", "zappa.cli"}
KEPT = {
    "Bucket", "FunctionName", "Key", "Role", "RoleArn", "Rule", "Name", "SecretId", "S3Bucket", "S3Key", "StackName",
    "SourceTableName", "TableName", "TargetTableName", "logGroupName",
}  # fmt: skip


def note() -> None:
    """Have botocore note each call before it is made."""
    from botocore.client import BaseClient  # noqa: PLC0415 - no other program shall wait for it

    send = BaseClient._make_api_call

    def noted(client: BaseClient, operation: str, given: dict[str, Any]) -> Any:
        said = {name: value for name, value in (given | given.get("Code", {})).items() if name in KEPT}
        line = [client.meta.service_model.service_name, operation, said]
        with Path(os.environ["NOTED_CALLS"]).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        return send(client, operation, given)

    BaseClient._make_api_call = noted


if PROGRAMS & {*sys.orig_argv}:
    note()
