"""Recording over HTTP that the graduate has reported for work (I05)."""

from __future__ import annotations

from functions.domain import text
from functions.domain.access import Permission
from functions.usecases import completing
from functions.web import agreements
from functions.web.answers import Answer
from functions.web.call import Call
from functions.web.fields import agreed
from functions.web.routing import Views

views = Views()


@views.put("/api/agreements/<agreement>/completion", may=Permission.RECORD_COMPLETION, current=agreements.one)
def record(call: Call, agreement: str) -> Answer:
    """Record the day; as it cannot be taken back, whoever asks says that it is meant."""
    typed = call.body.read(reported_on=text.day, confirm=agreed)
    completing.record(call.services, call.actor, agreement, typed["reported_on"], version=call.version)
    return agreements.detail(call, agreement)
