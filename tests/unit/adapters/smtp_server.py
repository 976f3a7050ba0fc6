"""A mail server on a port of this machine: TLS, one mailbox, and for each step an answer of one's choice."""

from __future__ import annotations

import base64
import ipaddress
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.factories import NOW

USER, PASSWORD = "notice@school.example", "s3cret-of-the-mailbox"
# Hang up in the place of an answer; at the end of a message that is after it was taken.
HANGS_UP = ""
NAME = "127.0.0.1"


@dataclass
class MailServer:
    """What it took, as (sender, recipient, message), and what it says in the place of a step's own answer."""

    port: int = 0
    instead: dict[str, str] = field(default_factory=dict)
    taken: list[tuple[str, str, EmailMessage]] = field(default_factory=list)
    offers: tuple[str, ...] = ()
    in_the_clear: list[str] = field(default_factory=list)

    def begin_anew(self) -> None:
        """Answer as usual, with nothing taken."""
        self.instead, self.taken, self.in_the_clear = {}, [], []
        self.offers = ("STARTTLS", "AUTH PLAIN", "8BITMIME")


@contextmanager
def serve(certificate: Path, *, is_tls_first: bool) -> Iterator[MailServer]:
    """Serve a server on a free port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    mail = MailServer()
    handler = type("Answering", (_Session,), {"mail": mail, "context": context, "is_tls_first": is_tls_first})
    with socketserver.ThreadingTCPServer((NAME, 0), handler) as server:
        mail.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield mail
        finally:
            server.shutdown()
            thread.join()


class _Session(socketserver.BaseRequestHandler):
    mail: MailServer
    context: ssl.SSLContext
    is_tls_first: bool

    def setup(self) -> None:
        self.request.settimeout(5)
        self.lines = self.request.makefile("rb")

    def handle(self) -> None:
        # Whoever calls may hang up at any time, above all one who does not like our certificate.
        with suppress(OSError, EOFError):
            if self.is_tls_first:
                self._wrap()
            self._converse()

    def finish(self) -> None:
        self.lines.close()
        self.request.close()

    def _wrap(self) -> None:
        self.lines.close()
        self.request = self.context.wrap_socket(self.request, server_side=True)
        self.lines = self.request.makefile("rb")

    def _converse(self) -> None:
        self._say("greeting", "220 here")
        while line := self.lines.readline().decode().strip():
            verb = line.partition(" ")[0].upper()
            if not isinstance(self.request, ssl.SSLSocket):
                self.mail.in_the_clear.append(verb)
            getattr(self, f"_{verb.lower()}")(line)

    def _say(self, step: str, usual: str) -> bool:
        """Answer a step; tell whether it was answered as usual."""
        said = self.mail.instead.get(step, usual)
        if said == HANGS_UP:
            raise EOFError
        self.request.sendall(said.encode() + b"\r\n")
        return said == usual

    def _ehlo(self, _: str) -> None:
        self._say("EHLO", "\r\n".join(["250-here", *(f"250-{offer}" for offer in self.mail.offers), "250 HELP"]))

    def _starttls(self, _: str) -> None:
        if self._say("STARTTLS", "220 go ahead"):
            self._wrap()

    def _auth(self, line: str) -> None:
        _, user, password = base64.b64decode(line.rpartition(" ")[2]).decode().split("\0")
        self._say("AUTH", "235 in" if (user, password) == (USER, PASSWORD) else "535 5.7.8 who are you")

    def _mail(self, line: str) -> None:
        self.sender = line.partition("<")[2].partition(">")[0]
        self._say("MAIL", "250 ok")

    def _rcpt(self, line: str) -> None:
        self.recipient = line.partition("<")[2].partition(">")[0]
        self._say("RCPT", "250 ok")

    def _data(self, _: str) -> None:
        if not self._say("DATA", "354 go on"):
            return
        content = b""
        while (line := self.lines.readline()) != b".\r\n":
            content += line
            self._say("text", "") if "text" in self.mail.instead else None
        if self.mail.instead.get("end", "250")[0:1] not in {"4", "5"}:
            read = message_from_bytes(content, policy=policy.default)
            self.mail.taken.append((self.sender, self.recipient, read))  # type: ignore[arg-type]  # the policy's class
        self._say("end", "250 taken")

    def _quit(self, _: str) -> None:
        self._say("QUIT", "221 bye")


def certify(folder: Path) -> Path:
    """Write a key and its own certificate for this machine's address; return the file."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=3650)).not_valid_after(NOW + timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(NAME))]), critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path = folder / "server.pem"
    pem = serialization.Encoding.PEM
    path.write_bytes(key.private_bytes(pem, *form) + made.public_bytes(pem))
    return path
