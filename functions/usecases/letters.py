"""A letter on its way into an application for termination: put here from one device, found on another (G07).

Who may not apply now keeps no letter either. Of two letters the last one counts.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from functions.domain import termination
from functions.domain.actors import Actor
from functions.domain.errors import NotFound, Refused
from functions.domain.initiation import EvidenceFile
from functions.domain.letter import WaitingLetter
from functions.ports import Delete, Insert, Replace, Services
from functions.usecases import agreements, terminations, uploads, usage
from functions.usecases.settling import settled
from functions.usecases.uploads import Upload


def waiting(services: Services, actor: Actor, agreement_id: str) -> WaitingLetter | None:
    """Return the letter of the actor's side, None without one; raises NotFound."""
    agreements.read(services, actor, agreement_id)
    return services.store.find_letter(agreement_id, actor.role)


@settled
def keep(services: Services, actor: Actor, agreement_id: str, upload: Upload | None) -> WaitingLetter:
    """Let a letter wait, in the place of an earlier one; raises Refused, NotFound."""
    found, x = agreements.read(services, actor, agreement_id)
    lock = services.store.signing_lock(found.school, found.student)
    if why := termination.may_apply(found, lock, terminations.situation(services, found, x)):
        raise why
    if upload is None:
        raise Refused("required", field="file", rule="M03")
    file = EvidenceFile(
        key=uploads.key(services, terminations.LETTERS, upload), media_type=upload.media_type, size=len(upload.content),
        hash=hashlib.sha256(upload.content).hexdigest(), at=x.now,
    )  # fmt: skip
    earlier = services.store.find_letter(agreement_id, actor.role)
    kept = WaitingLetter(agreement=agreement_id, role=actor.role, file=file)
    if earlier is not None:
        kept = replace(kept, version=earlier.version + 1)
    usage.put(services, found.school, file.key, upload.content, upload.media_type)
    services.store.commit(Replace(kept) if earlier else Insert(kept))
    return kept


@settled
def drop(services: Services, actor: Actor, agreement_id: str) -> None:
    """Take the letter away again; raises NotFound."""
    services.store.commit(Delete(_own(services, actor, agreement_id)))


def content(services: Services, actor: Actor, agreement_id: str, hash_: str) -> tuple[EvidenceFile, bytes]:
    """Return the letter with this SHA-256 (hex) to who put it there; raises NotFound."""
    file = _own(services, actor, agreement_id).file
    if file.hash != hash_:
        raise NotFound("letter")
    return file, services.blobs.get(file.key)


def _own(services: Services, actor: Actor, agreement_id: str) -> WaitingLetter:
    kept = waiting(services, actor, agreement_id)
    if kept is None:
        raise NotFound("letter")
    return kept
