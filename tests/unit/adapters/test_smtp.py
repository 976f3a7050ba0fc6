"""Mail by SMTP: taken, or refused in so many words; never twice, never in the clear, nothing personal in an error."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError

from functions.adapters import outages
from functions.adapters.smtp import Account, AnswerLost, SmtpMailer
from functions.ports import Attachment, ChannelRefused, Trouble
from tests.factories import NOW
from tests.unit.adapters.smtp_server import HANGS_UP, NAME, PASSWORD, USER, MailServer, certify, serve

TO = "zhangsan@example.cn"
SAID = ("邀约", ".\r\n请查看\n.\n")
Mailers = Callable[..., SmtpMailer]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certify(tmp_path_factory.mktemp("mail"))


@pytest.fixture(scope="module", params=[True, False], ids=["TLS", "STARTTLS"])
def server(request: pytest.FixtureRequest, certificate: Path) -> Iterator[tuple[MailServer, Account]]:
    with serve(certificate, is_tls_first=request.param) as served:
        place = {"host": NAME, "port": served.port, "user": USER, "is_tls_first": request.param}
        yield served, Account(**place, password=lambda: PASSWORD)


@pytest.fixture
def mail(server: tuple[MailServer, Account]) -> MailServer:
    server[0].begin_anew()
    return server[0]


@pytest.fixture
def account(server: tuple[MailServer, Account]) -> Account:
    return server[1]


@pytest.fixture(scope="module")
def mailer(certificate: Path) -> Mailers:
    """Give what makes a mailer that trusts the server."""
    trust = ssl.create_default_context(cafile=certificate)
    return lambda account: SmtpMailer(account, USER, lambda: NOW, lambda: trust)


def refusal(mailer: SmtpMailer) -> ChannelRefused:
    with pytest.raises(ChannelRefused) as refused:
        mailer.send(TO, *SAID)
    assert TO not in repr(refused.value)
    assert refused.value.__cause__ is None
    return refused.value


def test_a_message_arrives_as_it_was_written(mail: MailServer, account: Account, mailer: Mailers) -> None:
    mailer(account).send(TO, *SAID)
    ((sender, recipient, message),) = mail.taken
    assert (sender, recipient) == (USER, TO)
    assert (message["From"], message["To"], message["Subject"]) == (USER, TO, SAID[0])
    assert message["Date"].datetime == NOW.replace(microsecond=0)
    assert message["Message-ID"].endswith("@school.example>")
    assert message.get_content().splitlines() == [".", "请查看", "."]


def test_a_file_goes_with_the_message(mail: MailServer, account: Account, mailer: Mailers) -> None:
    file = Attachment("deadline.ics", "text/calendar", b".\r\nBEGIN:VCALENDAR\r\n")
    mailer(account).send(TO, *SAID, file)
    (attached,) = mail.taken[0][2].iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == (file.name, file.media_type)
    assert attached.get_payload(decode=True) == file.content


def test_nothing_but_the_wish_for_tls_is_said_in_the_clear(
    mail: MailServer, account: Account, mailer: Mailers
) -> None:  # fmt: skip
    mailer(account).send(TO, *SAID)
    assert mail.in_the_clear == ([] if account.is_tls_first else ["EHLO", "STARTTLS"])


LATER, OPERATOR, DOWN = Trouble.BUSY, Trouble.NEEDS_OPERATOR, Trouble.UNAVAILABLE
# What the server says at a step; the reason, whether it is for good, and what an operator reads of it.
SPOKEN: dict[str, tuple[str, str, tuple[str, bool], Trouble | None]] = {
    "a server that is full": ("greeting", "421 too many connections", ("SmtpUnreached", False), DOWN),
    "one that hangs up at once": ("greeting", HANGS_UP, ("SmtpUnreached", False), DOWN),
    "one that is no mail server": ("greeting", "HTTP/1.1 400 Bad Request", ("SmtpUnreached", False), DOWN),
    "a wrong password": ("AUTH", "535 5.7.8 wrong", ("SmtpLogInRefused", False), OPERATOR),
    "a log-in that is put off": ("AUTH", "454 4.7.0 later", ("SmtpBusy", False), LATER),
    "a log-in that is hung up on": ("AUTH", HANGS_UP, ("SmtpUnreached", False), DOWN),
    "an address that is not the mailbox's": ("MAIL", "553 not yours", ("SmtpSenderRefused", False), OPERATOR),
    "a limit for senders": ("MAIL", "452 4.3.1 later", ("SmtpBusy", False), LATER),
    "a recipient that there is not": ("RCPT", f"550 5.1.1 {TO} unknown", ("address_refused", True), None),
    "a recipient who is looked at first": ("RCPT", "451 4.7.1 greylisted", ("SmtpBusy", False), LATER),
    "a message that is not wanted": ("DATA", "554 5.7.1 no", ("SmtpMessageRefused", True), OPERATOR),
    "a message that is taken for spam": ("end", "550 5.7.1 spam", ("SmtpMessageRefused", True), OPERATOR),
    "a server that cannot store it now": ("end", "452 4.2.2 full", ("SmtpBusy", False), LATER),
    "an answer without a code": ("RCPT", "what?", ("SmtpUnreached", False), DOWN),
}


@pytest.mark.parametrize(("step", "said", "outcome", "trouble"), SPOKEN.values(), ids=SPOKEN)
def test_a_refusal_says_why_and_whether_to_try_again(
    mail: MailServer, account: Account, mailer: Mailers,
    step: str, said: str, outcome: tuple[str, bool], trouble: Trouble | None,
) -> None:  # fmt: skip
    mail.instead[step] = said
    refused = refusal(mailer(account))
    assert (refused.reason, refused.is_final) == outcome
    assert mail.taken == []
    found = outages.read(refused)
    assert (found.trouble if found else None) is trouble


LOST: dict[str, tuple[str, str, int]] = {
    "the connection breaks in the message": ("text", HANGS_UP, 0),
    "the connection breaks after it": ("end", HANGS_UP, 1),
    "what nobody can read": ("end", "what?", 1),
}


@pytest.mark.parametrize(("step", "said", "arrived"), LOST.values(), ids=LOST)
def test_a_message_whose_answer_is_lost_is_no_refusal(
    mail: MailServer, account: Account, mailer: Mailers, step: str, said: str, arrived: int
) -> None:  # fmt: skip
    mail.instead[step] = said
    with pytest.raises(AnswerLost) as lost:
        mailer(account).send(TO, *SAID)
    assert lost.value.__cause__ is None
    assert outages.read(lost.value)
    assert len(mail.taken) == arrived


@pytest.mark.parametrize("said", [HANGS_UP, "500 what?", "451 later"])
def test_what_comes_after_the_yes_changes_nothing(
    mail: MailServer, account: Account, mailer: Mailers, said: str
) -> None:  # fmt: skip
    mail.instead["QUIT"] = said
    mailer(account).send(TO, *SAID)
    assert len(mail.taken) == 1


def test_a_certificate_that_nobody_vouches_for_is_refused(mail: MailServer, account: Account) -> None:
    assert refusal(SmtpMailer(account, USER, lambda: NOW)).reason == "SmtpCertificateRefused"


@pytest.mark.parametrize(("offers", "reason"), [((), "SmtpNoTls"), (("STARTTLS",), "SmtpLogInRefused")])
def test_a_server_without_tls_or_log_in_hears_no_password(
    mail: MailServer, account: Account, mailer: Mailers, offers: tuple[str, ...], reason: str
) -> None:  # fmt: skip
    mail.offers = offers
    assert refusal(mailer(account)).reason == ("SmtpLogInRefused" if account.is_tls_first else reason)
    assert "AUTH" not in mail.in_the_clear


def failing(error: Exception) -> Callable[[], str]:
    def password() -> str:
        raise error

    return password


PASSWORDS: dict[str, tuple[Callable[[], str], str]] = {
    "a secret that is not there": (
        failing(ClientError({"Error": {"Code": "ResourceNotFoundException"}}, "GetSecretValue")),
        "ResourceNotFoundException",
    ),
    "secrets that nobody answers for": (failing(ConnectTimeoutError(endpoint_url="x")), "ConnectTimeoutError"),
    "another password": (lambda: "another", "SmtpLogInRefused"),
    "one that no server can be told": (lambda: "密码", "SmtpLogInRefused"),
}


@pytest.mark.parametrize(("password", "reason"), PASSWORDS.values(), ids=PASSWORDS)
def test_without_the_password_nothing_is_sent(
    mail: MailServer, account: Account, mailer: Mailers, password: Callable[[], str], reason: str
) -> None:  # fmt: skip
    refused = refusal(mailer(replace(account, password=password)))
    assert (refused.reason, refused.is_final, mail.taken) == (reason, False, [])
    assert outages.read(refused)


def test_a_server_that_nobody_reaches_is_asked_again(account: Account, mailer: Mailers) -> None:
    refused = refusal(mailer(replace(account, port=1)))
    assert (refused.reason, refused.is_final) == ("SmtpUnreached", False)
