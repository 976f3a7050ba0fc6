"""The issuer's jobs in a thread: what the table's stream and the schedules start in AWS, by the clock.

A job that fails is logged and tried again a second later, as AWS would; the service goes on.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

log = logging.getLogger("infra.local.work")

SECOND, MINUTE, HOUR, DAY = 1, 60, 3_600, 86_400


class Worker:
    """Runs jobs, each given as (seconds between two runs, job), until it is stopped."""

    def __init__(self, *jobs: tuple[int, Callable[[], object]]) -> None:
        self._jobs = jobs
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._go_on, name="jobs")

    def start(self) -> None:
        """Begin, with every job at once."""
        self._thread.start()

    def stop(self) -> None:
        """Let the job that runs finish, and end."""
        self._stopping.set()
        self._thread.join()

    def _go_on(self) -> None:
        seconds = 0
        while True:
            for interval, job in self._jobs:
                if seconds % interval == 0 and not self._stopping.is_set():
                    _try(job)
            if self._stopping.wait(SECOND):
                return
            seconds += 1


def _try(job: Callable[[], object]) -> None:
    try:
        job()
    except Exception:
        log.exception("%s failed; it will be tried again", getattr(job, "__name__", job))
