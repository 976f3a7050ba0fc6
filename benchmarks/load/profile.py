"""A sampling profiler: a thousand times a second it notes in which part the program is, and what passed since.

1. What passed is CPU of this thread, or else waiting. A long call of C is one sample of its whole length.
2. A part is known by the module's name; what is nobody's (the standard library) is that of its caller's.
3. Only what is done `during` something counts; the profiler's own time does not.
"""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, NamedTuple

INTERVAL = 0.001
MOST = 30
PARTS = {
    "domain": ("functions.domain",),
    "use cases": ("functions.usecases", "functions.jobs"),
    "web": ("functions.web", "functions.entrypoints", "functions.bootstrap"),
    "adapters": ("functions.adapters",),
    "log lines": ("functions.adapters.logs", "logging"),
    "passwords, sealing": ("functions.adapters.secrets", "functions.adapters.vault"),
    "drawing papers": ("functions.adapters.pdf", "fpdf", "fontTools", "PIL", "segno"),
    "spreadsheets": ("functions.adapters.spreadsheet", "openpyxl"),
    "attestation, checks of signatures": ("verifier", "cryptography", "nacl"),
    "JSON": ("json", "orjson"),
    "Zappa, Flask": ("zappa", "handler", "flask", "werkzeug"),
    "PynamoDB": ("pynamodb",),
    "botocore": ("botocore", "boto3", "s3transfer", "urllib3"),
}
OTHER = "other"
_PART_OF = {module: part for part, modules in PARTS.items() for module in modules}


class Spent(NamedTuple):
    """Seconds of CPU and of waiting."""

    cpu: float
    waiting: float


class Profile:
    """What was spent during each thing, in each part, and how often each thing was done."""

    def __init__(self) -> None:
        self.cpu: Counter[tuple[str, str]] = Counter()
        self.waiting: Counter[str] = Counter()
        self.times: Counter[str] = Counter()
        self.calls: Counter[str] = Counter()
        self.functions: Counter[str] = Counter()
        self._is_running = False
        self._what, self._last = "", _now()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Sample for as long as this lasts."""
        self._is_running = True
        signal.signal(signal.SIGALRM, self._sample)
        signal.setitimer(signal.ITIMER_REAL, INTERVAL, INTERVAL)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            self._is_running = False

    @contextmanager
    def during(self, what: str) -> Iterator[None]:
        """Count what is done meanwhile as one `what`, if the profile is running."""
        if not self._is_running:
            yield
            return
        self._what, self._last = what, _now()
        yield
        self._note(_now(), OTHER)
        self.times[what] += 1
        self._what = ""

    def called(self) -> None:
        """Count a call of AWS."""
        if self._what:
            self.calls[self._what] += 1

    def _sample(self, _: int, frame: FrameType | None) -> None:
        now = _now()
        if self._what and frame:
            self._note(now, _part(frame), f"{frame.f_globals.get('__name__')}.{frame.f_code.co_qualname}")

    def _note(self, now: Spent, part: str, function: str = OTHER) -> None:
        cpu, wall = now.cpu - self._last.cpu, now.waiting - self._last.waiting
        self.cpu[self._what, part] += cpu  # type: ignore[assignment]  # seconds
        self.functions[function] += cpu  # type: ignore[assignment]  # seconds
        self.waiting[self._what] += max(0.0, wall - cpu)  # type: ignore[assignment]  # seconds
        self._last = _now()

    def told(self) -> dict[str, Any]:
        """Return all of it as JSON has it.

        For each thing its number, its calls of AWS, its seconds of waiting, and of CPU by part. Beside it the seconds
        of CPU in the functions that had most, without what they called.
        """
        things = {
            what: {
                "times": times, "calls": self.calls[what], "waiting": self.waiting[what],
                "cpu": {part: spent for (each, part), spent in self.cpu.items() if each == what},
            }
            for what, times in self.times.items()
        }  # fmt: skip
        return {"things": things, "functions": dict(self.functions.most_common(MOST))}


def _now() -> Spent:
    return Spent(time.thread_time(), time.perf_counter())


def _part(frame: FrameType | None) -> str:
    while frame is not None:
        name = str(frame.f_globals.get("__name__"))
        while name:
            if name in _PART_OF:
                return _PART_OF[name]
            name = name.rpartition(".")[0]
        frame = frame.f_back
    return OTHER
