"""Signing on paper over HTTP: the college's record (线下签约, K04), and taking it back; `initiations` reports (K05)."""

from __future__ import annotations

from functions.domain import text
from functions.domain.access import Permission
from functions.usecases import offline
from functions.usecases.offline import Signing
from functions.web import agreements
from functions.web.answers import Answer
from functions.web.blank_forms import MOST_EXCEPTION, MOST_NOTE, mark
from functions.web.call import Call
from functions.web.fields import line, opaque, optional
from functions.web.routing import Views

views = Views()
_MOST_UNIT = 60


@views.post("/api/offline-signings", may=Permission.RECORD_SIGNING)
def record(call: Call) -> Answer:
    """Record that a student signs on paper, on which form or by which exception."""
    typed = call.body.read(
        student=opaque, unit=line(_MOST_UNIT), mark=optional(mark, ""), exception=optional(line(MOST_EXCEPTION), ""),
        note=optional(line(MOST_NOTE), ""),
    )  # fmt: skip
    student = typed.pop("student")
    return agreements.detail(call, offline.record(call.services, call.actor, student, Signing(**typed)).id), 201


@views.put("/api/agreements/<agreement>/retraction", may=Permission.RECORD_SIGNING, current=agreements.one)
def retract(call: Call, agreement: str) -> Answer:
    """Take the record back before the student has reported."""
    typed = call.body.read(reason=text.reason)
    offline.retract(call.services, call.actor, agreement, typed["reason"], version=call.version)
    return agreements.detail(call, agreement)
