"""Drawing a batch of prints: each agreement is entered in the register once, then all copies become one file.

The file is erased a year later (decision 13): it holds what can be printed again, and would outlive what is erased.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial

from functions.domain import printing
from functions.domain.agreement import Agreement
from functions.domain.errors import DomainError, Refused
from functions.domain.paper import Paper
from functions.domain.printing import PDF, Batch, BatchState
from functions.domain.retention import BATCH_DAYS
from functions.ports import DocumentPrinter, Replace, Services
from functions.usecases import agreements, erasing, keys, usage
from functions.usecases.issuing import papers
from functions.usecases.prints import register_prints
from functions.usecases.settling import settled
from functions.usecases.turns import Turn, pages

PROGRESS_STEP = 20
NOTHING_TO_PRINT = Refused("nothing_to_print", rule="J04")


def run(services: Services, printer: DocumentPrinter, waiting: Batch) -> Batch:
    """Register, then draw a batch; a job that was stopped goes on where it was, and nothing is counted twice."""
    with usage.work(services, waiting.school):
        return _run(services, printer, waiting)


def _run(services: Services, printer: DocumentPrinter, waiting: Batch) -> Batch:
    while waiting.done < len(waiting.agreements):
        waiting = _register_next(services, waiting)
    if len(waiting.skipped) == len(waiting.agreements):
        return _end(services, replace(waiting, state=BatchState.FAILED, error=NOTHING_TO_PRINT.code))
    drawing = _Drawing(services, waiting)
    content = printer.render_many(_copies(services, waiting), progress=drawing.show)
    blob = f"documents/{waiting.school}/batches/{waiting.id}.pdf"
    usage.put(services, waiting.school, blob, content, PDF)
    return _end(services, replace(drawing.batch, state=BatchState.READY, blob=blob))


def _end(services: Services, ending: Batch) -> Batch:
    ended = replace(ending, version=ending.version + 1)
    services.store.commit(Replace(ended))
    return ended


@settled
def _register_next(services: Services, waiting: Batch) -> Batch:
    """Count all copies of the next agreement and move on, in one commit; one that may not print is skipped."""
    current = services.store.batch(waiting.school, waiting.id)
    chosen = current.agreements[current.done]
    try:
        found, x = agreements.read(services, current.actor, chosen)
        printed, lines = printing.print_copies(found, range(1, len(x.policy.copies) + 1), x)
    except DomainError:
        skipped = printing.skip(current, chosen)
        services.store.commit(Replace(skipped))
        return skipped
    moved = printing.progress(current)
    register_prints(services, printed, lines, x, Replace(moved))
    return moved


def _copies(services: Services, waiting: Batch) -> Iterator[Paper]:
    for chosen in waiting.agreements:
        if chosen not in waiting.skipped:
            yield from _copies_of(services, services.store.agreement(chosen))


def _copies_of(services: Services, found: Agreement) -> Iterator[Paper]:
    issuance = services.store.find_issuance(found.id, found.edition)
    if issuance is not None and found.issued is not None:
        policy = services.store.policy(found.school, found.policy_version).policy
        yield from papers(services, issuance, found.issued.token, policy)


class _Drawing:
    """Stores how much of a batch is drawn, every few papers: a write for each would cost more than it tells."""

    def __init__(self, services: Services, batch: Batch) -> None:
        self.services, self.batch = services, batch

    def show(self, drawn: int) -> None:
        """Store the number of papers drawn so far."""
        if drawn % PROGRESS_STEP == 0:
            self.batch = replace(self.batch, drawn=drawn, version=self.batch.version + 1)
            self.services.store.commit(Replace(self.batch))


def old(services: Services, turn: Turn) -> Iterator[Batch]:
    """Return the batches whose file has had its time, as long as there is time to look."""
    until = services.clock.now() - timedelta(days=BATCH_DAYS)
    for school in keys.schools(services):
        yield from turn.of(pages(partial(services.store.batches_before, school.code, until)), lambda _: None)


def erase(services: Services, batch: Batch) -> int:
    """Erase a batch with its file; return 1."""
    if batch.blob:
        services.blobs.delete(batch.blob)
    return erasing.rows(services, batch)
