"""`python -m benchmarks.load [--students N] [--agreements M] [--write]`: see the package."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import botocore

from functions.adapters.clock import SystemClock
from infra import bundle, emulator
from infra.capacity import measured
from infra.deploy import stack
from infra.deploy.account import Account
from infra.deploy.chosen import Chosen
from infra.local import vault

HOST, SENDER = "agreements.example.edu.cn", "notice@platform.example"
STUDENTS, AGREEMENTS = 100, 10


@contextmanager
def empty_aws(folder: Path) -> Iterator[dict[str, str]]:
    """Run an AWS with nothing in it; give the variables with which it is reached."""
    running = emulator.start(folder)
    try:
        yield {
            "AWS_ENDPOINT_URL": running.endpoint_url, "AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local",
            "AWS_DEFAULT_REGION": emulator.REGION,
        }  # fmt: skip
    finally:
        running.stop()


def made(endpoint: str) -> tuple[dict[str, str], str]:
    """Make the stack; return the functions' variables, and the ARN of the table's stream."""
    chosen = Chosen(
        name="load", region=emulator.REGION, host=HOST, mail_from=vault.keep_sender(endpoint, SENDER),
        variables={"DEPLOYMENT": "test", "AWS_ENDPOINT": endpoint, "SCHOOL_REQUESTS_A_MINUTE": "0"},
    )  # fmt: skip
    account = Account(chosen.region)
    change = stack.prepare(account, chosen)
    if change is None:
        raise RuntimeError("the emulator is not empty")
    stack.execute(account, chosen, change)
    outputs = stack.outputs(account, chosen.stack)
    return chosen.environment(outputs) | {"AWS_REGION": chosen.region}, outputs["TableStream"]


def worked(folder: Path, variables: Mapping[str, str], *arguments: str) -> dict[str, Any]:
    """Let a school work with the functions of a bundle in a process of their own; return what was spent.

    The bundle has no description of the streams' service, which Lambda asks and we do not: boto3 finds it in our own.
    """
    with zipfile.ZipFile(bundle.current("issuer")) as packed:
        packed.extractall(folder)
    places = {"PYTHONPATH": f"{folder}:{bundle.ROOT}", "AWS_DATA_PATH": str(Path(botocore.__file__).parent / "data")}
    line = [sys.executable, "-m", "benchmarks.load.school", *arguments]
    done = subprocess.run(line, cwd=folder, env=os.environ | variables | places, check=True, stdout=subprocess.PIPE)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def processor() -> str:
    """Return what this machine says of its processor."""
    named = [line for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines() if line.startswith("model name")]
    return f"{len(named)} cores of {named[0].partition(': ')[2]}"


def main(arguments: list[str]) -> int:
    """Run the school, print where the time went, and with `--write` keep it for docs/capacity.md."""
    given = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch, empty_aws(Path(scratch) / "aws") as variables:
        os.environ |= variables
        environment, stream = made(variables["AWS_ENDPOINT_URL"])
        spent = worked(Path(scratch) / "bundle", environment, str(given.students), str(given.agreements), stream)
    found = {
        "date": str(SystemClock().now().date()), "machine": f"{processor()}, Python {platform.python_version()}",
        "students": given.students, "agreements": given.agreements, "spent": measured.rounded(spent["things"]),
    }  # fmt: skip
    print("\n".join(measured.lines(found)))
    print("CPU in single functions, ms an agreement:")
    for name, seconds in spent["functions"].items():
        print(f"{seconds / given.agreements * 1000:8.2f} {name}")
    if given.write:
        measured.FILE.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description="Where the functions spend time.")
    parser.add_argument("--students", type=int, default=STUDENTS, metavar="N", help="rows of the roster")
    parser.add_argument("--agreements", type=int, default=AGREEMENTS, metavar="M", help="agreements, at most N")
    parser.add_argument("--write", action="store_true", help="keep the figures for docs/capacity.md")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
