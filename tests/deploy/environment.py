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
from typing import Any

from functions import bootstrap, settings
from functions.domain.imports import State
from functions.ports import Services
from infra import bundle
from infra.deploy.account import Account
from infra.deploy.chosen import Chosen, read
from infra.deploy.functions import STAGES, deployed
from infra.deploy.stack import outputs
from infra.seed.cast import SCHOOL
from tests.integration.infra.journey import PATIENCE

ROOT = Path(__file__).parents[2]
REGION = "cn-north-1"
HOST = "agreements.example.edu.cn"
SENDER = "notice@platform.example"
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
        folder.mkdir(exist_ok=True)
        self.name, self.endpoint, self.folder = name, endpoint, folder
        self.variables = {"DEPLOYMENT": "test", "AWS_ENDPOINT": endpoint} | variables
        self.root, self.passphrase = folder / "root.pem", folder / "passphrase"
        self.passphrase.write_text(PASSPHRASE, "utf-8")
        self.file = folder / f"{name}.json"
        self.write()
        self.account = Account(REGION)
        self.bundles = bundle.FOLDER

    def write(self, **more: Any) -> None:
        """Write what is chosen."""
        said = {"region": REGION, "host": HOST, "mail_from": SENDER, "variables": self.variables} | more
        self.file.write_text(json.dumps(said), "utf-8")

    @property
    def chosen(self) -> Chosen:
        return read(self.name, self.file)

    def deploy(self, command: str, *arguments: str, is_refused: bool = False) -> str:
        line = ("infra.deploy", command, "--env", self.name, "--file", str(self.file), "--bundles", str(self.bundles))
        return run(*line, *arguments, is_refused=is_refused)

    def outputs(self) -> dict[str, str]:
        return outputs(self.account, self.chosen.stack)

    def settings(self) -> dict[str, str]:
        """Return the variables with which an operator works on the environment."""
        lines = (shlex.split(line)[0].partition("=") for line in self.deploy("variables").splitlines())
        return {name: value for name, _, value in lines}

    def services(self) -> Services:
        return bootstrap.services(settings.read(self.settings()))

    def keys(self, *arguments: str) -> str:
        return run("functions.cli", "keys", *arguments, variables=self.settings())

    def signing(self) -> tuple[str, ...]:
        """Return what opens the root key."""
        return ("--root", str(self.root), "--passphrase-file", str(self.passphrase), "--yes")

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
