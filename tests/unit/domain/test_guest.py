"""Beyond 11, C07, C08: three levels of trust, and the one way in which a guest's rises."""

from __future__ import annotations

from typing import Any

import pytest

from functions.domain import record, reviewing
from functions.domain.actors import Role
from functions.domain.agreement import Action, Agreement, State
from functions.domain.agreement_states import Situation
from functions.domain.errors import Refused
from functions.domain.guest import Trust
from functions.domain.policy import SchoolPolicy
from tests import factories as some
from tests.factories import NOW, someone
from tests.unit.domain.cells import refusal

HOW = "公示系统可查，已回拨登记电话"


def x(role: Role = Role.COLLEGE, **who: Any) -> Situation:
    return Situation(actor=someone(role, **who), now=NOW, policy=SchoolPolicy())


CHECKED = some.guest(check=some.licence_check())
LEVELS: dict[str, tuple[Agreement, Trust | None]] = {
    "an employer with an account": (some.agreement(), Trust.ADMITTED),
    "a guest": (some.signed_by_guest(), Trust.GUEST_ONLY),
    "a guest without papers": (some.signed_by_guest(guest=some.guest(files=())), Trust.GUEST_ONLY),
    "a guest whose licence was checked": (some.signed_by_guest(guest=CHECKED), Trust.LICENCE_CHECKED),
    "what a student began rests on papers": (some.initiated(), None),
}


@pytest.mark.parametrize(("found", "level"), LEVELS.values(), ids=LEVELS)
def test_three_levels_of_trust(found: Agreement, level: Trust | None) -> None:
    assert found.trust is level


def test_an_invitation_has_the_level_of_who_sent_it() -> None:
    assert (some.invitation().trust, some.by_guest().trust) == (Trust.ADMITTED, Trust.GUEST_ONLY)


def test_c07_a_reviewer_who_says_how_raises_it() -> None:
    checked = reviewing.check_licence(some.signed_by_guest(), HOW, x())
    assert (checked.trust, checked.state, checked.version) == (Trust.LICENCE_CHECKED, State.COLLEGE_REVIEW, 2)
    assert checked.guest
    assert checked.guest.check == some.licence_check(account="account-college", name="college", how=HOW)


NO: dict[str, tuple[Agreement, str, Situation, Refused]] = {
    "checked without a word": (some.signed_by_guest(), "", x(), Refused("required", field="how", rule="C07")),
    "checked without papers (C08)": (
        some.signed_by_guest(guest=some.guest(files=())), HOW, x(), Refused("no_material", rule="C08")),
    "checked twice": (
        some.signed_by_guest(guest=CHECKED), HOW, x(), Refused("licence_already_checked", rule="C07")),
    "an employer with an account": (some.agreement(), HOW, x(), Refused("not_a_guest", rule="C08")),
    "another college's": (
        some.signed_by_guest(), HOW, x(college="204"), Refused("other_college", rule="H01")),
}  # fmt: skip


@pytest.mark.parametrize(("found", "how", "situation", "why"), NO.values(), ids=NO)
def test_it_is_refused(found: Agreement, how: str, situation: Situation, why: Refused) -> None:
    assert refusal(lambda: reviewing.check_licence(found, how, situation)) == why


def test_what_a_guest_signed_is_not_returned_for_nobody_could_mend_it() -> None:
    returned = refusal(lambda: reviewing.review(some.signed_by_guest(), Action.RETURN, "月薪有误", x()))
    assert returned == Refused("guest_cannot_revise", rule="C05")
    failed = reviewing.review(some.signed_by_guest(), Action.FAIL, "单位无从核实", x())
    assert failed.state is State.SIGN_FAILED


def test_the_record_says_how_far_a_guest_is_known() -> None:
    of = {
        level: record.canonical(found, "1", SchoolPolicy(), signed_at=NOW).get("trust")
        for level, found in (("admitted", some.agreement()), ("guest", some.signed_by_guest(guest=CHECKED)))
    }
    assert of == {"admitted": None, "guest": "licence_checked"}


def test_a_paper_is_known_by_its_hash() -> None:
    paper = some.evidence_file(key="guests/1.pdf")
    assert (some.guest().file(paper.hash), some.guest().file("none")) == (paper, None)
