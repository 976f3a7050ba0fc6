"""Notices: what the delivering job makes of an event for each address of its audience.

1. In the portal always, by other channels where the policy has them; a message queued, sent or failed is told apart,
   and a failed one says why (trap 24).
2. A notice that asks for an answer carries the times at which to remind of it.
3. A message is claimed before it is sent: a job stopped in between leaves it uncertain, and it is never sent twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from functions.domain.channels import Channel
from functions.domain.events import EventKind

MAX_ATTEMPTS = 6
FIRST_RETRY = timedelta(minutes=1)
# A claim older than this belongs to a job that was stopped.
CLAIM_LIFE = timedelta(minutes=15)


class Delivery(StrEnum):
    """Where a message stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


WAITING = frozenset({Delivery.QUEUED, Delivery.SENDING})


@dataclass(frozen=True, kw_only=True)
class Message:
    """A notice to one recipient by one channel.

    `to` is an e-mail address, a phone number (E.164) or an openid; `due_at` is when to try next, or when a claim is
    given up; `error` is the channel's reason code, "" while there is none.
    """

    channel: Channel
    to: str
    language: str
    due_at: datetime
    delivery: Delivery = Delivery.QUEUED
    attempts: int = 0
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One event for one address (`student:ID`, `employer:ID`, `college:SCHOOL:CODE`, `school:CODE`)."""

    address: str
    case: str
    seq: int
    kind: EventKind
    school: str
    at: datetime
    details: Mapping[str, str | int] = field(default_factory=dict)
    messages: tuple[Message, ...] = ()
    reminders: tuple[datetime, ...] = ()
    policy_version: int = 0
    read_at: datetime | None = None
    version: int = 1

    @property
    def due_at(self) -> datetime | None:
        """When the next message or reminder wants attention, None when all are settled."""
        waiting = (each.due_at for each in self.messages if each.delivery in WAITING)
        return min((*waiting, *self.reminders), default=None)

    @property
    def is_due(self) -> bool:
        """Whether a message or a reminder waits."""
        return self.due_at is not None


def next_due(notice: Notice, now: datetime) -> int | None:
    """Return the position of a message that wants attention now."""
    due = (i for i, each in enumerate(notice.messages) if each.delivery in WAITING and each.due_at <= now)
    return next(due, None)


def claim(notice: Notice, position: int, now: datetime) -> Notice:
    """Take a queued message for sending; a claim that was left behind becomes uncertain instead."""
    message = notice.messages[position]
    if message.delivery is Delivery.SENDING:
        return settle(notice, position, replace(message, delivery=Delivery.UNCERTAIN))
    taken = replace(message, delivery=Delivery.SENDING, attempts=message.attempts + 1, due_at=now + CLAIM_LIFE)
    return settle(notice, position, taken)


def sent(notice: Notice, position: int) -> Notice:
    """Record that the channel accepted it."""
    return settle(notice, position, replace(notice.messages[position], delivery=Delivery.SENT, error=""))


def failed(notice: Notice, position: int, error: str, now: datetime, *, is_final: bool = False) -> Notice:
    """Record a refusal: queued again with a doubling delay; failed for good when final or after the last attempt."""
    message = notice.messages[position]
    is_over = is_final or message.attempts >= MAX_ATTEMPTS
    state = Delivery.FAILED if is_over else Delivery.QUEUED
    due_at = now + FIRST_RETRY * 2 ** (message.attempts - 1)
    return settle(notice, position, replace(message, delivery=state, due_at=due_at, error=error))


def settle(notice: Notice, position: int, message: Message) -> Notice:
    """Put what became of a message in its place."""
    messages = (*notice.messages[:position], message, *notice.messages[position + 1 :])
    return replace(notice, messages=messages, version=notice.version + 1)


def is_reminder_due(notice: Notice, now: datetime) -> bool:
    """Tell whether the time of a reminder has come."""
    return any(at <= now for at in notice.reminders)


def reminded(notice: Notice, now: datetime) -> Notice:
    """Drop the times that have come."""
    return replace(notice, reminders=tuple(at for at in notice.reminders if at > now), version=notice.version + 1)


def silenced(notice: Notice) -> Notice:
    """Drop all times: there is nothing left to answer."""
    return replace(notice, reminders=(), version=notice.version + 1)


def read(notice: Notice, now: datetime) -> Notice:
    """Mark as read."""
    return replace(notice, read_at=now, version=notice.version + 1)
