"""SM-8: an application (投递), from the résumé to the offer.

1. The offer *is* an invitation of the same case (docs/adr/0022): who may be invited, until when it is answered, what
   accepting takes and makes, SM-1 says. What became of an offer is therefore derived from it, never stored here.
2. While an application runs, its employer may read the résumé and the contact of who sent it, and no longer; taking it
   back hides all of it (PIPL Art. 15 and 19).
3. An interview is answered before it begins; another one may be proposed at any time until there is a result.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from functions.domain import invitation
from functions.domain.actors import Actor, Role
from functions.domain.errors import Refused
from functions.domain.invitation import Invitation
from functions.domain.machine import Machine, Transition


class State(StrEnum):
    """Stored states; `shown` adds what became of the offer."""

    APPLIED = "applied"
    INTERVIEW_INVITED = "interview_invited"
    INTERVIEW_ACCEPTED = "interview_accepted"
    INTERVIEW_DECLINED = "interview_declined"
    PASSED = "passed"
    NOT_PASSED = "not_passed"
    OFFERED = "offered"
    WITHDRAWN = "withdrawn"


class Shown(StrEnum):
    """What became of an offer: SM-8's last states."""

    SIGNED = "signed"
    DECLINED = "declined"
    VOID = "void"
    TAKEN_BACK = "taken_back"
    FAILED = "failed"


class Action(StrEnum):
    """What can be done with an application."""

    INVITE = "invite"
    ACCEPT = "accept"
    DECLINE = "decline"
    APPROVE = "pass"
    REFUSE = "refuse"
    OFFER = "offer"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, kw_only=True)
class Interview:
    """When and where to come, a room or a link, and whom to ask."""

    at: datetime
    place: str
    contact: str
    phone: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Application:
    """One graduate's application for one position; `asked_at` is when the latest interview was proposed."""

    id: str
    school: str
    student: str
    employer: str
    employer_name: str
    position: str
    title: str
    applied_at: datetime
    policy_version: int
    state: State = State.APPLIED
    interview: Interview | None = None
    asked_at: datetime | None = None
    reason: str = ""
    version: int = 1

    @property
    def is_shared(self) -> bool:
        """Whether the employer may still read it; one that was taken back may be followed by another."""
        return self.state is not State.WITHDRAWN

    @property
    def awaits_interview(self) -> bool:
        """Whether an interview is still to come."""
        return self.state in (State.INTERVIEW_INVITED, State.INTERVIEW_ACCEPTED)


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What the guards look at."""

    actor: Actor
    now: datetime
    is_admitted: bool = True


def _own(application: Application, x: Situation) -> Refused | None:
    owner = application.student if x.actor.role is Role.STUDENT else application.employer
    return None if x.actor.party == owner else Refused("not_yours")


def _admitted(_: Application, x: Situation) -> Refused | None:
    return None if x.is_admitted else Refused("employer_not_admitted", rule="C02")


def _in_time(application: Application, x: Situation) -> Refused | None:
    return None if application.interview and x.now < application.interview.at else Refused("interview_over", rule="D03")


_EMPLOYER, _STUDENT = (frozenset({role}) for role in (Role.EMPLOYER, Role.STUDENT))
_BEFORE_RESULT = (State.APPLIED, State.INTERVIEW_INVITED, State.INTERVIEW_ACCEPTED, State.INTERVIEW_DECLINED)

TRANSITIONS: tuple[Transition[Application, Situation], ...] = (
    # D02: an interview is proposed, and another one after it where the first does not suit.
    *(Transition(state, Action.INVITE, State.INTERVIEW_INVITED, _EMPLOYER, (_own, _admitted))
      for state in _BEFORE_RESULT),
    # D03: she accepts or declines it.
    Transition(State.INTERVIEW_INVITED, Action.ACCEPT, State.INTERVIEW_ACCEPTED, _STUDENT, (_own, _in_time)),
    Transition(State.INTERVIEW_INVITED, Action.DECLINE, State.INTERVIEW_DECLINED, _STUDENT, (_own, _in_time)),
    # D04: the result; passed is for who came to an interview.
    Transition(State.INTERVIEW_ACCEPTED, Action.APPROVE, State.PASSED, _EMPLOYER, (_own,)),
    *(Transition(state, Action.REFUSE, State.NOT_PASSED, _EMPLOYER, (_own,))
      for state in (*_BEFORE_RESULT, State.PASSED)),
    # D05: the offer, which SM-1 goes on with.
    Transition(State.PASSED, Action.OFFER, State.OFFERED, _EMPLOYER, (_own,)),
    # She takes the application back, and with it the employer's sight of her, until there is an offer to answer.
    *(Transition(state, Action.WITHDRAW, State.WITHDRAWN, _STUDENT, (_own,))
      for state in (*_BEFORE_RESULT, State.PASSED)),
)  # fmt: skip

MACHINE = Machine("application", TRANSITIONS)

# What is over: the employer has no more use for the résumé and the contact.
OVER = frozenset({State.NOT_PASSED, State.WITHDRAWN, Shown.DECLINED, Shown.VOID, Shown.FAILED})

_BECAME: Mapping[invitation.State, State | Shown] = {
    invitation.State.PENDING: State.OFFERED,
    invitation.State.ACCEPTED: Shown.SIGNED,
    invitation.State.REJECTED: Shown.DECLINED,
    invitation.State.EXPIRED: Shown.VOID,
    invitation.State.WITHDRAWN: Shown.TAKEN_BACK,
    invitation.State.FAILED: Shown.FAILED,
}


def invite(application: Application, interview: Interview, x: Situation) -> Application:
    """Propose an interview that is still to come (D02); raises Refused."""
    if interview.at <= x.now:
        raise Refused("interview_in_past", field="at", rule="D02")
    return MACHINE.fire(application, Action.INVITE, x, interview=interview, asked_at=x.now, reason="")


def answer(application: Application, *, is_accepted: bool, reason: str, x: Situation) -> Application:
    """Accept or decline the interview (D03); raises Refused."""
    action = Action.ACCEPT if is_accepted else Action.DECLINE
    return MACHINE.fire(application, action, x, reason=reason)


def decide(application: Application, *, is_passed: bool, reason: str, x: Situation) -> Application:
    """Record the result (D04); raises Refused."""
    return MACHINE.fire(application, Action.APPROVE if is_passed else Action.REFUSE, x, reason=reason)


def shown(application: Application, offer: Invitation | None, now: datetime) -> State | Shown:
    """Return the state that people see: an offer's is the invitation's, void once its date has passed (D06)."""
    if offer is None:
        return application.state
    is_void = offer.is_pending and invitation.is_expired(offer, now)
    return Shown.VOID if is_void else _BECAME[offer.state]
