"""An actor's notices: what happened, told to the address that they answer for."""

from __future__ import annotations

from functions.domain import notice, sight
from functions.domain.actors import Actor
from functions.domain.channels import Channel
from functions.domain.errors import NotFound
from functions.domain.notice import Delivery, Message, Notice
from functions.domain.reminders import REMINDS
from functions.ports import Page, Replace, Services
from functions.usecases.settling import settled

# Of several messages by one channel, the one in the first of these states is what the notice shows (trap 24).
_WORST_FIRST = (Delivery.FAILED, Delivery.UNCERTAIN, Delivery.QUEUED, Delivery.SENDING, Delivery.SENT)


def mine(services: Services, actor: Actor, cursor: str | None) -> Page[Notice]:
    """List the actor's notices, the newest first."""
    return services.store.notices(actor.address, cursor=cursor)


def fates(told: Notice) -> dict[Channel, Message]:
    """Return for each channel of a notice the message that fared worst."""
    fared = sorted(told.messages, key=lambda message: _WORST_FIRST.index(message.delivery), reverse=True)
    return {message.channel: message for message in fared}


def receipt(services: Services, case: str, address: str) -> Notice | None:
    """Return the newest notice of a case that asks an address for an answer, None before it was delivered.

    Who asked may know how it fared (beyond.md 16); why a message failed is the reader's own affair.
    """
    asked = (event.seq for event in services.store.events(case) if event.kind in REMINDS and address in event.audience)
    newest = max(asked, default=None)
    return None if newest is None else services.store.find_notice(address, case, newest)


@settled
def mark_read(services: Services, actor: Actor, case: str, seq: int) -> Notice:
    """Mark one of the actor's notices as read; once is enough; raises NotFound."""
    found = services.store.find_notice(actor.address, case, seq)
    if found is None or not sight.sees(actor, found):
        raise NotFound("notice")
    if found.read_at is not None:
        return found
    read = notice.read(found, services.clock.now())
    services.store.commit(Replace(read))
    return read
