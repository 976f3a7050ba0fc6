"""The watching job: alarms for what an operator must not forget, once a day."""

from __future__ import annotations

from functions.ports import Services
from functions.usecases import watch


def run(services: Services) -> int:
    """Return how many alarms were sounded."""
    return watch.keep(services)
