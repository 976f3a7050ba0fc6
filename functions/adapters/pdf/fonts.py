"""Fonts kept open between documents: what they have, how wide it is, which one draws a character.

1. The files are made by `infra/fonts.py`: plain TrueType outlines, no hints, no components, one cmap of format 12
   (OpenType 1.9). They are mapped, not parsed: only what a document uses is read.
2. A character is drawn from the first font of the chain that has it. One that no font has is refused when it is
   typed (functions/domain/glyphs.py); should one get here all the same, `LookupError` stops the press: never a box
   (trap 16).
"""

from __future__ import annotations

import mmap
import struct
from bisect import bisect_right
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EM = 1000
Run = tuple["Face", str]


class Face:
    """One TrueType file, mapped into memory; lengths are in 1/1000 em."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._file = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.name = path.stem
        self._tables = dict(self._directory())
        self.units = self._read(">H", "head", 18)
        self.ascent, self.descent = (self._read(">h", "hhea", at) * EM // self.units for at in (4, 6))
        self.bounds = tuple(self._read(">h", "head", at) * EM // self.units for at in (36, 38, 40, 42))
        self._glyphs: dict[int, int] = {}

    def glyph(self, point: int) -> int:
        """Glyph id of a code point, 0 where the font has none."""
        if point not in self._glyphs:
            self._glyphs[point] = self._search(point)
        return self._glyphs[point]

    def points(self) -> Iterator[int]:
        """Every code point that the font has."""
        for first, last, _glyph in self._groups:
            yield from range(first, last + 1)

    def advance(self, glyph: int) -> int:
        """Advance width of a glyph."""
        return round(self.metrics(glyph)[0] * EM / self.units)

    def metrics(self, glyph: int) -> tuple[int, int]:
        """Advance width and left side bearing, in font units."""
        wide = self._read(">H", "hhea", 34)
        if glyph < wide:
            return struct.unpack_from(">Hh", self._file, self._tables["hmtx"][0] + 4 * glyph)
        return self._read(">H", "hmtx", 4 * (wide - 1)), self._read(">h", "hmtx", 4 * wide + 2 * (glyph - wide))

    def outline(self, glyph: int) -> bytes:
        """The glyph's bytes in the glyf table, empty for a blank."""
        start, end = struct.unpack_from(">LL", self._file, self._tables["loca"][0] + 4 * glyph)
        base = self._tables["glyf"][0]
        return self._file[base + start : base + end]

    def table(self, tag: str) -> bytes:
        """A whole table."""
        start, length = self._tables[tag]
        return self._file[start : start + length]

    def _directory(self) -> Iterator[tuple[str, tuple[int, int]]]:
        (count,) = struct.unpack_from(">H", self._file, 4)
        for index in range(count):
            tag, start, length = struct.unpack_from(">4s4xLL", self._file, 12 + 16 * index)
            yield tag.decode("ascii"), (start, length)

    def _read(self, layout: str, tag: str, at: int) -> int:
        (number,) = struct.unpack_from(layout, self._file, self._tables[tag][0] + at)
        return int(number)

    @cached_property
    def _groups(self) -> list[tuple[int, int, int]]:
        start = self._tables["cmap"][0]
        start += self._read(">L", "cmap", 8)  # the one subtable, of format 12
        (count,) = struct.unpack_from(">L", self._file, start + 12)
        return list(struct.iter_unpack(">LLL", self._file[start + 16 : start + 16 + 12 * count]))

    def _search(self, point: int) -> int:
        index = bisect_right(self._groups, point, key=lambda group: group[0]) - 1
        first, last, glyph = self._groups[index]
        return glyph + point - first if index >= 0 and point <= last else 0


class Fonts:
    """The fonts of the press: `song` for text, `hei` for headings, `rare` behind both."""

    def __init__(self, folder: Path) -> None:
        self.song, self.hei, self.rare = (Face(folder / f"{name}.ttf") for name in ("song", "hei", "rare"))
        self.faces = (self.song, self.hei, self.rare)
        self._widths: dict[tuple[str, str], int] = {}

    def face(self, first: Face, character: str) -> Face:
        """The font that draws a character, `first` being preferred; `LookupError` where none can."""
        point = ord(character)
        for face in (first, self.song, self.rare):
            if face.glyph(point):
                return face
        raise LookupError(f"no font has {character!r} (U+{point:04X})")

    def runs(self, first: Face, text: str) -> Iterator[Run]:
        """The text cut where the font changes."""
        for face, characters in groupby(text, lambda character: self.face(first, character)):
            yield face, "".join(characters)

    def width(self, first: Face, text: str) -> int:
        """Width of a text in 1/1000 em."""
        return sum(self._width(first, character) for character in text)

    def _width(self, first: Face, character: str) -> int:
        key = first.name, character
        if key not in self._widths:
            face = self.face(first, character)
            self._widths[key] = face.advance(face.glyph(ord(character)))
        return self._widths[key]
