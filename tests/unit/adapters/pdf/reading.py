"""Reads a PDF back as a stranger would: its text, where each text stands, its picture, its code."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter


@dataclass(frozen=True)
class Place:
    """Where a text stands: page index, and edges in points from the lower left corner."""

    page: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2

    def is_clear_of(self, other: Place) -> bool:
        return (
            self.page != other.page
            or self.right <= other.left
            or other.right <= self.left
            or self.top <= other.bottom
            or other.top <= self.bottom
        )


def text(content: bytes) -> str:
    """All text in the order of the file, line ends left out."""
    return "".join(page_texts(content)).replace("\r\n", "").replace("\n", "")


def page_texts(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range() for page in document]


def find(content: bytes, sought: str) -> list[Place]:
    """Each place of a text that stands on one line."""
    places = []
    with pypdfium2.PdfDocument(content) as document:
        for number, page in enumerate(document):
            words = page.get_textpage()
            searcher = words.search(sought, match_case=True)
            while hit := searcher.get_next():
                boxes = [words.get_charbox(at) for at in range(hit[0], sum(hit))]
                left, bottom, right, top = zip(*boxes, strict=True)
                places.append(Place(number, min(left), min(bottom), max(right), max(top)))
    return places


def picture(content: bytes, page: int = 0, dpi: int = 150) -> Image.Image:
    with pypdfium2.PdfDocument(content) as document:
        return document[page].render(scale=dpi / 72).to_pil()


def photographed(image: Image.Image, angle: float, quality: int) -> Image.Image:
    """What a hurried phone makes of a page: turned, out of focus, compressed."""
    turned = image.convert("RGB").rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    target = BytesIO()
    turned.filter(ImageFilter.GaussianBlur(1)).save(target, "JPEG", quality=quality)
    return Image.open(target)


def decoded(image: Image.Image) -> str:
    """The text of the only code on a picture."""
    (code,) = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)
    return code.text


def lines(content: bytes) -> list[Place]:
    """The place of each text object."""
    places = []
    with pypdfium2.PdfDocument(content) as document:
        for number, page in enumerate(document):
            for part in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
                left, bottom, right, top = part.get_bounds()
                places.append(Place(number, left, bottom, right, top))
    return places
