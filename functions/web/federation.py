"""Logging in with an account of another platform over HTTP (A04); codes and tickets travel in bodies."""

from __future__ import annotations

from functools import partial

from functions.domain import text
from functions.domain.access import Permission
from functions.usecases import federation
from functions.web import session, sessions
from functions.web.answers import Answer
from functions.web.call import Call
from functions.web.fields import nothing
from functions.web.routing import Views

views = Views()
_LONGEST = 2000


@views.post("/api/federation/requests", may=Permission.LOG_IN)
def begin(call: Call) -> Answer:
    """Return the address at which the provider asks who one is."""
    nothing(call.body)
    return {"url": federation.begin(call.services, sessions.visitor(call.request))}, 201


@views.post("/api/federation/session", may=Permission.LOG_IN)
def arrive(call: Call) -> Answer:
    """Log in with the code and the state that the provider led back with, or get a ticket to bind with."""
    opaque = partial(text.ascii_line, most=_LONGEST)
    typed = call.body.read(code=opaque, state=opaque)
    visitor = sessions.visitor(call.request)
    identity = federation.identify(call.services, visitor, typed["code"], typed["state"])
    if begun := federation.log_in(call.services, identity):
        return session.begun(call.services, begun[0].account, begun[0].csrf, begun[1])
    return {"account": None, "ticket": federation.ticket(call.services, visitor, identity)}
