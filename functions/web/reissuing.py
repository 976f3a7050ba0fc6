"""Reissue over HTTP (K01): the application of a party, and the school's approval or refusal."""

from __future__ import annotations

from functions.domain import text
from functions.domain.access import Permission
from functions.domain.edition import ReissueReason
from functions.usecases import reissuing
from functions.web import agreements
from functions.web.answers import Answer
from functions.web.call import Call
from functions.web.fields import choice, nothing
from functions.web.routing import Views

views = Views()


@views.get("/api/reissue-requests", may=Permission.DECIDE_REISSUE)
def listed(call: Call) -> Answer:
    """List the school's agreements for which another edition is wanted."""
    page = reissuing.requests(call.services, call.actor, call.cursor)
    items = [agreements.row(one) | {"reissue": agreements.reissue(one)} for one in page.items]
    return {"items": items, "cursor": page.cursor}


@views.put("/api/agreements/<agreement>/reissue", may=Permission.REQUEST_REISSUE, current=agreements.one)
def request(call: Call, agreement: str) -> Answer:
    """Apply for another edition."""
    typed = call.body.read(reason=choice(ReissueReason), explanation=text.reason)
    reissuing.request(call.services, call.actor, agreement, **typed, version=call.version)
    return agreements.detail(call, agreement)


@views.put("/api/agreements/<agreement>/reissue/withdrawal", may=Permission.REQUEST_REISSUE, current=agreements.one)
def withdraw(call: Call, agreement: str) -> Answer:
    """Take one's own application back."""
    nothing(call.body)
    reissuing.withdraw(call.services, call.actor, agreement, version=call.version)
    return agreements.detail(call, agreement)


@views.put("/api/agreements/<agreement>/reissue/approval", may=Permission.DECIDE_REISSUE, current=agreements.one)
def approve(call: Call, agreement: str) -> Answer:
    """Let the next edition take the place of the one that is out."""
    nothing(call.body)
    reissuing.approve(call.services, call.actor, agreement, version=call.version)
    return agreements.detail(call, agreement)


@views.put("/api/agreements/<agreement>/reissue/refusal", may=Permission.DECIDE_REISSUE, current=agreements.one)
def refuse(call: Call, agreement: str) -> Answer:
    """Leave the paper as it is."""
    typed = call.body.read(reason=text.reason)
    reissuing.refuse(call.services, call.actor, agreement, typed["reason"], version=call.version)
    return agreements.detail(call, agreement)
