"""The source record (生源信息): the student vouches for it, the school mends and reviews it (section B, SM-9)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from functions.domain import sight, student
from functions.domain.actors import Actor, college_address, school_address, student_address
from functions.domain.errors import Refused
from functions.domain.events import EventKind, Fact
from functions.domain.policy import PolicyVersion
from functions.domain.student import Correction, CorrectionState, Situation, SourceAction, SourceState, Student
from functions.ports import Change, Insert, Page, Replace, Services
from functions.usecases.accounts import student_login
from functions.usecases.policies import Pin, in_force
from functions.usecases.settling import commit, expect, settled

# The one field that decides who reviews: its name stands for one of the school's colleges.
COLLEGE = "college_name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A source record with its requests and what its guards look at."""

    student: Student
    corrections: tuple[Correction, ...]
    situation: Situation


def read(services: Services, actor: Actor, student_id: str) -> Reading:
    """Return a record that the actor may see; raises NotFound."""
    found, x, _ = _read(services, actor, student_id)
    corrections = services.store.corrections_of_student(found.school, found.id)
    return Reading(student=found, corrections=corrections, situation=x)


def _read(services: Services, actor: Actor, student_id: str) -> tuple[Student, Situation, PolicyVersion]:
    found = sight.seen(actor, services.store.student(actor.school or "", student_id))
    now = services.clock.now()
    policy = in_force(services.store, found.school, now)
    return found, Situation(actor=actor, now=now, policy=policy.policy), policy


@settled
def vouch(services: Services, actor: Actor, phone: str, email: str, *, version: int) -> Student:
    """Confirm or submit the own record with phone and e-mail (B01, B02, B07); raises Refused, Stale."""
    found, x, policy = _read(services, actor, actor.party or "")
    expect(found, version)
    vouched = student.vouch(found, phone, email, x)
    account = services.store.account(actor.account)
    mail = Replace(replace(account, email=email, version=account.version + 1))
    is_final = vouched.state is SourceState.CONFIRMED
    kind = EventKind.SOURCE_CONFIRMED if is_final else EventKind.SOURCE_SUBMITTED
    to = () if is_final else _reviewers(found)
    _commit(services, found, Fact(kind=kind, audience=to, details={"student": found.name}), x, policy,
            Replace(vouched), mail)  # fmt: skip
    return vouched


@settled
def review(
    services: Services, actor: Actor, student_id: str, action: SourceAction, reason: str, *, version: int
) -> Student:
    """Verify a submitted record or return it with a reason (B02); raises NotFound, Refused, Stale."""
    found, x, policy = _read(services, actor, student_id)
    expect(found, version)
    reviewed = student.review(found, action, reason, x)
    details = {"student": found.name, "outcome": reviewed.state.value, "reason": reason}
    fact = Fact(kind=EventKind.SOURCE_REVIEWED, audience=(student_address(found.id),), details=details)
    _commit(services, found, fact, x, policy, Replace(reviewed))
    return reviewed


@settled
def request_correction(services: Services, actor: Actor, field: str, proposed: str, reason: str) -> Correction:
    """Ask the school to mend a field (B05), or mend it at once where the policy lets students (B04).

    Raises Refused for a field that has an open request or says the same, and for a college that the school has not.
    """
    found, x, policy = _read(services, actor, actor.party or "")
    current = str(getattr(found, field))
    if proposed == current:
        raise Refused("nothing_changed", field="proposed", rule="B05")
    if field == COLLEGE:
        services.store.school(found.school).college_named(proposed, field="proposed")
    earlier = services.store.corrections_of_student(found.school, found.id)
    if any(each.field == field and each.state is CorrectionState.OPEN for each in earlier):
        raise Refused("correction_open", field="field", rule="B05")
    asked = Correction(
        id=services.secrets.new_id(), school=found.school, college=found.college, student=found.id,
        student_name=found.name, student_number=found.number, field=field, current=current, proposed=proposed,
        reason=reason, requested_at=x.now,
    )  # fmt: skip
    details = {"student": found.name, "field": field}
    mended: tuple[Change, ...] = ()
    kind, kept = EventKind.CORRECTION_REQUESTED, asked
    if policy.policy.student_may_edit_registry_fields:
        kind, kept = EventKind.SOURCE_EDITED, replace(student.answer(asked, CorrectionState.MADE, "", x), version=1)
        mended = _mended(services, found, asked, x)
    fact = Fact(kind=kind, audience=_reviewers(found), details=details)
    _commit(services, found, fact, x, policy, Insert(kept), *mended)
    return kept


@settled
def answer_correction(
    services: Services, actor: Actor, correction_id: str, state: CorrectionState, text: str, *, version: int
) -> Correction:
    """Mend the field or refuse to (B05); raises NotFound, Refused, Stale."""
    asked = sight.seen(actor, services.store.correction(actor.school or "", correction_id))
    expect(asked, version)
    found, x, policy = _read(services, actor, asked.student)
    answered = student.answer(asked, state, text, x)
    mended = _mended(services, found, asked, x) if state is CorrectionState.MADE else ()
    details = {"field": asked.field, "answer": text, "outcome": state.value}
    fact = Fact(kind=EventKind.CORRECTION_ANSWERED, audience=(student_address(found.id),), details=details)
    _commit(services, found, fact, x, policy, Replace(answered), *mended)
    return answered


def _mended(services: Services, found: Student, asked: Correction, x: Situation) -> tuple[Change, ...]:
    """Return the changes that mend a record, its account, and, where the college changes, who sees what it asked."""
    mended = student.correct(found, asked, x)
    if asked.field == COLLEGE:
        code = services.store.school(found.school).college_named(asked.proposed, field="field").code
        mended = replace(mended, college=code)
    return Replace(mended), *following(services, mended, answered=asked.id)


def following(services: Services, mended: Student, *, answered: str = "") -> tuple[Change, ...]:
    """Return what follows a mended record: its account's name, and who sees what the student has asked besides."""
    return *_account(services, mended), *_moved(services, answered, mended)


def _account(services: Services, mended: Student) -> tuple[Change, ...]:
    account = services.store.find_account(student_login(mended.school, mended.number))
    if account is None or (account.name, account.college) == (mended.name, mended.college):
        return ()
    named = replace(account, name=mended.name, college=mended.college, version=account.version + 1)
    return (Replace(named),)


def _moved(services: Services, answered: str, mended: Student) -> tuple[Change, ...]:
    """A college's reviewers answer their own students' requests: the open ones move with the student."""
    return tuple(
        Replace(replace(each, college=mended.college, version=each.version + 1))
        for each in services.store.corrections_of_student(mended.school, mended.id)
        if each.id != answered and not each.state.is_decided and each.college != mended.college
    )


def _reviewers(found: Student) -> tuple[str, ...]:
    return college_address(found.school, found.college), school_address(found.school)


def _commit(
    services: Services, found: Student, fact: Fact, x: Situation, policy: PolicyVersion, *changes: Change
) -> None:
    """The record's own case has the record's id: it belongs to no agreement."""
    pin = Pin(school=found.school, policy_version=policy.number)
    commit(services, found.id, (fact,), *changes, x=x, pinned=pin)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """Whose records a list shows: one graduation year, narrowed to a college and a state where they are given."""

    year: int
    college: str | None = None
    state: SourceState | None = None

    def passes(self, student: Student) -> bool:
        """Tell whether a record belongs in the list; the store has narrowed year and college."""
        return self.state in (None, student.state)


def of_cohort(services: Services, actor: Actor, cohort: Cohort, cursor: str | None) -> Page[Student]:
    """List records by class; a college reviewer sees the own college."""
    return services.store.students(
        actor.school or "", cohort.year, college=sight.college_of(actor, cohort.college), cursor=cursor,
        passes=cohort.passes if cohort.state else None,
    )  # fmt: skip


def corrections(
    services: Services, actor: Actor, state: CorrectionState, college: str | None, cursor: str | None
) -> Page[Correction]:
    """List the requests in one state, the longest waiting first; a college reviewer sees the own college's."""
    of = sight.college_of(actor, college)
    return services.store.corrections(actor.school or "", state, college=of, cursor=cursor)
