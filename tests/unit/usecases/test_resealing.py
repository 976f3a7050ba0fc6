"""Every student of every year and school is reached, by pages; who has left meanwhile is passed over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from functions.adapters.secrets import KeyedSecrets
from functions.domain.student import Student
from functions.usecases import resealing
from tests import factories
from tests.world import World

ID = "11010519491231002X"


def test_all_pages_of_all_schools_are_sealed_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    world, kept = World(), [bytes(32)]
    monkeypatch.setattr(resealing, "PAGE", 2)
    old = world.services.secrets.seal(ID)
    world.insert(factories.school(code="10002"))
    for number in range(5):
        made = factories.student(id=f"s{number}", number=str(number), id_mark=f"{number:064}", id_sealed=old)
        world.insert(replace(made, school="10002" if number % 2 else made.school, cohort=2030))
    kept.append(b"2" * 32)
    later = replace(world.services, secrets=KeyedSecrets(lambda: b"".join(kept)))
    leaver = world.services.store.student(factories.SCHOOL, factories.STUDENT)
    monkeypatch.setattr(later.store, "find_student", _without(later.store.find_student, leaver.id))
    assert resealing.count(later) == {0: 1, 1: 5}
    assert resealing.run(later) == 5
    assert resealing.count(later)[2] == 5


def _without(find: Callable[[str, str], Student | None], leaver: str) -> Callable[[str, str], Student | None]:
    return lambda school, student: None if student == leaver else find(school, student)
