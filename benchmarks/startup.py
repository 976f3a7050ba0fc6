"""What it takes to import the API's entry point, against importing flask, boto3 and pynamodb, each in a new process.

Both come from compiled bytecode, as in a deployed package: a first process writes it to a folder of this run.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile

ROUNDS = 9
LIMIT = 1.3
FLOOR = "import flask, boto3, pynamodb.models, pynamodb.transactions"
SUBJECT = "import functions.entrypoints"
_MEASURE = "import time; t = time.process_time(); {}; print(time.process_time() - t)"
# What a deployment sets; nothing of it is reached while importing.
ENVIRONMENT = {
    "DEPLOYMENT": "test", "OFFICIAL_HOST": "agreements.example", "AWS_REGION": "cn-north-1", "TABLE": "table",
    "UPLOADS_BUCKET": "uploads", "DOCUMENTS_BUCKET": "documents", "SITE_BUCKET": "site",
    "MAIL_FROM": "notice@agreements.example", "PERSONAL_SECRET": "personal",
}  # fmt: skip


def seconds(statement: str, bytecode: str) -> float:
    """Return the CPU seconds of a statement in a process of its own; `bytecode` is the folder that it lies in."""
    command = [sys.executable, "-c", _MEASURE.format(statement)]
    compiled = {"PYTHONPYCACHEPREFIX": bytecode, "PYTHONDONTWRITEBYTECODE": ""}
    done = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, env=os.environ | ENVIRONMENT | compiled
    )
    return float(done.stdout)


def ratio() -> tuple[float, float]:
    """Return the median ratio and the median milliseconds of the entry point."""
    with tempfile.TemporaryDirectory() as bytecode:
        pairs = [(seconds(FLOOR, bytecode), seconds(SUBJECT, bytecode)) for _ in range(1 + ROUNDS)][1:]
    return statistics.median(own / base for base, own in pairs), statistics.median(own for _, own in pairs) * 1000


if __name__ == "__main__":
    found, cost = ratio()
    print(f"importing the entry point {found:6.2f}x of flask + boto3 + pynamodb (at most {LIMIT}x), {cost:.0f} ms")
