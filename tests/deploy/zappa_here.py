"""Zappa's command line where the emulator is not Lambda: it gives the newest code for every version of a function.

1. It does not read `function:NAME:VERSION`, a name that Lambda takes.
2. A version's own code lies in the bucket of bundles, under its digest (infra/deploy/functions.py).
"""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import boto3
from zappa import cli, core

_client = core.Zappa.boto_client


def _without_prefix(params: dict[str, Any], **_: object) -> None:
    params["FunctionName"] = params["FunctionName"].removeprefix("function:")


def _with_its_own_code(parsed: dict[str, Any], **_: object) -> None:
    digest = base64.b64decode(parsed["Configuration"]["CodeSha256"]).hex()
    parsed["Code"]["Location"] = f"{digest}.zip"


def _fetched(key: str) -> SimpleNamespace:
    settings = json.loads(Path(sys.argv[sys.argv.index("--settings_file") + 1]).read_text("utf-8"))
    found = boto3.client("s3").get_object(Bucket=settings["api"]["s3_bucket"], Key=key)
    return SimpleNamespace(status_code=200, content=found["Body"].read())


def _named(self: core.Zappa, service: str, *arguments: Any, **options: Any) -> Any:
    client = _client(self, service, *arguments, **options)
    client.meta.events.register("provide-client-params.lambda.GetFunction", _without_prefix)
    client.meta.events.register("after-call.lambda.GetFunction", _with_its_own_code)
    return client


if __name__ == "__main__":
    core.Zappa.boto_client, core.requests = _named, SimpleNamespace(get=_fetched)
    cli.handle()
