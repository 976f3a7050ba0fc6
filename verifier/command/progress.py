"""How far a long run is, on standard error: on a terminal always, elsewhere a line for every 1,000."""

from __future__ import annotations

import sys

from verifier.command.inputs import shortened

_MANY = 1000


class Progress:
    """Counts inputs and the codes in them."""

    def __init__(self, total: int) -> None:
        self._total, self._done = total, 0
        self._is_terminal = sys.stderr.isatty()

    def expect(self, more: int) -> None:
        """Count `more` steps than were known, for an input that holds many codes."""
        self._total += more

    def step(self, name: str) -> None:
        """Say which input is looked at now."""
        self._done += 1
        if self._total > 1 and self._is_terminal:
            self._write(f"\r\x1b[K{self._done}/{self._total} {shortened(name)}")
        elif self._done % _MANY == 0:
            self._write(f"{self._done}/{self._total}\n")

    def end(self) -> None:
        """Leave a clean line."""
        if self._total > 1 and self._is_terminal:
            self._write("\r\x1b[K")

    @staticmethod
    def _write(text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
