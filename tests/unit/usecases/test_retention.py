"""A month of daily runs erases whole cases that came to nothing, with papers and mails, and touches nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from functions.domain.actors import Role
from functions.domain.invitation import State
from functions.domain.policy import SchoolPolicy
from functions.jobs import retain
from functions.ports import Change, Replace
from functions.usecases import invitations, retention
from functions.usecases.turns import Turn
from tests import steps
from tests.world import World


def a_month(world: World) -> int:
    """Run the job on each of thirty days; return how many cases went."""
    gone = 0
    for _ in range(retention.DAYS):
        world.clock.pass_(days=1)
        gone += retain.run(world.services, Turn())
    return gone


def kept(world: World, case: str) -> list[str]:
    """Return the kinds of all that names a case."""
    rows: Any = world.table
    return sorted(type(row.record).__name__ for key, row in rows._rows.items() if case in f"{key} {row.record}")


def rejected(world: World) -> str:
    offer = steps.sent(world)
    invitations.reject(world.services, steps.actor(world, Role.STUDENT), offer.id, "考取研究生", version=None)
    return offer.id


def drafted(world: World) -> str:
    return steps.drafted(world).id


def of_a_guest(world: World) -> str:
    offer = steps.invited_by_guest(world)
    world.clock.pass_(days=40)
    return offer.id


def begun_by_the_student(world: World) -> str:
    return steps.drafted_by_student(world).id


NOTHING = {
    "an invitation that was declined": rejected, "an employer's draft": drafted,
    "what a guest sent and nobody answered": of_a_guest, "a student's draft": begun_by_the_student,
}  # fmt: skip


@pytest.mark.parametrize("came", NOTHING.values(), ids=NOTHING)
def test_what_came_to_nothing_goes_with_all_of_its_case(came: Any) -> None:
    world = World(SchoolPolicy(student_may_initiate=True))
    case = came(world)
    world.run_jobs()
    before = dict(world.blobs.objects)
    world.clock.pass_(days=300)
    assert a_month(world) == 0
    assert kept(world, case)
    assert world.blobs.objects == before
    world.clock.pass_(days=60)
    assert a_month(world) == 1
    assert kept(world, case) == []
    assert world.blobs.objects == {}
    assert a_month(world) == 0


def test_the_school_keeps_it_for_longer_if_it_says_so() -> None:
    world = World(SchoolPolicy(keep_unanswered_months=36))
    case = rejected(world)
    world.clock.pass_(days=700)
    assert a_month(world) == 0
    assert kept(world, case)


def test_an_agreement_keeps_its_case_and_an_open_invitation_its_own() -> None:
    world = World()
    agreement = steps.issued(world)
    rows: Any = world.table
    before = dict(rows._rows)
    world.clock.pass_(days=1900)
    assert a_month(world) == 0
    assert rows._rows == before
    assert world.services.store.agreement(agreement.id)


def test_an_invitation_beside_an_agreement_stays_whatever_its_state() -> None:
    world = World()
    agreement = steps.accepted(world)
    offer = world.services.store.invitation(agreement.id)
    ended = replace(offer, state=State.EXPIRED, version=offer.version + 1)
    world.services.store.commit(Replace(ended))
    world.clock.pass_(days=3000)
    assert a_month(world) == 0


def test_without_time_nothing_is_looked_at() -> None:
    world = World()
    case = rejected(world)
    world.clock.pass_(days=500)
    for _ in range(retention.DAYS):
        world.clock.pass_(days=1)
        assert retain.run(world.services, Turn(has_time=lambda: False)) == 0
    assert kept(world, case)


def test_a_run_that_was_stopped_is_finished_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    case = rejected(world)
    world.run_jobs()
    world.clock.pass_(days=500)
    store, commit, left = world.services.store, world.services.store.commit, [1]

    def stops(*changes: Change) -> None:
        if not left[0]:
            raise OSError("killed")
        left[0] -= 1
        commit(*changes)

    monkeypatch.setattr(store, "commit", stops)
    with pytest.raises(ExceptionGroup):
        a_month(world)
    monkeypatch.setattr(store, "commit", commit)
    assert kept(world, case)
    world.clock.pass_(days=0)
    assert sum(a_month(world) for _ in range(2)) == 1
    assert kept(world, case) == []
