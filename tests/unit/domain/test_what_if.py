"""Where students would stand under other values."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from functions.domain.actors import Role
from functions.domain.agreement import State as AgreementState
from functions.domain.invitation import Invitation, State
from functions.domain.policy import SchoolPolicy, SourceReview, TerminationOpens
from functions.domain.signing_lock import LockState
from functions.domain.student import SourceState
from functions.domain.what_if import Case, Obstacle, Standing, obstacle, standing
from tests import factories as some
from tests.factories import NOW

SELF, EITHER = SourceReview.SELF, SourceReview.EITHER
# Working days since then: 10 on the day of NOW.
APPROVED = datetime(2026, 2, 25, 4, tzinfo=UTC)


def case(state: SourceState = SourceState.VERIFIED, **fields: Any) -> Case:
    own = {"student": some.student(state=state), "lock": some.signing_lock(state=LockState.FREE, agreement=None)}
    return Case(**own | fields)


def sent(days_ago: int, valid_days: int | None = None) -> tuple[Invitation, ...]:
    at = NOW - timedelta(days=days_ago)
    return (some.invitation(state=State.PENDING, sent_at=at, expires_at=NOW, valid_days=valid_days),)


ROWS: dict[str, tuple[Case, dict[str, Any], Standing]] = {
    "a vouched record": (case(), {}, Standing.FREE),
    "an agreement holds the lock": (case(lock=some.signing_lock()), {}, Standing.SIGNED),
    "signed, whatever else is wrong": (case(SourceState.IMPORTED, lock=some.signing_lock()), {}, Standing.SIGNED),
    "nobody has vouched for the record": (case(SourceState.IMPORTED), {"source_record_review": SELF}, Standing.BLOCKED),
    "a submitted record waits for its review": (
        case(SourceState.UNDER_REVIEW), {"source_record_review": EITHER}, Standing.BLOCKED,
    ),
    "a submitted record where the own word is enough": (
        case(SourceState.UNDER_REVIEW), {"source_record_review": SELF}, Standing.FREE,
    ),
    "a record confirmed earlier stays vouched for": (
        case(SourceState.CONFIRMED), {"source_record_review": EITHER}, Standing.FREE,
    ),
    "a directed graduate does not sign online": (
        case(student=some.student(training_mode="定向", state=SourceState.VERIFIED)), {}, Standing.BLOCKED,
    ),
    "no number where one is needed": (case(), {"agreement_number_required_before_invite": True}, Standing.BLOCKED),
    "a number where one is needed": (
        case(student=some.student(agreement_number="7", state=SourceState.VERIFIED)),
        {"agreement_number_required_before_invite": True}, Standing.FREE,
    ),
    "terminated, no waiting time": (case(terminated_at=APPROVED), {"cooldown_working_days": 0}, Standing.FREE),
    "terminated, still waiting": (case(terminated_at=APPROVED), {"cooldown_working_days": 15}, Standing.BLOCKED),
    "terminated, the waiting time is over": (case(terminated_at=APPROVED), {"cooldown_working_days": 3}, Standing.FREE),
    "an invitation in time": (case(unanswered=sent(10)), {"invite_valid_days": 14}, Standing.FREE),
    "on its last day": (case(unanswered=sent(14)), {"invite_valid_days": 14}, Standing.FREE),
    "the day after": (case(unanswered=sent(15)), {"invite_valid_days": 14}, Standing.LATE),
    "late with fewer days": (case(unanswered=sent(10)), {"invite_valid_days": 7}, Standing.LATE),
    "one late of two": (case(unanswered=(*sent(2), *sent(10))), {"invite_valid_days": 7}, Standing.LATE),
    "in time by the employer's choice": (
        case(unanswered=sent(10, 20)), {"invite_valid_days": 7, "invite_valid_days_max": 20}, Standing.FREE,
    ),
    "late where no employer chooses": (
        case(unanswered=sent(10, 20)), {"invite_valid_days": 7, "employer_may_choose_validity": False}, Standing.LATE,
    ),
    "late where nobody may choose so many": (
        case(unanswered=sent(10, 20)), {"invite_valid_days": 7, "invite_valid_days_max": 14}, Standing.LATE,
    ),
    "a draft is never late": (case(unanswered=(some.invitation(),)), {"invite_valid_days": 1}, Standing.FREE),
    "blocked before late": (
        case(SourceState.IMPORTED, unanswered=sent(20)), {"invite_valid_days": 7}, Standing.BLOCKED,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("one", "values", "expected"), ROWS.values(), ids=ROWS.keys())
def test_standing(one: Case, values: dict[str, Any], expected: Standing) -> None:
    assert standing(one, SchoolPolicy(**values), NOW) is expected


def signed(state: AgreementState = AgreementState.SIGNED, *, cohort: int = 2026, used: int = 0, **more: Any) -> Case:
    agreement = some.agreement(state=state, cohort=cohort, **more)
    return case(lock=some.signing_lock(terminations=used), agreement=agreement)


AFTER, EMPLOYERS = {"termination_opens": TerminationOpens.AFTER_NEW_YEAR}, frozenset({Role.EMPLOYER})
MET: dict[str, tuple[Case, dict[str, Any], Obstacle | None]] = {
    "no invitation": (case(), {"max_open_invites_per_student": 1}, None),
    "fewer than the cap": (case(unanswered=sent(1)), {"max_open_invites_per_student": 2}, None),
    "as many as the cap": (
        case(unanswered=(*sent(1), *sent(2))), {"max_open_invites_per_student": 2}, Obstacle.AT_CAP,
    ),
    "one of them would have lapsed": (
        case(unanswered=(*sent(1), *sent(10))), {"max_open_invites_per_student": 2, "invite_valid_days": 7}, None,
    ),
    "no cap": (case(unanswered=sent(1) * 9), {"max_open_invites_per_student": 0}, None),
    "what waits while one is signed does not count": (
        case(lock=some.signing_lock(), unanswered=sent(1)), {"max_open_invites_per_student": 1}, None,
    ),
    "signed, and may apply": (signed(), {}, None),
    "the window of the cohort is not open": (signed(cohort=2027), AFTER, Obstacle.TERMINATIONS_CLOSED),
    "the window is open": (signed(), AFTER, None),
    "only employers apply": (signed(), {"termination_initiators": EMPLOYERS}, Obstacle.NOT_THE_STUDENTS),
    "the one chance is used up": (signed(used=1), {"max_terminations": 1}, Obstacle.NO_CHANCE),
    "a second chance": (signed(used=1), {"max_terminations": 2}, None),
    "nobody counts": (signed(used=9), {}, None),
    "not yet signed, so there is nothing to end": (
        signed(AgreementState.COLLEGE_REVIEW, used=1), {"max_terminations": 1}, None,
    ),
    "an application runs, whatever the values": (signed(open_termination="t1"), {}, None),
}  # fmt: skip


@pytest.mark.parametrize(("one", "values", "expected"), MET.values(), ids=MET.keys())
def test_obstacle(one: Case, values: dict[str, Any], expected: Obstacle | None) -> None:
    assert obstacle(one, SchoolPolicy(**values), NOW) is expected
