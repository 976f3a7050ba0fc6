"""Every cell of a machine: what happens for each state, action and role.

A table is written by hand from rules.md 1.4, one line for each pair of state and action that leads somewhere:
`state action role[,role] target [role=code]`. A pair without a line is refused for its state, a role that its line
does not name for the role; `role=code` says that the role may act but a guard has a word against it here.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from functions.domain.actors import Role
from functions.domain.errors import Refused

Action = TypeVar("Action", bound=StrEnum)


def expected(table: str, state: StrEnum, actions: type[StrEnum]) -> dict[str, dict[str, str]]:
    """Return the target or the refusal's code for each action and role."""
    return {action.value: _expected(table, state, action) for action in actions}


def _expected(table: str, state: StrEnum, action: StrEnum) -> dict[str, str]:
    lines = [line.split() for line in table.strip().splitlines() if line.split()[:2] == [state, action]]
    if not lines:
        return {role.value: "state_does_not_allow" for role in Role}
    ((_, _, roles, target, *refused),) = lines
    return {role.value: target if role in roles.split(",") else "role_may_not" for role in Role} | dict(
        each.split("=") for each in refused
    )


def outcomes(actions: type[Action], fire: Callable[[Action, Role], Any]) -> dict[str, dict[str, str]]:
    """Return what `fire` gives for each action and role: the new state, or the refusal's code."""
    return {
        action.value: {role.value: outcome(lambda action=action, role=role: fire(action, role)) for role in Role}
        for action in actions
    }


def outcome(fire: Callable[[], Any]) -> str:
    """Return the new state, or the refusal's code."""
    try:
        return str(fire().state.value)
    except Refused as refusal:
        return refusal.code


def refusal(call: Callable[[], Any]) -> Refused:
    """Return the refusal that a call raises; fails when it raises none."""
    try:
        value = call()
    except Refused as refused:
        return refused
    raise AssertionError(f"not refused: {value!r}")
