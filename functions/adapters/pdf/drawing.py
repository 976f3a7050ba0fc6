"""Draws bands on a sheet: frames first, then the seal, then the text over it.

The seal is a picture, not an electronic seal in the sense of 国办发〔2025〕33号, and says so (law-and-privacy.md 2;
J10). It is an image object, not a background, so that no printer setting can lose it (trap 18).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from functions.adapters.pdf.layout import BODY, LEFT, PAD_X, PAD_Y, SIDE

if TYPE_CHECKING:
    from functions.adapters.pdf.layout import Band, Box, Row
    from functions.adapters.pdf.sheet import Sheet
    from functions.adapters.pdf.typeset import Steps, Typesetter

RULE = 0.2  # mm
SEAL = 28.0
SEAL_NOTE = "电子章图样（以平台核验为准）"
NOTE: Steps = ((7.5, 1),)


class Pen:
    """Draws on one sheet, with one seal or none."""

    def __init__(self, sheet: Sheet, typesetter: Typesetter, seal: bytes | None) -> None:
        self._sheet, self._set, self._seal = sheet, typesetter, seal
        sheet.set_line_width(RULE)

    def band(self, band: Band, y: float) -> None:
        """Draw a band with its upper edge at y."""
        self._sheet.rect(LEFT, y, BODY, band.height)
        if band.heading:
            self._sheet.line(LEFT + SIDE, y, LEFT + SIDE, y + band.height)
            middle = y + (band.height - band.heading.height) / 2
            self._sheet.write_lines(band.heading, LEFT, middle, SIDE, "center")
        for number, row in enumerate(band.rows):
            if number and band.is_ruled:
                self._sheet.line(LEFT + (SIDE if band.heading else 0), y, LEFT + BODY, y)
            self._row(row, y)
            y += row.height

    def note(self, text: str, y: float, align: str = "left", width: float = BODY) -> None:
        """Draw a small line over the body's width."""
        setting = self._set.fit(self._set.fonts.song, text, width, NOTE)
        self._sheet.write_lines(setting, LEFT + BODY - width if align == "right" else LEFT, y, width, align)

    def _row(self, row: Row, y: float) -> None:
        for number, box in enumerate(row.boxes):
            if number:
                self._sheet.line(box.x, y, box.x, y + row.height)
            if box.has_seal and self._seal:
                self._sheet.picture(self._seal, box.x + box.width - SEAL - 4, y + 2, SEAL)
                self.note(SEAL_NOTE, y + SEAL + 2.5, "right", box.width - 2 * PAD_X)
            self._box(box, y, row.height)

    def _box(self, box: Box, y: float, height: float) -> None:
        x, width = box.x + PAD_X, box.width - 2 * PAD_X
        top = y + PAD_Y if box.foot else y + (height - box.text.height) / 2
        self._sheet.write_lines(box.text, x, top, width, box.align)
        if box.foot:
            self._sheet.write_lines(box.foot, x, y + height - box.foot.height - PAD_Y, width, "right")
