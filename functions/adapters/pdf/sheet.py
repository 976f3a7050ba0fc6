"""fpdf2 with our own fonts: pages, text, lines, the QR and the files that travel inside (PDF/A-3u).

1. Fonts are subsets cut by `fonts.Subset`; fpdf2 writes the objects, we write the font dictionaries (PDF 32000-1, 9.7; PDF/A-3, 6.2.11).
2. Nothing depends on the clock: the date is that of the agreement, so the same paper gives the same bytes.
3. No transparency: the seal is flattened on white and drawn under the text.
4. Attached files are associated with the document (/AF) and say what they are (PDF/A-3, 6.8).
"""

from __future__ import annotations

from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zlib import crc32

from fpdf import FPDF
from fpdf.enums import FontDescriptorFlags
from fpdf.fonts import PDFFontDescriptor, TTFFont
from fpdf.output import CIDSystemInfo, OutputProducer, PDFFont, PDFFontStream
from fpdf.syntax import Name, PDFArray, PDFContentStream, PDFString
from PIL import Image

from functions.adapters.pdf.fonts import EM, Subset
from functions.adapters.pdf.qr import MODULE
from functions.adapters.pdf.typeset import POINT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from functions.adapters.pdf.fonts import Face, Fonts
    from functions.adapters.pdf.qr import Symbol
    from functions.adapters.pdf.typeset import Setting

PRODUCER = "fpdf2"
MIDDLE = 0.38  # of the font size: from the baseline up to the middle of a Chinese character
TAG = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BLOCK = 100  # entries that one bfchar block may have (PDF 32000-1, 9.10.3)


class Typeface(TTFFont):
    """One of our faces as fpdf2's drawing calls see it; nothing is parsed, hence no `super().__init__`."""

    def __init__(self, index: int, face: Face) -> None:  # pylint: disable=super-init-not-called
        self.i, self.type, self.name = index, "TTF", face.name
        self.fontkey, self.color_font = face.name, None
        self.cut = Subset(face)

    def encode_text(self, text: str) -> str:
        """The operator that shows a text."""
        return f"<{self.cut.encode(text)}> Tj"


class Sheet(FPDF):
    """A document of A4 pages; lengths are in mm, from the top left corner."""

    def __init__(self, fonts: Fonts, title: str, moment: datetime) -> None:
        super().__init__(unit="mm", format="A4", enforce_compliance="PDF/A-3U")
        self._open = fonts
        self.allow_images_transparency = False
        self.set_auto_page_break(False)
        self.set_margin(0)
        self.set_lang("zh-CN")
        self.set_title(title)
        self.set_creation_date(moment)
        self.set_xmp_metadata(_metadata(title, moment))
        for index, face in enumerate(fonts.faces, 1):
            self.fonts[face.name] = Typeface(index, face)

    def write_lines(self, setting: Setting, x: float, y: float, width: float, align: str = "left") -> None:
        """Draw a setting with its top left corner at (x, y), each line left, centred or right in `width`."""
        for number, line in enumerate(setting.lines):
            wide = self._open.width(setting.face, line) * setting.size * POINT / EM
            start = x + {"left": 0.0, "center": (width - wide) / 2, "right": width - wide}[align]
            middle = y + (number + 0.5) * setting.pitch
            self._write(setting, line, start, middle + MIDDLE * setting.size * POINT)

    def _write(self, setting: Setting, line: str, x: float, baseline: float) -> None:
        for face, text in self._open.runs(setting.face, line):
            self.set_font(face.name, size=setting.size)
            self.text(x, baseline, text)
            x += self._open.width(face, text) * setting.size * POINT / EM

    def code(self, symbol: Symbol, x: float, y: float) -> None:
        """Fill the symbol's dark modules in pure black, quiet zone included in its side."""
        bars = "".join([self._bar(x, y, *bar) for bar in symbol.bars()])
        self._out(f"q 0 g {bars}f Q")

    def _bar(self, x: float, y: float, column: int, row: int, width: int) -> str:
        left, top = x + column * MODULE, y + row * MODULE
        return f"{left * self.k:.3f} {(self.h - top) * self.k:.3f} {width * MODULE * self.k:.3f} {-MODULE * self.k:.3f} re "

    def picture(self, content: bytes, x: float, y: float, side: float) -> None:
        """Draw a PNG or JPEG inside a square, flattened on white."""
        self.image(flatten(content), x, y, side, side, keep_aspect_ratio=True)

    def attach(self, name: str, content: bytes, kind: str, relation: str, about: str) -> None:
        """Embed an associated file."""
        self.embed_file(
            bytes=content,
            basename=name,
            mime_type=kind,
            associated_file_relationship=relation,
            desc=about,
            modification_date=self.creation_date,
        )

    def finish(self) -> bytes:
        """The file."""
        return bytes(self.output(output_producer_class=Producer) or b"")


def flatten(content: bytes) -> Image.Image:
    """A picture without transparency."""
    with Image.open(BytesIO(content)) as picture:
        layer = picture.convert("RGBA")
    sheet = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(sheet, layer).convert("RGB")


class Producer(OutputProducer):
    """fpdf2's writer with the font dictionaries of our subsets (PDF 32000-1, 9.7.4 and 9.10.3)."""

    def _add_fonts(self, *_unused: object) -> dict[int, PDFFont]:
        faces = (face for face in self.fpdf.fonts.values() if face.cut.codes)
        return {face.i: self._embed(face.cut) for face in faces}

    def _embed(self, cut: Subset) -> PDFFont:
        name = f"{_tag(cut)}+{cut.face.name}"
        font = self._add(PDFFont(subtype="Type0", base_font=name, encoding="Identity-H"))
        widths = " ".join(map(str, cut.widths()[1:]))
        inner = self._add(PDFFont(subtype="CIDFontType2", base_font=name, d_w=EM, w=f"[1 [{widths}]]"))
        font.descendant_fonts = PDFArray([inner])
        font.to_unicode = self._add(PDFContentStream(_to_unicode(cut).encode("ascii"), compress=True))
        inner.c_i_d_system_info = self._add(_identity())
        inner.c_i_d_to_g_i_d_map = Name("Identity")
        inner.font_descriptor = self._add(_descriptor(cut.face, name))
        inner.font_descriptor.font_file2 = self._add(PDFFontStream(cut.font_file()))
        return font

    def _add(self, part: Any) -> Any:  # noqa: ANN401 - any of fpdf2's objects, given back as it came
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


def _metadata(title: str, moment: datetime) -> str:
    when = moment.isoformat(timespec="seconds")
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
        'xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
        "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>"
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>'
        f"<xmp:CreateDate>{when}</xmp:CreateDate><xmp:ModifyDate>{when}</xmp:ModifyDate>"
        f"<pdf:Producer>{PRODUCER}</pdf:Producer>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
