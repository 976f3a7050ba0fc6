"""Where everything stands on the page: bands of rows, flowing from page to page.

1. A row is as high as its highest box; nothing overlaps, nothing is cut (issue 2, section 5).
2. A band stays on one page where it can; the clauses flow, and begin a page, so that they stand with the signatures.
   What is higher than a page is cut between lines, never through one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from functions.adapters.pdf.typeset import Setting

LEFT, BODY = 15.0, 180.0  # mm
SIDE = 9.0
PAD_X, PAD_Y = 1.0, 0.7
ROW = 8.0
WIDOW = 15.0  # the least height for which a paragraph is begun at the foot of a page


@dataclass(frozen=True, slots=True)
class Box:
    """A text in a frame; x and width in mm. `foot` stands at the bottom right."""

    x: float
    width: float
    text: Setting
    align: str = "left"
    foot: Setting | None = None
    has_seal: bool = False

    @property
    def height(self) -> float:
        """Height in mm, of both texts and the padding."""
        return self.text.height + (self.foot.height if self.foot else 0) + 2 * PAD_Y


@dataclass(frozen=True, slots=True)
class Row:
    """Boxes side by side."""

    boxes: tuple[Box, ...]
    least: float = ROW

    @property
    def height(self) -> float:
        """Height in mm."""
        return max(self.least, *(box.height for box in self.boxes))

    def split(self, room: float) -> tuple[Row, Row]:
        """The lines that fit in `room` mm, and the rest."""
        cuts = [(box, max(int((room - 2 * PAD_Y) / box.text.pitch), 1)) for box in self.boxes]
        head = (
            replace(box, text=replace(box.text, lines=box.text.lines[:cut]), foot=None, has_seal=False)
            for box, cut in cuts
        )
        tail = (replace(box, text=replace(box.text, lines=box.text.lines[cut:])) for box, cut in cuts)
        return Row(tuple(head), 0), Row(tuple(tail), 0)


@dataclass(frozen=True, slots=True)
class Band:
    """Rows in one frame, with an upright heading at their left or none."""

    heading: Setting | None
    rows: tuple[Row, ...]
    is_ruled: bool = True
    flows: bool = False
    turns_page: bool = False

    @property
    def height(self) -> float:
        """Height in mm: of the rows, or of the heading where that is higher."""
        side = self.heading.height + 2 * PAD_Y if self.heading else 0
        return max(side, sum(row.height for row in self.rows))

    def split(self, room: float, page: float) -> tuple[Band | None, Band]:
        """What fits in `room` mm and what goes on; a row is cut if the band flows or the row is higher than a page."""
        fitting = _fitting(self.rows[:-1], room)
        left = room - sum(row.height for row in self.rows[:fitting])
        row, rest = self.rows[fitting], self.rows[fitting + 1 :]
        head: tuple[Row, ...] = self.rows[:fitting]
        if (self.flows and left >= WIDOW) or (not fitting and row.height > page and room >= page):
            upper, row = row.split(left)
            head = (*head, upper)
        above, below = replace(self, rows=head), replace(self, rows=(row, *rest), turns_page=False)
        return (above, below) if head and above.height <= room else (None, self)


def _fitting(rows: tuple[Row, ...], room: float) -> int:
    used = 0.0
    for count, row in enumerate(rows):
        used += row.height
        if used > room:
            return count
    return len(rows)


def paginate(bands: tuple[Band, ...], first: float, page: float) -> Iterator[list[Band]]:
    """Bands by page; `first` and `page` are the heights of the first page's room and of the others', in mm."""
    room, placed = first, list[Band]()
    waiting = list(bands)
    while waiting:
        band = waiting.pop(0)
        if band.turns_page and placed:
            yield placed
            room, placed = page, []
        if band.height <= room:
            placed.append(band)
            room -= band.height
            continue
        head, tail = (None, band) if not band.flows and band.height <= page else band.split(room, page)
        yield [*placed, head] if head else placed
        room, placed = page, []
        waiting.insert(0, tail)
    yield placed
