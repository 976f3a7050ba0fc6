"""The importing job: dry runs and runs of uploaded rosters."""

from __future__ import annotations

import logging
from functools import partial
from operator import attrgetter

from functions.domain.errors import Conflict
from functions.domain.imports import Import
from functions.ports import Services, Spreadsheets
from functions.usecases import import_runs, usage
from functions.usecases.turns import ALL, Turn

log = logging.getLogger(__name__)


def run(services: Services, sheets: Spreadsheets, turn: Turn = ALL) -> int:
    """Take every waiting import as far as it goes; return how many. Raises as `Turn.take`."""
    waiting, go_on = services.store.waiting_imports(), partial(proceed, services, sheets)
    return turn.take(waiting, go_on, began=attrgetter("uploaded_at"), case=attrgetter("id"))


def proceed(services: Services, sheets: Spreadsheets, one: Import) -> int:
    """Take an import as far as it goes, unless another job has it; return 1."""
    try:
        with usage.work(services, one.school):
            import_runs.proceed(services, sheets, one)
    except Conflict:
        log.info("import %s is with another job", one.id)
    return 1
