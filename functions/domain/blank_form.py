"""Blank paper forms (K02, K03): who has which, why, and how many a cohort may have.

1. Each form carries a mark of its own, which is used once: a form that came back is not given out again.
2. The register of a cohort counts what is out; the policy may bound that by a share of the graduates.
3. A form that is out blocks nothing; the signing lock names it, so that a reviewer is warned (SM-0).
4. A cohort that signs online only gets one for an exception that the school lists, and the register says which (A08).
5. The mark is the number that is printed on the form: who holds it may claim it as the agreement's own (B09).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from functions.domain import cohorts
from functions.domain.actors import Actor
from functions.domain.deadlines import local_date
from functions.domain.errors import Refused
from functions.domain.policy import SchoolPolicy
from functions.domain.student import Student

MARK_LENGTH = 30


class BlankFormState(StrEnum):
    """Whether the form is with the student, was signed on (K04), or came back unused."""

    OUT = "out"
    USED = "used"
    RETURNED = "returned"


class BlankFormReason(StrEnum):
    """Why somebody gets a form on paper (rules.md 1.3)."""

    FIRST = "first"
    LOST = "lost"
    RESUMED = "resumed"
    SPECIAL_UNIT = "special_unit"


@dataclass(frozen=True, kw_only=True)
class BlankForm:
    """One form that was handed out, with who had it and who gave it."""

    mark: str
    school: str
    cohort: int
    college: str
    student: str
    student_name: str
    student_number: str
    reason: BlankFormReason
    note: str
    issued_by: str
    issued_at: datetime
    exception: str = ""
    state: BlankFormState = BlankFormState.OUT
    returned_at: datetime | None = None
    received_by: str = ""
    version: int = 1


@dataclass(frozen=True, kw_only=True)
class BlankRegister:
    """How many forms of a cohort were handed out and came back, and its graduates as they were last counted."""

    school: str
    cohort: int
    issued: int = 0
    returned: int = 0
    graduates: int = 0
    version: int = 0

    @property
    def out(self) -> int:
        """How many are with students."""
        return self.issued - self.returned


@dataclass(frozen=True, kw_only=True)
class Handout:
    """What the teacher writes down when handing a form out."""

    mark: str
    reason: BlankFormReason
    note: str = ""
    exception: str = ""


def quota(register: BlankRegister, policy: SchoolPolicy) -> int | None:
    """Return how many may be out at once, None without a bound."""
    share = policy.blank_form_quota_percent
    return register.graduates * share // 100 if share else None


def is_full(register: BlankRegister, policy: SchoolPolicy) -> bool:
    """Tell whether the cohort's share is out."""
    most = quota(register, policy)
    return most is not None and register.out >= most


def issue(
    student: Student, register: BlankRegister, handout: Handout, policy: SchoolPolicy, *, by: Actor, now: datetime
) -> tuple[BlankForm, BlankRegister]:
    """Hand a form out and count it; raises Refused."""
    if not policy.blank_form_marking:
        raise Refused("blank_forms_not_kept", rule="K03")
    cohorts.require_paper(student, handout.exception, policy, local_date(now))
    if is_full(register, policy):
        raise Refused("blank_quota_reached", rule="K03", params={"most": quota(register, policy) or 0})
    made = BlankForm(
        mark=handout.mark, school=student.school, cohort=student.cohort, college=student.college, student=student.id,
        student_name=student.name, student_number=student.number, reason=handout.reason, note=handout.note,
        issued_by=by.name, issued_at=now, exception=handout.exception,
    )  # fmt: skip
    return made, replace(register, issued=register.issued + 1, version=register.version + 1)


def give_back(form: BlankForm, register: BlankRegister, *, by: Actor, now: datetime) -> tuple[BlankForm, BlankRegister]:
    """Take an unused form back; raises Refused for one that came back already or was signed on."""
    require_out(form, rule="K03")
    returned = replace(
        form, state=BlankFormState.RETURNED, returned_at=now, received_by=by.name, version=form.version + 1
    )
    return returned, replace(register, returned=register.returned + 1, version=register.version + 1)


def require_out(form: BlankForm, *, rule: str, field: str | None = None) -> None:
    """Raise Refused for a form that came back or was signed on."""
    if form.state is BlankFormState.RETURNED:
        raise Refused("blank_form_returned", field=field, rule=rule)
    if form.state is BlankFormState.USED:
        raise Refused("blank_form_used", field=field, rule=rule)


def turn(form: BlankForm, state: BlankFormState) -> BlankForm:
    """Note that a form was signed on (K04), or that what was signed came to nothing and it is out again."""
    return replace(form, state=state, version=form.version + 1)
