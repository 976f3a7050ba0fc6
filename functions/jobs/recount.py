"""The counting job: cool-downs by the calendars in force, once a day."""

from __future__ import annotations

from functions.ports import Services
from functions.usecases import working_days
from functions.usecases.turns import ALL, Turn


def run(services: Services, turn: Turn = ALL) -> int:
    """Return how many cool-downs end on another day than was said. Raises as `Turn.take`."""
    return working_days.recount(services, turn).moved
