"""Source records over HTTP: the student's own, the school's lists, requests to mend a field, next steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from typing import Any

from functions.domain import cohorts, student, text
from functions.domain.access import Permission
from functions.domain.actors import Role
from functions.domain.deadlines import local_date
from functions.domain.errors import Refused
from functions.domain.signing_lock import SigningLock
from functions.domain.student import CORRECTABLE, Correction, CorrectionState, SourceAction, SourceState, Student
from functions.usecases import accounts, steps, students
from functions.usecases.students import Cohort, Reading
from functions.web.answers import Answer, Reply, masked_phone
from functions.web.call import Call
from functions.web.fields import Parser, choice, line, nothing, of_table, opaque, optional
from functions.web.routing import Views

views = Views()
_LEAST_YEAR, _MOST_YEAR = 2000, 2100

# How each field that may be asked to be mended is read; the same rules as the roster's columns.
_PROPOSED: Mapping[str, Parser[str]] = {
    "name": text.person_name, "major": line(60), "class_name": line(40), "duration": line(4), "origin": line(60),
    "college_name": line(60),
    **{name: of_table(name) for name in ("gender", "ethnicity", "political_status", "degree", "training_mode")},
}  # fmt: skip


@views.get("/api/source-record", may=Permission.READ_SOURCE_RECORD)
def own(call: Call) -> Answer:
    """Show the student's own record."""
    reading = students.read(call.services, call.actor, call.actor.party or "")
    policy, lock = (
        reading.situation.policy,
        call.services.store.signing_lock(reading.student.school, reading.student.id),
    )
    return _record(reading) | {
        "editable": sorted(CORRECTABLE), "edits_itself": policy.student_may_edit_registry_fields,
        "blank_form": {"may_ask": policy.blank_form_marking and not lock.wants_blank_form,
                       "is_asked": lock.wants_blank_form, "held": lock.blank_forms,
                       "may_claim": _may_claim(reading, lock)},
    }  # fmt: skip


@views.put("/api/source-record/confirmation", may=Permission.CONFIRM_SOURCE_RECORD, current=own)
def confirm(call: Call) -> Answer:
    """Vouch for the record with phone and e-mail."""
    version = call.version
    typed = call.body.read(phone=text.mobile, email=text.email)
    students.vouch(call.services, call.actor, **typed, version=version)
    return own(call)


@views.post("/api/corrections", may=Permission.REQUEST_CORRECTION)
def request_correction(call: Call) -> Answer:
    """Ask the school to mend a field."""
    field = call.body.typed("field")
    proposed = _PROPOSED.get(field, line(100)) if isinstance(field, str) else line(100)
    typed = call.body.read(field=_correctable, proposed=proposed, reason=text.reason)
    return _correction(students.request_correction(call.services, call.actor, **typed)), 201


def _correctable(typed: object, field: str) -> str:
    if typed is None or typed == "":
        raise Refused("required", field=field)
    if not isinstance(typed, str) or typed not in CORRECTABLE:
        raise Refused("field_not_correctable", field=field, rule="B05")
    return typed


@views.get("/api/next-steps", may=Permission.READ_NEXT_STEPS)
def next_steps(call: Call) -> Answer:
    """Say what the student has to do next, and how the lock stands."""
    standing, now = steps.of_student(call.services, call.actor), call.services.clock.now()
    lock = standing.lock
    is_cooling = lock.is_cooling(now)
    return {
        "items": [
            {name: value for name, value in asdict(step).items() if value not in ("", None)} for step in standing.steps
        ],
        "lock": {
            "state": "held" if lock.is_held() else "cooldown" if is_cooling else "free", "agreement": lock.agreement,
            "until": lock.until if is_cooling else None, "is_provisional": is_cooling and lock.is_until_provisional,
            "terminations": lock.terminations, "max": standing.most_terminations,
            "destination": lock.destination,
        },
        "may_initiate": standing.may_initiate,
    }  # fmt: skip


@views.get("/api/students", may=Permission.READ_STUDENTS)
def listed(call: Call) -> Answer:
    """List a cohort; phones are masked, there is no ID number."""
    default = str(student.present_cohort(local_date(call.services.clock.now())))
    cohort = text.whole_number(call.query.get("cohort", default), "cohort", least=_LEAST_YEAR, most=_MOST_YEAR)
    college = optional(opaque)(call.query.get("college"), "college")
    state = optional(choice(SourceState))(call.query.get("state"), "state")
    page = students.of_cohort(call.services, call.actor, Cohort(year=cohort, college=college, state=state), call.cursor)
    return {"items": [_row(each) for each in page.items], "cursor": page.cursor}


@views.get("/api/students/<student_id>", may=Permission.READ_STUDENTS)
def one(call: Call, student_id: str) -> Answer:
    """Show a record to the school."""
    reading = students.read(call.services, call.actor, student_id)
    release = ["release"] if call.actor.role is Role.ADMIN and reading.student.is_bound else []
    policy = reading.situation.policy
    shown, lock = _record(reading), call.services.store.signing_lock(reading.student.school, student_id)
    paper = ["issue_blank_form"] if policy.blank_form_marking else []
    signing = [] if lock.is_held() else ["record_signing"]
    number = ["claim_number"] if _may_claim(reading, lock) else []
    return shown | {
        "is_bound": reading.student.is_bound, "blank_forms": lock.blank_forms,
        "wants_blank_form": lock.wants_blank_form,
        "paper_exceptions": policy.paper_exceptions, "is_online_only": _is_online_only(call, reading),
        "actions": [*shown["actions"], *release, *paper, *number, *signing],
    }  # fmt: skip


def _may_claim(reading: Reading, lock: SigningLock) -> bool:
    """Whether there is a form in hand whose number could become the agreement number (B09)."""
    return (
        bool(lock.blank_forms)
        and not reading.student.agreement_number
        and (reading.situation.policy.blank_form_marking)
    )


def _is_online_only(call: Call, reading: Reading) -> bool:
    today = local_date(call.services.clock.now())
    return cohorts.is_online_only(reading.student.cohort, reading.situation.policy, today)


@views.put("/api/students/<student_id>/review", may=Permission.REVIEW_SOURCE_RECORD, current=one)
def review(call: Call, student_id: str) -> Answer:
    """Verify a submitted record or return it."""
    version = call.version
    typed = call.body.read(
        action=choice(SourceAction, SourceAction.VERIFY, SourceAction.RETURN), reason=optional(text.reason, "")
    )
    students.review(call.services, call.actor, student_id, **typed, version=version)
    return one(call, student_id)


@views.post("/api/students/<student_id>/release", may=Permission.RELEASE_BINDING)
def release(call: Call, student_id: str) -> Answer:
    """Release a binding (A03)."""
    nothing(call.body)
    accounts.release(call.services, call.actor, student_id)
    return Reply(None)


@views.get("/api/corrections", may=Permission.READ_CORRECTIONS)
def corrections(call: Call) -> Answer:
    """List the requests in one state."""
    state = choice(CorrectionState)(call.query.get("state", CorrectionState.OPEN), "state")
    college = optional(opaque)(call.query.get("college"), "college")
    page = students.corrections(call.services, call.actor, state, college, call.cursor)
    return {"items": [_correction(each) for each in page.items], "cursor": page.cursor}


@views.put("/api/corrections/<correction_id>/answer", may=Permission.ANSWER_CORRECTION)
def answer(call: Call, correction_id: str) -> Answer:
    """Mend the field, or say why not."""
    version = call.version
    typed = call.body.read(
        state=choice(CorrectionState, CorrectionState.MADE, CorrectionState.REFUSED),
        answer=optional(partial(text.paragraph, most=500), ""),
    )
    answered = students.answer_correction(
        call.services, call.actor, correction_id, typed["state"], typed["answer"], version=version
    )
    return _correction(answered)


def _row(person: Student) -> dict[str, Any]:
    return {
        "id": person.id, "number": person.number, "name": person.name, "gender": person.gender,
        "college_name": person.college_name, "major": person.major, "class_name": person.class_name,
        "degree": person.degree, "training_mode": person.training_mode, "cohort": person.cohort,
        "plan": person.plan,
        "phone": masked_phone(person.phone), "agreement_number": person.agreement_number, "state": person.state,
        "is_bound": person.is_bound, "version": person.version,
    }  # fmt: skip


def _record(reading: Reading) -> dict[str, Any]:
    person = reading.student
    return _row(person) | {
        "phone": person.phone, "email": person.email, "ethnicity": person.ethnicity,
        "political_status": person.political_status, "duration": person.duration, "origin": person.origin,
        "address": person.address, "qq": person.qq, "entry_year": person.entry_year, "id_last4": person.id_last4,
        "confirmed_at": person.confirmed_at, "actions": student.MACHINE.allowed(person, reading.situation),
        "corrections": [_correction(each) for each in reading.corrections],
    }  # fmt: skip


def _correction(asked: Correction) -> dict[str, Any]:
    return {
        "id": asked.id, "student": asked.student, "student_name": asked.student_name,
        "student_number": asked.student_number, "field": asked.field, "current": asked.current,
        "proposed": asked.proposed, "reason": asked.reason, "requested_at": asked.requested_at, "state": asked.state,
        "answer": asked.answer, "answered_at": asked.answered_at, "version": asked.version,
        "actions": ["answer"] if asked.state is CorrectionState.OPEN else [],
    }  # fmt: skip
