"""The glyphs that one document draws, cut from a face by copying bytes.

1. The code of a character in the page is its glyph id in the subset, so that CIDToGIDMap is Identity (PDF/A-3,
   6.2.11.3.2). Code 0 is .notdef and never used.
2. The file has the tables that a CIDFontType2 needs, no others (PDF 32000-1, 9.9).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from functions.adapters.pdf.fonts import Face


@dataclass(slots=True)
class Subset:
    """The glyphs of one face that one document draws, in order of first use."""

    face: Face
    codes: dict[str, int] = field(default_factory=dict)
    """Character -> code in the page, which is the glyph id in the subset."""

    def encode(self, text: str) -> str:
        """The text as hexadecimal codes, two bytes each."""
        return "".join([f"{self.codes.setdefault(character, len(self.codes) + 1):04X}" for character in text])

    def glyphs(self) -> list[int]:
        """Glyph ids in the face, by code."""
        return [0, *(self.face.glyph(ord(character)) for character in self.codes)]

    def widths(self) -> list[int]:
        """Advance widths by code, in 1/1000 em."""
        return [self.face.advance(glyph) for glyph in self.glyphs()]

    def font_file(self) -> bytes:
        """A TrueType file with these glyphs alone (PDF 32000-1, 9.9: glyf, head, hhea, hmtx, loca, maxp)."""
        outlines = [outline + bytes(-len(outline) % 4) for outline in map(self.face.outline, self.glyphs())]
        ends = [0]
        for outline in outlines:
            ends.append(ends[-1] + len(outline))
        metrics = (self.face.metrics(glyph) for glyph in self.glyphs())
        return _assemble(
            {
                "glyf": b"".join(outlines),
                "head": self.face.table("head"),
                "hhea": self.face.table("hhea")[:34] + struct.pack(">H", len(outlines)),
                "hmtx": b"".join(struct.pack(">Hh", *metric) for metric in metrics),
                "loca": struct.pack(f">{len(ends)}L", *ends),
                "maxp": self.face.table("maxp")[:4] + struct.pack(">H", len(outlines)) + self.face.table("maxp")[6:],
            }
        )


def _assemble(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    header = struct.pack(">LHHHH", 0x00010000, count, 16 << power, power, 16 * count - (16 << power))
    directory, body = b"", b""
    for tag, content in tables.items():
        padded = content + bytes(-len(content) % 4)
        start = len(header) + 16 * count + len(body)
        directory += struct.pack(">4sLLL", tag.encode(), _checksum(padded), start, len(content))
        body += padded
    return header + directory + body


def _checksum(padded: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}L", padded)
    return sum(words) & 0xFFFFFFFF
