"""Undoing a mistaken pass over HTTP (decision 7): the request, and a second person's approval or refusal."""

from __future__ import annotations

from functions.domain import text
from functions.domain.access import Permission
from functions.usecases import undoing
from functions.web import agreements
from functions.web.answers import Answer
from functions.web.call import Call
from functions.web.fields import nothing
from functions.web.routing import Views

views = Views()


@views.put("/api/agreements/<agreement>/undoing", may=Permission.REQUEST_UNDO, current=agreements.one)
def request(call: Call, agreement: str) -> Answer:
    """Ask that a pass be undone."""
    typed = call.body.read(reason=text.reason)
    undoing.request(call.services, call.actor, agreement, typed["reason"], version=call.version)
    return agreements.detail(call, agreement)


@views.put("/api/agreements/<agreement>/undoing/approval", may=Permission.DECIDE_UNDO, current=agreements.one)
def undo(call: Call, agreement: str) -> Answer:
    """Take the pass back."""
    nothing(call.body)
    undoing.undo(call.services, call.actor, agreement, version=call.version)
    return agreements.detail(call, agreement)


@views.put("/api/agreements/<agreement>/undoing/refusal", may=Permission.DECIDE_UNDO, current=agreements.one)
def refuse(call: Call, agreement: str) -> Answer:
    """Let the pass stand."""
    typed = call.body.read(reason=text.reason)
    undoing.refuse(call.services, call.actor, agreement, typed["reason"], version=call.version)
    return agreements.detail(call, agreement)
