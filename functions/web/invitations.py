"""Invitations over HTTP: the employer's drafts and sendings, the student's answer."""

from __future__ import annotations

from typing import Any

from functions.domain import invitation, text
from functions.domain.access import Permission
from functions.domain.actors import Role, student_address
from functions.domain.agreement import Agreement
from functions.domain.flags import flags
from functions.domain.icalendar import MEDIA_TYPE
from functions.domain.invitation import MACHINE, Invitation, State
from functions.usecases import deadlines, evidence, invitations, notices
from functions.usecases.invitations import Answers, Reading
from functions.web import agreements, guests, terms
from functions.web.answers import Answer, File
from functions.web.call import Call
from functions.web.fields import agreed, nothing, opaque, optional
from functions.web.routing import Views
from functions.web.words import Words

views = Views()


@views.get("/api/invitations", may=Permission.READ_INVITATION)
def mine(call: Call) -> Answer:
    """List the party's own invitations."""
    listed = invitations.of_student if call.actor.role is Role.STUDENT else invitations.of_employer
    page = listed(call.services, call.actor, call.cursor)
    words = Words(call)
    items = [_row(offer, state, words) for offer, state in invitations.shown(call.services, call.actor, page.items)]
    return {"items": items, "cursor": page.cursor}


def _row(offer: Invitation, state: str, words: Words) -> dict[str, Any]:
    return {
        "id": offer.id, "state": state, "word": words.of(offer.school, offer.policy_version, "invitation", state),
        "student_name": offer.student_name, "student_number": offer.student_number,
        "employer_name": offer.employer_name, "position": offer.terms.position, "monthly_pay": offer.terms.monthly_pay,
        "sent_at": offer.sent_at, "expires_at": offer.expires_at, "created_at": offer.created_at,
        "revision": offer.revision, "version": offer.version, "trust": offer.trust,
    }  # fmt: skip


@views.get("/api/invitations/<invitation>", may=Permission.READ_INVITATION)
def one(call: Call, invitation: str) -> Answer:
    """Show an invitation with everything that an answer needs."""
    return shown(call, invitations.read(call.services, call.actor, invitation))


@views.get("/api/invitations/<invitation>/deadline.ics", may=Permission.READ_INVITATION)
def deadline(call: Call, invitation: str) -> Answer:
    """Give out the deadline for a calendar."""
    file = deadlines.of_invitation(call.services, call.actor, invitation, call.language)
    return File(file, deadlines.NAME, MEDIA_TYPE)


def shown(call: Call, reading: Reading) -> dict[str, Any]:
    """Return an invitation as its page shows it: only the student gets what accepting would bind."""
    offer, x, policy = reading.invitation, reading.situation, reading.policy.policy
    state = invitation.shown(offer, x.lock, x.now, is_admitted=x.is_admitted)
    words = Words(call, policy)
    resource = _row(offer, _for(call, state), words) | {
        "agreement": _agreement(invitations.agreement(call.services, offer), words),
        "school": offer.school, "terms": offer.terms, "previous": offer.previous, "reason": offer.reason,
        "differences": terms.changed(offer.previous, offer.terms), "unit": reading.unit, "valid_days": offer.valid_days,
        "flags": flags(offer.terms, reading.unit, policy), "actions": MACHINE.allowed(offer, x),
        "policy": {
            "invite_valid_days": policy.invite_valid_days, "invite_valid_days_min": policy.invite_valid_days_min,
            "invite_valid_days_max": policy.invite_valid_days_max,
            "employer_may_choose_validity": policy.employer_may_choose_validity,
            "reject_reason_required": policy.reject_reason_required,
            "student_answers_pay_after_trial": policy.student_answers_pay_after_trial,
            "student_answers_health": policy.student_answers_health,
        },
    }  # fmt: skip
    return resource | (_for_student(call, reading) if call.actor.role is Role.STUDENT else _for_employer(call, reading))


def _agreement(made: Agreement | None, words: Words) -> dict[str, Any] | None:
    """协议书状态 stands beside 签约状态; None before there is an agreement."""
    return None if made is None else {"state": made.state, "word": words.of_agreement(made)["word"]}


def _for(call: Call, state: str) -> str:
    # That the student has signed elsewhere is not the employer's to know (F08).
    return State.PENDING if call.actor.role is Role.EMPLOYER and state == invitation.Shown.VIEW_ONLY else state


def _for_student(call: Call, reading: Reading) -> dict[str, Any]:
    offer, policy, x = reading.invitation, reading.policy.policy, reading.situation
    what = invitations.bound(call.services, reading)
    locks = {
        "terminations_used": x.lock.terminations, "terminations_max": policy.max_terminations,
        "cooldown_working_days": policy.cooldown_working_days, "effective_on": policy.effective_on(offer.mode),
        "review_chain": policy.review_chain,
        "others_open": sum(one.invitation != offer.id for one in x.open.alive(x.now)),
        "penalty": offer.terms.penalty,
    }  # fmt: skip
    material = guests.material(offer.guest)
    return {
        "graduate": what["graduate"],
        "material": material,
        "evidence": {"hash": evidence.digest(what), "shown": what},
        "locks": locks,
    }


def _for_employer(call: Call, reading: Reading) -> dict[str, Any]:
    person = reading.student
    return {"receipt": _receipt(call, reading.invitation), "graduate": {
        "name": person.name, "number": person.number, "gender": person.gender, "college_name": person.college_name,
        "major": person.major, "degree": person.degree,
    }}  # fmt: skip


def _receipt(call: Call, offer: Invitation) -> dict[str, Any] | None:
    if not offer.is_sent:
        return None
    told = notices.receipt(call.services, offer.id, student_address(offer.student))
    fates = notices.fates(told) if told else {}
    return {
        "is_told": told is not None,
        "channels": [{"channel": each, "state": fates[each].delivery} for each in sorted(fates)],
    }


def _days(typed: object, field: str) -> int:
    return text.whole_number(typed, field, least=1, most=365)


@views.post("/api/invitations", may=Permission.DRAFT_INVITATION)
def draft(call: Call) -> Answer:
    """Save a draft."""
    typed = call.body.read(school=opaque, student=opaque, terms=terms.parse, valid_days=optional(_days))
    made = invitations.draft(
        call.services, call.actor, typed["school"], typed["student"], typed["terms"], typed["valid_days"]
    )
    return shown(call, invitations.read(call.services, call.actor, made.id)), 201


@views.put("/api/invitations/<invitation>", may=Permission.EDIT_INVITATION, current=one)
def edit(call: Call, invitation: str) -> Answer:
    """Change a draft or a withdrawn invitation."""
    typed = call.body.read(terms=terms.parse, valid_days=optional(_days))
    invitations.edit(call.services, call.actor, invitation, typed["terms"], typed["valid_days"], version=call.version)
    return one(call, invitation)


@views.delete("/api/invitations/<invitation>", may=Permission.DISCARD_INVITATION, current=one)
def discard(call: Call, invitation: str) -> Answer:
    """Put a draft away."""
    invitations.discard(call.services, call.actor, invitation, version=call.version)
    return one(call, invitation)


@views.put("/api/invitations/<invitation>/dispatch", may=Permission.SEND_INVITATION, current=one)
def send(call: Call, invitation: str) -> Answer:
    """Send or resend."""
    nothing(call.body)
    invitations.send(call.services, call.actor, invitation, version=call.version)
    return one(call, invitation)


@views.put("/api/invitations/<invitation>/withdrawal", may=Permission.WITHDRAW_INVITATION, current=one)
def withdraw(call: Call, invitation: str) -> Answer:
    """Take an unanswered invitation back."""
    nothing(call.body)
    invitations.withdraw(call.services, call.actor, invitation, version=call.version)
    return one(call, invitation)


@views.put("/api/invitations/<invitation>/rejection", may=Permission.REJECT_INVITATION, current=one)
def reject(call: Call, invitation: str) -> Answer:
    """Refuse, with a reason."""
    typed = call.body.read(reason=optional(text.reason, ""))
    invitations.reject(call.services, call.actor, invitation, typed["reason"], version=call.version)
    return one(call, invitation)


@views.put("/api/invitations/<invitation>/acceptance", may=Permission.ACCEPT_INVITATION, current=one)
def accept(call: Call, invitation: str) -> Answer:
    """Accept exactly what was shown; the answer is the agreement as lists show it."""
    typed = call.body.read(hash=opaque, confirm=agreed, **terms.ANSWERS)
    answers = Answers(pay_after_trial=typed["pay_after_trial"], health=typed["health"])
    made = invitations.accept(call.services, call.actor, invitation, typed["hash"], answers)
    return agreements.row(made)
