"""SM-10: employers: registration reviewed by the platform, admission reviewed by each school (C01, C02)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from functions.domain.actors import Actor, Role
from functions.domain.errors import Refused
from functions.domain.machine import Machine, Transition
from functions.domain.parties import EmployerParty
from functions.domain.plain import filled_at_once
from functions.domain.policy import EmployerAdmission, SchoolPolicy


class RegistrationState(StrEnum):
    """Where an employer's registration stands with the platform."""

    REGISTERED = "registered"
    RETURNED = "returned"
    APPROVED = "approved"
    REFUSED = "refused"
    SUSPENDED = "suspended"

    @property
    def is_decided(self) -> bool:
        """Whether the platform's review is done."""
        return self is not RegistrationState.REGISTERED


class AdmissionState(StrEnum):
    """Where an employer's admission stands with one school."""

    REQUESTED = "requested"
    ADMITTED = "admitted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def is_decided(self) -> bool:
        """Whether the school's review is done."""
        return self is not AdmissionState.REQUESTED


class Action(StrEnum):
    """What a reviewer or an employer can do."""

    APPROVE = "approve"
    RETURN = "return"
    REFUSE = "refuse"
    RESUBMIT = "resubmit"
    SUSPEND = "suspend"
    RESTORE = "restore"
    WITHDRAW = "withdraw"
    REQUEST = "request"


class CodePath(StrEnum):
    """Why an employer has no 统一社会信用代码 (decision 15)."""

    NONE = ""
    MILITARY = "military"
    FOREIGN = "foreign"


@filled_at_once
@dataclass(frozen=True, kw_only=True)
class Employer:
    """An employer; `licence` is the blob key of the uploaded licence, `uscc` empty only on an explicit path."""

    id: str
    name: str
    uscc: str
    code_path: CodePath
    nature: str
    industry: str
    location: str
    address: str
    postcode: str
    contact: str
    phone: str
    email: str
    licence: str
    registered_at: datetime
    state: RegistrationState = RegistrationState.REGISTERED
    reason: str = ""
    reviewed_at: datetime | None = None
    version: int = 1

    @property
    def is_approved(self) -> bool:
        """Whether the platform vouches for it."""
        return self.state is RegistrationState.APPROVED

    @property
    def holds_uscc(self) -> bool:
        """A refused registration must not keep the real unit out."""
        return bool(self.uscc) and self.state is not RegistrationState.REFUSED


@dataclass(frozen=True, kw_only=True)
class Admission:
    """An employer's admission to one school (入驻); `employer_name` and `uscc` are for lists."""

    school: str
    employer: str
    employer_name: str
    uscc: str
    nature: str
    requested_at: datetime
    state: AdmissionState = AdmissionState.REQUESTED
    reason: str = ""
    reviewed_by: str = ""
    reviewed_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What the guards look at."""

    actor: Actor
    now: datetime


def _own(record: Employer | Admission, x: Situation) -> Refused | None:
    owner = record.id if isinstance(record, Employer) else record.employer
    return None if x.actor.party == owner else Refused("not_yours")


_OPERATOR, _SCHOOL, _EMPLOYER = (
    frozenset({Role.OPERATOR}),
    frozenset({Role.SCHOOL, Role.ADMIN}),
    frozenset({Role.EMPLOYER}),
)

REGISTRATION: Machine[Employer, Situation] = Machine("employer", (
    Transition(RegistrationState.REGISTERED, Action.APPROVE, RegistrationState.APPROVED, _OPERATOR),
    Transition(RegistrationState.REGISTERED, Action.RETURN, RegistrationState.RETURNED, _OPERATOR),
    Transition(RegistrationState.REGISTERED, Action.REFUSE, RegistrationState.REFUSED, _OPERATOR),
    Transition(RegistrationState.RETURNED, Action.RESUBMIT, RegistrationState.REGISTERED, _EMPLOYER, (_own,)),
    Transition(RegistrationState.APPROVED, Action.SUSPEND, RegistrationState.SUSPENDED, _OPERATOR),
    Transition(RegistrationState.SUSPENDED, Action.RESTORE, RegistrationState.APPROVED, _OPERATOR),
))  # fmt: skip

ADMISSION: Machine[Admission, Situation] = Machine("admission", (
    Transition(AdmissionState.REQUESTED, Action.APPROVE, AdmissionState.ADMITTED, _SCHOOL),
    Transition(AdmissionState.REQUESTED, Action.REFUSE, AdmissionState.REFUSED, _SCHOOL),
    Transition(AdmissionState.REFUSED, Action.REQUEST, AdmissionState.REQUESTED, _EMPLOYER, (_own,)),
    Transition(AdmissionState.WITHDRAWN, Action.REQUEST, AdmissionState.REQUESTED, _EMPLOYER, (_own,)),
    Transition(AdmissionState.ADMITTED, Action.WITHDRAW, AdmissionState.WITHDRAWN, _SCHOOL),
))  # fmt: skip

_NEEDS_REASON = frozenset({Action.RETURN, Action.REFUSE, Action.SUSPEND, Action.WITHDRAW})


def review_registration(employer: Employer, action: Action, reason: str, situation: Situation) -> Employer:
    """Decide on a registration; all but an approval need a reason; raises Refused."""
    _reason_given(action, reason)
    return REGISTRATION.fire(employer, action, situation, reason=reason, reviewed_at=situation.now)


def review_admission(admission: Admission, action: Action, reason: str, situation: Situation) -> Admission:
    """Decide on an admission; all but an approval need a reason; raises Refused."""
    _reason_given(action, reason)
    return ADMISSION.fire(
        admission, action, situation, reason=reason, reviewed_by=situation.actor.account, reviewed_at=situation.now
    )


def _reason_given(action: Action, reason: str) -> None:
    if action in _NEEDS_REASON and not reason:
        raise Refused("reason_required", field="reason", rule="C02")


def resubmit(employer: Employer, corrected: Employer, situation: Situation) -> Employer:
    """Hand a returned registration in again with corrected fields; raises Refused."""
    again = REGISTRATION.fire(employer, Action.RESUBMIT, situation)
    return replace(corrected, id=again.id, state=again.state, reason="", version=again.version)


def request_again(admission: Admission, situation: Situation) -> Admission:
    """Ask a school once more after a refusal; raises Refused."""
    return ADMISSION.fire(admission, Action.REQUEST, situation, reason="", requested_at=situation.now)


def is_admitted(employer: Employer, admission: Admission | None, policy: SchoolPolicy) -> bool:
    """Tell whether the employer may invite at this school now (C01, C02).

    Where the registration is enough, a school can still send an employer away, and asking anew does not undo that.
    """
    if not employer.is_approved:
        return False
    if policy.employer_admission is EmployerAdmission.REGISTRATION:
        return admission is None or not (admission.state is AdmissionState.WITHDRAWN or _asks_anew(admission))
    return admission is not None and admission.state is AdmissionState.ADMITTED


def _asks_anew(admission: Admission) -> bool:
    return admission.state is AdmissionState.REQUESTED and admission.reviewed_at is not None


def as_party(employer: Employer) -> EmployerParty:
    """Return what the form prints."""
    return EmployerParty(
        name=employer.name, uscc=employer.uscc or None, nature=employer.nature, industry=employer.industry,
        location=employer.location, address=employer.address, postcode=employer.postcode, contact=employer.contact,
        phone=employer.phone, email=employer.email,
    )  # fmt: skip
