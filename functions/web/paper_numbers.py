"""Claiming a paper form's number over HTTP (领取协议书, B09)."""

from __future__ import annotations

from typing import Any

from functions.domain.access import Permission
from functions.usecases import paper_numbers
from functions.web.answers import Answer
from functions.web.blank_forms import mark
from functions.web.call import Call
from functions.web.routing import Views

views = Views()


@views.put("/api/source-record/agreement-number", may=Permission.CLAIM_NUMBER)
def claim(call: Call) -> Answer:
    """Take the number printed on the form that the student holds as the own agreement number."""
    return _claimed(call, call.actor.party or "")


@views.put("/api/students/<student_id>/agreement-number", may=Permission.KEEP_BLANK_FORMS)
def claim_for(call: Call, student_id: str) -> Answer:
    """Do so for a student who stands at the desk."""
    return _claimed(call, student_id)


def _claimed(call: Call, student_id: str) -> dict[str, Any]:
    version, typed = call.version, call.body.read(number=mark)
    bound = paper_numbers.claim(call.services, call.actor, student_id, typed["number"], version=version)
    return {"agreement_number": bound.agreement_number, "version": bound.version}
