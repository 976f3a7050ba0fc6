"""Chinese lines: where they may break, and the size at which a text fits.

1. No closing punctuation begins a line and no opening bracket ends one (GB/T 15834; 避头尾).
2. A Latin word or a number stays whole unless it is longer than a line.
3. A text is set at the first size that needs no more lines than the size allows; the last size, 7 pt, allows any
   number. So nothing is cut.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from functions.adapters.pdf.fonts import EM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from functions.adapters.pdf.fonts import Face, Fonts

POINT = 25.4 / 72  # mm
LEADING = 1.32  # line pitch, in font sizes
FLOOR = 7.0  # pt
ENDLESS = 10_000
Steps = tuple[tuple[float, int], ...]

_CLOSING = "，。、；：？！）》」』】〕〉”’·％%…—,.;:?!)]}"
_OPENING = "（《「『【〔〈“‘([{"
_ATOM = re.compile(
    rf"[{re.escape(_OPENING)}]*(?:[0-9A-Za-z@._+\-/]+|.)[{re.escape(_CLOSING)}]*| +",
)


@dataclass(frozen=True)
class Setting:
    """A text broken into lines, with the face and the size in points."""

    face: Face
    size: float
    lines: tuple[str, ...]

    @cached_property
    def height(self) -> float:
        """Height of all lines, in mm."""
        return len(self.lines) * self.pitch

    @property
    def pitch(self) -> float:
        """Distance of two baselines, in mm."""
        return self.size * POINT * LEADING


class Typesetter:
    """Breaks texts; what it has broken once it remembers, since most of a form is the same text each time."""

    def __init__(self, fonts: Fonts) -> None:
        self.fonts = fonts
        self._settings: dict[tuple[str, str, float, Steps], Setting] = {}

    def fixed(self, face: Face, text: str, width: float, steps: Steps) -> Setting:
        """As `fit`, remembered: only for the form's own texts, never for a person's."""
        key = face.name, text, width, steps
        if key not in self._settings:
            self._settings[key] = self.fit(face, text, width, steps)
        return self._settings[key]

    def fit(self, face: Face, text: str, width: float, steps: Steps) -> Setting:
        """The text in a box `width` mm wide; `steps` are (size in pt, most lines), falling."""
        for size, most in steps:
            lines = tuple(self.wrap(face, text, width / (size * POINT)))
            if len(lines) <= most:
                return Setting(face, size, lines)
        return Setting(face, FLOOR, tuple(self.wrap(face, text, width / (FLOOR * POINT))))

    def wrap(self, face: Face, text: str, width: float) -> Iterator[str]:
        """Lines of at most `width` em."""
        for paragraph in text.splitlines():
            yield from self._wrap(face, paragraph, int(width * EM))

    def _wrap(self, face: Face, text: str, room: int) -> Iterator[str]:
        line, used = "", 0
        for atom in self._atoms(face, text, room):
            wide = self.fonts.width(face, atom)
            if line and used + wide > room:
                yield line.rstrip(" ")
                line, used = "", 0
                if atom.isspace():
                    continue
            line, used = line + atom, used + wide
        yield line

    def _atoms(self, face: Face, text: str, room: int) -> Iterator[str]:
        for atom in _ATOM.findall(text):
            if self.fonts.width(face, atom) <= room:
                yield atom
            else:
                yield from atom
