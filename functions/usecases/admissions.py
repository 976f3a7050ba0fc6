"""Admission of an employer to one school (入驻), and finding a student there (C02, C03, C11)."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from functions.domain import cohorts, employer, invitation, sight
from functions.domain.actors import Actor, employer_address, school_address
from functions.domain.employer import Action, Admission, AdmissionState, Employer, RegistrationState, Situation
from functions.domain.errors import NotFound, Refused
from functions.domain.events import EventKind, Fact
from functions.domain.invitation import Invitation
from functions.domain.policy import EmployerAdmission, PolicyVersion
from functions.domain.student import Student
from functions.domain.terms import Terms
from functions.ports import Change, Insert, Page, Replace, Services
from functions.usecases import employers
from functions.usecases.policies import Pin, in_force
from functions.usecases.settling import commit, expect, settled


@settled
def request(services: Services, actor: Actor, school: str) -> Admission:
    """Ask a school for admission, once more after a refusal; raises NotFound, Refused."""
    unit, now, store = employers.own(services, actor), services.clock.now(), services.store
    witness = store.school(school)
    if unit.state is not RegistrationState.APPROVED:
        raise Refused("employer_not_approved", rule="C01")
    x, earlier = Situation(actor=actor, now=now), store.find_admission(school, unit.id)
    policy = in_force(store, school, now)
    is_registration_enough = policy.policy.employer_admission is EmployerAdmission.REGISTRATION
    if is_registration_enough and employer.is_admitted(unit, earlier, policy.policy):
        raise Refused("admission_not_needed", rule="C02")
    asked = employer.request_again(earlier, x) if earlier else _first(unit, school, x)
    fact = Fact(
        kind=EventKind.ADMISSION_REQUESTED, audience=(school_address(school),),
        details={"employer": unit.name, "school": witness.name},
    )  # fmt: skip
    _commit(services, asked, Replace(asked) if earlier else Insert(asked), fact, x, policy)
    return asked


def _first(unit: Employer, school: str, x: Situation) -> Admission:
    return Admission(
        school=school, employer=unit.id, employer_name=unit.name, uscc=unit.uscc, nature=unit.nature,
        requested_at=x.now,
    )  # fmt: skip


@settled
def review(
    services: Services, actor: Actor, school: str, employer_id: str, action: Action, reason: str, *, version: int
) -> Admission:
    """Decide on an admission, or withdraw one (decision 8); raises NotFound, Refused, Stale."""
    store, x = services.store, Situation(actor=actor, now=services.clock.now())
    found = store.find_admission(school, employer_id)
    if found is None or not sight.sees(actor, found):
        raise NotFound("admission")
    expect(found, version)
    reviewed = employer.review_admission(found, action, reason, x)
    details = {
        "employer": reviewed.employer_name, "school": store.school(school).name, "outcome": reviewed.state.value,
        "reason": reason,
    }  # fmt: skip
    fact = Fact(kind=EventKind.ADMISSION_REVIEWED, audience=(employer_address(employer_id),), details=details)
    _commit(services, reviewed, Replace(reviewed), fact, x, in_force(store, school, x.now))
    return reviewed


def _commit(
    services: Services, admission: Admission, change: Change, fact: Fact, x: Situation, policy: PolicyVersion
) -> None:
    case = f"{admission.school}-{admission.employer}"
    pin = Pin(school=admission.school, policy_version=policy.number)
    commit(services, case, (fact,), change, x=x, pinned=pin)


def of_employer(services: Services, actor: Actor) -> tuple[Admission, ...]:
    """List the employer's admissions at all schools."""
    return services.store.admissions_of_employer(actor.party or "")


def of_school(services: Services, actor: Actor, state: AdmissionState, cursor: str | None) -> Page[Admission]:
    """List a school's admissions in one state, the longest waiting first."""
    return services.store.admissions(actor.school or "", state, cursor=cursor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A student whom an employer named, whether an agreement is active, and why an invitation is refused now."""

    student: Student
    is_signed: bool
    refusal: Refused | None


def search(services: Services, actor: Actor, school: str, name: str, number: str) -> Found:
    """Find a student by name and number, both exact (C11), at a school that admits the employer.

    Raises Refused `employer_not_admitted`, and NotFound alike for nobody, another name, and who cannot sign yet (B10).
    """
    unit, now, store = employers.own(services, actor), services.clock.now(), services.store
    policy = in_force(store, store.school(school).code, now)
    is_admitted = employer.is_admitted(unit, store.find_admission(school, unit.id), policy.policy)
    if not is_admitted:
        raise Refused("employer_not_admitted", rule="C02")
    student = store.find_student(school, services.secrets.student_id(school, number))
    is_same = hmac.compare_digest(name.encode(), (student.name if student else "").encode())
    if student is None or not is_same or not (student.is_vouched() and cohorts.refusal(student, policy.policy) is None):
        raise NotFound("student")
    x = invitation.Situation(
        actor=actor, now=now, policy=policy.policy, lock=store.signing_lock(school, student.id),
        open=store.open_invitations(school, student.id), has_number=bool(student.agreement_number),
    )  # fmt: skip
    return Found(student=student, is_signed=x.lock.is_held(), refusal=_refusal(unit, student, policy, x))


def _refusal(unit: Employer, student: Student, policy: PolicyVersion, x: invitation.Situation) -> Refused | None:
    """Try what sending would say, on an invitation that nobody stores."""
    tried = Invitation(
        id="", school=student.school, student=student.id, employer=unit.id, college=student.college,
        student_name=student.name, student_number=student.number, employer_name=unit.name, terms=Terms(position=""),
        created_at=x.now, policy_version=policy.number,
    )  # fmt: skip
    try:
        invitation.send(tried, x)
    except Refused as refusal:
        return refusal
    return None
