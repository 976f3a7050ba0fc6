"""The list of mismatches with the registry over HTTP (B06): taking the registry's word, or dismissing it."""

from __future__ import annotations

from typing import Any

from functions.domain import student, text
from functions.domain.access import Permission, may
from functions.domain.deadlines import local_date
from functions.domain.registry import Mismatch, MismatchKind, MismatchState
from functions.domain.student import Student
from functions.usecases import registry
from functions.usecases.registry import Entry, Result
from functions.web import problems
from functions.web.answers import Answer
from functions.web.call import Call
from functions.web.fields import choice, each, nested, nothing, opaque
from functions.web.routing import Views

views = Views()
_LEAST_YEAR, _MOST_YEAR, _MOST_VERSION = 2000, 2100, 10**9


@views.get("/api/mismatches", may=Permission.READ_MISMATCHES)
def listed(call: Call) -> Answer:
    """List a cohort's mismatches in one state; of an ID number only the last four are shown."""
    default = str(student.present_cohort(local_date(call.services.clock.now())))
    cohort = text.whole_number(call.query.get("cohort", default), "cohort", least=_LEAST_YEAR, most=_MOST_YEAR)
    state = choice(MismatchState)(call.query.get("state", MismatchState.OPEN), "state")
    page = registry.of_cohort(call.services, call.actor, cohort, state, call.cursor)
    return {"items": [_row(call, one) for one in page.items], "cursor": page.cursor, "cohort": cohort}


# How a field is called where people read it.
_NAMES = {"id_mark": "id_number"}


def _row(call: Call, one: Entry) -> dict[str, Any]:
    found, agreement = one.mismatch, one.agreement
    return {
        "student": found.student, "name": found.name, "number": found.number, "college": found.college,
        "cohort": found.cohort, "kind": found.kind, "state": found.state, "found_at": found.found_at,
        "decided_by": found.decided_by, "decided_at": found.decided_at, "reason": found.reason,
        "version": found.version,
        "fields": [
            {"field": _NAMES.get(name, name), "own": _shown(one.student, name),
             "registry": _shown(found.registry, name)} for name in found.fields
        ],
        "agreement": {"id": agreement.id, "state": agreement.state} if agreement else None,
        "actions": _actions(found) if may(Permission.ACCEPT_REGISTRY, call.actor.role) else [],
    }  # fmt: skip


def _actions(found: Mismatch) -> list[str]:
    if found.state.is_decided:
        return []
    return ["accept", "dismiss"] if found.kind is MismatchKind.DIFFERS else ["dismiss"]


def _shown(record: Student | None, name: str) -> str:
    if record is None:
        return ""
    return f"**************{record.id_last4}" if name == "id_mark" else str(getattr(record, name) or "")


@views.put("/api/mismatches/<student_id>/acceptance", may=Permission.ACCEPT_REGISTRY)
def accept(call: Call, student_id: str) -> Answer:
    """Take the registry's word for one student."""
    nothing(call.body)
    accepted = registry.accept(call.services, call.actor, student_id, version=call.version)
    return {"student": accepted.student, "state": accepted.state, "version": accepted.version}


@views.put("/api/mismatches/<student_id>/dismissal", may=Permission.ACCEPT_REGISTRY)
def dismiss(call: Call, student_id: str) -> Answer:
    """Leave one student's record as it is, with the reason."""
    typed = call.body.read(reason=text.reason)
    dismissed = registry.dismiss(call.services, call.actor, student_id, typed["reason"], version=call.version)
    return {"student": dismissed.student, "state": dismissed.state, "version": dismissed.version}


@views.post("/api/mismatch-acceptances", may=Permission.ACCEPT_REGISTRY)
def accept_many(call: Call) -> Answer:
    """Take it for many; each has its own result."""
    chosen = each(nested(student=opaque, version=_version), most=registry.MOST_AT_ONCE)
    typed = call.body.read(items=chosen)
    rows = [(one["student"], one["version"]) for one in typed["items"]]
    return {"results": [_result(call, one) for one in registry.accept_many(call.services, call.actor, rows)]}


def _version(typed: object, field: str) -> int:
    return text.whole_number(typed, field, least=1, most=_MOST_VERSION)


def _result(call: Call, result: Result) -> dict[str, Any]:
    if result.error is None:
        return {"student": result.student, "is_done": True}
    problem = problems.of(result.error, call.services.texts, call.language)
    return {"student": result.student, "is_done": False, "problem": problem.document}
