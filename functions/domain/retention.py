"""Retention (decision 13): for how long what came to nothing is kept, and what was agreed, after its end.

1. An invitation that nobody accepted, and a draft that nobody sent or submitted, goes as many months after its last day
   as the school's policy says; it goes with all that belongs to its case.
2. An agreement and its evidence go as many years after its end. It ends with its failure, voiding, termination or
   fulfilment. One that is signed, and of which nobody recorded an end, has ended by itself once the graduate should
   have reported for work and the registry has closed for the year: the agreement gives way to the labour contract.
3. A graduate's own record goes as many years after the year of graduation, and not before the last agreement has gone.
4. Nothing goes while somebody has still to decide something about it, and nothing that is held (`Hold`).
5. The policy in effect counts, not the one that the record began under: what the law asks for is asked of old records.

Sources: PIPL 19 (no longer than necessary); law-and-privacy.md 6 and 10.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime

from functions.domain import deadlines
from functions.domain.agreement import Agreement
from functions.domain.agreement import State as AgreementState
from functions.domain.deadlines import local_date
from functions.domain.invitation import Invitation, State
from functions.domain.policy import SchoolPolicy

_UNANSWERED = frozenset({State.DRAFT, State.WITHDRAWN, State.REJECTED, State.EXPIRED, State.DISCARDED})
_UNSUBMITTED = frozenset({AgreementState.DRAFT, AgreementState.DISCARDED})
# What can have come to its end, by a decision or by itself.
ENDING = (
    AgreementState.SIGN_FAILED, AgreementState.VOID, AgreementState.TERMINATED, AgreementState.COMPLETED,
    AgreementState.SIGNED,
)  # fmt: skip
_YEAR = 12
BATCH_DAYS = 365
"""A batch's file is a copy of papers that can be printed again: so long is it kept after it was asked for."""


@dataclass(frozen=True, kw_only=True)
class Hold:
    """Keeps a case whatever its time: a dispute, a lawsuit or an inspection needs it. Who asked for it, and why."""

    case: str
    school: str
    reason: str
    author: str
    at: datetime
    version: int = 1


def has_run_out(record: Invitation | Agreement, policy: SchoolPolicy, now: datetime) -> bool:
    """Tell whether the time of what came to nothing is over, in whole days in Shanghai."""
    last = _last_day(record)
    return last is not None and later(last, policy.keep_unanswered_months) < local_date(now)


def is_evidence_due(agreement: Agreement, policy: SchoolPolicy, now: datetime) -> bool:
    """Tell whether the time of an agreement and its evidence is over, in whole days in Shanghai."""
    end = ended_on(agreement)
    return end is not None and kept_until(end, policy.keep_evidence_years) < local_date(now)


def ended_on(agreement: Agreement) -> date | None:
    """Return the day on which an agreement ended (rule 2), None where it has not, or waits for somebody (rule 4)."""
    if agreement.state not in ENDING or _waits(agreement):
        return None
    moments = agreement.submitted_at, agreement.signed_at, agreement.ended_at
    days = [local_date(moment) for moment in moments if moment]
    if agreement.state is AgreementState.SIGNED:
        days += [deadlines.registry_closes(agreement.cohort), agreement.terms.report_by or days[0]]
    return max(days)


def _waits(agreement: Agreement) -> bool:
    """Whether somebody has still to decide; what an ended agreement was once asked for waits for nobody."""
    asked = agreement.open_termination, agreement.undo, agreement.reissue, agreement.unlocking
    return agreement.state is AgreementState.SIGNED and (agreement.is_unissued or any(asked))


def kept_until(end: date, years: int) -> date:
    """Return the last day of what is kept so many years after an end."""
    return later(end, years * _YEAR)


def is_cohort_due(cohort: int, policy: SchoolPolicy, now: datetime) -> bool:
    """Tell whether the time of a year's graduates is over, in whole days in Shanghai."""
    return kept_until(date(cohort, 12, 31), policy.keep_students_years) < local_date(now)


def last_end(years: int, now: datetime) -> date:
    """Return a day after which nothing has ended whose years are over: what began later need not be looked at."""
    return later(local_date(now), -years * _YEAR)


def _last_day(record: Invitation | Agreement) -> date | None:
    """Return the last day on which something happened to it, None for what stays."""
    moments: tuple[datetime | None, ...] = ()
    match record:
        case Invitation() if record.state in _UNANSWERED:
            moments = record.created_at, record.sent_at, record.expires_at
        case Agreement() if record.state in _UNSUBMITTED:
            moments = record.submitted_at, record.initiation.saved_at if record.initiation else None
    return max((local_date(moment) for moment in moments if moment), default=None)


def later(day: date, months: int) -> date:
    """Return the day that many months later, the last of a month that is shorter."""
    year, month = divmod(day.year * _YEAR + day.month - 1 + months, _YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
