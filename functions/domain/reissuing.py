"""Reissue (补发, K01): a new edition of a signed agreement takes the place of the paper that was lost or spoilt.

1. Either party applies with a reason; the school approves, or refuses with a reason that both parties see. Until then
   the party may take the application back.
2. Approved, the old paper is superseded at once: its edition is closed, and the next one has still to be issued.
3. Copies and counts begin anew with the edition; the register keeps every line.
4. What is being terminated, or has ended, is not reissued.
"""

from __future__ import annotations

from functions.domain.agreement import Action, Agreement
from functions.domain.agreement_states import MACHINE, Situation
from functions.domain.edition import ReissueReason, ReissueRequest, Superseded
from functions.domain.errors import Refused


def request(agreement: Agreement, reason: ReissueReason, explanation: str, situation: Situation) -> Agreement:
    """Apply for another edition, saying how it came to that; raises Refused."""
    if not explanation:
        raise Refused("reason_required", field="explanation", rule="K01")
    actor = situation.actor
    asked = ReissueRequest(
        reason=reason, explanation=explanation, role=actor.role, account=actor.account, name=actor.name,
        at=situation.now,
    )  # fmt: skip
    return MACHINE.fire(agreement, Action.REQUEST_REISSUE, situation, reissue=asked)


def refuse(agreement: Agreement, reason: str, situation: Situation) -> Agreement:
    """Leave the paper as it is, saying why; raises Refused."""
    if not reason:
        raise Refused("reason_required", field="reason", rule="K01")
    return MACHINE.fire(agreement, Action.REFUSE_REISSUE, situation, reissue=None)


def withdraw(agreement: Agreement, situation: Situation) -> Agreement:
    """Take one's own application back, nothing having been decided; raises Refused."""
    return MACHINE.fire(agreement, Action.WITHDRAW_REISSUE, situation, reissue=None)


def approve(agreement: Agreement, situation: Situation) -> Agreement:
    """Close the edition that is out and open the next one; raises Refused."""
    return MACHINE.fire(
        agreement, Action.APPROVE_REISSUE, situation, reissue=None, issued=None, edition=agreement.edition + 1,
        printed_at=None, printed_before=agreement.print_count, posted=None,
        superseded=(*agreement.superseded, *_closed(agreement, situation)),
    )  # fmt: skip


def _closed(agreement: Agreement, situation: Situation) -> tuple[Superseded, ...]:
    """Return what is said of the edition that is out; where nobody asked or none is, the table refuses."""
    asked, out = agreement.reissue, agreement.issued
    if asked is None or out is None:
        return ()
    by = agreement.edition + 1
    return (Superseded(edition=out.edition, by=by, at=situation.now, reason=asked.reason, check_code=out.check_code),)
