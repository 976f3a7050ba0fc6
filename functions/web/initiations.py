"""Signing that the student begins (section G) over HTTP: the draft, its stamped papers, submission and withdrawal."""

from __future__ import annotations

from functions.domain.access import Permission
from functions.domain.initiation import MOST_FILES
from functions.usecases import initiations
from functions.usecases.initiations import Typed
from functions.usecases.invitations import Answers
from functions.web import agreements, terms, units, uploads
from functions.web.answers import Answer, File
from functions.web.call import Call
from functions.web.fields import agreed, nothing, opaque
from functions.web.routing import Views

views = Views()


@views.get("/api/initiation", may=Permission.READ_INITIATION)
def standing(call: Call) -> Answer:
    """Tell whether the student may begin a signing now, and what the school asks for."""
    found = initiations.standing(call.services, call.actor)
    policy = found.policy.policy
    return {
        "may_submit": agreements.why(found.obstacle), "most_files": MOST_FILES,
        "policy": {
            "student_answers_pay_after_trial": policy.student_answers_pay_after_trial,
            "student_answers_health": policy.student_answers_health, "review_chain": policy.review_chain,
            "effective_on": policy.effective_on_student_initiated,
        },
    }  # fmt: skip


@views.post("/api/unit-searches", may=Permission.SEARCH_UNIT)
def library(call: Call) -> Answer:
    """Find units of the school's library by the beginning of their name, each with its recruiter's name (C09)."""
    typed = call.body.read(name=units.beginning)
    found = initiations.library(call.services, call.actor, typed["name"])
    return {"items": [units.in_library(one) | {"contact": one.contact} for one in found]}


def _typed(call: Call) -> Typed:
    read = call.body.read(unit=units.sketched, terms=terms.parse, **terms.ANSWERS)
    unit, path = read["unit"]
    answers = Answers(pay_after_trial=read["pay_after_trial"], health=read["health"])
    return Typed(unit=unit, code_path=path, terms=read["terms"], answers=answers)


@views.post("/api/agreements", may=Permission.DRAFT_AGREEMENT)
def draft(call: Call) -> Answer:
    """Keep what was typed as a draft (暂存)."""
    made = initiations.draft(call.services, call.actor, _typed(call))
    return agreements.detail(call, made.id), 201


@views.put("/api/agreements/<agreement>/draft", may=Permission.DRAFT_AGREEMENT, current=agreements.one)
def save(call: Call, agreement: str) -> Answer:
    """Keep what was changed in a draft, or after a return."""
    version = call.version
    initiations.save(call.services, call.actor, agreement, _typed(call), version=version)
    return agreements.detail(call, agreement)


@views.delete("/api/agreements/<agreement>/draft", may=Permission.DRAFT_AGREEMENT, current=agreements.one)
def discard(call: Call, agreement: str) -> Answer:
    """Put a draft away."""
    nothing(call.body)
    return agreements.row(initiations.discard(call.services, call.actor, agreement, version=call.version))


@views.post("/api/agreements/<agreement>/evidence", may=Permission.DRAFT_AGREEMENT)
def attach(call: Call, agreement: str) -> Answer:
    """Add a stamped paper, from whichever device (G07)."""
    typed = call.body.read(file=uploads.one_of(call.files, is_required=False))
    initiations.attach(call.services, call.actor, agreement, typed["file"])
    return agreements.detail(call, agreement), 201


@views.get("/api/agreements/<initiated>/evidence/<file>", may=Permission.READ_EVIDENCE)
def show(call: Call, initiated: str, file: str) -> Answer:
    """Show a stamped paper to its student and to who reviews it."""
    found, content = initiations.file(call.services, call.actor, initiated, file)
    return File(content, f"evidence.{uploads.EXTENSIONS[found.media_type]}", found.media_type, is_shown=True)


@views.delete("/api/agreements/<initiated>/evidence/<file>", may=Permission.DRAFT_AGREEMENT)
def detach(call: Call, initiated: str, file: str) -> Answer:
    """Take a stamped paper away again."""
    nothing(call.body)
    initiations.detach(call.services, call.actor, initiated, file)
    return agreements.detail(call, initiated)


@views.put("/api/agreements/<agreement>/submission", may=Permission.SUBMIT_AGREEMENT, current=agreements.one)
def submit(call: Call, agreement: str) -> Answer:
    """Submit exactly what was shown (发起)."""
    typed = call.body.read(hash=opaque, confirm=agreed)
    initiations.submit(call.services, call.actor, agreement, typed["hash"])
    return agreements.detail(call, agreement)


@views.put("/api/agreements/<agreement>/withdrawal", may=Permission.SUBMIT_AGREEMENT, current=agreements.one)
def withdraw(call: Call, agreement: str) -> Answer:
    """Take back what nobody has reviewed yet (撤回)."""
    nothing(call.body)
    initiations.withdraw(call.services, call.actor, agreement, version=call.version)
    return agreements.detail(call, agreement)
