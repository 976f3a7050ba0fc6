"""What a student has to do next, the most urgent first, and how the signing lock stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from functions.domain import agreement, agreement_states, application, initiating, sight, student, termination
from functions.domain.actors import Actor, Role
from functions.domain.agreement import Agreement
from functions.domain.policy import PolicyVersion
from functions.domain.signing_lock import SigningLock
from functions.domain.student import SourceAction, Student
from functions.ports import Services
from functions.usecases.policies import in_force

# What the student began is the student's to go on with (G03, G05), and what was signed on paper to report (K05).
_MINE = {
    agreement.State.DRAFT: "finish_draft", agreement.State.AWAITING_REPORT: "report_paper",
    agreement.State.RETURNED: "mend_returned",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do; `id` names the record, `until` the deadline where there is one."""

    kind: str
    id: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The steps, the lock, how many terminations the policy allows (0: no limit), and whether one may begin (G01)."""

    steps: tuple[Step, ...]
    lock: SigningLock
    most_terminations: int
    may_initiate: bool


def of_student(services: Services, actor: Actor) -> Standing:
    """Return where the student stands now."""
    store, now = services.store, services.clock.now()
    me = sight.seen(actor, store.student(actor.school or "", actor.party or ""))
    lock = store.signing_lock(me.school, me.id)
    policy = in_force(store, me.school, now)
    steps = (
        *_source(me, actor, policy, now),
        *_number(me, lock, policy),
        *_agreements(services, actor, me, now),
        *_invitations(services, me, lock, now),
        *_interviews(services, me, now),
    )
    return Standing(
        steps=steps, lock=lock, most_terminations=policy.policy.max_terminations,
        may_initiate=initiating.obstacle(me, lock, policy.policy, now) is None,
    )  # fmt: skip


def _source(me: Student, actor: Actor, policy: PolicyVersion, now: datetime) -> Iterator[Step]:
    allowed = student.MACHINE.allowed(me, student.Situation(actor=actor, now=now, policy=policy.policy))
    if {SourceAction.CONFIRM, SourceAction.SUBMIT} & set(allowed):
        yield Step(kind="confirm_source")


def _number(me: Student, lock: SigningLock, policy: PolicyVersion) -> Iterator[Step]:
    """A form in hand has a number, which is all that an invitation waits for (B09)."""
    is_needed = policy.policy.agreement_number_required_before_invite and not me.agreement_number
    if is_needed and lock.blank_forms:
        yield Step(kind="claim_number")


def _invitations(services: Services, me: Student, lock: SigningLock, now: datetime) -> Iterator[Step]:
    if lock.is_held():
        return
    alive = services.store.open_invitations(me.school, me.id).alive(now)
    for entry in sorted(alive, key=lambda each: each.expires_at):
        yield Step(kind="answer_invitation", id=entry.invitation, until=entry.expires_at)


def _interviews(services: Services, me: Student, now: datetime) -> Iterator[Step]:
    """Interviews that wait for an answer and have not begun (D03)."""
    for found in services.store.applications_of_student(me.school, me.id).items:
        if found.state is application.State.INTERVIEW_INVITED and found.interview and now < found.interview.at:
            yield Step(kind="answer_interview", id=found.id, until=found.interview.at)


def _agreements(services: Services, actor: Actor, me: Student, now: datetime) -> Iterator[Step]:
    for found in services.store.agreements_of_student(me.school, me.id):
        if found.initiation and found.state in _MINE:
            yield Step(kind=_MINE[found.state], id=found.id)
        if found.state is agreement.State.RECONFIRMATION:
            yield Step(kind="confirm_revision", id=found.id)
        if found.open_termination:
            yield from _answer(services, found, found.open_termination, now)
        if found.state is agreement.State.SIGNED:
            yield from _printing(services, actor, found, now)


def _answer(services: Services, found: Agreement, application: str, now: datetime) -> Iterator[Step]:
    open_ = services.store.termination(found.id, application)
    is_waiting = open_.state is termination.State.AWAIT_OTHER and not termination.is_lapsed(open_, now)
    if is_waiting and open_.initiator is Role.EMPLOYER:
        yield Step(kind="answer_termination", id=found.id, until=open_.answer_by)


def _printing(services: Services, actor: Actor, found: Agreement, now: datetime) -> Iterator[Step]:
    """The paper is there to be had, or has to be printed and stamped where the school wants it (J02)."""
    policy = services.store.policy(found.school, found.policy_version).policy
    situation = agreement_states.Situation(actor=actor, now=now, policy=policy)
    if not found.edition_prints and agreement.Action.PRINT in agreement_states.MACHINE.allowed(found, situation):
        yield Step(kind="print_and_stamp" if policy.print_required else "print", id=found.id)
