"""K03: a blank form is marked when it is handed out; so many may be out at once, and each mark is used once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from functions.domain import blank_form, signing_lock
from functions.domain.actors import Role
from functions.domain.blank_form import BlankFormReason, BlankFormState, BlankRegister, Handout
from functions.domain.errors import Refused
from functions.domain.policy import SchoolPolicy
from functions.domain.signing_lock import LockState, SigningLock
from tests import factories as some
from tests.factories import COHORT, NOW, SCHOOL, STUDENT, someone
from tests.unit.domain.cells import refusal

TEACHER = someone(Role.COLLEGE, name="王老师")
HANDOUT = Handout(mark="HN-0012", reason=BlankFormReason.FIRST, note="报考选调")
EMPTY = BlankRegister(school=SCHOOL, cohort=COHORT)


def test_a_form_is_marked_with_who_has_it_and_counted() -> None:
    made, register = blank_form.issue(some.student(), EMPTY, HANDOUT, SchoolPolicy(), by=TEACHER, now=NOW)
    assert (made.mark, made.student, made.issued_by, made.state) == ("HN-0012", STUDENT, "王老师", BlankFormState.OUT)
    assert (register.issued, register.out, register.version) == (1, 1, 1)
    back, register = blank_form.give_back(made, register, by=someone(Role.SCHOOL, name="周敏"), now=NOW)
    assert (back.state, back.returned_at, back.received_by) == (BlankFormState.RETURNED, NOW, "周敏")
    assert (register.issued, register.returned, register.out) == (1, 1, 0)
    why = refusal(lambda: blank_form.give_back(back, register, by=TEACHER, now=NOW))
    assert why == Refused("blank_form_returned", rule="K03")


# Graduates, forms handed out, returned, per cent; then how many may be out, and whether another one may.
QUOTAS: dict[str, tuple[int, int, int, int, int | None, bool]] = {
    "no bound": (10, 9, 0, 0, None, True),
    "room for one": (10, 1, 0, 20, 2, True),
    "full": (10, 2, 0, 20, 2, False),
    "full, until one came back": (10, 2, 1, 20, 2, True),
    "a share of a form is none": (4, 0, 0, 20, 0, False),
    "everybody": (1, 0, 0, 100, 1, True),
}


@pytest.mark.parametrize(("graduates", "issued", "back", "percent", "most", "may"), QUOTAS.values(), ids=QUOTAS)
def test_a_share_of_the_cohort(
    graduates: int, issued: int, back: int, percent: int, most: int | None, may: bool
) -> None:
    register = replace(EMPTY, graduates=graduates, issued=issued, returned=back)
    policy = SchoolPolicy(blank_form_quota_percent=percent)
    assert blank_form.quota(register, policy) == most
    if may:
        blank_form.issue(some.student(), register, HANDOUT, policy, by=TEACHER, now=NOW)
        return
    why = refusal(lambda: blank_form.issue(some.student(), register, HANDOUT, policy, by=TEACHER, now=NOW))
    assert why == Refused("blank_quota_reached", rule="K03", params={"most": most or 0})


def test_a_school_that_keeps_no_register_hands_nothing_out_here() -> None:
    policy = SchoolPolicy(blank_form_marking=False)
    why = refusal(lambda: blank_form.issue(some.student(), EMPTY, HANDOUT, policy, by=TEACHER, now=NOW))
    assert why == Refused("blank_forms_not_kept", rule="K03")


@pytest.mark.parametrize("state", [LockState.FREE, LockState.HELD])
def test_the_lock_names_the_form_and_stays_as_it_is(state: LockState) -> None:
    lock = SigningLock(school=SCHOOL, student=STUDENT, state=state, version=3)
    noted = signing_lock.hand_out(signing_lock.hand_out(lock, "A-1"), "A-2")
    assert (noted.state, noted.blank_forms, noted.version) == (state, ("A-1", "A-2"), 5)
    assert signing_lock.take_back(noted, "A-1") == replace(noted, blank_forms=("A-2",), version=6)


def test_a_request_stays_open_until_a_form_is_handed_out() -> None:
    asked = signing_lock.ask_for_blank(SigningLock(school=SCHOOL, student=STUDENT))
    assert (asked.wants_blank_form, asked.state) == (True, LockState.FREE)
    assert refusal(lambda: signing_lock.ask_for_blank(asked)) == Refused("blank_form_asked_for", rule="K02")
    assert not signing_lock.hand_out(asked, "A-1").wants_blank_form
