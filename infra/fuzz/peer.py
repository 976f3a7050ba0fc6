"""The JavaScript verifier as one long-lived process that answers batches, a line each (answers.js)."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Self

from .answers import SETTING, Answer

_PROGRAM = Path(__file__).with_name("answers.js")


class Peer:
    """A running Node.js; with `noble`, its WebCrypto knows no Ed25519, so that @noble/ed25519 checks signatures.

    Use as a context manager. `ask` and `answers` are called in turn: Node.js works while we do.
    """

    def __init__(self, *, noble: bool = False) -> None:
        self._process = subprocess.Popen(["node", _PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._say({**SETTING, "noble": noble})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        _pipe(self._process.stdin).close()
        self._process.wait()
        _pipe(self._process.stdout).close()

    def ask(self, question: str, inputs: Sequence[str]) -> None:
        """Send a batch."""
        self._say([question, inputs])

    def answers(self) -> list[Answer]:
        """Return the answers to the batch that was sent; RuntimeError when Node.js has ended."""
        line = _pipe(self._process.stdout).readline()
        if not line:
            raise RuntimeError(f"Node.js ended with status {self._process.wait()}")
        answers: list[Answer] = json.loads(line)
        return answers

    def _say(self, said: object) -> None:
        _pipe(self._process.stdin).write(json.dumps(said).encode() + b"\n")
        _pipe(self._process.stdin).flush()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise RuntimeError("the process has no pipe")
    return pipe
