"""The print register (J08): who printed which copy when, and batches of many agreements as one file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from functions.domain.actors import Actor, Role
from functions.domain.agreement import Action, Agreement
from functions.domain.agreement_states import MACHINE, Situation
from functions.domain.errors import Refused

MAX_BATCH = 300
PDF = "application/pdf"


@dataclass(frozen=True, kw_only=True)
class Print:
    """One line of the register: the `seq`-th print of an agreement, of copy `copy` (1-based) of an edition."""

    agreement: str
    school: str
    seq: int
    edition: int
    copy: int
    holder: str
    account: str
    role: Role
    name: str
    at: datetime
    version: int = 1


def document(school: str, agreement: str, edition: int, copy: int) -> str:
    """Return the blob key of a copy of an edition."""
    return f"documents/{school}/{agreement}/{edition}/{copy}.pdf"


class BatchState(StrEnum):
    """Where a batch stands."""

    QUEUED = "queued"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Many agreements in one file: `done` of them are in the register, `drawn` papers drawn, `blob` set when ready."""

    id: str
    school: str
    account: str
    actor: Actor
    agreements: tuple[str, ...]
    requested_at: datetime
    state: BatchState = BatchState.QUEUED
    done: int = 0
    drawn: int = 0
    skipped: tuple[str, ...] = ()
    blob: str = ""
    error: str = ""
    version: int = 1

    @property
    def is_waiting(self) -> bool:
        """Whether the printing job has still to do with it."""
        return self.state in {BatchState.QUEUED, BatchState.RUNNING}


def print_copy(agreement: Agreement, copy: int, situation: Situation) -> tuple[Agreement, Print]:
    """Count one print of a copy (J08, trap 16); raises Refused."""
    printed, (line,) = print_copies(agreement, (copy,), situation)
    return printed, line


def print_copies(
    agreement: Agreement, copies: Iterable[int], situation: Situation
) -> tuple[Agreement, tuple[Print, ...]]:
    """Count a print of each copy; raises Refused."""
    lines = tuple(_line(agreement, seq, copy, situation) for seq, copy in enumerate(copies, agreement.print_count + 1))
    count = agreement.print_count + len(lines)
    return MACHINE.fire(agreement, Action.PRINT, situation, print_count=count, printed_at=situation.now), lines


def _line(agreement: Agreement, seq: int, copy: int, situation: Situation) -> Print:
    holders, actor = situation.policy.copies, situation.actor
    if not 1 <= copy <= len(holders):
        raise Refused("unknown_copy", field="copy", rule="J07", params={"max": len(holders)})
    return Print(
        agreement=agreement.id, school=agreement.school, seq=seq, edition=agreement.edition, copy=copy,
        holder=holders[copy - 1], account=actor.account, role=actor.role, name=actor.name, at=situation.now,
    )  # fmt: skip


def progress(batch: Batch) -> Batch:
    """Move a batch on by one agreement."""
    return replace(batch, state=BatchState.RUNNING, done=batch.done + 1, version=batch.version + 1)


def skip(batch: Batch, agreement: str) -> Batch:
    """Move a batch on without an agreement that may not be printed."""
    return replace(progress(batch), skipped=(*batch.skipped, agreement))
