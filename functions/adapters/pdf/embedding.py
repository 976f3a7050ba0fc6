"""Our subsets as PDF fonts: fpdf2 draws with them and writes their dictionaries.

1. A composite font with Identity-H, whose character codes are the glyph ids of the subset: CIDToGIDMap is Identity
   (PDF/A-3, 6.2.11.3.2).
2. ToUnicode for every code, so that text can be selected, searched and archived: the u in PDF/A-3u (PDF 32000-1,
   9.10.3).
3. The font file has the six tables that a CIDFontType2 needs (PDF 32000-1, 9.9).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from zlib import crc32

from fpdf.enums import FontDescriptorFlags
from fpdf.fonts import PDFFontDescriptor, TTFFont
from fpdf.output import CIDSystemInfo, OutputProducer, PDFFont, PDFFontStream, PDFType3Font
from fpdf.syntax import Name, PDFArray, PDFContentStream, PDFObject, PDFString

from functions.adapters.pdf.fonts import EM
from functions.adapters.pdf.subset import Subset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from functions.adapters.pdf.fonts import Face

TAG = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
Part = TypeVar("Part", bound=PDFObject)
BLOCK = 100  # entries that one bfchar block may have


class Typeface(TTFFont):
    """One of our faces as fpdf2's drawing calls see it; nothing is parsed, hence no `super().__init__`."""

    def __init__(self, index: int, face: Face) -> None:  # pylint: disable=super-init-not-called
        self.i, self.type, self.name = index, "TTF", face.name
        self.fontkey, self.color_font = face.name, None
        self.cut = Subset(face)

    def encode_text(self, text: str) -> str:
        """The operator that shows a text."""
        return f"<{self.cut.encode(text)}> Tj"


class Producer(OutputProducer):
    """fpdf2's writer with the font dictionaries of our subsets (PDF 32000-1, 9.7.4 and 9.10.3)."""

    def _add_fonts(self, *_resources: object) -> dict[int, PDFFont | PDFType3Font]:
        faces = (face for face in self.fpdf.fonts.values() if isinstance(face, Typeface) and face.cut.codes)
        return {face.i: self._embed(face.cut) for face in faces}

    def _embed(self, cut: Subset) -> PDFFont:
        name = f"{_tag(cut)}+{cut.face.name}"
        font = self._add(PDFFont(subtype="Type0", base_font=name, encoding="Identity-H"))
        widths = " ".join(map(str, cut.widths()[1:]))
        inner = self._add(PDFFont(subtype="CIDFontType2", base_font=name, d_w=EM, w=f"[1 [{widths}]]"))
        font.descendant_fonts = PDFArray([inner])
        font.to_unicode = self._add(PDFContentStream(_to_unicode(cut).encode("ascii"), compress=True))
        inner.c_i_d_system_info = self._add(_identity())
        inner.c_i_d_to_g_i_d_map = Name("Identity")  # type: ignore[assignment]  # fpdf2 itself writes a stream
        inner.font_descriptor = descriptor = self._add(_descriptor(cut.face, name))
        descriptor.font_file2 = self._add(PDFFontStream(cut.font_file()))  # type: ignore[attr-defined]  # as fpdf2 does
        return font

    def _add(self, part: Part) -> Part:
        self._add_pdf_obj(part, "fonts")
        return part


def _identity() -> CIDSystemInfo:
    system = CIDSystemInfo()
    system.ordering = PDFString("Identity", encrypt=True)
    return system


def _descriptor(face: Face, name: str) -> PDFFontDescriptor:
    descriptor = PDFFontDescriptor(
        ascent=face.ascent,
        descent=face.descent,
        cap_height=face.ascent,
        flags=FontDescriptorFlags.SYMBOLIC,
        font_b_box="[{} {} {} {}]".format(*face.bounds),
        italic_angle=0,
        stem_v=80,
        missing_width=EM,
    )
    descriptor.font_name = Name(name)
    return descriptor


def _tag(cut: Subset) -> str:
    number = crc32("".join(cut.codes).encode())
    return "".join(TAG[number // 26**place % 26] for place in range(6))


def _to_unicode(cut: Subset) -> str:
    pairs = [f"<{code:04X}> <{character.encode('utf-16-be').hex()}>" for character, code in cut.codes.items()]
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{''.join(_blocks(pairs))}"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )


def _blocks(pairs: list[str]) -> Iterator[str]:
    for start in range(0, len(pairs), BLOCK):
        block = pairs[start : start + BLOCK]
        yield f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar\n"
