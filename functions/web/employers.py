"""Employers over HTTP: registration, resubmission, review, licence, colleagues."""

from __future__ import annotations

from typing import Any

from functions.domain import employer, text
from functions.domain.access import Permission
from functions.domain.codes import table
from functions.domain.employer import Action, Employer, RegistrationState, Situation
from functions.usecases import employers, registering, staff
from functions.usecases.registering import Details
from functions.web import uploads
from functions.web.answers import Answer, File
from functions.web.call import Call
from functions.web.fields import Parser, choice, optional
from functions.web.routing import Views
from functions.web.units import described

views = Views()


def _details(call: Call, **more: Parser[Any]) -> tuple[Details, dict[str, Any]]:
    """Read what an employer says about itself, with what more a form has."""
    typed = call.body.read(**described(call.body.typed("code_path")), **more)
    rest = {name: typed.pop(name) for name in more}
    return Details(**typed), rest


@views.post("/api/employers", may=Permission.REGISTER_EMPLOYER)
def register(call: Call) -> Answer:
    """Take a registration with its licence and mail what completes it; the answer tells nothing else."""
    details, rest = _details(call, licence=uploads.one_of(call.files))
    registering.register(call.services, details, **rest)
    return {"mailed_to": details.email}, 202


@views.get("/api/employer", may=Permission.READ_OWN_EMPLOYER)
def own(call: Call) -> Answer:
    """Show the actor's employer."""
    return _own(call, employers.own(call.services, call.actor))


@views.put("/api/employer", may=Permission.RESUBMIT_EMPLOYER, current=own)
def resubmit(call: Call) -> Answer:
    """Hand a returned registration in again."""
    version = call.version
    details, rest = _details(call, licence=uploads.one_of(call.files, is_required=False))
    return _own(call, employers.resubmit(call.services, call.actor, details, **rest, version=version))


@views.get("/api/employer/licence", may=Permission.READ_OWN_EMPLOYER)
def own_licence(call: Call) -> Answer:
    """Give the employer its own licence."""
    return _licence(call, employers.own(call.services, call.actor).id)


@views.get("/api/employers", may=Permission.READ_EMPLOYERS)
def listed(call: Call) -> Answer:
    """List the registrations in one state."""
    state = choice(RegistrationState)(call.query.get("state", RegistrationState.REGISTERED), "state")
    page = employers.in_state(call.services, state, call.cursor)
    return {"items": [_shown(call, each) for each in page.items], "cursor": page.cursor}


@views.get("/api/employers/<employer_id>", may=Permission.READ_EMPLOYER)
def one(call: Call, employer_id: str) -> Answer:
    """Show an employer to who reviews it."""
    return _shown(call, employers.read(call.services, call.actor, employer_id))


@views.put("/api/employers/<employer_id>/review", may=Permission.REVIEW_EMPLOYER, current=one)
def review(call: Call, employer_id: str) -> Answer:
    """Approve, return, refuse, suspend or restore a registration."""
    decisions = (Action.APPROVE, Action.RETURN, Action.REFUSE, Action.SUSPEND, Action.RESTORE)
    typed = call.body.read(action=choice(Action, *decisions), reason=optional(text.reason, ""))
    reviewed = employers.review(call.services, call.actor, employer_id, **typed, version=call.version)
    return _shown(call, reviewed)


@views.get("/api/employers/<employer_id>/licence", may=Permission.READ_EMPLOYER)
def licence(call: Call, employer_id: str) -> Answer:
    """Show the licence to who reviews it (C07)."""
    return _licence(call, employer_id)


def _licence(call: Call, employer_id: str) -> File:
    content = employers.licence(call.services, call.actor, employer_id)
    kind = uploads.media_type(content) or uploads.PDF
    return File(content, f"licence.{uploads.EXTENSIONS[kind]}", kind, is_shown=True)


def _own(call: Call, unit: Employer) -> dict[str, Any]:
    """The own form chooses from the code tables again, so it gets codes beside labels."""
    coded = {
        "nature": table("employer_nature").find(unit.nature, "nature").code,
        "industry": table("industry").find(unit.industry, "industry").code,
    }
    return _shown(call, unit) | coded | {"nature_name": unit.nature, "industry_name": unit.industry}


def _shown(call: Call, unit: Employer) -> dict[str, Any]:
    x = Situation(actor=call.actor, now=call.services.clock.now())
    return {
        "id": unit.id, "name": unit.name, "uscc": unit.uscc, "code_path": unit.code_path, "nature": unit.nature,
        "industry": unit.industry, "location": unit.location, "address": unit.address, "postcode": unit.postcode,
        "contact": unit.contact, "phone": unit.phone, "email": unit.email, "registered_at": unit.registered_at,
        "state": unit.state, "reason": unit.reason, "reviewed_at": unit.reviewed_at, "version": unit.version,
        "actions": employer.REGISTRATION.allowed(unit, x),
    }  # fmt: skip


@views.get("/api/colleagues", may=Permission.READ_COLLEAGUES)
def colleagues(call: Call) -> Answer:
    """List the HR accounts of the employer and the open invitations."""
    people, invited = employers.colleagues(call.services, call.actor)
    return {"items": [
        *({"id": each.id, "name": each.name, "email": each.email, "created_at": each.created_at,
           "state": "active" if each.is_active else "removed", "is_me": each.id == call.actor.account}
          for each in people),
        *({"id": None, "name": each.name, "email": each.email, "created_at": each.created_at, "state": "invited",
           "expires_at": each.expires_at, "is_me": False} for each in invited),
    ], "cursor": None}  # fmt: skip


@views.post("/api/colleagues", may=Permission.INVITE_COLLEAGUE)
def invite_colleague(call: Call) -> Answer:
    """Invite another HR person by e-mail."""
    typed = call.body.read(email=text.email, name=text.person_name)
    invited = staff.invite_colleague(call.services, call.actor, **typed)
    return {"name": invited.name, "email": invited.email, "expires_at": invited.expires_at, "state": "invited"}, 201
