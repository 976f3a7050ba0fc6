"""Positions and résumés: every cell, who may, and what is found by its words."""

from __future__ import annotations

from typing import Any

import pytest

from functions.domain import position, resume
from functions.domain.actors import Role
from functions.domain.position import MACHINE, Action, Situation, State
from tests import factories as some
from tests.factories import NOW, someone
from tests.unit.domain.cells import expected, outcomes, refusal

CELLS = """
open    edit    employer  open
open    close   employer  closed
closed  reopen  employer  open
"""


def x(role: Role = Role.EMPLOYER, *, is_admitted: bool = True, **party: Any) -> Situation:
    return Situation(actor=someone(role, **party), now=NOW, is_admitted=is_admitted)


@pytest.mark.parametrize("state", State)
def test_every_cell(state: State) -> None:
    found = outcomes(Action, lambda action, role: MACHINE.fire(some.position(state=state), action, x(role)))
    assert found == expected(CELLS, state, Action)


@pytest.mark.parametrize("action", Action)
def test_another_employers_is_left_alone(action: Action) -> None:
    state = State.CLOSED if action is Action.REOPEN else State.OPEN
    found = refusal(lambda: MACHINE.fire(some.position(state=state), action, x(party="other")))
    assert found.code == "not_yours"


def test_who_is_admitted_no_more_cannot_reopen() -> None:
    closed = some.position(state=State.CLOSED)
    found = refusal(lambda: MACHINE.fire(closed, Action.REOPEN, x(is_admitted=False)))
    assert (found.code, found.rule) == ("employer_not_admitted", "C02")


def test_editing_describes_it_otherwise() -> None:
    edited = position.edit(some.position(), some.position().terms, 5, "另写", x())
    assert (edited.wanted, edited.description, edited.version) == (5, "另写", 2)


WORDS: dict[str, bool] = {
    "": True, "后端": True, "开发 合肥": True, "云帆": True, "专业技术": True,
    "前端": False, "后端 北京": False, "参与平台": False,
}  # fmt: skip


@pytest.mark.parametrize(("words", "is_found"), WORDS.items())
def test_it_is_found_by_title_kind_place_and_employer(words: str, is_found: bool) -> None:
    assert position.is_about(some.position(), words) is is_found


def test_letters_are_found_in_either_case() -> None:
    named = some.position(employer_name="Yunfan Technology")
    assert position.is_about(named, "YUNFAN")


@pytest.mark.parametrize("field", ["wish", "experience", "skills", "about"])
def test_one_word_is_a_resume(field: str) -> None:
    blank = dict.fromkeys(("wish", "experience", "skills", "about"), "")
    resume.require(resume.rewrite(some.resume(), **blank | {field: "写了"}))


def test_a_blank_resume_cannot_be_sent() -> None:
    blank = resume.rewrite(some.resume(), wish="", experience="", skills="", about="")
    found = refusal(lambda: resume.require(blank))
    assert (found.code, found.rule, blank.version) == ("resume_blank", "D01", 2)
