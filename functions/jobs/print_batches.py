"""The batch job: many agreements into one file."""

from __future__ import annotations

from functools import partial
from operator import attrgetter

from functions.domain.printing import Batch
from functions.ports import DocumentPrinter, Services
from functions.usecases import batches
from functions.usecases.turns import ALL, Turn


def run(services: Services, printer: DocumentPrinter, turn: Turn = ALL) -> int:
    """Draw the batches that wait; return how many. Raises as `Turn.take`."""
    waiting, draw = services.store.waiting_batches(), partial(_draw, services, printer)
    return turn.take(waiting, draw, began=attrgetter("requested_at"), case=attrgetter("id"))


def _draw(services: Services, printer: DocumentPrinter, batch: Batch) -> int:
    batches.run(services, printer, batch)
    return 1
