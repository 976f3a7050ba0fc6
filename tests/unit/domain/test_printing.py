"""J07, J08: the register of prints and the progress of a batch (trap 16)."""

from __future__ import annotations

from typing import Any

import pytest

from functions.domain import printing
from functions.domain.actors import Role
from functions.domain.agreement import Agreement, State
from functions.domain.agreement_states import Situation
from functions.domain.errors import Refused
from functions.domain.policy import SchoolPolicy
from functions.domain.printing import BatchState, Print
from tests import factories as some
from tests.factories import CASE, NOW, SCHOOL, someone
from tests.unit.domain.cells import refusal

THREE, FOUR = ("用人单位", "毕业生", "学校"), ("学生本人", "用人单位", "学院", "招生就业处")


def x(role: Role = Role.STUDENT, **settings: Any) -> Situation:
    return Situation(actor=someone(role), now=NOW, policy=SchoolPolicy(**settings))


def signed(**fields: Any) -> Agreement:
    return some.agreement(**{"state": State.SIGNED, "issued": some.issued()} | fields)


@pytest.mark.parametrize("holders", [THREE, FOUR], ids=["three copies", "four copies"])
def test_trap_16_each_print_is_counted_with_its_copy_and_holder(holders: tuple[str, ...]) -> None:
    one, seqs = signed(print_count=2), []
    for copy, holder in enumerate(holders, 1):
        one, line = printing.print_copy(one, copy, x(copies=holders))
        assert (line.copy, line.holder) == (copy, holder)
        seqs.append(line.seq)
    assert seqs == list(range(3, 3 + len(holders)))
    assert (one.print_count, one.printed_at, one.version) == (2 + len(holders), NOW, 1 + len(holders))


def test_trap_16_all_copies_at_once_are_counted_one_by_one() -> None:
    one, lines = printing.print_copies(signed(print_count=1), (1, 2, 3, 2), x(Role.SCHOOL))
    assert [(line.seq, line.copy) for line in lines] == [(2, 1), (3, 2), (4, 3), (5, 2)]
    assert (one.print_count, one.version) == (5, 2)


def test_a_line_says_who_printed_what_when() -> None:
    _, line = printing.print_copy(signed(edition=2), 2, x())
    assert line == Print(
        agreement=CASE, school=SCHOOL, seq=1, edition=2, copy=2, holder="毕业生", account="account-student",
        role=Role.STUDENT, name="student", at=NOW,
    )  # fmt: skip


UNKNOWN = Refused("unknown_copy", field="copy", rule="J07", params={"max": 3})
NOT_PRINTED: dict[str, tuple[Agreement, int, Situation, Refused]] = {
    "copy 0": (signed(), 0, x(), UNKNOWN),
    "copy -1": (signed(), -1, x(), UNKNOWN),
    "copy 4 of 3": (signed(), 4, x(), UNKNOWN),
    "copy 5 of 4": (
        signed(), 5, x(copies=FOUR), Refused("unknown_copy", field="copy", rule="J07", params={"max": 4}),
    ),
    "an agreement that is not issued": (signed(issued=None), 1, x(), Refused("not_issued_yet", rule="J06")),
    "an agreement under review": (
        signed(state=State.COLLEGE_REVIEW), 1, x(),
        Refused("state_does_not_allow", params={"state": "college_review", "action": "print"}),
    ),
    "an agreement that was terminated": (
        signed(state=State.TERMINATED), 1, x(),
        Refused("state_does_not_allow", params={"state": "terminated", "action": "print"}),
    ),
    "by a role that the school leaves out": (
        signed(), 1, x(Role.EMPLOYER, who_prints=frozenset({Role.STUDENT})),
        Refused("role_may_not_print", rule="J01"),
    ),
    "by the platform": (signed(), 1, x(Role.OPERATOR), Refused("role_may_not", params={"action": "print"})),
}  # fmt: skip


@pytest.mark.parametrize(("one", "copy", "situation", "why"), NOT_PRINTED.values(), ids=NOT_PRINTED)
def test_refuses(one: Agreement, copy: int, situation: Situation, why: Refused) -> None:
    assert refusal(lambda: printing.print_copy(one, copy, situation)) == why


@pytest.mark.parametrize("role", [Role.STUDENT, Role.EMPLOYER, Role.COLLEGE, Role.SCHOOL, Role.ADMIN])
def test_who_prints_is_the_schools_choice(role: Role) -> None:
    assert printing.print_copy(signed(), 1, x(role))[0].print_count == 1
    assert printing.print_copy(signed(), 1, x(role, who_prints=frozenset({role})))[0].print_count == 1


def test_a_batch_moves_on_by_one_and_names_what_it_leaves_out() -> None:
    moved = printing.progress(some.batch(agreements=("a", "b")))
    assert (moved.state, moved.done, moved.version, moved.skipped) == (BatchState.RUNNING, 1, 2, ())
    skipped = printing.skip(moved, "b")
    assert (skipped.state, skipped.done, skipped.version, skipped.skipped) == (BatchState.RUNNING, 2, 3, ("b",))


def test_each_copy_of_each_edition_has_a_blob_of_its_own() -> None:
    keys = {printing.document(SCHOOL, CASE, edition, copy) for edition in (1, 2) for copy in (1, 2, 3)}
    assert len(keys) == 6
    assert printing.document(SCHOOL, CASE, 2, 3) == f"documents/{SCHOOL}/{CASE}/2/3.pdf"
