"""Handing in a large file in pieces over HTTP: each is a body of its own, at most 4 MB."""

from __future__ import annotations

from functions.domain.access import Permission
from functions.usecases import uploads
from functions.web.answers import Answer
from functions.web.call import Call
from functions.web.problems import Malformed
from functions.web.routing import Views

views = Views()


@views.post("/api/pieces", may=Permission.HAND_IN_PIECE)
def hand_in(call: Call) -> Answer:
    """Keep a piece and say by which id a form names it."""
    content = call.bytes(uploads.MOST_AT_ONCE)
    if not content:
        raise Malformed("malformed")
    return {"piece": uploads.keep_piece(call.services, content)}, 201
