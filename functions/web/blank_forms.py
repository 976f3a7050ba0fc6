"""Blank paper forms over HTTP (K03): a cohort's register, handing one out, taking one back."""

from __future__ import annotations

import re
from typing import Any

from functions.domain import blank_form, student, text
from functions.domain.access import Permission
from functions.domain.blank_form import MARK_LENGTH, BlankForm, BlankFormReason, Handout
from functions.domain.deadlines import local_date
from functions.domain.errors import Refused
from functions.usecases import blank_forms
from functions.web.answers import Answer
from functions.web.call import Call
from functions.web.fields import choice, line, nothing, opaque, optional
from functions.web.routing import Views

views = Views()
_LEAST_YEAR, _MOST_YEAR = 2000, 2100
MOST_NOTE = 200
MOST_EXCEPTION = 20
# It travels in addresses, and a person reads it off the paper.
_MARK = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")


def mark(typed: object, field: str) -> str:
    """Return the mark of a form as it is printed; raises Refused."""
    printed = text.ascii_line(typed, field, most=MARK_LENGTH).upper()
    if not _MARK.fullmatch(printed):
        raise Refused("blank_mark_malformed", field=field, rule="K03")
    return printed


@views.get("/api/blank-forms", may=Permission.KEEP_BLANK_FORMS)
def listed(call: Call) -> Answer:
    """List a cohort's forms, with how many are out and how many may be."""
    default = str(student.present_cohort(local_date(call.services.clock.now())))
    cohort = text.whole_number(call.query.get("cohort", default), "cohort", least=_LEAST_YEAR, most=_MOST_YEAR)
    shelf = blank_forms.of_cohort(call.services, call.actor, cohort, call.cursor)
    register = shelf.register
    return {
        "items": [_row(one) for one in shelf.page.items], "cursor": shelf.page.cursor, "cohort": cohort,
        "issued": register.issued, "returned": register.returned, "out": register.out,
        "most": blank_form.quota(register, shelf.policy) if register.version else None,
        "percent": shelf.policy.blank_form_quota_percent, "is_kept": shelf.policy.blank_form_marking,
    }  # fmt: skip


def _row(one: BlankForm) -> dict[str, Any]:
    return {
        "mark": one.mark, "student": one.student, "student_name": one.student_name,
        "student_number": one.student_number, "cohort": one.cohort, "college": one.college, "reason": one.reason,
        "note": one.note, "exception": one.exception, "state": one.state, "issued_by": one.issued_by,
        "issued_at": one.issued_at, "received_by": one.received_by, "returned_at": one.returned_at,
        "version": one.version,
    }  # fmt: skip


@views.post("/api/blank-forms", may=Permission.KEEP_BLANK_FORMS)
def issue(call: Call) -> Answer:
    """Mark a form that is handed to a student."""
    typed = call.body.read(
        student=opaque,
        mark=mark,
        reason=choice(BlankFormReason),
        note=optional(line(MOST_NOTE), ""),
        exception=optional(line(MOST_EXCEPTION), ""),
    )
    student_id = typed.pop("student")
    return _row(blank_forms.issue(call.services, call.actor, student_id, Handout(**typed))), 201


@views.post("/api/blank-form-requests", may=Permission.REQUEST_BLANK_FORM)
def request(call: Call) -> Answer:
    """Ask the college for a form (K02)."""
    blank_forms.request(call.services, call.actor, call.body.read(reason=text.reason)["reason"])
    return {"wants_blank_form": True}, 201


@views.put("/api/blank-forms/<mark>/return", may=Permission.KEEP_BLANK_FORMS)
def give_back(call: Call, mark: str) -> Answer:
    """Take a form back unused."""
    nothing(call.body)
    return _row(blank_forms.give_back(call.services, call.actor, mark, version=call.version))
