"""Where everything stands on the page: bands of rows, flowing from page to page.

1. A row is as high as its highest box; nothing overlaps, nothing is cut (issue 2, section 5).
2. A band with a heading stays on one page where it can; the clauses flow. What is higher than a page is cut between lines, never through one.
3. Every page says in words which agreement, edition and copy it belongs to (verification.md 1).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from functions.adapters.pdf.typeset import Setting
from functions.domain.form import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from functions.adapters.pdf.typeset import Steps, Typesetter
    from functions.domain.form import Form, Opinion, Section
    from functions.domain.form import Row as Fields

LEFT, BODY = 15.0, 180.0  # mm
SIDE = 9.0
GRID = BODY - SIDE
COLUMN = GRID / COLUMNS
PAD_X, PAD_Y = 1.0, 0.7
ROW = 6.2
OPINION, SCHOOL_OPINION = 26.0, 40.0
VALUE: Steps = ((9.0, 2), (8.0, 3))
LABEL: Steps = ((8.5, 1), (7.5, 2))
HEADING: Steps = ((8.5, 9),)
TEXT: Steps = ((8.5, 10_000),)


@dataclass(frozen=True, slots=True)
class Box:
    """A text in a frame; x and width in mm. `foot` stands at the bottom right, `seal` marks where the school's seal goes."""

    x: float
    width: float
    text: Setting
    align: str = "left"
    foot: Setting | None = None
    seal: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Boxes side by side."""

    boxes: tuple[Box, ...]
    least: float = ROW

    @property
    def height(self) -> float:
        """Height in mm."""
        return max(self.least, *(box.text.height + (box.foot.height if box.foot else 0) + 2 * PAD_Y for box in self.boxes))

    def split(self, room: float) -> tuple[Row, Row]:
        """The lines that fit in `room` mm, and the rest."""
        cuts = [(box, max(int((room - 2 * PAD_Y) / box.text.pitch), 1)) for box in self.boxes]
        head = (replace(box, text=replace(box.text, lines=box.text.lines[:cut]), foot=None) for box, cut in cuts)
        tail = (replace(box, text=replace(box.text, lines=box.text.lines[cut:])) for box, cut in cuts)
        return Row(tuple(head), 0), Row(tuple(tail), 0)


@dataclass(frozen=True, slots=True)
class Band:
    """Rows in one frame, with an upright heading at their left or none."""

    heading: Setting | None
    rows: tuple[Row, ...]
    is_ruled: bool = True
    flows: bool = False

    @property
    def height(self) -> float:
        """Height in mm: of the rows, or of the heading where that is higher."""
        side = self.heading.height + 2 * PAD_Y if self.heading else 0
        return max(side, sum(row.height for row in self.rows))

    def split(self, room: float, page: float) -> tuple[Band | None, Band]:
        """What fits in `room` mm and what goes on; a row is cut only where it is higher than a whole page."""
        fitting = _fitting(self.rows, room)
        if fitting:
            return replace(self, rows=self.rows[:fitting]), replace(self, rows=self.rows[fitting:])
        first = self.rows[0]
        if first.height <= page and room < page:
            return None, self
        head, tail = first.split(room)
        return replace(self, rows=(head,)), replace(self, rows=(tail, *self.rows[1:]))


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
        if band.height <= room:
            placed.append(band)
            room -= band.height
            continue
        head, tail = (None, band) if not band.flows and band.height <= page else band.split(room, page)
        yield [*placed, head] if head else placed
        room, placed = page, []
        waiting.insert(0, tail)
    yield placed


class Composer:
    """Turns a form into bands."""

    def __init__(self, typesetter: Typesetter) -> None:
        self._set = typesetter
        self._song, self._hei = typesetter.fonts.song, typesetter.fonts.hei

    def bands(self, form: Form) -> tuple[Band, ...]:
        """The whole form, in reading order."""
        student, employer, superior, college, school = form.opinions
        return (
            *(self._section(section) for section in form.sections),
            self._lines("备注", form.remarks, flows=True),
            self._clauses((form.preamble, *form.articles)),
            Band(None, (self._opinions((student, employer), OPINION),)),
            Band(None, (self._opinions((superior,), OPINION),)),
            Band(None, (self._opinions((college, school), SCHOOL_OPINION),)),
            self._lines("注意事项", tuple(f"{count}. {note}" for count, note in enumerate(form.notes, 1))),
        )

    def _section(self, section: Section) -> Band:
        return Band(self._heading(section.title), tuple(map(self._fields, section.rows)))

    def _fields(self, fields: Fields) -> Row:
        boxes, x = [], LEFT + SIDE
        for cell in fields:
            width = cell.span * COLUMN
            if cell.is_label:
                boxes.append(Box(x, width, self._set.fixed(self._hei, cell.text, width - PAD_X, LABEL), "center"))
            else:
                boxes.append(Box(x, width, self._set.fit(self._song, cell.text, width - 2 * PAD_X, VALUE)))
            x += width
        return Row(tuple(boxes))

    def _lines(self, title: str, texts: tuple[str, ...], *, flows: bool = False) -> Band:
        settings = (self._set.fit(self._song, text, GRID - 2 * PAD_X, TEXT) for text in texts)
        rows = tuple(Row((Box(LEFT + SIDE, GRID, setting),), 0) for setting in settings)
        return Band(self._heading(title), rows, is_ruled=False, flows=flows)

    def _clauses(self, texts: tuple[str, ...]) -> Band:
        settings = (self._set.fixed(self._song, f"　　{text}", BODY - 2 * PAD_X, TEXT) for text in texts)
        return Band(None, tuple(Row((Box(LEFT, BODY, setting),), 0) for setting in settings), is_ruled=False, flows=True)

    def _opinions(self, opinions: tuple[Opinion, ...], least: float) -> Row:
        width = BODY / len(opinions)
        return Row(tuple(self._opinion(opinion, LEFT + at * width, width) for at, opinion in enumerate(opinions)), least)

    def _opinion(self, opinion: Opinion, x: float, width: float) -> Box:
        text = f"{opinion.title}：\n{opinion.text}"
        foot = self._set.fit(self._song, opinion.signature, width - 2 * PAD_X, TEXT)
        room = width - 2 * PAD_X
        return Box(x, width, self._set.fit(self._song, text, room, TEXT), foot=foot, seal=opinion.party == "school")

    def _heading(self, text: str) -> Setting:
        return self._set.fixed(self._hei, text, SIDE - PAD_X, HEADING)
