"""The delivering job: events to notices, notices to messages."""

from __future__ import annotations

from functions.ports import Services
from functions.usecases import deliveries
from functions.usecases.turns import ALL, Turn


def run(services: Services, turn: Turn = ALL) -> int:
    """Deliver what waits; return how many events and messages."""
    return deliveries.deliver(services, turn) + deliveries.send(services, turn)
