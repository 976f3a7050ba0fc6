"""fpdf2 with our own fonts: pages, text, lines, the QR and the files that travel inside (PDF/A-3u).

1. Nothing depends on the clock: the date is that of the agreement, so the same paper gives the same bytes.
2. No transparency: the seal is flattened on white and drawn under the text.
3. Attached files are associated with the document (/AF) and say what they are (PDF/A-3, 6.8).
"""

from __future__ import annotations

from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

from fpdf import FPDF
from PIL import Image

from functions.adapters.pdf.embedding import Producer, Typeface
from functions.adapters.pdf.fonts import EM
from functions.adapters.pdf.qr import MODULE
from functions.adapters.pdf.typeset import POINT

if TYPE_CHECKING:
    from datetime import datetime

    from functions.adapters.pdf.fonts import Fonts
    from functions.adapters.pdf.qr import Symbol
    from functions.adapters.pdf.typeset import Setting

PRODUCER = "fpdf2"
MIDDLE = 0.38  # of the font size: from the baseline up to the middle of a Chinese character


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
        """Fill the symbol's dark modules in pure black, in units of one module; its side includes the quiet zone."""
        scale = MODULE * self.k
        bars = "".join([f"{column} {row} {width} 1 re " for column, row, width in symbol.bars()])
        self._out(f"q {scale:.4f} 0 0 {-scale:.4f} {x * self.k:.3f} {(self.h - y) * self.k:.3f} cm 0 g {bars}f Q")

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


def _metadata(title: str, moment: datetime) -> str:
    when = moment.isoformat(timespec="seconds")
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
        "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>"
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>'
        f"<xmp:CreateDate>{when}</xmp:CreateDate><xmp:ModifyDate>{when}</xmp:ModifyDate>"
        f"<pdf:Producer>{PRODUCER}</pdf:Producer>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
