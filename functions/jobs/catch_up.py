"""All that waits, whatever the stream has told: what it left, and what begins to wait by the clock alone.

One job that fails does not keep the others from running. Each failure is a line of the log; all are raised together.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from functions.jobs import deliver, expire, import_rosters, issue, print_batches, publish_status
from functions.ports import Desk
from functions.usecases.turns import ALL, Turn

log = logging.getLogger(__name__)


def run(desk: Desk, turn: Turn = ALL) -> None:
    """Do all that waits and whose turn it is; raises ExceptionGroup."""
    together(
        lambda: expire.run(desk.services, turn),
        lambda: issue.run(desk.services, desk.signer, desk.printer, turn),
        lambda: publish_status.run(desk.services, desk.signer, turn),
        lambda: print_batches.run(desk.services, desk.printer, turn),
        lambda: import_rosters.run(desk.services, desk.services.sheets, turn),
        lambda: deliver.run(desk.services, turn),
    )


def together(*jobs: Callable[[], object]) -> None:
    """Run all jobs; raises ExceptionGroup of what failed."""
    failures = [failure for job in jobs if (failure := _failure(job))]
    if failures:
        raise ExceptionGroup("jobs failed", failures)


def _failure(job: Callable[[], object]) -> Exception | None:
    try:
        job()
    except Exception as failure:
        # The others must run; `together` raises it, of which Lambda writes no more than how many there were.
        log.exception("a job failed")
        return failure
    return None
