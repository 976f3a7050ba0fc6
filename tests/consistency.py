"""What must agree with what in a case, whenever one looks: the lock, the agreements, the invitations and the trail."""

from __future__ import annotations

from typing import Any

from functions.domain.agreement import HOLDING
from functions.domain.events import first_break
from functions.domain.signing_lock import LockState
from tests import factories
from tests.world import World


def consistent(world: World) -> tuple[Any, ...]:
    """Return a summary of the case after checking that its parts agree with each other."""
    store = world.services.store
    lock = store.signing_lock(factories.SCHOOL, factories.STUDENT)
    found = store.agreements_of_student(factories.SCHOOL, factories.STUDENT)
    holding = [one for one in found if one.state in HOLDING]
    assert (lock.state is LockState.HELD) == bool(holding)
    assert [one.id for one in holding] == [lock.agreement] * len(holding)
    offers = store.invitations_of_student(factories.SCHOOL, factories.STUDENT).items
    for case in {one.id for one in (*offers, *found)}:
        assert first_break(store.chain(case), store.events(case)) is None
    states = tuple(
        sorted((one.state.value, one.version, bool(one.issued), bool(one.open_termination)) for one in found)
    )
    return lock.state, states
