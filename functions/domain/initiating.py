"""Signing begun by the student (section G, SM-2): drafted, submitted with evidence, withdrawn, mended after a return.

1. Only where the school lets students begin, and under the conditions of an acceptance (G01, A07, A08, B01, B08, F06).
2. Submitting is the student's word on everything shown, one revision; it takes effect by a review, not by itself (I03).
3. Until somebody has reviewed this revision, the student may take it back (G04); a return gives it back (G05).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from functions.domain import cohorts, signing_lock
from functions.domain.agreement import Acceptance, Action, Agreement
from functions.domain.agreement_states import MACHINE, Situation
from functions.domain.errors import Refused
from functions.domain.initiation import EvidenceFile, Initiation, require_whole
from functions.domain.parties import EmployerParty
from functions.domain.policy import SchoolPolicy
from functions.domain.reviewing import keeping_previous
from functions.domain.signing_lock import SigningLock
from functions.domain.student import Student
from functions.domain.terms import Terms


def obstacle(
    student: Student, lock: SigningLock, policy: SchoolPolicy, now: datetime, *, agreement: str = ""
) -> Refused | None:
    """Return why this student cannot submit now, None when they can; `agreement` may hold the lock already."""
    if not policy.student_may_initiate:
        return Refused("student_may_not_initiate", rule="G01")
    if why := unready(student, policy):
        return why
    return None if lock.is_held() and lock.agreement == agreement else signing_lock.refusal(lock, now)


def unready(student: Student, policy: SchoolPolicy) -> Refused | None:
    """Return what the student lacks for any signing, None when nothing (A07, A08, B01, B08)."""
    if why := cohorts.refusal(student, policy):
        return why
    if not student.is_vouched():
        return Refused("source_record_not_confirmed", rule="B01")
    if policy.agreement_number_required_before_invite and not student.agreement_number:
        return Refused("no_agreement_number", rule="B08")
    return None


def save(
    agreement: Agreement, unit: EmployerParty, terms: Terms, initiation: Initiation, situation: Situation
) -> Agreement:
    """Keep what was typed into a draft or a returned agreement (G03, G05); its files stay; raises Refused."""
    kept = replace(initiation, files=agreement.begun.files, before=agreement.begun.before, saved_at=situation.now)
    return MACHINE.fire(agreement, Action.EDIT, situation, unit=unit, terms=terms, initiation=kept)


def attach(agreement: Agreement, file: EvidenceFile, situation: Situation) -> Agreement:
    """Add a stamped paper (G02, G07); raises Refused."""
    return MACHINE.fire(agreement, Action.EDIT, situation, initiation=agreement.begun.adding(file))


def detach(agreement: Agreement, hash_: str, situation: Situation) -> Agreement:
    """Take a paper away again; raises Refused."""
    return MACHINE.fire(agreement, Action.EDIT, situation, initiation=agreement.begun.removing(hash_))


def discard(agreement: Agreement, situation: Situation) -> Agreement:
    """Put a draft away; raises Refused."""
    return MACHINE.fire(agreement, Action.DISCARD, situation, ended_at=situation.now)


def submit(agreement: Agreement, acceptance: Acceptance, situation: Situation) -> Agreement:
    """Hand a whole draft in, or a returned agreement in again, as the next revision (G01, G05).

    Raises Refused, and Problems for everything that is missing.
    """
    revision, begun = agreement.revision + 1, agreement.begun
    given = replace(acceptance, revision=revision, pay_after_trial=begun.pay_after_trial, health=begun.health)
    submitted = MACHINE.fire(
        agreement, Action.SUBMIT, situation, revision=revision, acceptance=given, submitted_at=situation.now
    )
    require_whole(agreement.unit, agreement.terms, begun)
    return submitted


def withdraw(agreement: Agreement, situation: Situation) -> Agreement:
    """Take back what nobody has reviewed (G04); it is a draft again; raises Refused."""
    return keeping_previous(MACHINE.fire(agreement, Action.WITHDRAW, situation))
