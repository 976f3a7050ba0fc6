"""Reminders of a deadline to whoever has still to answer (beyond.md 3).

1. Seven, three and one day before, at nine in the morning; and two hours before the last second.
2. Only what lies inside the time for answering counts, and nothing within half a day of the asking itself.
3. Whether an answer is still awaited is asked when the time has come, never before.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from functions.domain.deadlines import SHANGHAI, local_date
from functions.domain.events import EventKind

DAYS = (7, 3, 1)
LAST = timedelta(hours=2)
_MORNING = time(9)
_QUIET = timedelta(hours=12)

# What asks for an answer `until` a moment, and the fact that its reader was reminded.
REMINDS: Mapping[EventKind, EventKind] = {
    EventKind.INVITATION_SENT: EventKind.INVITATION_REMINDED,
    EventKind.INVITATION_RESENT: EventKind.INVITATION_REMINDED,
    EventKind.OFFER_MADE: EventKind.INVITATION_REMINDED,
    EventKind.INTERVIEW_INVITED: EventKind.INTERVIEW_REMINDED,
    EventKind.TERMINATION_APPLIED: EventKind.TERMINATION_REMINDED,
}


def is_asking(kind: EventKind) -> bool:
    """Tell whether an event of this kind asks its reader for an answer."""
    return kind in REMINDS or kind in REMINDS.values()


def times(asked_at: datetime, deadline: datetime) -> tuple[datetime, ...]:
    """Return when to remind of a deadline, the earliest first."""
    mornings = (datetime.combine(local_date(deadline) - timedelta(days=days), _MORNING, SHANGHAI) for days in DAYS)
    return tuple(at for at in (*mornings, deadline - LAST) if at >= asked_at + _QUIET)
