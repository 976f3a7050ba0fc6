"""The watching jobs: alarms for what an operator must not forget, once a day, and for what waits, once an hour."""

from __future__ import annotations

from functions.ports import Services
from functions.usecases import watch


def run(services: Services) -> int:
    """Return how many alarms were sounded."""
    return watch.keep(services)


def each_hour(services: Services) -> int:
    """Return how many alarms were sounded for what waits."""
    return watch.look(services)
