"""Counting what each school uses, without a request to the table for each request.

1. A process counts in memory. What it counted of a school goes to the table in one write: when LOT requests or jobs of
   the school are together, or when the first of them is PATIENCE old. An API's request writes one school's at most.
2. What a process had not yet written when it ends is lost: fewer than LOT requests or jobs of a school, or at most
   PATIENCE of a quiet one's. The figures are therefore a little low, never high, except that a write of which no answer
   came is counted again.
3. Units of the table and running time are charged to who is served: a request's actor, a job's record. What a job needs
   beside its pieces of work, and whoever has no school, is shared.
4. No request and no job fails for being counted: what cannot be written is kept and written later.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime, timedelta
from time import perf_counter

from functions.domain.usage import SHARED, Use, Uses, month_of
from functions.ports import Clock, Consumed, Services, Store

log = logging.getLogger(__name__)

LOT = 20
PATIENCE = timedelta(minutes=5)
_OF_LOTS = frozenset({Use.REQUESTS, Use.JOBS})
_DOCUMENTS = "documents/"


class _Lap(threading.local):
    """Whom this thread serves, and since when."""

    school = SHARED
    begun = 0.0


class SchoolUsage:
    """The counts of one process; `megabytes` is its function's memory."""

    def __init__(self, store: Store, clock: Clock, consumed: Consumed, megabytes: int) -> None:
        self._store, self._clock, self._consumed, self._megabytes = store, clock, consumed, megabytes
        # By school, the one whose first count is oldest first.
        self._counts: dict[str, dict[Use, float]] = {}
        self._since: dict[str, datetime] = {}
        self._lots: list[str] = []
        self._lap = _Lap()
        self._lock = threading.Lock()

    def count(self, school: str | None, use: Use, number: float = 1) -> None:
        """Count a use of a school, None for nobody's."""
        self._count(school or SHARED, {use: number})

    def begin(self) -> None:
        """Let this thread's units and time begin now; write what is due of one school."""
        self._consumed.take()
        self._lap.school, self._lap.begun = SHARED, perf_counter()
        self.settle()

    def end(self, school: str | None, use: Use) -> None:
        """Charge a school, None for nobody, with what was used since the beginning, and count it as one."""
        self._count(school or SHARED, {use: 1, **self._used()})

    @contextmanager
    def work(self, school: str) -> Iterator[None]:
        """Charge a school with what is used inside, and count it as one job."""
        around = self._lap.school
        self._count(around, self._used())
        self._lap.school = school
        try:
            yield
        finally:
            self.end(school, Use.JOBS)
            self._lap.school = around

    def settle(self) -> bool:
        """Write what is due of one school; tell whether that was done."""
        with self._lock:
            school = self._due()
            counts = self._counts.pop(school, {})
            since = self._since.pop(school, None)
        if not counts:
            return False
        try:
            self._store.count_uses(school, month_of(since or self._clock.now()), counts)
        except Exception:
            # Rule 4: whoever is served now has nothing to do with it.
            log.exception("uses of %s will be counted later", school)
            self._count(school, counts)
            return False
        return True

    def _used(self) -> dict[Use, float]:
        """Return what this thread has used since it was asked last."""
        now, units = perf_counter(), self._consumed.take()
        running = round((now - self._lap.begun) * 1000 * self._megabytes)
        self._lap.begun = now
        used = {Use.READS: units.reads, Use.WRITES: units.writes, Use.RUNNING: running}
        return {use: number for use, number in used.items() if number}

    def _count(self, school: str, numbers: Uses) -> None:
        if not numbers:
            return
        with self._lock:
            counts = self._counts.setdefault(school, {})
            self._since.setdefault(school, self._clock.now())
            for use, number in numbers.items():
                counts[use] = counts.get(use, 0) + number
                if use in _OF_LOTS and counts[use] == LOT:
                    self._lots.append(school)

    def _due(self) -> str:
        """Return the school with a lot, or the one that has waited longest if that is long enough, "" for none."""
        while self._lots:
            if (school := self._lots.pop(0)) in self._counts:
                return school
        oldest = next(iter(self._since), "")
        return oldest if oldest and self._clock.now() - self._since[oldest] >= PATIENCE else ""


def count(services: Services, school: str | None, use: Use, number: float = 1) -> None:
    """Count a use of a school, None for nobody's, where anything is counted."""
    if services.usage:
        services.usage.count(school, use, number)


def work(services: Services, school: str) -> AbstractContextManager[None]:
    """Charge a school with a job's piece of work, where anything is counted."""
    return services.usage.work(school) if services.usage else nullcontext()


def put(services: Services, school: str | None, key: str, content: bytes, media_type: str) -> None:
    """Store an object of a school and count its bytes."""
    services.blobs.put(key, content, media_type)
    use = Use.DOCUMENT_BYTES if key.startswith(_DOCUMENTS) else Use.UPLOAD_BYTES
    count(services, school, use, len(content))
