"""Printed papers to be damaged: the upper right quarter of our own PDF, title, code and the first rows.

Each names another person and carries another signed token. A whole page would only cost jsQR minutes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pypdfium2
from PIL import Image

from functions.adapters.pdf.fonts import Fonts
from functions.adapters.pdf.layout import BODY, LEFT
from functions.adapters.pdf.press import TOP, FormPrinter
from functions.adapters.pdf.qr import MODULE, QUIET, symbol
from functions.domain.paper import Paper
from tests.unit.adapters.pdf.papers import paper, record
from verifier.attestation import link, token
from verifier.vectors import world

FONTS = Path(__file__).resolve().parents[2] / "build" / "fonts"
INCH = 25.4  # mm


@dataclass(frozen=True)
class Page:
    """A picture of a quarter page: where its code stands, without the quiet zone, in pixels, and what it says."""

    picture: Image.Image
    text: str
    left: float
    top: float
    side: float
    dpi: int

    @property
    def millimetre(self) -> float:
        """One mm, in pixels."""
        return self.dpi / INCH

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the code."""
        return self.left + self.side / 2, self.top + self.side / 2


@cache
def page(serial: int, dpi: int) -> Page:
    """The quarter of paper `serial`, as it leaves the printer."""
    made, scale = _paper(serial), dpi / INCH
    with pypdfium2.PdfDocument(_printer().render(made)) as document:
        whole = document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    picture = whole.crop((whole.width // 2, 0, whole.width, whole.height // 2))
    modules = symbol(made.url, made.quartile).side
    left, top = LEFT + BODY + (QUIET - modules) * MODULE, TOP + QUIET * MODULE
    side = (modules - 2 * QUIET) * MODULE
    return Page(picture, made.url, left * scale - whole.width // 2, top * scale, side * scale, dpi)


@cache
def _printer() -> FormPrinter:
    return FormPrinter(Fonts(FONTS))


def _paper(serial: int) -> Paper:
    name = "".join(chr(0x4E00 + (serial * 37 + part * 911) % 20_000) for part in range(3))
    number = f"20261012{serial:08}"
    claims = replace(world.CLAIMS, number=number, name=name, status_index=serial)
    coded = world.signed(token.prepare(claims, world.kid(world.AGREEMENT)), world.AGREEMENT)
    made = record(student__name=name, number=number)
    return replace(paper(made), token=coded, url=link.text(world.HOST, coded), check_code=token.check_code(coded))
