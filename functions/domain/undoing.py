"""A mistaken pass, undone (decision 7).

1. Only the school level undoes: one person asks with a reason that both parties see, a second one decides.
2. Only before a copy has been printed; later it is a termination.
3. What is signed next is another edition under the same number; the code of the undone one is no longer valid.
"""

from __future__ import annotations

from dataclasses import replace

from functions.domain.agreement import Action, Agreement, UndoRequest
from functions.domain.agreement_states import MACHINE, Situation
from functions.domain.errors import Refused


def request(agreement: Agreement, reason: str, situation: Situation) -> Agreement:
    """Ask that the last pass be undone; a later request takes the place of an earlier one; raises Refused."""
    _require(reason)
    actor = situation.actor
    asked = UndoRequest(reason=reason, account=actor.account, name=actor.name, at=situation.now)
    return MACHINE.fire(agreement, Action.REQUEST_UNDO, situation, undo=asked)


def refuse(agreement: Agreement, reason: str, situation: Situation) -> Agreement:
    """Let the pass stand: a second person refuses the request, or the first one takes it back; raises Refused."""
    _require(reason)
    return MACHINE.fire(agreement, Action.REFUSE_UNDO, situation, undo=None)


def _require(reason: str) -> None:
    if not reason:
        raise Refused("reason_required", field="reason", rule="decision 7")


def undo(agreement: Agreement, situation: Situation) -> Agreement:
    """Take the last pass back, and with it what it brought about; raises Refused."""
    undone = MACHINE.fire(
        agreement, Action.UNDO, situation, undo=None, reissue=None, unlocking=None, signed_at=None, issued=None,
        edition=agreement.edition + 1,
    )  # fmt: skip
    *earlier, mistaken = agreement.reviews
    effect = None if agreement.effective_at == agreement.signed_at else agreement.effective_at
    return replace(undone, reviews=(*earlier, replace(mistaken, is_undone=True)), effective_at=effect)
