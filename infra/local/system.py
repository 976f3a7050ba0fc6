"""Starts and stops the parts in their order: AWS, resources, secrets, sample, trust list, site, jobs, web server."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import boto3
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from functions import bootstrap, settings
from functions.bootstrap import Issuer
from functions.jobs import catch_up
from infra import emulator, page, seed, site
from infra.emulator import Emulator, EmulatorError
from infra.local import stack, trusted, vault
from infra.local.origin import Origin
from infra.local.place import Place
from infra.local.work import DAY, HOUR, MINUTE, SECOND, Worker

ROOT = Path(__file__).parent.parent.parent
SENDER = "notice@platform.example"
# An emulator whose parent was killed is still saving: it lets go of its folder when it is done.
PATIENCE = 30.0


@contextmanager
def aws(place: Place) -> Iterator[Emulator]:
    """Run the local AWS and leave its state saved."""
    _pretend_credentials()
    running = _start(place.aws)
    try:
        yield running
    finally:
        running.stop()


def _pretend_credentials() -> None:
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN"):
        os.environ.pop(name, None)
    os.environ |= {
        "AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_DEFAULT_REGION": emulator.REGION,
    }  # fmt: skip


def _start(folder: Path) -> Emulator:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return emulator.start(folder)
        except EmulatorError as error:
            if "another emulator" not in str(error) or time.monotonic() > deadline:
                raise
        time.sleep(0.5)


class System:
    """The service over a running AWS; `host` is the official host, `127.0.0.1:PORT`."""

    def __init__(self, running: Emulator, place: Place, host: str) -> None:
        outputs = stack.deploy(running.endpoint_url)
        os.environ |= environment(running.endpoint_url, outputs, host)
        self.issuer: Issuer = bootstrap.issuer(settings.read())
        self.entrypoints = _entrypoints()
        self._root: Ed25519PrivateKey = vault.root_key(place.root)
        self._trust: bytes = b""
        self._site = place.site
        self._template = page.template()
        self._plant(place)
        self._lay_out()
        s3 = boto3.client("s3", endpoint_url=running.endpoint_url)
        self.origin = Origin(self.entrypoints.app, self._site, (s3, outputs["Site"]), running.mailbox)
        self.worker = Worker(
            (SECOND, self._catch_up), (SECOND, self.keep_trust), (MINUTE, self.entrypoints.each_minute),
            (HOUR, self.entrypoints.each_hour), (DAY, self.entrypoints.each_day),
        )  # fmt: skip

    def _plant(self, place: Place) -> None:
        if not self.issuer.services.store.schools().items:
            seed.plant(self.issuer.services, self._work)
        place.ready.touch()

    def _work(self) -> None:
        trusted.ensure(self.issuer, self._root)
        self._catch_up()

    def _catch_up(self) -> None:
        catch_up.run(self.issuer)

    def _lay_out(self) -> None:
        site.assemble(self._site)
        site.pin(self._site, self._root.public_key().public_bytes_raw())
        self.keep_trust()

    def keep_trust(self) -> None:
        """Publish who may sign, and the verifier with it, when that has changed."""
        trust = trusted.ensure(self.issuer, self._root)
        if trust != self._trust:
            root = self._root.public_key().public_bytes_raw()
            site.write(self._site / "v" / "index.html", page.embed(self._template, root_public_key=root, trust=trust))
            self._trust = trust


def environment(endpoint: str, outputs: dict[str, str], host: str) -> dict[str, str]:
    """Return the environment that functions/settings.py reads."""
    return {
        "DEPLOYMENT": "local",
        "OFFICIAL_HOST": host,
        "AWS_REGION": emulator.REGION,
        "AWS_ENDPOINT": endpoint,
        "TABLE": outputs["Table"],
        "UPLOADS_BUCKET": outputs["Uploads"],
        "DOCUMENTS_BUCKET": outputs["Documents"],
        "SITE_BUCKET": outputs["Site"],
        "MAIL_FROM": vault.keep_sender(endpoint, SENDER),
        "PERSONAL_SECRET": vault.keep_personal_secret(endpoint),
        "SIGNER": "kms",
        "FONTS": str(ROOT / "build" / "fonts"),
        "TEXTS": str(ROOT / "portal_static" / "i18n"),
    }


def _entrypoints() -> ModuleType:
    from functions import entrypoints  # noqa: PLC0415 - its import reads the environment

    return entrypoints
