"""Versions of a school's policy, and the event that each mode takes effect on."""

from __future__ import annotations

from datetime import date

import pytest

from functions.domain import invitation, policy
from functions.domain.actors import Role
from functions.domain.policy import EffectiveOn, Mode, PolicyVersion, ReviewChain, SchoolPolicy
from functions.domain.signing_lock import OpenInvitations, SigningLock
from tests import factories as some
from tests.factories import NOW, SCHOOL, STUDENT, someone

FIRST = some.policy(number=1, effective_from=date(2025, 9, 1))
SECOND = some.policy(number=2, effective_from=date(2026, 3, 1), policy=SchoolPolicy(max_open_invites_per_student=1))
ANNOUNCED = some.policy(number=3, effective_from=date(2026, 9, 1))
CORRECTED = some.policy(number=4, effective_from=date(2026, 3, 1))
CURRENT: dict[str, tuple[tuple[PolicyVersion, ...], date, int]] = {
    "the only one": ((FIRST,), date(2026, 3, 5), 1),
    "from its first day": ((FIRST, SECOND), date(2026, 3, 1), 2),
    "until the day before": ((FIRST, SECOND), date(2026, 2, 28), 1),
    "not before it begins": ((FIRST, SECOND, ANNOUNCED), date(2026, 8, 31), 2),
    "the newer of two that begin on one day": ((FIRST, SECOND, ANNOUNCED, CORRECTED), date(2026, 3, 5), 4),
    "in any order": ((CORRECTED, ANNOUNCED, SECOND, FIRST), date(2026, 3, 5), 4),
    "a later version that begins earlier": ((ANNOUNCED, CORRECTED), date(2026, 9, 1), 4),
}


@pytest.mark.parametrize(("versions", "today", "number"), CURRENT.values(), ids=CURRENT)
def test_current(versions: tuple[PolicyVersion, ...], today: date, number: int) -> None:
    assert policy.current(versions, today).number == number


def test_a_school_without_a_version_in_force_is_an_error() -> None:
    with pytest.raises(ValueError, match="empty"):
        policy.current((ANNOUNCED,), date(2026, 3, 5))


def test_each_mode_has_its_own_event() -> None:
    chosen = SchoolPolicy(
        effective_on_employer_initiated=EffectiveOn.ACCEPTANCE,
        effective_on_student_initiated=EffectiveOn.COLLEGE_REVIEW,
        effective_on_offline=EffectiveOn.PAPER_STAMP,
        effective_on_qr=EffectiveOn.SCHOOL_REVIEW,
    )
    assert [chosen.effective_on(mode) for mode in Mode] == [
        EffectiveOn.ACCEPTANCE, EffectiveOn.COLLEGE_REVIEW, EffectiveOn.PAPER_STAMP, EffectiveOn.SCHOOL_REVIEW,
    ]  # fmt: skip


def test_a_policy_changes_nothing_in_place() -> None:
    with pytest.raises(AttributeError):
        FIRST.policy.max_terminations = 1  # type: ignore[misc]  # frozen


def test_trap_27_what_has_begun_stays_under_its_version() -> None:
    """The verbs take the policy that they are given and never move a record to another version."""
    situation = invitation.Situation(
        actor=someone(Role.EMPLOYER), now=NOW, policy=SECOND.policy, lock=SigningLock(school=SCHOOL, student=STUDENT),
        open=OpenInvitations(school=SCHOOL, student=STUDENT),
    )  # fmt: skip
    sent, _ = invitation.send(some.invitation(policy_version=1), situation)
    withdrawn, _ = invitation.withdraw(sent, situation)
    assert (sent.policy_version, withdrawn.policy_version) == (1, 1)


def test_the_defaults_are_those_of_the_rules() -> None:
    default = SchoolPolicy()
    assert (default.invite_valid_days, default.max_open_invites_per_student) == (14, 5)
    assert default.review_chain is ReviewChain.COLLEGE_SCHOOL
    assert default.termination_reviewers is ReviewChain.SCHOOL
    assert (default.termination_answer_days, default.max_terminations, default.cooldown_working_days) == (14, 0, 0)
    assert len(default.copies) == 3
    assert {default.effective_on(mode) for mode in Mode} == {EffectiveOn.SCHOOL_REVIEW}
    shown = ("ethnicity", "political_status", "qq", "home_address")
    assert not any(getattr(default, f"form_shows_{name}") for name in shown)
