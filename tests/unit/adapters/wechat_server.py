"""WeChat as it behaves, on a port of this machine: one live token, followers, codes that work once, error codes."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

APP_ID, SECRET, TEMPLATE = "wx0000000000000001", "s3cret-of-the-account", "template-1"
TIME_FIELD_LENGTH = len("2026-03-19 23:59")


@dataclass
class Account:
    """An official account: who follows it, the token that is good, what was sent; `trouble` answers what comes next."""

    followers: set[str] = field(default_factory=set)
    declined: set[str] = field(default_factory=set)
    codes: dict[str, str] = field(default_factory=dict)
    token: str = "token-1"
    asked_for_token: list[bool] = field(default_factory=list)
    sent: list[dict[str, Any]] = field(default_factory=list)
    trouble: list[int | str] = field(default_factory=list)
    _used: set[str] = field(default_factory=set)

    def expire(self) -> None:
        """Let the token lapse and another take its place."""
        self.token = f"token-{int(self.token.rpartition('-')[2]) + 1}"

    def stable_token(self, asked: dict[str, Any]) -> dict[str, Any]:
        if (asked["appid"], asked["grant_type"]) != (APP_ID, "client_credential"):
            return _error(40013)
        if asked["secret"] != SECRET:
            return _error(40125)
        self.asked_for_token.append(asked["force_refresh"])
        if asked["force_refresh"]:
            self.expire()
        return {"access_token": self.token, "expires_in": 7200}

    def template_send(self, token: str, message: dict[str, Any]) -> dict[str, Any]:
        if token != self.token:
            return _error(42001)
        if message["template_id"] != TEMPLATE:
            return _error(40037)
        values = message["data"]
        if len(values["thing1"]["value"]) > 20 or len(values["time2"]["value"]) != TIME_FIELD_LENGTH:
            return _error(47003)
        if message["touser"] in self.declined:
            return _error(43101)
        if message["touser"] not in self.followers:
            return _error(43004 if message["touser"].startswith("o") else 40003)
        self.sent.append(message)
        return {"errcode": 0, "errmsg": "ok", "msgid": len(self.sent)}

    def oauth(self, query: dict[str, str]) -> dict[str, Any]:
        if (query["appid"], query["secret"], query["grant_type"]) != (APP_ID, SECRET, "authorization_code"):
            return _error(40125)
        if query["code"] in self._used:
            return _error(40163)
        if query["code"] not in self.codes:
            return _error(40029)
        self._used.add(query["code"])
        return {"access_token": "of the person", "openid": self.codes[query["code"]], "scope": "snsapi_base"}


def _error(code: int) -> dict[str, Any]:
    return {"errcode": code, "errmsg": f"error {code}"}


@contextmanager
def serve(account: Account) -> Iterator[str]:
    """Answer for an account; yield the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Answering", (_Handler,), {"account": account}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    account: Account
    protocol_version = "HTTP/1.0"

    def do_GET(self) -> None:
        """Exchange a code."""
        self._answer({})

    def do_POST(self) -> None:
        """Give a token, or send."""
        self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _answer(self, body: dict[str, Any]) -> None:
        asked = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(asked.query).items()}
        is_token = asked.path == "/cgi-bin/stable_token"
        if self.account.trouble and not is_token:
            trouble = self.account.trouble.pop(0)
            content = trouble.encode() if isinstance(trouble, str) else json.dumps(_error(trouble)).encode()
        elif is_token:
            content = json.dumps(self.account.stable_token(body)).encode()
        elif asked.path == "/cgi-bin/message/template/send":
            content = json.dumps(self.account.template_send(query["access_token"], body)).encode()
        else:
            content = json.dumps(self.account.oauth(query)).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Write no line for a request."""
