"""Mail: taken, or refused in so many words; never twice, and nothing personal in an error."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ConnectTimeoutError, EndpointConnectionError, ReadTimeoutError
from moto import mock_aws
from moto.core import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends
from mypy_boto3_sesv2 import SESV2Client

from functions.adapters import mail
from functions.adapters.mail import SesMailer
from functions.ports import Attachment, ChannelRefused

SENDER, TO = "notice@example.cn", "zhangsan@example.cn"
# The China partition has no SES; moto knows that.
REGION = "ap-southeast-1"


@pytest.fixture
def ses() -> Iterator[SESV2Client]:
    with mock_aws():
        yield boto3.client("sesv2", REGION, config=mail.NO_RETRIES)


def test_a_message_is_handed_over_as_utf_8(ses: SESV2Client) -> None:
    ses.create_email_identity(EmailIdentity=SENDER)
    SesMailer(lambda: ses, SENDER).send(TO, "邀约", "请查看\n")
    (message,) = ses_backends[DEFAULT_ACCOUNT_ID][REGION].sent_messages
    assert (message.source, message.destinations["ToAddresses"]) == (SENDER, [TO])
    assert (message.subject, message.body) == ("邀约", "请查看\n")


def test_a_refusal_names_the_code_and_nobody(ses: SESV2Client) -> None:
    with pytest.raises(ChannelRefused) as refused:
        SesMailer(lambda: ses, SENDER).send(TO, "邀约", "请查看")
    assert "MessageRejected" in str(refused.value)
    assert TO not in repr(refused.value)
    assert refused.value.__cause__ is None


def test_a_file_goes_with_the_message(ses: SESV2Client) -> None:
    ses.create_email_identity(EmailIdentity=SENDER)
    asked: list[dict[str, Any]] = []
    ses.meta.events.register("provide-client-params.sesv2.SendEmail", lambda params, **_: asked.append(params))
    file = Attachment("deadline.ics", "text/calendar", b"BEGIN:VCALENDAR\r\n")
    SesMailer(lambda: ses, SENDER).send(TO, "邀约", "请查看", file)
    assert asked[0]["Content"]["Simple"]["Attachments"] == [
        {"FileName": "deadline.ics", "ContentType": "text/calendar", "RawContent": file.content}
    ]


FAILURES: dict[str, tuple[Exception, type[Exception]]] = {
    "nobody there": (EndpointConnectionError(endpoint_url="x"), ChannelRefused),
    "no connection in time": (ConnectTimeoutError(endpoint_url="x"), ChannelRefused),
    "no answer in time: it may have been sent": (ReadTimeoutError(endpoint_url="x"), ReadTimeoutError),
}


@pytest.mark.parametrize(("failure", "raised"), FAILURES.values(), ids=FAILURES)
def test_without_an_answer(ses: SESV2Client, failure: Exception, raised: type[Exception]) -> None:
    tries: list[int] = []

    def fail(**_: object) -> None:
        tries.append(1)
        raise failure

    ses.meta.events.register("before-send.sesv2.SendEmail", fail)
    with pytest.raises(raised):
        SesMailer(lambda: ses, SENDER).send(TO, "邀约", "请查看")
    assert len(tries) == 1
