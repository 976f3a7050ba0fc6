"""B09: the number printed on a form in hand becomes the agreement number, once."""

from __future__ import annotations

from typing import Any

import pytest

from functions.domain import enrolment, paper_number
from functions.domain.actors import Role
from functions.domain.blank_form import BlankFormState
from functions.domain.errors import Refused
from functions.domain.issuing import NumberClaim
from functions.domain.policy import SchoolPolicy
from functions.domain.student import Situation
from tests import factories as some
from tests.factories import NOW, SCHOOL, STUDENT, someone
from tests.unit.domain.cells import refusal

FORM = some.blank_form(mark="HN-0012", student=STUDENT)
KEPT = NumberClaim(school=SCHOOL, number="HN-0012", agreement="", student=STUDENT)


def test_it_is_bound_to_who_holds_the_form() -> None:
    bound, kept = paper_number.claim(some.student(agreement_number="", version=3), FORM, None, SchoolPolicy())
    assert (bound.agreement_number, bound.version, kept) == ("HN-0012", 4, KEPT)


HAS = {"agreement_number": "2026-1"}
REFUSED: dict[str, tuple[dict[str, Any], Any, Any, SchoolPolicy, Refused]] = {
    "where no register is kept": (
        {}, FORM, None, SchoolPolicy(blank_form_marking=False), Refused("blank_forms_not_kept", rule="B09")),
    "a second number": (
        HAS, FORM, None, SchoolPolicy(),
        Refused("agreement_number_present", rule="B09", params={"number": "2026-1"})),
    "a number that is not in the register": (
        {}, None, None, SchoolPolicy(), Refused("number_not_registered", field="number", rule="B09")),
    "somebody else's form": (
        {"id": "s-2"}, FORM, None, SchoolPolicy(), Refused("paper_form_of_another", field="number", rule="B09")),
    "a form that went back": (
        {}, some.blank_form(student=STUDENT, state=BlankFormState.RETURNED), None, SchoolPolicy(),
        Refused("blank_form_returned", field="number", rule="B09")),
    "a number that an agreement has": (
        {}, FORM, NumberClaim(school=SCHOOL, number="HN-0012", agreement="a-1"), SchoolPolicy(),
        Refused("agreement_number_taken", field="number", rule="decision 6")),
}  # fmt: skip


@pytest.mark.parametrize(("fields", "form", "taken", "policy", "wanted"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused(fields: dict[str, Any], form: Any, taken: Any, policy: SchoolPolicy, wanted: Refused) -> None:
    student = some.student(**{"agreement_number": "", **fields})
    assert refusal(lambda: paper_number.claim(student, form, taken, policy)) == wanted


# The claim's agreement and student; then whether this student's agreement may take it.
KEEPING: dict[str, tuple[str, str, bool]] = {
    "kept for this student": ("", STUDENT, True),
    "kept for another": ("", "s-2", False),
    "taken by an agreement of this student": ("a-1", STUDENT, False),
}


@pytest.mark.parametrize(("agreement", "student", "is_free"), KEEPING.values(), ids=KEEPING)
def test_it_is_kept_until_an_agreement_takes_it(agreement: str, student: str, is_free: bool) -> None:
    claim = NumberClaim(school=SCHOOL, number="HN-0012", agreement=agreement, student=student)
    assert claim.is_kept_for(STUDENT) is is_free


def test_a_roster_without_numbers_takes_none_away() -> None:
    x = Situation(actor=someone(Role.ADMIN), now=NOW, policy=SchoolPolicy())
    known = some.student(agreement_number="HN-0012")
    assert enrolment.merge(known, some.student(agreement_number=""), x) is None
    changed = enrolment.merge(known, some.student(agreement_number="HN-0013"), x)
    assert changed
    assert changed.agreement_number == "HN-0013"
