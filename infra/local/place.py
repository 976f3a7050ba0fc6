"""The folder in which a local system keeps everything, and who may use it: one at a time.

1. `aws/` is the emulator's, `root/` holds the root key, `site/` the static files, with a verifier that trusts this root
   and no other; `run.log` says what went wrong, `ready` that the sample is whole.
2. A first start that was interrupted left half a sample: the next one begins again.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOST = "127.0.0.1"


class Occupied(Exception):  # noqa: N818 - it names the fact
    """Another instance or program is in the way; the text says which."""


class Place:
    """One folder, made if need be."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.aws, self.root, self.site = (folder / name for name in ("aws", "root", "site"))
        self.log, self.ready = folder / "run.log", folder / "ready"

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the folder; raises Occupied while another process does. The system lets go when the process ends."""
        with (self.folder / "lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Occupied(f"another `make run` is using {self.folder}: stop it first (Ctrl-C there)") from None
            yield

    def clear(self) -> None:
        """Forget everything but the lock, which is held."""
        for path in (self.aws, self.root, self.site):
            shutil.rmtree(path, ignore_errors=True)
        for path in (self.log, self.ready):
            path.unlink(missing_ok=True)


def listen(port: int) -> socket.socket:
    """Return a socket that listens on the loopback address; raises Occupied when the port is taken."""
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        raise Occupied(f"port {port} of {HOST} cannot be used: {os.strerror(error.errno or 0)}") from None
