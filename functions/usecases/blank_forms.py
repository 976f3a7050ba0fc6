"""Blank paper forms: asked for by a student (K02), handed out and taken back by college or school, which mark each one.

1. Form, register and the student's lock are one commit: the count holds and a mark is given once, whoever is faster.
2. The graduates of a cohort are counted when its register begins, and once more before it would refuse: counting reads
   them all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from functions.domain import blank_form, sight, signing_lock
from functions.domain.actors import Actor, college_address, student_address
from functions.domain.blank_form import BlankForm, BlankRegister, Handout
from functions.domain.errors import NotFound, Refused
from functions.domain.events import EventKind, Fact
from functions.domain.policy import PolicyVersion, SchoolPolicy
from functions.domain.signing_lock import SigningLock
from functions.domain.student import Situation
from functions.ports import Change, Insert, Page, Replace, Services
from functions.usecases import students
from functions.usecases.policies import Pin, in_force
from functions.usecases.settling import commit, expect, settled

_COUNTED_AT_ONCE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A page of a cohort's forms with its register and the policy that bounds it."""

    page: Page[BlankForm]
    register: BlankRegister
    policy: SchoolPolicy


def of_cohort(services: Services, actor: Actor, cohort: int, cursor: str | None) -> Shelf:
    """List a cohort's forms, the newest first; a college sees its own, and how the whole cohort stands."""
    school = actor.school or ""
    page = services.store.blank_forms(school, cohort, college=sight.college_of(actor, None), cursor=cursor)
    policy = in_force(services.store, school, services.clock.now()).policy
    return Shelf(page=page, register=services.store.blank_register(school, cohort), policy=policy)


@settled
def request(services: Services, actor: Actor, reason: str) -> None:
    """Ask the college for a form, saying what for (K02); raises Refused."""
    found = students.read(services, actor, actor.party or "").student
    pinned = in_force(services.store, found.school, services.clock.now())
    if not pinned.policy.blank_form_marking:
        raise Refused("blank_forms_not_kept", rule="K02")
    wanted = signing_lock.ask_for_blank(services.store.signing_lock(found.school, found.id))
    details = {"student": found.name, "number": found.number, "reason": reason}
    to = (college_address(found.school, found.college),)
    fact = Fact(kind=EventKind.BLANK_FORM_REQUESTED, audience=to, details=details)
    _record(services, actor, found.id, fact, pinned, Replace(wanted))


@settled
def issue(services: Services, actor: Actor, student_id: str, handout: Handout) -> BlankForm:
    """Mark a form that is handed to a student; raises Refused, NotFound."""
    found = students.read(services, actor, student_id).student
    store, now = services.store, services.clock.now()
    if store.find_blank_form(found.school, handout.mark):
        raise Refused("blank_mark_taken", field="mark", rule="K03")
    pinned = in_force(store, found.school, now)
    register = _counted(services, store.blank_register(found.school, found.cohort), pinned.policy)
    made, counted = blank_form.issue(found, register, handout, pinned.policy, by=actor, now=now)
    lock = signing_lock.hand_out(store.signing_lock(found.school, found.id), made.mark)
    changes = Insert(made), Replace(counted), Replace(lock), *_warning(services, lock)
    _commit(services, actor, made, pinned, EventKind.BLANK_FORM_ISSUED, *changes)
    return made


def _counted(services: Services, register: BlankRegister, policy: SchoolPolicy) -> BlankRegister:
    if not policy.blank_form_quota_percent or (register.version and not blank_form.is_full(register, policy)):
        return register
    total, cursor = 0, None
    while True:
        page = services.store.students(register.school, register.cohort, cursor=cursor, limit=_COUNTED_AT_ONCE)
        total, cursor = total + len(page.items), page.cursor
        if cursor is None:
            return replace(register, graduates=total)


@settled
def give_back(services: Services, actor: Actor, mark: str, *, version: int) -> BlankForm:
    """Take a form back unused; raises Refused, Stale, NotFound."""
    found = services.store.find_blank_form(actor.school or "", mark)
    if found is None or not sight.sees(actor, found):
        raise NotFound("blank_form")
    expect(found, version)
    store, now = services.store, services.clock.now()
    returned, counted = blank_form.give_back(found, store.blank_register(found.school, found.cohort), by=actor, now=now)
    lock = signing_lock.take_back(store.signing_lock(found.school, found.student), mark)
    pinned = in_force(store, found.school, now)
    changes = Replace(returned), Replace(counted), Replace(lock), *_warning(services, lock)
    _commit(services, actor, returned, pinned, EventKind.BLANK_FORM_RETURNED, *changes)
    return returned


def _warning(services: Services, lock: SigningLock) -> tuple[Change, ...]:
    """Let the list in which an agreement awaits its review tell of the form, or tell no more (SM-0)."""
    held, has_form = lock.agreement and services.store.find_agreement(lock.agreement), bool(lock.blank_forms)
    if not held or held.has_blank_form is has_form:
        return ()
    return (Replace(replace(held, has_blank_form=has_form, version=held.version + 1)),)


def _commit(
    services: Services, actor: Actor, form: BlankForm, pinned: PolicyVersion, kind: EventKind, *changes: Change
) -> None:
    """Tell the student of a form."""
    details = {"student": form.student_name, "number": form.mark, "reason": form.note}
    fact = Fact(kind=kind, audience=(student_address(form.student),), details=details)
    _record(services, actor, form.student, fact, pinned, *changes)


def _record(
    services: Services, actor: Actor, student: str, fact: Fact, pinned: PolicyVersion, *changes: Change
) -> None:
    """The story belongs to the student's record, whose case has the record's id."""
    x = Situation(actor=actor, now=services.clock.now(), policy=pinned.policy)
    pin = Pin(school=pinned.school, policy_version=pinned.number)
    commit(services, student, (fact,), *changes, x=x, pinned=pin)
