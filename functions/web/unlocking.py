"""Unlocking a student over HTTP (M18): the request, and a second person's approval or refusal."""

from __future__ import annotations

from functions.domain import text
from functions.domain.access import Permission
from functions.usecases import unlocking
from functions.web import agreements
from functions.web.answers import Answer
from functions.web.call import Call
from functions.web.fields import nothing
from functions.web.routing import Views

views = Views()


@views.put("/api/agreements/<agreement>/unlocking", may=Permission.REQUEST_UNLOCK, current=agreements.one)
def request(call: Call, agreement: str) -> Answer:
    """Ask that the student be unlocked."""
    typed = call.body.read(reason=text.reason)
    unlocking.request(call.services, call.actor, agreement, typed["reason"], version=call.version)
    return agreements.detail(call, agreement)


@views.put("/api/agreements/<agreement>/unlocking/approval", may=Permission.DECIDE_UNLOCK, current=agreements.one)
def unlock(call: Call, agreement: str) -> Answer:
    """End the agreement and free the student."""
    nothing(call.body)
    unlocking.unlock(call.services, call.actor, agreement, version=call.version)
    return agreements.detail(call, agreement)


@views.put("/api/agreements/<agreement>/unlocking/refusal", may=Permission.DECIDE_UNLOCK, current=agreements.one)
def refuse(call: Call, agreement: str) -> Answer:
    """Let the agreement stand."""
    typed = call.body.read(reason=text.reason)
    unlocking.refuse(call.services, call.actor, agreement, typed["reason"], version=call.version)
    return agreements.detail(call, agreement)
