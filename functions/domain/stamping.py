"""Where the stamped paper alone makes an agreement effective, the school records the day that stands on it (I04).

1. The school holds a copy (J07) and is no party, so that its word is that of neither.
2. The signed record says that the agreement takes effect once all have signed and stamped, and not when: the paper
   stays as it was printed, and so does its code (ADR 25).
3. Recorded anew, the day is corrected, until another edition has been opened, which prints it.
"""

from __future__ import annotations

from datetime import date

from functions.domain.agreement import Action, Agreement
from functions.domain.agreement_states import MACHINE, Situation
from functions.domain.deadlines import local_date, start_of
from functions.domain.errors import Refused


def record(agreement: Agreement, stamped_on: date, situation: Situation) -> Agreement:
    """Let the agreement take effect on the day of the last signature or seal on the paper; raises Refused."""
    effective = MACHINE.fire(agreement, Action.RECORD_STAMP, situation, effective_at=start_of(stamped_on))
    if stamped_on > local_date(situation.now):
        raise Refused("stamped_in_future", field="stamped_on", rule="I04")
    if agreement.issued and stamped_on < local_date(agreement.issued.at) and not agreement.superseded:
        raise Refused("stamped_before_issue", field="stamped_on", rule="I04")
    if agreement.effective_at == effective.effective_at:
        raise Refused("stamped_so_already", field="stamped_on", rule="I04")
    return effective
