"""The school's list of graduates, below HTTP."""

from __future__ import annotations

import pytest

from functions.domain.actors import Role
from functions.domain.student import SourceState
from functions.usecases import students
from functions.usecases.students import Cohort
from tests import factories
from tests.world import World

WHO: dict[str, tuple[Cohort, list[str]]] = {
    "of a year, everybody": (Cohort(year=factories.COHORT), ["1", "2"]),
    "of a state, those who are in it": (Cohort(year=factories.COHORT, state=SourceState.IMPORTED), ["2"]),
    "of a state that nobody is in, nobody": (Cohort(year=factories.COHORT, state=SourceState.UNDER_REVIEW), []),
    "of another year, nobody": (Cohort(year=factories.COHORT + 1), []),
}


@pytest.mark.parametrize(("cohort", "listed"), WHO.values(), ids=WHO.keys())
def test_the_list_has(cohort: Cohort, listed: list[str]) -> None:
    world = World()
    states = {"1": SourceState.VERIFIED, "2": SourceState.IMPORTED}
    world.insert(*(factories.student(id=n, number=n, id_mark=n * 64, state=state) for n, state in states.items()))
    page = students.of_cohort(world.services, factories.someone(Role.SCHOOL), cohort, None)
    assert sorted(one.number for one in page.items if one.number in states) == listed
