"""Unlocking a student who has signed (M18): an administrator asks, a second one of the school approves or refuses.

1. The agreement and the lock are replaced in one commit, so that of an unlocking, an application and an undoing at the
   same moment one wins.
2. Both parties are told who asked, who approved and why (beyond.md 24); the code's status is part of the commit.
"""

from __future__ import annotations

from functions.domain import signing_lock, unlocking
from functions.domain.actors import Actor, school_address
from functions.domain.agreement import Agreement
from functions.domain.agreement_states import Situation
from functions.domain.events import EventKind, Fact
from functions.ports import Change, Replace, Services
from functions.usecases.agreements import audience, named, read, revoked
from functions.usecases.settling import commit, expect, held_lock, settled


@settled
def request(services: Services, actor: Actor, agreement_id: str, reason: str, *, version: int) -> Agreement:
    """Ask that the student be unlocked, saying why; raises Refused, Stale, NotFound."""
    found, x = read(services, actor, agreement_id)
    expect(found, version)
    asked = unlocking.request(found, reason, x)
    _commit(services, asked, x, EventKind.UNLOCK_REQUESTED, reason)
    return asked


@settled
def refuse(services: Services, actor: Actor, agreement_id: str, reason: str, *, version: int) -> Agreement:
    """Let the agreement stand, saying why; raises Refused, Stale, NotFound."""
    found, x = read(services, actor, agreement_id)
    expect(found, version)
    kept = unlocking.refuse(found, reason, x)
    _commit(services, kept, x, EventKind.UNLOCK_REFUSED, reason)
    return kept


@settled
def unlock(services: Services, actor: Actor, agreement_id: str, *, version: int) -> Agreement:
    """End the agreement and free the student, for the reason first given; raises Refused, Stale, NotFound."""
    found, x = read(services, actor, agreement_id)
    expect(found, version)
    ended = unlocking.unlock(found, x)
    freed = signing_lock.unlock(held_lock(services, found), found.id)
    reason = ended.unlocking.reason if ended.unlocking else ""
    _commit(services, ended, x, EventKind.AGREEMENT_UNLOCKED, reason, Replace(freed), *revoked(ended))
    return ended


def _commit(services: Services, moved: Agreement, x: Situation, kind: EventKind, reason: str, *changes: Change) -> None:
    first = moved.unlocking.name if moved.unlocking else x.actor.name
    said = named(moved) | {"reason": reason, "requester": first, "decider": x.actor.name}
    fact = Fact(kind=kind, audience=(*audience(moved), school_address(moved.school)), details=said)
    commit(services, moved.id, (fact,), Replace(moved), *changes, x=x, pinned=moved)
