"""SM-2 as a table: what may be done to an agreement in each state, by whom, and what stands in the way.

1. The policy's review chain decides who reviews next; no level is skipped (H01, H02, trap 9).
2. What two people decide is guarded by who asked (decision 7, M18).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from functions.domain.actors import PARTIES, STAFF, Actor, Role
from functions.domain.agreement import Action, Agreement, State
from functions.domain.errors import Refused
from functions.domain.machine import Machine, Transition
from functions.domain.plain import filled_at_once
from functions.domain.policy import EditAfterAccept, EffectiveOn, ReviewChain, SchoolPolicy


@filled_at_once
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
    """What the student alone has written is frozen for nobody (G05); a guest has nothing to mend it with."""
    if agreement.guest:
        return Refused("guest_cannot_revise", rule="C05")
    if agreement.initiation or x.policy.edit_after_accept is EditAfterAccept.RETURN:
        return None
    return Refused("return_not_allowed", rule="F15")


def _initiated(agreement: Agreement, _: Situation) -> Refused | None:
    return None if agreement.initiation else Refused("not_initiated_by_student", rule="G01")


def _not_on_paper(agreement: Agreement, _: Situation) -> Refused | None:
    return Refused("signed_on_paper", rule="K04") if agreement.on_paper else None


def _unchecked_guest(agreement: Agreement, _: Situation) -> Refused | None:
    if agreement.guest is None:
        return Refused("not_a_guest", rule="C08")
    return Refused("licence_already_checked", rule="C07") if agreement.guest.check else None


def _unreviewed(agreement: Agreement, _: Situation) -> Refused | None:
    is_reviewed = any(one.revision == agreement.revision for one in agreement.reviews)
    return Refused("already_reviewed", rule="G04") if is_reviewed else None


def _fail_allowed(_: Agreement, x: Situation) -> Refused | None:
    return None if x.policy.review_fail_allowed else Refused("fail_not_allowed", rule="H06")


def _issued(agreement: Agreement, _: Situation) -> Refused | None:
    return None if agreement.issued else Refused("not_issued_yet", rule="J06")


def _no_edition_to_come(agreement: Agreement, _: Situation) -> Refused | None:
    return Refused("not_issued_yet", rule="J06") if agreement.is_unissued else None


def _in_effect(agreement: Agreement, _: Situation) -> Refused | None:
    return None if agreement.effective_at else Refused("not_effective_yet", rule="I05")


def _may_print(_: Agreement, x: Situation) -> Refused | None:
    return None if x.actor.role in x.policy.who_prints else Refused("role_may_not_print", rule="J01")


def _takes_effect_by_stamp(agreement: Agreement, x: Situation) -> Refused | None:
    event = x.policy.effective_on(agreement.mode)
    return None if event is EffectiveOn.PAPER_STAMP else Refused("effective_otherwise", rule="I04")


def _printed(agreement: Agreement, _: Situation) -> Refused | None:
    return None if agreement.print_count else Refused("not_printed_yet", rule="I04")


def _day_unprinted(agreement: Agreement, _: Situation) -> Refused | None:
    """What another edition says on its face is not changed any more."""
    is_printed = agreement.effective_at is not None and bool(agreement.superseded)
    return Refused("effective_day_printed", rule="I04") if is_printed else None


def _no_open_termination(agreement: Agreement, _: Situation) -> Refused | None:
    return Refused("termination_open", rule="SM-5") if agreement.open_termination else None


def _unprinted(agreement: Agreement, _: Situation) -> Refused | None:
    return Refused("already_printed", rule="decision 7") if agreement.print_count else None


def _no_undo_open(agreement: Agreement, _: Situation) -> Refused | None:
    return Refused("undo_open", rule="decision 7") if agreement.undo else None


def _undo_requested(agreement: Agreement, _: Situation) -> Refused | None:
    return None if agreement.undo else Refused("undo_not_requested", rule="decision 7")


def _second_approver(agreement: Agreement, x: Situation) -> Refused | None:
    is_first = agreement.undo is not None and agreement.undo.account == x.actor.account
    return Refused("second_approver_needed", rule="decision 7") if is_first else None


def _no_reissue_open(agreement: Agreement, _: Situation) -> Refused | None:
    return Refused("reissue_open", rule="K01") if agreement.reissue else None


def _reissue_requested(agreement: Agreement, _: Situation) -> Refused | None:
    return None if agreement.reissue else Refused("reissue_not_requested", rule="K01")


def _own_reissue(agreement: Agreement, x: Situation) -> Refused | None:
    is_others = agreement.reissue is not None and agreement.reissue.role is not x.actor.role
    return Refused("only_initiator_withdraws", rule="K01") if is_others else None


def _no_unlock_open(agreement: Agreement, _: Situation) -> Refused | None:
    return Refused("unlock_open", rule="M18") if agreement.unlocking else None


def _unlock_requested(agreement: Agreement, _: Situation) -> Refused | None:
    return None if agreement.unlocking else Refused("unlock_not_requested", rule="M18")


def _second_unlocker(agreement: Agreement, x: Situation) -> Refused | None:
    is_first = agreement.unlocking is not None and agreement.unlocking.account == x.actor.account
    return Refused("second_approver_needed", rule="M18") if is_first else None


_COLLEGE, _SCHOOL, _STUDENT, _EMPLOYER = (
    frozenset({role}) for role in (Role.COLLEGE, Role.SCHOOL, Role.STUDENT, Role.EMPLOYER)
)
_EITHER = _COLLEGE | _SCHOOL
_PRINTERS = frozenset({Role.STUDENT, Role.EMPLOYER, Role.COLLEGE, Role.SCHOOL, Role.ADMIN})
_SCHOOL_LEVEL = frozenset({Role.SCHOOL, Role.ADMIN})
_MISTAKEN = (_unprinted, _no_open_termination)
_SECOND = (*_MISTAKEN, _undo_requested, _second_approver)
_PRINTABLE = (_not_on_paper, _may_print, _issued)
_STAMPABLE = (_not_on_paper, _takes_effect_by_stamp, _issued, _printed, _day_unprinted)
_REISSUABLE = (_not_on_paper, _issued, _no_open_termination)
_SETTLED = (_no_open_termination, _no_unlock_open, _no_undo_open, _no_reissue_open, _no_edition_to_come)


def _reviewable(source: State, by: frozenset[Role]) -> tuple[Transition[Agreement, Situation], ...]:
    return (
        Transition(source, Action.RETURN, State.RETURNED, by, (_own_college, _return_allowed)),
        Transition(source, Action.FAIL, State.SIGN_FAILED, by, (_own_college, _fail_allowed)),
        Transition(source, Action.VOID, State.VOID, frozenset({Role.ADMIN})),
        # C07: who reviews may look into a guest's licence first.
        Transition(source, Action.CHECK_LICENCE, source, by, (_own_college, _unchecked_guest)),
        # G04: the student's own submission, until somebody has reviewed it.
        Transition(source, Action.WITHDRAW, State.DRAFT, _STUDENT, (_own, _initiated, _not_on_paper, _unreviewed)),
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
    # K04, K05: the college has recorded a signing on paper; the student reports it, or the college takes it back.
    *_submittable(State.AWAITING_REPORT),
    Transition(State.AWAITING_REPORT, Action.RETRACT, State.VOID, _EITHER | {Role.ADMIN}, (_own_college,)),
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
    Transition(State.SIGNED, Action.PRINT, State.SIGNED, _PRINTERS, (_own, _own_college, *_PRINTABLE)),
    # J14: the employer's stamped copy was posted; noted again, the note is corrected.
    Transition(State.SIGNED, Action.POST, State.SIGNED, _EMPLOYER, (_own, _not_on_paper, _issued)),
    # I04: where the stamped paper takes effect, the school records the day.
    Transition(State.SIGNED, Action.RECORD_STAMP, State.SIGNED, STAFF, (_own_college, *_STAMPABLE)),
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
    # The lost paper has turned up.
    Transition(State.SIGNED, Action.WITHDRAW_REISSUE, State.SIGNED, PARTIES, (_own, _reissue_requested, _own_reissue)),
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
    # I05: the graduate has reported for work; the paper stays what it is, and may be wanted again.
    Transition(State.SIGNED, Action.COMPLETE, State.COMPLETED, STAFF, (_own_college, *_SETTLED, _in_effect)),
    Transition(State.COMPLETED, Action.PRINT, State.COMPLETED, _PRINTERS, (_own, _own_college, *_PRINTABLE)),
)

MACHINE = Machine("agreement", TRANSITIONS)
