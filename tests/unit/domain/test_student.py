"""SM-9, section B: every cell under both ways of vouching, corrections, and what the form takes over."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest

from functions.domain import student
from functions.domain.actors import Role
from functions.domain.errors import Refused
from functions.domain.parties import EmployerParty, GraduateParty, SchoolParty
from functions.domain.policy import SchoolPolicy, SourceReview
from functions.domain.student import (
    CORRECTABLE,
    MACHINE,
    VOUCHED,
    CorrectionState,
    Situation,
    SourceAction,
    SourceState,
    Student,
)
from tests import factories as some
from tests.factories import NOW, someone
from tests.unit.domain.cells import expected, outcomes, refusal


def x(role: Role, **fields: Any) -> Situation:
    """Return a situation; what is not a setting of the policy is said of the actor."""
    settings = {name: fields.pop(name) for name in list(fields) if hasattr(SchoolPolicy(), name)}
    return Situation(actor=someone(role, **fields), now=NOW, policy=SchoolPolicy(**settings))


# rules.md SM-9 and B02; a corrected record is the student's to look at again (B05, B06).
COMMON = """
under_review  verify   college,school,admin  verified
under_review  return   college,school,admin  imported
under_review  reopen   college,school,admin  imported  student=registry_fields_are_the_schools
confirmed     reopen   college,school,admin  imported  student=registry_fields_are_the_schools
verified      reopen   college,school,admin  imported  student=registry_fields_are_the_schools
"""
OF_REVIEW = {
    SourceReview.SELF: """
imported      confirm  student               confirmed
imported      submit   -                     -  student=source_record_needs_no_review
""",
    SourceReview.EITHER: """
imported      confirm  -                     -  student=source_record_needs_review
imported      submit   student               under_review
""",
}


@pytest.mark.parametrize("review", SourceReview)
@pytest.mark.parametrize("state", SourceState)
def test_each_cell(state: SourceState, review: SourceReview) -> None:
    one, by = some.student(state=state), {role: x(role, source_record_review=review) for role in Role}
    fired = outcomes(SourceAction, lambda action, role: MACHINE.fire(one, action, by[role]))
    assert fired == expected(COMMON + OF_REVIEW[review], state, SourceAction)


OTHER_COLLEGE = Refused("other_college", rule="H01")
EITHER = {"source_record_review": SourceReview.EITHER}
NO: dict[str, tuple[SourceState, SourceAction, Role, dict[str, Any], Refused]] = {
    "another student confirms": (
        SourceState.IMPORTED, SourceAction.CONFIRM, Role.STUDENT, {"party": "another"}, Refused("not_yours"),
    ),
    "another student submits": (
        SourceState.IMPORTED, SourceAction.SUBMIT, Role.STUDENT, {"party": "another"} | EITHER, Refused("not_yours"),
    ),
    "confirmed where a review is asked for": (
        SourceState.IMPORTED, SourceAction.CONFIRM, Role.STUDENT, EITHER,
        Refused("source_record_needs_review", rule="B02"),
    ),
    "submitted where nobody reviews": (
        SourceState.IMPORTED, SourceAction.SUBMIT, Role.STUDENT, {"source_record_review": SourceReview.SELF},
        Refused("source_record_needs_no_review", rule="B02"),
    ),
    "another student edits, where students may": (
        SourceState.CONFIRMED, SourceAction.REOPEN, Role.STUDENT,
        {"party": "another", "student_may_edit_registry_fields": True}, Refused("not_yours"),
    ),
} | {
    f"another college: {action} of what is {state}": (state, action, Role.COLLEGE, {"college": "204"}, OTHER_COLLEGE)
    for state, action in (
        (SourceState.UNDER_REVIEW, SourceAction.VERIFY), (SourceState.UNDER_REVIEW, SourceAction.RETURN),
        (SourceState.UNDER_REVIEW, SourceAction.REOPEN), (SourceState.CONFIRMED, SourceAction.REOPEN),
        (SourceState.VERIFIED, SourceAction.REOPEN),
    )
}  # fmt: skip


@pytest.mark.parametrize(("state", "action", "role", "said", "why"), NO.values(), ids=NO)
def test_refuses(state: SourceState, action: SourceAction, role: Role, said: dict[str, Any], why: Refused) -> None:
    assert refusal(lambda: MACHINE.fire(some.student(state=state), action, x(role, **said))) == why


def test_the_student_edits_a_confirmed_record_where_the_policy_lets_students() -> None:
    edited = MACHINE.fire(
        some.student(state=SourceState.CONFIRMED),
        SourceAction.REOPEN,
        x(Role.STUDENT, student_may_edit_registry_fields=True),
    )
    assert edited.state is SourceState.IMPORTED


VOUCHING = {SourceReview.SELF: SourceState.CONFIRMED, SourceReview.EITHER: SourceState.UNDER_REVIEW}


@pytest.mark.parametrize("review", SourceReview)
def test_the_student_vouches_with_the_own_contact_fields(review: SourceReview) -> None:
    situation = x(Role.STUDENT, source_record_review=review)
    vouched = student.vouch(some.student(phone="", email=""), "13900000000", "new@mail.example", situation)
    assert (vouched.state, vouched.phone, vouched.email) == (VOUCHING[review], "13900000000", "new@mail.example")
    assert (vouched.confirmed_at, vouched.version) == (NOW, 2)
    assert vouched.is_vouched() is (review is SourceReview.SELF)


def test_a_record_is_vouched_for_by_its_state() -> None:
    assert {state for state in SourceState if some.student(state=state).is_vouched()} == VOUCHED
    assert {SourceState.CONFIRMED, SourceState.VERIFIED} == VOUCHED


TRAINING = {"非定向": True, "定向": False, "委培": False, "在职": False, "": False, "非定向 ": False}


@pytest.mark.parametrize(("mode", "is_eligible"), TRAINING.items(), ids=map(repr, TRAINING))
def test_only_non_directed_students_sign_online(mode: str, is_eligible: bool) -> None:
    assert some.student(training_mode=mode).is_eligible() is is_eligible


def test_a_return_needs_a_reason_and_a_verification_none() -> None:
    submitted = some.student(state=SourceState.UNDER_REVIEW)
    why = refusal(lambda: student.review(submitted, SourceAction.RETURN, "", x(Role.COLLEGE)))
    assert why == Refused("reason_required", field="reason", rule="B02")
    assert student.review(submitted, SourceAction.RETURN, "照片不清", x(Role.COLLEGE)).state is SourceState.IMPORTED
    assert student.review(submitted, SourceAction.VERIFY, "", x(Role.SCHOOL)).state is SourceState.VERIFIED


@pytest.mark.parametrize("state", SourceState)
def test_a_mended_record_is_the_students_to_look_at_again(state: SourceState) -> None:
    mended = student.correct(some.student(state=state), some.correction(), x(Role.SCHOOL))
    assert (mended.state, mended.major, mended.version) == (SourceState.IMPORTED, "软件工程", 2)


@pytest.mark.parametrize("field", sorted({field.name for field in fields(Student)} - CORRECTABLE))
def test_what_is_not_mended_on_request(field: str) -> None:
    asked = some.correction(field=field, proposed="x")
    why = refusal(lambda: student.correct(some.student(), asked, x(Role.SCHOOL)))
    assert why == Refused("field_not_correctable", field="field", rule="B05")


def test_every_field_that_is_mended_is_text() -> None:
    assert {type(getattr(some.student(), name)) for name in CORRECTABLE} == {str}


def test_another_college_mends_nothing() -> None:
    confirmed = some.student(state=SourceState.CONFIRMED)
    assert refusal(lambda: student.correct(confirmed, some.correction(), x(Role.COLLEGE, college="204"))) == (
        OTHER_COLLEGE
    )


def test_a_request_is_answered_once() -> None:
    answered = student.answer(some.correction(), CorrectionState.REFUSED, "学籍如此", x(Role.SCHOOL))
    assert (answered.state, answered.answer, answered.answered_by) == (
        CorrectionState.REFUSED, "学籍如此", "account-school",
    )  # fmt: skip
    assert (answered.answered_at, answered.version) == (NOW, 2)
    again = refusal(lambda: student.answer(answered, CorrectionState.MADE, "", x(Role.SCHOOL)))
    assert again == Refused("correction_answered")
    assert student.answer(some.correction(), CorrectionState.MADE, "", x(Role.SCHOOL)).state is CorrectionState.MADE


def test_a_refusal_of_a_request_needs_its_reason() -> None:
    why = refusal(lambda: student.answer(some.correction(), CorrectionState.REFUSED, "", x(Role.SCHOOL)))
    assert why == Refused("reason_required", field="answer", rule="B05")


SENSITIVE = {
    "ethnicity": "form_shows_ethnicity",
    "political_status": "form_shows_political_status",
    "qq": "form_shows_qq",
    "address": "form_shows_home_address",
}


@pytest.mark.parametrize("field", SENSITIVE)
def test_the_form_shows_a_sensitive_field_only_where_the_school_asks_for_it(field: str) -> None:
    one = some.student()
    assert getattr(student.as_party(one, SchoolPolicy()), field) == ""
    shown = student.as_party(one, SchoolPolicy(**{SENSITIVE[field]: True}))
    assert getattr(shown, field) == getattr(one, field) != ""
    assert [getattr(shown, other) for other in SENSITIVE if other != field] == ["", "", ""]


def test_a_party_has_what_the_form_prints_and_no_id_number() -> None:
    party = student.as_party(some.student(), SchoolPolicy())
    assert party == some.graduate_party()
    names = {field.name for kind in (GraduateParty, EmployerParty, SchoolParty) for field in fields(kind)}
    assert not {name for name in names if name.startswith("id")}


def test_trap_23_two_graduates_of_one_name_are_two() -> None:
    one, other = some.student(), some.student(id="s9", number="2022010346")
    parties = [student.as_party(each, SchoolPolicy()) for each in (one, other)]
    assert parties[0].name == parties[1].name
    assert parties[0] != parties[1]
    mended = student.correct(other, replace(some.correction(), student="s9"), x(Role.SCHOOL))
    assert (mended.number, one.major) == ("2022010346", "计算机科学与技术")


def test_trap_25_a_confirmation_is_a_moment_not_a_date() -> None:
    vouched = student.vouch(some.student(), "13900000000", "", x(Role.STUDENT))
    assert vouched.confirmed_at is not None
    assert vouched.confirmed_at.utcoffset() == timedelta()


COHORTS = {date(2026, 7, 31): 2026, date(2026, 8, 1): 2027, date(2026, 12, 31): 2027, date(2027, 1, 1): 2027}


@pytest.mark.parametrize(("today", "cohort"), COHORTS.items(), ids=map(str, COHORTS))
def test_the_cohort_at_work_is_the_one_that_graduates_next(today: date, cohort: int) -> None:
    assert student.present_cohort(today) == cohort
