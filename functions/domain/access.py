"""Who may do what, to whom: the one permission table (deny by default).

1. `PERMISSIONS` says which roles may use a path at all; a role that is not named there may not.
2. `SIGHT` says which records of a kind a role may see; a kind or role that is not named there sees nothing.
3. What an actor may not see does not exist for them: the answer is `NotFound`, whoever's it is (traps 20 and 30).
4. Which *action* a state allows is the machines' affair; they name the roles again, and both must agree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum, auto
from typing import Any, TypeVar

from functions.domain.account import Account, AccountInvitation
from functions.domain.actors import Actor, Role
from functions.domain.agreement import Agreement
from functions.domain.employer import Admission, Employer
from functions.domain.errors import Forbidden, NotFound
from functions.domain.imports import Import
from functions.domain.invitation import Invitation
from functions.domain.invitation import State as InvitationState
from functions.domain.notice import Notice
from functions.domain.printing import Batch
from functions.domain.school import School
from functions.domain.student import Correction, Student
from functions.domain.termination import Termination

R = TypeVar("R")
Predicate = Callable[[Actor, Any], bool]


class Permission(StrEnum):
    """One entry for each thing that a request can ask for."""

    # Anybody: what stands on the door, and how to come in.
    READ_SESSION = auto()
    LOG_IN = auto()
    LOG_OUT = auto()
    BIND_STUDENT = auto()
    OPEN_ACCOUNT = auto()
    REGISTER_EMPLOYER = auto()
    READ_SCHOOLS = auto()
    READ_CODES = auto()
    # Everybody who is logged in.
    CHANGE_OWN_ACCOUNT = auto()
    READ_NOTICES = auto()
    READ_NEXT_STEPS = auto()
    # Source records.
    READ_SOURCE_RECORD = auto()
    CONFIRM_SOURCE_RECORD = auto()
    REQUEST_CORRECTION = auto()
    READ_STUDENTS = auto()
    READ_CORRECTIONS = auto()
    ANSWER_CORRECTION = auto()
    REVIEW_SOURCE_RECORD = auto()
    RELEASE_BINDING = auto()
    IMPORT_STUDENTS = auto()
    # Employers.
    READ_OWN_EMPLOYER = auto()
    RESUBMIT_EMPLOYER = auto()
    READ_EMPLOYERS = auto()
    READ_EMPLOYER = auto()
    REVIEW_EMPLOYER = auto()
    READ_ADMISSIONS = auto()
    REQUEST_ADMISSION = auto()
    REVIEW_ADMISSION = auto()
    READ_COLLEAGUES = auto()
    INVITE_COLLEAGUE = auto()
    SEARCH_STUDENT = auto()
    # Invitations.
    READ_INVITATION = auto()
    DRAFT_INVITATION = auto()
    EDIT_INVITATION = auto()
    DISCARD_INVITATION = auto()
    SEND_INVITATION = auto()
    WITHDRAW_INVITATION = auto()
    REJECT_INVITATION = auto()
    ACCEPT_INVITATION = auto()
    # Agreements.
    READ_AGREEMENT = auto()
    REVIEW_AGREEMENT = auto()
    REVISE_AGREEMENT = auto()
    CONFIRM_REVISION = auto()
    DECLINE_REVISION = auto()
    VOID_AGREEMENT = auto()
    PRINT_AGREEMENT = auto()
    READ_PRINTS = auto()
    PRINT_BATCH = auto()
    # Terminations.
    READ_TERMINATION = auto()
    APPLY_TERMINATION = auto()
    ANSWER_TERMINATION = auto()
    WITHDRAW_TERMINATION = auto()
    REVIEW_TERMINATION = auto()
    # The school's office.
    READ_POLICY = auto()
    CHANGE_POLICY = auto()
    READ_SCHOOL = auto()
    CHANGE_SCHOOL = auto()
    READ_STAFF = auto()
    INVITE_STAFF = auto()
    REMOVE_STAFF = auto()
    # The platform.
    CREATE_SCHOOL = auto()
    READ_ALL_SCHOOLS = auto()
    READ_KEYS = auto()


_STUDENT, _EMPLOYER = frozenset({Role.STUDENT}), frozenset({Role.EMPLOYER})
_ADMIN, _OPERATOR = frozenset({Role.ADMIN}), frozenset({Role.OPERATOR})
_OFFICE = frozenset({Role.SCHOOL, Role.ADMIN})
_REVIEWERS = frozenset({Role.COLLEGE, Role.SCHOOL})
_STAFF = _REVIEWERS | _ADMIN
_PARTIES = _STUDENT | _EMPLOYER
_CONCERNED = _PARTIES | _STAFF
_ACCOUNTS = _CONCERNED | _OPERATOR
_ANYBODY = _ACCOUNTS | {Role.PUBLIC}

PERMISSIONS: Mapping[Permission, frozenset[Role]] = {
    Permission.READ_SESSION: _ANYBODY,
    Permission.LOG_IN: _ANYBODY,
    Permission.LOG_OUT: _ANYBODY,
    Permission.BIND_STUDENT: _ANYBODY,
    Permission.OPEN_ACCOUNT: _ANYBODY,
    Permission.REGISTER_EMPLOYER: _ANYBODY,
    Permission.READ_SCHOOLS: _ANYBODY,
    Permission.READ_CODES: _ANYBODY,
    Permission.CHANGE_OWN_ACCOUNT: _ACCOUNTS,
    Permission.READ_NOTICES: _ACCOUNTS,
    Permission.READ_NEXT_STEPS: _STUDENT,
    Permission.READ_SOURCE_RECORD: _STUDENT,
    Permission.CONFIRM_SOURCE_RECORD: _STUDENT,
    Permission.REQUEST_CORRECTION: _STUDENT,
    Permission.READ_STUDENTS: _STAFF,
    Permission.READ_CORRECTIONS: _STAFF,
    Permission.ANSWER_CORRECTION: _STAFF,
    Permission.REVIEW_SOURCE_RECORD: _STAFF,
    Permission.RELEASE_BINDING: _ADMIN,
    Permission.IMPORT_STUDENTS: _ADMIN,
    Permission.READ_OWN_EMPLOYER: _EMPLOYER,
    Permission.RESUBMIT_EMPLOYER: _EMPLOYER,
    Permission.READ_EMPLOYERS: _OPERATOR,
    Permission.READ_EMPLOYER: _OFFICE | _OPERATOR,
    Permission.REVIEW_EMPLOYER: _OPERATOR,
    Permission.READ_ADMISSIONS: _EMPLOYER | _OFFICE,
    Permission.REQUEST_ADMISSION: _EMPLOYER,
    Permission.REVIEW_ADMISSION: _OFFICE,
    Permission.READ_COLLEAGUES: _EMPLOYER,
    Permission.INVITE_COLLEAGUE: _EMPLOYER,
    Permission.SEARCH_STUDENT: _EMPLOYER,
    Permission.READ_INVITATION: _PARTIES,
    Permission.DRAFT_INVITATION: _EMPLOYER,
    Permission.EDIT_INVITATION: _EMPLOYER,
    Permission.DISCARD_INVITATION: _EMPLOYER,
    Permission.SEND_INVITATION: _EMPLOYER,
    Permission.WITHDRAW_INVITATION: _EMPLOYER,
    Permission.REJECT_INVITATION: _STUDENT,
    Permission.ACCEPT_INVITATION: _STUDENT,
    Permission.READ_AGREEMENT: _CONCERNED,
    Permission.REVIEW_AGREEMENT: _REVIEWERS,
    Permission.REVISE_AGREEMENT: _EMPLOYER,
    Permission.CONFIRM_REVISION: _STUDENT,
    Permission.DECLINE_REVISION: _STUDENT,
    Permission.VOID_AGREEMENT: _ADMIN,
    Permission.PRINT_AGREEMENT: _CONCERNED,
    Permission.READ_PRINTS: _STAFF,
    Permission.PRINT_BATCH: _STAFF,
    Permission.READ_TERMINATION: _CONCERNED,
    Permission.APPLY_TERMINATION: _PARTIES,
    Permission.ANSWER_TERMINATION: _PARTIES,
    Permission.WITHDRAW_TERMINATION: _PARTIES,
    Permission.REVIEW_TERMINATION: _REVIEWERS,
    Permission.READ_POLICY: _STAFF,
    Permission.CHANGE_POLICY: _ADMIN,
    Permission.READ_SCHOOL: _STAFF,
    Permission.CHANGE_SCHOOL: _ADMIN,
    Permission.READ_STAFF: _ADMIN,
    Permission.INVITE_STAFF: _ADMIN,
    Permission.REMOVE_STAFF: _ADMIN,
    Permission.CREATE_SCHOOL: _OPERATOR,
    Permission.READ_ALL_SCHOOLS: _OPERATOR,
    Permission.READ_KEYS: _OPERATOR,
}


def may(permission: Permission, role: Role) -> bool:
    """Tell whether a role has a permission."""
    return role in PERMISSIONS.get(permission, frozenset())


def check(permission: Permission, actor: Actor) -> None:
    """Raise Forbidden when the actor's role may not do this."""
    if not may(permission, actor.role):
        raise Forbidden(permission.value)


# Scopes. Each compares the actor's binding with the record's; an actor without the binding has nothing in scope.


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
    unsent = invitation.revision == 0 or invitation.state is InvitationState.DISCARDED
    return not unsent and own_student(actor, invitation)


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
    return record.role in _STAFF and own_school(actor, record)


def own_address(actor: Actor, notice: Notice) -> bool:
    """Notices that were sent to the actor."""
    return actor.address == notice.address


def _staff(college: Predicate) -> dict[Role, Predicate]:
    return {Role.COLLEGE: college, Role.SCHOOL: own_school, Role.ADMIN: own_school}


_OF_PARTIES: Mapping[Role, Predicate] = {
    Role.STUDENT: own_student, Role.EMPLOYER: own_employer, **_staff(own_college),
}  # fmt: skip

SIGHT: Mapping[type, Mapping[Role, Predicate]] = {
    Student: {Role.STUDENT: own_record, **_staff(own_college)},
    Correction: {Role.STUDENT: own_student, **_staff(own_college)},
    Employer: {Role.EMPLOYER: itself, Role.OPERATOR: everything},
    Admission: {Role.EMPLOYER: own_employer, Role.SCHOOL: own_school, Role.ADMIN: own_school},
    Invitation: {Role.STUDENT: sent_to_student, Role.EMPLOYER: own_employer, Role.SYSTEM: everything},
    Agreement: {**_OF_PARTIES, Role.SYSTEM: everything},
    Termination: {**_OF_PARTIES, Role.SYSTEM: everything},
    Batch: _staff(own_school),
    Import: {Role.ADMIN: own_school},
    School: {Role.COLLEGE: own_tenant, Role.SCHOOL: own_tenant, Role.ADMIN: own_tenant, Role.OPERATOR: everything},
    Account: {Role.ADMIN: staff_of_school, Role.EMPLOYER: colleague},
    AccountInvitation: {Role.ADMIN: staff_of_school, Role.EMPLOYER: colleague},
    Notice: dict.fromkeys((*_ACCOUNTS,), own_address),
}


def sees(actor: Actor, record: object) -> bool:
    """Tell whether the actor may know of this record."""
    predicate = SIGHT.get(type(record), {}).get(actor.role)
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
