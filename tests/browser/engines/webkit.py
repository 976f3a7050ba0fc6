"""WebKit, the engine of iOS: WebKitGTK's MiniBrowser over W3C WebDriver, on a screen that nobody sees."""

from __future__ import annotations

import json
import os
import select
import shutil
import socket
import subprocess
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

PATIENCE = 60
DRIVER, SCREEN = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
BROWSER = next(Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser"), None)
_RUN = """const [text, done] = arguments;
({})(JSON.parse(text)).then(found => done(JSON.stringify([found])), failed => done(`${{failed}}`));"""


class WebKit:
    """A MiniBrowser with one window, until `close`; `proxy` is `host:port`."""

    def __init__(self, proxy: str) -> None:
        self._running = ExitStack()
        self._port = _free_port()
        environment = {**os.environ, "DISPLAY": f":{self._screen()}"}
        self._start([str(DRIVER), f"--port={self._port}", "--host=127.0.0.1"], env=environment)
        options = {"binary": str(BROWSER), "args": ["--automation", f"--proxy=http://{proxy}", "--ignore-tls-errors"]}
        capabilities = {"alwaysMatch": {"acceptInsecureCerts": True, "webkitgtk:browserOptions": options}}
        self._session = ""
        session = self._ask("POST", "", capabilities=capabilities)
        self._session = f"/{session['sessionId']}"

    def open(self, url: str) -> None:
        """Open `url` and wait until it is loaded."""
        self._ask("POST", "/url", url=url)

    def run(self, function: str, argument: object) -> Any:
        """Return what the JavaScript `function` gives for `argument`; both are JSON, and a promise is waited for."""
        found = self._ask("POST", "/execute/async", script=_RUN.format(function), args=[json.dumps(argument)])
        try:
            return json.loads(found)[0]
        except json.JSONDecodeError:
            raise RuntimeError(found) from None

    def close(self) -> None:
        """End the browser, its driver and its screen."""
        with self._running:
            self._ask("DELETE", "")

    def _screen(self) -> str:
        command = [str(SCREEN), "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
        with self._start(command, stdout=subprocess.PIPE).stdout as said:
            return said.readline().decode().strip()

    def _start(self, command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, **options)
        self._running.callback(process.wait, PATIENCE)
        self._running.callback(process.terminate)
        return process

    def _ask(self, method: str, path: str, **body: object) -> Any:
        text = json.dumps(body) if method == "POST" else None
        with closing(HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)) as connection:
            _connect(connection)
            connection.request(method, f"/session{self._session}{path}", text, {"Content-Type": "application/json"})
            answer = json.load(connection.getresponse())["value"]
        if isinstance(answer, dict) and "error" in answer:
            raise RuntimeError(f"{path}: {answer['error']}: {answer['message']}")
        return answer


def _free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        port: int = listening.getsockname()[1]
        return port


def _connect(connection: HTTPConnection) -> None:
    """Connect as soon as the driver listens: it does not say when it does."""
    for _ in range(PATIENCE * 20):
        try:
            connection.connect()
        except ConnectionRefusedError:
            select.select([], [], [], 0.05)
        else:
            return
    raise RuntimeError("WebKitWebDriver does not listen")
