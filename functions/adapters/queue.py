"""The dead letters in SQS: ours, which say what failed and why, and those that Lambda itself writes.

1. Lambda writes where the function could not end a call at all, or for a schedule that failed. Such a letter says why
   it was written and no row: what it was about still waits in the table.
2. Who takes the letters has them for a minute; then, or when they are left, others see them again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from typing import Any

from functions.domain.dead_letter import DeadLetter
from functions.ports import Taken

_SECONDS, _AT_ONCE = 60, 10


class SqsDeadLetters:
    """A queue; `connect` returns the client at the first need of it."""

    def __init__(self, connect: Callable[[], Any], url: str) -> None:
        self._connect, self._url = connect, url

    def put(self, letter: DeadLetter) -> None:
        """Add a letter."""
        self._connect().send_message(QueueUrl=self._url, MessageBody=json.dumps(asdict(letter)))

    def take(self) -> Iterator[Taken]:
        """Take the letters that nobody has."""
        while found := self._receive():
            for message in found:
                yield Taken(message["MessageId"], message["ReceiptHandle"], _letter(message["Body"]))

    def _receive(self) -> list[Any]:
        # One second of waiting asks all of the queue's servers, none only some of them.
        answer = self._connect().receive_message(
            QueueUrl=self._url, MaxNumberOfMessages=_AT_ONCE, VisibilityTimeout=_SECONDS, WaitTimeSeconds=1
        )
        return list(answer.get("Messages", []))

    def leave(self, taken: Iterable[Taken]) -> None:
        """Let others see letters again."""
        for one in taken:
            self._connect().change_message_visibility(
                QueueUrl=self._url, ReceiptHandle=one.receipt, VisibilityTimeout=0
            )

    def remove(self, taken: Taken) -> None:
        """Throw a letter away."""
        self._connect().delete_message(QueueUrl=self._url, ReceiptHandle=taken.receipt)


def _letter(body: str) -> DeadLetter:
    try:
        said = json.loads(body)
        if "reason" in said:
            return DeadLetter(**said)
        condition = said["requestContext"]["condition"]
        failed = said.get("responseContext", {}).get("functionError", "no answer")
        return DeadLetter(
            number=said.get("DDBStreamBatchInfo", {}).get("startSequenceNumber", ""), reason=f"{condition}: {failed}"
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return DeadLetter(number="", reason="a letter of no known form")
