"""A lost race is decided again on what the winner left; a stale version is refused before anything is decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from functions.adapters.dynamo.table import Write
from functions.domain.actors import Role
from functions.domain.employer import AdmissionState, RegistrationState
from functions.domain.errors import Conflict, NotFound, Refused, Stale
from functions.domain.invitation import State
from functions.usecases import evidence, invitations
from functions.usecases.settling import ATTEMPTS, expect, settled
from tests import factories, steps
from tests.fakes import MemoryTable
from tests.world import World

LOSES: dict[str, tuple[Exception, int, int, bool]] = {
    "never": (Conflict("row"), 0, 1, True),
    "once": (Conflict("row"), 1, 2, True),
    "all but the last": (Conflict("row"), ATTEMPTS - 1, ATTEMPTS, True),
    "every time": (Conflict("row"), ATTEMPTS, ATTEMPTS, False),
    "to a refusal": (Refused("not_yours"), 1, 1, False),
    "to nothing there": (NotFound("agreement"), 1, 1, False),
    "to a newer version": (Stale(2), 1, 1, False),
}


@pytest.mark.parametrize(("error", "losses", "tries", "is_settled"), LOSES.values(), ids=LOSES)
def test_only_a_conflict_is_tried_again(error: Exception, losses: int, tries: int, *, is_settled: bool) -> None:
    tried: list[int] = []

    @settled
    def verb(step: int) -> str:
        tried.append(step)
        if len(tried) <= losses:
            raise error
        return "done"

    if is_settled:
        assert verb(1) == "done"
    else:
        with pytest.raises(type(error)):
            verb(1)
    assert len(tried) == tries


@pytest.mark.parametrize("seen", [0, 1, 3, -2])
def test_another_version_than_the_stored_one_is_stale(seen: int) -> None:
    with pytest.raises(Stale) as stale:
        expect(factories.student(version=2), seen)
    assert stale.value.version == 2


@pytest.mark.parametrize("seen", [2, None])
def test_the_stored_version_or_none_passes(seen: int | None) -> None:
    expect(factories.student(version=2), seen)


class RacedTable(MemoryTable):
    """A table on which a rival is faster once."""

    rival: Callable[[], object] | None = None

    def transact(self, writes: Sequence[Write]) -> None:
        rival, self.rival = self.rival, None
        if rival:
            rival()
        super().transact(writes)


def test_the_loser_of_two_acceptances_reads_that_the_student_has_signed() -> None:
    table = RacedTable()
    world = World(table=table)
    second = factories.employer(id="second", uscc="91110000600037341L", state=RegistrationState.APPROVED)
    world.insert(second, factories.admission(employer="second", state=AdmissionState.ADMITTED))
    mine, other = steps.sent(world), steps.sent(world, factories.someone(Role.EMPLOYER, party="second"))
    table.rival = lambda: steps.accept(world, other)
    with pytest.raises(Refused) as refused:
        steps.accept(world, mine)
    assert refused.value == Refused("already_signed", rule="F06")
    assert world.services.store.signing_lock(factories.SCHOOL, factories.STUDENT).agreement == other.id
    assert world.services.store.invitation(mine.id).state is State.PENDING


def test_two_clicks_on_one_acceptance_make_one_agreement() -> None:
    table = RacedTable()
    world = World(table=table)
    offer = steps.sent(world)
    student = steps.actor(world, Role.STUDENT)
    seen = evidence.digest(invitations.bound(world.services, invitations.read(world.services, student, offer.id)))
    first = []

    def click() -> None:
        first.append(invitations.accept(world.services, student, offer.id, seen, steps.ANSWERS))

    table.rival = click
    assert invitations.accept(world.services, student, offer.id, seen, steps.ANSWERS) == first[0]
    kinds = [event.kind for event in world.services.store.events(offer.id)]
    assert kinds == ["invitation_sent", "invitation_accepted"]
