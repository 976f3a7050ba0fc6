"""SchoolPolicy: what the systems disagree on, as values (rules.md 1.2); versions with effective dates.

1. A policy chooses values, never code paths by school.
2. Every running record is pinned to the version it began under (trap 27).
3. A version takes effect at the start of a date in Shanghai; the newest one in effect is the current one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from functions.domain.actors import Role
from functions.domain.channels import Channel, Topic


class Mode(StrEnum):
    """How an agreement came about."""

    EMPLOYER_INITIATED = "employer_initiated"
    STUDENT_INITIATED = "student_initiated"
    OFFLINE = "offline"
    QR = "qr"


class InvitesWhileSigned(StrEnum):
    """What an employer may do with a student who has signed elsewhere (F08)."""

    VIEW_ONLY = "view_only"
    REFUSED = "refused"


class EditAfterAccept(StrEnum):
    """Whether accepted terms can change: never, or by a return that both parties re-confirm (decision 9)."""

    NEVER = "never"
    RETURN = "return"


class ReviewChain(StrEnum):
    """Who reviews, in which order."""

    COLLEGE = "college"
    SCHOOL = "school"
    COLLEGE_SCHOOL = "college_school"
    EITHER = "either"


class SourceReview(StrEnum):
    """Who vouches for the source record: the student's confirmation alone, or a review by either level (B01, B02)."""

    SELF = "self"
    EITHER = "either"


class EffectiveOn(StrEnum):
    """The event that makes an agreement effective (section I)."""

    ACCEPTANCE = "acceptance"
    COLLEGE_REVIEW = "college_review"
    SCHOOL_REVIEW = "school_review"
    PAPER_STAMP = "paper_stamp"


class EmployerAdmission(StrEnum):
    """Which reviews an employer passes before it may invite (C01, C02)."""

    REGISTRATION = "registration"
    REGISTRATION_AND_ADMISSION = "registration_and_admission"


class Counterparty(StrEnum):
    """How the other side consents to a termination."""

    ANSWER = "answer"
    LETTER = "letter"


class TerminationOpens(StrEnum):
    """When terminations may begin in a year (M01)."""

    ANY_TIME = "any_time"
    AFTER_NEW_YEAR = "after_new_year"


class TerminationReason(StrEnum):
    """How a party says why it wants out (M04): picked from the list, in its own words, or both."""

    LIST = "list"
    TEXT = "text"
    LIST_AND_TEXT = "list_and_text"


@dataclass(frozen=True, kw_only=True)
class SchoolPolicy:
    """Every setting of a school with its default; `policy_texts` explains each to people."""

    invite_valid_days: int = 14
    invite_valid_days_min: int = 7
    invite_valid_days_max: int = 30
    employer_may_choose_validity: bool = True
    max_open_invites_per_student: int = 5
    invites_while_signed: InvitesWhileSigned = InvitesWhileSigned.VIEW_ONLY
    reject_reason_required: bool = True
    withdraw_before_accept: bool = True
    edit_after_accept: EditAfterAccept = EditAfterAccept.RETURN
    review_chain: ReviewChain = ReviewChain.COLLEGE_SCHOOL
    source_record_review: SourceReview = SourceReview.EITHER
    student_may_edit_registry_fields: bool = False
    effective_on_employer_initiated: EffectiveOn = EffectiveOn.SCHOOL_REVIEW
    effective_on_student_initiated: EffectiveOn = EffectiveOn.SCHOOL_REVIEW
    effective_on_offline: EffectiveOn = EffectiveOn.SCHOOL_REVIEW
    effective_on_qr: EffectiveOn = EffectiveOn.SCHOOL_REVIEW
    student_may_initiate: bool = True
    qr_signing_without_account: bool = True
    employer_admission: EmployerAdmission = EmployerAdmission.REGISTRATION_AND_ADMISSION
    review_fail_allowed: bool = True
    copies: tuple[str, ...] = ("用人单位", "毕业生", "学校")
    who_prints: frozenset[Role] = frozenset({Role.STUDENT, Role.EMPLOYER, Role.COLLEGE, Role.SCHOOL, Role.ADMIN})
    print_required: bool = False
    preset_school_seal: bool = False
    termination_initiators: frozenset[Role] = frozenset({Role.STUDENT, Role.EMPLOYER})
    termination_counterparty: Counterparty = Counterparty.ANSWER
    termination_reviewers: ReviewChain = ReviewChain.SCHOOL
    termination_opens: TerminationOpens = TerminationOpens.ANY_TIME
    termination_answer_days: int = 14
    termination_letter_required: bool = False
    termination_reason: TerminationReason = TerminationReason.LIST_AND_TEXT
    max_terminations: int = 0
    cooldown_working_days: int = 0
    agreement_number_required_before_invite: bool = False
    agreement_number_pattern: str = "{year}{school}{serial:06}"
    blank_form_marking: bool = True
    blank_form_quota_percent: int = 0
    notify_invitation: frozenset[Channel] = frozenset({Channel.EMAIL})
    notify_signing: frozenset[Channel] = frozenset({Channel.EMAIL})
    notify_termination: frozenset[Channel] = frozenset({Channel.EMAIL})
    notify_records: frozenset[Channel] = frozenset({Channel.EMAIL})
    penalty_limit_months: int = 1
    student_answers_health: bool = False
    student_answers_pay_after_trial: bool = True
    form_shows_ethnicity: bool = False
    form_shows_political_status: bool = False
    form_shows_qq: bool = False
    form_shows_home_address: bool = False
    key_terms_in_code: bool = True
    holder_hint_in_code: bool = True
    qr_error_correction: str = "M"
    register_years: int = 30
    evidence_years: int = 5
    draft_months: int = 12

    def effective_on(self, mode: Mode) -> EffectiveOn:
        """Return the event that makes an agreement of this mode effective."""
        return {
            Mode.EMPLOYER_INITIATED: self.effective_on_employer_initiated,
            Mode.STUDENT_INITIATED: self.effective_on_student_initiated,
            Mode.OFFLINE: self.effective_on_offline,
            Mode.QR: self.effective_on_qr,
        }[mode]

    def channels(self, topic: Topic) -> frozenset[Channel]:
        """Return the channels by which people hear of a topic beside the portal (P01-P04)."""
        return {
            Topic.INVITATION: self.notify_invitation,
            Topic.SIGNING: self.notify_signing,
            Topic.TERMINATION: self.notify_termination,
            Topic.RECORDS: self.notify_records,
        }[topic]


@dataclass(frozen=True, kw_only=True)
class PolicyVersion:
    """One version of a school's policy: number from 1, the date it takes effect, who made it and why."""

    school: str
    number: int
    effective_from: date
    policy: SchoolPolicy = field(default_factory=SchoolPolicy)
    author: str = ""
    author_name: str = ""
    note: str = ""
    created_at: datetime | None = None
    version: int = 1


def current(versions: Iterable[PolicyVersion], today: date) -> PolicyVersion:
    """Return the version in effect on a date (Shanghai): of those begun, the one with the highest number."""
    return max((v for v in versions if v.effective_from <= today), key=lambda v: v.number)
