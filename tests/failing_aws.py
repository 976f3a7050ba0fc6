"""AWS on a port of this machine when it does not work: each answer is an error, in the words of each protocol."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# What no answer of ours and no line of the log may repeat.
WORDS = "欧阳思远 11010519491231002X"


@dataclass
class Sky:
    """What the next requests are answered with, and where they are to be sent."""

    url: str = ""
    status: int = 500
    code: str = "InternalFailure"
    asked: int = 0

    def answer(self) -> tuple[dict[str, str], bytes]:
        """Return headers and body: those of the JSON protocols and of S3 in one, each reads its own."""
        headers = {"x-amzn-ErrorType": self.code, "Content-Type": "application/json"}
        return headers, json.dumps({"__type": f"com.amazonaws#{self.code}", "message": WORDS}).encode()

    def answer_of_s3(self) -> tuple[dict[str, str], bytes]:
        """Return headers and body in XML."""
        said = f"<Error><Code>{self.code}</Code><Message>{WORDS}</Message></Error>"
        return {"Content-Type": "application/xml"}, said.encode()


@contextmanager
def failing() -> Iterator[Sky]:
    """Serve a sky; each request gets the error that it has just then."""
    sky = Sky()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            sky.asked += 1
            is_json = "json" in self.headers.get("Content-Type", "")
            headers, body = sky.answer() if is_json else sky.answer_of_s3()
            self.send_response(sky.status)
            for name, value in {**headers, "Content-Length": str(len(body)), "Connection": "close"}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        do_GET = do_PUT = do_HEAD = do_POST  # noqa: N815 - http.server's names

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    sky.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield sky
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
