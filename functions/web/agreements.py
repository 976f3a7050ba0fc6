"""Agreements over HTTP: lists for the parties and the reviewers, the detail, the form, the timeline, revisions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from functions.domain import deadlines, ending, form, record, termination, text
from functions.domain.access import Permission
from functions.domain.actors import STAFF, Role
from functions.domain.agreement import Agreement, State
from functions.domain.agreement_states import MACHINE, Situation
from functions.domain.errors import Refused
from functions.domain.flags import BLANK_FORM_OUT, REGISTRY_DIFFERS
from functions.domain.initiation import MOST_FILES
from functions.domain.plain import flat
from functions.domain.terms import Difference
from functions.usecases import agreements, evidence, initiations, reviews, terminations
from functions.usecases.agreements import Sieve
from functions.usecases.invitations import Answers
from functions.web import guests, terms
from functions.web.answers import Answer, masked_phone
from functions.web.call import Call
from functions.web.fields import agreed, choice, opaque, optional
from functions.web.routing import Views
from functions.web.words import Words

views = Views()
_MOST_ROWS = 100


@views.get("/api/agreements", may=Permission.READ_AGREEMENT)
def mine(call: Call) -> Answer:
    """List the party's own agreements, or the reviewer's in one state."""
    if call.actor.role is Role.STUDENT:
        return {"items": _rows(call, agreements.of_student(call.services, call.actor)), "cursor": None}
    if call.actor.role is Role.EMPLOYER:
        page = agreements.of_employer(call.services, call.actor, call.cursor)
        return {"items": _rows(call, page.items), "cursor": page.cursor}
    return _listed(call, {name: value for name, value in call.query.items() if name != "cursor"}, call.cursor)


def _rows(call: Call, own: Iterable[Agreement]) -> list[dict[str, Any]]:
    words = Words(call)
    return [row(one) | words.of_agreement(one) for one in own]


@views.post("/api/agreement-searches", may=Permission.READ_AGREEMENT)
def search(call: Call) -> Answer:
    """List as above with a name or a number, which a URL must not carry."""
    line = optional(lambda typed, field: text.line(typed, field, most=60))
    typed = call.body.read(
        state=choice(State), college=line, degree=line, major=line, class_name=line, flag=line, name=line, number=line,
        cohort=line, plan=line, cursor=optional(opaque), limit=optional(_limit),
    )  # fmt: skip
    cursor, limit = typed.pop("cursor"), typed.pop("limit")
    return _listed(call, typed, cursor, limit or 50)


def _limit(typed: object, field: str) -> int:
    return text.whole_number(typed, field, least=1, most=_MOST_ROWS)


def _listed(call: Call, wanted: dict[str, Any], cursor: str | None, limit: int = 50) -> Answer:
    state = choice(State)(wanted.pop("state", None), "state")
    names = ("college", "degree", "major", "class_name", "flag", "name", "number", "cohort", "plan")
    sieve = Sieve(**{name: wanted.get(name) or None for name in names})
    page = agreements.of_school(call.services, call.actor, state, sieve, cursor, limit)
    differing = reviews.differing(call.services, page.items) if state.is_under_review else frozenset()
    return {"items": [_under_review(one, differing) for one in page.items], "cursor": page.cursor}


def _under_review(found: Agreement, differing: frozenset[str]) -> dict[str, Any]:
    """Return an agreement as the lists of its reviewers show it."""
    shown = row(found)
    shown["flags"] = (*found.warnings, *_of_registry(found, differing))
    return shown


def _of_registry(found: Agreement, differing: frozenset[str]) -> tuple[str, ...]:
    """What the reviewer is warned of, where the registry says otherwise of the graduate (B06)."""
    return (REGISTRY_DIFFERS,) if found.student in differing else ()


def row(found: Agreement) -> dict[str, Any]:
    """Return an agreement as lists show it (rules.md 1.7); the whole phone and the e-mail are on its own page."""
    graduate, unit = found.graduate, found.unit
    return {
        "id": found.id, "number": found.number, "state": found.state, "signing_state": found.signing,
        "mode": found.mode, "student_name": graduate.name,
        "student_number": graduate.number, "gender": graduate.gender, "college": found.college,
        "college_name": graduate.college_name, "class_name": graduate.class_name, "major": graduate.major,
        "degree": graduate.degree, "cohort": found.cohort, "plan": found.plan, "phone": masked_phone(graduate.phone),
        "school_name": found.witness.name, "employer_name": unit.name, "uscc": unit.uscc,
        "location": unit.location, "nature": unit.nature, "industry": unit.industry, "position": found.terms.position,
        "submitted_at": found.submitted_at, "signed_at": found.signed_at, "effective_at": found.effective_at,
        "has_material": bool((found.initiation and found.initiation.files) or (found.guest and found.guest.files)),
        "is_issued": found.issued is not None, "flags": found.flags, "print_count": found.edition_prints,
        "printed_at": found.printed_at, "trust": found.trust, "open_termination": found.open_termination,
        "revision": found.revision, "version": found.version,
    }  # fmt: skip


@views.get("/api/agreements/<agreement>", may=Permission.READ_AGREEMENT)
def one(call: Call, agreement: str) -> Answer:
    """Show an agreement with what this actor may do."""
    return detail(call, agreement)


def detail(call: Call, agreement_id: str) -> dict[str, Any]:
    """Return an agreement as its page shows it."""
    found, x = agreements.read(call.services, call.actor, agreement_id)
    words = Words(call, x.policy)
    return row(found) | words.of_agreement(found) | {
        "effective_on": x.policy.effective_on(found.mode), "ended_at": found.ended_at,
        "edition": found.edition, "terms": found.terms, "previous": found.previous,
        "differences": terms.changed(found.previous, found.terms), "graduate": found.graduate, "unit": found.unit,
        "witness": found.witness, "reviews": found.reviews, "issued": _issued(found), "copies": x.policy.copies,
        "acceptance": {"hash": found.acceptance.hash, "at": found.acceptance.at,
                       "pay_after_trial": found.acceptance.pay_after_trial, "health": found.acceptance.health},
        "actions": MACHINE.allowed(found, x), "undo": _undo(call, found), "reissue": reissue(found),
        "unlocking": _unlocking(call, found), "initiation": _initiation(found), "on_paper": _on_paper(found),
        "superseded": found.superseded, "posted": _posted(found), "material": guests.material(found.guest),
        "terminations": _terminations(call, found, words),
        **_for_role(call, found, x),
    }  # fmt: skip


def _initiation(found: Agreement) -> dict[str, Any] | None:
    """What a student who began it handed in beside the terms, and what of the unit differs from the time before."""
    begun = found.initiation
    if begun is None:
        return None
    before, unit = flat(begun.before or found.unit), flat(found.unit)
    return {
        "code_path": begun.code_path, "saved_at": begun.saved_at, "pay_after_trial": begun.pay_after_trial,
        "health": begun.health, "most_files": MOST_FILES,
        "files": [{"hash": file.hash, "media_type": file.media_type, "size": file.size, "at": file.at}
                  for file in begun.files],
        "unit_differences": [Difference(field=name, before=before[name], after=unit[name])
                             for name in unit if before[name] != unit[name]],
    }  # fmt: skip


def _on_paper(found: Agreement) -> dict[str, Any] | None:
    """What the college recorded of a signing on paper, and who decided (K04, A08)."""
    if found.on_paper is None:
        return None
    signing = found.on_paper
    return {"mark": signing.mark, "exception": signing.exception, "note": signing.note, "name": signing.name,
            "at": signing.at}  # fmt: skip


def why(refusal: Refused | None) -> dict[str, Any] | None:
    """Return a refusal that stands in the way as a page shows it before anything is tried."""
    return None if refusal is None else {"code": refusal.code, "rule": refusal.rule, "params": dict(refusal.params)}


def _issued(found: Agreement) -> dict[str, Any] | None:
    if found.issued is None:
        return None
    at = found.issued
    return {"check_code": at.check_code, "url": at.url, "edition": at.edition, "at": at.at}


def _undo(call: Call, found: Agreement) -> dict[str, Any] | None:
    if found.undo is None or found.state is not State.SIGNED:
        return None
    asked = found.undo
    return {"reason": asked.reason, "name": asked.name, "at": asked.at, "is_own": asked.account == call.actor.account}


def reissue(found: Agreement) -> dict[str, Any] | None:
    """Return the application for another edition that the school has still to decide on."""
    if found.reissue is None or found.state is not State.SIGNED:
        return None
    asked = found.reissue
    said = {"reason": asked.reason, "explanation": asked.explanation}
    return said | {"role": asked.role, "name": asked.name, "at": asked.at}


def _posted(found: Agreement) -> dict[str, Any] | None:
    """How the employer's stamped copy went (J14)."""
    if found.posted is None:
        return None
    sent = found.posted.parcel
    return {"sent_on": sent.sent_on, "carrier": sent.carrier, "tracking": sent.tracking, "at": found.posted.at}


def _unlocking(call: Call, found: Agreement) -> dict[str, Any] | None:
    if found.unlocking is None:
        return None
    asked = found.unlocking
    return {"reason": asked.reason, "name": asked.name, "at": asked.at, "approver_name": asked.approver_name,
            "approved_at": asked.approved_at, "is_own": asked.account == call.actor.account}  # fmt: skip


def _terminations(call: Call, found: Agreement, words: Words) -> list[dict[str, Any]]:
    return [
        {"id": one.id, "state": one.state, "initiator": one.initiator, "applied_at": one.applied_at,
         "word": words.of(found.school, found.policy_version, "termination", one.state)}
        for one in terminations.of_agreement(call.services, call.actor, found.id)
    ]  # fmt: skip


def _for_role(call: Call, found: Agreement, x: Situation) -> dict[str, Any]:
    lock = call.services.store.signing_lock(found.school, found.student)
    if call.actor.role in STAFF:
        # A paper form that is out warns the reviewer (SM-0); what was signed on it nobody here knows.
        form_out = (BLANK_FORM_OUT,) if lock.blank_forms else ()
        return {"flags": (*found.flags, *form_out, *_of_registry(found, reviews.differing(call.services, (found,))))}
    situation = terminations.situation(call.services, found, x)
    free = ending.free_from(situation)
    return {
        "may_terminate": why(termination.may_apply(found, lock, situation)),
        "needs_letter": termination.needs_letter(situation), "is_by_letter": situation.is_by_letter,
        "termination_reason": x.policy.termination_reason,
        "locks": {
            "terminations_used": lock.terminations, "terminations_max": x.policy.max_terminations,
            "terminations_left": termination.chances_left(x.policy, lock),
            "cooldown_working_days": x.policy.cooldown_working_days, "penalty": found.terms.penalty,
            "free_from": free.begins_at, "is_free_from_provisional": free.is_provisional,
            "answer_days": x.policy.termination_answer_days, "registry": ending.registry(found.cohort, situation),
            "registry_closes": deadlines.registry_closes(found.cohort),
        },
        **_to_be_bound(call, found),
        "policy": {"student_answers_pay_after_trial": x.policy.student_answers_pay_after_trial,
                   "student_answers_health": x.policy.student_answers_health},
    }  # fmt: skip


def _to_be_bound(call: Call, found: Agreement) -> dict[str, Any]:
    """What the student's word would bind: a revision to confirm, or what the student began and may submit."""
    if found.state is State.RECONFIRMATION:
        return {"evidence": _evidence(agreements.shown(found))}
    if found.initiation is None or found.state not in (State.DRAFT, State.AWAITING_REPORT, State.RETURNED):
        return {"evidence": None}
    reading = initiations.read(call.services, call.actor, found.id)
    return {"evidence": _evidence(reading.shown), "may_submit": why(reading.standing.obstacle)}


def _evidence(what: dict[str, Any]) -> dict[str, Any]:
    return {"hash": evidence.digest(what), "shown": what}


@views.get("/api/agreements/<agreement>/form", may=Permission.READ_AGREEMENT)
def form_(call: Call, agreement: str) -> Answer:
    """Show the agreement as it will print."""
    found, x = agreements.read(call.services, call.actor, agreement)
    number = found.number or "—"
    canonical = record.canonical(found, number, x.policy, signed_at=found.signed_at or x.now)
    composed = form.compose(canonical, x.policy.copies)
    return {"form": composed, "copies": x.policy.copies, "edition": found.edition}


@views.get("/api/agreements/<agreement>/timeline", may=Permission.READ_AGREEMENT)
def timeline(call: Call, agreement: str) -> Answer:
    """Show what happened, and whether the chain is whole."""
    events, is_whole = agreements.timeline(call.services, call.actor, agreement)
    items = [
        {"seq": e.seq, "kind": e.kind, "at": e.at, "role": e.role, "name": e.name, "details": e.details, "hash": e.hash}
        for e in events
    ]
    return {"items": items, "is_whole": is_whole}


@views.put("/api/agreements/<agreement>/revision", may=Permission.REVISE_AGREEMENT, current=one)
def revise(call: Call, agreement: str) -> Answer:
    """Answer a return with corrected terms."""
    typed = call.body.read(terms=terms.parse)
    agreements.revise(call.services, call.actor, agreement, typed["terms"], version=call.version)
    return detail(call, agreement)


@views.put("/api/agreements/<agreement>/confirmation", may=Permission.CONFIRM_REVISION, current=one)
def confirm(call: Call, agreement: str) -> Answer:
    """Accept a revision exactly as shown."""
    typed = call.body.read(hash=opaque, confirm=agreed, **terms.ANSWERS)
    answers = Answers(pay_after_trial=typed["pay_after_trial"], health=typed["health"])
    agreements.confirm(call.services, call.actor, agreement, typed["hash"], answers)
    return detail(call, agreement)


@views.put("/api/agreements/<agreement>/declination", may=Permission.DECLINE_REVISION, current=one)
def decline(call: Call, agreement: str) -> Answer:
    """Send a revision back to the employer."""
    typed = call.body.read(reason=text.reason)
    agreements.decline(call.services, call.actor, agreement, typed["reason"], version=call.version)
    return detail(call, agreement)
