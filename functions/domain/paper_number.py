"""Claiming the number that is printed on a paper form as the agreement number (领取协议书, B09).

1. The number is that of a form in the school's register which this student holds; the register knows it by its mark.
2. It is bound to the student once: a second claim and a number that is taken are refused by name (decision 6).
3. It is kept for the student until an agreement of the student's takes it.
"""

from __future__ import annotations

from dataclasses import replace

from functions.domain.blank_form import BlankForm, require_out
from functions.domain.errors import Refused
from functions.domain.issuing import NumberClaim
from functions.domain.policy import SchoolPolicy
from functions.domain.student import Student


def claim(
    student: Student, form: BlankForm | None, taken: NumberClaim | None, policy: SchoolPolicy
) -> tuple[Student, NumberClaim | None]:
    """Bind a form's number to who holds the form, with what keeps it unless it is kept already; raises Refused."""
    if not policy.blank_form_marking:
        raise Refused("blank_forms_not_kept", rule="B09")
    if student.agreement_number:
        raise Refused("agreement_number_present", rule="B09", params={"number": student.agreement_number})
    if form is None:
        raise Refused("number_not_registered", field="number", rule="B09")
    if form.student != student.id:
        raise Refused("paper_form_of_another", field="number", rule="B09")
    require_out(form, field="number", rule="B09")
    if taken is not None and not taken.is_kept_for(student.id):
        raise Refused("agreement_number_taken", field="number", rule="decision 6")
    bound = replace(student, agreement_number=form.mark, version=student.version + 1)
    kept = NumberClaim(school=student.school, number=form.mark, agreement="", student=student.id)
    return bound, None if taken else kept
