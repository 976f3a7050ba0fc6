"""Printing over HTTP: a line in the register, then the file; batches with progress."""

from __future__ import annotations

from typing import Any

from functions.domain import printing, text
from functions.domain.access import Permission
from functions.domain.errors import NotFound
from functions.domain.printing import PDF, Batch
from functions.usecases import printing_steps, prints
from functions.web import agreements
from functions.web.answers import Answer, File
from functions.web.call import Call
from functions.web.fields import each, opaque
from functions.web.routing import Views

views = Views()
_MOST_COPIES = 20


def _copy(typed: object, field: str) -> int:
    return text.whole_number(typed, field, least=1, most=_MOST_COPIES)


@views.post("/api/agreements/<agreement>/prints", may=Permission.PRINT_AGREEMENT, current=agreements.one)
def print_copy(call: Call, agreement: str) -> Answer:
    """Enter a print in the register and say where its file is."""
    line = prints.print_copy(call.services, call.actor, agreement, call.body.read(copy=_copy)["copy"])
    return {"print": line, "href": f"/api/agreements/{agreement}/prints/{line.seq}.pdf"}, 201


@views.get("/api/printing", may=Permission.READ_NEXT_STEPS)
def steps(call: Call) -> Answer:
    """Show how a graduate of this school comes to the paper (J16)."""
    told = printing_steps.guidance(call.services, call.actor)
    return {
        "steps": [{"code": step.code, "params": step.params} for step in told.steps],
        "agreement": agreements.row(told.agreement) if told.agreement else None,
    }


@views.get("/api/agreements/<agreement>/prints", may=Permission.READ_PRINTS)
def register(call: Call, agreement: str) -> Answer:
    """Show who printed which copy when."""
    return {"items": prints.register(call.services, call.actor, agreement)}


@views.get("/api/agreements/<agreement>/prints/<int:seq>.pdf", may=Permission.PRINT_AGREEMENT)
def file(call: Call, agreement: str, seq: int) -> Answer:
    """Give out the file of a registered print."""
    line, content = prints.file(call.services, call.actor, agreement, seq)
    return File(content, f"agreement-{line.edition}-{line.copy}.pdf", PDF, is_shown=True)


@views.post("/api/print-batches", may=Permission.PRINT_BATCH)
def request_batch(call: Call) -> Answer:
    """Ask for many agreements as one file."""
    chosen = call.body.read(agreements=each(opaque, most=printing.MAX_BATCH))["agreements"]
    return _shown(prints.request_batch(call.services, call.actor, chosen)), 202


@views.get("/api/print-batches", may=Permission.PRINT_BATCH)
def batches(call: Call) -> Answer:
    """List the school's batches."""
    page = prints.batches(call.services, call.actor)
    return {"items": [_shown(one) for one in page.items], "cursor": page.cursor}


@views.get("/api/print-batches/<batch>", may=Permission.PRINT_BATCH)
def batch(call: Call, batch: str) -> Answer:
    """Show how far a batch is."""
    return _shown(prints.batch(call.services, call.actor, batch))


def _shown(one: Batch) -> dict[str, Any]:
    return {
        "id": one.id, "state": one.state, "requested_at": one.requested_at, "name": one.actor.name,
        "total": len(one.agreements), "registered": one.done, "drawn": one.drawn, "skipped": one.skipped,
        "error": one.error, "href": f"/api/print-batches/{one.id}.pdf" if one.blob else None,
    }  # fmt: skip


@views.get("/api/print-batches/<batch>.pdf", may=Permission.PRINT_BATCH)
def batch_file(call: Call, batch: str) -> Answer:
    """Give out the file of a batch that is ready."""
    found = prints.batch(call.services, call.actor, batch)
    if not found.blob:
        raise NotFound("batch")
    return File(call.services.blobs.get(found.blob), f"agreements-{found.id}.pdf", PDF, is_shown=True)
