"""SM-5: termination (解约) of a signed agreement, by either party, answered by the other, reviewed by the school.

1. One application runs at a time; the agreement stays signed and printable until one is approved (M07, M09, trap 11).
2. The other party has `termination_answer_days` to answer; then it lapses (decision 3), decided when read or written.
3. The reviewer records whose fault it was; only the student's uses up a chance (decision 4).
4. Approval ends the agreement and frees the lock, cooling down where the policy has it (M08, M16).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from functions.domain import deadlines, signing_lock, workdays
from functions.domain.actors import Actor, Role
from functions.domain.agreement import Agreement
from functions.domain.agreement import State as AgreementState
from functions.domain.errors import Refused
from functions.domain.machine import Machine, Transition
from functions.domain.policy import Counterparty, ReviewChain, SchoolPolicy, TerminationOpens, TerminationReason
from functions.domain.signing_lock import SigningLock


class State(StrEnum):
    """Where an application stands; LAPSED is also derived from the clock."""

    AWAIT_OTHER = "await_other"
    COLLEGE_REVIEW = "college_review"
    SCHOOL_REVIEW = "school_review"
    OPEN_REVIEW = "open_review"
    APPROVED = "approved"
    REFUSED = "refused"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"

    @property
    def is_decided(self) -> bool:
        """Whether nobody's answer or review is awaited."""
        return self not in OPEN


class Action(StrEnum):
    """What can be done to an application."""

    AGREE = "agree"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"
    PASS = "pass"  # noqa: S105 - a verdict, not a password
    FAIL = "fail"


class Reason(StrEnum):
    """Why a party wants out: the reasons seen in practice (rules.md 1.3) and the grounds without liability (M21)."""

    FURTHER_STUDY = "further_study"
    CIVIL_SERVICE = "civil_service"
    FAMILY = "family"
    HEALTH = "health"
    PROMISES_NOT_KEPT = "promises_not_kept"
    EMPLOYER_DIFFICULTIES = "employer_difficulties"
    EMPLOYER_BREACH = "employer_breach"
    STUDENT_BREACH = "student_breach"
    NOT_GRADUATING = "not_graduating"
    UNIT_DISSOLVED = "unit_dissolved"
    MISSTATEMENT = "misstatement"
    OTHER = "other"


class Fault(StrEnum):
    """At whose fault or wish it ends, as the reviewer records it (decision 4)."""

    STUDENT = "student"
    EMPLOYER = "employer"
    NEITHER = "neither"


UNDER_REVIEW = frozenset({State.COLLEGE_REVIEW, State.SCHOOL_REVIEW, State.OPEN_REVIEW})
OPEN = UNDER_REVIEW | {State.AWAIT_OTHER}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The other party's answer."""

    is_agreed: bool
    reason: str
    account: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Review:
    """A reviewer's decision on an application."""

    level: Role
    decision: Action
    account: str
    name: str
    at: datetime
    reason: str = ""
    fault: Fault = Fault.NEITHER


@dataclass(frozen=True, kw_only=True)
class Termination:
    """One application; names and number are snapshots for lists, `letter` a blob key or empty."""

    id: str
    agreement: str
    school: str
    college: str
    student: str
    employer: str
    student_name: str
    student_number: str
    class_name: str
    employer_name: str
    employer_nature: str
    cohort: int
    initiator: Role
    reason: Reason
    explanation: str
    letter: str
    applied_at: datetime
    answer_by: datetime
    policy_version: int
    degree: str = ""
    major: str = ""
    state: State = State.AWAIT_OTHER
    answer: Answer | None = None
    reviews: tuple[Review, ...] = ()
    ended_at: datetime | None = None
    version: int = 1

    @property
    def is_unanswered(self) -> bool:
        """Whether the other party's answer is awaited."""
        return self.state is State.AWAIT_OTHER


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What the guards look at."""

    actor: Actor
    now: datetime
    policy: SchoolPolicy


def _other(termination: Termination, x: Situation) -> Refused | None:
    if x.actor.role is termination.initiator:
        return Refused("initiator_may_not_answer", rule="M06")
    return _own(termination, x)


def _initiator(termination: Termination, x: Situation) -> Refused | None:
    if x.actor.role is not termination.initiator:
        return Refused("only_initiator_withdraws", rule="SM-5")
    return _own(termination, x)


def _own(termination: Termination, x: Situation) -> Refused | None:
    owner = termination.student if x.actor.role is Role.STUDENT else termination.employer
    return None if x.actor.party == owner else Refused("not_yours")


def _own_college(termination: Termination, x: Situation) -> Refused | None:
    if x.actor.role is Role.COLLEGE and x.actor.college != termination.college:
        return Refused("other_college", rule="H01")
    return None


def _in_time(termination: Termination, x: Situation) -> Refused | None:
    return Refused("answer_too_late", rule="decision 3") if is_lapsed(termination, x.now) else None


def _is_due(termination: Termination, x: Situation) -> Refused | None:
    return None if is_lapsed(termination, x.now) else Refused("answer_not_due", rule="decision 3")


_PARTIES, _SYSTEM = frozenset({Role.STUDENT, Role.EMPLOYER}), frozenset({Role.SYSTEM})
_COLLEGE, _SCHOOL = frozenset({Role.COLLEGE}), frozenset({Role.SCHOOL})


def _begins(state: State) -> Callable[[Situation], bool]:
    return lambda x: first_review(x.policy) is state


def _chain_goes_on(x: Situation) -> bool:
    return x.policy.termination_reviewers is ReviewChain.COLLEGE_SCHOOL


def _chain_ends(x: Situation) -> bool:
    return not _chain_goes_on(x)


def first_review(policy: SchoolPolicy) -> State:
    """Return the state in which the policy's reviewers of terminations begin (M10-M12)."""
    return {
        ReviewChain.COLLEGE: State.COLLEGE_REVIEW,
        ReviewChain.COLLEGE_SCHOOL: State.COLLEGE_REVIEW,
        ReviewChain.SCHOOL: State.SCHOOL_REVIEW,
        ReviewChain.EITHER: State.OPEN_REVIEW,
    }[policy.termination_reviewers]


TRANSITIONS: tuple[Transition[Termination, Situation], ...] = (
    # M06: the other party answers in time.
    *(
        Transition(State.AWAIT_OTHER, Action.AGREE, target, _PARTIES, (_other, _in_time), _begins(target))
        for target in (State.COLLEGE_REVIEW, State.SCHOOL_REVIEW, State.OPEN_REVIEW)
    ),
    Transition(State.AWAIT_OTHER, Action.REFUSE, State.REFUSED, _PARTIES, (_other, _in_time)),
    Transition(State.AWAIT_OTHER, Action.WITHDRAW, State.WITHDRAWN, _PARTIES, (_initiator, _in_time)),
    Transition(State.AWAIT_OTHER, Action.LAPSE, State.LAPSED, _SYSTEM, (_is_due,)),
    # M10-M12: the policy's reviewers decide.
    Transition(State.COLLEGE_REVIEW, Action.PASS, State.SCHOOL_REVIEW, _COLLEGE, (_own_college,), _chain_goes_on),
    Transition(State.COLLEGE_REVIEW, Action.PASS, State.APPROVED, _COLLEGE, (_own_college,), _chain_ends),
    Transition(State.COLLEGE_REVIEW, Action.FAIL, State.FAILED, _COLLEGE, (_own_college,)),
    Transition(State.SCHOOL_REVIEW, Action.PASS, State.APPROVED, _SCHOOL),
    Transition(State.SCHOOL_REVIEW, Action.FAIL, State.FAILED, _SCHOOL),
    Transition(State.OPEN_REVIEW, Action.PASS, State.APPROVED, _COLLEGE | _SCHOOL, (_own_college,)),
    Transition(State.OPEN_REVIEW, Action.FAIL, State.FAILED, _COLLEGE | _SCHOOL, (_own_college,)),
)  # fmt: skip

MACHINE = Machine("termination", TRANSITIONS)


def is_lapsed(termination: Termination, now: datetime) -> bool:
    """Tell whether the other party let its time pass."""
    return termination.state is State.AWAIT_OTHER and deadlines.is_past(termination.answer_by, now)


def opens_on(policy: SchoolPolicy, cohort: int) -> date | None:
    """Return the first day on which a cohort may apply, None when any day will do (M01).

    Signing begins in the autumn before graduation; the window opens after New Year of the year of graduation.
    """
    if policy.termination_opens is TerminationOpens.ANY_TIME:
        return None
    return workdays.first_working_day_after_new_year(cohort).day


def may_apply(agreement: Agreement, lock: SigningLock, situation: Situation) -> Refused | None:
    """Return why this actor may not apply now, None when they may (M01, M05, M15)."""
    policy, role = situation.policy, situation.actor.role
    if role not in policy.termination_initiators:
        return Refused("role_may_not_terminate", rule="M05")
    if agreement.state is not AgreementState.SIGNED:
        return Refused("agreement_not_signed", rule="SM-5")
    if agreement.open_termination:
        return Refused("termination_open", rule="SM-5")
    if policy.max_terminations and role is Role.STUDENT and lock.terminations >= policy.max_terminations:
        return Refused("no_termination_left", rule="M15", params={"max": policy.max_terminations})
    return _window(opens_on(policy, agreement.cohort), deadlines.local_date(situation.now))


def _window(opening: date | None, today: date) -> Refused | None:
    if opening is None or today >= opening:
        return None
    return Refused("terminations_not_open", rule="M01", params={"from": opening.isoformat()})


def needs_letter(policy: SchoolPolicy) -> bool:
    """Tell whether the initiator must upload the other party's consent (M02, M03)."""
    return policy.termination_letter_required or policy.termination_counterparty is Counterparty.LETTER


@dataclass(frozen=True, kw_only=True)
class Application:
    """What the initiator hands in: a reason, its explanation, and the other party's consent as a blob key or empty."""

    reason: Reason | None = None
    explanation: str = ""
    letter: str = ""


def apply(
    agreement: Agreement, lock: SigningLock, application: Application, situation: Situation, *, id_: str,
    has_lapsed: bool = False,
) -> Termination:  # fmt: skip
    """Begin an application on a signed agreement (M03-M05); raises Refused.

    After an earlier one of the initiator's lapsed, a letter takes the place of the answer (decision 3).
    """
    if why := may_apply(agreement, lock, situation):
        raise why
    if needs_letter(situation.policy) and not application.letter:
        raise Refused("letter_required", field="letter", rule="M03")
    reason = _reason(application, situation.policy)
    policy, graduate, unit = situation.policy, agreement.graduate, agreement.unit
    by_letter = policy.termination_counterparty is Counterparty.LETTER or (has_lapsed and bool(application.letter))
    return Termination(
        id=id_, agreement=agreement.id, school=agreement.school, college=agreement.college,
        student=agreement.student, employer=agreement.employer, student_name=graduate.name,
        student_number=graduate.number, class_name=graduate.class_name, degree=graduate.degree,
        major=graduate.major, employer_name=unit.name,
        employer_nature=unit.nature, cohort=agreement.cohort, initiator=situation.actor.role,
        reason=reason, explanation=application.explanation, letter=application.letter,
        applied_at=situation.now, policy_version=agreement.policy_version,
        answer_by=deadlines.expires_at(situation.now, policy.termination_answer_days),
        state=first_review(policy) if by_letter else State.AWAIT_OTHER,
    )  # fmt: skip


def _reason(application: Application, policy: SchoolPolicy) -> Reason:
    """Return the reason, `OTHER` where words stand for it (M04)."""
    asked = policy.termination_reason
    if asked is not TerminationReason.TEXT and application.reason is None:
        raise Refused("required", field="reason", rule="M04")
    if asked is not TerminationReason.LIST and not application.explanation:
        raise Refused("required", field="explanation", rule="M04")
    return application.reason or Reason.OTHER


def agree(termination: Termination, situation: Situation) -> Termination:
    """Consent to the other party's application (M06); raises Refused."""
    return MACHINE.fire(termination, Action.AGREE, situation, answer=_answer(situation, is_agreed=True, reason=""))


def refuse(termination: Termination, reason: str, situation: Situation) -> Termination:
    """Refuse the other party's application, saying why (M07); raises Refused."""
    if not reason:
        raise Refused("reason_required", field="reason", rule="M07")
    answer = _answer(situation, is_agreed=False, reason=reason)
    return MACHINE.fire(termination, Action.REFUSE, situation, answer=answer, ended_at=situation.now)


def _answer(situation: Situation, *, is_agreed: bool, reason: str) -> Answer:
    return Answer(is_agreed=is_agreed, reason=reason, account=situation.actor.account, at=situation.now)


def withdraw(termination: Termination, situation: Situation) -> Termination:
    """Take an unanswered application back; raises Refused."""
    return MACHINE.fire(termination, Action.WITHDRAW, situation, ended_at=situation.now)


def lapse(termination: Termination, situation: Situation) -> Termination:
    """Record that nobody answered in time (decision 3); raises Refused while there is time."""
    return MACHINE.fire(termination, Action.LAPSE, situation, ended_at=situation.now)


def review(
    termination: Termination, decision: Action, reason: str, fault: Fault | None, situation: Situation
) -> Termination:
    """Approve or fail an application that both sides want (M08, M09); raises Refused.

    A failure needs its reason, an approval the reviewer's word on whose fault or wish it was (decision 4).
    """
    if decision is Action.FAIL and not reason:
        raise Refused("reason_required", field="reason", rule="M10")
    if decision is Action.PASS and fault is None:
        raise Refused("required", field="fault", rule="decision 4")
    actor = situation.actor
    done = Review(
        level=actor.role, decision=decision, account=actor.account, name=actor.name, at=situation.now,
        reason=reason, fault=fault or Fault.NEITHER,
    )  # fmt: skip
    reviewed = MACHINE.fire(termination, decision, situation, reviews=(*termination.reviews, done))
    return replace(reviewed, ended_at=None if reviewed.state in OPEN else situation.now)


def release_lock(lock: SigningLock, termination: Termination, situation: Situation) -> SigningLock:
    """Free the student's lock after an approval, with the policy's cool-down in working days (M15-M17, decision 5)."""
    fault, cooldown = termination.reviews[-1].fault, _cooldown(situation)
    return signing_lock.release(
        lock, termination.agreement, until=cooldown.begins_at if situation.policy.cooldown_working_days else None,
        is_provisional=cooldown.is_provisional, uses_chance=fault is Fault.STUDENT,
    )  # fmt: skip


def _cooldown(situation: Situation) -> deadlines.Eligibility:
    return deadlines.eligible_after(situation.now, situation.policy.cooldown_working_days)


def free_from(situation: Situation) -> datetime:
    """Return when the student could accept again if an application were approved now (M16)."""
    return _cooldown(situation).begins_at
