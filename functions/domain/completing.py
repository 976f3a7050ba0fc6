"""The graduate has reported for work: the agreement has done what it was for and ends by itself (I05).

1. Neither party need say so: the school's staff, who learn of it, record the day; it cannot be taken back.
2. A fulfilled agreement stays valid: nothing is revoked, and its paper can be printed and checked (verification.md 4).
3. It goes on holding the student's lock, for it is the one agreement that the student may have; a labour contract
   follows it, and what ends that is no termination of this one.
"""

from __future__ import annotations

from datetime import date

from functions.domain.agreement import Action, Agreement
from functions.domain.agreement_states import MACHINE, Situation
from functions.domain.deadlines import local_date, start_of
from functions.domain.errors import Refused


def record(agreement: Agreement, reported_on: date, situation: Situation) -> Agreement:
    """End an agreement in effect on the day on which the graduate reported for work; raises Refused."""
    fulfilled = MACHINE.fire(agreement, Action.COMPLETE, situation, ended_at=start_of(reported_on))
    if reported_on > local_date(situation.now):
        raise Refused("reported_in_future", field="reported_on", rule="I05")
    if agreement.effective_at and reported_on < local_date(agreement.effective_at):
        raise Refused("reported_before_effect", field="reported_on", rule="I05")
    return fulfilled
