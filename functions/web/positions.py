"""Positions and the résumé over HTTP: what an employer describes, and what a graduate browses and writes of herself."""

from __future__ import annotations

from functools import partial
from typing import Any

from functions.domain import position, text
from functions.domain.access import Permission
from functions.domain.actors import Role
from functions.domain.position import Action, Position, Situation
from functions.domain.resume import Resume
from functions.usecases import positions, resumes
from functions.web import terms
from functions.web.answers import Answer
from functions.web.call import Call
from functions.web.fields import Parser, line, nothing, opaque, optional
from functions.web.routing import Views

views = Views()
_MOST_WANTED, _MOST_WORDS = 9999, 40


_DESCRIBED: dict[str, Parser[Any]] = {
    "terms": terms.parse,
    "wanted": partial(text.whole_number, least=1, most=_MOST_WANTED),
    "description": optional(partial(text.paragraph, most=2000), ""),
}


def _said(parser: Parser[str]) -> Parser[str]:
    """Read a text that may be blank and must be there: what was lost on its way erases nothing."""
    return lambda typed, field: "" if typed == "" else parser(typed, field)


_WRITTEN: dict[str, Parser[Any]] = {
    "wish": _said(line(100)),
    "experience": _said(partial(text.paragraph, most=2000)),
    "skills": _said(partial(text.paragraph, most=1000)),
    "about": _said(partial(text.paragraph, most=1000)),
}


@views.get("/api/positions", may=Permission.READ_POSITION)
def listed(call: Call) -> Answer:
    """List an employer's own positions, or what is open to a graduate, narrowed to words."""
    if call.actor.role is Role.EMPLOYER:
        page = positions.of_employer(call.services, call.actor, call.cursor)
    else:
        words = optional(line(_MOST_WORDS), "")(call.query.get("words"), "words") or ""
        page = positions.open_(call.services, call.actor, words, call.cursor)
    return {"items": [_row(each) for each in page.items], "cursor": page.cursor}


def _row(found: Position) -> dict[str, Any]:
    terms_of = found.terms
    return {
        "id": found.id, "state": found.state, "school": found.school, "employer_name": found.employer_name,
        "position": terms_of.position, "job_category": terms_of.job_category, "workplace": terms_of.workplace,
        "monthly_pay": terms_of.monthly_pay, "wanted": found.wanted, "created_at": found.created_at,
        "version": found.version,
    }  # fmt: skip


@views.get("/api/positions/<position>", may=Permission.READ_POSITION)
def one(call: Call, position: str) -> Answer:
    """Show a position; to a graduate with her application for it, and without the terms that are the offer's."""
    return _shown(call, *positions.read(call.services, call.actor, position))


def _shown(call: Call, found: Position, x: Situation) -> dict[str, Any]:
    shown = _row(found) | {"description": found.description, "actions": position.MACHINE.allowed(found, x)}
    if call.actor.role is Role.EMPLOYER:
        return shown | {"terms": found.terms}
    applied = call.services.store.find_applied(found.id, call.actor.party or "")
    return shown | {
        "application": applied.id if applied else None,
        "actions": ["apply"] if found.is_open and applied is None else [],
        "has_resume": not resumes.mine(call.services, call.actor).is_blank,
    }  # fmt: skip


@views.post("/api/positions", may=Permission.KEEP_POSITION)
def publish(call: Call) -> Answer:
    """Describe a position to the graduates of a school."""
    typed = call.body.read(school=opaque, **_DESCRIBED)
    made = positions.publish(call.services, call.actor, **typed)
    return _shown(call, *positions.read(call.services, call.actor, made.id)), 201


@views.put("/api/positions/<position>", may=Permission.KEEP_POSITION, current=one)
def edit(call: Call, position: str) -> Answer:
    """Describe it otherwise."""
    typed = call.body.read(**_DESCRIBED)
    positions.edit(call.services, call.actor, position, **typed, version=call.version)
    return one(call, position)


@views.put("/api/positions/<position>/closure", may=Permission.KEEP_POSITION, current=one)
def close(call: Call, position: str) -> Answer:
    """Take no more applications."""
    return _move(call, position, Action.CLOSE)


@views.put("/api/positions/<position>/reopening", may=Permission.KEEP_POSITION, current=one)
def reopen(call: Call, position: str) -> Answer:
    """Take applications again."""
    return _move(call, position, Action.REOPEN)


def _move(call: Call, which: str, action: Action) -> Answer:
    nothing(call.body)
    positions.move(call.services, call.actor, which, action, version=call.version)
    return one(call, which)


@views.get("/api/resume", may=Permission.KEEP_RESUME)
def own_resume(call: Call) -> Answer:
    """Show the student's own résumé."""
    held = resumes.mine(call.services, call.actor)
    return resume(held) | {"version": held.version}


@views.put("/api/resume", may=Permission.KEEP_RESUME, current=own_resume)
def write_resume(call: Call) -> Answer:
    """Rewrite it."""
    written = resumes.rewrite(call.services, call.actor, **call.body.read(**_WRITTEN), version=call.version)
    return resume(written) | {"version": written.version}


def resume(held: Resume) -> dict[str, Any]:
    """Return a résumé as its readers see it."""
    return {"wish": held.wish, "experience": held.experience, "skills": held.skills, "about": held.about}
