"""What came to nothing, and what has ended, runs out on a day that can be told; what is open never does."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from functions.domain.agreement import Agreement, UndoRequest, Unlocking
from functions.domain.agreement import State as AgreementState
from functions.domain.deadlines import end_of
from functions.domain.invitation import Invitation, State
from functions.domain.policy import SchoolPolicy
from functions.domain.retention import ended_on, has_run_out, is_cohort_due, is_evidence_due, last_end
from tests import factories as some

UNANSWERED = {State.DRAFT, State.WITHDRAWN, State.REJECTED, State.EXPIRED, State.DISCARDED}
UNSUBMITTED = {AgreementState.DRAFT, AgreementState.DISCARDED}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


BEGUN = at("2026-02-28T12:00+08:00")
MUCH_LATER = at("2099-01-01T00:00+08:00")
UNDO = UndoRequest(reason="误审", account="a1", name="王老师", at=BEGUN)
UNLOCKING = Unlocking(reason="单位倒闭", account="a1", name="王老师", at=BEGUN)


@pytest.mark.parametrize("state", State)
def test_of_invitations_only_what_came_to_nothing_runs_out(state: State) -> None:
    offer = some.invitation(state=state, created_at=BEGUN)
    assert has_run_out(offer, SchoolPolicy(), MUCH_LATER) is (state in UNANSWERED)


@pytest.mark.parametrize("state", AgreementState)
def test_of_agreements_only_what_was_never_submitted_runs_out(state: AgreementState) -> None:
    agreement = some.agreement(state=state, submitted_at=BEGUN)
    assert has_run_out(agreement, SchoolPolicy(), MUCH_LATER) is (state in UNSUBMITTED)


def offer(**moments: str) -> Invitation:
    given = {name: at(moment) for name, moment in moments.items()}
    return some.invitation(**{"state": State.EXPIRED, "created_at": BEGUN} | given)


def draft(saved_at: str) -> Agreement:
    saved = some.initiation(saved_at=at(saved_at))
    return some.agreement(state=AgreementState.DRAFT, submitted_at=BEGUN, initiation=saved)


DAYS: dict[str, tuple[Invitation | Agreement, int, str, str]] = {
    "from its making where nothing followed": (offer(), 12, "2027-02-28T23:59:59+08:00", "2027-03-01T00:00+08:00"),
    "from its sending": (
        offer(sent_at="2026-03-10T00:00+08:00"), 12, "2027-03-10T23:59:59+08:00", "2027-03-11T00:00+08:00",
    ),
    "from its deadline": (
        offer(sent_at="2026-03-10T00:00+08:00", expires_at="2026-03-24T23:59:59+08:00"), 12,
        "2027-03-24T23:59:59+08:00", "2027-03-25T00:00+08:00",
    ),
    "as many months as the school says": (offer(), 6, "2026-08-28T23:59:59+08:00", "2026-08-29T00:00+08:00"),
    "into a month that is shorter": (
        offer(created_at="2026-08-31T12:00+08:00"), 6, "2027-02-28T23:59:59+08:00", "2027-03-01T00:00+08:00",
    ),
    "into December": (
        offer(created_at="2026-06-15T12:00+08:00"), 6, "2026-12-15T23:59:59+08:00", "2026-12-16T00:00+08:00",
    ),
    "by the day in Shanghai": (
        offer(created_at="2026-02-28T16:00+00:00"), 12, "2027-03-01T23:59:59+08:00", "2027-03-02T00:00+08:00",
    ),
    "a student's draft from its last saving": (
        draft("2026-05-01T08:00+08:00"), 12, "2027-05-01T23:59:59+08:00", "2027-05-02T00:00+08:00",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("record", "months", "kept", "gone"), DAYS.values(), ids=DAYS)
def test_months_are_counted(record: Invitation | Agreement, months: int, kept: str, gone: str) -> None:
    policy = SchoolPolicy(keep_unanswered_months=months)
    assert not has_run_out(record, policy, at(kept))
    assert has_run_out(record, policy, at(gone))


NEVER: dict[str, dict[str, Any]] = {
    "a draft": {"state": AgreementState.DRAFT},
    "what was thrown away": {"state": AgreementState.DISCARDED},
    "what the student has to report": {"state": AgreementState.AWAITING_REPORT},
    "what the college has to review": {"state": AgreementState.COLLEGE_REVIEW},
    "what the school has to review": {"state": AgreementState.SCHOOL_REVIEW},
    "what either has to review": {"state": AgreementState.OPEN_REVIEW},
    "what was returned": {"state": AgreementState.RETURNED},
    "what has to be confirmed": {"state": AgreementState.RECONFIRMATION},
    "an open termination": {"open_termination": "t1"},
    "a mistake that a second person has to confirm": {"undo": UNDO},
    "an edition that was asked for": {"reissue": some.reissue()},
    "an unlocking that a second person has to approve": {"unlocking": UNLOCKING},
    "an edition that has still to be issued": {"edition": 2},
}  # fmt: skip


def signed(**fields: Any) -> Agreement:
    given: dict[str, Any] = {
        "state": AgreementState.SIGNED, "submitted_at": BEGUN, "signed_at": BEGUN, "issued": some.issued(),
        "terms": some.terms(report_by=None),
    }  # fmt: skip
    return some.agreement(**given | fields)


@pytest.mark.parametrize("fields", NEVER.values(), ids=NEVER)
def test_nothing_that_waits_for_somebody_has_ended(fields: dict[str, Any]) -> None:
    assert ended_on(signed(**fields)) is None
    assert not is_evidence_due(signed(**fields), SchoolPolicy(), MUCH_LATER)


def ended(at_: str, state: AgreementState = AgreementState.TERMINATED, **fields: Any) -> Agreement:
    return signed(state=state, ended_at=at(at_), **fields)


EVIDENCE: dict[str, tuple[Agreement, int, str, str]] = {
    "from its termination": (
        ended("2026-05-20T10:00+08:00"), 5, "2031-05-20T23:59:59+08:00", "2031-05-21T00:00+08:00",
    ),
    "from its termination on a leap day": (
        ended("2028-02-29T10:00+08:00"), 5, "2033-02-28T23:59:59+08:00", "2033-03-01T00:00+08:00",
    ),
    "from one leap day to another": (
        ended("2028-02-29T10:00+08:00"), 8, "2036-02-29T23:59:59+08:00", "2036-03-01T00:00+08:00",
    ),
    "by the day in Shanghai": (
        ended("2026-12-31T16:00+00:00"), 5, "2032-01-01T23:59:59+08:00", "2032-01-02T00:00+08:00",
    ),
    "as many years as the school says": (
        ended("2026-05-20T10:00+08:00"), 12, "2038-05-20T23:59:59+08:00", "2038-05-21T00:00+08:00",
    ),
    "from its failure": (
        ended("2026-05-20T10:00+08:00", AgreementState.SIGN_FAILED, signed_at=None), 5, "2031-05-20T23:59:59+08:00",
        "2031-05-21T00:00+08:00",
    ),
    "from its voiding": (
        ended("2026-05-20T10:00+08:00", AgreementState.VOID), 5, "2031-05-20T23:59:59+08:00", "2031-05-21T00:00+08:00",
    ),
    "from the day on which the graduate reported for work": (
        ended("2026-07-10T00:00+08:00", AgreementState.COMPLETED), 5, "2031-07-10T23:59:59+08:00",
        "2031-07-11T00:00+08:00",
    ),
    "not from a report that lies before the signing": (
        ended("2026-02-01T00:00+08:00", AgreementState.COMPLETED), 5, "2031-02-28T23:59:59+08:00",
        "2031-03-01T00:00+08:00",
    ),
    "from its unlocking, although it was asked for": (
        ended("2026-05-20T10:00+08:00", unlocking=UNLOCKING), 5, "2031-05-20T23:59:59+08:00",
        "2031-05-21T00:00+08:00",
    ),
    "from the close of the registry, where nobody recorded an end": (
        signed(cohort=2026), 5, "2031-08-31T23:59:59+08:00", "2031-09-01T00:00+08:00",
    ),
    "from the day to report by, where that is later": (
        signed(cohort=2026, terms=some.terms(report_by=date(2026, 10, 1))), 5, "2031-10-01T23:59:59+08:00",
        "2031-10-02T00:00+08:00",
    ),
    "from the signing, where that is later still": (
        signed(cohort=2026, signed_at=at("2027-01-05T09:00+08:00")), 5, "2032-01-05T23:59:59+08:00",
        "2032-01-06T00:00+08:00",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("agreement", "years", "kept", "gone"), EVIDENCE.values(), ids=EVIDENCE)
def test_years_are_counted(agreement: Agreement, years: int, kept: str, gone: str) -> None:
    policy = SchoolPolicy(keep_evidence_years=years)
    assert not is_evidence_due(agreement, policy, at(kept))
    assert is_evidence_due(agreement, policy, at(gone))


@pytest.mark.parametrize(("agreement", "years", "kept", "gone"), EVIDENCE.values(), ids=EVIDENCE)
def test_what_is_due_began_no_later_than_what_is_looked_at(
    agreement: Agreement, years: int, kept: str, gone: str
) -> None:
    assert kept
    assert agreement.submitted_at <= end_of(last_end(years, at(gone)))


COHORTS = {
    "thirty years": (2026, 30, "2056-12-31T23:59:59+08:00", "2057-01-01T00:00+08:00"),
    "five years": (2026, 5, "2031-12-31T23:59:59+08:00", "2032-01-01T00:00+08:00"),
}


@pytest.mark.parametrize(("cohort", "years", "kept", "gone"), COHORTS.values(), ids=COHORTS)
def test_years_of_graduates_are_counted(cohort: int, years: int, kept: str, gone: str) -> None:
    policy = SchoolPolicy(keep_students_years=years)
    assert not is_cohort_due(cohort, policy, at(kept))
    assert is_cohort_due(cohort, policy, at(gone))
