"""Events: audit trail and outbox in one, hash-chained per case.

1. A *case* is all that follows from one application, one invitation, or one agreement that a student began or a college
   recorded: what comes of it and its terminations share an id and a chain.
2. Each hash covers the content and the hash before it; `Chain` holds the head, so that a cut tail shows (trap 26).
3. A party is not told what it did itself; an office is, for a colleague may have to decide.
4. An event is undelivered until each address of its audience has its notice.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from operator import attrgetter
from typing import Any

from functions.domain.actors import STAFF, Actor, Role
from functions.domain.plain import changed, filled_at_once

_CANONICAL = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=lambda moment: moment.astimezone(UTC).isoformat()
)
# What an event's hash covers, in this order.
_SIGNED = (
    "case", "seq", "kind", "at", "school", "account", "role", "name", "details", "audience", "policy_version",
    "previous",
)  # fmt: skip


class EventKind(StrEnum):
    """Every fact that the system records, in the past tense."""

    INVITATION_SENT = "invitation_sent"
    INVITATION_RESENT = "invitation_resent"
    INVITATION_REMINDED = "invitation_reminded"
    INVITATION_WITHDRAWN = "invitation_withdrawn"
    INVITATION_REJECTED = "invitation_rejected"
    INVITATION_EXPIRED = "invitation_expired"
    INVITATION_ACCEPTED = "invitation_accepted"
    SIGNED_BY_CARD = "signed_by_card"
    LICENCE_CHECKED = "licence_checked"
    SIGNING_INITIATED = "signing_initiated"
    SIGNING_RESUBMITTED = "signing_resubmitted"
    SIGNING_WITHDRAWN = "signing_withdrawn"
    SIGNING_RECORDED = "signing_recorded"
    SIGNING_REPORTED = "signing_reported"
    REVIEW_PASSED = "review_passed"
    AGREEMENT_RETURNED = "agreement_returned"
    AGREEMENT_REVISED = "agreement_revised"
    REVISION_CONFIRMED = "revision_confirmed"
    REVISION_DECLINED = "revision_declined"
    SIGNING_FAILED = "signing_failed"
    AGREEMENT_SIGNED = "agreement_signed"
    AGREEMENT_ISSUED = "agreement_issued"
    AGREEMENT_PRINTED = "agreement_printed"
    AGREEMENT_STAMPED = "agreement_stamped"
    AGREEMENT_COMPLETED = "agreement_completed"
    AGREEMENT_POSTED = "agreement_posted"
    AGREEMENT_POSTING_CORRECTED = "agreement_posting_corrected"
    AGREEMENT_VOIDED = "agreement_voided"
    UNDO_REQUESTED = "undo_requested"
    UNDO_REFUSED = "undo_refused"
    REVIEW_UNDONE = "review_undone"
    REISSUE_REQUESTED = "reissue_requested"
    REISSUE_APPROVED = "reissue_approved"
    REISSUE_REFUSED = "reissue_refused"
    REISSUE_WITHDRAWN = "reissue_withdrawn"
    BLANK_FORM_REQUESTED = "blank_form_requested"
    BLANK_FORM_ISSUED = "blank_form_issued"
    BLANK_FORM_RETURNED = "blank_form_returned"
    NUMBER_CLAIMED = "number_claimed"
    UNLOCK_REQUESTED = "unlock_requested"
    UNLOCK_REFUSED = "unlock_refused"
    AGREEMENT_UNLOCKED = "agreement_unlocked"
    TERMINATION_APPLIED = "termination_applied"
    TERMINATION_REMINDED = "termination_reminded"
    TERMINATION_AGREED = "termination_agreed"
    TERMINATION_REFUSED = "termination_refused"
    TERMINATION_WITHDRAWN = "termination_withdrawn"
    TERMINATION_LAPSED = "termination_lapsed"
    TERMINATION_FAILED = "termination_failed"
    AGREEMENT_TERMINATED = "agreement_terminated"
    COOLDOWN_MOVED = "cooldown_moved"
    APPLICATION_SENT = "application_sent"
    APPLICATION_WITHDRAWN = "application_withdrawn"
    APPLICATION_REFUSED = "application_refused"
    INTERVIEW_INVITED = "interview_invited"
    INTERVIEW_REMINDED = "interview_reminded"
    INTERVIEW_ACCEPTED = "interview_accepted"
    INTERVIEW_DECLINED = "interview_declined"
    INTERVIEW_PASSED = "interview_passed"
    OFFER_MADE = "offer_made"
    SOURCE_CONFIRMED = "source_confirmed"
    SOURCE_SUBMITTED = "source_submitted"
    SOURCE_REVIEWED = "source_reviewed"
    SOURCE_EDITED = "source_edited"
    SOURCE_MATCHED = "source_matched"
    MISMATCH_DISMISSED = "mismatch_dismissed"
    BINDING_RELEASED = "binding_released"
    CORRECTION_REQUESTED = "correction_requested"
    CORRECTION_ANSWERED = "correction_answered"
    EMPLOYER_REGISTERED = "employer_registered"
    EMPLOYER_REVIEWED = "employer_reviewed"
    ADMISSION_REQUESTED = "admission_requested"
    ADMISSION_REVIEWED = "admission_reviewed"


@filled_at_once
@dataclass(frozen=True, kw_only=True)
class Event:
    """A fact of a case: who, what, when; `details` holds only what its audience may read."""

    case: str
    seq: int
    kind: EventKind
    at: datetime
    school: str
    account: str
    role: Role
    name: str
    details: Mapping[str, str | int]
    audience: tuple[str, ...] = ()
    policy_version: int = 0
    previous: str = ""
    hash: str = ""
    is_delivered: bool = False
    version: int = 1

    @property
    def is_undelivered(self) -> bool:
        """Whether notices have still to be made of it."""
        return bool(self.audience) and not self.is_delivered


@filled_at_once
@dataclass(frozen=True, kw_only=True)
class Chain:
    """The head of a case's events: how many there are and the hash of the newest."""

    case: str
    seq: int = 0
    head: str = ""
    version: int = 0


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What a verb says happened; `record` turns it into an event of the chain."""

    kind: EventKind
    audience: tuple[str, ...]
    details: Mapping[str, str | int] = field(default_factory=dict)


def record(
    chain: Chain, facts: Iterable[Fact], *, actor: Actor, school: str, now: datetime, policy_version: int = 0
) -> tuple[Chain, tuple[Event, ...]]:
    """Append facts to a chain; return its new head and the events, both ready to be committed."""
    events: list[Event] = []
    head, seq = chain.head, chain.seq
    for fact in facts:
        seq += 1
        told = tuple(address for address in fact.audience if address != actor.address or actor.role in STAFF)
        content = (
            chain.case, seq, fact.kind, now, school, actor.account, actor.role, actor.name, fact.details, told,
            policy_version, head,
        )  # fmt: skip
        head = _digest(content)
        said: dict[str, Any] = dict(zip(_SIGNED, content, strict=True))
        events.append(Event(**said, hash=head))
    return changed(chain, seq=seq, head=head, version=chain.version + 1), tuple(events)


def digest(event: Event) -> str:
    """Return the SHA-256 (hex) of an event's content and its predecessor's hash, over canonical JSON."""
    return _digest(attrgetter(*_SIGNED)(event))


def _digest(content: tuple[object, ...]) -> str:
    return hashlib.sha256(_CANONICAL.encode(content).encode()).hexdigest()


def first_break(chain: Chain, events: Iterable[Event]) -> int | None:
    """Return the number of the first event that is missing or altered, None when the chain is whole (trap 26)."""
    head, seq = "", 0
    for event in events:
        seq += 1
        if event.seq != seq or event.previous != head or digest(event) != event.hash:
            return seq
        head = event.hash
    return None if (seq, head) == (chain.seq, chain.head) else seq + 1
