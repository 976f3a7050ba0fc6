"""The offer (录用, D05): an invitation of the application's own case, sent in the moment in which it is made.

From then on `invitations` goes on with it: the answer, the lock, the agreement, the deadline (docs/adr/0022).
"""

from __future__ import annotations

from datetime import date

from functions.domain import application
from functions.domain.actors import Actor
from functions.domain.deadlines import local_date
from functions.domain.events import EventKind
from functions.domain.invitation import Invitation
from functions.domain.terms import Terms
from functions.ports import Insert, Replace, Services
from functions.usecases import applications, invitations
from functions.usecases.settling import commit, expect, settled


@settled
def make(
    services: Services, actor: Actor, application_id: str, terms: Terms, answer_by: date | None, *, version: int
) -> Invitation:
    """Offer the position with a date to answer by, the policy's days where none is named.

    Raises NotFound, Stale, and Refused for what SM-8 or SM-1 refuses.
    """
    reading = applications.read(services, actor, application_id)
    found, x = reading.standing.application, reading.situation
    expect(found, version)
    offered = application.MACHINE.fire(found, application.Action.OFFER, x)
    days = None if answer_by is None else (answer_by - local_date(x.now)).days
    drafted = invitations.drafted(
        services, actor, found.id, (found.school, found.student), terms, days, field="answer_by"
    )
    sent, waiting, situation = invitations.dispatched(services, actor, drafted)
    fact = invitations.told(EventKind.OFFER_MADE, sent)
    changes = Replace(offered), Insert(sent), Replace(waiting)
    commit(services, sent.id, (fact,), *changes, x=situation, pinned=sent)
    return sent
