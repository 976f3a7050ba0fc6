"""Reviewing an agreement, and what follows: a return and its confirmation, an end.

1. Return opens a new revision for the employer, which the student confirms (decision 9); fail frees the lock (H06).
2. `effective_at` follows the policy's event for the mode and is never inferred from the state (section I). A paper
   that was reported has its stamp: the last pass says so.
3. The flags of H04 are answered by who passes; they do not block. That the registry says otherwise of the graduate is
   one of them (B06).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from functions.domain.agreement import ACTIVE, Acceptance, Action, Agreement, Review, State
from functions.domain.agreement_states import MACHINE, Situation
from functions.domain.errors import Refused
from functions.domain.guest import LicenceCheck
from functions.domain.policy import EffectiveOn, SchoolPolicy
from functions.domain.terms import Terms


def effective_at(agreement: Agreement, event: EffectiveOn, policy: SchoolPolicy, now: datetime) -> datetime | None:
    """Return when the agreement takes effect, once the policy's event for its mode has happened (section I)."""
    if agreement.effective_at is None and policy.effective_on(agreement.mode) is event:
        return now
    return agreement.effective_at


def review(
    agreement: Agreement, decision: Action, reason: str, situation: Situation, *, registry_differs: bool = False
) -> Agreement:
    """Pass, return or fail an agreement under review; raises Refused.

    The latter two need a reason (H05); who passes what is flagged says how it was looked into (H04).
    """
    if decision is not Action.PASS and not reason:
        raise Refused("reason_required", field="reason", rule="H05")
    if decision is Action.PASS and (agreement.flags or registry_differs) and not reason:
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


def check_licence(agreement: Agreement, how: str, situation: Situation) -> Agreement:
    """Note that a guest's licence was looked into, and how; the trust level rises (C07, beyond.md 11); raises Refused.

    Where the guest handed nothing in there is nothing to look into (C08).
    """
    done = LicenceCheck(account=situation.actor.account, name=situation.actor.name, at=situation.now, how=how)
    moved = MACHINE.fire(agreement, Action.CHECK_LICENCE, situation)
    return replace(moved, guest=agreement.guest.checked(done) if agreement.guest else None)


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
    if agreement.on_paper:
        effect = effect or effective_at(agreement, EffectiveOn.PAPER_STAMP, x.policy, x.now)
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
