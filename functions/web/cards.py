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
from functions.usecases import cards, evidence
from functions.usecases.cards import Consenting
from functions.usecases.invitations import Answers
from functions.web import agreements, terms
from functions.web.answers import Answer
from functions.web.call import Call
from functions.web.fields import Parser, agreed, line, nested, nothing, opaque, optional
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
        "most_open": MOST_OPEN,
        "policy": {
            "qr_card_days": policy.qr_card_days, "qr_student_confirms": policy.qr_student_confirms,
            "student_answers_pay_after_trial": policy.student_answers_pay_after_trial,
            "student_answers_health": policy.student_answers_health,
        },
    }  # fmt: skip


def _row(call: Call, made: Card) -> dict[str, Any]:
    x = Situation(actor=call.actor, now=call.services.clock.now())
    return {
        "id": made.id, "state": card.shown(made, x.now), "made_at": made.made_at, "expires_at": made.expires_at,
        "ended_at": made.ended_at, "invitation": made.invitation, "actions": card.MACHINE.allowed(made, x),
        "unit": made.consent.unit if made.consent else "", "version": made.version,
    }  # fmt: skip


@views.get("/api/cards/<card_id>", may=Permission.READ_CARDS)
def one(call: Call, card_id: str) -> Answer:
    """Show how one card stands."""
    return _row(call, cards.read(call.services, call.actor, card_id))


_CONSENT: dict[str, Parser[Any]] = {"unit": line(60), "terms": terms.parse, **terms.ANSWERS}


def _consenting(read: dict[str, Any]) -> Consenting:
    answers = Answers(pay_after_trial=read["pay_after_trial"], health=read["health"])
    return Consenting(unit=read["unit"], terms=read["terms"], answers=answers)


@views.post("/api/card-consents", may=Permission.MAKE_CARD)
def show(call: Call) -> Answer:
    """Show all that a consent on a card would bind (E04), with its digest."""
    what = cards.shown(call.services, call.actor, _consenting(call.body.read(**_CONSENT)))
    return {"hash": evidence.digest(what), "shown": what}


@views.post("/api/cards", may=Permission.MAKE_CARD)
def make(call: Call) -> Answer:
    """Make a card, with a consent or without; `link` and `modules` (rows of its QR symbol) are shown this once."""
    asked = call.body.read(consent=optional(nested(**_CONSENT, hash=opaque, confirm=agreed)))["consent"]
    consent = (_consenting(asked), asked["hash"]) if asked else ()
    made, code = cards.make(call.services, call.actor, *consent)
    address = f"{link.origin(call.services.host)}/pages/guest.html#{code}"
    symbol = segno.make(address, error="m", micro=False)
    modules = ["".join(str(int(module)) for module in row) for row in symbol.matrix]
    return _row(call, made) | {"link": address, "modules": modules}, 201


@views.put("/api/cards/<card_id>/revocation", may=Permission.MAKE_CARD, current=one)
def revoke(call: Call, card_id: str) -> Answer:
    """Take a card back."""
    nothing(call.body)
    return _row(call, cards.revoke(call.services, call.actor, card_id, version=call.version))
