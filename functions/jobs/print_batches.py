"""The batch job: many agreements into one file."""

from __future__ import annotations

from functions.ports import DocumentPrinter, Services
from functions.usecases import batches


def run(services: Services, printer: DocumentPrinter) -> int:
    """Draw the batches that wait; return how many."""
    waiting = services.store.waiting_batches()
    for batch in waiting:
        batches.run(services, printer, batch)
    return len(waiting)
