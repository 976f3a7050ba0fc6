"""Printing: each print is a line of the register (J08) before its file is given out; batches are drawn by a job."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from functions.domain import access, printing
from functions.domain.actors import Actor
from functions.domain.agreement import Agreement, Situation
from functions.domain.errors import DomainError, NotFound, Refused
from functions.domain.events import EventKind, Fact
from functions.domain.paper import Paper
from functions.domain.printing import Batch, BatchState, Print
from functions.ports import Change, DocumentPrinter, Insert, Page, Replace, Services
from functions.usecases import agreements
from functions.usecases.issuing import PDF, document, papers
from functions.usecases.settling import commit, settled

PROGRESS_STEP = 20


@settled
def print_copy(services: Services, actor: Actor, agreement_id: str, copy: int) -> Print:
    """Enter one print in the register (J01, J03, J04); raises Refused, NotFound."""
    found, x = agreements.read(services, actor, agreement_id)
    printed, line = printing.print_copy(found, copy, x)
    _commit(services, printed, (line,), x)
    return line


def _commit(services: Services, printed: Agreement, lines: tuple[Print, ...], x: Situation, *more: Change) -> None:
    copies = "、".join(line.holder for line in lines)
    fact = Fact(kind=EventKind.AGREEMENT_PRINTED, audience=(), details={"copy": copies, "count": printed.print_count})
    commit(services, printed.id, (fact,), Replace(printed), *map(Insert, lines), *more, x=x, pinned=printed)


def register(services: Services, actor: Actor, agreement_id: str) -> tuple[Print, ...]:
    """Return who printed which copy when; raises NotFound."""
    agreements.read(services, actor, agreement_id)
    return services.store.prints(agreement_id)


def file(services: Services, actor: Actor, agreement_id: str, seq: int) -> tuple[Print, bytes]:
    """Return the file of a print that is in the register; raises NotFound."""
    for line in register(services, actor, agreement_id):
        if line.seq == seq:
            return line, services.blobs.get(document(line.school, agreement_id, line.edition, line.copy))
    raise NotFound("print")


def request_batch(services: Services, actor: Actor, chosen: tuple[str, ...]) -> Batch:
    """Ask for many agreements as one file, each with all its copies; raises Refused, NotFound."""
    if not chosen:
        raise Refused("required", field="agreements")
    if len(chosen) > printing.MAX_BATCH:
        raise Refused("too_many_rows", field="agreements", params={"max": printing.MAX_BATCH})
    made = Batch(
        id=services.secrets.new_id(), school=actor.school or "", account=actor.account, actor=actor,
        agreements=tuple(dict.fromkeys(chosen)), requested_at=services.clock.now(),
    )  # fmt: skip
    services.store.commit(Insert(made))
    return made


def batch(services: Services, actor: Actor, batch_id: str) -> Batch:
    """Return a batch that the actor asked for; raises NotFound."""
    found = services.store.batch(actor.school or "", batch_id)
    if not access.sees(actor, found):
        raise NotFound("batch")
    return found


def batches(services: Services, actor: Actor) -> Page[Batch]:
    """List the school's batches, the newest first."""
    return services.store.batches(actor.school or "")


def run_batch(services: Services, printer: DocumentPrinter, waiting: Batch) -> Batch:
    """Register, then draw a batch; a job that was stopped goes on where it was, and nothing is counted twice."""
    while waiting.done < len(waiting.agreements):
        waiting = _register_next(services, waiting)
    drawing = _Drawing(services, waiting)
    content = printer.render_many(_copies(services, waiting), progress=drawing.show)
    blob = f"documents/{waiting.school}/batches/{waiting.id}.pdf"
    services.blobs.put(blob, content, PDF)
    ready = replace(drawing.batch, state=BatchState.READY, blob=blob, version=drawing.batch.version + 1)
    services.store.commit(Replace(ready))
    return ready


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
    _commit(services, printed, lines, x, Replace(moved))
    return moved


def _copies(services: Services, waiting: Batch) -> Iterator[Paper]:
    for chosen in waiting.agreements:
        found = services.store.agreement(chosen)
        issuance = services.store.find_issuance(chosen, found.edition)
        if chosen not in waiting.skipped and issuance is not None and found.issued is not None:
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
