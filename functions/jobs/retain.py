"""The retaining job: what came to nothing is erased when its time is over, once a day."""

from __future__ import annotations

from functions.ports import Services
from functions.usecases import erasing, retention
from functions.usecases.turns import Turn


def run(services: Services, turn: Turn) -> int:
    """Return how many cases were erased; raises ExceptionGroup of what failed."""
    return turn.take(
        retention.due(services, turn), lambda one: erasing.case(services, one.id),
        began=lambda _: None, case=lambda one: one.id,
    )  # fmt: skip
