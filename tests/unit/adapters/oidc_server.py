"""An OpenID provider as it behaves, on a port of this machine: a code works once, for one client and one verifier."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.factories import NOW

CLIENT_ID, SECRET, ISSUER = "agreements", "s3cret-of-the-client", "https://id.example"
LIFE = 300


@dataclass
class Provider:
    """Who may be vouched for; `claims` and `trouble` change what the next answer says."""

    grants: dict[str, dict[str, str]] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    trouble: str | None = None
    _used: set[str] = field(default_factory=set)

    def consent(self, url: str, subject: str) -> tuple[str, str]:
        """Log somebody in at the address that the service gave; return the code and the state of the way back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert (asked["response_type"], asked["client_id"], asked["scope"]) == ("code", CLIENT_ID, "openid")
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.grants)}"
        self.grants[code] = asked | {"sub": subject}
        return code, asked["state"]

    def exchange(self, form: dict[str, str]) -> dict[str, Any]:
        """Answer the token endpoint (RFC 6749 5, RFC 7636 4.6)."""
        if (form["client_id"], form["client_secret"]) != (CLIENT_ID, SECRET):
            return {"error": "invalid_client"}
        granted = self.grants.get(form["code"])
        if form["grant_type"] != "authorization_code" or granted is None or form["code"] in self._used:
            return {"error": "invalid_grant"}
        self._used.add(form["code"])
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=")
        if (challenge.decode(), form["redirect_uri"]) != (granted["code_challenge"], granted["redirect_uri"]):
            return {"error": "invalid_grant"}
        said = {"iss": ISSUER, "aud": CLIENT_ID, "sub": granted["sub"], "nonce": granted["nonce"],
                "exp": int(NOW.timestamp()) + LIFE}  # fmt: skip
        return {"access_token": "of the person", "token_type": "Bearer", "id_token": jwt(said | self.claims)}


def jwt(claims: dict[str, Any]) -> str:
    return ".".join(_part(json.dumps(each).encode()) for each in ({"alg": "RS256"}, claims)) + f".{_part(b'signature')}"


def _part(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


@contextmanager
def serve(provider: Provider) -> Iterator[str]:
    """Answer for a provider; yield the address of its token endpoint."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Answering", (_Handler,), {"provider": provider}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/token"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    provider: Provider
    protocol_version = "HTTP/1.0"

    def do_POST(self) -> None:
        """Exchange a code."""
        typed = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        answer = self.provider.exchange({name: values[0] for name, values in typed.items()})
        content = self.provider.trouble or json.dumps(answer)
        self.send_response(400 if "error" in answer else 200)
        self.end_headers()
        self.wfile.write(content.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Write no line for a request."""
