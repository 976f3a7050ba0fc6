"""An environment in an emulated account: deployed, operated and asked as from outside.

Everything is asked through the gateway, which is the one origin where no CDN is.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from functions import bootstrap, settings
from functions.domain.imports import State
from functions.ports import Services
from infra import bundle
from infra.deploy.account import Account
from infra.deploy.chosen import Chosen, read
from infra.deploy.functions import STAGES, deployed
from infra.deploy.stack import outputs
from infra.seed.cast import SCHOOL
from tests import runbook
from tests.integration.infra.journey import PATIENCE

ROOT = Path(__file__).parents[2]
NOTING = Path(__file__).parent / "noting"
REGION = "cn-north-1"
HOST = "agreements.example.edu.cn"
SENDER = "notice@platform.example"
# The first deployment whole, and of the rest what only a deployment can do.
_FIRST = next(at for at, one in enumerate(runbook.blocks()) if one.heading == "A new release")
BLOCKS = tuple(one for at, one in enumerate(runbook.blocks()) if at < _FIRST or one.is_deploying)
PASSPHRASE = "correct horse battery staple"


def run(*command: str, variables: dict[str, str] | None = None, is_refused: bool = False) -> str:
    """Run a module as an operator does; return what it says."""
    ended = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, env=os.environ | (variables or {}), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert ended.returncode == is_refused, (command, ended.stdout, ended.stderr)
    assert "Traceback" not in ended.stderr
    return ended.stderr if is_refused else ended.stdout


class Environment:
    """One environment of the account at `endpoint`; what an operator keeps for it lies in `folder`."""

    origin = f"https://{HOST}"

    def __init__(self, name: str, endpoint: str, folder: Path, **variables: str) -> None:
        self.name, self.endpoint, self.folder = name, endpoint, folder
        for kept in ("environments", "stick"):
            (folder / kept).mkdir(parents=True)
        for each in ("build", "functions", "portal_static"):
            (folder / each).symlink_to(ROOT / each)
        (folder / "passphrase").write_text(PASSPHRASE, "utf-8")
        self.root, self.file = folder / "root.pem", folder / "environments" / f"{name}.json"
        said = {
            "region": REGION, "host": HOST, "mail_from": SENDER, "root": "root.pub.pem",
            "variables": {"DEPLOYMENT": "test", "AWS_ENDPOINT": endpoint} | variables,
        }  # fmt: skip
        self.file.write_text(json.dumps(said), "utf-8")
        self.account, self.bundles = Account(REGION), bundle.FOLDER
        self.calls = folder / "calls.jsonl"
        self.noting = {"PYTHONPATH": f"{NOTING}:{ROOT}", "NOTED_CALLS": str(self.calls)}
        self.shell = os.environ | self.noting
        self.left = [*BLOCKS]

    def follow(self, heading: str, *, is_refused: bool = False) -> str:
        """Type the runbook's next block, which is under this heading; return what it says."""
        block = self.left.pop(0)
        assert block.heading == heading
        typed = "\n".join(line for line in block.lines if line not in runbook.BY_HAND)
        variables = self.folder / "variables"
        script = f"{runbook.typed(typed, self.words)}\nenv -0 > {variables}"
        ended = runbook.shell(script, self.folder, self.shell)
        assert (ended.returncode != 0) == is_refused, (typed, ended.stdout, ended.stderr)
        assert "Traceback" not in ended.stderr
        if not is_refused:
            self.shell = dict(each.partition("=")[::2] for each in variables.read_text().split("\0") if each)
        said = ended.stderr if is_refused else ended.stdout
        runbook.require_printed(block, said, self.words)
        return said

    @property
    def words(self) -> dict[str, str]:
        """What stands for the words in capitals, and what is typed otherwise where AWS is an emulator."""
        secret = f"--passphrase-file {self.folder / 'passphrase'}"
        return {
            # The bundles are made before; nobody sits there to type a passphrase; Zappa would ask for a newer one.
            "plan --env NAME": f"plan --env NAME --bundles {self.bundles}", "keys root": f"keys root {secret}",
            "up --env NAME": f"up --env NAME --bundles {self.bundles}",
            "--root root.pem": f"--root root.pem {secret}", "-n 1": "--json -n 1",
            "zappa rollback": "python -m tests.deploy.zappa_here rollback",
            "NAME": self.name, "SCHOOL": SCHOOL.code, "ADDRESS": "first@platform.example", "PERSON": "值班员",
            "TIME": "2026-11-20T09:00+08:00",
            "/media/stick": str(self.folder / "stick"),
        }  # fmt: skip

    @property
    def chosen(self) -> Chosen:
        return read(self.name, self.file)

    def deploy(self, command: str, *arguments: str, is_refused: bool = False) -> str:
        line = ("infra.deploy", command, "--env", self.name, "--file", str(self.file))
        return run(*line, *arguments, variables=self.noting, is_refused=is_refused)

    def outputs(self) -> dict[str, str]:
        return outputs(self.account, self.chosen.stack)

    def settings(self) -> dict[str, str]:
        """Return the variables with which an operator works on the environment."""
        lines = (shlex.split(line)[0].partition("=") for line in self.deploy("variables").splitlines())
        return {name: value for name, _, value in lines}

    def services(self) -> Services:
        return bootstrap.services(settings.read(self.settings()))

    def runs(self, stage: str) -> str:
        """Return the digest of what a function runs."""
        found = deployed(self.account, self.chosen.function(stage))
        assert found
        return found["CodeSha256"]

    def runs_nothing(self) -> bool:
        return not any(deployed(self.account, self.chosen.function(stage)) for stage in STAGES)

    def imported(self) -> None:
        """Wait until the deployed issuer has done what there is to import."""
        store, deadline = self.services().store, time.monotonic() + PATIENCE
        while any(one.state in {State.CHECKING, State.RUNNING} for one in store.imports(SCHOOL.code).items):
            assert time.monotonic() < deadline, "the issuer never imported the roster"

    def get(self, path: str) -> tuple[int, dict[str, str], bytes]:
        return self.send(urllib.request.Request(self.origin + path))

    def send(self, request: urllib.request.Request) -> tuple[int, dict[str, str], bytes]:
        path = request.full_url.removeprefix(self.origin)
        request.full_url = f"{self.endpoint}/restapis/{self.outputs()['Gateway']}/live/_user_request_{path}"
        request.add_header("Accept", "*/*")
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return answer.status, {name.title(): value for name, value in answer.headers.items()}, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, dict(error.headers), error.read()
