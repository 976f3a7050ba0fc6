"""Signing on paper: recorded by the college (线下签约, K04), taken back, and what its review brings about for the form.

1. The record takes the student's lock, the form and its number in one commit: whoever was faster is named (SM-0).
2. The student reports it as a signing that she begins herself: see `initiations` (K05).
3. The number on the form becomes the agreement's own when the last review passes (decision 6).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from functions.domain import blank_form, offline, student
from functions.domain.actors import Actor
from functions.domain.agreement import Acceptance, Agreement, PaperSigning, State
from functions.domain.blank_form import BlankFormState
from functions.domain.events import EventKind, Fact
from functions.domain.initiation import Initiation
from functions.domain.issuing import NumberClaim
from functions.domain.parties import EmployerParty
from functions.domain.policy import Mode, PolicyVersion
from functions.domain.student import Student
from functions.domain.terms import Terms
from functions.ports import Change, Check, Insert, Replace, Services
from functions.usecases import agreements, students
from functions.usecases.policies import in_force
from functions.usecases.settling import commit, expect, held_lock, settled


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """What the college writes down: the form's mark or none, the exception or none, the unit, and a note."""

    unit: str
    mark: str = ""
    exception: str = ""
    note: str = ""


@settled
def record(services: Services, actor: Actor, student_id: str, signing: Signing) -> Agreement:
    """Record that a student signs on paper; raises Refused, NotFound."""
    reading = students.read(services, actor, student_id)
    found, now, store = reading.student, reading.situation.now, services.store
    pinned = in_force(store, found.school, now)
    form = store.find_blank_form(found.school, signing.mark) if signing.mark else None
    typed = PaperSigning(
        mark=signing.mark, exception=signing.exception, note=signing.note, account=actor.account, name=actor.name,
        at=now,
    )  # fmt: skip
    on_paper = offline.require_recordable(found, form, typed, pinned.policy, now)
    made = _agreement(services, found, on_paper, signing.unit, pinned)
    lock = Replace(offline.sign_on(store.signing_lock(found.school, found.id), made, now))
    used = (Replace(blank_form.turn(form, BlankFormState.USED)), *_keeping(services, found, form.mark)) if form else ()
    details = agreements.named(made) | {"number": on_paper.mark, "exception": on_paper.exception}
    fact = Fact(kind=EventKind.SIGNING_RECORDED, audience=agreements.audience(made), details=details)
    commit(services, made.id, (fact,), Insert(made), lock, *used, x=reading.situation, pinned=made)
    return made


def _keeping(services: Services, found: Student, mark: str) -> tuple[Change, ...]:
    taken = services.store.find_number(found.school, mark)
    kept = offline.kept_number(found, mark, taken)
    return (Insert(kept),) if kept else (Check(taken),)


def _agreement(
    services: Services, found: Student, on_paper: PaperSigning, unit: str, pinned: PolicyVersion
) -> Agreement:
    now = on_paper.at
    return Agreement(
        id=services.secrets.new_id(), school=found.school, student=found.id, employer="", college=found.college,
        cohort=found.cohort, plan=found.plan, mode=Mode.OFFLINE, graduate=student.as_party(found, pinned.policy),
        unit=_named(unit), witness=services.store.school(found.school).as_party(),
        terms=Terms(position=""), policy_version=pinned.number, submitted_at=now, revision=0,
        acceptance=Acceptance(hash="", at=now, account=on_paper.account, revision=0), state=State.AWAITING_REPORT,
        initiation=Initiation(saved_at=now), on_paper=on_paper,
    )  # fmt: skip


def _named(unit: str) -> EmployerParty:
    """Return a unit of which nothing but the name is known yet."""
    rest = dict.fromkeys(("nature", "industry", "location", "address", "postcode", "contact", "phone", "email"), "")
    return EmployerParty(name=unit, uscc=None, **rest)


@settled
def retract(services: Services, actor: Actor, agreement_id: str, reason: str, *, version: int) -> Agreement:
    """Take a record back before the student has reported; raises Refused, Stale, NotFound."""
    found, x = agreements.read(services, actor, agreement_id)
    expect(found, version)
    retracted = offline.retract(found, reason, x)
    details = agreements.named(found) | {"reason": reason}
    fact = Fact(kind=EventKind.AGREEMENT_VOIDED, audience=agreements.audience(found), details=details)
    commit(services, found.id, (fact,), Replace(retracted), *let_go(services, retracted), x=x, pinned=found)
    return retracted


def let_go(services: Services, ended: Agreement) -> tuple[Change, ...]:
    """Return what frees the student of a paper that came to nothing; its form is out again."""
    lock = Replace(offline.let_go(held_lock(services, ended), ended))
    form = services.store.find_blank_form(ended.school, ended.on_paper.mark) if ended.on_paper else None
    return (lock, Replace(blank_form.turn(form, BlankFormState.OUT))) if form else (lock,)


def numbered(services: Services, signed: Agreement) -> tuple[Agreement, tuple[Change, ...]]:
    """Return a paper that passed its last review with the number on its form, and what takes that for ever."""
    if not signed.on_paper or not signed.on_paper.mark or signed.state is not State.SIGNED or signed.number:
        return signed, ()
    number = signed.on_paper.mark
    blank = NumberClaim(school=signed.school, number=number, agreement="", version=0)
    held = services.store.find_number(signed.school, number) or blank
    taking = Replace(replace(held, agreement=signed.id, version=held.version + 1))
    return replace(signed, number=number), (taking,)
