"""The part of Lambda's runtime API (2018-06-01) that answering one event needs."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Invocation:
    """One event; `kind` is what its handler posted in the end, "response" or "error", and `content` that answer."""

    event: Mapping[str, Any]
    kind: str = ""
    content: bytes = b""
    is_taken: bool = False
    answered: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)


@contextmanager
def serving(event: Mapping[str, Any]) -> Iterator[tuple[str, Invocation]]:
    """Serve one event on a free port; yield host and port, and what becomes of the event."""
    invocation = Invocation(event)
    server = _Server(("127.0.0.1", 0), partial(_Calls, invocation))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}", invocation
    finally:
        invocation.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Say nothing of a client that was ended while it waited."""


class _Calls(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, invocation: Invocation, *connection: Any) -> None:  # noqa: ANN401 - the server's own arguments
        self.invocation = invocation
        super().__init__(*connection)

    def do_GET(self) -> None:
        """Give the event to who asks first; the next one waits, as for an event that does not come."""
        if self.invocation.is_taken:
            self.close_connection = self.invocation.over.wait()
            return
        self.invocation.is_taken = True
        self._answer(200, json.dumps(self.invocation.event).encode())

    def do_POST(self) -> None:
        """Take the answer, or what went wrong."""
        self.invocation.kind = self.path.rpartition("/")[2]
        self.invocation.content = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(202, b"")
        self.invocation.answered.set()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _answer(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Lambda-Runtime-Aws-Request-Id", "00000000-0000-0000-0000-000000000000")
        self.send_header("Lambda-Runtime-Deadline-Ms", "4102444800000")
        self.send_header("Lambda-Runtime-Invoked-Function-Arn", "function")
        # Without it the client does not answer, it crashes.
        self.send_header("Lambda-Runtime-Trace-Id", "Root=1-00000000-000000000000000000000000")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
