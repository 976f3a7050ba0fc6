"""Dead letters in SQS: ours say why, Lambda's are understood, and who takes them may leave them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from functions.adapters.queue import SqsDeadLetters
from functions.domain.dead_letter import DeadLetter

OURS = DeadLetter(number="7", reason="LookupError", pk="CASE#a", sk="AGREEMENT")
# Developer guide, "Example invocation record" of a DynamoDB mapping; and of an asynchronous call.
STREAM = {
    "requestContext": {"requestId": "1", "condition": "RetryAttemptsExhausted", "approximateInvokeCount": 1},
    "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
    "DDBStreamBatchInfo": {"shardId": "s", "startSequenceNumber": "800", "endSequenceNumber": "801", "batchSize": 1},
}
SCHEDULE = {"requestContext": {"condition": "EventAgeExceeded"}, "requestPayload": {"resources": ["each_day"]}}
LETTERS: dict[str, tuple[str, DeadLetter]] = {
    "a batch that no call could end": (
        json.dumps(STREAM), DeadLetter(number="800", reason="RetryAttemptsExhausted: Unhandled")),
    "a schedule": (json.dumps(SCHEDULE), DeadLetter(number="", reason="EventAgeExceeded: no answer")),
    "no JSON": ("hello", DeadLetter(number="", reason="a letter of no known form")),
    "a list": ("[]", DeadLetter(number="", reason="a letter of no known form")),
    "too much": ('{"reason": "a", "number": "", "more": 1}', DeadLetter(number="", reason="a letter of no known form")),
}  # fmt: skip


@pytest.fixture
def sqs() -> Iterator[Any]:
    with mock_aws():
        yield boto3.client("sqs", region_name="cn-north-1")


@pytest.fixture
def url(sqs: Any) -> str:
    return str(sqs.create_queue(QueueName="dead")["QueueUrl"])


def test_a_letter_is_taken_left_and_thrown_away(sqs: Any, url: str) -> None:
    queue = SqsDeadLetters(lambda: sqs, url)
    for number in range(12):
        queue.put(DeadLetter(number=str(number), reason="a"))
    taken = list(queue.take())
    assert sorted(int(one.letter.number) for one in taken) == list(range(12))
    assert list(queue.take()) == [], "they are taken"
    queue.leave(taken[1:])
    queue.remove(taken[0])
    assert len(list(queue.take())) == 11


@pytest.mark.parametrize(("body", "letter"), LETTERS.values(), ids=LETTERS)
def test_a_letter_of_somebody_else_is_read(sqs: Any, url: str, body: str, letter: DeadLetter) -> None:
    sqs.send_message(QueueUrl=url, MessageBody=body)
    assert [one.letter for one in SqsDeadLetters(lambda: sqs, url).take()] == [letter]


def test_ours_comes_as_it_was_put(sqs: Any, url: str) -> None:
    queue = SqsDeadLetters(lambda: sqs, url)
    queue.put(OURS)
    assert [one.letter for one in queue.take()] == [OURS]
