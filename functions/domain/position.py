"""Positions (岗位): what an employer offers to the graduates of one school, as terms that an offer begins with.

1. A position is one school's: its admission, its policy and its graduates' sight of it are. Who recruits at two schools
   describes it twice.
2. A closed position takes no application; those that were sent go on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from functions.domain.actors import Actor, Role
from functions.domain.errors import Refused
from functions.domain.machine import Machine, Transition
from functions.domain.terms import Terms


class State(StrEnum):
    """Whether graduates may apply."""

    OPEN = "open"
    CLOSED = "closed"


class Action(StrEnum):
    """What its employer can do."""

    EDIT = "edit"
    CLOSE = "close"
    REOPEN = "reopen"


@dataclass(frozen=True, kw_only=True)
class Position:
    """A position; `wanted` is how many graduates, `terms` what an offer for it is filled in with."""

    id: str
    school: str
    employer: str
    employer_name: str
    terms: Terms
    wanted: int
    description: str
    created_at: datetime
    state: State = State.OPEN
    version: int = 1

    @property
    def is_open(self) -> bool:
        """Whether graduates may apply."""
        return self.state is State.OPEN


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What the guards look at."""

    actor: Actor
    now: datetime
    is_admitted: bool = True


def _own(position: Position, x: Situation) -> Refused | None:
    return None if x.actor.party == position.employer else Refused("not_yours")


def _admitted(_: Position, x: Situation) -> Refused | None:
    return None if x.is_admitted else Refused("employer_not_admitted", rule="C02")


_EMPLOYER = frozenset({Role.EMPLOYER})

MACHINE: Machine[Position, Situation] = Machine("position", (
    Transition(State.OPEN, Action.EDIT, State.OPEN, _EMPLOYER, (_own,)),
    Transition(State.OPEN, Action.CLOSE, State.CLOSED, _EMPLOYER, (_own,)),
    Transition(State.CLOSED, Action.REOPEN, State.OPEN, _EMPLOYER, (_own, _admitted)),
))  # fmt: skip


def edit(position: Position, terms: Terms, wanted: int, description: str, x: Situation) -> Position:
    """Describe an open position otherwise; raises Refused."""
    return MACHINE.fire(position, Action.EDIT, x, terms=terms, wanted=wanted, description=description)


def is_about(position: Position, words: str) -> bool:
    """Tell whether each of the words stands in what a graduate reads first: title, kind, place, employer."""
    terms = position.terms
    read = f"{terms.position} {terms.job_category} {terms.workplace} {position.employer_name}".casefold()
    return all(word in read for word in words.casefold().split())
