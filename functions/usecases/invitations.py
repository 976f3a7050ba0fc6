"""An employer's invitation: drafted, sent, withdrawn, sent again; and the student's answer.

Every verb loads, lets the domain decide, and commits once. A repeated acceptance by the same student is answered with
what the first one made (trap 4).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from functions.domain import cohorts, employer, flags, invitation, sight, student
from functions.domain.actors import (
    Actor,
    Role,
    college_address,
    employer_address,
    guest_address,
    student_address,
)
from functions.domain.agreement import Acceptance, Agreement
from functions.domain.agreement_states import first_review
from functions.domain.errors import NotFound, Refused, Stale
from functions.domain.events import EventKind, Fact
from functions.domain.invitation import Invitation, Situation, State
from functions.domain.parties import EmployerParty, GraduateParty, SchoolParty
from functions.domain.policy import EffectiveOn, PolicyVersion, SchoolPolicy
from functions.domain.signing_lock import OpenInvitations, SigningLock
from functions.domain.student import Student
from functions.domain.terms import Terms
from functions.ports import Change, Insert, Page, Replace, Services
from functions.usecases import evidence, limits
from functions.usecases.policies import in_force
from functions.usecases.settling import commit, expect, settled


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the student adds when accepting (F16)."""

    pay_after_trial: int | None = None
    health: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An invitation with everything that its guards and its page look at."""

    invitation: Invitation
    student: Student
    unit: EmployerParty
    policy: PolicyVersion
    situation: Situation


def read(services: Services, actor: Actor, invitation_id: str) -> Reading:
    """Return an invitation that the actor may see; raises NotFound."""
    return reading_of(services, actor, services.store.invitation(invitation_id), services.clock.now())


def reading_of(services: Services, actor: Actor, offer: Invitation, now: datetime) -> Reading:
    """Return an invitation, stored or not yet, with what its guards look at; raises NotFound."""
    if not sight.sees(actor, offer):
        raise NotFound("invitation")
    store = services.store
    graduate = store.student(offer.school, offer.student)
    policy = store.policy(offer.school, offer.policy_version)
    unit, is_admitted = _unit(services, offer, policy.policy)
    situation = Situation(
        actor=actor, now=now, policy=policy.policy,
        lock=store.signing_lock(offer.school, offer.student), open=store.open_invitations(offer.school, offer.student),
        is_source_confirmed=graduate.is_vouched(), is_eligible=graduate.is_eligible(),
        is_cohort_open=cohorts.is_open(graduate.cohort, policy.policy), is_admitted=is_admitted,
        has_number=bool(graduate.agreement_number),
    )  # fmt: skip
    return Reading(invitation=offer, student=graduate, unit=unit, policy=policy, situation=situation)


def _unit(services: Services, offer: Invitation, policy: SchoolPolicy) -> tuple[EmployerParty, bool]:
    """Return the unit as it is now, and whether it may invite; a guest may where the school has cards (C05)."""
    if offer.guest:
        return offer.guest.unit, policy.qr_signing_without_account
    unit, admission = (
        services.store.employer(offer.employer),
        services.store.find_admission(offer.school, offer.employer),
    )
    return employer.as_party(unit), employer.is_admitted(unit, admission, policy)


def of_student(services: Services, actor: Actor, cursor: str | None) -> Page[Invitation]:
    """List the invitations sent to the student, newest first."""
    return services.store.invitations_of_student(actor.school or "", actor.party or "", cursor=cursor)


def of_employer(services: Services, actor: Actor, cursor: str | None) -> Page[Invitation]:
    """List the employer's drafts and invitations, newest first."""
    return services.store.invitations_of_employer(actor.party or "", cursor=cursor)


def agreement(services: Services, offer: Invitation) -> Agreement | None:
    """Return the agreement that an acceptance began, None before there is one."""
    return services.store.agreement(offer.id) if offer.state in (State.ACCEPTED, State.FAILED) else None


def shown(services: Services, actor: Actor, offers: Iterable[Invitation]) -> Iterator[tuple[Invitation, str]]:
    """Pair each of a party's invitations with the state it sees; the lock is the student's own to know (F08)."""
    now, locks = services.clock.now(), _Locks(services, actor)
    for offer in offers:
        yield offer, invitation.shown(offer, locks.of(offer), now, is_admitted=locks.is_admitted(offer))


class _Locks:
    """Reads what a list needs once for each student and employer in it."""

    def __init__(self, services: Services, actor: Actor) -> None:
        self.services, self.actor = services, actor
        self._lock: SigningLock | None = None
        self._admitted: dict[tuple[str, str], bool] = {}

    def of(self, offer: Invitation) -> SigningLock:
        """Return the lock as far as the actor may know it."""
        if self.actor.role is not Role.STUDENT:
            return SigningLock(school=offer.school, student=offer.student)
        self._lock = self._lock or self.services.store.signing_lock(offer.school, offer.student)
        return self._lock

    def is_admitted(self, offer: Invitation) -> bool:
        """Tell whether the employer's admission stands (decision 8); only an open invitation asks."""
        key = offer.school, offer.employer
        if offer.state is not State.PENDING or offer.guest:
            return True
        if key not in self._admitted:
            policy = self.services.store.policy(offer.school, offer.policy_version).policy
            self._admitted[key] = _unit(self.services, offer, policy)[1]
        return self._admitted[key]


def draft(
    services: Services, actor: Actor, school: str, student_id: str, terms: Terms, valid_days: int | None
) -> Invitation:
    """Save an invitation without sending it (F01); raises NotFound, Refused."""
    made = drafted(services, actor, services.secrets.new_id(), (school, student_id), terms, valid_days)
    services.store.commit(Insert(made))
    return made


def drafted(
    services: Services, actor: Actor, id_: str, to: tuple[str, str], terms: Terms, valid_days: int | None,
    *, field: str = "valid_days",
) -> Invitation:  # fmt: skip
    """Return a draft to a school's student, not stored; `field` is where the days were typed.

    Raises NotFound, Refused.
    """
    now, store, (school, student_id) = services.clock.now(), services.store, to
    unit, graduate = store.employer(actor.party or ""), store.student(school, student_id)
    pinned = in_force(store, school, now)
    admission = store.find_admission(school, unit.id)
    if not employer.is_admitted(unit, admission, pinned.policy):
        raise Refused("employer_not_admitted", rule="C02")
    limits.check(graduate, unit, terms, pinned.policy)
    return Invitation(
        id=id_, school=school, student=student_id, employer=unit.id, college=graduate.college,
        student_name=graduate.name, student_number=graduate.number, employer_name=unit.name, terms=terms,
        created_at=now, policy_version=pinned.number,
        valid_days=invitation.validity(valid_days, pinned.policy, field),
    )  # fmt: skip


@settled
def edit(
    services: Services, actor: Actor, invitation_id: str, terms: Terms, valid_days: int | None, *, version: int
) -> Invitation:
    """Change a draft or a withdrawn invitation (F11); raises Refused, Stale."""
    reading = read(services, actor, invitation_id)
    expect(reading.invitation, version)
    limits.check(reading.student, reading.unit, terms, reading.policy.policy)
    edited = invitation.edit(reading.invitation, terms, valid_days, reading.situation)
    services.store.commit(Replace(edited))
    return edited


@settled
def discard(services: Services, actor: Actor, invitation_id: str, *, version: int) -> Invitation:
    """Put a draft away; raises Refused, Stale."""
    reading = read(services, actor, invitation_id)
    expect(reading.invitation, version)
    discarded = invitation.MACHINE.fire(reading.invitation, invitation.Action.DISCARD, reading.situation)
    services.store.commit(Replace(discarded))
    return discarded


@settled
def send(services: Services, actor: Actor, invitation_id: str, *, version: int) -> Invitation:
    """Send or resend (F01, F11); a first sending begins under the policy now in force; raises Refused, Stale."""
    now, store = services.clock.now(), services.store
    offer = store.invitation(invitation_id)
    if offer.revision == 0:
        offer = replace(offer, policy_version=in_force(store, offer.school, now).number)
    reading = reading_of(services, actor, offer, now)
    expect(offer, version)
    sent, waiting = invitation.send(offer, reading.situation)
    kind = EventKind.INVITATION_SENT if sent.revision == 1 else EventKind.INVITATION_RESENT
    _commit(
        services,
        sent,
        told(kind, sent),
        Replace(waiting),
        x=reading.situation,
    )
    return sent


def dispatched(services: Services, actor: Actor, draft: Invitation) -> tuple[Invitation, OpenInvitations, Situation]:
    """Return an unstored draft as sent, what waits for the student then, and what decided; raises Refused."""
    situation = reading_of(services, actor, draft, services.clock.now()).situation
    return *invitation.send(draft, situation), situation


def told(kind: EventKind, offer: Invitation) -> Fact:
    """Return what happened to an invitation, for both parties."""
    return Fact(kind=kind, audience=both(offer), details=named(offer))


@settled
def withdraw(services: Services, actor: Actor, invitation_id: str, *, version: int) -> Invitation:
    """Take an unanswered invitation back (F11); raises Refused, Stale."""
    reading = read(services, actor, invitation_id)
    expect(reading.invitation, version)
    withdrawn, waiting = invitation.withdraw(reading.invitation, reading.situation)
    _commit(services, withdrawn, told(EventKind.INVITATION_WITHDRAWN, withdrawn), Replace(waiting), x=reading.situation)
    return withdrawn


@settled
def reject(services: Services, actor: Actor, invitation_id: str, reason: str, *, version: int) -> Invitation:
    """Refuse an invitation (F12); raises Refused, Stale."""
    reading = read(services, actor, invitation_id)
    expect(reading.invitation, version)
    rejected, waiting = invitation.reject(reading.invitation, reason, reading.situation)
    details = named(rejected) | {"reason": reason}
    fact = Fact(kind=EventKind.INVITATION_REJECTED, audience=both(rejected), details=details)
    _commit(services, rejected, fact, Replace(waiting), x=reading.situation)
    return rejected


@settled
def accept(services: Services, actor: Actor, invitation_id: str, seen: str, answers: Answers) -> Agreement:
    """Accept what was shown (F14-F16); `seen` is its digest; raises Refused, and Stale when it has changed."""
    reading = read(services, actor, invitation_id)
    offer, x, policy = reading.invitation, reading.situation, reading.policy.policy
    # The lock is taken with the acceptance: it tells of a first click even when the offer was read before it.
    if x.lock.agreement == offer.id:
        return services.store.agreement(offer.id)
    accepted, waiting, lock = invitation.accept(offer, x)
    check_answers(answers, policy)
    of = parties(services, reading)
    made = agreement_of(reading, of, _accepted(reading, of, answers))
    if seen != made.acceptance.hash:
        raise Stale(offer.version)
    fact = Fact(
        kind=EventKind.INVITATION_ACCEPTED, audience=(*both(offer), college_address(offer.school, made.college)),
        details=named(offer) | {"evidence": seen},
    )  # fmt: skip
    _commit(services, accepted, fact, Replace(waiting), Replace(lock), Insert(made), x=reading.situation)
    return made


def check_answers(answers: Answers, policy: SchoolPolicy) -> None:
    """Require the student's own fields that the policy asks for (F16); raises Refused."""
    if policy.student_answers_pay_after_trial and answers.pay_after_trial is None:
        raise Refused("required", field="pay_after_trial", rule="F16")
    if policy.student_answers_health and not answers.health:
        raise Refused("required", field="health", rule="F16")


Parties = tuple[GraduateParty, EmployerParty, SchoolParty]


def parties(services: Services, reading: Reading) -> Parties:
    """Return the parties as the form would print them now."""
    graduate = student.as_party(reading.student, reading.policy.policy)
    witness = services.store.school(reading.invitation.school).as_party()
    return graduate, reading.unit, witness


def bound(services: Services, reading: Reading) -> dict[str, Any]:
    """Return everything that accepting would bind, as it is shown; its digest is the evidence."""
    return _bound(reading.invitation, parties(services, reading))


def _bound(offer: Invitation, of: Parties) -> dict[str, Any]:
    return evidence.shown(offer.id, offer.revision, offer.terms, *of)


def _accepted(reading: Reading, of: Parties, answers: Answers) -> Acceptance:
    x = reading.situation
    return Acceptance(
        hash=evidence.digest(_bound(reading.invitation, of)), at=x.now, account=x.actor.account,
        pay_after_trial=answers.pay_after_trial, health=answers.health,
    )  # fmt: skip


def agreement_of(reading: Reading, of: Parties, acceptance: Acceptance) -> Agreement:
    """Return the agreement of these parties that an acceptance makes of an invitation, under review."""
    offer, x, policy = reading.invitation, reading.situation, reading.policy.policy
    graduate, unit, witness = of
    return Agreement(
        id=offer.id, school=offer.school, student=offer.student, employer=offer.employer, college=graduate.college,
        cohort=reading.student.cohort, plan=reading.student.plan, mode=offer.mode, graduate=graduate, unit=unit,
        witness=witness, terms=offer.terms, policy_version=offer.policy_version, submitted_at=x.now,
        state=first_review(policy), guest=offer.guest, flags=flags.flags(offer.terms, unit, policy),
        acceptance=acceptance, has_blank_form=bool(x.lock.blank_forms),
        effective_at=x.now if policy.effective_on(offer.mode) is EffectiveOn.ACCEPTANCE else None,
    )  # fmt: skip


@settled
def expire(services: Services, actor: Actor, invitation_id: str) -> Invitation:
    """Record a passed deadline and tell both (F04); raises Refused while there is time."""
    reading = read(services, actor, invitation_id)
    expired, waiting = invitation.expire(reading.invitation, reading.situation)
    _commit(services, expired, told(EventKind.INVITATION_EXPIRED, expired), Replace(waiting), x=reading.situation)
    return expired


def _commit(services: Services, offer: Invitation, fact: Fact, *changes: Change, x: Situation) -> None:
    commit(services, offer.id, (fact,), Replace(offer), *changes, x=x, pinned=offer)


def both(offer: Invitation) -> tuple[str, ...]:
    """Return whom an invitation's events concern."""
    other = guest_address(offer.guest.card) if offer.guest else employer_address(offer.employer)
    return student_address(offer.student), other


def named(offer: Invitation) -> dict[str, str | int]:
    """Return how an invitation's events name it to people."""
    deadline = offer.expires_at.isoformat() if offer.expires_at else ""
    return {"employer": offer.employer_name, "position": offer.terms.position, "until": deadline}
