"""The register of what was erased (decision 13): a line for each agreement, which names nobody.

1. It says what a paper that turns up later is asked for: number, editions with their places in the status lists, state
   and days. The paper itself is checked as before, by its signature and the status list.
2. It closes the trail: how many events there were and the hash of the last, and the digest of each edition's record.
   Who still has a copy can prove that it is what was erased.
3. The student is an opaque id, which goes when the student's own record goes. So is the employer, an organisation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from functions.domain.agreement import Agreement, State
from functions.domain.deadlines import end_of, local_date
from functions.domain.events import Chain
from functions.domain.issuing import Issuance
from functions.domain.policy import Mode, SchoolPolicy
from functions.domain.retention import ended_on, kept_until


@dataclass(frozen=True, kw_only=True)
class IssuedEdition:
    """One edition: SHA-256 (hex) of its record, its key, its place in the status lists, and the day it was prepared."""

    edition: int
    digest: str
    kid: str
    status_list: int
    status_index: int
    prepared_at: datetime


@dataclass(frozen=True, kw_only=True)
class RegisterEntry:
    """What stays of an agreement; `head` is the hash of the last of its `events`, `prints` counts all editions'.

    `issued` is the edition that stands in the lists for it, 0 where none was issued.
    """

    id: str
    school: str
    student: str
    employer: str
    college: str
    cohort: int
    mode: Mode
    state: State
    number: str
    editions: tuple[IssuedEdition, ...]
    issued: int
    prints: int
    signed_at: datetime | None
    effective_at: datetime | None
    ended_on: date
    events: int
    head: str
    erased_at: datetime
    kept_until: date
    version: int = 1

    @property
    def expires_at(self) -> datetime:
        """When the line itself has had its time."""
        return end_of(self.kept_until)


def enter(
    agreement: Agreement, chain: Chain, issuances: Iterable[Issuance], policy: SchoolPolicy, now: datetime
) -> RegisterEntry:
    """Return the line of an agreement that is about to be erased; of one that has not ended, today is the end."""
    end = ended_on(agreement) or local_date(now)
    return RegisterEntry(
        id=agreement.id, school=agreement.school, student=agreement.student, employer=agreement.employer,
        college=agreement.college, cohort=agreement.cohort, mode=agreement.mode, state=agreement.state,
        number=agreement.number, editions=tuple(map(_edition, issuances)),
        issued=agreement.issued.edition if agreement.issued else 0, prints=agreement.print_count,
        signed_at=agreement.signed_at, effective_at=agreement.effective_at, ended_on=end, events=chain.seq,
        head=chain.head, erased_at=now, kept_until=kept_until(end, policy.keep_register_years),
    )  # fmt: skip


def rewritten(fresh: RegisterEntry, written: RegisterEntry) -> RegisterEntry:
    """Return a line anew where its agreement went on after it was written; what is erased already is as it was said."""
    return replace(fresh, editions=written.editions, version=written.version + 1)


def without_student(entry: RegisterEntry) -> RegisterEntry:
    """Return a line that no longer says whose it was."""
    return replace(entry, student="", version=entry.version + 1)


def _edition(issuance: Issuance) -> IssuedEdition:
    return IssuedEdition(
        edition=issuance.edition, digest=hashlib.sha256(issuance.record).hexdigest(), kid=issuance.kid,
        status_list=issuance.status_list, status_index=issuance.status_index, prepared_at=issuance.prepared_at,
    )  # fmt: skip
