"""SM-1: the invitation (邀约), from draft to answer.

1. The clock never stops (decision 2); expiry takes effect from `expires_at` when it is read or written (decision 16).
2. *View-only* is derived from the student's lock, not stored (decision 1, F07).
3. Accepting takes the lock, freezes the terms and begins an agreement with the same id (F14, F15).
4. A guest without an account sends once, by a graduate's card (section E); it can withdraw, and begin anew by another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from functions.domain import deadlines, signing_lock
from functions.domain.actors import Actor, Role
from functions.domain.errors import Refused
from functions.domain.guest import Guest, Trust
from functions.domain.machine import Machine, Transition
from functions.domain.plain import filled_at_once
from functions.domain.policy import InvitesWhileSigned, Mode, SchoolPolicy
from functions.domain.signing_lock import OpenInvitation, OpenInvitations, SigningLock
from functions.domain.terms import Terms


class State(StrEnum):
    """Stored states; `shown` adds what follows from the clock and the lock."""

    DRAFT = "draft"
    PENDING = "pending"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    ACCEPTED = "accepted"
    EXPIRED = "expired"
    DISCARDED = "discarded"
    FAILED = "failed"


class Shown(StrEnum):
    """What people see beside the stored states."""

    VIEW_ONLY = "view_only"
    INOPERABLE = "inoperable"


class Action(StrEnum):
    """What can be done to an invitation."""

    EDIT = "edit"
    DISCARD = "discard"
    SEND = "send"
    WITHDRAW = "withdraw"
    REJECT = "reject"
    ACCEPT = "accept"
    CONCLUDE = "conclude"
    EXPIRE = "expire"
    FAIL = "fail"


@filled_at_once
@dataclass(frozen=True, kw_only=True)
class Invitation:
    """An employer's invitation to one student; `revision` counts what was sent, `previous` is the terms sent before.

    `employer` is empty where a `guest` without an account invites.
    """

    id: str
    school: str
    student: str
    employer: str
    college: str
    student_name: str
    student_number: str
    employer_name: str
    terms: Terms
    created_at: datetime
    policy_version: int
    valid_days: int | None = None
    state: State = State.DRAFT
    revision: int = 0
    previous: Terms | None = None
    sent_at: datetime | None = None
    expires_at: datetime | None = None
    reason: str = ""
    guest: Guest | None = None
    version: int = 1

    @property
    def is_kept(self) -> bool:
        """A draft that was thrown away is in no list, and a guest has none."""
        return self.state is not State.DISCARDED and not self.guest

    @property
    def mode(self) -> Mode:
        """How an agreement that comes of it came about."""
        return Mode.QR if self.guest else Mode.EMPLOYER_INITIATED

    @property
    def trust(self) -> Trust:
        """How far the employer's side is known."""
        return self.guest.trust if self.guest else Trust.ADMITTED

    @property
    def inviter(self) -> str:
        """Who has one open invitation to a student at a time (F09): an employer, or the unit that a guest names."""
        return (self.guest.unit.uscc or self.guest.unit.name) if self.guest else self.employer

    @property
    def is_sent(self) -> bool:
        """A draft is not the student's to see."""
        return self.sent_at is not None

    @property
    def is_pending(self) -> bool:
        """Whether the student's answer is awaited."""
        return self.state is State.PENDING


@filled_at_once
@dataclass(frozen=True, kw_only=True)
class Situation:
    """What the guards look at."""

    actor: Actor
    now: datetime
    policy: SchoolPolicy
    lock: SigningLock
    open: OpenInvitations
    is_source_confirmed: bool = True
    is_eligible: bool = True
    is_cohort_open: bool = True
    is_admitted: bool = True
    has_number: bool = False


def _own(invitation: Invitation, x: Situation) -> Refused | None:
    return None if x.actor.party == _owner(invitation, x.actor.role) else Refused("not_yours")


def _owner(invitation: Invitation, role: Role) -> str:
    if role is Role.STUDENT:
        return invitation.student
    return invitation.guest.card if invitation.guest else invitation.employer


def _eligible(_: Invitation, x: Situation) -> Refused | None:
    return None if x.is_eligible else Refused("student_not_eligible", rule="A07")


def _cohort_open(_: Invitation, x: Situation) -> Refused | None:
    return None if x.is_cohort_open else Refused("cohort_not_open", rule="A08")


def _source_confirmed(_: Invitation, x: Situation) -> Refused | None:
    return None if x.is_source_confirmed else Refused("source_record_not_confirmed", rule="B01")


def _number_present(_: Invitation, x: Situation) -> Refused | None:
    if x.has_number or not x.policy.agreement_number_required_before_invite:
        return None
    return Refused("agreement_number_missing", rule="B08")


def _admitted(_: Invitation, x: Situation) -> Refused | None:
    return None if x.is_admitted else Refused("employer_not_admitted", rule="C02")


def _none_open(invitation: Invitation, x: Situation) -> Refused | None:
    return Refused("already_invited", rule="F09") if x.open.has(invitation.inviter, x.now) else None


def _below_cap(_: Invitation, x: Situation) -> Refused | None:
    cap = x.policy.max_open_invites_per_student
    # View-only invitations do not count: the student cannot answer them (trap 6).
    if not cap or x.lock.is_held() or len(x.open.alive(x.now)) < cap:
        return None
    return Refused("too_many_open_invitations", rule="F05", params={"max": cap})


def _open_to_invitations(_: Invitation, x: Situation) -> Refused | None:
    if x.policy.invites_while_signed is InvitesWhileSigned.REFUSED and x.lock.is_held():
        return Refused("student_already_signed", rule="F08")
    return None


def _not_expired(invitation: Invitation, x: Situation) -> Refused | None:
    return Refused("invitation_expired", rule="F04") if is_expired(invitation, x.now) else None


def _is_due(invitation: Invitation, x: Situation) -> Refused | None:
    return None if is_expired(invitation, x.now) else Refused("invitation_not_expired", rule="F04")


def _lock_free(_: Invitation, x: Situation) -> Refused | None:
    return signing_lock.refusal(x.lock, x.now)


def _consented(invitation: Invitation, _: Situation) -> Refused | None:
    has_consent = invitation.guest is not None and invitation.guest.consent
    return None if has_consent else Refused("student_must_answer", rule="E03")


def _operable(_: Invitation, x: Situation) -> Refused | None:
    return Refused("view_only", rule="F07") if x.lock.is_held() else None


def _withdrawal_allowed(_: Invitation, x: Situation) -> Refused | None:
    return None if x.policy.withdraw_before_accept else Refused("withdrawal_not_allowed", rule="F11")


_EMPLOYER, _STUDENT, _SYSTEM = (frozenset({role}) for role in (Role.EMPLOYER, Role.STUDENT, Role.SYSTEM))
_INVITER = _EMPLOYER | {Role.GUEST}
_MAY_SEND = (
    _own, _admitted, _eligible, _cohort_open, _source_confirmed, _number_present, _open_to_invitations, _none_open,
    _below_cap,
)  # fmt: skip

TRANSITIONS: tuple[Transition[Invitation, Situation], ...] = (
    # F01: the employer saves, checks, then sends.
    Transition(State.DRAFT, Action.EDIT, State.DRAFT, _EMPLOYER, (_own,)),
    Transition(State.DRAFT, Action.DISCARD, State.DISCARDED, _EMPLOYER, (_own,)),
    Transition(State.DRAFT, Action.SEND, State.PENDING, _INVITER, _MAY_SEND),
    # F11: withdrawn before the answer, edited, sent again as a new revision.
    Transition(State.PENDING, Action.WITHDRAW, State.WITHDRAWN, _INVITER, (_own, _withdrawal_allowed, _not_expired)),
    Transition(State.WITHDRAWN, Action.EDIT, State.WITHDRAWN, _EMPLOYER, (_own,)),
    Transition(State.WITHDRAWN, Action.SEND, State.PENDING, _EMPLOYER, _MAY_SEND),
    # F12: a refusal is final; F10 lets the employer begin anew. Decision 8: without admission nothing can be answered.
    Transition(State.PENDING, Action.REJECT, State.REJECTED, _STUDENT, (_own, _not_expired, _admitted, _operable)),
    # F14, F15: accepting takes the signing lock and freezes the terms.
    Transition(
        State.PENDING, Action.ACCEPT, State.ACCEPTED, _STUDENT,
        (_own, _not_expired, _admitted, _eligible, _cohort_open, _source_confirmed, _lock_free),
    ),
    # E04: the graduate's consent stands on the card; who holds it can only confirm what the graduate has agreed to.
    Transition(
        State.PENDING, Action.CONCLUDE, State.ACCEPTED, frozenset({Role.GUEST}),
        (_own, _consented, _not_expired, _admitted, _eligible, _cohort_open, _source_confirmed, _lock_free),
    ),
    # F04: the sweep only makes visible what the clock has decided.
    Transition(State.PENDING, Action.EXPIRE, State.EXPIRED, _SYSTEM, (_is_due,)),
    # H06: the review failed; the employer may begin anew.
    Transition(State.ACCEPTED, Action.FAIL, State.FAILED, frozenset({Role.COLLEGE, Role.SCHOOL, Role.ADMIN})),
)  # fmt: skip

MACHINE = Machine("invitation", TRANSITIONS)


def is_expired(invitation: Invitation, now: datetime) -> bool:
    """Tell whether the answer comes too late; the last moment is 23:59:59 of the deadline's date."""
    return invitation.expires_at is not None and deadlines.is_past(invitation.expires_at, now)


def shown(invitation: Invitation, lock: SigningLock, now: datetime, *, is_admitted: bool = True) -> State | Shown:
    """Return the state that people see (decisions 1, 8, 16)."""
    if invitation.state is not State.PENDING:
        return invitation.state
    if is_expired(invitation, now):
        return State.EXPIRED
    if not is_admitted:
        return Shown.INOPERABLE
    return Shown.VIEW_ONLY if lock.is_held() else State.PENDING


def edit(invitation: Invitation, terms: Terms, valid_days: int | None, situation: Situation) -> Invitation:
    """Change a draft or a withdrawn invitation; raises Refused."""
    days = validity(valid_days, situation.policy)
    return MACHINE.fire(invitation, Action.EDIT, situation, terms=terms, valid_days=days)


def validity(days: int | None, policy: SchoolPolicy, field: str = "valid_days") -> int | None:
    """Return the employer's choice of days when the policy allows it; raises Refused, by `field` (F03)."""
    if days is None or days == policy.invite_valid_days:
        return None
    if not policy.employer_may_choose_validity:
        raise Refused("validity_fixed", field=field, rule="F03", params={"days": policy.invite_valid_days})
    low, high = policy.invite_valid_days_min, policy.invite_valid_days_max
    if not low <= days <= high:
        raise Refused("validity_out_of_range", field=field, rule="F03", params={"min": low, "max": high})
    return days


def send(invitation: Invitation, situation: Situation) -> tuple[Invitation, OpenInvitations]:
    """Send a draft or resend a withdrawn one as a new revision with a new deadline (F01, F03, F11); raises Refused.

    The chosen days are looked at again: a draft may be older than the policy under which it is sent.
    """
    days = validity(invitation.valid_days, situation.policy) or situation.policy.invite_valid_days
    expires_at = deadlines.expires_at(situation.now, days)
    sent = MACHINE.fire(
        invitation,
        Action.SEND,
        situation,
        revision=invitation.revision + 1,
        sent_at=situation.now,
        expires_at=expires_at,
    )
    entry = OpenInvitation(invitation=sent.id, employer=sent.inviter, expires_at=expires_at)
    return sent, situation.open.adding(entry, situation.now)


def withdraw(invitation: Invitation, situation: Situation) -> tuple[Invitation, OpenInvitations]:
    """Take an unanswered invitation back (F11); the terms sent stay as `previous`; raises Refused."""
    withdrawn = MACHINE.fire(invitation, Action.WITHDRAW, situation, previous=invitation.terms)
    return withdrawn, situation.open.removing(invitation.id, situation.now)


def reject(invitation: Invitation, reason: str, situation: Situation) -> tuple[Invitation, OpenInvitations]:
    """Refuse an invitation, with a reason where the policy asks for one (F12); raises Refused."""
    if situation.policy.reject_reason_required and not reason:
        raise Refused("reason_required", field="reason", rule="F12")
    rejected = MACHINE.fire(invitation, Action.REJECT, situation, reason=reason)
    return rejected, situation.open.removing(invitation.id, situation.now)


def accept(invitation: Invitation, situation: Situation) -> tuple[Invitation, OpenInvitations, SigningLock]:
    """Accept an invitation and take the lock (F06, F14); raises Refused."""
    accepted = MACHINE.fire(invitation, Action.ACCEPT, situation)
    lock = signing_lock.take(situation.lock, invitation.id, situation.now)
    return accepted, situation.open.removing(invitation.id, situation.now), lock


def conclude(invitation: Invitation, situation: Situation) -> tuple[Invitation, SigningLock]:
    """Take the lock for what the graduate agreed to on the card (E04), in the breath that sends it; raises Refused."""
    concluded = MACHINE.fire(invitation, Action.CONCLUDE, situation)
    return concluded, signing_lock.take(situation.lock, invitation.id, situation.now)


def expire(invitation: Invitation, situation: Situation) -> tuple[Invitation, OpenInvitations]:
    """Record that the deadline has passed (F04); raises Refused while it has not."""
    expired = MACHINE.fire(invitation, Action.EXPIRE, situation)
    return expired, situation.open.removing(invitation.id, situation.now)


def fail(invitation: Invitation, situation: Situation) -> Invitation:
    """Record that the review of what came of it failed (H06)."""
    return MACHINE.fire(invitation, Action.FAIL, situation)
