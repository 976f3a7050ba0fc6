"""The watching jobs: alarms for what an operator must not forget, once a day, and for what waits, once an hour."""

from __future__ import annotations

from functions.ports import Exports, Services
from functions.usecases import watch


def run(services: Services) -> int:
    """Return how many alarms were sounded."""
    return watch.keep(services)


def each_hour(services: Services, exports: Exports | None = None) -> int:
    """Measure the backups, where there are any; return how many alarms were sounded for what waits."""
    if exports:
        watch.look_at_backups(services, exports)
    return watch.look(services)
