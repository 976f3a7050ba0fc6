"""SM-5: termination (解约) of a signed agreement, by either party, answered by the other, reviewed by the school.

1. One application runs at a time; the agreement stays signed and printable until one is approved (M07, M09, trap 11).
2. The other party has `termination_answer_days` to answer; then it lapses (decision 3), decided when read or written.
3. Where the policy has it, or the employer has no account, the employer's letter stands for its answer, and only the
   student applies (SM-6, M20).
4. The decision of the reviewers, and what an approval brings about: see `ending`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from functions.domain import deadlines, workdays
from functions.domain.actors import Actor, Role
from functions.domain.agreement import Agreement
from functions.domain.agreement import State as AgreementState
from functions.domain.calendars import BUNDLED, Calendars
from functions.domain.errors import Refused
from functions.domain.grounds import Reason, is_without_liability
from functions.domain.machine import Machine, Transition
from functions.domain.policy import Counterparty, ReviewChain, SchoolPolicy, TerminationOpens, TerminationReason
from functions.domain.signing_lock import SigningLock
from functions.domain.workdays import WorkingDay


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
    """A reviewer's decision on an application.

    `verification` says how a letter was checked with the unit (M14); the digests (hex) are of what was read (M13).
    """

    level: Role
    decision: Action
    account: str
    name: str
    at: datetime
    reason: str = ""
    fault: Fault = Fault.NEITHER
    verification: str = ""
    agreement_digest: str = ""
    letter_digest: str = ""


@dataclass(frozen=True, kw_only=True)
class Termination:
    """One application; names and number are snapshots for lists.

    `letter` is a blob key or empty, `letter_digest` the SHA-256 (hex) of that file.
    """

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
    plan: str = ""
    letter_digest: str = ""
    is_without_liability: bool = False
    state: State = State.AWAIT_OTHER
    answer: Answer | None = None
    reviews: tuple[Review, ...] = ()
    ended_at: datetime | None = None
    version: int = 1

    @property
    def is_unanswered(self) -> bool:
        """Whether the other party's answer is awaited."""
        return self.state is State.AWAIT_OTHER

    @property
    def rests_on_letter(self) -> bool:
        """Whether a letter stands for the other party's answer (SM-6)."""
        return bool(self.letter) and not self.is_unanswered and self.answer is None


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What the guards look at; an employer without an account cannot answer."""

    actor: Actor
    now: datetime
    policy: SchoolPolicy
    has_employer_account: bool = True
    calendars: Calendars = BUNDLED

    @property
    def is_by_letter(self) -> bool:
        """Whether the employer's consent comes as a letter (SM-6)."""
        return self.policy.termination_counterparty is Counterparty.LETTER or not self.has_employer_account


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


def opens_on(policy: SchoolPolicy, cohort: int, calendars: Calendars = BUNDLED) -> WorkingDay | None:
    """Return the first day on which a cohort may apply, None when any day will do (M01).

    Signing begins in the autumn before graduation; the window opens after New Year of the year of graduation.
    """
    if policy.termination_opens is TerminationOpens.ANY_TIME:
        return None
    return workdays.first_working_day_after_new_year(cohort, calendars)


def may_apply(agreement: Agreement, lock: SigningLock, situation: Situation) -> Refused | None:
    """Return why this actor may not apply now, None when they may (I05, M01, M05, M15, M20)."""
    policy, role = situation.policy, situation.actor.role
    if not situation.has_employer_account and role is not Role.STUDENT:
        return Refused("only_student_by_letter", rule="M20")
    if role not in _initiators(agreement, policy):
        return Refused("role_may_not_terminate", rule="M05")
    if why := _nothing_to_end(agreement):
        return why
    if policy.max_terminations and role is Role.STUDENT and lock.terminations >= policy.max_terminations:
        return Refused("no_termination_left", rule="M15", params={"max": policy.max_terminations})
    opening = opens_on(policy, agreement.cohort, situation.calendars)
    return _window(opening, deadlines.local_date(situation.now))


def _nothing_to_end(agreement: Agreement) -> Refused | None:
    if agreement.state is AgreementState.COMPLETED:
        return Refused("agreement_fulfilled", rule="I05")
    if agreement.state is not AgreementState.SIGNED:
        return Refused("agreement_not_signed", rule="SM-5")
    return Refused("termination_open", rule="SM-5") if agreement.open_termination else None


def _initiators(agreement: Agreement, policy: SchoolPolicy) -> frozenset[Role]:
    """What was signed on paper only the student ends here, whoever may end the others (M20)."""
    return frozenset({Role.STUDENT}) if agreement.on_paper else policy.termination_initiators


def chances_left(policy: SchoolPolicy, lock: SigningLock) -> int | None:
    """Return how many terminations at the student's fault or wish are left, None where nobody counts them (M15)."""
    return max(0, policy.max_terminations - lock.terminations) if policy.max_terminations else None


def _window(opening: WorkingDay | None, today: date) -> Refused | None:
    if opening is None or today >= opening.day:
        return None
    return Refused(
        "terminations_expected_to_open" if opening.is_provisional else "terminations_not_open",
        rule="M01",
        params={"from": opening.day.isoformat()},
    )


def needs_letter(situation: Situation) -> bool:
    """Tell whether the initiator must upload the other party's consent (M02, M03)."""
    return situation.policy.termination_letter_required or situation.is_by_letter


@dataclass(frozen=True, kw_only=True)
class Application:
    """What the initiator hands in: a reason, its explanation, and the other party's consent.

    That is a blob key and the SHA-256 (hex) of the file, or empty.
    """

    reason: Reason | None = None
    explanation: str = ""
    letter: str = ""
    letter_digest: str = ""


def apply(
    agreement: Agreement, lock: SigningLock, application: Application, situation: Situation, *, id_: str,
    has_lapsed: bool = False,
) -> Termination:  # fmt: skip
    """Begin an application on a signed agreement (M03-M05); raises Refused.

    After an earlier one of the initiator's lapsed, a letter takes the place of the answer (decision 3).
    """
    if why := may_apply(agreement, lock, situation):
        raise why
    if needs_letter(situation) and not application.letter:
        raise Refused("letter_required", field="letter", rule="M03")
    reason = _reason(application, situation.policy)
    policy, graduate, unit = situation.policy, agreement.graduate, agreement.unit
    by_letter = situation.is_by_letter or (has_lapsed and bool(application.letter))
    return Termination(
        id=id_, agreement=agreement.id, school=agreement.school, college=agreement.college,
        student=agreement.student, employer=agreement.employer, student_name=graduate.name,
        student_number=graduate.number, class_name=graduate.class_name, degree=graduate.degree,
        major=graduate.major, employer_name=unit.name,
        employer_nature=unit.nature, cohort=agreement.cohort, plan=agreement.plan, initiator=situation.actor.role,
        reason=reason, explanation=application.explanation, letter=application.letter,
        letter_digest=application.letter_digest, is_without_liability=is_without_liability(reason, agreement.terms),
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
