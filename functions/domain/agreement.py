"""The agreement (协议书): its states, and the records of which it is made.

1. It begins when the student accepts; terms and parties are snapshots, frozen (F15).
2. What may be done to it, and by whom, is `agreement_states`; reviews and what ends it are `reviewing`.
3. A mistaken pass is undone by two people of the school, before a copy is printed (decision 7): see `undoing`.
4. A lost or spoilt paper is reissued as the next edition (K01): see `reissuing`.
5. A student may begin it alone, with a draft that is the student's own until it is submitted (G): see `initiating`.
6. The school can end a signed agreement without an application, again by two people (M18): see `unlocking`.
7. One that was signed on paper begins with the college's record and the student's report (K04, K05): see `offline`.
8. It is fulfilled once the graduate has reported for work (I05): see `completing`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from functions.domain.actors import Role
from functions.domain.edition import ReissueRequest, Superseded
from functions.domain.errors import Refused
from functions.domain.flags import BLANK_FORM_OUT
from functions.domain.guest import Guest, Trust
from functions.domain.initiation import Initiation
from functions.domain.parcel import PostedCopy
from functions.domain.parties import EmployerParty, GraduateParty, SchoolParty
from functions.domain.plain import filled_at_once
from functions.domain.policy import Mode
from functions.domain.terms import Terms


class State(StrEnum):
    """Where an agreement stands (协议书状态)."""

    DRAFT = "draft"
    DISCARDED = "discarded"
    AWAITING_REPORT = "awaiting_report"
    COLLEGE_REVIEW = "college_review"
    SCHOOL_REVIEW = "school_review"
    OPEN_REVIEW = "open_review"
    RETURNED = "returned"
    RECONFIRMATION = "reconfirmation"
    SIGNED = "signed"
    SIGN_FAILED = "sign_failed"
    VOID = "void"
    TERMINATED = "terminated"
    COMPLETED = "completed"

    @property
    def is_under_review(self) -> bool:
        """Whether somebody's review is awaited."""
        return self in UNDER_REVIEW

    @property
    def is_decided(self) -> bool:
        """Whether nobody's review is awaited."""
        return self not in UNDER_REVIEW


class Signing(StrEnum):
    """签约状态, beside the agreement's own state (rules.md 1.3): how the invitation ended, or that there was none."""

    ACCEPTED = "accepted"
    INITIATED = "initiated"
    OFFLINE = "offline"
    FAILED = "failed"


class Action(StrEnum):
    """What can be done to an agreement."""

    EDIT = "edit"
    DISCARD = "discard"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    RETRACT = "retract"
    PASS = "pass"  # noqa: S105 - a verdict, not a password
    RETURN = "return"
    FAIL = "fail"
    REVISE = "revise"
    CONFIRM = "confirm"
    DECLINE = "decline"
    VOID = "void"
    CHECK_LICENCE = "check_licence"
    PRINT = "print"
    RECORD_STAMP = "record_stamp"
    REQUEST_UNDO = "request_undo"
    UNDO = "undo"
    REFUSE_UNDO = "refuse_undo"
    REQUEST_REISSUE = "request_reissue"
    APPROVE_REISSUE = "approve_reissue"
    REFUSE_REISSUE = "refuse_reissue"
    WITHDRAW_REISSUE = "withdraw_reissue"
    REQUEST_UNLOCK = "request_unlock"
    UNLOCK = "unlock"
    REFUSE_UNLOCK = "refuse_unlock"
    TERMINATE = "terminate"
    COMPLETE = "complete"
    POST = "post"


UNDER_REVIEW = frozenset({State.COLLEGE_REVIEW, State.SCHOOL_REVIEW, State.OPEN_REVIEW})
ACTIVE = UNDER_REVIEW | {State.AWAITING_REPORT, State.RETURNED, State.RECONFIRMATION, State.SIGNED}
# What holds the student's lock: a fulfilled agreement stays the student's one (I05).
HOLDING = ACTIVE | {State.COMPLETED}


@filled_at_once
@dataclass(frozen=True, kw_only=True)
class Acceptance:
    """The evidence of an acceptance: SHA-256 (hex) of exactly what was shown, when, by whom, and the answers.

    `revision` is the agreement's revision that it binds.
    """

    hash: str
    at: datetime
    account: str
    pay_after_trial: int | None = None
    health: str = ""
    revision: int = 1


@filled_at_once
@dataclass(frozen=True, kw_only=True)
class Review:
    """One decision of a reviewer on one revision."""

    level: Role
    decision: Action
    account: str
    name: str
    at: datetime
    revision: int
    reason: str = ""
    is_undone: bool = False


@dataclass(frozen=True, kw_only=True)
class UndoRequest:
    """What a first person of the school says against a pass; a second one decides (decision 7)."""

    reason: str
    account: str
    name: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Unlocking:
    """Why an administrator wants a student free to sign, and, once it is so, who approved it (M18)."""

    reason: str
    account: str
    name: str
    at: datetime
    approver: str = ""
    approver_name: str = ""
    approved_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class PaperSigning:
    """What the college records of a signing on paper (K04): the form's mark, the exception, and who decided.

    `mark` is empty where the paper is none of the school's forms, `exception` where paper was as good as ever.
    """

    mark: str
    exception: str
    note: str
    account: str
    name: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Issued:
    """What the issuing job left: the signed token and where its status stands."""

    token: bytes
    url: str
    check_code: str
    kid: str
    status_list: int
    status_index: int
    at: datetime
    edition: int = 1


@filled_at_once
@dataclass(frozen=True, kw_only=True)
class Agreement:
    """One agreement; `number` is empty until it is final, `open_termination` names the application that is running.

    `print_count` counts the prints of all editions, `printed_before` those of the superseded ones.
    `has_blank_form` says, for the lists of its reviewers, that the student holds a blank form on paper (SM-0).
    `employer` is empty where the unit has no account here, `initiation` None where the student writes nothing of it,
    `guest` None where no guest signed by the student's card.
    `plan` is the graduate's part of the cohort (方案, Q03): lists are narrowed by it, nothing prints it.
    """

    id: str
    school: str
    student: str
    employer: str
    college: str
    cohort: int
    mode: Mode
    graduate: GraduateParty
    unit: EmployerParty
    witness: SchoolParty
    terms: Terms
    acceptance: Acceptance
    policy_version: int
    submitted_at: datetime
    state: State
    revision: int = 1
    previous: Terms | None = None
    reviews: tuple[Review, ...] = ()
    flags: tuple[str, ...] = ()
    number: str = ""
    edition: int = 1
    effective_at: datetime | None = None
    signed_at: datetime | None = None
    ended_at: datetime | None = None
    issued: Issued | None = None
    print_count: int = 0
    printed_before: int = 0
    printed_at: datetime | None = None
    open_termination: str | None = None
    undo: UndoRequest | None = None
    reissue: ReissueRequest | None = None
    superseded: tuple[Superseded, ...] = ()
    initiation: Initiation | None = None
    guest: Guest | None = None
    unlocking: Unlocking | None = None
    on_paper: PaperSigning | None = None
    posted: PostedCopy | None = None
    has_blank_form: bool = False
    plan: str = ""
    version: int = 1

    @property
    def begun(self) -> Initiation:
        """What the student began it with; raises Refused where the student did not."""
        if self.initiation is None:
            raise Refused("not_initiated_by_student", rule="G01")
        return self.initiation

    @property
    def warnings(self) -> tuple[str, ...]:
        """What its reviewers have to look at."""
        return (*self.flags, BLANK_FORM_OUT) if self.has_blank_form else self.flags

    @property
    def signing(self) -> Signing:
        """The state of the signing that it came from."""
        if self.on_paper:
            return Signing.OFFLINE
        if self.initiation:
            return Signing.INITIATED
        return Signing.FAILED if self.state is State.SIGN_FAILED else Signing.ACCEPTED

    @property
    def trust(self) -> Trust | None:
        """How far the employer's side is known; what a student began rests on its papers instead."""
        if self.guest:
            return self.guest.trust
        return Trust.ADMITTED if self.employer else None

    @property
    def is_kept(self) -> bool:
        """A draft that was thrown away is in no list."""
        return self.state is not State.DISCARDED

    @property
    def is_submitted(self) -> bool:
        """A draft is the student's alone."""
        return self.state not in (State.DRAFT, State.DISCARDED)

    @property
    def is_unissued(self) -> bool:
        """Whether the issuing job has this edition still to sign; what was signed on paper has its paper."""
        if self.state is not State.SIGNED or self.on_paper:
            return False
        return self.issued is None or self.issued.edition < self.edition

    @property
    def awaits_reissue(self) -> bool:
        """Whether the school has still to decide on another edition."""
        return self.reissue is not None and self.state is State.SIGNED and not self.is_unissued

    @property
    def reissue_at(self) -> datetime | None:
        """When another edition was applied for."""
        return self.reissue.at if self.reissue else None

    @property
    def edition_prints(self) -> int:
        """How often this edition was printed (J08)."""
        return self.print_count - self.printed_before
