"""The log as a deployed function writes it, for as long as a test wants it."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from functions.adapters import logs, outages
from functions.adapters.clock import SystemClock

_OURS = ("functions", "verifier")


class Written:
    """What has been written; `tell` is the journal of a deployed function."""

    def __init__(self) -> None:
        self.out = io.StringIO()
        self.form = logs.JsonLines("agreements-api", "agreements-test", outages.read, SystemClock(), self.out)
        self.tell = self.form.tell

    def text(self) -> str:
        return self.out.getvalue()

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text().splitlines()]


@contextmanager
def deployed(written: Written) -> Iterator[Written]:
    """Have this process log as a deployed function, then as before."""
    root = logging.getLogger()
    before = root.handlers, root.level, logging.raiseExceptions
    levels = {name: logging.getLogger(name).level for name in _OURS}
    logs.start(written.form)
    nobody = logs.REQUEST.set("")
    try:
        yield written
    finally:
        logs.REQUEST.reset(nobody)
        logging.captureWarnings(capture=False)
        root.handlers, root.level, logging.raiseExceptions = before
        root.setLevel(before[1])
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
