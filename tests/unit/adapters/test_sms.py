"""Text messages: taken, or refused in so many words; never twice, and no number in an error."""

from __future__ import annotations

from collections.abc import Iterator

import boto3
import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError, ReadTimeoutError
from moto import mock_aws
from moto.core import DEFAULT_ACCOUNT_ID
from moto.sns.models import sns_backends
from mypy_boto3_sns import SNSClient

from functions.adapters.mail import NO_RETRIES
from functions.adapters.sms import SnsSms
from functions.ports import ChannelRefused

TO, REGION = "+8613800000000", "ap-southeast-1"
# A number that the double holds for opted out ends in 99.
OPTED_OUT = "+8613800000099"


@pytest.fixture
def sns() -> Iterator[SNSClient]:
    with mock_aws():
        yield boto3.client("sns", REGION, config=NO_RETRIES)


def taken() -> list[tuple[str, str]]:
    return list(sns_backends[DEFAULT_ACCOUNT_ID][REGION].sms_messages.values())


def test_a_text_is_handed_over(sns: SNSClient) -> None:
    SnsSms(lambda: sns).send(TO, "【就业协议】请查看")
    assert taken() == [(TO, "【就业协议】请查看")]


def test_it_goes_at_transactional_priority(sns: SNSClient) -> None:
    asked: list[str] = []
    sns.meta.events.register("before-call.sns.Publish", lambda params, **_: asked.append(str(params["body"])))
    SnsSms(lambda: sns).send(TO, "请查看")
    assert "Transactional" in asked[0]


def test_who_has_opted_out_is_not_written_to(sns: SNSClient) -> None:
    with pytest.raises(ChannelRefused, match="opted_out") as refused:
        SnsSms(lambda: sns).send(OPTED_OUT, "请查看")
    assert refused.value.is_final
    assert taken() == []


REFUSED: dict[str, tuple[str, bool]] = {
    "a number that is none": ("InvalidParameter", True),
    "too fast": ("Throttled", False),
    "trouble over there": ("InternalError", False),
    "a role that may not": ("AuthorizationError", False),
}


@pytest.mark.parametrize(("code", "is_final"), REFUSED.values(), ids=REFUSED)
def test_a_refusal_names_the_code_and_nobody(sns: SNSClient, code: str, is_final: bool) -> None:
    def refuse(**_: object) -> None:
        raise ClientError({"Error": {"Code": code, "Message": f"Invalid parameter: {TO}"}}, "Publish")

    sns.meta.events.register("before-send.sns.Publish", refuse)
    with pytest.raises(ChannelRefused) as refused:
        SnsSms(lambda: sns).send(TO, "请查看")
    assert (refused.value.reason, refused.value.is_final) == (code, is_final)
    assert TO not in repr(refused.value)
    assert refused.value.__cause__ is None


FAILURES: dict[str, tuple[Exception, type[Exception]]] = {
    "nobody there": (EndpointConnectionError(endpoint_url="x"), ChannelRefused),
    "no connection in time": (ConnectTimeoutError(endpoint_url="x"), ChannelRefused),
    "no answer in time: it may have been sent": (ReadTimeoutError(endpoint_url="x"), ReadTimeoutError),
}


@pytest.mark.parametrize(("failure", "raised"), FAILURES.values(), ids=FAILURES)
def test_without_an_answer(sns: SNSClient, failure: Exception, raised: type[Exception]) -> None:
    tries: list[int] = []

    def fail(**_: object) -> None:
        tries.append(1)
        raise failure

    sns.meta.events.register("before-send.sns.Publish", fail)
    with pytest.raises(raised):
        SnsSms(lambda: sns).send(TO, "请查看")
    assert len(tries) == 1
