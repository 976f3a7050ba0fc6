"""A letter that waits for its application, over HTTP (G07)."""

from __future__ import annotations

from typing import Any

from functions.domain.access import Permission
from functions.domain.letter import WaitingLetter
from functions.usecases import letters
from functions.web import uploads
from functions.web.answers import Answer, File
from functions.web.call import Call
from functions.web.fields import nothing
from functions.web.routing import Views

views = Views()


@views.get("/api/agreements/<agreement>/termination-letter", may=Permission.APPLY_TERMINATION)
def show(call: Call, agreement: str) -> Answer:
    """Tell whether a letter waits; the form on the desk asks now and then."""
    return _shown(letters.waiting(call.services, call.actor, agreement))


@views.put("/api/agreements/<agreement>/termination-letter", may=Permission.APPLY_TERMINATION)
def keep(call: Call, agreement: str) -> Answer:
    """Let a letter wait, from whichever device."""
    typed = call.body.read(file=uploads.one_of(call.files, is_required=False))
    return _shown(letters.keep(call.services, call.actor, agreement, typed["file"]))


@views.delete("/api/agreements/<agreement>/termination-letter", may=Permission.APPLY_TERMINATION)
def drop(call: Call, agreement: str) -> Answer:
    """Take it away again."""
    nothing(call.body)
    letters.drop(call.services, call.actor, agreement)
    return _shown(None)


@views.get("/api/agreements/<agreement>/termination-letter/<letter>", may=Permission.APPLY_TERMINATION)
def file(call: Call, agreement: str, letter: str) -> Answer:
    """Show the letter; its address changes with it, so that a page never shows the one before."""
    found, content = letters.content(call.services, call.actor, agreement, letter)
    return File(content, f"letter.{uploads.EXTENSIONS[found.media_type]}", found.media_type, is_shown=True)


def _shown(kept: WaitingLetter | None) -> dict[str, Any]:
    if kept is None:
        return {"letter": None}
    found = kept.file
    return {"letter": {"hash": found.hash, "media_type": found.media_type, "size": found.size, "at": found.at}}
