"""Notices: what the delivering job makes of an event for each address of its audience.

1. In the portal always, by e-mail where the policy has it; a mail queued, sent or failed is told apart (trap 24).
2. A mail is claimed before it is sent: a job stopped in between leaves it uncertain, and it is never sent twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from functions.domain.events import EventKind

MAX_ATTEMPTS = 6
FIRST_RETRY = timedelta(minutes=1)
# A claim older than this belongs to a job that was stopped.
CLAIM_LIFE = timedelta(minutes=15)


class Delivery(StrEnum):
    """Where a mail stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


WAITING = frozenset({Delivery.QUEUED, Delivery.SENDING})


@dataclass(frozen=True, kw_only=True)
class Mail:
    """A notice's e-mail to one recipient; `due_at` is when to try next, or when a claim is given up."""

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
    mails: tuple[Mail, ...] = ()
    read_at: datetime | None = None
    version: int = 1

    @property
    def due_at(self) -> datetime | None:
        """When the next of its mails wants attention, None when all are settled."""
        return min((mail.due_at for mail in self.mails if mail.delivery in WAITING), default=None)

    @property
    def is_due(self) -> bool:
        """Whether a mail waits."""
        return self.due_at is not None


def next_due(notice: Notice, now: datetime) -> int | None:
    """Return the position of a mail that wants attention now."""
    due = (i for i, mail in enumerate(notice.mails) if mail.delivery in WAITING and mail.due_at <= now)
    return next(due, None)


def claim(notice: Notice, position: int, now: datetime) -> Notice:
    """Take a queued mail for sending; a claim that was left behind becomes uncertain instead."""
    mail = notice.mails[position]
    if mail.delivery is Delivery.SENDING:
        return _with(notice, position, replace(mail, delivery=Delivery.UNCERTAIN))
    taken = replace(mail, delivery=Delivery.SENDING, attempts=mail.attempts + 1, due_at=now + CLAIM_LIFE)
    return _with(notice, position, taken)


def sent(notice: Notice, position: int) -> Notice:
    """Record that the channel accepted it."""
    return _with(notice, position, replace(notice.mails[position], delivery=Delivery.SENT, error=""))


def failed(notice: Notice, position: int, error: str, now: datetime) -> Notice:
    """Record a refusal: queued again with a doubling delay, failed for good after the last attempt."""
    mail = notice.mails[position]
    state = Delivery.QUEUED if mail.attempts < MAX_ATTEMPTS else Delivery.FAILED
    due_at = now + FIRST_RETRY * 2 ** (mail.attempts - 1)
    return _with(notice, position, replace(mail, delivery=state, due_at=due_at, error=error))


def read(notice: Notice, now: datetime) -> Notice:
    """Mark as read."""
    return replace(notice, read_at=now, version=notice.version + 1)


def _with(notice: Notice, position: int, mail: Mail) -> Notice:
    mails = (*notice.mails[:position], mail, *notice.mails[position + 1 :])
    return replace(notice, mails=mails, version=notice.version + 1)
