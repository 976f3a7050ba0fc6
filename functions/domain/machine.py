"""State machines are tables; a state moves only through `Machine.fire`.

1. A transition is chosen by state and action, and by `when` where a policy value decides the target.
2. The actor's role must be one of `by`.
3. Every guard must return None; the first refusal is raised.
4. The record comes back with the new state and the next version, everything else as the caller says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from functions.domain.actors import Actor, Role
from functions.domain.errors import Refused
from functions.domain.plain import changed


class Situation(Protocol):
    """What every guard may look at: who acts, and when (aware, UTC)."""

    @property
    def actor(self) -> Actor: ...  # noqa: D102 - the class says it
    @property
    def now(self) -> datetime: ...  # noqa: D102 - the class says it


R = TypeVar("R")
X = TypeVar("X", bound=Situation)
Guard = Callable[[R, X], Refused | None]


@dataclass(frozen=True)
class Transition(Generic[R, X]):
    """One row of a table: from `source`, `action` leads to `target` when one of `by` asks and no guard refuses."""

    source: StrEnum
    action: StrEnum
    target: StrEnum
    by: frozenset[Role]
    guards: tuple[Guard[R, X], ...] = ()
    when: Callable[[X], bool] | None = None

    def applies(self, situation: X) -> bool:
        """Tell whether the policy selects this row among those of the same state and action."""
        return self.when is None or self.when(situation)


class Machine(Generic[R, X]):
    """A table with its three readings: fire it, ask what is allowed, draw it."""

    def __init__(self, name: str, transitions: tuple[Transition[R, X], ...]) -> None:
        """Index the table by state, for lists of many records."""
        self.name = name
        self.transitions = transitions
        self._by_source: dict[StrEnum, list[Transition[R, X]]] = {}
        for row in transitions:
            self._by_source.setdefault(row.source, []).append(row)

    def fire(self, record: R, action: StrEnum, situation: X, **changes: Any) -> R:  # noqa: ANN401 - any field
        """Return `record` moved by `action`; raises Refused with the reason why it may not."""
        row = self._row(record, action, situation)
        if situation.actor.role not in row.by:
            raise Refused("role_may_not", params={"action": action.value})
        for guard in row.guards:
            if refusal := guard(record, situation):
                raise refusal
        version = record.version + 1  # type: ignore[attr-defined]  # every stored record has one
        return changed(record, state=row.target, version=version, **changes)

    def allowed(self, record: R, situation: X) -> tuple[StrEnum, ...]:
        """Return the actions that this actor could take now, given nothing is wrong with what they would type."""
        return tuple(row.action for row in self._open_rows(record, situation))

    def _open_rows(self, record: R, situation: X) -> Iterator[Transition[R, X]]:
        for row in self._by_source.get(record.state, ()):  # type: ignore[attr-defined]  # every record has one
            is_mine = situation.actor.role in row.by and row.applies(situation)
            if is_mine and not any(guard(record, situation) for guard in row.guards):
                yield row

    def _row(self, record: R, action: StrEnum, situation: X) -> Transition[R, X]:
        state = record.state  # type: ignore[attr-defined]  # every stored record has one
        for row in self._by_source.get(state, ()):
            if row.action == action and row.applies(situation):
                return row
        raise Refused("state_does_not_allow", params={"state": state.value, "action": action.value})

    def mermaid(self) -> str:
        """Draw the table as a Mermaid state diagram, one line for each row."""
        rows = (f"    {row.source} --> {row.target}: {row.action}" for row in self.transitions)
        return "\n".join(("stateDiagram-v2", *dict.fromkeys(rows)))
