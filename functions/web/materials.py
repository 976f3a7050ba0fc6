"""What a guest handed in, over HTTP (C06, C07): to the student who is invited and to who reviews."""

from __future__ import annotations

from functions.domain.access import Permission
from functions.domain.initiation import EvidenceFile
from functions.usecases import materials
from functions.web import uploads
from functions.web.answers import Answer, File
from functions.web.call import Call
from functions.web.routing import Views

views = Views()


@views.get("/api/invitations/<by_guest>/material/<material>", may=Permission.READ_OFFERED_MATERIAL)
def offered(call: Call, by_guest: str, material: str) -> Answer:
    """Show a paper to the student."""
    return _shown(*materials.of_invitation(call.services, call.actor, by_guest, material))


@views.get("/api/agreements/<by_guest>/material/<material>", may=Permission.READ_MATERIAL)
def reviewed(call: Call, by_guest: str, material: str) -> Answer:
    """Show a paper to who reviews it."""
    return _shown(*materials.of_agreement(call.services, call.actor, by_guest, material))


def _shown(found: EvidenceFile, content: bytes) -> File:
    return File(content, f"material.{uploads.EXTENSIONS[found.media_type]}", found.media_type, is_shown=True)
