"""How a decision is settled: decide on what was read, commit once, and on a conflict read and decide again.

1. On the second look the loser of a race meets the winner's state, and the domain gives the plain reason (decision 10).
2. The trail is part of the commit: facts become events of the case's chain.
3. A stale version is refused before anything is decided (decision 11).
4. A lock is read after its agreement, so that it may tell of somebody quicker: then both are read again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, Protocol, TypeVar

from functions.domain import events
from functions.domain.errors import Conflict, Stale
from functions.domain.events import Fact
from functions.domain.machine import Situation
from functions.ports import Change, Check, Insert, Replace, Services

# The door settles sessions: it has no need of what an agreement is made of.
if TYPE_CHECKING:
    from functions.domain.agreement import Agreement
    from functions.domain.signing_lock import SigningLock

P = ParamSpec("P")
R = TypeVar("R")

ATTEMPTS = 8


def settled(verb: Callable[P, R]) -> Callable[P, R]:
    """Repeat a verb whose commit met a conflict; the last conflict is raised."""

    @wraps(verb)
    def again(*args: P.args, **kwargs: P.kwargs) -> R:
        for _ in range(ATTEMPTS - 1):
            try:
                return verb(*args, **kwargs)
            except Conflict:
                continue
        return verb(*args, **kwargs)

    return again


class Versioned(Protocol):
    """Any stored record."""

    @property
    def version(self) -> int: ...  # noqa: D102 - the class says it


def expect(record: Versioned, version: int | None) -> None:
    """Require the version that the person saw, when they say one; raises Stale."""
    if version is not None and record.version != version:
        raise Stale(record.version)


def held_lock(services: Services, found: Agreement) -> SigningLock:
    """Return the lock that an agreement holds; raises Conflict when it holds none by now."""
    lock = services.store.signing_lock(found.school, found.student)
    require_beside(lock, found, is_held=True)
    return lock


def require_beside(lock: SigningLock, found: Agreement, *, is_held: bool) -> None:
    """Raise Conflict when the lock belongs to another moment than the agreement that was read before it."""
    if (lock.agreement == found.id) is not is_held:
        raise Conflict(Check(found))


class Pinned(Protocol):
    """A record of a school's case, pinned to the policy version it began under (trap 27)."""

    @property
    def school(self) -> str: ...  # noqa: D102 - the class says it
    @property
    def policy_version(self) -> int: ...  # noqa: D102 - the class says it


def commit(
    services: Services, case: str, facts: Iterable[Fact], *changes: Change, x: Situation, pinned: Pinned
) -> None:
    """Store the changes and the facts they make in one transaction; `x` says who and when."""
    head, made = events.record(
        services.store.chain(case), facts, actor=x.actor, school=pinned.school, now=x.now,
        policy_version=pinned.policy_version,
    )  # fmt: skip
    services.store.commit(*changes, Replace(head), *map(Insert, made))
