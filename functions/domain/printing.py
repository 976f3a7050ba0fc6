"""The print register (J08): who printed which copy when, and batches of many agreements as one file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from functions.domain.actors import Actor, Role
from functions.domain.agreement import MACHINE, Action, Agreement, Situation
from functions.domain.errors import Refused

MAX_BATCH = 300


@dataclass(frozen=True, slots=True, kw_only=True)
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


class BatchState(StrEnum):
    """Where a batch stands."""

    QUEUED = "queued"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Many agreements printed into one file; `done` of `len(agreements)` are drawn, `blob` is set when ready."""

    id: str
    school: str
    account: str
    actor: Actor
    agreements: tuple[str, ...]
    requested_at: datetime
    state: BatchState = BatchState.QUEUED
    done: int = 0
    blob: str = ""
    error: str = ""
    version: int = 1


def print_copy(agreement: Agreement, copy: int, situation: Situation) -> tuple[Agreement, Print]:
    """Count one print of a copy (J08, trap 16); raises Refused."""
    holders = situation.policy.copies
    if not 1 <= copy <= len(holders):
        raise Refused("unknown_copy", field="copy", rule="J07", params={"max": len(holders)})
    count = agreement.print_count + 1
    printed = MACHINE.fire(agreement, Action.PRINT, situation, print_count=count, printed_at=situation.now)
    actor = situation.actor
    line = Print(
        agreement=agreement.id, school=agreement.school, seq=count, edition=agreement.edition, copy=copy,
        holder=holders[copy - 1], account=actor.account, role=actor.role, name=actor.name, at=situation.now,
    )  # fmt: skip
    return printed, line


def progress(batch: Batch, done: int) -> Batch:
    """Record how far a batch is."""
    return replace(batch, state=BatchState.RUNNING, done=done, version=batch.version + 1)
