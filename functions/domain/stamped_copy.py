"""The stamped copy on its way (J14): the employer prints, stamps and posts it to the graduate, and notes how.

1. A copy is posted on a day that has come, and not before there was a paper to print.
2. Carrier and tracking number may be missing: somebody may carry it. What was noted wrongly is noted anew.
3. The note is the edition's: of another edition there is another paper to post (K01).
"""

from __future__ import annotations

import re

from functions.domain.agreement import Action, Agreement
from functions.domain.agreement_states import MACHINE, Situation
from functions.domain.deadlines import local_date
from functions.domain.errors import Refused
from functions.domain.parcel import Parcel, PostedCopy

_TRACKING = re.compile(r"[0-9A-Za-z-]*")


def note(agreement: Agreement, parcel: Parcel, situation: Situation) -> Agreement:
    """Note that a copy was posted, or correct the note; raises Refused."""
    actor, now = situation.actor, situation.now
    posted = PostedCopy(parcel=parcel, account=actor.account, name=actor.name, at=now)
    noted = MACHINE.fire(agreement, Action.POST, situation, posted=posted)
    if parcel.sent_on > local_date(now):
        raise Refused("posted_in_future", field="sent_on", rule="J14")
    if agreement.issued and parcel.sent_on < local_date(agreement.issued.at):
        raise Refused("posted_before_issue", field="sent_on", rule="J14")
    if not _TRACKING.fullmatch(parcel.tracking):
        raise Refused("tracking_malformed", field="tracking", rule="J14")
    if agreement.posted and agreement.posted.parcel == parcel:
        raise Refused("posted_so_already", rule="J14")
    return noted
