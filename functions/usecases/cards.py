"""The graduate's own cards (section E): made, looked at, revoked.

Where the policy lets a card carry the graduate's consent (E04), all of it is shown first; the consent's evidence is the
digest of what was shown. The secret is given out once, in the answer to its making; what is stored of it is its hash.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from functions.domain import card, deadlines, sight, student
from functions.domain.actors import Actor
from functions.domain.agreement import Acceptance
from functions.domain.card import MOST_OPEN, Card, Consent, Situation, State
from functions.domain.errors import NotFound, Refused, Stale
from functions.domain.policy import PolicyVersion, SchoolPolicy
from functions.domain.student import Student
from functions.domain.terms import Terms
from functions.ports import Insert, Replace, Services
from functions.usecases import evidence, invitations
from functions.usecases.invitations import Answers
from functions.usecases.policies import in_force
from functions.usecases.settling import expect, settled


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A graduate's cards, the newest first; `obstacle` says why no other can be made now."""

    student: Student
    cards: tuple[Card, ...]
    policy: PolicyVersion
    obstacle: Refused | None


def secret_hash(secret: str) -> str:
    """Return what is stored of a card's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def standing(services: Services, actor: Actor) -> Standing:
    """Return the student's cards and whether another can be made; raises NotFound."""
    store, now = services.store, services.clock.now()
    me = sight.seen(actor, store.student(actor.school or "", actor.party or ""))
    policy, made = in_force(store, me.school, now), store.cards_of_student(me.school, me.id)
    why = card.obstacle(me, store.signing_lock(me.school, me.id), policy.policy)
    if sum(1 for one in made if card.shown(one, now) is State.OPEN) >= MOST_OPEN:
        why = why or Refused("too_many_cards", rule="E01", params={"max": MOST_OPEN})
    return Standing(student=me, cards=made, policy=policy, obstacle=why)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consenting:
    """What a graduate would agree to on a card: the unit's name, the terms, and the own answers (F16)."""

    unit: str
    terms: Terms
    answers: Answers


def shown(services: Services, actor: Actor, consenting: Consenting) -> dict[str, Any]:
    """Return everything that a consent would bind, as it is shown (E04); raises Refused, NotFound."""
    return _shown(services, _ready(services, actor), consenting)


def _ready(services: Services, actor: Actor) -> Standing:
    found = standing(services, actor)
    if found.obstacle:
        raise found.obstacle
    return found


def _shown(services: Services, found: Standing, consenting: Consenting) -> dict[str, Any]:
    policy = found.policy.policy
    if policy.qr_student_confirms:
        raise Refused("consent_not_offered", rule="E04")
    invitations.check_answers(consenting.answers, policy)
    return bound(services, found.student, policy, consenting)


def bound(services: Services, me: Student, policy: SchoolPolicy, consenting: Consenting) -> dict[str, Any]:
    """Return everything that a consent binds, as it would be shown now; its digest is the evidence."""
    witness = services.store.school(me.school).as_party()
    what = evidence.consented(consenting.unit, consenting.terms, student.as_party(me, policy), witness)
    answers = {"pay_after_trial": consenting.answers.pay_after_trial, "health": consenting.answers.health}
    return what | answers


def make(services: Services, actor: Actor, consenting: Consenting | None = None, seen: str = "") -> tuple[Card, str]:
    """Make a card for one recruiter, with the consent to what was shown, whose digest is `seen`, if there is one.

    Return it with its code; raises Refused, NotFound, and Stale when what was shown has changed.
    """
    found, now = _ready(services, actor), services.clock.now()
    consent = _consent(services, actor, found, consenting, seen) if consenting else None
    secret = services.secrets.token()
    made = Card(
        id=services.secrets.new_id(), school=found.student.school, student=found.student.id,
        secret_hash=secret_hash(secret), made_at=now, consent=consent, policy_version=found.policy.number,
        expires_at=deadlines.expires_at(now, found.policy.policy.qr_card_days),
    )  # fmt: skip
    services.store.commit(Insert(made))
    return made, f"{made.id}.{secret}"


def read(services: Services, actor: Actor, card_id: str) -> Card:
    """Return one of the student's own cards; raises NotFound."""
    found = services.store.find_card(card_id)
    if found is None or not sight.sees(actor, found):
        raise NotFound("card")
    return found


def _consent(services: Services, actor: Actor, found: Standing, consenting: Consenting, seen: str) -> Consent:
    if seen != evidence.digest(_shown(services, found, consenting)):
        raise Stale(found.student.version)
    answers = consenting.answers
    acceptance = Acceptance(
        hash=seen, at=services.clock.now(), account=actor.account, pay_after_trial=answers.pay_after_trial,
        health=answers.health,
    )  # fmt: skip
    return Consent(unit=consenting.unit, terms=consenting.terms, acceptance=acceptance)


@settled
def revoke(services: Services, actor: Actor, card_id: str, *, version: int) -> Card:
    """Take a card back; raises Refused, Stale, NotFound."""
    found = read(services, actor, card_id)
    expect(found, version)
    revoked = card.revoke(found, Situation(actor=actor, now=services.clock.now()))
    services.store.commit(Replace(revoked))
    return revoked
