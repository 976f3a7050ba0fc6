"""The delivering job: events to notices, notices to messages."""

from __future__ import annotations

from functions.ports import Services
from functions.usecases import deliveries


def run(services: Services) -> int:
    """Deliver what waits; return how many events and messages."""
    return deliveries.deliver(services) + deliveries.send(services)
