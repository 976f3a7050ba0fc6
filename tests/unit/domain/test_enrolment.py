"""B03, B06: what a roster adds, changes and leaves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from functions.domain import enrolment
from functions.domain.actors import Role
from functions.domain.policy import SchoolPolicy
from functions.domain.roster import Graduate
from functions.domain.student import Situation, SourceState, Student
from tests import factories as some
from tests.factories import NOW, SCHOOL, STUDENT, someone

BY_ADMIN = Situation(actor=someone(Role.ADMIN), now=NOW, policy=SchoolPolicy())
ROW = Graduate(
    number="2022010345", name="欧阳思远", id_number="11010519491231002X", gender="女", college="203",
    major="计算机科学与技术", degree="本科毕业", training_mode="非定向", cohort=2026, id_kind="居民身份证",
    ethnicity="汉族", political_status="共青团员", class_name="计算机2201", duration="4", entry_year=2022,
    phone="13800000000", email="siyuan@mail.example", origin="341502", address="安徽省六安市金安区解放南路12号",
    qq="100000", plan="春季1",
)  # fmt: skip


def enrol(row: Graduate = ROW, *, sealed: bytes = bytes(range(40)), mark: str = "6f" * 32) -> Student:
    return enrolment.enrol(row, SCHOOL, "计算机与信息学院", id_=STUDENT, sealed=sealed, mark=mark)


def test_a_row_becomes_a_student_whose_id_number_is_sealed() -> None:
    made = enrol()
    assert made == some.student()
    assert "11010519491231002X" not in repr(made)
    assert made.id_last4 == "002X"


def merged(known: Student, **said: Any) -> Student | None:
    return enrolment.merge(known, enrol(replace(ROW, **said)), BY_ADMIN)


@pytest.mark.parametrize("state", SourceState)
def test_the_same_roster_twice_changes_nothing(state: SourceState) -> None:
    assert merged(some.student(state=state, version=7)) is None
    sealed_again = enrol(sealed=b"the same number, another nonce")
    assert enrolment.merge(some.student(state=state), sealed_again, BY_ADMIN) is None


CHANGES: dict[str, Any] = {
    "name": "欧阳致远", "cohort": 2027, "college": "204", "major": "软件工程", "degree": "硕士研究生", "duration": "3",
    "training_mode": "定向", "gender": "男", "id_kind": "护照", "class_name": "软工2201", "ethnicity": "回族",
    "political_status": "中共党员", "origin": "340100", "address": "", "qq": "", "entry_year": 2021,
    "agreement_number": "20260001",
}  # fmt: skip


@pytest.mark.parametrize("field", CHANGES)
@pytest.mark.parametrize("state", SourceState)
def test_what_the_registry_changes_goes_back_to_the_student(field: str, state: SourceState) -> None:
    changed = merged(some.student(state=state, version=7), **{field: CHANGES[field]})
    assert changed is not None
    assert (getattr(changed, field), changed.state, changed.version) == (CHANGES[field], SourceState.IMPORTED, 8)


def test_another_id_number_comes_with_its_seal() -> None:
    row = enrol(replace(ROW, id_number="440524188001010014"), sealed=b"other", mark="7a" * 32)
    changed = enrolment.merge(some.student(), row, BY_ADMIN)
    assert changed is not None
    assert (changed.id_mark, changed.id_sealed, changed.id_last4) == ("7a" * 32, b"other", "0014")


GIVEN: dict[str, tuple[str, str, str | None]] = {
    "a roster fills in what the student has not given": ("", "13900000000", "13900000000"),
    "a roster leaves what the student has given": ("13700000000", "13900000000", None),
    "a roster takes nothing away": ("13700000000", "", None),
    "nobody has given anything": ("", "", None),
}


@pytest.mark.parametrize("field", ["phone", "email"])
@pytest.mark.parametrize(("known", "said", "after"), GIVEN.values(), ids=GIVEN)
def test_contact_fields_are_the_students_own(field: str, known: str, said: str, after: str | None) -> None:
    confirmed = some.student(state=SourceState.CONFIRMED, **{field: known})
    changed = merged(confirmed, **{field: said})
    if after is None:
        assert changed is None
    else:
        assert changed == replace(confirmed, **{field: after}, version=2)


PLANS: dict[str, tuple[str, str, str | None]] = {
    "a roster fills it in": ("", "春季1", "春季1"),
    "another plan takes its place": ("秋季", "春季1", "春季1"),
    "a roster without one takes none away": ("秋季", "", None),
    "the same": ("春季1", "春季1", None),
}


@pytest.mark.parametrize(("known", "said", "after"), PLANS.values(), ids=PLANS)
@pytest.mark.parametrize("state", SourceState)
def test_the_plan_is_the_schools_and_nobody_confirms_it_again(
    known: str, said: str, after: str | None, state: SourceState
) -> None:
    before = some.student(state=state, plan=known)
    assert merged(before, plan=said) == (None if after is None else replace(before, plan=after, version=2))


def test_both_at_once() -> None:
    changed = merged(some.student(state=SourceState.VERIFIED, email=""), major="软件工程")
    assert changed is not None
    assert (changed.major, changed.email, changed.state) == ("软件工程", "siyuan@mail.example", SourceState.IMPORTED)


def test_trap_23_a_row_of_the_same_name_is_another_student() -> None:
    other = enrolment.enrol(
        replace(ROW, number="2022010346"), SCHOOL, "计算机与信息学院", id_="s9", sealed=b"s", mark="7a" * 32
    )
    assert other.name == some.student().name
    assert (other.id, other.number) != (STUDENT, "2022010345")
