"""The employer notes that its stamped copy was posted (J14), and corrects the note; the graduate hears of both."""

from __future__ import annotations

from functions.domain import stamped_copy
from functions.domain.actors import Actor, student_address
from functions.domain.agreement import Agreement
from functions.domain.events import EventKind, Fact
from functions.domain.parcel import Parcel
from functions.ports import Replace, Services
from functions.usecases.agreements import named, read
from functions.usecases.settling import commit, expect, settled


@settled
def note_posted(services: Services, actor: Actor, agreement_id: str, parcel: Parcel, *, version: int) -> Agreement:
    """Note how the copy went; raises Refused, Stale, NotFound."""
    found, x = read(services, actor, agreement_id)
    expect(found, version)
    noted = stamped_copy.note(found, parcel, x)
    kind = EventKind.AGREEMENT_POSTING_CORRECTED if found.posted else EventKind.AGREEMENT_POSTED
    said: dict[str, str | int] = {
        "sent_on": parcel.sent_on.isoformat(), "carrier": parcel.carrier or "—", "tracking": parcel.tracking or "—"
    }  # fmt: skip
    fact = Fact(kind=kind, audience=(student_address(found.student),), details=named(noted) | said)
    commit(services, noted.id, (fact,), Replace(noted), x=x, pinned=noted)
    return noted
