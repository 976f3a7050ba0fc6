"""Reading agreements, and what the parties do with one while it is not yet signed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from functions.domain import flags, reviewing, sight
from functions.domain.actors import (
    Actor,
    college_address,
    employer_address,
    guest_address,
    school_address,
    student_address,
)
from functions.domain.agreement import Acceptance, Agreement, State
from functions.domain.agreement_states import Situation
from functions.domain.errors import NotFound, Stale
from functions.domain.events import Event, EventKind, Fact, first_break
from functions.domain.issuing import Status, StatusMark
from functions.domain.terms import Terms
from functions.ports import Change, Insert, Page, Replace, Services
from functions.usecases import evidence
from functions.usecases.invitations import Answers, check_answers
from functions.usecases.settling import commit, expect, settled


def read(services: Services, actor: Actor, agreement_id: str) -> tuple[Agreement, Situation]:
    """Return an agreement that the actor may see, and what its guards look at; raises NotFound."""
    found = services.store.agreement(agreement_id)
    if not sight.sees(actor, found):
        raise NotFound("agreement")
    policy = services.store.policy(found.school, found.policy_version).policy
    return found, Situation(actor=actor, now=services.clock.now(), policy=policy)


def of_student(services: Services, actor: Actor) -> tuple[Agreement, ...]:
    """List the student's agreements, the newest first."""
    return services.store.agreements_of_student(actor.school or "", actor.party or "")


def of_employer(services: Services, actor: Actor, cursor: str | None) -> Page[Agreement]:
    """List the employer's agreements, the newest first."""
    return services.store.agreements_of_employer(actor.party or "", cursor=cursor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """What a list is narrowed to; None lets everything pass. Names and numbers match from their beginning."""

    college: str | None = None
    cohort: str | None = None
    plan: str | None = None
    degree: str | None = None
    major: str | None = None
    class_name: str | None = None
    flag: str | None = None
    name: str | None = None
    number: str | None = None

    @property
    def narrows(self) -> bool:
        """Whether anything but the college is asked for, which the store narrows by itself."""
        return self != Sieve(college=self.college)

    def passes(self, found: Agreement) -> bool:
        """Tell whether an agreement belongs in the list."""
        graduate = found.graduate
        return (
            self.cohort in (None, str(found.cohort))
            and self.plan in (None, found.plan)
            and self.degree in (None, graduate.degree)
            and self.major in (None, graduate.major)
            and self.class_name in (None, graduate.class_name)
            and (self.flag is None or self.flag in found.warnings)
            and graduate.name.startswith(self.name or "")
            and graduate.number.startswith(self.number or "")
        )


def of_school(
    services: Services, actor: Actor, state: State, sieve: Sieve, cursor: str | None, limit: int
) -> Page[Agreement]:
    """List a school's agreements in one state, the longest waiting first; a college reviewer sees the own college."""
    return services.store.agreements(
        actor.school or "", state, college=sight.college_of(actor, sieve.college), cursor=cursor, limit=limit,
        passes=sieve.passes if sieve.narrows else None,
    )  # fmt: skip


def timeline(services: Services, actor: Actor, case: str) -> tuple[tuple[Event, ...], bool]:
    """Return the events of a case and whether the chain is whole (trap 26); raises NotFound."""
    read(services, actor, case)
    events = services.store.events(case)
    return events, first_break(services.store.chain(case), events) is None


@settled
def revise(services: Services, actor: Actor, agreement_id: str, terms: Terms, *, version: int) -> Agreement:
    """Answer a return with corrected terms (decision 9); raises Refused, Stale."""
    found, x = read(services, actor, agreement_id)
    expect(found, version)
    revised = reviewing.revise(found, terms, x)
    revised = replace(revised, flags=flags.flags(terms, revised.unit, x.policy))
    store(services, revised, x, EventKind.AGREEMENT_REVISED)
    return revised


def shown(found: Agreement) -> dict[str, Any]:
    """Return what confirming a revision binds."""
    return evidence.shown(found.id, found.revision, found.terms, found.graduate, found.unit, found.witness)


@settled
def confirm(services: Services, actor: Actor, agreement_id: str, seen: str, answers: Answers) -> Agreement:
    """Accept a revision as shown (decision 9); raises Refused, Stale."""
    found, x = read(services, actor, agreement_id)
    check_answers(answers, x.policy)
    acceptance = _acceptance(found, x, seen, answers)
    confirmed = reviewing.confirm(found, acceptance, x)
    store(services, confirmed, x, EventKind.REVISION_CONFIRMED, to_college=True, evidence=seen)
    return confirmed


def _acceptance(found: Agreement, x: Situation, seen: str, answers: Answers) -> Acceptance:
    if seen != evidence.digest(shown(found)):
        raise Stale(found.version)
    return Acceptance(
        hash=seen, at=x.now, account=x.actor.account, pay_after_trial=answers.pay_after_trial, health=answers.health
    )


@settled
def decline(services: Services, actor: Actor, agreement_id: str, reason: str, *, version: int) -> Agreement:
    """Send a revision back to the employer, saying why; raises Refused, Stale."""
    found, x = read(services, actor, agreement_id)
    expect(found, version)
    declined = reviewing.decline(found, x)
    store(services, declined, x, EventKind.REVISION_DECLINED, reason=reason)
    return declined


def store(
    services: Services, moved: Agreement, x: Situation, kind: EventKind, *, to_college: bool = False, **details: str
) -> None:
    """Commit an agreement's move with its event, told to both parties and, where asked, to the college."""
    fact = Fact(kind=kind, audience=audience(moved, to_college=to_college), details=named(moved) | details)
    commit(services, moved.id, (fact,), Replace(moved), x=x, pinned=moved)


def revoked(found: Agreement, value: Status = Status.INVALID, since: date | None = None) -> tuple[Change, ...]:
    """Return what makes an issued code say that it is void: the job publishes what the decision has stored."""
    if found.issued is None:
        return ()
    at, school = found.issued, found.school
    mark = StatusMark(list_id=at.status_list, index=at.status_index, value=value, school=school, since=since)
    return (Insert(mark),)


def kept_token(services: Services, found: Agreement) -> tuple[Change, ...]:
    """Return what keeps an issued edition's token with its issuance, for the next edition to name it."""
    issuance = services.store.find_issuance(found.id, found.edition)
    if found.issued is None or issuance is None:
        return ()
    return (Replace(replace(issuance, token=found.issued.token, version=issuance.version + 1)),)


def named(found: Agreement) -> dict[str, str]:
    """Return how an agreement's events name it to people."""
    return {"student": found.graduate.name, "employer": found.unit.name, "position": found.terms.position}


def audience(found: Agreement, *, to_college: bool = False) -> tuple[str, ...]:
    """Return whom an agreement's events concern; a unit that a student describes cannot be told."""
    unit = (employer_address(found.employer),) if found.employer else ()
    if found.guest:
        unit = (guest_address(found.guest.card),)
    college = (college_address(found.school, found.college),) if to_college else ()
    return (student_address(found.student), *unit, *college)


def reviewers(found: Agreement) -> tuple[str, ...]:
    """Return whose turn it is while an agreement is under review."""
    college, school = college_address(found.school, found.college), school_address(found.school)
    of: dict[State, tuple[str, ...]] = {State.COLLEGE_REVIEW: (college,), State.SCHOOL_REVIEW: (school,)}
    return of.get(found.state, (college, school))
