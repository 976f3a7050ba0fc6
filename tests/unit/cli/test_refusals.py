"""What AWS refuses is one line with the next step, whichever library carries it; never a trace."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from botocore.exceptions import (
    ClientError,
    EndpointConnectionError,
    NoCredentialsError,
    ReadTimeoutError,
    UnknownRegionError,
)
from pynamodb.exceptions import GetError, PynamoDBException

from functions import bootstrap
from functions.adapters.dynamo.table import TableBusy
from functions.adapters.smtp import AnswerLost
from functions.cli.__main__ import main
from functions.ports import ChannelRefused
from functions.settings import Settings
from tests.world import World


def client(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "as AWS says"}}, "GetItem")


REFUSED: dict[str, tuple[Callable[[], Exception], str]] = {
    "no credentials": (NoCredentialsError, "set AWS_PROFILE"),
    "credentials that have lapsed": (lambda: client("ExpiredTokenException"), "log in again"),
    "a permission that is missing": (lambda: client("AccessDeniedException"), "[GetItem]: 没有权限"),
    "the same, by way of PynamoDB": (
        lambda: GetError("no", client("AccessDeniedException")), "policy Operators",
    ),
    "PynamoDB's own": (lambda: PynamoDBException("odd"), "(PynamoDBException): AWS 拒绝了请求"),
    "another environment's table": (lambda: client("ResourceNotFoundException"), "the right environment"),
    "a bucket that is not": (lambda: client("NoSuchBucket"), "the right environment"),
    "a table without recovery": (
        lambda: client("PointInTimeRecoveryUnavailableException"), "no point-in-time recovery",
    ),
    "a throttled table": (lambda: client("ThrottlingException"), "run it again in a minute"),
    "a table that all write to": (TableBusy, "run it again in a minute"),
    "KMS that is down": (lambda: client("KMSInternalException"), "nothing is half done"),
    "a key that is switched off": (lambda: client("DisabledException"), "enable it in KMS"),
    "a key that will be deleted": (lambda: client("KMSInvalidStateException"), "cancel its deletion"),
    "a clock that is off, says S3": (lambda: client("RequestTimeTooSkewed"), "set the clock"),
    "a clock that is off, says the table": (lambda: client("InvalidSignatureException"), "set the clock"),
    "SES in its sandbox": (lambda: client("MessageRejected"), "sandbox"),
    "an answer that never came": (lambda: ReadTimeoutError(endpoint_url="x"), "whether it was done"),
    "a region of nobody": (lambda: UnknownRegionError(region_name="x", error_msg=""), "AWS_REGION"),
    "a network that is away": (
        lambda: EndpointConnectionError(endpoint_url="https://dynamodb.example"), "at the network",
    ),
    "what nobody has met": (lambda: client("TeapotException"), "as AWS says"),
}  # fmt: skip


UNSENT: dict[str, tuple[Exception, str]] = {
    "SES in its sandbox": (ChannelRefused("MessageRejected"), "sandbox"),
    "a mail server with another password": (ChannelRefused("SmtpLogInRefused"), "SMTP_SECRET"),
    "an address that is none": (ChannelRefused("address_refused", is_final=True), "mail_not_accepted"),
    "an answer that was lost": (AnswerLost(), "ask whether it came"),
}


@pytest.mark.parametrize(("error", "says"), UNSENT.values(), ids=UNSENT)
def test_a_mail_that_does_not_go_out_is_one_line(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception, says: str
) -> None:
    def send(*_: object) -> None:
        raise error

    monkeypatch.setattr(world.mailer, "send", send)
    assert main(["operator", "first@platform.example", "值班员"]) == 1
    said = capsys.readouterr().err
    assert (says in said, said.count("\n")) == (True, 1)


@pytest.mark.parametrize(("error", "says"), REFUSED.values(), ids=REFUSED)
def test_it_is_one_line(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    error: Callable[[], Exception], says: str,
) -> None:  # fmt: skip
    def refused(_: Settings) -> None:
        raise error()

    monkeypatch.setattr(bootstrap, "issuer", refused)
    assert main(["schools"]) == 1
    said = capsys.readouterr().err
    assert says in said
    assert said.startswith("拒绝 Refused (")
    assert said.count("\n") == 1
