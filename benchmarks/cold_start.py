"""A cold start of the API: its bundle under AWS's own runtime client, against a bare Flask application packaged alike.

1. `awslambdaric` is the client that Lambda itself starts. It imports Zappa's handler from the unpacked bundle and
   answers one event. What counts is the CPU of that process, from its start to its first answer.
2. Nothing but the bundle and the runtime client can be imported, as in Lambda.
3. Floor and subject have the same packages, compiled alike, and take turns.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import zipfile
from http import HTTPStatus
from importlib.metadata import files
from pathlib import Path

from benchmarks import runtime_api
from benchmarks.startup import ENVIRONMENT
from infra import bundle
from infra.bundle import archive, packages

ROUNDS = 9
LIMIT = 1.5
HANDLER = "handler.lambda_handler"  # Zappa's, in both
RUNTIME = ("awslambdaric", "simplejson", "snapshot-restore-py")
PATH = "/api/session"
BARE = f"""
from flask import Flask

app = Flask(__name__)


@app.get("{PATH}")
def empty():
    return {{}}
"""
HOST = ENVIRONMENT["OFFICIAL_HOST"]
EVENT = {
    "resource": "/{proxy+}", "path": PATH, "httpMethod": "GET", "body": None, "isBase64Encoded": False,
    "headers": {"Host": HOST}, "multiValueHeaders": {"Host": [HOST]}, "queryStringParameters": None,
    "multiValueQueryStringParameters": None, "pathParameters": {"proxy": PATH[1:]},
    "requestContext": {"stage": "live", "path": PATH, "httpMethod": "GET", "identity": {"sourceIp": "192.0.2.1"}},
}  # fmt: skip


def ours(folder: Path) -> Path:
    """Unpack the API's bundle."""
    with zipfile.ZipFile(bundle.make("api", out=folder.with_suffix(".zip"))) as made:
        made.extractall(folder)
    return folder


def bare(folder: Path) -> Path:
    """Unpack a bundle of one empty route, with our packages and our stage's settings."""
    project = folder.with_suffix(".project")
    project.mkdir()
    (project / "bare.py").write_text(BARE, encoding="utf-8")
    settings = json.loads(bundle.SETTINGS.read_text(encoding="utf-8"))["api"] | {"app_function": "bare.app"}
    (project / "zappa_settings.json").write_text(json.dumps({"api": settings}), encoding="utf-8")
    made = bundle.packaged("api", project, packages.environment(bundle.FOLDER), folder.with_suffix(".packaged"))
    archive.rewrite(made, folder, folder.with_suffix(".zip"))
    return folder


def client(folder: Path) -> Path:
    """Put the runtime client alone into a folder, as Lambda has it beside the bundle."""
    folder.mkdir()
    for file in (file for name in RUNTIME for file in files(name) or () if ".." not in file.parts):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).symlink_to(Path(str(file.locate())).resolve())
    return folder


def seconds(content: Path, runtime: Path) -> float:
    """Return the CPU seconds of a process that starts, imports the handler and answers one event.

    RuntimeError when it answers anything but 200.
    """
    with runtime_api.serving(EVENT) as (address, invocation):
        environment = ENVIRONMENT | {"AWS_LAMBDA_RUNTIME_API": address, "PYTHONPATH": str(runtime)}
        command = [sys.executable, "-S", "-m", "awslambdaric", HANDLER]
        process = subprocess.Popen(command, cwd=content, env=environment, stdout=subprocess.DEVNULL)
        invocation.answered.wait(60)
        process.kill()
        _, status, spent = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if invocation.kind != "response" or json.loads(invocation.content)["statusCode"] != HTTPStatus.OK:
        raise RuntimeError(f"{content.name}: {invocation.kind} {invocation.content.decode()}")
    return spent.ru_utime + spent.ru_stime


def ratio() -> tuple[float, float]:
    """Return the median ratio, and the median milliseconds of the API's cold start."""
    bundle.FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        runtime, subject, floor = client(folder / "runtime"), ours(folder / "ours"), bare(folder / "bare")
        turns = [(seconds(floor, runtime), seconds(subject, runtime)) for _ in range(1 + ROUNDS)][1:]
    return statistics.median(own / base for base, own in turns), statistics.median(own for _, own in turns) * 1000


if __name__ == "__main__":
    found, cost = ratio()
    print(f"cold start of the API {found:6.2f}x of bare Flask (at most {LIMIT}x), {cost:.0f} ms")
