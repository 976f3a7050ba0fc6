"""The student's own résumé: read and rewritten by herself; employers read it through her applications."""

from __future__ import annotations

from functions.domain import resume
from functions.domain.actors import Actor
from functions.domain.resume import Resume
from functions.ports import Replace, Services
from functions.usecases.settling import expect, settled


def mine(services: Services, actor: Actor) -> Resume:
    """Return the student's résumé; one that was never written is blank, of version 0."""
    return services.store.resume(actor.school or "", actor.party or "")


@settled
def rewrite(services: Services, actor: Actor, *, version: int, **fields: str) -> Resume:
    """Replace its words; raises Stale."""
    held = mine(services, actor)
    expect(held, version)
    rewritten = resume.rewrite(held, **fields)
    services.store.commit(Replace(rewritten))
    return rewritten
