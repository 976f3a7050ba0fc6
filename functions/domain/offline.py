"""Signing on paper: the college records it (线下签约, K04), the student reports what was signed (上报, K05).

1. It is for who holds a marked form, or for an exception that the school lists; the record names which and who decided.
2. Recording takes the signing lock, as an acceptance does: a paper counts among all modes (SM-0).
3. What is reported is reviewed by the policy's chain. A pass makes it effective as the policy has it for this mode; a
   failure, or the college taking its record back, frees the lock, and the form is in the student's hands again.
4. The paper itself is the agreement: no code is issued for it and nothing is printed here (docs/adr/0023).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from functions.domain import cohorts, signing_lock
from functions.domain.agreement import Action, Agreement, PaperSigning
from functions.domain.agreement_states import MACHINE, Situation
from functions.domain.blank_form import BlankForm, require_out
from functions.domain.deadlines import local_date
from functions.domain.errors import Refused
from functions.domain.issuing import NumberClaim
from functions.domain.policy import SchoolPolicy
from functions.domain.signing_lock import SigningLock
from functions.domain.student import Student


def require_recordable(
    student: Student, form: BlankForm | None, signing: PaperSigning, policy: SchoolPolicy, now: datetime
) -> PaperSigning:
    """Return the signing with the exception it rests on; raises Refused (K04, A08). `form` is what its mark names."""
    if why := cohorts.refusal(student, policy):
        raise why
    if why := obstacle(student):
        raise why
    if signing.mark:
        _require_in_hand(student, form)
    named = replace(signing, exception=signing.exception or (form.exception if form else ""))
    if not named.mark and not named.exception:
        raise Refused("paper_form_needed", field="mark", rule="K04")
    cohorts.require_paper(student, named.exception, policy, local_date(now))
    return named


def _require_in_hand(student: Student, form: BlankForm | None) -> None:
    if form is None:
        raise Refused("number_not_registered", field="mark", rule="K04")
    if form.student != student.id:
        raise Refused("paper_form_of_another", field="mark", rule="K04")
    require_out(form, field="mark", rule="K04")


def kept_number(student: Student, mark: str, taken: NumberClaim | None) -> NumberClaim | None:
    """Return what keeps the number printed on the form for this student, None where it is kept already.

    Raises Refused for a number that somebody else, or an earlier agreement, has (decision 6).
    """
    if taken is None:
        return NumberClaim(school=student.school, number=mark, agreement="", student=student.id)
    if not taken.is_kept_for(student.id):
        raise Refused("agreement_number_taken", field="mark", rule="decision 6")
    return None


def sign_on(lock: SigningLock, agreement: Agreement, now: datetime) -> SigningLock:
    """Take the lock for a paper, whose form is no longer blank; raises Refused where it is not free (SM-0)."""
    held = signing_lock.take(lock, agreement.id, now)
    mark = agreement.on_paper.mark if agreement.on_paper else ""
    return replace(held, blank_forms=tuple(one for one in held.blank_forms if one != mark))


def let_go(lock: SigningLock, agreement: Agreement) -> SigningLock:
    """Free the lock of what came to nothing; the form, where there was one, is out again."""
    freed = signing_lock.free(lock, agreement.id)
    mark = agreement.on_paper.mark if agreement.on_paper else ""
    return replace(freed, blank_forms=(*freed.blank_forms, mark)) if mark else freed


def retract(agreement: Agreement, reason: str, situation: Situation) -> Agreement:
    """Take the record of a signing back before it was reported; needs a reason; raises Refused."""
    if not reason:
        raise Refused("reason_required", field="reason", rule="K04")
    return MACHINE.fire(agreement, Action.RETRACT, situation, ended_at=situation.now)


def obstacle(student: Student) -> Refused | None:
    """Return why the student cannot report now, None when nothing is in the way (K05)."""
    return None if student.is_vouched() else Refused("source_record_not_confirmed", rule="B01")
