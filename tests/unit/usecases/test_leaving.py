"""What is not out yet leaves with what there is of it; a long list leaves whole."""

from __future__ import annotations

from dataclasses import replace

from functions.domain.agreement import State
from functions.ports import Replace
from functions.usecases import leaving
from tests import factories
from tests.world import World


def test_an_edition_on_its_way_leaves_with_its_record_alone() -> None:
    world = World()
    pending = factories.agreement(id="pending", state=State.SIGNED, issued=None, edition=2)
    world.insert(pending, factories.issuance(agreement="pending", edition=1, token=None))
    student = world.services.store.student(factories.SCHOOL, factories.STUDENT)
    world.services.store.commit(Replace(replace(student, id_sealed=world.services.secrets.seal("1"), version=2)))
    paths = [file.path for file in leaving.export(world.services, factories.SCHOOL)]
    assert paths == ["students.xlsx", "register.xlsx", "erased.xlsx", "agreements/pending/1/record.cbor"]


def test_all_pages_leave() -> None:
    world = World()
    for number in range(55):
        world.insert(factories.agreement(id=f"case-{number}", state=State.SIGNED))
    assert len(list(leaving.agreements(world.services, factories.SCHOOL))) == 55
