"""Printing: each print is a line of the register (J08) before its file is given out; `batches` draws many for a job."""

from __future__ import annotations

from functions.domain import printing, sight
from functions.domain.actors import Actor
from functions.domain.agreement import Agreement
from functions.domain.agreement_states import Situation
from functions.domain.errors import NotFound, Refused
from functions.domain.events import EventKind, Fact
from functions.domain.printing import Batch, Print, document
from functions.domain.usage import Use
from functions.ports import Change, Insert, Page, Replace, Services
from functions.usecases import agreements, usage
from functions.usecases.settling import commit, settled


@settled
def print_copy(services: Services, actor: Actor, agreement_id: str, copy: int) -> Print:
    """Enter one print in the register (J01, J03, J04); raises Refused, NotFound."""
    found, x = agreements.read(services, actor, agreement_id)
    printed, line = printing.print_copy(found, copy, x)
    register_prints(services, printed, (line,), x)
    return line


def register_prints(
    services: Services, printed: Agreement, lines: tuple[Print, ...], x: Situation, *more: Change
) -> None:
    """Store a counted agreement with its lines of the register."""
    copies = "、".join(line.holder for line in lines)
    fact = Fact(
        kind=EventKind.AGREEMENT_PRINTED, audience=(), details={"copy": copies, "count": printed.edition_prints}
    )
    commit(services, printed.id, (fact,), Replace(printed), *map(Insert, lines), *more, x=x, pinned=printed)
    usage.count(services, printed.school, Use.PRINTS, len(lines))


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
    return sight.seen(actor, services.store.batch(actor.school or "", batch_id))


def batches(services: Services, actor: Actor) -> Page[Batch]:
    """List the school's batches, the newest first."""
    return services.store.batches(actor.school or "")
