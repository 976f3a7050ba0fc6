"""Terminations over HTTP: applied for by a party, answered by the other, decided by the reviewers."""

from __future__ import annotations

from functools import partial
from typing import Any

from functions.domain import ending, termination, text
from functions.domain.access import Permission
from functions.domain.actors import STAFF
from functions.domain.ending import Verdict
from functions.domain.errors import NotFound
from functions.domain.grounds import Reason
from functions.domain.icalendar import MEDIA_TYPE
from functions.domain.termination import MACHINE, Action, Application, Fault, State, Termination
from functions.usecases import deadlines, terminations
from functions.usecases.agreements import shown
from functions.usecases.terminations import Sieve
from functions.web import agreements, uploads
from functions.web.answers import Answer, File
from functions.web.call import Call
from functions.web.fields import boolean, choice, nothing, opaque, optional
from functions.web.routing import Views
from functions.web.words import Words

views = Views()
_SIFTED = ("college", "cohort", "plan", "degree", "major", "class_name")


@views.get("/api/terminations", may=Permission.READ_TERMINATION)
def listed(call: Call) -> Answer:
    """List the reviewer's applications in one state, narrowed as asked (rules.md 1.7), or the party's own."""
    if call.actor.role not in STAFF:
        page = terminations.of_party(call.services, call.actor, call.cursor)
    else:
        state = choice(State)(call.query.get("state"), "state")
        sieve = Sieve(**{name: call.query.get(name) or None for name in _SIFTED})
        page = terminations.of_school(call.services, call.actor, state, sieve, call.cursor)
    words = Words(call)
    return {"items": [_row(one, call, words) for one in page.items], "cursor": page.cursor}


def _row(one: Termination, call: Call, words: Words) -> dict[str, Any]:
    now = call.services.clock.now()
    state = State.LAPSED if termination.is_lapsed(one, now) else one.state
    return {
        "id": one.id, "agreement": one.agreement, "version": one.version, "state": state,
        "word": words.of(one.school, one.policy_version, "termination", state),
        "student_name": one.student_name, "student_number": one.student_number, "college": one.college,
        "class_name": one.class_name, "degree": one.degree, "major": one.major,
        "employer_name": one.employer_name, "nature": one.employer_nature,
        "cohort": one.cohort, "plan": one.plan, "initiator": one.initiator, "reason": one.reason,
        "applied_at": one.applied_at, "answer_by": one.answer_by, "ended_at": one.ended_at,
    }  # fmt: skip


@views.get("/api/agreements/<agreement>/terminations/<termination>", may=Permission.READ_TERMINATION)
def one(call: Call, agreement: str, termination: str) -> Answer:
    """Show an application with the agreement it would end; who decides makes the digests of `original` (M13)."""
    applied, found, x = terminations.read(call.services, call.actor, agreement, termination)
    return _row(applied, call, Words(call, x.policy)) | {
        "explanation": applied.explanation, "has_letter": bool(applied.letter), "answer": applied.answer,
        "reviews": applied.reviews, "actions": MACHINE.allowed(applied, x), "summary": agreements.row(found),
        "terms": found.terms, "is_without_liability": applied.is_without_liability,
        "rests_on_letter": applied.rests_on_letter, "needs_verification": ending.needs_verification(applied),
        "original": shown(found) if call.actor.role in STAFF else None,
    }  # fmt: skip


@views.get("/api/agreements/<agreement>/terminations/<termination>/deadline.ics", may=Permission.READ_TERMINATION)
def deadline(call: Call, agreement: str, termination: str) -> Answer:
    """Give out the deadline for answering for a calendar."""
    file = deadlines.of_termination(call.services, call.actor, agreement, termination, call.language)
    return File(file, deadlines.NAME, MEDIA_TYPE)


@views.post("/api/agreements/<agreement>/terminations", may=Permission.APPLY_TERMINATION, current=agreements.one)
def apply(call: Call, agreement: str) -> Answer:
    """Apply, with the other party's letter where there is one."""
    typed = call.body.read(
        reason=optional(choice(Reason)), explanation=optional(partial(text.reason, most=1000), ""),
        letter=uploads.one_of(call.files, is_required=False),
    )  # fmt: skip
    application, letter = Application(reason=typed["reason"], explanation=typed["explanation"]), typed["letter"]
    made = terminations.apply(
        call.services, call.actor, agreement, application, version=call.version, letter=letter
    )  # fmt: skip
    made_so = one(call, agreement, made.id)
    return made_so, 201  # type: ignore[return-value]  # `one` gives a mapping


@views.put(
    "/api/agreements/<agreement>/terminations/<termination>/answer", may=Permission.ANSWER_TERMINATION, current=one
)
def answer(call: Call, agreement: str, termination: str) -> Answer:
    """Agree or refuse."""
    typed = call.body.read(is_agreed=boolean, reason=optional(text.reason, ""))
    terminations.answer(
        call.services, call.actor, agreement, termination,
        is_agreed=typed["is_agreed"], reason=typed["reason"], version=call.version,
    )  # fmt: skip
    return one(call, agreement, termination)


@views.put(
    "/api/agreements/<agreement>/terminations/<termination>/withdrawal",
    may=Permission.WITHDRAW_TERMINATION,
    current=one,
)
def withdraw(call: Call, agreement: str, termination: str) -> Answer:
    """Take an unanswered application back."""
    nothing(call.body)
    terminations.withdraw(call.services, call.actor, agreement, termination, version=call.version)
    return one(call, agreement, termination)


@views.post(
    "/api/agreements/<agreement>/terminations/<termination>/reviews", may=Permission.REVIEW_TERMINATION, current=one
)
def review(call: Call, agreement: str, termination: str) -> Answer:
    """Approve or fail, naming what was read."""
    typed = call.body.read(
        decision=choice(Action, Action.PASS, Action.FAIL), reason=optional(text.reason, ""),
        fault=optional(choice(Fault)), verification=optional(text.reason, ""),
        agreement_digest=optional(opaque, ""), letter_digest=optional(opaque, ""),
    )  # fmt: skip
    verdict = Verdict(**typed)
    terminations.review(call.services, call.actor, agreement, termination, verdict, version=call.version)
    return one(call, agreement, termination)


@views.get("/api/agreements/<agreement>/terminations/<termination>/letter", may=Permission.READ_TERMINATION)
def letter(call: Call, agreement: str, termination: str) -> Answer:
    """Give out the uploaded letter."""
    applied, _, _ = terminations.read(call.services, call.actor, agreement, termination)
    if not applied.letter:
        raise NotFound("letter")
    content = call.services.blobs.get(applied.letter)
    kind = uploads.media_type(content) or uploads.PDF
    return File(content, f"letter.{uploads.EXTENSIONS[kind]}", kind, is_shown=True)
