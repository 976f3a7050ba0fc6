"""An https host on loopback: who asks for it through this proxy gets it from here, and no name is looked up.

1. `Origin.files` maps a path to its bytes; a path that is missing, or None, is a failure of the server.
2. The proxy refuses every other host, so that a browser's own errands go nowhere.
3. Its certificate is made for the test; a browser has to be told to accept it.
"""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_YEARS = datetime(2020, 1, 1, tzinfo=UTC), datetime(2045, 1, 1, tzinfo=UTC)


@dataclass
class Origin:
    """A running host: `host:port` of its proxy, and what it has."""

    proxy: str
    files: dict[str, bytes | None] = field(default_factory=dict)


@contextmanager
def serving(host: str, folder: Path) -> Iterator[Origin]:
    """Serve `https://host` until the block ends; its key and certificate are written into `folder`."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(_certificate(host, folder))
    origin = Origin("")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(host, origin, tls))
    origin.proxy = f"127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield origin
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _certificate(host: str, folder: Path) -> Path:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    unsigned = x509.CertificateBuilder(name, name, key.public_key(), 1, *_YEARS).add_extension(
        x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False
    )
    formats = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, *formats)
    file = folder / "host.pem"
    file.write_bytes(pem + unsigned.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    return file


def _handler(host: str, origin: Origin, tls: ssl.SSLContext) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_CONNECT(self) -> None:
            """Be at once the proxy and, behind it, the host."""
            self.send_response(200 if self.path == f"{host}:443" else 403)
            self.end_headers()
            if self.path != f"{host}:443":
                self.close_connection = True
                return
            self.close_connection = False
            self.connection = tls.wrap_socket(self.connection, server_side=True)
            self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb")

        def do_GET(self) -> None:
            body = origin.files.get(self.path)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8" if self.path == "/v" else "application/cwt")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")
            self.wfile.flush()

        def handle(self) -> None:
            """Let a browser leave when it likes."""
            try:
                super().handle()
            except OSError:
                self.close_connection = True

        def finish(self) -> None:
            self.connection.close()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
