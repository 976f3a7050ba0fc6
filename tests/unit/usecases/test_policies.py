"""The version in force, however many wait for their date and however many have been."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from functions.usecases import policies
from tests import factories as some
from tests.world import World

TODAY = date(2026, 3, 5)
# On which days the versions after the first take effect, counted from today, and the one that is in force.
ORDERS: dict[str, tuple[list[int], int]] = {
    "one alone": ([], 1),
    "the newest that has begun": ([-2, -1], 3),
    "one that begins today": ([0], 2),
    "none of those that wait": ([1], 1),
    "an old one, when more wait than are read at first": ([-3, 1, 2, 3, 4, 5], 2),
    "the higher number, though it took effect earlier": ([-1, -9], 3),
    "the newest of many": ([-1] * 40, 41),
}


@pytest.mark.parametrize(("days", "number"), ORDERS.values(), ids=ORDERS)
def test_the_version_in_force(days: list[int], number: int) -> None:
    world = World()
    begun = [TODAY + timedelta(days=each) for each in days]
    world.insert(*(some.policy(number=n, effective_from=day) for n, day in enumerate(begun, start=2)))
    assert policies.in_force(world.services.store, some.SCHOOL, some.NOW).number == number
