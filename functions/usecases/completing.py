"""The school records that the graduate has reported for work (I05); both parties hear of it.

The lock and the code's status are left as they are: see `domain/completing`.
"""

from __future__ import annotations

from datetime import date

from functions.domain import completing
from functions.domain.actors import Actor
from functions.domain.agreement import Agreement
from functions.domain.events import EventKind
from functions.ports import Services
from functions.usecases.agreements import read, store
from functions.usecases.settling import expect, settled


@settled
def record(services: Services, actor: Actor, agreement_id: str, reported_on: date, *, version: int) -> Agreement:
    """Record the day, with which the agreement ends; raises Refused, Stale, NotFound."""
    found, x = read(services, actor, agreement_id)
    expect(found, version)
    fulfilled = completing.record(found, reported_on, x)
    store(services, fulfilled, x, EventKind.AGREEMENT_COMPLETED, reported_on=reported_on.isoformat())
    return fulfilled
