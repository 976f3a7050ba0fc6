"""Firefox over WebDriver BiDi, as W3C has it and Firefox speaks it by itself: JSON over one WebSocket."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import socket
import subprocess
from pathlib import Path
from typing import Any, TypeVar

from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, Event, Request, TextMessage

PATIENCE = 60
PATH = shutil.which("firefox-esr") or shutil.which("firefox")
_SETTINGS = {
    # A page may change its address 200 times in 10 seconds, and the vectors do so more often.
    "dom.navigation.navigationRateLimit.count": 0,
    # Begin with an empty page, and do not write down each address for the next start.
    "browser.startup.page": 0,
    "browser.sessionstore.interval": 600_000,
    "places.history.enabled": False,
}
_LISTENING = re.compile(rb"WebDriver BiDi listening on ws://127\.0\.0\.1:([0-9]+)")
Received = TypeVar("Received", bound=Event)


class Firefox:
    """A headless Firefox with one window, until `close`; `proxy` is `host:port`, `profile` a folder to be made."""

    def __init__(self, proxy: str, profile: Path) -> None:
        profile.mkdir()
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in _SETTINGS.items()]
        (profile / "user.js").write_text("".join(lines), encoding="utf-8")
        command = [str(PATH), "--headless", "--no-remote", "--remote-debugging-port=0", "--profile", str(profile)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self._numbers = itertools.count(1)
        address = "127.0.0.1", self._port()
        self._socket = socket.create_connection(address, timeout=PATIENCE)
        self._websocket = WSConnection(ConnectionType.CLIENT)
        self._send(Request(host="{}:{}".format(*address), target="/session"))
        self._await(AcceptConnection)
        capabilities = {"acceptInsecureCerts": True, "proxy": {"proxyType": "manual", "sslProxy": proxy}}
        self._ask("session.new", capabilities={"alwaysMatch": capabilities})
        self._window = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def open(self, url: str) -> None:
        """Open `url` and wait until it is loaded."""
        self._ask("browsingContext.navigate", context=self._window, url=url, wait="complete")

    def run(self, function: str, argument: object) -> Any:
        """Return what the JavaScript `function` gives for `argument`; both are JSON, and a promise is waited for."""
        wrapped = f"async (text) => JSON.stringify((await ({function})(JSON.parse(text))) ?? null)"
        answer = self._ask(
            "script.callFunction",
            functionDeclaration=wrapped,
            arguments=[{"type": "string", "value": json.dumps(argument)}],
            target={"context": self._window},
            awaitPromise=True,
        )
        if answer["type"] != "success":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"])

    def close(self) -> None:
        """End the browser."""
        self._socket.close()
        self._process.terminate()
        self._process.communicate()

    def _port(self) -> int:
        said = self._process.stderr
        for line in said or ():
            if found := _LISTENING.search(line):
                return int(found[1])
        raise RuntimeError("Firefox ended before it listened")

    def _ask(self, method: str, **params: object) -> Any:
        number = next(self._numbers)
        self._send(TextMessage(json.dumps({"id": number, "method": method, "params": params})))
        while (answer := self._next()).get("id") != number:
            continue
        if answer["type"] == "error":
            raise RuntimeError(f"{method}: {answer['message']}")
        return answer["result"]

    def _send(self, event: Request | TextMessage) -> None:
        self._socket.sendall(self._websocket.send(event))

    def _next(self) -> Any:
        text, is_whole = "", False
        while not is_whole:
            message = self._await(TextMessage)
            text, is_whole = text + message.data, message.message_finished
        return json.loads(text)

    def _await(self, kind: type[Received]) -> Received:
        while True:
            for event in self._websocket.events():
                if isinstance(event, kind):
                    return event
            received = self._socket.recv(1 << 16)
            if not received:
                raise ConnectionError(f"Firefox ended the session before {kind.__name__}")
            self._websocket.receive_data(received)
