"""Admissions over HTTP, and finding a student at a school that admits the employer."""

from __future__ import annotations

from typing import Any

from functions.domain import employer, text
from functions.domain.access import Permission
from functions.domain.actors import Role
from functions.domain.employer import Action, Admission, AdmissionState, Situation
from functions.usecases import admissions
from functions.web import problems
from functions.web.accounts import student_number
from functions.web.answers import Answer
from functions.web.call import Call
from functions.web.fields import choice, opaque, optional
from functions.web.routing import Views

views = Views()


@views.get("/api/admissions", may=Permission.READ_ADMISSIONS)
def listed(call: Call) -> Answer:
    """List an employer's admissions at all schools, or a school's in one state."""
    if call.actor.role is Role.EMPLOYER:
        mine = admissions.of_employer(call.services, call.actor)
        names = {each.school: call.services.store.school(each.school).name for each in mine}
        return {"items": [_shown(call, each) | {"school_name": names[each.school]} for each in mine], "cursor": None}
    state = choice(AdmissionState)(call.query.get("state", AdmissionState.REQUESTED), "state")
    page = admissions.of_school(call.services, call.actor, state, call.cursor)
    return {"items": [_shown(call, each) for each in page.items], "cursor": page.cursor}


@views.post("/api/admissions", may=Permission.REQUEST_ADMISSION)
def request(call: Call) -> Answer:
    """Ask a school for admission."""
    typed = call.body.read(school=opaque)
    return _shown(call, admissions.request(call.services, call.actor, typed["school"])), 201


@views.put("/api/admissions/<school>/<employer_id>/review", may=Permission.REVIEW_ADMISSION)
def review(call: Call, school: str, employer_id: str) -> Answer:
    """Approve or refuse a request, or withdraw an admission."""
    typed = call.body.read(
        action=choice(Action, Action.APPROVE, Action.REFUSE, Action.WITHDRAW), reason=optional(text.reason, "")
    )
    reviewed = admissions.review(call.services, call.actor, school, employer_id, **typed, version=call.version)
    return _shown(call, reviewed)


def _shown(call: Call, admission: Admission) -> dict[str, Any]:
    x = Situation(actor=call.actor, now=call.services.clock.now())
    return {
        "school": admission.school, "employer": admission.employer, "employer_name": admission.employer_name,
        "uscc": admission.uscc, "nature": admission.nature, "state": admission.state, "reason": admission.reason,
        "requested_at": admission.requested_at, "reviewed_at": admission.reviewed_at, "version": admission.version,
        "actions": employer.ADMISSION.allowed(admission, x),
    }  # fmt: skip


@views.post("/api/student-searches", may=Permission.SEARCH_STUDENT)
def search(call: Call) -> Answer:
    """Find a student by name and number; nothing personal stands in a URL."""
    typed = call.body.read(school=opaque, name=text.person_name, number=student_number)
    found = admissions.search(call.services, call.actor, **typed)
    person = found.student
    refusal = found.refusal and problems.part(found.refusal, call.services.texts, call.language)
    return {
        "student": {
            "id": person.id, "name": person.name, "number": person.number, "college_name": person.college_name,
            "major": person.major, "degree": person.degree, "gender": person.gender,
        },
        "is_signed": found.is_signed, "may_invite": refusal,
    }  # fmt: skip
