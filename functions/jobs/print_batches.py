"""The batch job: many agreements into one file."""

from __future__ import annotations

from functions.ports import DocumentPrinter, Services
from functions.usecases import prints


def run(services: Services, printer: DocumentPrinter) -> int:
    """Draw the batches that wait; return how many."""
    waiting = services.store.waiting_batches()
    for batch in waiting:
        prints.run_batch(services, printer, batch)
    return len(waiting)
