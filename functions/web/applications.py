"""Applications over HTTP: sent and taken back by a graduate; interview, result and offer by the employer."""

from __future__ import annotations

from functools import partial
from typing import Any

from functions.domain import application, text
from functions.domain.access import Permission
from functions.domain.actors import Role
from functions.domain.application import Interview
from functions.domain.icalendar import MEDIA_TYPE
from functions.ports import Page
from functions.usecases import applications, deadlines, offers
from functions.usecases.applications import Reading, Standing
from functions.usecases.policies import in_force
from functions.web import positions, terms
from functions.web.answers import Answer, File
from functions.web.call import Call
from functions.web.fields import agreed, boolean, line, nothing, optional
from functions.web.routing import Views

views = Views()


@views.get("/api/applications", may=Permission.APPLY_FOR_POSITION)
def mine(call: Call) -> Answer:
    """List the graduate's own applications."""
    return _listed(call, applications.of_student(call.services, call.actor, call.cursor))


@views.get("/api/positions/<position>/applications", may=Permission.READ_APPLICANTS)
def for_position(call: Call, position: str) -> Answer:
    """List the applications for a position, in the columns of rules.md 1.7."""
    return _listed(call, applications.for_position(call.services, call.actor, position, call.cursor))


def _listed(call: Call, page: Page[Standing]) -> dict[str, Any]:
    # A position's applications are from one school.
    school = _school(call, page.items[0]) if page.items else ""
    return {"items": [_row(call, each, school) for each in page.items], "cursor": page.cursor}


def _school(call: Call, standing: Standing) -> str:
    return "" if call.actor.role is Role.STUDENT else call.services.store.school(standing.application.school).name


def _row(call: Call, standing: Standing, school_name: str) -> dict[str, Any]:
    found, offer = standing.application, standing.offer
    row = {
        "id": found.id, "state": standing.shown, "position": found.title, "employer_name": found.employer_name,
        "position_id": found.position, "applied_at": found.applied_at, "interview": found.interview,
        "answer_by": offer and offer.expires_at, "version": found.version,
        "agreement_state": standing.agreement and standing.agreement.state,
    }  # fmt: skip
    return row if call.actor.role is Role.STUDENT else row | _sender(standing, school_name)


def _sender(standing: Standing, school_name: str) -> dict[str, Any]:
    """Say who applied; how to reach her, only while the application runs."""
    person, is_over = standing.student, standing.is_over
    return {
        "name": person.name, "school_name": school_name, "gender": person.gender,
        "degree": person.degree, "major": person.major, "phone": "" if is_over else person.phone,
        "email": "" if is_over else person.email,
    }  # fmt: skip


@views.get("/api/applications/<application>", may=Permission.READ_APPLICATION)
def one(call: Call, application: str) -> Answer:
    """Show an application to whoever sent it, or to its employer with the résumé."""
    return _shown(call, applications.read(call.services, call.actor, application))


def _shown(call: Call, reading: Reading) -> dict[str, Any]:
    standing, found = reading.standing, reading.standing.application
    policy = in_force(call.services.store, found.school, reading.situation.now).policy
    shown = _row(call, standing, _school(call, standing)) | {
        "reason": found.reason, "actions": application.MACHINE.allowed(found, reading.situation),
        "resume": None if standing.is_over else positions.resume(reading.resume),
        "offer": standing.offer and standing.offer.id,
    }  # fmt: skip
    if call.actor.role is Role.STUDENT:
        return shown
    return shown | {
        "terms": call.services.store.position(found.position).terms,
        "policy": {
            "invite_valid_days": policy.invite_valid_days, "invite_valid_days_min": policy.invite_valid_days_min,
            "invite_valid_days_max": policy.invite_valid_days_max,
            "employer_may_choose_validity": policy.employer_may_choose_validity,
        },
    }  # fmt: skip


@views.get("/api/applications/<application>/interview.ics", may=Permission.READ_APPLICATION)
def calendar(call: Call, application: str) -> Answer:
    """Give out the interview for a calendar."""
    file = deadlines.of_interview(call.services, call.actor, application, call.language)
    return File(file, deadlines.NAME, MEDIA_TYPE)


@views.post("/api/positions/<position>/applications", may=Permission.APPLY_FOR_POSITION)
def apply(call: Call, position: str) -> Answer:
    """Send the résumé to the employer, which only `confirm` allows."""
    call.body.read(confirm=agreed)
    made = applications.apply(call.services, call.actor, position)
    return _shown(call, applications.read(call.services, call.actor, made.id)), 201


@views.put("/api/applications/<application>/withdrawal", may=Permission.WITHDRAW_APPLICATION, current=one)
def withdraw(call: Call, application: str) -> Answer:
    """Take it back."""
    nothing(call.body)
    applications.withdraw(call.services, call.actor, application, version=call.version)
    return one(call, application)


@views.put("/api/applications/<application>/interview", may=Permission.INVITE_TO_INTERVIEW, current=one)
def invite(call: Call, application: str) -> Answer:
    """Propose an interview: when, where or by which link, whom to ask."""
    typed = call.body.read(
        at=text.moment, place=line(200), contact=text.person_name, phone=text.phone,
        note=optional(partial(text.paragraph, most=500), ""),
    )  # fmt: skip
    applications.invite(call.services, call.actor, application, Interview(**typed), version=call.version)
    return one(call, application)


@views.put("/api/applications/<application>/interview/answer", may=Permission.ANSWER_INTERVIEW, current=one)
def answer(call: Call, application: str) -> Answer:
    """Accept or decline the interview."""
    typed = call.body.read(is_accepted=boolean, reason=optional(text.reason, ""))
    applications.answer(call.services, call.actor, application, **typed, version=call.version)
    return one(call, application)


@views.put("/api/applications/<application>/result", may=Permission.RECORD_RESULT, current=one)
def decide(call: Call, application: str) -> Answer:
    """Record the result."""
    typed = call.body.read(is_passed=boolean, reason=optional(text.reason, ""))
    applications.decide(call.services, call.actor, application, **typed, version=call.version)
    return one(call, application)


@views.put("/api/applications/<application>/offer", may=Permission.MAKE_OFFER, current=one)
def offer(call: Call, application: str) -> Answer:
    """Offer the position, to be answered by a date."""
    typed = call.body.read(terms=terms.parse, answer_by=optional(text.day))
    offers.make(call.services, call.actor, application, **typed, version=call.version)
    return one(call, application)
