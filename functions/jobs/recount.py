"""The counting job: cool-downs by the calendars in force, once a day."""

from __future__ import annotations

from functions.ports import Services
from functions.usecases import working_days


def run(services: Services) -> int:
    """Return how many cool-downs end on another day than was said."""
    return working_days.recount(services).moved
