"""The decision on an application for termination, and what an approval brings about.

1. Who decides has read the original agreement, and the letter where there is one: the decision carries the digests of
   what was read, which only who has it before them can make (M13).
2. Where a letter stands for the other party's answer, whoever passes it says how it was verified with the unit (M14).
3. The reviewer records at whose fault or wish it ends; only the student's uses up a chance, and none is used up for a
   reason without liability (decision 4, M21).
4. Approval frees the lock, cooling down where the policy has it (M15-M17, decision 5).
5. Who thinks of ending it is told whether a new agreement could still enter the register of destinations.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from functions.domain import deadlines, signing_lock
from functions.domain.deadlines import Eligibility
from functions.domain.errors import Refused
from functions.domain.signing_lock import Cooldown, SigningLock
from functions.domain.termination import MACHINE, OPEN, Action, Fault, Review, Situation, Termination


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A reviewer's decision: pass or fail, why, whose fault it was, how a letter was verified, and what was read.

    The digests are SHA-256 in hex: of the agreement as `evidence.shown` has it, and of the letter's file.
    """

    decision: Action
    reason: str = ""
    fault: Fault | None = None
    verification: str = ""
    agreement_digest: str = ""
    letter_digest: str = ""


def review(termination: Termination, verdict: Verdict, original: str, situation: Situation) -> Termination:
    """Approve or fail an application (M08, M09); `original` is the agreement's digest; raises Refused.

    A failure needs its reason (M10), an approval the reviewer's word on whose fault or wish it was (decision 4).
    """
    _require_words(termination, verdict)
    actor = situation.actor
    done = Review(
        level=actor.role, decision=verdict.decision, account=actor.account, name=actor.name, at=situation.now,
        reason=verdict.reason, fault=verdict.fault or Fault.NEITHER, verification=verdict.verification,
        agreement_digest=verdict.agreement_digest, letter_digest=verdict.letter_digest,
    )  # fmt: skip
    reviewed = MACHINE.fire(termination, verdict.decision, situation, reviews=(*termination.reviews, done))
    _require_reading(termination, verdict, original)
    return replace(reviewed, ended_at=None if reviewed.state in OPEN else situation.now)


def _require_words(termination: Termination, verdict: Verdict) -> None:
    if verdict.decision is Action.FAIL:
        if not verdict.reason:
            raise Refused("reason_required", field="reason", rule="M10")
        return
    if verdict.fault is None:
        raise Refused("required", field="fault", rule="decision 4")
    if needs_verification(termination) and not verdict.verification:
        raise Refused("required", field="verification", rule="M14")


def needs_verification(termination: Termination) -> bool:
    """Tell whether nobody has yet said how the letter was verified with the unit (M14)."""
    return termination.rests_on_letter and not any(one.verification for one in termination.reviews)


def _require_reading(termination: Termination, verdict: Verdict, original: str) -> None:
    if verdict.agreement_digest != original:
        raise Refused("original_not_read", field="agreement_digest", rule="M13")
    if verdict.letter_digest != termination.letter_digest:
        raise Refused("letter_not_read", field="letter_digest", rule="M13")


def release_lock(lock: SigningLock, termination: Termination, situation: Situation) -> SigningLock:
    """Free the student's lock after an approval, with the policy's cool-down in working days (M15-M17, decision 5)."""
    is_students = termination.reviews[-1].fault is Fault.STUDENT
    days, free = situation.policy.cooldown_working_days, free_from(situation)
    cooldown = Cooldown(agreement=termination.agreement, approved_at=situation.now, working_days=days)
    return signing_lock.release(
        lock, termination.agreement, until=free.begins_at if days else None, is_provisional=free.is_provisional,
        uses_chance=is_students and not termination.is_without_liability, cooldown=cooldown if days else None,
    )  # fmt: skip


def free_from(situation: Situation) -> Eligibility:
    """Return when the student could accept again if an application were approved now (M16)."""
    return deadlines.eligible_after(situation.now, situation.policy.cooldown_working_days, situation.calendars)


class Registry(StrEnum):
    """Whether a destination could still be changed once the student is free again."""

    OPEN = "open"
    CLOSES_BEFORE = "closes_before"
    CLOSED = "closed"


def registry(cohort: int, situation: Situation) -> Registry:
    """Tell whether the register of destinations is open when the student could sign again (教学厅〔2023〕5号)."""
    closes = deadlines.end_of(deadlines.registry_closes(cohort))
    if deadlines.is_past(closes, situation.now):
        return Registry.CLOSED
    return Registry.CLOSES_BEFORE if deadlines.is_past(closes, free_from(situation).begins_at) else Registry.OPEN
