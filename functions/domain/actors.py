"""Who acts: a role, and the tenant, college and party that the role is bound to.

One account has one role. A student and an employer are *parties*; the school is a witness.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from functions.domain.plain import filled_at_once


class Role(StrEnum):
    """What an account is in the system; the permission table in `access.py` says what it may do."""

    STUDENT = "student"
    EMPLOYER = "employer"
    COLLEGE = "college"
    SCHOOL = "school"
    ADMIN = "admin"
    OPERATOR = "operator"
    SYSTEM = "system"
    PUBLIC = "public"
    # A recruiter without an account; nobody logs in as one: a graduate's card says who it is.
    GUEST = "guest"


STAFF = frozenset({Role.COLLEGE, Role.SCHOOL, Role.ADMIN})
PARTIES = frozenset({Role.STUDENT, Role.EMPLOYER})


@filled_at_once
@dataclass(frozen=True, kw_only=True)
class Actor:
    """The account behind a request; `party` is the student's or employer's id or a guest's card.

    `school` is a 5-digit code.
    """

    account: str
    role: Role
    name: str = ""
    school: str | None = None
    college: str | None = None
    party: str | None = None

    @property
    def address(self) -> str:
        """Where notices for this actor go, as in `addresses`."""
        match self.role:
            case Role.STUDENT | Role.EMPLOYER | Role.GUEST:
                return f"{self.role}:{self.party}"
            case Role.COLLEGE:
                return college_address(self.school or "", self.college or "")
            case Role.SCHOOL | Role.ADMIN:
                return school_address(self.school or "")
            case _:
                return str(self.role)


def student_address(student: str) -> str:
    """Address notices to a student."""
    return f"{Role.STUDENT}:{student}"


def employer_address(employer: str) -> str:
    """Address notices to every HR account of an employer."""
    return f"{Role.EMPLOYER}:{employer}"


def guest_address(card: str) -> str:
    """Address notices to who signs as a guest with a card."""
    return f"{Role.GUEST}:{card}"


def college_address(school: str, college: str) -> str:
    """Address notices to the reviewers of one college."""
    return f"{Role.COLLEGE}:{school}:{college}"


def school_address(school: str) -> str:
    """Address notices to a school's reviewers and administrators."""
    return f"{Role.SCHOOL}:{school}"


SYSTEM = Actor(account="system", role=Role.SYSTEM, name="系统")
