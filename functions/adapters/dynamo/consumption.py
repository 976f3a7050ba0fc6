"""What DynamoDB says that it charges for each request.

PynamoDB asks for the total with every request and only logs the answer; `connecting` has it kept here, for each thread
by itself.
Source: Amazon DynamoDB API Reference, "ConsumedCapacity". A transaction's checks and writes are all write units.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

from functions.ports import Units

_READING = frozenset({"GetItem", "BatchGetItem", "Query"})


class Consumption(threading.local):
    """The units that each thread has consumed over a connection."""

    reads = 0.0
    writes = 0.0

    def take(self) -> Units:
        """Return what this thread consumed since it was asked last."""
        units = Units(self.reads, self.writes)
        self.reads = self.writes = 0.0
        return units

    def add(self, operation: str, answered: Mapping[str, Any]) -> None:
        """Add what an answer says, of one table or of several."""
        said = answered.get("ConsumedCapacity", ())
        units = sum(float(one.get("CapacityUnits", 0)) for one in ([said] if isinstance(said, Mapping) else said))
        if operation in _READING:
            self.reads += units
        else:
            self.writes += units


CONSUMED = Consumption()
