"""The graduate's own cards (section E): made, looked at, revoked.

The secret is given out once, in the answer to its making; what is stored of it is its hash.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from functions.domain import card, deadlines, sight
from functions.domain.actors import Actor
from functions.domain.card import MOST_OPEN, Card, Situation, State
from functions.domain.errors import NotFound, Refused
from functions.domain.policy import PolicyVersion
from functions.domain.student import Student
from functions.ports import Insert, Replace, Services
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


def make(services: Services, actor: Actor) -> tuple[Card, str]:
    """Make a card for one recruiter; return it with its code; raises Refused, NotFound."""
    found, now = standing(services, actor), services.clock.now()
    if found.obstacle:
        raise found.obstacle
    secret = services.secrets.token()
    made = Card(
        id=services.secrets.new_id(), school=found.student.school, student=found.student.id,
        secret_hash=secret_hash(secret), made_at=now, policy_version=found.policy.number,
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


@settled
def revoke(services: Services, actor: Actor, card_id: str, *, version: int) -> Card:
    """Take a card back; raises Refused, Stale, NotFound."""
    found = read(services, actor, card_id)
    expect(found, version)
    revoked = card.revoke(found, Situation(actor=actor, now=services.clock.now()))
    services.store.commit(Replace(revoked))
    return revoked
