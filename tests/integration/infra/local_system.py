"""A running `python -m infra.local run` and its people, over HTTP."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from http.cookies import SimpleCookie
from pathlib import Path
from typing import IO, Any

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


class Browser:
    """One person's cookies, and the token that writes carry."""

    def __init__(self, running: Running, **credentials: str) -> None:
        self.running, self.cookies, self.csrf = running, SimpleCookie(), ""
        self.csrf = self.call("GET", "/api/session")["csrf"]
        self.csrf = self.call("POST", "/api/session", credentials)["csrf"]

    def call(self, method: str, path: str, body: object = None, *, version: int | None = None) -> Any:
        request = urllib.request.Request(self.running.origin + path, method=method)
        request.add_header("Cookie", "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items()))
        if method != "GET":
            request.data = json.dumps(body or {}).encode()
            request.add_header("Content-Type", "application/json")
            request.add_header("X-CSRF-Token", self.csrf)
            request.add_header("Origin", self.running.origin)
        if version is not None:
            request.add_header("If-Match", f'"{version}"')
        status, headers, content = self.running.send(request)
        assert status < 400, (method, path, status, content.decode())
        if cookie := headers.get("Set-Cookie"):
            self.cookies.load(cookie)
        return json.loads(content) if headers["Content-Type"].startswith("application/json") else content

    def until(self, path: str, wanted: str) -> Any:
        """Ask until a field is there, as a page that waits would."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if (found := self.call("GET", path)).get(wanted):
                return found
        raise AssertionError(f"{path} never had {wanted}")
