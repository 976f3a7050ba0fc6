"""The graduate's card (二维码名片, section E): with it a recruiter without an account invites once.

1. A card is for one invitation, lives as many days as the policy says, and can be revoked until it is used (E01).
2. Its secret is in the code only; what is stored is a hash. The code opens nothing by itself: who has it must name the
   graduate first (E02).
3. Where the policy lets it, a card carries the graduate's consent to one named unit and the terms written on it (E04):
   the graduate has seen all of it and agreed, so that nobody accepts in the graduate's name. Whatever differs is an
   invitation like any other.
4. A card is pinned to the policy under which it was made, and so is what comes of it (trap 27).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from functions.domain import deadlines, text
from functions.domain.actors import Actor, Role
from functions.domain.agreement import Acceptance
from functions.domain.errors import Refused
from functions.domain.initiating import unready
from functions.domain.initiation import EvidenceFile
from functions.domain.machine import Machine, Transition
from functions.domain.policy import SchoolPolicy
from functions.domain.signing_lock import SigningLock
from functions.domain.student import Student
from functions.domain.terms import Terms

# Open at once: a graduate weighs a few offers, and every open card is an open door.
MOST_OPEN = 5
# Licence, authorisation, and what else a school asks for (C06).
MOST_FILES = 5


class State(StrEnum):
    """Where a card stands; that its days are over is told from the clock."""

    OPEN = "open"
    USED = "used"
    REVOKED = "revoked"


class Shown(StrEnum):
    """What people see beside the stored states."""

    EXPIRED = "expired"


class Action(StrEnum):
    """What can be done to a card."""

    ATTACH = "attach"
    USE = "use"
    REVOKE = "revoke"


@dataclass(frozen=True, kw_only=True)
class Consent:
    """What a graduate has agreed to beforehand: these terms with the unit of this name; the evidence is the digest."""

    unit: str
    terms: Terms
    acceptance: Acceptance


@dataclass(frozen=True, kw_only=True)
class Card:
    """A graduate's card; `secret_hash` is SHA-256 (hex), `invitation` what came of it, `files` what was uploaded."""

    id: str
    school: str
    student: str
    secret_hash: str
    made_at: datetime
    expires_at: datetime
    policy_version: int
    state: State = State.OPEN
    files: tuple[EvidenceFile, ...] = ()
    consent: Consent | None = None
    invitation: str = ""
    ended_at: datetime | None = None
    version: int = 1

    def is_over(self, now: datetime) -> bool:
        """Tell whether its days have passed."""
        return deadlines.is_past(self.expires_at, now)


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What the guards look at."""

    actor: Actor
    now: datetime


def _own(card: Card, x: Situation) -> Refused | None:
    owner = card.student if x.actor.role is Role.STUDENT else card.id
    return None if x.actor.party == owner else Refused("not_yours")


def _not_over(card: Card, x: Situation) -> Refused | None:
    return Refused("card_expired", rule="E01") if card.is_over(x.now) else None


_STUDENT, _GUEST = frozenset({Role.STUDENT}), frozenset({Role.GUEST})
MACHINE: Machine[Card, Situation] = Machine("card", (
    # C06: what is uploaded waits with the card until the invitation is sent.
    Transition(State.OPEN, Action.ATTACH, State.OPEN, _GUEST, (_own, _not_over)),
    Transition(State.OPEN, Action.USE, State.USED, _GUEST, (_own, _not_over)),
    Transition(State.OPEN, Action.REVOKE, State.REVOKED, _STUDENT, (_own, _not_over)),
))  # fmt: skip


def shown(card: Card, now: datetime) -> State | Shown:
    """Return the state that people see."""
    return Shown.EXPIRED if card.state is State.OPEN and card.is_over(now) else card.state


def obstacle(student: Student, lock: SigningLock, policy: SchoolPolicy) -> Refused | None:
    """Return why this student cannot make a card now, None when they can.

    A cool-down is no reason: it blocks accepting, not receiving (decision 5).
    """
    if not policy.qr_signing_without_account:
        return Refused("qr_signing_not_offered", rule="C05")
    if lock.is_held():
        return Refused("already_signed", rule="F06")
    return unready(student, policy)


def require_open(card: Card, now: datetime) -> Card:
    """Return a card that can be used; raises Refused that says what became of it."""
    match shown(card, now):
        case Shown.EXPIRED:
            raise Refused("card_expired", rule="E01")
        case State.USED:
            raise Refused("card_used", rule="E01")
        case State.REVOKED:
            raise Refused("card_revoked", rule="E01")
    return card


def require_named(student: Student, name: str) -> None:
    """Require that the recruiter knows whose card this is (E02); raises Refused without a hint."""
    if text.person_name(name).casefold() != text.person_name(student.name).casefold():
        raise Refused("graduate_differs", field="name", rule="E02")


def consented(card: Card, unit: str) -> Consent:
    """Return what the graduate agreed to with this unit (E04); raises Refused for another one, and without consent."""
    if card.consent is None:
        raise Refused("student_must_answer", rule="E03")
    if card.consent.unit != unit:
        raise Refused("unit_not_named", field="unit.name", rule="E04")
    return card.consent


def attach(card: Card, file: EvidenceFile, situation: Situation) -> Card:
    """Keep an uploaded paper (C06); raises Refused for one that is there, and for one too many."""
    if any(one.hash == file.hash for one in card.files):
        raise Refused("file_already_there", field="file", rule="C06")
    if len(card.files) >= MOST_FILES:
        raise Refused("too_many_files", field="file", rule="C06", params={"max": MOST_FILES})
    return MACHINE.fire(card, Action.ATTACH, situation, files=(*card.files, file))


def detach(card: Card, hash_: str, situation: Situation) -> Card:
    """Take an uploaded paper away again; raises Refused."""
    kept = tuple(one for one in card.files if one.hash != hash_)
    return MACHINE.fire(card, Action.ATTACH, situation, files=kept)


def use(card: Card, invitation: str, situation: Situation) -> Card:
    """Use the card up for an invitation; raises Refused the second time, and too late."""
    return MACHINE.fire(card, Action.USE, situation, invitation=invitation, ended_at=situation.now)


def revoke(card: Card, situation: Situation) -> Card:
    """Take the card back (E01); raises Refused."""
    return MACHINE.fire(card, Action.REVOKE, situation, ended_at=situation.now)


def masked(name: str) -> str:
    """Return a name as somebody sees it who has not yet said it: 张* (law-and-privacy 4)."""
    return f"{name[0]}{'*' * min(len(name) - 1, 2)}"
