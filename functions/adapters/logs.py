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
from collections.abc import Iterable, Iterator, Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice
from typing import Any, TextIO

import orjson

from functions.ports import Clock, Facts, Figures, Outages

# The number that Lambda gave the call that is being served; an API's request says its own.
REQUEST = ContextVar("request", default="")
_OWN = ("functions", "verifier")
_MOST = 40
Pairs = tuple[tuple[str, float], ...]


class JsonLines(logging.Formatter):
    """Writes records as lines to `out`; `namespace` is that of the deployment's metrics."""

    def __init__(self, function: str, namespace: str, outages: Outages, clock: Clock, out: TextIO) -> None:
        super().__init__()
        self._function, self._namespace, self._outages, self._clock, self.out = function, namespace, outages, clock, out
        # What is the same in the line of each request is written once.
        self._endings = lru_cache(64)(self._ending)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record, without its end."""
        facts = {"at": datetime.fromtimestamp(record.created, UTC), "logger": record.name, **_said(record)}
        if record.exc_info and record.exc_info[1]:
            facts |= self._told(record.exc_info[1])
        figures, by = getattr(record, "figures", {}), getattr(record, "by", ())
        return self._line(facts, record.levelname, int(record.created * 1000), (*figures.items(),), by)

    def tell(self, message: str, facts: Facts, figures: Figures, by: tuple[str, ...]) -> None:
        """Write a line at once: logging would take longer over it than a request's own rules."""
        now = int(self._clock.now().timestamp() * 1000)
        self.out.write(f"{self._line({'message': message, **facts}, 'INFO', now, (*figures.items(),), by)}\n")
        self.out.flush()

    def _line(self, facts: Mapping[str, object], level: str, now: int, figures: Pairs, by: tuple[str, ...]) -> str:
        """Join what is new in a line and what is the same in many; `now` is in milliseconds since 1970."""
        number = REQUEST.get()
        said = orjson.dumps({**facts, "request": number} if number else facts, default=_kind).decode()
        ending = self._endings(level, figures, by)
        return f"{said[:-1]}{ending}{now}}}}}" if figures else f"{said[:-1]}{ending}}}"

    def _ending(self, level: str, figures: Pairs, by: tuple[str, ...]) -> str:
        """Return what follows the facts, as far as the moment of the figures."""
        ending: dict[str, Any] = {"level": level, "function": self._function}
        if not figures:
            return f",{orjson.dumps(ending).decode()[1:-1]}"
        metrics = [{"Name": name} for name, _ in figures]
        directive = {"Namespace": self._namespace, "Dimensions": [by], "Metrics": metrics}
        ending |= {**dict(figures), "_aws": {"CloudWatchMetrics": [directive], "Timestamp": 0}}
        return f",{orjson.dumps(ending).decode().removeprefix('{').removesuffix('0}}')}"

    def _told(self, error: BaseException) -> dict[str, Any]:
        told = {"error": " of ".join(_few(_types(error))), "places": _few(_places(error))}
        outage = self._outages(error)
        return told | {"reason": outage.reason, "next": outage.next} if outage else told


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
