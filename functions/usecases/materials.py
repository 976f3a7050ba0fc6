"""What a guest handed in (C06): the student reads it with the invitation, who reviews reads it with the agreement."""

from __future__ import annotations

from functions.domain.actors import Actor
from functions.domain.errors import NotFound
from functions.domain.guest import Guest
from functions.domain.initiation import EvidenceFile
from functions.ports import Services
from functions.usecases import agreements, invitations


def of_invitation(services: Services, actor: Actor, invitation_id: str, hash_: str) -> tuple[EvidenceFile, bytes]:
    """Return a paper to whoever may see the invitation; raises NotFound."""
    return _read(services, invitations.read(services, actor, invitation_id).invitation.guest, hash_)


def of_agreement(services: Services, actor: Actor, agreement_id: str, hash_: str) -> tuple[EvidenceFile, bytes]:
    """Return a paper to whoever may see the agreement; raises NotFound."""
    return _read(services, agreements.read(services, actor, agreement_id)[0].guest, hash_)


def _read(services: Services, guest: Guest | None, hash_: str) -> tuple[EvidenceFile, bytes]:
    kept = guest.file(hash_) if guest else None
    if kept is None:
        raise NotFound("material")
    return kept, services.blobs.get(kept.key)
