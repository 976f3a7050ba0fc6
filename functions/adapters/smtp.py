"""E-mail through a mail server, by SMTP: for places without SES, such as AWS China.

1. Nothing is said in the clear: TLS from the first byte on port 465 (RFC 8314 3.3), STARTTLS before anything else on
   every other (RFC 3207); the server's certificate is checked against its name.
2. `send` returns only when the server took the message: 250 to its end (RFC 5321 4.1.1.4). `ChannelRefused` means that
   it did not, and sending again is safe.
3. A connection that breaks before the message is sent is a refusal. After that a lost answer is `AnswerLost`: it may be
   on its way, so nobody sends it twice.
4. What the server says for good (5yz) of the recipient or of the message is final. What it says for now (4yz), or of
   us (log-in, sender, certificate), passes or is an operator's to mend, and is tried again.
5. Neither address nor text nor the server's words, which quote both, go into an error or a log.
6. A bounce that comes later goes to the sender's mailbox, and nobody here sees it (ADR 36).
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from functools import cached_property

from botocore.exceptions import BotoCoreError, ClientError

from functions.ports import Attachment, ChannelRefused

TLS_PORT = 465
# In seconds: for each answer, and for the one to a whole message, which the server may want to look at first.
_PATIENCE, _LAST_PATIENCE = 5, 20
_LEAST, _FOR_NOW, _FOR_GOOD = 200, 400, 500


class AnswerLost(Exception):  # noqa: N818 - it names the fact
    """A whole message was handed over and no answer that can be read came back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A mailbox on a server; `password` reads its password, which is never kept here.

    `is_tls_first` says that TLS begins with the first byte.
    """

    host: str
    port: int
    user: str
    password: Callable[[], str]
    is_tls_first: bool


class SmtpMailer:
    """Sends from one address, on one connection each; `trust` says which certificates are good."""

    def __init__(
        self, account: Account, sender: str, now: Callable[[], datetime],
        trust: Callable[[], ssl.SSLContext] = ssl.create_default_context,
    ) -> None:  # fmt: skip
        self._account = account
        self._sender = sender
        self._domain = sender.rpartition("@")[2]
        self._now = now
        self._make_trust = trust

    def send(self, to: str, subject: str, body: str, attachment: Attachment | None = None) -> None:
        """Hand over one message in plain text; raises ChannelRefused, AnswerLost."""
        content = self._written(to, subject, body, attachment)
        with _refusals():
            server = self._connected(self._password())
            with closing(server):
                self._announce(server, to)
                _hand_over(server, content)
                with suppress(smtplib.SMTPException, OSError):
                    server.quit()

    def _written(self, to: str, subject: str, body: str, attachment: Attachment | None) -> bytes:
        message = EmailMessage(policy.SMTP)
        message["From"], message["To"], message["Subject"] = self._sender, to, subject
        message["Date"], message["Message-ID"] = format_datetime(self._now()), make_msgid(domain=self._domain)
        # Nobody's "out of office" answers a notice (RFC 3834).
        message["Auto-Submitted"] = "auto-generated"
        # In base64 no line is too long, and none begins with the dot that ends a message (RFC 5321 4.5.2).
        message.set_content(body, cte="base64")
        if attachment:
            main, _, sub = attachment.media_type.partition("/")
            message.add_attachment(attachment.content, main, sub, filename=attachment.name)
        return message.as_bytes()

    def _password(self) -> str:
        try:
            return self._account.password()
        except ClientError as error:
            raise ChannelRefused(error.response["Error"]["Code"]) from None
        except BotoCoreError as error:
            raise ChannelRefused(type(error).__name__) from None

    def _connected(self, password: str) -> smtplib.SMTP:
        """Return a connection on which we are logged in, over TLS."""
        server = self._reached()
        try:
            if not self._account.is_tls_first:
                _encrypt(server, self._trust)
            _log_in(server, self._account.user, password)
        except BaseException:
            server.close()
            raise
        return server

    def _reached(self) -> smtplib.SMTP:
        host, port = self._account.host, self._account.port
        if self._account.is_tls_first:
            return smtplib.SMTP_SSL(host, port, self._domain, timeout=_PATIENCE, context=self._trust)
        return smtplib.SMTP(host, port, self._domain, timeout=_PATIENCE)

    def _announce(self, server: smtplib.SMTP, to: str) -> None:
        _expect(server.mail(self._sender), "SmtpSenderRefused")
        _expect(server.rcpt(to), "address_refused", is_final=True)
        _expect(server.docmd("DATA"), "SmtpMessageRefused", is_final=True)

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        return self._make_trust()


def _encrypt(server: smtplib.SMTP, trust: ssl.SSLContext) -> None:
    try:
        server.starttls(context=trust)
    except smtplib.SMTPNotSupportedError:
        raise ChannelRefused("SmtpNoTls") from None


def _log_in(server: smtplib.SMTP, user: str, password: str) -> None:
    try:
        server.login(user, password)
    except smtplib.SMTPServerDisconnected:
        raise
    except smtplib.SMTPAuthenticationError as error:
        reason = "SmtpBusy" if error.smtp_code < _FOR_GOOD else "SmtpLogInRefused"
        raise ChannelRefused(reason) from None
    except (smtplib.SMTPException, UnicodeError):
        raise ChannelRefused("SmtpLogInRefused") from None


def _hand_over(server: smtplib.SMTP, content: bytes) -> None:
    if server.sock:
        server.sock.settimeout(_LAST_PATIENCE)
    try:
        server.send(content + b".\r\n")
        answer = server.getreply()
    except (smtplib.SMTPException, OSError):
        raise AnswerLost from None
    if not _is_answer(answer):
        raise AnswerLost
    _expect(answer, "SmtpMessageRefused", is_final=True)


def _expect(answer: tuple[int, bytes], otherwise: str, *, is_final: bool = False) -> None:
    """Raise ChannelRefused unless the server agrees; `otherwise` is the reason for what it says for good."""
    code = answer[0]
    if not _is_answer(answer):
        raise ChannelRefused("SmtpUnreached")
    if code >= _FOR_GOOD:
        raise ChannelRefused(otherwise, is_final=is_final)
    if code >= _FOR_NOW:
        raise ChannelRefused("SmtpBusy")


def _is_answer(answer: tuple[int, bytes]) -> bool:
    """Tell a code of RFC 5321 4.2.1 from what smtplib makes of a line without one."""
    return answer[0] >= _LEAST


@contextmanager
def _refusals() -> Iterator[None]:
    """Tell what breaks before the message as refusals."""
    try:
        yield
    except ssl.SSLCertVerificationError:
        raise ChannelRefused("SmtpCertificateRefused") from None
    except (smtplib.SMTPException, OSError):
        raise ChannelRefused("SmtpUnreached") from None
