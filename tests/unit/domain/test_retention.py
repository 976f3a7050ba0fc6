"""What came to nothing runs out on a day that can be told; what was accepted, submitted or is open never does."""

from __future__ import annotations

from datetime import datetime

import pytest

from functions.domain.agreement import Agreement
from functions.domain.agreement import State as AgreementState
from functions.domain.invitation import Invitation, State
from functions.domain.policy import SchoolPolicy
from functions.domain.retention import has_run_out
from tests import factories as some

UNANSWERED = {State.DRAFT, State.WITHDRAWN, State.REJECTED, State.EXPIRED, State.DISCARDED}
UNSUBMITTED = {AgreementState.DRAFT, AgreementState.DISCARDED}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


BEGUN = at("2026-02-28T12:00+08:00")
MUCH_LATER = at("2099-01-01T00:00+08:00")


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
