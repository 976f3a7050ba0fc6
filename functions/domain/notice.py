"""Notices: what the delivering job makes of an event for each address of its audience.

1. In the portal always; by e-mail where the policy has it. Each is queued, sent or failed, and told apart (trap 24).
2. An e-mail is claimed before it is sent: a job killed in between leaves it `uncertain`, never sent twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from functions.domain.events import EventKind

MAX_ATTEMPTS = 6
FIRST_RETRY = timedelta(minutes=1)


class Delivery(StrEnum):
    """Where the e-mail of a notice stands."""

    NONE = "none"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One event for one address (`student:ID`, `employer:ID`, `college:SCHOOL:CODE`, `school:CODE`)."""

    address: str
    case: str
    seq: int
    kind: EventKind
    school: str
    at: datetime
    details: Mapping[str, str | int] = field(default_factory=dict)
    recipients: tuple[str, ...] = ()
    delivery: Delivery = Delivery.NONE
    attempts: int = 0
    due_at: datetime | None = None
    error: str = ""
    read_at: datetime | None = None
    version: int = 1


def claim(notice: Notice) -> Notice:
    """Take a queued notice for sending."""
    return replace(notice, delivery=Delivery.SENDING, attempts=notice.attempts + 1, version=notice.version + 1)


def sent(notice: Notice) -> Notice:
    """Record that the channel accepted it."""
    return replace(notice, delivery=Delivery.SENT, due_at=None, error="", version=notice.version + 1)


def failed(notice: Notice, error: str, now: datetime) -> Notice:
    """Record a failure: queued again with a growing delay, failed for good after the last attempt."""
    again = notice.attempts < MAX_ATTEMPTS
    due_at = now + FIRST_RETRY * 2 ** (notice.attempts - 1) if again else None
    state = Delivery.QUEUED if again else Delivery.FAILED
    return replace(notice, delivery=state, due_at=due_at, error=error, version=notice.version + 1)


def uncertain(notice: Notice) -> Notice:
    """Record that a job was stopped while it sent: it may have gone out, so it is not sent again."""
    return replace(notice, delivery=Delivery.UNCERTAIN, due_at=None, version=notice.version + 1)


def read(notice: Notice, now: datetime) -> Notice:
    """Mark as read."""
    return replace(notice, read_at=now, version=notice.version + 1)
