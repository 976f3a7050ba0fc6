"""The delivering job: events to notices, notices to mail."""

from __future__ import annotations

from functions.ports import Services
from functions.usecases import deliveries


def run(services: Services) -> int:
    """Deliver what waits; return how many events and mails."""
    return deliveries.deliver(services) + deliveries.send(services)
