"""The importing job: dry runs and runs of uploaded rosters."""

from __future__ import annotations

import logging

from functions.domain.errors import Conflict
from functions.ports import Services, Spreadsheets
from functions.usecases import import_runs

log = logging.getLogger(__name__)


def run(services: Services, sheets: Spreadsheets) -> int:
    """Take every waiting import as far as it goes; return how many."""
    waiting = services.store.waiting_imports()
    for one in waiting:
        try:
            import_runs.proceed(services, sheets, one)
        except Conflict:
            log.info("import %s is with another job", one.id)
    return len(waiting)
