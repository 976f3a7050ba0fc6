"""The portal over canned answers: pages can be looked at and tested in every state without a backend.

1. Files are served as `build/site` has them: the portal at the root, lit-html in `/vendor`,
   under the content security policy that the real site has, and axe beside them.
2. `Stub.answers` maps "METHOD /path" to a JSON value, to `refusal(...)`, or to a function of the request.
3. An uploaded paper is a picture: one dot. Windows need no route for it, which would keep them from keeping files.
4. What pages wrote is in `Stub.received`, in order.
"""

from __future__ import annotations

import logging
import threading
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask, Request, Response, jsonify, request, send_from_directory
from werkzeug.serving import make_server

from functions.web import headers
from tests.browser import axe

logging.getLogger("werkzeug").setLevel(logging.ERROR)  # one line a file would bury what a test says

ROOT = Path(__file__).parents[2]
PORTAL, LIT = ROOT / "portal_static", ROOT / "node_modules" / "lit-html"
DOT = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==")
# Seconds: a window that opens many pages asks for each file once.
KEPT = 600
POLICY = headers.of("/")["Content-Security-Policy"]


@dataclass(frozen=True)
class Refusal:
    """A problem document with its status."""

    status: int
    document: dict[str, Any]


Answer = Any


def refusal(status: int, code: str, **more: Any) -> Refusal:
    """Return a refusal as the API words it."""
    return Refusal(status, {"type": f"about:blank#{code}", "title": code, "status": status, "code": code, **more})


@dataclass
class Stub:
    """A running stub: its address, what it answers, what it received."""

    url: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    received: list[tuple[str, str, Any]] = field(default_factory=list)

    def writes(self) -> list[tuple[str, str]]:
        """What was asked to change, without bodies."""
        return [(method, path) for method, path, _ in self.received if method != "GET"]


def respond(stub: Stub, path: str, asked: Request) -> Response:
    body = asked.get_json(silent=True) or asked.form.to_dict() or None
    stub.received.append((asked.method, path, body))
    answer = stub.answers.get(f"{asked.method} {path}", refusal(404, "not_found"))
    if isinstance(answer, Callable):
        answer = answer(asked)
    status, document = (answer.status, answer.document) if isinstance(answer, Refusal) else (200, answer)
    response = jsonify(document)
    response.status_code = status
    return response


def _file(folder: Path, path: str) -> Response:
    """Answer with a file that is read and closed here: a page that leaves in the middle must not leave it open."""
    with closing(send_from_directory(folder, path, max_age=KEPT)) as found:
        found.direct_passthrough = False
        return Response(found.get_data(), found.status, dict(found.headers))


def application(stub: Stub) -> Flask:
    """Serve the portal, and the stub's answers below /api."""
    app = Flask(__name__, static_folder=None)
    app.json.sort_keys = False

    @app.route("/api/<path:path>", methods=["GET", "POST", "PUT", "DELETE"])
    def api(path: str) -> Response:
        return respond(stub, f"/api/{path}", request)

    @app.get("/api/<path:path>/evidence/<_>")
    def evidence(path: str, _: str) -> Response:
        return licence(path)

    @app.get("/api/<path:path>/material/<_>")
    def material(path: str, _: str) -> Response:
        return licence(path)

    @app.get("/api/<path:path>/licence")
    def licence(path: str) -> Response:
        return Response(DOT, mimetype="image/png")

    @app.get("/vendor/lit-html/<path:path>")
    def vendor(path: str) -> Response:
        return _file(LIT, path)

    @app.get(f"/{axe.FILE.name}")
    def axe_itself() -> Response:
        return _file(axe.FILE.parent, axe.FILE.name)

    @app.get("/", defaults={"path": "index.html"})
    @app.get("/<path:path>")
    def portal(path: str) -> Response:
        response = _file(PORTAL, path)
        response.headers["Content-Security-Policy"] = POLICY
        return response

    return app


@contextmanager
def serving() -> Iterator[Stub]:
    """Serve on a free port of loopback until the block ends."""
    stub = Stub()
    server = make_server("127.0.0.1", 0, application(stub), threaded=True)
    stub.url = f"http://127.0.0.1:{server.port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
