"""Write functions/domain/coverage.py from the fonts in build/fonts, as `python -m infra.glyphs`.

The table is the union of the text font and of the font for rare characters: pairs of (gap since the last range,
length), in base 36.
"""

from __future__ import annotations

import sys
import textwrap
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from functions.adapters.pdf.fonts import Fonts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "functions" / "domain" / "coverage.py"
HEADER = '"""The characters that the press can print; written by `python -m infra.glyphs`, read by `glyphs.py`."""'
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def module(fonts: Fonts) -> str:
    """The text of coverage.py."""
    points = sorted({point for face in (fonts.song, fonts.rare) for point in face.points()})
    numbers = " ".join(_base36(number) for number in _pairs(points))
    lines = "\n".join(f'    "{line} "' for line in textwrap.wrap(numbers, 110))
    return f"{HEADER}\n\nfrom __future__ import annotations\n\nRANGES = (\n{lines}\n)\n"


def _pairs(points: list[int]) -> Iterator[int]:
    last = 0
    for first, end in _ranges(points):
        yield first - last
        yield end - first
        last = end


def _ranges(points: Iterable[int]) -> Iterator[tuple[int, int]]:
    ordered = list(points)
    breaks = [at for at, (one, two) in enumerate(pairwise(ordered), 1) if two != one + 1]
    for start, stop in pairwise((0, *breaks, len(ordered))):
        yield ordered[start], ordered[stop - 1] + 1


def _base36(number: int) -> str:
    digits = DIGITS[number % 36]
    return digits if number < len(DIGITS) else _base36(number // 36) + digits


if __name__ == "__main__":
    sys.exit(TARGET.write_text(module(Fonts(ROOT / "build" / "fonts")), encoding="utf-8") == 0)
