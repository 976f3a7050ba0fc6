"""B06: a record against the registry's row, field by field; who is missing on either side; its word taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from functions.domain import registry
from functions.domain.actors import Role
from functions.domain.errors import Refused
from functions.domain.registry import Matching, Mismatch, MismatchKind, MismatchState
from functions.domain.student import SourceState, Student
from tests import factories as some
from tests.factories import NOW, someone
from tests.unit.domain.cells import refusal

RUN, LATER = Matching(found_by="m1", at=NOW), Matching(found_by="m2", at=NOW + timedelta(days=1))
KNOWN = some.student(state=SourceState.VERIFIED, major="软件工程", phone="13800138000")

# What the registry says otherwise; then the fields that differ.
DIFFERENCES: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "the same": ({}, ()),
    "another major": ({"major": "计算机科学与技术"}, ("major",)),
    "another name and degree": ({"name": "欧阳思源", "degree": "硕士研究生"}, ("name", "degree")),
    "another ID number": ({"id_mark": "9f" * 32, "id_last4": "0029", "id_sealed": b"other"}, ("id_mark",)),
    "the same ID number, sealed again": ({"id_sealed": b"another seal"}, ()),
    "another college": ({"college": "204", "college_name": "数学学院"}, ("college_name",)),
    "silent on the class and the origin": ({"class_name": "", "origin": "", "entry_year": None}, ()),
    "another phone, which is the student's own": ({"phone": "13900139000", "email": "a@b.example"}, ()),
    "no agreement number, which is the school's": ({"agreement_number": "2026-9"}, ()),
}


@pytest.mark.parametrize(("fields", "wanted"), DIFFERENCES.values(), ids=DIFFERENCES)
def test_b06_each_field_is_compared_where_the_registry_speaks(fields: dict[str, Any], wanted: tuple[str, ...]) -> None:
    assert registry.differing(KNOWN, replace(KNOWN, **fields)) == wanted


ROW = replace(KNOWN, major="计算机科学与技术", college="204", college_name="数学学院")


def differs(**fields: Any) -> Mismatch:
    found = registry.compare(KNOWN, ROW, None, RUN)
    assert found
    return replace(found, **fields)


def test_a_mismatch_names_the_fields_and_keeps_the_registrys_word() -> None:
    found = differs()
    assert (found.kind, found.fields, found.registry, found.version) == (
        MismatchKind.DIFFERS, ("college_name", "major"), ROW, 1)  # fmt: skip
    assert registry.headers(found) == "学院、专业"


def test_the_same_file_twice_says_nothing_new() -> None:
    assert registry.compare(KNOWN, replace(ROW, id_sealed=b"anew"), differs(), LATER) is None
    assert registry.compare(KNOWN, KNOWN, None, LATER) is None
    gone = registry.missed(KNOWN, None, RUN)
    assert gone
    assert (gone.kind, gone.registry) == (MismatchKind.NOT_IN_REGISTRY, None)
    assert registry.missed(KNOWN, gone, LATER) is None
    stranger = registry.compare(None, ROW, None, RUN)
    assert stranger
    assert (stranger.kind, stranger.name) == (MismatchKind.NOT_HERE, ROW.name)
    assert registry.compare(None, ROW, stranger, LATER) is None


def test_a_later_file_settles_what_it_does_not_find_and_finds_what_was_edited_again() -> None:
    settled = registry.compare(KNOWN, KNOWN, differs(), LATER)
    assert settled
    assert (settled.state, settled.version) == (MismatchState.SETTLED, 2)
    assert registry.compare(KNOWN, KNOWN, settled, LATER) is None
    again = registry.compare(KNOWN, ROW, replace(settled, state=MismatchState.ACCEPTED), LATER)
    assert again
    assert (again.state, again.version) == (MismatchState.OPEN, 3)
    other = registry.compare(KNOWN, replace(ROW, major="网络工程"), differs(), LATER)
    assert other
    assert other.version == 2


def dismissed(found: Mismatch) -> Mismatch:
    return registry.dismiss(found, "学籍库有误，已报更正", by=someone(Role.SCHOOL, name="周敏"), now=NOW)


def test_b06_a_mismatch_is_dismissed_with_a_reason() -> None:
    left = dismissed(differs())
    assert (left.state, left.reason, left.decided_by, left.decided_at, left.version) == (
        MismatchState.DISMISSED, "学籍库有误，已报更正", "周敏", NOW, 2)  # fmt: skip


SAID_AGAIN: dict[str, tuple[Student, Student, MismatchState | None]] = {
    "the same": (KNOWN, ROW, None),
    "something else": (KNOWN, replace(ROW, major="网络工程"), MismatchState.OPEN),
    "more than before": (KNOWN, replace(ROW, gender="男"), MismatchState.OPEN),
    "what is here by now": (KNOWN, KNOWN, MismatchState.SETTLED),
}


@pytest.mark.parametrize(("known", "row", "state"), SAID_AGAIN.values(), ids=SAID_AGAIN)
def test_b06_what_was_dismissed_stays_so_while_the_registry_says_the_same(
    known: Student, row: Student, state: MismatchState | None
) -> None:
    again = registry.compare(known, row, dismissed(differs()), LATER)
    assert (again and (again.state, again.reason if again.state is MismatchState.OPEN else "", again.version)) == (
        state and (state, "", 3)
    )


def test_b06_what_was_dismissed_and_agreed_meanwhile_is_open_when_it_differs_again() -> None:
    agreed = registry.compare(KNOWN, KNOWN, dismissed(differs()), LATER)
    again = registry.compare(KNOWN, ROW, agreed, LATER)
    assert again
    assert (again.state, again.reason, again.version) == (MismatchState.OPEN, "", 4)


def test_b06_a_student_whom_the_registry_lacks_is_dismissed_until_it_has_another_word() -> None:
    gone = registry.missed(KNOWN, None, RUN)
    assert gone
    left = dismissed(gone)
    assert registry.missed(KNOWN, left, LATER) is None
    again = registry.compare(KNOWN, ROW, left, LATER)
    assert again
    assert (again.kind, again.state) == (MismatchKind.DIFFERS, MismatchState.OPEN)


NOT_DISMISSED: dict[str, tuple[dict[str, Any], str, Refused]] = {
    "without a reason": ({}, "", Refused("reason_required", field="reason", rule="B06")),
    "after it was accepted": ({"state": MismatchState.ACCEPTED}, "x", Refused("mismatch_decided", rule="B06")),
    "after it was settled": ({"state": MismatchState.SETTLED}, "x", Refused("mismatch_decided", rule="B06")),
    "twice": ({"state": MismatchState.DISMISSED}, "x", Refused("mismatch_decided", rule="B06")),
}


@pytest.mark.parametrize(("fields", "reason", "why"), NOT_DISMISSED.values(), ids=NOT_DISMISSED)
def test_it_is_not_dismissed(fields: dict[str, Any], reason: str, why: Refused) -> None:
    found = differs(**fields)
    assert refusal(lambda: registry.dismiss(found, reason, by=someone(Role.SCHOOL), now=NOW)) == why


def test_b06_the_registrys_word_is_taken_whole_and_the_record_stays_vouched_for() -> None:
    office = someone(Role.SCHOOL, name="周敏")
    taken, accepted = registry.accept(KNOWN, differs(), by=office, now=NOW)
    assert (taken.major, taken.college, taken.college_name) == ("计算机科学与技术", "204", "数学学院")
    assert (taken.state, taken.phone, taken.version) == (SourceState.VERIFIED, KNOWN.phone, KNOWN.version + 1)
    assert (accepted.state, accepted.decided_by, accepted.decided_at) == (MismatchState.ACCEPTED, "周敏", NOW)


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "one that was accepted": ({"state": MismatchState.ACCEPTED}, "mismatch_decided"),
    "one that was dismissed": ({"state": MismatchState.DISMISSED}, "mismatch_decided"),
    "one that was settled": ({"state": MismatchState.SETTLED}, "mismatch_decided"),
    "one of whom the registry has nothing": (
        {"kind": MismatchKind.NOT_IN_REGISTRY, "registry": None},
        "registry_says_nothing",
    ),
    "one who is not here": ({"kind": MismatchKind.NOT_HERE}, "registry_says_nothing"),
}


@pytest.mark.parametrize(("fields", "code"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused(fields: dict[str, Any], code: str) -> None:
    why = refusal(lambda: registry.accept(KNOWN, differs(**fields), by=someone(Role.SCHOOL), now=NOW))
    assert why == Refused(code, rule="B06")
