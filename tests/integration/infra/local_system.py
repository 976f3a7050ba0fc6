"""A running `python -m infra.local run` and its people, over HTTP."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[3]
PATIENCE = 60.0


def command(folder: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "infra.local", *arguments, "--folder", str(folder)]


class Running:
    """The system over a folder, on a free port, started and ready."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        self.process = subprocess.Popen(
            command(folder, "run", "--port", str(port)), cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout
        self.output: IO[str] = self.process.stdout
        self.greeting = self._read_until("Ctrl-C")
        found = re.search(r"portal +(http://\S+?)/\n", self.greeting)
        assert found, self.greeting
        self.origin = found[1]

    def _read_until(self, word: str) -> str:
        lines: list[str] = []
        for line in self.output:
            lines.append(line)
            if word in line:
                break
        return "".join(lines)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        with self.output:
            self.farewell = self.output.read()
        return self.process.wait(PATIENCE)

    def get(self, path: str) -> tuple[int, dict[str, str], bytes]:
        return self.send(urllib.request.Request(self.origin + path))

    def send(self, request: urllib.request.Request) -> tuple[int, dict[str, str], bytes]:
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return answer.status, dict(answer.headers), answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, dict(error.headers), error.read()
