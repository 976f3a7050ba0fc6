"""The log of a deployed function: one line of JSON for each thing that happened, on standard output.

1. Our own code says ids, codes and numbers (domain/errors.py 3), and is written as it says it. Of a library's line only
   who spoke and where is written: its words may quote what it was given.
2. Of an error its type, the places that it passed and the operator's next step are written, never its message.
3. A line that has figures is their metric, too: CloudWatch reads them from it (embedded metric format).

Embedded metric format: CloudWatch User Guide, "Specification: Embedded metric format".
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from itertools import islice
from typing import Any, TextIO

import orjson

from functions.ports import Clock, Facts, Figures, Outages

# The number that Lambda gave the call that is being served; an API's request says its own.
REQUEST = ContextVar("request", default="")
_OWN = ("functions", "verifier")
_MOST = 40


class JsonLines(logging.Formatter):
    """Writes records as lines to `out`; `namespace` is that of the deployment's metrics."""

    def __init__(self, function: str, namespace: str, outages: Outages, clock: Clock, out: TextIO) -> None:
        super().__init__()
        self._function, self._namespace, self._outages, self._clock, self.out = function, namespace, outages, clock, out

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record, without its end."""
        facts = _said(record)
        if record.exc_info and record.exc_info[1]:
            facts |= self._told(record.exc_info[1])
        figures, by = getattr(record, "figures", {}), getattr(record, "by", ())
        return self._line(
            datetime.fromtimestamp(record.created, UTC), record.levelname, record.name, facts, figures, by
        )

    def tell(self, message: str, facts: Facts, figures: Figures, by: tuple[str, ...]) -> None:
        """Write a line at once: logging would take longer over it than a request's own rules."""
        told = {"message": message, **facts}
        self.out.write(f"{self._line(self._clock.now(), 'INFO', 'functions', told, figures, by)}\n")
        self.out.flush()

    def _line(self, at: datetime, level: str, logger: str, facts: Facts, figures: Figures, by: tuple[str, ...]) -> str:
        line: dict[str, Any] = {"at": at, "level": level, "logger": logger, "function": self._function}
        if number := REQUEST.get():
            line["request"] = number
        line.update(facts)
        if figures:
            line |= self._embedded(figures, by, at)
        return orjson.dumps(line, default=_kind).decode()

    def _told(self, error: BaseException) -> dict[str, Any]:
        told = {"error": " of ".join(_few(_types(error))), "places": _few(_places(error))}
        outage = self._outages(error)
        return told | {"reason": outage.reason, "next": outage.next} if outage else told

    def _embedded(self, figures: Figures, by: tuple[str, ...], at: datetime) -> dict[str, Any]:
        metrics = [{"Name": name} for name in figures]
        directive = {"Namespace": self._namespace, "Dimensions": [by], "Metrics": metrics}
        return {"_aws": {"Timestamp": int(at.timestamp() * 1000), "CloudWatchMetrics": [directive]}, **figures}


def start(lines: JsonLines) -> None:
    """Have all that this process logs written in these lines, in the place of what else was set up."""
    # A line that cannot be written would be shown with all its arguments.
    logging.raiseExceptions = False
    logging.captureWarnings(capture=True)
    handler = logging.StreamHandler(lines.out)
    handler.setFormatter(lines)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    for name in _OWN:
        logging.getLogger(name).setLevel(logging.INFO)


def _said(record: logging.LogRecord) -> dict[str, Any]:
    if record.name.partition(".")[0] not in _OWN:
        return {"place": f"{record.module}:{record.lineno}"}
    return {"message": record.getMessage(), **getattr(record, "facts", {})}


def _few(said: Iterable[str]) -> list[str]:
    """Return what is said once each: of a thousand failures at once most are the same."""
    return list(islice(dict.fromkeys(said), _MOST))


def _types(error: BaseException) -> Iterator[str]:
    """Give the type of an error and of what caused it, or of those that it is made of."""
    yield type(error).__name__
    several = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    for each in (*several, error.__cause__):
        if each is not None:
            yield from _types(each)


def _places(error: BaseException) -> Iterator[str]:
    several = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    for each in (error, *several):
        for frame in traceback.extract_tb(each.__traceback__):
            yield f"{frame.filename.rpartition('/')[2]}:{frame.lineno}"


def _kind(value: object) -> str:
    return type(value).__name__
