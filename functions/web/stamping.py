"""Recording over HTTP when the paper was stamped (I04)."""

from __future__ import annotations

from functions.domain import text
from functions.domain.access import Permission
from functions.usecases import stamping
from functions.web import agreements
from functions.web.answers import Answer
from functions.web.call import Call
from functions.web.routing import Views

views = Views()


@views.put("/api/agreements/<agreement>/stamp", may=Permission.RECORD_STAMP, current=agreements.one)
def record(call: Call, agreement: str) -> Answer:
    """Record the day on which the paper was stamped, or correct it."""
    typed = call.body.read(stamped_on=text.day)
    stamping.record(call.services, call.actor, agreement, typed["stamped_on"], version=call.version)
    return agreements.detail(call, agreement)
