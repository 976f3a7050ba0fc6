"""The school records when the paper was stamped, and with it when it took effect (I04); both parties hear of it."""

from __future__ import annotations

from datetime import date

from functions.domain import stamping
from functions.domain.actors import Actor
from functions.domain.agreement import Agreement
from functions.domain.events import EventKind, Fact
from functions.ports import Replace, Services
from functions.usecases.agreements import audience, named, read
from functions.usecases.settling import commit, expect, settled


@settled
def record(services: Services, actor: Actor, agreement_id: str, stamped_on: date, *, version: int) -> Agreement:
    """Record the day, or correct it; raises Refused, Stale, NotFound."""
    found, x = read(services, actor, agreement_id)
    expect(found, version)
    effective = stamping.record(found, stamped_on, x)
    details = named(found) | {"number": found.number, "from": stamped_on.isoformat()}
    fact = Fact(kind=EventKind.AGREEMENT_STAMPED, audience=audience(found), details=details)
    commit(services, found.id, (fact,), Replace(effective), x=x, pinned=found)
    return effective
