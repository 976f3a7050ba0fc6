"""The functions: both stages of zappa_settings.json, deployed by Zappa itself with what the environment adds.

1. zappa_settings.json stays the plain truth. Role, bucket, variables and name come from the stack and are written to
   `build/deploy/NAME/zappa_settings.json`, which Zappa reads.
2. A bundle lies in the bucket under its own digest: it is uploaded once, and what runs can be named.
3. What already runs this bundle with these settings and schedules is left alone. Zappa makes the schedules after the
   function, so whoever stops it in between has a function that nobody calls.
"""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from infra.deploy import mishaps
from infra.deploy.account import Account
from infra.deploy.chosen import Chosen, Refusal

if TYPE_CHECKING:
    from mypy_boto3_lambda.type_defs import FunctionConfigurationResponseTypeDef

ROOT = Path(__file__).parent.parent.parent
STAGES = {"api": "ApiRole", "issuer": "IssuerRole"}
RUNTIME = "python3.11"
_LINES = 12


def settings_file(chosen: Chosen, outputs: dict[str, str]) -> Path:
    """Write the settings that Zappa reads for an environment; return their file."""
    stages: dict[str, dict[str, Any]] = json.loads((ROOT / "zappa_settings.json").read_text(encoding="utf-8"))
    variables = chosen.environment(outputs)
    for stage, settings in stages.items():
        settings |= {
            "project_name": chosen.stack, "aws_region": chosen.region, "s3_bucket": outputs["Bundles"],
            "role_arn": outputs[STAGES[stage]], "aws_environment_variables": variables, "runtime": RUNTIME,
        }  # fmt: skip
    path = ROOT / "build/deploy" / chosen.name / "zappa_settings.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(stages, indent=2), encoding="utf-8")
    return path


def deployed(account: Account, name: str) -> FunctionConfigurationResponseTypeDef | None:
    """Return what Lambda runs, None when there is no such function."""
    try:
        return account.functions.get_function_configuration(FunctionName=name)
    except account.functions.exceptions.ResourceNotFoundException:
        return None


def schedules(account: Account, running: FunctionConfigurationResponseTypeDef | None) -> int:
    """Return how many schedules call what runs."""
    if running is None:
        return 0
    return len(account.schedules.list_rule_names_by_target(TargetArn=running["FunctionArn"])["RuleNames"])


def difference(
    running: FunctionConfigurationResponseTypeDef | None, stage: str, settings: Path, bundle: Path, scheduled: int
) -> tuple[str, ...]:
    """Return what is not as it is to be, in words; nothing where all is. `scheduled` is what `schedules` returns."""
    if running is None:
        return ("not deployed yet",)
    stages = json.loads(settings.read_text(encoding="utf-8"))
    wanted = stages.get(stages[stage].get("extends"), {}) | stages[stage]
    digest = base64.b64encode(hashlib.sha256(bundle.read_bytes()).digest()).decode()
    pairs = {
        "another bundle": (running["CodeSha256"], digest),
        "other variables": (running.get("Environment", {}).get("Variables", {}), wanted["aws_environment_variables"]),
        "another role": (running["Role"], wanted["role_arn"]),
        "more or less memory": (running["MemorySize"], wanted["memory_size"]),
        "another time limit": (running["Timeout"], wanted["timeout_seconds"]),
        "another runtime": (running["Runtime"], wanted["runtime"]),
        "other schedules": (scheduled, len(wanted.get("events", ()))),
    }  # fmt: skip
    return tuple(words for words, (there, here) in pairs.items() if there != here)


def upload(account: Account, bucket: str, bundle: Path) -> str:
    """Put a bundle under its digest unless it is there; return its address for Zappa."""
    key = f"{hashlib.sha256(bundle.read_bytes()).hexdigest()}.zip"
    try:
        account.objects.head_object(Bucket=bucket, Key=key)
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] != 404:  # noqa: PLR2004 - HTTP's own number
            raise
        account.objects.put_object(Bucket=bucket, Key=key, Body=bundle.read_bytes())
    return f"s3://{bucket}/{key}"


def zappa(command: str, stage: str, settings: Path, *arguments: str) -> None:
    """Run a command of Zappa's on a stage; raises Refusal with its last lines."""
    # `--json` keeps Zappa from asking the package index for a newer version of itself.
    line = [sys.executable, "-m", "zappa.cli", command, stage, "--settings_file", str(settings), "--json", *arguments]
    ran = subprocess.run(
        line, cwd=settings.parent, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )
    if ran.returncode:
        raise Refusal(mishaps.told(ran.stdout) or _last_lines(f"zappa {command} {stage}", ran.stdout))


def _last_lines(command: str, output: str) -> str:
    last = "\n".join(output.splitlines()[-_LINES:])
    return f"{command} failed; what ran before still runs. Its last lines:\n{last}"
