"""A machine fires, says what is allowed, and draws itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import pytest

from functions.domain.actors import Actor, Role
from functions.domain.errors import Refused
from functions.domain.machine import Machine, Transition


class State(StrEnum):
    SHUT = "shut"
    OPEN = "open"
    AJAR = "ajar"


class Action(StrEnum):
    PUSH = "push"
    PULL = "pull"
    LOCK = "lock"


@dataclass(frozen=True, kw_only=True)
class Door:
    state: State = State.SHUT
    colour: str = "grey"
    version: int = 1


@dataclass(frozen=True, kw_only=True)
class Situation:
    actor: Actor
    now: datetime = datetime(2026, 3, 5, tzinfo=UTC)
    is_wide: bool = True
    locks: tuple[str, ...] = ()


def _unlocked(_: Door, x: Situation) -> Refused | None:
    return Refused("locked", rule="D1") if "upper" in x.locks else None


def _unbarred(_: Door, x: Situation) -> Refused | None:
    return Refused("barred", rule="D2") if "lower" in x.locks else None


_STUDENT, _SCHOOL = frozenset({Role.STUDENT}), frozenset({Role.SCHOOL})
DOOR: Machine[Door, Situation] = Machine("door", (
    Transition(State.SHUT, Action.PUSH, State.OPEN, _STUDENT, (_unlocked, _unbarred), lambda x: x.is_wide),
    Transition(State.SHUT, Action.PUSH, State.AJAR, _STUDENT, (_unlocked,), lambda x: not x.is_wide),
    Transition(State.OPEN, Action.PULL, State.SHUT, _STUDENT | _SCHOOL),
))  # fmt: skip


def by(role: Role, **fields: object) -> Situation:
    return Situation(actor=Actor(account="a", role=role), **fields)  # type: ignore[arg-type]


MOVES: dict[str, tuple[Door, Action, Situation, State]] = {
    "the row of the state": (Door(state=State.OPEN), Action.PULL, by(Role.SCHOOL), State.SHUT),
    "one policy value": (Door(), Action.PUSH, by(Role.STUDENT), State.OPEN),
    "the other policy value": (Door(), Action.PUSH, by(Role.STUDENT, is_wide=False), State.AJAR),
}


@pytest.mark.parametrize(("door", "action", "situation", "target"), MOVES.values(), ids=MOVES)
def test_moves(door: Door, action: Action, situation: Situation, target: State) -> None:
    moved = DOOR.fire(door, action, situation, colour="green")
    assert moved == Door(state=target, colour="green", version=door.version + 1)


REFUSED: dict[str, tuple[Door, Action, Situation, Refused]] = {
    "an action that the state has not": (
        Door(), Action.PULL, by(Role.STUDENT),
        Refused("state_does_not_allow", params={"state": "shut", "action": "pull"}),
    ),
    "a state without any row": (
        Door(state=State.AJAR), Action.PUSH, by(Role.STUDENT),
        Refused("state_does_not_allow", params={"state": "ajar", "action": "push"}),
    ),
    "an action of no row at all": (
        Door(state=State.OPEN), Action.LOCK, by(Role.SCHOOL),
        Refused("state_does_not_allow", params={"state": "open", "action": "lock"}),
    ),
    "another role": (Door(), Action.PUSH, by(Role.SCHOOL), Refused("role_may_not", params={"action": "push"})),
    "another role hears nothing of the guards": (
        Door(), Action.PUSH, by(Role.SCHOOL, locks=("upper",)), Refused("role_may_not", params={"action": "push"}),
    ),
    "a guard": (Door(), Action.PUSH, by(Role.STUDENT, locks=("lower",)), Refused("barred", rule="D2")),
    "the first of two guards": (
        Door(), Action.PUSH, by(Role.STUDENT, locks=("upper", "lower")), Refused("locked", rule="D1"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("door", "action", "situation", "refusal"), REFUSED.values(), ids=REFUSED)
def test_refuses(door: Door, action: Action, situation: Situation, refusal: Refused) -> None:
    with pytest.raises(Refused) as refused:
        DOOR.fire(door, action, situation)
    assert refused.value == refusal


ALLOWED: dict[str, tuple[Door, Situation, tuple[Action, ...]]] = {
    "what the role may": (Door(state=State.OPEN), by(Role.SCHOOL), (Action.PULL,)),
    "one row of two by policy": (Door(), by(Role.STUDENT), (Action.PUSH,)),
    "a row that another policy value shuts": (
        Door(),
        by(Role.STUDENT, is_wide=False, locks=("lower",)),
        (Action.PUSH,),
    ),
    "nothing for another role": (Door(), by(Role.SCHOOL), ()),
    "nothing that a guard refuses": (Door(), by(Role.STUDENT, locks=("upper",)), ()),
    "nothing in a state without rows": (Door(state=State.AJAR), by(Role.STUDENT), ()),
}


@pytest.mark.parametrize(("door", "situation", "actions"), ALLOWED.values(), ids=ALLOWED)
def test_allowed(door: Door, situation: Situation, actions: tuple[Action, ...]) -> None:
    assert DOOR.allowed(door, situation) == actions


def test_a_diagram_has_a_line_for_each_move_once() -> None:
    twice = Machine("door", (*DOOR.transitions, *DOOR.transitions))
    assert twice.mermaid().splitlines() == [
        "stateDiagram-v2", "    shut --> open: push", "    shut --> ajar: push", "    open --> shut: pull",
    ]  # fmt: skip
