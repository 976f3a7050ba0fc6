"""SM-2: the agreement (协议书), from acceptance through review to its end.

1. It begins when the student accepts; terms and parties are snapshots, frozen (F15).
2. The policy's review chain decides who reviews next; no level is skipped (H01, H02, trap 9).
3. Return opens a new revision for the employer, which the student confirms (decision 9); fail frees the lock (H06).
4. `effective_at` follows the policy's event for the mode and is never inferred from the state (section I).
5. The flags of H04 warn the reviewer; they do not block.
6. A mistaken pass is undone by two people of the school, before a copy is printed (decision 7): see `undoing`.
7. A lost or spoilt paper is reissued as the next edition (K01): see `reissuing`.
8. A student may begin it alone, with a draft that is the student's own until it is submitted (G): see `initiating`.
9. The school can end a signed agreement without an application, again by two people (M18): see `unlocking`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from functions.domain.actors import PARTIES, Actor, Role
from functions.domain.edition import ReissueRequest, Superseded
from functions.domain.errors import Refused
from functions.domain.initiation import Initiation
from functions.domain.machine import Machine, Transition
from functions.domain.parties import EmployerParty, GraduateParty, SchoolParty
from functions.domain.policy import EditAfterAccept, EffectiveOn, Mode, ReviewChain, SchoolPolicy
from functions.domain.terms import Terms


class State(StrEnum):
    """Where an agreement stands (协议书状态)."""

    DRAFT = "draft"
    DISCARDED = "discarded"
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


class Action(StrEnum):
    """What can be done to an agreement."""

    EDIT = "edit"
    DISCARD = "discard"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    PASS = "pass"  # noqa: S105 - a verdict, not a password
    RETURN = "return"
    FAIL = "fail"
    REVISE = "revise"
    CONFIRM = "confirm"
    DECLINE = "decline"
    VOID = "void"
    PRINT = "print"
    REQUEST_UNDO = "request_undo"
    UNDO = "undo"
    REFUSE_UNDO = "refuse_undo"
    REQUEST_REISSUE = "request_reissue"
    APPROVE_REISSUE = "approve_reissue"
    REFUSE_REISSUE = "refuse_reissue"
    REQUEST_UNLOCK = "request_unlock"
    UNLOCK = "unlock"
    REFUSE_UNLOCK = "refuse_unlock"
    TERMINATE = "terminate"
    COMPLETE = "complete"


UNDER_REVIEW = frozenset({State.COLLEGE_REVIEW, State.SCHOOL_REVIEW, State.OPEN_REVIEW})
ACTIVE = UNDER_REVIEW | {State.RETURNED, State.RECONFIRMATION, State.SIGNED}


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


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """One agreement; `number` is empty until it is final, `open_termination` names the application that is running.

    `print_count` counts the prints of all editions, `printed_before` those of the superseded ones.
    `employer` is empty where the unit has no account here, `initiation` None where the student did not begin it.
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
    unlocking: Unlocking | None = None
    version: int = 1

    @property
    def begun(self) -> Initiation:
        """What the student began it with; raises Refused where the student did not."""
        if self.initiation is None:
            raise Refused("not_initiated_by_student", rule="G01")
        return self.initiation

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
        """Whether the issuing job has this edition still to sign."""
        return self.state is State.SIGNED and (self.issued is None or self.issued.edition < self.edition)

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


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What the guards look at."""

    actor: Actor
    now: datetime
    policy: SchoolPolicy


def first_review(policy: SchoolPolicy) -> State:
    """Return the state in which the policy's review chain begins."""
    return {
        ReviewChain.COLLEGE: State.COLLEGE_REVIEW,
        ReviewChain.COLLEGE_SCHOOL: State.COLLEGE_REVIEW,
        ReviewChain.SCHOOL: State.SCHOOL_REVIEW,
        ReviewChain.EITHER: State.OPEN_REVIEW,
    }[policy.review_chain]


def _chain_goes_on(x: Situation) -> bool:
    return x.policy.review_chain is ReviewChain.COLLEGE_SCHOOL


def _chain_ends(x: Situation) -> bool:
    return not _chain_goes_on(x)


def last_review(policy: SchoolPolicy) -> State:
    """Return the state in which the policy's review chain ends."""
    goes_on = policy.review_chain is ReviewChain.COLLEGE_SCHOOL
    return State.SCHOOL_REVIEW if goes_on else first_review(policy)


def _begins(state: State) -> Callable[[Situation], bool]:
    return lambda x: first_review(x.policy) is state


def _ends(state: State) -> Callable[[Situation], bool]:
    return lambda x: last_review(x.policy) is state


def _own_college(agreement: Agreement, x: Situation) -> Refused | None:
    if x.actor.role is Role.COLLEGE and x.actor.college != agreement.college:
        return Refused("other_college", rule="H01")
    return None


def _own(agreement: Agreement, x: Situation) -> Refused | None:
    owner = agreement.student if x.actor.role is Role.STUDENT else agreement.employer
    return None if x.actor.role not in (Role.STUDENT, Role.EMPLOYER) or x.actor.party == owner else Refused("not_yours")


def _return_allowed(agreement: Agreement, x: Situation) -> Refused | None:
    """What the student alone has written is frozen for nobody (G05)."""
    if agreement.initiation or x.policy.edit_after_accept is EditAfterAccept.RETURN:
        return None
    return Refused("return_not_allowed", rule="F15")


def _initiated(agreement: Agreement, _: Situation) -> Refused | None:
    return None if agreement.initiation else Refused("not_initiated_by_student", rule="G01")


def _unreviewed(agreement: Agreement, _: Situation) -> Refused | None:
    is_reviewed = any(one.revision == agreement.revision for one in agreement.reviews)
    return Refused("already_reviewed", rule="G04") if is_reviewed else None


def _fail_allowed(_: Agreement, x: Situation) -> Refused | None:
    return None if x.policy.review_fail_allowed else Refused("fail_not_allowed", rule="H06")


def _issued(agreement: Agreement, _: Situation) -> Refused | None:
    return None if agreement.issued else Refused("not_issued_yet", rule="J06")


def _may_print(_: Agreement, x: Situation) -> Refused | None:
    return None if x.actor.role in x.policy.who_prints else Refused("role_may_not_print", rule="J01")


def _no_open_termination(agreement: Agreement, _: Situation) -> Refused | None:
    return Refused("termination_open", rule="SM-5") if agreement.open_termination else None


def _unprinted(agreement: Agreement, _: Situation) -> Refused | None:
    return Refused("already_printed", rule="decision 7") if agreement.print_count else None


def _undo_requested(agreement: Agreement, _: Situation) -> Refused | None:
    return None if agreement.undo else Refused("undo_not_requested", rule="decision 7")


def _second_approver(agreement: Agreement, x: Situation) -> Refused | None:
    is_first = agreement.undo is not None and agreement.undo.account == x.actor.account
    return Refused("second_approver_needed", rule="decision 7") if is_first else None


def _no_reissue_open(agreement: Agreement, _: Situation) -> Refused | None:
    return Refused("reissue_open", rule="K01") if agreement.reissue else None


def _reissue_requested(agreement: Agreement, _: Situation) -> Refused | None:
    return None if agreement.reissue else Refused("reissue_not_requested", rule="K01")


def _unlock_requested(agreement: Agreement, _: Situation) -> Refused | None:
    return None if agreement.unlocking else Refused("unlock_not_requested", rule="M18")


def _second_unlocker(agreement: Agreement, x: Situation) -> Refused | None:
    is_first = agreement.unlocking is not None and agreement.unlocking.account == x.actor.account
    return Refused("second_approver_needed", rule="M18") if is_first else None


_COLLEGE, _SCHOOL, _STUDENT, _EMPLOYER, _SYSTEM = (
    frozenset({role}) for role in (Role.COLLEGE, Role.SCHOOL, Role.STUDENT, Role.EMPLOYER, Role.SYSTEM)
)
_EITHER = _COLLEGE | _SCHOOL
_PRINTERS = frozenset({Role.STUDENT, Role.EMPLOYER, Role.COLLEGE, Role.SCHOOL, Role.ADMIN})
_SCHOOL_LEVEL = frozenset({Role.SCHOOL, Role.ADMIN})
_MISTAKEN = (_unprinted, _no_open_termination)
_SECOND = (*_MISTAKEN, _undo_requested, _second_approver)
_REISSUABLE = (_issued, _no_open_termination)


def _reviewable(source: State, by: frozenset[Role]) -> tuple[Transition[Agreement, Situation], ...]:
    return (
        Transition(source, Action.RETURN, State.RETURNED, by, (_own_college, _return_allowed)),
        Transition(source, Action.FAIL, State.SIGN_FAILED, by, (_own_college, _fail_allowed)),
        Transition(source, Action.VOID, State.VOID, frozenset({Role.ADMIN})),
        # G04: the student's own submission, until somebody has reviewed it.
        Transition(source, Action.WITHDRAW, State.DRAFT, _STUDENT, (_own, _initiated, _unreviewed)),
    )


def _submittable(source: State) -> tuple[Transition[Agreement, Situation], ...]:
    """G01, G03, G05: the student's own draft, or what was returned to its author."""
    own = (_own, _initiated)
    return (
        Transition(source, Action.EDIT, source, _STUDENT, own),
        *(
            Transition(source, Action.SUBMIT, target, _STUDENT, own, _begins(target))
            for target in (State.COLLEGE_REVIEW, State.SCHOOL_REVIEW, State.OPEN_REVIEW)
        ),
    )


TRANSITIONS: tuple[Transition[Agreement, Situation], ...] = (
    *_submittable(State.DRAFT),
    Transition(State.DRAFT, Action.DISCARD, State.DISCARDED, _STUDENT, (_own, _initiated)),
    # H01, H02: the college reviews; the policy decides whether the school follows.
    Transition(State.COLLEGE_REVIEW, Action.PASS, State.SCHOOL_REVIEW, _COLLEGE, (_own_college,), _chain_goes_on),
    Transition(State.COLLEGE_REVIEW, Action.PASS, State.SIGNED, _COLLEGE, (_own_college,), _chain_ends),
    *_reviewable(State.COLLEGE_REVIEW, _COLLEGE),
    Transition(State.SCHOOL_REVIEW, Action.PASS, State.SIGNED, _SCHOOL),
    *_reviewable(State.SCHOOL_REVIEW, _SCHOOL),
    Transition(State.OPEN_REVIEW, Action.PASS, State.SIGNED, _EITHER, (_own_college,)),
    *_reviewable(State.OPEN_REVIEW, _EITHER),
    # Decision 9: the employer revises, the student sees the difference and confirms again.
    Transition(State.RETURNED, Action.REVISE, State.RECONFIRMATION, _EMPLOYER, (_own,)),
    *_submittable(State.RETURNED),
    Transition(State.RETURNED, Action.VOID, State.VOID, frozenset({Role.ADMIN})),
    *(
        Transition(State.RECONFIRMATION, Action.CONFIRM, target, _STUDENT, (_own,), _begins(target))
        for target in (State.COLLEGE_REVIEW, State.SCHOOL_REVIEW, State.OPEN_REVIEW)
    ),
    Transition(State.RECONFIRMATION, Action.DECLINE, State.RETURNED, _STUDENT, (_own,)),
    Transition(State.RECONFIRMATION, Action.VOID, State.VOID, frozenset({Role.ADMIN})),
    # J06, J08: only a signed and issued agreement prints; each print is counted.
    Transition(State.SIGNED, Action.PRINT, State.SIGNED, _PRINTERS, (_own, _own_college, _may_print, _issued)),
    # M08: an approved termination ends it.
    Transition(State.SIGNED, Action.TERMINATE, State.TERMINATED, _EITHER, (_own_college,)),
    # Decision 7: one asks, a second one decides; the agreement goes back to the review that was a mistake.
    Transition(State.SIGNED, Action.REQUEST_UNDO, State.SIGNED, _SCHOOL_LEVEL, _MISTAKEN),
    *(
        Transition(State.SIGNED, Action.UNDO, target, _SCHOOL_LEVEL, _SECOND, _ends(target))
        for target in (State.COLLEGE_REVIEW, State.SCHOOL_REVIEW, State.OPEN_REVIEW)
    ),
    # Whoever asked may think better of it.
    Transition(State.SIGNED, Action.REFUSE_UNDO, State.SIGNED, _SCHOOL_LEVEL, (_undo_requested,)),
    # K01: a party applies, the school decides; approved, the next edition has still to be issued.
    Transition(State.SIGNED, Action.REQUEST_REISSUE, State.SIGNED, PARTIES, (_own, *_REISSUABLE, _no_reissue_open)),
    Transition(State.SIGNED, Action.APPROVE_REISSUE, State.SIGNED, _SCHOOL_LEVEL, (_reissue_requested, *_REISSUABLE)),
    Transition(State.SIGNED, Action.REFUSE_REISSUE, State.SIGNED, _SCHOOL_LEVEL, (_reissue_requested,)),
    # M18: an administrator asks, a second one approves; what the reviewers have before them is theirs to end.
    Transition(State.SIGNED, Action.REQUEST_UNLOCK, State.SIGNED, frozenset({Role.ADMIN}), (_no_open_termination,)),
    Transition(
        State.SIGNED,
        Action.UNLOCK,
        State.TERMINATED,
        _SCHOOL_LEVEL,
        (_no_open_termination, _unlock_requested, _second_unlocker),
    ),
    Transition(State.SIGNED, Action.REFUSE_UNLOCK, State.SIGNED, _SCHOOL_LEVEL, (_unlock_requested,)),
    # I05: the graduate has reported for work.
    Transition(State.SIGNED, Action.COMPLETE, State.COMPLETED, _SYSTEM, (_no_open_termination,)),
)

MACHINE = Machine("agreement", TRANSITIONS)


def effective_at(agreement: Agreement, event: EffectiveOn, policy: SchoolPolicy, now: datetime) -> datetime | None:
    """Return when the agreement takes effect, once the policy's event for its mode has happened (section I)."""
    if agreement.effective_at is None and policy.effective_on(agreement.mode) is event:
        return now
    return agreement.effective_at


def review(agreement: Agreement, decision: Action, reason: str, situation: Situation) -> Agreement:
    """Pass, return or fail an agreement under review; raises Refused.

    The latter two need a reason (H05); who passes what is flagged says how it was looked into (H04).
    """
    if decision is not Action.PASS and not reason:
        raise Refused("reason_required", field="reason", rule="H05")
    if decision is Action.PASS and agreement.flags and not reason:
        raise Refused("flags_not_answered", field="reason", rule="H04")
    actor, now = situation.actor, situation.now
    done = Review(
        level=actor.role, decision=decision, account=actor.account, name=actor.name, at=now,
        revision=agreement.revision, reason=reason,
    )  # fmt: skip
    reviewed = MACHINE.fire(agreement, decision, situation, reviews=(*agreement.reviews, done))
    if decision is Action.PASS:
        return _with_dates(reviewed, situation)
    ended = _without_effect(reviewed, now)
    return keeping_previous(ended) if ended.initiation and decision is Action.RETURN else ended


def keeping_previous(agreement: Agreement) -> Agreement:
    """Remember what the student submitted, so that the next revision shows what differs from it (G04, G05)."""
    initiation = replace(agreement.begun, before=agreement.unit)
    return replace(agreement, previous=agreement.terms, initiation=initiation)


def _with_dates(agreement: Agreement, x: Situation) -> Agreement:
    """The first pass of a chain is the college's word and the last the school's, whoever the chain asks for them."""
    effect = effective_at(agreement, EffectiveOn.COLLEGE_REVIEW, x.policy, x.now)
    if agreement.state is not State.SIGNED:
        return replace(agreement, effective_at=effect)
    effect = effect or effective_at(agreement, EffectiveOn.SCHOOL_REVIEW, x.policy, x.now)
    return replace(agreement, effective_at=effect, signed_at=x.now)


def _without_effect(agreement: Agreement, now: datetime) -> Agreement:
    ended = None if agreement.state in ACTIVE else now
    return replace(agreement, effective_at=None, ended_at=ended)


def revise(agreement: Agreement, terms: Terms, situation: Situation) -> Agreement:
    """Answer a return with corrected terms as a new revision (decision 9); raises Refused.

    `previous` is what the student last accepted: a change once declined is shown again when it is proposed again.
    """
    is_accepted = agreement.acceptance.revision == agreement.revision
    accepted = agreement.terms if is_accepted else agreement.previous
    if terms in (agreement.terms, accepted):
        raise Refused("nothing_changed", rule="G05")
    return MACHINE.fire(
        agreement, Action.REVISE, situation, terms=terms, previous=accepted, revision=agreement.revision + 1
    )


def confirm(agreement: Agreement, acceptance: Acceptance, situation: Situation) -> Agreement:
    """Accept a revision; the review begins anew (decision 9); raises Refused."""
    evidence = replace(acceptance, revision=agreement.revision)
    confirmed = MACHINE.fire(agreement, Action.CONFIRM, situation, acceptance=evidence, submitted_at=situation.now)
    return replace(
        confirmed, effective_at=effective_at(confirmed, EffectiveOn.ACCEPTANCE, situation.policy, situation.now)
    )


def decline(agreement: Agreement, situation: Situation) -> Agreement:
    """Send a revision back to the employer, who may propose another (decision 9); raises Refused."""
    return MACHINE.fire(agreement, Action.DECLINE, situation)


def void(agreement: Agreement, reason: str, situation: Situation) -> Agreement:
    """End an unsigned agreement by the administrator's word, which needs a reason (SM-2); raises Refused."""
    if not reason:
        raise Refused("reason_required", field="reason", rule="SM-2")
    return _without_effect(MACHINE.fire(agreement, Action.VOID, situation), situation.now)


def terminate(agreement: Agreement, situation: Situation) -> Agreement:
    """End a signed agreement by an approved termination (M08); raises Refused."""
    return MACHINE.fire(
        agreement, Action.TERMINATE, situation, ended_at=situation.now, open_termination=None, unlocking=None
    )


def complete(agreement: Agreement, situation: Situation) -> Agreement:
    """End a signed agreement because the graduate has reported for work (I05); raises Refused."""
    return MACHINE.fire(agreement, Action.COMPLETE, situation, ended_at=situation.now)
