"""Every state, action, role and preset: what happens, or why not, as the tables beside this file have it.

1. A table is read by people and changed by hand: a row says state, action, roles, and what each preset makes of it, the
   new state or the refusal's code. Its head names the presets.
2. A state and action without a row is refused for its state, a role that no row names for the role, by every preset.
3. In each record all that can be waited for is there: somebody else has asked, the paper is issued, the clock is right.
   What stands in the way is therefore the table's or the policy's word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from functions.domain import agreement, agreement_states, invitation, student, termination
from functions.domain.actors import Role
from functions.domain.agreement import UndoRequest, Unlocking
from functions.domain.machine import Machine
from functions.domain.policy import Mode, SchoolPolicy
from functions.domain.signing_lock import OpenInvitations, SigningLock
from functions.policies.presets import NAMES, presets
from tests import factories as some
from tests.factories import NOW, SCHOOL, STUDENT, someone
from tests.unit.domain.cells import outcome

TABLES = Path(__file__).parent / "cells"
LATER = NOW + timedelta(days=1)
AGO = NOW - timedelta(days=1)
UNDO = UndoRequest(reason="审错了人", account="somebody-else", name="周敏", at=NOW)
UNLOCK = Unlocking(reason="须入伍", account="somebody-else", name="周敏", at=NOW)


@dataclass(frozen=True)
class Subject:
    """A machine with the record and the situation of one table."""

    machine: Machine[Any, Any]
    states: type[StrEnum]
    actions: type[StrEnum]
    record: Callable[[Any, Any], Any]
    situation: Callable[[Role, SchoolPolicy], Any]


def _agreement(**begun: Any) -> Callable[[Any, Any], Any]:
    ripe = {"issued": some.issued(), "effective_at": NOW, **begun}
    asked = {"undo": UNDO, "unlocking": UNLOCK, "reissue": some.reissue()}
    free = {agreement.Action.REQUEST_REISSUE: ("reissue",), agreement.Action.COMPLETE: tuple(asked)}
    return lambda state, action: some.agreement(
        state=state, **ripe, **{name: one for name, one in asked.items() if name not in free.get(action, ())}
    )


def _offer(state: Any, action: Any) -> Any:
    deadline = AGO if action is invitation.Action.EXPIRE else LATER
    return some.invitation(state=state, revision=1, sent_at=AGO, expires_at=deadline)


def _invited(role: Role, policy: SchoolPolicy) -> invitation.Situation:
    lock = SigningLock(school=SCHOOL, student=STUDENT)
    waiting = OpenInvitations(school=SCHOOL, student=STUDENT)
    return invitation.Situation(actor=someone(role), now=NOW, policy=policy, lock=lock, open=waiting)


def _applied(initiator: Role) -> Callable[[Any, Any], Any]:
    return lambda state, action: some.termination(
        state=state, initiator=initiator, answer_by=AGO if action is termination.Action.LAPSE else LATER
    )


def _by(situation: Callable[..., Any]) -> Callable[[Role, SchoolPolicy], Any]:
    return lambda role, policy: situation(actor=someone(role), now=NOW, policy=policy)


_AGREED = (agreement_states.MACHINE, agreement.State, agreement.Action)
_ENDING = (termination.MACHINE, termination.State, termination.Action)
SUBJECTS: Mapping[str, Subject] = {
    "invitation": Subject(invitation.MACHINE, invitation.State, invitation.Action, _offer, _invited),
    "agreement": Subject(*_AGREED, _agreement(), _by(agreement_states.Situation)),
    "agreement-by-student": Subject(
        *_AGREED, _agreement(initiation=some.initiation(), employer="", mode=Mode.STUDENT_INITIATED),
        _by(agreement_states.Situation),
    ),
    "invitation-by-guest": Subject(
        invitation.MACHINE, invitation.State, invitation.Action,
        lambda state, action: replace(_offer(state, action), employer="", guest=some.guest()), _invited,
    ),
    "invitation-with-consent": Subject(
        invitation.MACHINE, invitation.State, invitation.Action,
        lambda state, action: replace(_offer(state, action), employer="", guest=some.guest(consent="ab" * 32)),
        _invited,
    ),
    "agreement-by-guest": Subject(
        *_AGREED, _agreement(guest=some.guest(), employer="", mode=Mode.QR), _by(agreement_states.Situation)
    ),
    # What was signed on paper is never issued here (ADR 23).
    "agreement-on-paper": Subject(
        *_AGREED,
        _agreement(
            initiation=some.initiation(), on_paper=some.on_paper(), issued=None, employer="", mode=Mode.OFFLINE
        ),
        _by(agreement_states.Situation),
    ),
    "termination-by-student": Subject(*_ENDING, _applied(Role.STUDENT), _by(termination.Situation)),
    "termination-by-employer": Subject(*_ENDING, _applied(Role.EMPLOYER), _by(termination.Situation)),
    "source-record": Subject(
        student.MACHINE, student.SourceState, student.SourceAction, lambda state, _: some.student(state=state),
        _by(student.Situation),
    ),
}  # fmt: skip

Row = tuple[str, str, str]


def written(subject: str) -> dict[Row, tuple[str, ...]]:
    """Return what the table says of state, action and role, preset by preset."""
    head, *lines = [line.split() for line in (TABLES / f"{subject}.txt").read_text("utf-8").splitlines() if line]
    assert tuple(head) == ("state", "action", "roles", *NAMES)
    rows = [((state, action, role), tuple(said)) for state, action, roles, *said in lines for role in roles.split(",")]
    assert len(rows) == len(dict(rows)), "a cell has two rows"
    return dict(rows)


def whole(subject: str) -> dict[Row, tuple[str, ...]]:
    """Return every cell: those of the table, and those that it leaves out."""
    of, rows = SUBJECTS[subject], written(subject)
    known = {(state, action) for state, action, _ in rows}
    return {
        cell: rows.get(cell, ("role_may_not" if cell[:2] in known else "state_does_not_allow",) * len(NAMES))
        for state, action in product(of.states, of.actions)
        for cell in ((state.value, action.value, role.value) for role in Role)
    }


def found(subject: str) -> dict[Row, tuple[str, ...]]:
    """Return what the machine makes of every cell."""
    of = SUBJECTS[subject]
    asking = {role: [of.situation(role, presets()[name].policy) for name in NAMES] for role in Role}
    made = {}
    for state, action in product(of.states, of.actions):
        record = of.record(state, action)
        for role, situations in asking.items():
            said = [outcome(partial(of.machine.fire, record, action, x)) for x in situations]
            made[state.value, action.value, role.value] = tuple(said)
    return made


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_cell_is_as_written(subject: str) -> None:
    wanted, made = whole(subject), found(subject)
    assert {cell: said for cell, said in made.items() if said != wanted[cell]} == {}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_no_row_is_of_a_state_action_or_role_that_there_is_not(subject: str) -> None:
    assert written(subject).keys() <= whole(subject).keys()


def test_every_table_has_its_subject() -> None:
    assert {path.stem for path in TABLES.iterdir()} == SUBJECTS.keys()
