"""Signing as a guest (section E): a recruiter without an account holds a graduate's card and knows whose it is.

1. The code alone shows a masked name and how the card stands. Whatever else is asked for needs the graduate's name too
   (E02); each try is counted against the card before it is compared, and the delay doubles.
2. Papers are uploaded one by one and wait with the card (C06); what is sent with it is `guest_offers`.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from functions.domain import card, employer, invitation, student
from functions.domain.actors import Actor, Role
from functions.domain.agreement import Agreement
from functions.domain.card import Card, Situation
from functions.domain.employer import Employer
from functions.domain.errors import Conflict, NotFound
from functions.domain.initiation import EvidenceFile
from functions.domain.invitation import Invitation
from functions.domain.parties import GraduateParty
from functions.domain.policy import SchoolPolicy
from functions.domain.school import School
from functions.domain.signing_lock import SigningLock
from functions.domain.student import Student
from functions.ports import Delete, Replace, Services
from functions.usecases import invitations, sessions, uploads, usage
from functions.usecases.cards import secret_hash
from functions.usecases.settling import settled
from functions.usecases.uploads import Upload

FOLDER = "guests"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A card as whoever holds its code sees it; what came of it is there once it is used."""

    card: Card
    state: str
    name: str
    school: School
    invitation: Invitation | None = None
    invitation_state: str = ""
    agreement: Agreement | None = None
    may_withdraw: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A card whose graduate the recruiter has named: what the form prints of the graduate, and the rules."""

    card: Card
    code: str
    student: Student
    graduate: GraduateParty
    policy: SchoolPolicy

    def recruiter(self, name: str = "") -> Actor:
        """Return who acts by this card, under the name that the trail shows: the contact's once it is known."""
        card_ = self.card
        return Actor(account=f"card:{card_.id}", role=Role.GUEST, name=name, school=card_.school, party=card_.id)


def look(services: Services, code: str) -> Seen:
    """Return how a card stands, and what came of it (E01); raises NotFound."""
    found, now, store = of_code(services, code), services.clock.now(), services.store
    graduate, school = store.student(found.school, found.student), store.school(found.school)
    seen = Seen(card=found, state=card.shown(found, now), name=card.masked(graduate.name), school=school)
    return _with_outcome(services, seen) if found.invitation else seen


def _with_outcome(services: Services, seen: Seen) -> Seen:
    """That the graduate has signed elsewhere is not the guest's to know (F08)."""
    named = _named(services, seen.card, "")
    reading = invitations.read(services, named.recruiter(), seen.card.invitation)
    offer, x = reading.invitation, reading.situation
    free = SigningLock(school=offer.school, student=offer.student)
    return Seen(
        card=seen.card, state=seen.state, name=seen.name, school=seen.school, invitation=offer,
        invitation_state=invitation.shown(offer, free, x.now), agreement=services.store.find_agreement(offer.id),
        may_withdraw=invitation.Action.WITHDRAW in invitation.MACHINE.allowed(offer, x),
    )  # fmt: skip


def of_code(services: Services, code: str) -> Card:
    """Return the card of a code, whatever became of it; raises NotFound."""
    id_, _, secret = code.partition(".")
    found = services.store.find_card(id_)
    if found is None or not hmac.compare_digest(found.secret_hash, secret_hash(secret)):
        raise NotFound("card")
    return found


def verify(services: Services, code: str, name: str) -> Named:
    """Return the graduate whom the recruiter has named (E02); raises Refused, NotFound.

    A wrong name is told apart from nothing else, and only so many can be tried.
    """
    found = card.require_open(of_code(services, code), services.clock.now())
    return verified(services, found, code, name)


def verified(services: Services, found: Card, code: str, name: str) -> Named:
    """Return the graduate of a card once they are named; raises Refused `graduate_differs`, `too_many_attempts`."""
    attempts, named = sessions.counted(services, f"card {found.id}"), _named(services, found, code)
    card.require_named(named.student, name)
    try:
        services.store.commit(Delete(attempts))
    except Conflict:
        return named  # Another try has counted meanwhile: its own success clears it.
    return named


def _named(services: Services, found: Card, code: str) -> Named:
    graduate = services.store.student(found.school, found.student)
    policy = services.store.policy(found.school, found.policy_version).policy
    return Named(card=found, code=code, student=graduate, graduate=student.as_party(graduate, policy), policy=policy)


def library(services: Services, code: str, name: str, begins: str) -> tuple[Employer, ...]:
    """Return units of the school's library whose name begins so (C09), to who has named the graduate."""
    named, store = verify(services, code, name), services.store
    return tuple(
        one for one in store.employers_named(begins)
        if employer.is_admitted(one, store.find_admission(named.card.school, one.id), named.policy)
    )  # fmt: skip


def attach(services: Services, code: str, name: str, upload: Upload) -> Card:
    """Keep a licence or another paper with the card (C06); raises Refused, NotFound."""
    return _attach(services, verify(services, code, name), upload)


@settled
def _attach(services: Services, named: Named, upload: Upload) -> Card:
    now, content = services.clock.now(), upload.content
    file = EvidenceFile(
        key=uploads.key(services, FOLDER, upload), media_type=upload.media_type, size=len(content),
        hash=hashlib.sha256(content).hexdigest(), at=now,
    )  # fmt: skip
    attached = card.attach(again(services, named), file, Situation(actor=named.recruiter(), now=now))
    usage.put(services, attached.school, file.key, content, file.media_type)
    services.store.commit(Replace(attached))
    return attached


def detach(services: Services, code: str, name: str, hash_: str) -> Card:
    """Take a paper away again; raises Refused, NotFound."""
    return _detach(services, verify(services, code, name), hash_)


@settled
def _detach(services: Services, named: Named, hash_: str) -> Card:
    x = Situation(actor=named.recruiter(), now=services.clock.now())
    detached = card.detach(again(services, named), hash_, x)
    services.store.commit(Replace(detached))
    return detached


def again(services: Services, named: Named) -> Card:
    """Read the card anew, for a second look after a conflict; raises Refused when it is used."""
    return card.require_open(of_code(services, named.code), services.clock.now())
