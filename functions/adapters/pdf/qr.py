"""The QR symbol as one vector path (verification.md 1).

1. Two segments: byte mode up to and with the format digit, numeric mode for the digits behind it.
2. Pure black, at least 0.40 mm a module, a quiet zone of 4 modules.
3. Dark modules of a row that touch are one rectangle, so that no hairline shows between them.
4. All copies of an edition carry the same symbol: the last few are remembered, so that it is computed once for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

import segno

if TYPE_CHECKING:
    from collections.abc import Iterator

MODULE = 0.42  # mm
QUIET = 4  # modules
MARK = "#1"


@dataclass(frozen=True, slots=True)
class Symbol:
    """A QR symbol; lengths are in modules, the quiet zone included."""

    matrix: tuple[bytearray, ...]

    @property
    def side(self) -> int:
        """Modules along one edge, quiet zone included."""
        return len(self.matrix) + 2 * QUIET

    def bars(self) -> Iterator[tuple[int, int, int]]:
        """(column, row, width) of each run of dark modules."""
        for row, modules in enumerate(self.matrix):
            column = 0
            for is_dark, run in groupby(modules):
                width = len(list(run))
                if is_dark:
                    yield column + QUIET, row + QUIET, width
                column += width


@lru_cache(maxsize=16)
def symbol(url: str, quartile: str) -> Symbol:
    """The symbol of `https://HOST/v#1<digits>`; `quartile` is M or Q. `ValueError` for another shape of URL."""
    prefix, mark, digits = url.partition(MARK)
    if not mark or not (digits.isascii() and digits.isdigit()):
        raise ValueError("the address must end in #1 and digits")
    segments = [(prefix + mark, segno.consts.MODE_BYTE), (digits, segno.consts.MODE_NUMERIC)]
    code = segno.make(segments, error=quartile, boost_error=False, micro=False)  # type: ignore[arg-type]  # its stub knows no segments
    return Symbol(code.matrix)
