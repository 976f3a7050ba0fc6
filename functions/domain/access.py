"""Who may do what: the one permission table (deny by default).

1. `PERMISSIONS` says which roles may use a path at all; a role that is not named there may not.
2. To whom they may do it, `sight.py` says.
3. Which *action* a state allows is the machines' affair; they name the roles again, and both must agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum, auto

from functions.domain.actors import Role


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
    HAND_IN_PIECE = auto()
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
    READ_MISMATCHES = auto()
    ACCEPT_REGISTRY = auto()
    REVIEW_SOURCE_RECORD = auto()
    RELEASE_BINDING = auto()
    KEEP_BLANK_FORMS = auto()
    REQUEST_BLANK_FORM = auto()
    CLAIM_NUMBER = auto()
    RECORD_SIGNING = auto()
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
    # Positions and applications.
    READ_POSITION = auto()
    KEEP_POSITION = auto()
    KEEP_RESUME = auto()
    APPLY_FOR_POSITION = auto()
    READ_APPLICATION = auto()
    READ_APPLICANTS = auto()
    WITHDRAW_APPLICATION = auto()
    ANSWER_INTERVIEW = auto()
    INVITE_TO_INTERVIEW = auto()
    RECORD_RESULT = auto()
    MAKE_OFFER = auto()
    # The student's card, and who signs with it.
    READ_CARDS = auto()
    MAKE_CARD = auto()
    SIGN_AS_GUEST = auto()
    READ_OFFERED_MATERIAL = auto()
    READ_MATERIAL = auto()
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
    READ_INITIATION = auto()
    SEARCH_UNIT = auto()
    READ_EVIDENCE = auto()
    DRAFT_AGREEMENT = auto()
    SUBMIT_AGREEMENT = auto()
    REVIEW_AGREEMENT = auto()
    REVISE_AGREEMENT = auto()
    CONFIRM_REVISION = auto()
    DECLINE_REVISION = auto()
    VOID_AGREEMENT = auto()
    POST_COPY = auto()
    RECORD_STAMP = auto()
    RECORD_COMPLETION = auto()
    REQUEST_UNDO = auto()
    DECIDE_UNDO = auto()
    REQUEST_REISSUE = auto()
    DECIDE_REISSUE = auto()
    REQUEST_UNLOCK = auto()
    DECIDE_UNLOCK = auto()
    PRINT_AGREEMENT = auto()
    READ_PRINTS = auto()
    PRINT_BATCH = auto()
    PAIR_COMPUTER = auto()
    GRANT_PRINT = auto()
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
    READ_SIGNING_COUNTS = auto()
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
    Permission.HAND_IN_PIECE: _ANYBODY,
    Permission.CHANGE_OWN_ACCOUNT: _ACCOUNTS,
    Permission.READ_NOTICES: _ACCOUNTS,
    Permission.READ_NEXT_STEPS: _STUDENT,
    Permission.READ_SOURCE_RECORD: _STUDENT,
    Permission.CONFIRM_SOURCE_RECORD: _STUDENT,
    Permission.REQUEST_CORRECTION: _STUDENT,
    Permission.READ_STUDENTS: _STAFF,
    Permission.READ_CORRECTIONS: _STAFF,
    Permission.ANSWER_CORRECTION: _STAFF,
    Permission.READ_MISMATCHES: _STAFF,
    Permission.ACCEPT_REGISTRY: _OFFICE,
    Permission.REVIEW_SOURCE_RECORD: _STAFF,
    Permission.RELEASE_BINDING: _ADMIN,
    Permission.KEEP_BLANK_FORMS: _STAFF,
    Permission.REQUEST_BLANK_FORM: _STUDENT,
    Permission.CLAIM_NUMBER: _STUDENT,
    Permission.RECORD_SIGNING: _STAFF,
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
    Permission.READ_POSITION: _PARTIES,
    Permission.KEEP_POSITION: _EMPLOYER,
    Permission.KEEP_RESUME: _STUDENT,
    Permission.APPLY_FOR_POSITION: _STUDENT,
    Permission.READ_APPLICATION: _PARTIES,
    Permission.READ_APPLICANTS: _EMPLOYER,
    Permission.WITHDRAW_APPLICATION: _STUDENT,
    Permission.ANSWER_INTERVIEW: _STUDENT,
    Permission.INVITE_TO_INTERVIEW: _EMPLOYER,
    Permission.RECORD_RESULT: _EMPLOYER,
    Permission.MAKE_OFFER: _EMPLOYER,
    Permission.READ_CARDS: _STUDENT,
    Permission.MAKE_CARD: _STUDENT,
    Permission.SIGN_AS_GUEST: _ANYBODY,
    Permission.READ_OFFERED_MATERIAL: _STUDENT,
    Permission.READ_MATERIAL: _STAFF,
    Permission.READ_INVITATION: _PARTIES,
    Permission.DRAFT_INVITATION: _EMPLOYER,
    Permission.EDIT_INVITATION: _EMPLOYER,
    Permission.DISCARD_INVITATION: _EMPLOYER,
    Permission.SEND_INVITATION: _EMPLOYER,
    Permission.WITHDRAW_INVITATION: _EMPLOYER,
    Permission.REJECT_INVITATION: _STUDENT,
    Permission.ACCEPT_INVITATION: _STUDENT,
    Permission.READ_AGREEMENT: _CONCERNED,
    Permission.READ_INITIATION: _STUDENT,
    Permission.SEARCH_UNIT: _STUDENT,
    Permission.READ_EVIDENCE: _STUDENT | _STAFF,
    Permission.DRAFT_AGREEMENT: _STUDENT,
    Permission.SUBMIT_AGREEMENT: _STUDENT,
    Permission.REVIEW_AGREEMENT: _REVIEWERS,
    Permission.REVISE_AGREEMENT: _EMPLOYER,
    Permission.CONFIRM_REVISION: _STUDENT,
    Permission.DECLINE_REVISION: _STUDENT,
    Permission.VOID_AGREEMENT: _ADMIN,
    Permission.POST_COPY: _EMPLOYER,
    Permission.RECORD_STAMP: _STAFF,
    Permission.RECORD_COMPLETION: _STAFF,
    Permission.REQUEST_UNDO: _OFFICE,
    Permission.DECIDE_UNDO: _OFFICE,
    Permission.REQUEST_REISSUE: _PARTIES,
    Permission.DECIDE_REISSUE: _OFFICE,
    Permission.REQUEST_UNLOCK: _ADMIN,
    Permission.DECIDE_UNLOCK: _OFFICE,
    Permission.PRINT_AGREEMENT: _CONCERNED,
    Permission.READ_PRINTS: _STAFF,
    Permission.PRINT_BATCH: _STAFF,
    Permission.PAIR_COMPUTER: _ANYBODY,
    Permission.GRANT_PRINT: _STUDENT,
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
    Permission.READ_SIGNING_COUNTS: _ADMIN | _OPERATOR,
    Permission.CREATE_SCHOOL: _OPERATOR,
    Permission.READ_ALL_SCHOOLS: _OPERATOR,
    Permission.READ_KEYS: _OPERATOR,
}


def may(permission: Permission, role: Role) -> bool:
    """Tell whether a role has a permission."""
    return role in PERMISSIONS.get(permission, frozenset())
