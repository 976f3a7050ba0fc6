"""A graduate's cards over HTTP (二维码名片, section E): made, shown, revoked.

The code stands in the fragment of the address that the recruiter opens: no server is sent it and no log has it. It is
in the answer to its making and in no other.
"""

from __future__ import annotations

from typing import Any

import segno

from functions.domain import card
from functions.domain.access import Permission
from functions.domain.card import MOST_OPEN, Card, Situation
from functions.usecases import cards
from functions.web import agreements
from functions.web.answers import Answer
from functions.web.call import Call
from functions.web.fields import nothing
from functions.web.routing import Views
from verifier.attestation import link

views = Views()


@views.get("/api/cards", may=Permission.READ_CARDS)
def mine(call: Call) -> Answer:
    """List the own cards, and say whether another can be made."""
    found = cards.standing(call.services, call.actor)
    policy = found.policy.policy
    return {
        "items": [_row(call, each) for each in found.cards], "cursor": None, "may_make": agreements.why(found.obstacle),
        "most_open": MOST_OPEN, "policy": {"qr_card_days": policy.qr_card_days},
    }  # fmt: skip


def _row(call: Call, made: Card) -> dict[str, Any]:
    x = Situation(actor=call.actor, now=call.services.clock.now())
    return {
        "id": made.id, "state": card.shown(made, x.now), "made_at": made.made_at, "expires_at": made.expires_at,
        "ended_at": made.ended_at, "invitation": made.invitation, "actions": card.MACHINE.allowed(made, x),
        "version": made.version,
    }  # fmt: skip


@views.get("/api/cards/<card_id>", may=Permission.READ_CARDS)
def one(call: Call, card_id: str) -> Answer:
    """Show how one card stands."""
    return _row(call, cards.read(call.services, call.actor, card_id))


@views.post("/api/cards", may=Permission.MAKE_CARD)
def make(call: Call) -> Answer:
    """Make a card; `link` and `modules` (the rows of its QR symbol, 1 for dark) are shown this once."""
    nothing(call.body)
    made, code = cards.make(call.services, call.actor)
    address = f"{link.origin(call.services.host)}/pages/guest.html#{code}"
    symbol = segno.make(address, error="m", micro=False)
    modules = ["".join(str(int(module)) for module in row) for row in symbol.matrix]
    return _row(call, made) | {"link": address, "modules": modules}, 201


@views.put("/api/cards/<card_id>/revocation", may=Permission.MAKE_CARD, current=one)
def revoke(call: Call, card_id: str) -> Answer:
    """Take a card back."""
    nothing(call.body)
    return _row(call, cards.revoke(call.services, call.actor, card_id, version=call.version))
