"""What a guest sends by a graduate's card, and how it is taken back (section E).

1. Sending uses the card up in the same commit, on the version that was read: of two at once one is told so (trap 2).
2. What is sent is an invitation like any other, which the graduate answers in the ordinary way (E03).
3. Only where the card carries the graduate's consent to this unit and these terms, and it is still what would be shown,
   does the guest's confirmation make the agreement (E04). It is the graduate's acceptance, given beforehand.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from functions.domain import card, invitation
from functions.domain.actors import college_address, student_address
from functions.domain.agreement import Agreement
from functions.domain.card import Card, Consent, Situation
from functions.domain.employer import CodePath
from functions.domain.errors import Refused
from functions.domain.events import EventKind, Fact
from functions.domain.guest import Guest
from functions.domain.invitation import Invitation
from functions.domain.parties import EmployerParty
from functions.domain.terms import Terms
from functions.ports import Check, Insert, Replace, Services
from functions.usecases import cards, evidence, guests, invitations, limits
from functions.usecases.cards import Consenting
from functions.usecases.guests import Named
from functions.usecases.invitations import Answers
from functions.usecases.settling import commit, settled


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What a recruiter types: the unit, why it has no code, the terms, and for how many days the offer stands."""

    unit: EmployerParty
    code_path: CodePath
    terms: Terms
    valid_days: int | None


def invite(services: Services, code: str, name: str, offered: Offered) -> Invitation:
    """Send what the recruiter filled in (确认邀约, E03), using the card up; raises Refused, Problems, NotFound."""
    return _invite(services, guests.verify(services, code, name), offered)


@settled
def _invite(services: Services, named: Named, offered: Offered) -> Invitation:
    now, found = services.clock.now(), guests.again(services, named)
    limits.check(named.student, offered.unit, offered.terms, named.policy)
    who = named.recruiter(offered.unit.contact)
    draft = _draft(services, named, found, offered)
    sent, waiting, situation = invitations.dispatched(services, who, draft)
    used = card.use(found, sent.id, Situation(actor=who, now=now))
    changes = (Insert(sent), Replace(waiting), Replace(used))
    fact = invitations.told(EventKind.INVITATION_SENT, sent)
    commit(services, sent.id, (fact,), *changes, x=situation, pinned=sent)
    return sent


def _draft(services: Services, named: Named, found: Card, offered: Offered, consent: str = "") -> Invitation:
    guest = Guest(
        card=found.id, unit=offered.unit, code_path=offered.code_path, files=found.files, consent=consent
    )  # fmt: skip
    return Invitation(
        id=services.secrets.new_id(), school=found.school, student=found.student, employer="",
        college=named.student.college, student_name=named.student.name, student_number=named.student.number,
        employer_name=offered.unit.name, terms=offered.terms, created_at=services.clock.now(), guest=guest,
        policy_version=found.policy_version, valid_days=invitation.validity(offered.valid_days, named.policy),
    )  # fmt: skip


def conclude(services: Services, code: str, name: str, unit: EmployerParty, path: CodePath) -> Agreement:
    """Sign on the terms that the graduate agreed to on the card (确认签约, E04); raises Refused, NotFound."""
    return _conclude(services, guests.verify(services, code, name), unit, path)


@settled
def _conclude(services: Services, named: Named, unit: EmployerParty, path: CodePath) -> Agreement:
    now, found, who = services.clock.now(), guests.again(services, named), named.recruiter(unit.contact)
    consent = _standing(services, named, card.consented(found, unit.name))
    limits.check(named.student, unit, consent.terms, named.policy)
    offered = Offered(unit=unit, code_path=path, terms=consent.terms, valid_days=None)
    draft = _draft(services, named, found, offered, consent.acceptance.hash)
    reading = invitations.reading_of(services, who, draft, now)
    sent, _ = invitation.send(draft, reading.situation)
    concluded, lock = invitation.conclude(sent, reading.situation)
    now_concluded, parties = replace(reading, invitation=concluded), invitations.parties(services, reading)
    made = invitations.agreement_of(now_concluded, parties, consent.acceptance)
    used = card.use(found, concluded.id, Situation(actor=who, now=now))
    told = (student_address(made.student), college_address(made.school, made.college))
    details = invitations.named(concluded) | {"evidence": consent.acceptance.hash}
    fact = Fact(kind=EventKind.SIGNED_BY_CARD, audience=told, details=details)
    # What is open stays as it is, and was looked at: the cap and the other unit's invitation hold (F05, F09).
    changes = (Insert(concluded), Insert(made), Replace(lock), Replace(used), Check(reading.situation.open))
    commit(services, concluded.id, (fact,), *changes, x=reading.situation, pinned=concluded)
    return made


def _standing(services: Services, named: Named, consent: Consent) -> Consent:
    """Require that what the graduate agreed to is still so: who is mended since is another party to it (E04)."""
    given = consent.acceptance
    answers = Answers(pay_after_trial=given.pay_after_trial, health=given.health)
    consenting = Consenting(unit=consent.unit, terms=consent.terms, answers=answers)
    if evidence.digest(cards.bound(services, named.student, named.policy, consenting)) != given.hash:
        raise Refused("consent_outdated", rule="E04")
    return consent


def withdraw(services: Services, code: str, name: str) -> Invitation:
    """Take the unanswered invitation back (F11); raises Refused, NotFound."""
    found = guests.of_code(services, code)
    if not found.invitation:
        raise Refused("card_not_used", rule="E03")
    named = guests.verified(services, found, code, name)
    offer = services.store.invitation(named.card.invitation)
    contact = offer.guest.unit.contact if offer.guest else ""
    return invitations.withdraw(services, named.recruiter(contact), offer.id, version=offer.version)
