"""Signing as a guest over HTTP (section E): no account, a graduate's card instead.

1. The code comes in the body, never in a path: no log has it.
2. Before the graduate is named, an answer has a masked name and how the card stands; afterwards what the form prints of
   who somebody is, and no phone, address or number of a document (law-and-privacy 4).
3. Nothing here tells who recruits for another unit (C09).
"""

from __future__ import annotations

from typing import Any

from functions.domain import text
from functions.domain.access import Permission
from functions.domain.card import MOST_FILES, Card
from functions.domain.guest import Guest
from functions.domain.initiation import EvidenceFile
from functions.domain.invitation import Invitation
from functions.usecases import guest_offers, guests
from functions.usecases.guest_offers import Offered
from functions.usecases.guests import Seen
from functions.web import terms, units, uploads
from functions.web.answers import Answer
from functions.web.call import Call
from functions.web.fields import Parser, agreed, opaque, optional
from functions.web.routing import Views

views = Views()
_CARD: dict[str, Parser[Any]] = {"code": opaque, "name": text.person_name}
_GRADUATE = ("name", "number", "gender", "college_name", "major", "degree")


def material(guest: Guest | None) -> dict[str, Any] | None:
    """Return what a guest handed in, and who has looked into it (C06, C07), None where no guest signs."""
    if guest is None:
        return None
    check = guest.check
    return {
        "trust": guest.trust, "code_path": guest.code_path, "files": list(map(_file, guest.files)),
        "check": {"name": check.name, "at": check.at, "how": check.how} if check else None,
    }  # fmt: skip


def _file(file: EvidenceFile) -> dict[str, Any]:
    return {"hash": file.hash, "media_type": file.media_type, "size": file.size, "at": file.at}


@views.post("/api/card-scans", may=Permission.SIGN_AS_GUEST)
def look(call: Call) -> Answer:
    """Say how a card stands and, once it is used, what came of it."""
    seen = guests.look(call.services, call.body.read(code=opaque)["code"])
    return {
        "state": seen.state, "name": seen.name, "school_name": seen.school.name, "expires_at": seen.card.expires_at,
        "outcome": _outcome(seen),
    }  # fmt: skip


def _outcome(seen: Seen) -> dict[str, Any] | None:
    if seen.invitation is None:
        return None
    return _sent(seen.invitation) | {
        "state": seen.invitation_state, "may_withdraw": seen.may_withdraw, "reason": seen.invitation.reason,
        "agreement_state": seen.agreement.state if seen.agreement else None,
    }  # fmt: skip


def _sent(offer: Invitation) -> dict[str, Any]:
    return {
        "state": offer.state, "employer_name": offer.employer_name, "position": offer.terms.position,
        "sent_at": offer.sent_at, "expires_at": offer.expires_at,
    }  # fmt: skip


@views.post("/api/card-verifications", may=Permission.SIGN_AS_GUEST)
def verify(call: Call) -> Answer:
    """Show the graduate to who has named them (E02), and what the school's rules leave to a recruiter."""
    named = guests.verify(call.services, **call.body.read(**_CARD))
    policy = named.policy
    return {
        "graduate": {name: getattr(named.graduate, name) for name in _GRADUATE}, "most_files": MOST_FILES,
        "files": list(map(_file, named.card.files)), "consent": _consent(named.card),
        "policy": {
            "invite_valid_days": policy.invite_valid_days, "invite_valid_days_min": policy.invite_valid_days_min,
            "invite_valid_days_max": policy.invite_valid_days_max,
            "employer_may_choose_validity": policy.employer_may_choose_validity,
        },
    }  # fmt: skip


def _consent(found: Card) -> dict[str, Any] | None:
    """What the graduate has agreed to with the unit that the card names; it can only be confirmed, or left aside."""
    return {"unit": found.consent.unit, "terms": found.consent.terms} if found.consent else None


@views.post("/api/card-units", may=Permission.SIGN_AS_GUEST)
def library(call: Call) -> Answer:
    """Find units of the school's library by the beginning of their name, without their recruiters (C09)."""
    typed = call.body.read(**_CARD, begins=units.beginning)
    return {"items": [units.in_library(one) for one in guests.library(call.services, **typed)]}


@views.post("/api/card-files", may=Permission.SIGN_AS_GUEST)
def attach(call: Call) -> Answer:
    """Upload a licence or another paper (C06)."""
    typed = call.body.read(**_CARD, file=uploads.one_of(call.files))
    kept = guests.attach(call.services, typed["code"], typed["name"], typed["file"])
    return {"files": list(map(_file, kept.files))}, 201


@views.post("/api/card-file-removals", may=Permission.SIGN_AS_GUEST)
def detach(call: Call) -> Answer:
    """Take an uploaded paper away again."""
    typed = call.body.read(**_CARD, hash=opaque)
    kept = guests.detach(call.services, typed["code"], typed["name"], typed["hash"])
    return {"files": list(map(_file, kept.files))}


def _days(typed: object, field: str) -> int:
    return text.whole_number(typed, field, least=1, most=365)


@views.post("/api/guest-invitations", may=Permission.SIGN_AS_GUEST)
def invite(call: Call) -> Answer:
    """Send what was filled in (确认邀约, E03); the card is used up."""
    typed = call.body.read(**_CARD, unit=units.whole, terms=terms.parse, valid_days=optional(_days), confirm=agreed)
    unit, path = typed["unit"]
    offered = Offered(unit=unit, code_path=path, terms=typed["terms"], valid_days=typed["valid_days"])
    return _sent(guest_offers.invite(call.services, typed["code"], typed["name"], offered)), 201


@views.post("/api/guest-signings", may=Permission.SIGN_AS_GUEST)
def conclude(call: Call) -> Answer:
    """Sign on the terms that the graduate has agreed to on the card (确认签约, E04)."""
    typed = call.body.read(**_CARD, unit=units.whole, confirm=agreed)
    made = guest_offers.conclude(call.services, typed["code"], typed["name"], *typed["unit"])
    return {"state": made.state, "employer_name": made.unit.name, "position": made.terms.position}, 201


@views.put("/api/guest-invitations/withdrawal", may=Permission.SIGN_AS_GUEST)
def withdraw(call: Call) -> Answer:
    """Take the unanswered invitation back (F11)."""
    return _sent(guest_offers.withdraw(call.services, **call.body.read(**_CARD)))
