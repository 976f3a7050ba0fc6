"""What if: where students would stand today had other values been in force all along.

1. It looks at what is there and changes nothing; what runs stays under its own version (trap 27).
2. Signed: an agreement holds the lock. Blocked: nothing could be accepted (A07, B01, B02, B08, M16). Late: an
   invitation would have lapsed unanswered (F03, F04). Free: the others.
3. A record that was once vouched for stays so; where the graduate's own word is enough, a submitted one is too (B01).
4. An employer's own choice of days counts where the values allow it, else the default does (F03).
5. Beside that: who could be sent no further invitation (F05), and who has signed and could not apply for termination
   (M01, M05, M15); each is counted for the first reason that a termination would be refused for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from functions.domain import cohorts, deadlines, invitation, termination
from functions.domain.actors import Actor, Role
from functions.domain.agreement import Agreement, State
from functions.domain.calendars import BUNDLED, Calendars
from functions.domain.errors import Refused
from functions.domain.invitation import Invitation
from functions.domain.policy import SchoolPolicy, SourceReview
from functions.domain.signing_lock import SigningLock
from functions.domain.student import SourceState, Student


class Standing(StrEnum):
    """How a student stands under a policy."""

    FREE = "free"
    LATE = "late"
    BLOCKED = "blocked"
    SIGNED = "signed"


class Obstacle(StrEnum):
    """What a student would come up against beside that."""

    AT_CAP = "at_cap"
    TERMINATIONS_CLOSED = "terminations_closed"
    NOT_THE_STUDENTS = "not_the_students"
    NO_CHANCE = "no_chance"


_OBSTACLES = {
    "M01": Obstacle.TERMINATIONS_CLOSED, "M05": Obstacle.NOT_THE_STUDENTS, "M15": Obstacle.NO_CHANCE,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Case:
    """A student in the school's records: the unanswered invitations, and when the last termination was approved."""

    student: Student
    lock: SigningLock
    agreement: Agreement | None = None
    unanswered: tuple[Invitation, ...] = ()
    terminated_at: datetime | None = None


def standing(case: Case, policy: SchoolPolicy, now: datetime, calendars: Calendars = BUNDLED) -> Standing:
    """Return where the student would stand."""
    if case.lock.is_held():
        return Standing.SIGNED
    if _is_kept_out(case.student, policy) or _is_cooling(case.terminated_at, policy, now, calendars):
        return Standing.BLOCKED
    if any(_has_lapsed(each, policy, now) for each in case.unanswered):
        return Standing.LATE
    return Standing.FREE


def _is_kept_out(student: Student, policy: SchoolPolicy) -> bool:
    lacks_number = policy.agreement_number_required_before_invite and not student.agreement_number
    return lacks_number or cohorts.refusal(student, policy) is not None or not _is_vouched(student, policy)


def _is_vouched(student: Student, policy: SchoolPolicy) -> bool:
    own_word = policy.source_record_review is SourceReview.SELF and student.state is SourceState.UNDER_REVIEW
    return own_word or student.is_vouched()


def _is_cooling(terminated_at: datetime | None, policy: SchoolPolicy, now: datetime, calendars: Calendars) -> bool:
    if terminated_at is None:
        return False
    return now < deadlines.eligible_after(terminated_at, policy.cooldown_working_days, calendars).begins_at


def _has_lapsed(sent: Invitation, policy: SchoolPolicy, now: datetime) -> bool:
    return sent.sent_at is not None and deadlines.is_past(deadlines.expires_at(sent.sent_at, _days(sent, policy)), now)


def _days(sent: Invitation, policy: SchoolPolicy) -> int:
    try:
        return invitation.validity(sent.valid_days, policy) or policy.invite_valid_days
    except Refused:
        return policy.invite_valid_days


def obstacle(case: Case, policy: SchoolPolicy, now: datetime, calendars: Calendars = BUNDLED) -> Obstacle | None:
    """Return what the student would come up against: the cap on invitations, or no way to apply for termination."""
    if not case.lock.is_held():
        return Obstacle.AT_CAP if _is_at_cap(case.unanswered, policy, now) else None
    if case.agreement is None or case.agreement.state is not State.SIGNED:
        return None
    actor = Actor(account="", role=Role.STUDENT, party=case.student.id)
    asked = termination.Situation(actor=actor, now=now, policy=policy, calendars=calendars)
    why = termination.may_apply(case.agreement, case.lock, asked)
    return _OBSTACLES.get(why.rule or "") if why else None


def _is_at_cap(unanswered: tuple[Invitation, ...], policy: SchoolPolicy, now: datetime) -> bool:
    cap = policy.max_open_invites_per_student
    return bool(cap) and sum(not _has_lapsed(each, policy, now) for each in unanswered) >= cap
