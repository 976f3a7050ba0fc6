"""SM-9: the student and the source record (生源信息), from import to confirmation.

1. Nothing can be signed before the record is vouched for (B01); who vouches is policy (B02).
2. A field owned by the registry is not the student's to edit; a wrong one becomes a correction request (B05).
3. The ID number is sealed, found by a keyed HMAC, and shown by its last four at the most.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from functions.domain.actors import Actor, Role
from functions.domain.errors import Refused
from functions.domain.machine import Machine, Transition
from functions.domain.parties import GraduateParty
from functions.domain.plain import filled_at_once
from functions.domain.policy import SchoolPolicy, SourceReview


class SourceState(StrEnum):
    """Where the source record stands."""

    IMPORTED = "imported"
    CONFIRMED = "confirmed"
    UNDER_REVIEW = "under_review"
    VERIFIED = "verified"


class SourceAction(StrEnum):
    """What can be done to it."""

    CONFIRM = "confirm"
    SUBMIT = "submit"
    VERIFY = "verify"
    RETURN = "return"
    REOPEN = "reopen"


VOUCHED = frozenset({SourceState.CONFIRMED, SourceState.VERIFIED})
# A07: only non-directed students sign online.
ELIGIBLE_TRAINING = frozenset({"非定向"})
_FIRST_MONTH = 8


@filled_at_once
@dataclass(frozen=True, kw_only=True)
class Student:
    """One graduate of one school; `id` is opaque, `id_sealed` the encrypted ID number, `id_mark` its HMAC (hex).

    `plan` is the school's own part of the cohort (方案, such as 春季), by which its lists are narrowed (Q03).
    """

    id: str
    school: str
    number: str
    name: str
    cohort: int
    college: str
    college_name: str
    major: str
    degree: str
    duration: str
    training_mode: str
    gender: str
    id_sealed: bytes
    id_mark: str
    id_last4: str
    id_kind: str = ""
    class_name: str = ""
    ethnicity: str = ""
    political_status: str = ""
    phone: str = ""
    email: str = ""
    origin: str = ""
    address: str = ""
    qq: str = ""
    entry_year: int | None = None
    agreement_number: str = ""
    plan: str = ""
    state: SourceState = SourceState.IMPORTED
    confirmed_at: datetime | None = None
    is_bound: bool = False
    version: int = 1

    def is_vouched(self) -> bool:
        """Tell whether signing may begin (B01)."""
        return self.state in VOUCHED

    def is_eligible(self) -> bool:
        """Tell whether the training mode allows online signing (A07)."""
        return self.training_mode in ELIGIBLE_TRAINING


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What the guards look at."""

    actor: Actor
    now: datetime
    policy: SchoolPolicy


def _by_self(x: Situation) -> bool:
    return x.policy.source_record_review is SourceReview.SELF


def _own(student: Student, x: Situation) -> Refused | None:
    return None if x.actor.party == student.id else Refused("not_yours")


def _self_enough(_: Student, x: Situation) -> Refused | None:
    return None if _by_self(x) else Refused("source_record_needs_review", rule="B02")


def _review_needed(_: Student, x: Situation) -> Refused | None:
    return Refused("source_record_needs_no_review", rule="B02") if _by_self(x) else None


def _own_college(student: Student, x: Situation) -> Refused | None:
    if x.actor.role is Role.COLLEGE and x.actor.college != student.college:
        return Refused("other_college", rule="H01")
    return None


def _may_edit(student: Student, x: Situation) -> Refused | None:
    if x.actor.role is not Role.STUDENT:
        return None
    if not x.policy.student_may_edit_registry_fields:
        return Refused("registry_fields_are_the_schools", rule="B05")
    return _own(student, x)


_STUDENT, _REVIEWERS = frozenset({Role.STUDENT}), frozenset({Role.COLLEGE, Role.SCHOOL, Role.ADMIN})

TRANSITIONS: tuple[Transition[Student, Situation], ...] = (
    Transition(SourceState.IMPORTED, SourceAction.CONFIRM, SourceState.CONFIRMED, _STUDENT, (_own, _self_enough)),
    Transition(SourceState.IMPORTED, SourceAction.SUBMIT, SourceState.UNDER_REVIEW, _STUDENT, (_own, _review_needed)),
    Transition(SourceState.UNDER_REVIEW, SourceAction.VERIFY, SourceState.VERIFIED, _REVIEWERS, (_own_college,)),
    Transition(SourceState.UNDER_REVIEW, SourceAction.RETURN, SourceState.IMPORTED, _REVIEWERS, (_own_college,)),
    # A corrected record is the student's to confirm again, whoever mended it.
    *(
        Transition(source, SourceAction.REOPEN, SourceState.IMPORTED, _STUDENT | _REVIEWERS, (_own_college, _may_edit))
        for source in (SourceState.CONFIRMED, SourceState.UNDER_REVIEW, SourceState.VERIFIED)
    ),
)

MACHINE = Machine("source_record", TRANSITIONS)


def vouch(student: Student, phone: str, email: str, situation: Situation) -> Student:
    """Confirm or submit the record with the student's own contact fields (B01, B02, B07); raises Refused."""
    action = SourceAction.CONFIRM if _by_self(situation) else SourceAction.SUBMIT
    return MACHINE.fire(student, action, situation, phone=phone, email=email, confirmed_at=situation.now)


def review(student: Student, action: SourceAction, reason: str, situation: Situation) -> Student:
    """Verify a submitted record, or return it with a reason (B02); raises Refused."""
    if action is SourceAction.RETURN and not reason:
        raise Refused("reason_required", field="reason", rule="B02")
    return MACHINE.fire(student, action, situation)


def as_party(student: Student, policy: SchoolPolicy) -> GraduateParty:
    """Return what the form prints, leaving out what the policy leaves out (PIPL 6)."""
    return GraduateParty(
        name=student.name, number=student.number, gender=student.gender, college=student.college,
        college_name=student.college_name, major=student.major, degree=student.degree, duration=student.duration,
        training_mode=student.training_mode, class_name=student.class_name, phone=student.phone, email=student.email,
        ethnicity=student.ethnicity if policy.form_shows_ethnicity else "",
        political_status=student.political_status if policy.form_shows_political_status else "",
        qq=student.qq if policy.form_shows_qq else "",
        address=student.address if policy.form_shows_home_address else "",
    )  # fmt: skip


def present_cohort(today: date) -> int:
    """Return the graduation year that is at work: from August on, who graduates next summer."""
    return today.year + (today.month >= _FIRST_MONTH)


class CorrectionState(StrEnum):
    """Where a correction request stands."""

    OPEN = "open"
    MADE = "made"
    REFUSED = "refused"

    @property
    def is_decided(self) -> bool:
        """Whether the school has answered."""
        return self is not CorrectionState.OPEN


@dataclass(frozen=True, kw_only=True)
class Correction:
    """A student's request that the school mend a field of the source record (B05)."""

    id: str
    school: str
    college: str
    student: str
    student_name: str
    student_number: str
    field: str
    current: str
    proposed: str
    reason: str
    requested_at: datetime
    state: CorrectionState = CorrectionState.OPEN
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    version: int = 1


# The ID number is corrected by a new import, never through a request that would carry it in the clear.
CORRECTABLE = frozenset({
    "name", "gender", "ethnicity", "political_status", "major", "class_name", "degree", "duration",
    "training_mode", "origin", "college_name",
})  # fmt: skip


def correct(student: Student, correction: Correction, situation: Situation) -> Student:
    """Mend the field that a request names and give the record back to the student to confirm; raises Refused."""
    if correction.field not in CORRECTABLE:
        raise Refused("field_not_correctable", field="field", rule="B05")
    if student.state is not SourceState.IMPORTED:
        student = MACHINE.fire(student, SourceAction.REOPEN, situation)
    else:
        student = replace(student, version=student.version + 1)
    return replace(student, **{correction.field: correction.proposed})  # type: ignore[arg-type]  # all are str


def answer(correction: Correction, state: CorrectionState, text: str, situation: Situation) -> Correction:
    """Close a request; a refusal needs its reason; raises Refused."""
    if correction.state is not CorrectionState.OPEN:
        raise Refused("correction_answered")
    if state is CorrectionState.REFUSED and not text:
        raise Refused("reason_required", field="answer", rule="B05")
    return replace(
        correction, state=state, answer=text, answered_by=situation.actor.account, answered_at=situation.now,
        version=correction.version + 1,
    )  # fmt: skip
