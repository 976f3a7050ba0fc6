"""Unlocking a student who has signed and must sign elsewhere, without an application for termination (M18).

1. An administrator asks with a reason that both parties see, a second person of the school approves (beyond.md 24).
2. The agreement ends and the lock is free at once: nobody's chance is used up, no cool-down runs.
3. The student's destination becomes 待就业.
"""

from __future__ import annotations

from dataclasses import replace

from functions.domain.agreement import Action, Agreement, Unlocking
from functions.domain.agreement_states import MACHINE, Situation
from functions.domain.errors import Refused


def request(agreement: Agreement, reason: str, situation: Situation) -> Agreement:
    """Ask that the student be unlocked; a later request takes the place of an earlier one; raises Refused."""
    _require(reason)
    actor = situation.actor
    asked = Unlocking(reason=reason, account=actor.account, name=actor.name, at=situation.now)
    return MACHINE.fire(agreement, Action.REQUEST_UNLOCK, situation, unlocking=asked)


def refuse(agreement: Agreement, reason: str, situation: Situation) -> Agreement:
    """Let the agreement stand: a second person refuses, or the first one takes it back; raises Refused."""
    _require(reason)
    return MACHINE.fire(agreement, Action.REFUSE_UNLOCK, situation, unlocking=None)


def _require(reason: str) -> None:
    if not reason:
        raise Refused("reason_required", field="reason", rule="M18")


def unlock(agreement: Agreement, situation: Situation) -> Agreement:
    """End the agreement by a second person's word; raises Refused."""
    actor, now, asked = situation.actor, situation.now, agreement.unlocking
    approved = asked and replace(asked, approver=actor.account, approver_name=actor.name, approved_at=now)
    return MACHINE.fire(agreement, Action.UNLOCK, situation, unlocking=approved, ended_at=now, undo=None)
