"""Which records of a kind a role may see (deny by default).

1. `SIGHT` names the kinds and the roles; a kind or role that is not named there sees nothing.
2. What an actor may not see does not exist for them: the answer is `NotFound`, whoever's it is (traps 20 and 30).
3. Each scope compares the actor's binding with the record's; an actor without the binding has nothing in scope.
4. A kind goes by the name of its class, so that who asks about one kind need not load all others (ADR 14).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from functions.domain.actors import PARTIES, STAFF, Actor, Role
from functions.domain.errors import NotFound

if TYPE_CHECKING:
    from functions.domain.application import Application
    from functions.domain.invitation import Invitation
    from functions.domain.notice import Notice
    from functions.domain.school import School
    from functions.domain.student import Student

R = TypeVar("R")
Predicate = Callable[[Actor, Any], bool]


def everything(_: Actor, __: object) -> bool:
    """Platform records, for the platform."""
    return True


def own_school(actor: Actor, record: Any) -> bool:  # noqa: ANN401 - any record of a tenant
    """Records of the school that the actor works for."""
    return actor.school is not None and actor.school == record.school


def own_college(actor: Actor, record: Any) -> bool:  # noqa: ANN401 - any record of a college
    """Records of the college that the actor reviews (trap 9)."""
    return own_school(actor, record) and actor.college is not None and actor.college == record.college


def own_student(actor: Actor, record: Any) -> bool:  # noqa: ANN401 - any record of a student
    """Records about the student who asks."""
    return own_school(actor, record) and actor.party is not None and actor.party == record.student


def own_employer(actor: Actor, record: Any) -> bool:  # noqa: ANN401 - any record of an employer
    """Records of the employer for which the actor works."""
    return actor.party is not None and actor.party == record.employer


def sent_to_student(actor: Actor, invitation: Invitation) -> bool:
    """Invitations that were sent to the student; a draft is the employer's alone."""
    from functions.domain.invitation import State  # noqa: PLC0415 - rule 4

    unsent = invitation.revision == 0 or invitation.state is State.DISCARDED
    return not unsent and own_student(actor, invitation)


def own_card(actor: Actor, invitation: Invitation) -> bool:
    """What was sent by the card that the guest holds."""
    return actor.party is not None and invitation.guest is not None and actor.party == invitation.guest.card


def handed_in(scope: Predicate) -> Predicate:
    """Agreements in scope that were submitted; a student's draft is the student's alone (G03)."""
    return lambda actor, agreement: agreement.is_submitted and scope(actor, agreement)


def shared_with_employer(actor: Actor, application: Application) -> bool:
    """Applications to the employer, as long as the graduate lets them stand."""
    return application.is_shared and own_employer(actor, application)


def itself(actor: Actor, record: Any) -> bool:  # noqa: ANN401 - a student or an employer
    """The record of the party itself."""
    return actor.party is not None and actor.party == record.id


def own_record(actor: Actor, student: Student) -> bool:
    """The student's own record."""
    return own_school(actor, student) and itself(actor, student)


def own_tenant(actor: Actor, school: School) -> bool:
    """The school for which the actor works."""
    return actor.school is not None and actor.school == school.code


def colleague(actor: Actor, record: Any) -> bool:  # noqa: ANN401 - an account or an invitation to open one
    """Accounts of the same employer."""
    return actor.party is not None and record.role is Role.EMPLOYER and actor.party == record.party


def staff_of_school(actor: Actor, record: Any) -> bool:  # noqa: ANN401 - an account or an invitation to open one
    """Staff accounts of the administrator's school."""
    return record.role in STAFF and own_school(actor, record)


def own_address(actor: Actor, notice: Notice) -> bool:
    """Notices that were sent to the actor."""
    return actor.address == notice.address


def _staff(college: Predicate) -> dict[Role, Predicate]:
    return {Role.COLLEGE: college, Role.SCHOOL: own_school, Role.ADMIN: own_school}


_OF_PARTIES: Mapping[Role, Predicate] = {
    Role.STUDENT: own_student, Role.EMPLOYER: own_employer, **_staff(own_college),
}  # fmt: skip

SIGHT: Mapping[str, Mapping[Role, Predicate]] = {
    "Student": {Role.STUDENT: own_record, **_staff(own_college)},
    "Mismatch": _staff(own_college),
    "Correction": {Role.STUDENT: own_student, **_staff(own_college)},
    "Employer": {Role.EMPLOYER: itself, Role.OPERATOR: everything},
    "Admission": {Role.EMPLOYER: own_employer, Role.SCHOOL: own_school, Role.ADMIN: own_school},
    "Position": {Role.STUDENT: own_school, Role.EMPLOYER: own_employer},
    "Application": {Role.STUDENT: own_student, Role.EMPLOYER: shared_with_employer},
    "Card": {Role.STUDENT: own_student},
    "Invitation": {
        Role.STUDENT: sent_to_student,
        Role.EMPLOYER: own_employer,
        Role.GUEST: own_card,
        Role.SYSTEM: everything,
    },
    "Agreement": {
        Role.STUDENT: own_student,
        Role.EMPLOYER: own_employer,
        Role.SYSTEM: everything,
        **{role: handed_in(scope) for role, scope in _staff(own_college).items()},
    },
    "Termination": {**_OF_PARTIES, Role.SYSTEM: everything},
    "BlankForm": _staff(own_college),
    "Batch": _staff(own_school),
    "Import": {Role.ADMIN: own_school},
    "School": {Role.COLLEGE: own_tenant, Role.SCHOOL: own_tenant, Role.ADMIN: own_tenant, Role.OPERATOR: everything},
    "Account": {Role.ADMIN: staff_of_school, Role.EMPLOYER: colleague},
    "AccountInvitation": {Role.ADMIN: staff_of_school, Role.EMPLOYER: colleague},
    "Notice": dict.fromkeys((*STAFF, *PARTIES, Role.OPERATOR), own_address),
}


def sees(actor: Actor, record: object) -> bool:
    """Tell whether the actor may know of this record."""
    predicate = SIGHT.get(type(record).__name__, {}).get(actor.role)
    return predicate is not None and predicate(actor, record)


def seen(actor: Actor, record: R) -> R:
    """Return the record; raises NotFound when the actor may not know of it."""
    if not sees(actor, record):
        raise NotFound(type(record).__name__.lower())
    return record


def college_of(actor: Actor, asked: str | None) -> str | None:
    """Return the college to which a list is narrowed: a college's reviewer sees no other, whatever is asked for.

    Raises NotFound for a reviewer of no college.
    """
    if actor.role is not Role.COLLEGE:
        return asked
    if not actor.college:
        raise NotFound("college")
    return actor.college
