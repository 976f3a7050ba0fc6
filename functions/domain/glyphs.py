"""Which characters can be printed.

1. A character that no font of the press has is refused when it is typed, by name and code point; it is never printed
   as a box (trap 16, issue 2 section 5). Names with `·`, long ethnic names and rare characters of CJK Extension A to
   F are fine (trap 23).
2. The table is `coverage.py`, written by `python -m infra.glyphs` from the fonts themselves; a test holds it against
   them.
3. A line break is layout, not a character.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import cache

from functions.domain.coverage import RANGES

BASE = 36


def missing(text: str) -> list[str]:
    """The characters of a text that no font has, each once, in order of appearance."""
    return [character for character in dict.fromkeys(text) if not is_printable(character)]


def is_printable(character: str) -> bool:
    """Whether some font of the press has this character."""
    starts, ends = _ranges()
    point = ord(character)
    index = bisect_right(starts, point) - 1
    return character == "\n" or (index >= 0 and point < ends[index])


def described(character: str) -> str:
    """Code point and Unicode name, as the refusal shows them: `U+1F600 GRINNING FACE`."""
    return f"U+{ord(character):04X} {unicodedata.name(character, 'UNNAMED')}"


@cache
def _ranges() -> tuple[list[int], list[int]]:
    starts, ends, point = list[int](), list[int](), 0
    numbers = [int(number, BASE) for number in RANGES.split()]
    for gap, length in zip(numbers[::2], numbers[1::2], strict=True):
        starts.append(point + gap)
        point += gap + length
        ends.append(point)
    return starts, ends
