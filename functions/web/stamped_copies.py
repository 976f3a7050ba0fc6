"""The stamped copy on its way, over HTTP (J14)."""

from __future__ import annotations

from functools import partial

from functions.domain import text
from functions.domain.access import Permission
from functions.domain.parcel import Parcel
from functions.usecases import stamped_copies
from functions.web import agreements
from functions.web.answers import Answer
from functions.web.call import Call
from functions.web.fields import optional
from functions.web.routing import Views

views = Views()


@views.put("/api/agreements/<agreement>/stamped-copy", may=Permission.POST_COPY, current=agreements.one)
def note_posted(call: Call, agreement: str) -> Answer:
    """Note that the stamped copy was posted, or correct the note."""
    typed = call.body.read(
        sent_on=text.day, carrier=optional(partial(text.line, most=30), ""),
        tracking=optional(partial(text.ascii_line, most=40), ""),
    )  # fmt: skip
    stamped_copies.note_posted(call.services, call.actor, agreement, Parcel(**typed), version=call.version)
    return agreements.detail(call, agreement)
