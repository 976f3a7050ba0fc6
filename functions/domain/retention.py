"""Retention (decision 13): for how long what came to nothing is kept.

1. An invitation that nobody accepted, and a draft that nobody sent or submitted, goes as many months after its last day
   as the school's policy says; it goes with all that belongs to its case.
2. The policy in effect counts, not the one that the record began under: what the law asks for is asked of old records.
3. What was accepted or submitted is evidence and stays.

Sources: PIPL 19 (no longer than necessary); law-and-privacy.md 10.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime

from functions.domain.agreement import Agreement
from functions.domain.agreement import State as AgreementState
from functions.domain.deadlines import local_date
from functions.domain.invitation import Invitation, State
from functions.domain.policy import SchoolPolicy

_UNANSWERED = frozenset({State.DRAFT, State.WITHDRAWN, State.REJECTED, State.EXPIRED, State.DISCARDED})
_UNSUBMITTED = frozenset({AgreementState.DRAFT, AgreementState.DISCARDED})


def has_run_out(record: Invitation | Agreement, policy: SchoolPolicy, now: datetime) -> bool:
    """Tell whether a record's time is over, in whole days in Shanghai."""
    last = _last_day(record)
    return last is not None and _later(last, policy.keep_unanswered_months) < local_date(now)


def _last_day(record: Invitation | Agreement) -> date | None:
    """Return the last day on which something happened to it, None for what stays."""
    moments: tuple[datetime | None, ...] = ()
    match record:
        case Invitation() if record.state in _UNANSWERED:
            moments = record.created_at, record.sent_at, record.expires_at
        case Agreement() if record.state in _UNSUBMITTED:
            moments = record.submitted_at, record.initiation.saved_at if record.initiation else None
    return max((local_date(moment) for moment in moments if moment), default=None)


def _later(day: date, months: int) -> date:
    """Return the day that many months later, the last of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
