"""Each school's requests, counted: one that asks too much waits alone.

1. A process counts by itself and adds to the table at every SHARE-th request of a school: a request costs a twentieth
   of a write, and nothing where there is no limit.
2. The table answers with the minute's sum over all processes. When it is past the limit, this process refuses the
   school's requests until the minute is over; every other school is served.
"""

from __future__ import annotations

import threading
from collections import Counter
from datetime import datetime, timedelta
from math import ceil

from functions.domain.errors import Refused
from functions.ports import Clock, Store

SHARE = 20
MINUTE = timedelta(minutes=1)


class SchoolThrottle:
    """Admits at most `most` requests of a school in a minute, over all processes; 0 admits all."""

    def __init__(self, store: Store, clock: Clock, most: int) -> None:
        self._store, self._clock, self._most = store, clock, most
        self._asked: Counter[str] = Counter()
        self._shut: dict[str, datetime] = {}
        self._lock = threading.Lock()

    def admit(self, school: str | None) -> None:
        """Count a request of a school; raises Refused `school_throttled` with the seconds to wait."""
        if school is None or not self._most:
            return
        now = self._clock.now()
        if (counted := self._counted(school)) and self._is_too_many(school, now, counted):
            self._shut[school] = now.replace(second=0, microsecond=0) + MINUTE
        if (end := self._shut.get(school)) and now < end:
            raise Refused("school_throttled", params={"seconds": ceil((end - now).total_seconds())})

    def _counted(self, school: str) -> int:
        """Return how many requests are to be added to the table, 0 as long as they are few."""
        with self._lock:
            self._asked[school] += 1
            return self._asked.pop(school) if self._asked[school] >= SHARE else 0

    def _is_too_many(self, school: str, now: datetime, counted: int) -> bool:
        return self._store.count_requests(school, now, counted) > self._most
