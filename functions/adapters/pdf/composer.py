"""From the form as data to bands of settings: which face, which size, how wide.

1. The 8 columns of form-and-codes.md 2.1 are equally wide; a value that does not fit in its lines shrinks step by
   step to 7 pt, then takes more lines.
2. Labels and headings are in the sans face, everything else in the serif one.
3. The place of the school's seal is kept free of text, sealed or not (J10).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from functions.adapters.pdf.layout import BODY, LEFT, PAD_X, SIDE, Band, Box, Row
from functions.adapters.pdf.typeset import ENDLESS
from functions.domain.form import COLUMNS

if TYPE_CHECKING:
    from functions.adapters.pdf.typeset import Setting, Steps, Typesetter
    from functions.domain.form import Form, Opinion, Section
    from functions.domain.form import Row as Fields

GRID = BODY - SIDE
COLUMN = GRID / COLUMNS
OPINION, SCHOOL_OPINION = 30.0, 42.0  # mm
SEAL = 41.0  # the picture's place and that of the words under it, which are wider
VALUE: Steps = ((9.5, 2), (8.0, 3))
LABEL: Steps = ((9.0, 1), (8.0, 1))
HEADING: Steps = ((9.0, 9),)
TEXT: Steps = ((9.5, ENDLESS),)
CLAUSE: Steps = ((10.0, ENDLESS),)


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
        settings = (self._set.fixed(self._song, f"　　{text}", BODY - 2 * PAD_X, CLAUSE) for text in texts)
        rows = tuple(Row((Box(LEFT, BODY, setting),), 0) for setting in settings)
        return Band(None, rows, is_ruled=False, flows=True, turns_page=True)

    def _opinions(self, opinions: tuple[Opinion, ...], least: float) -> Row:
        width = BODY / len(opinions)
        return Row(
            tuple(self._opinion(opinion, LEFT + at * width, width) for at, opinion in enumerate(opinions)), least
        )

    def _opinion(self, opinion: Opinion, x: float, width: float) -> Box:
        is_schools = opinion.party == "school"
        room = width - 2 * PAD_X - (SEAL if is_schools else 0)
        text = self._set.fit(self._song, f"{opinion.title}：\n{opinion.text}", room, TEXT)
        foot = self._set.fit(self._song, opinion.signature, width - 2 * PAD_X, TEXT)
        return Box(x, width, text, foot=foot, has_seal=is_schools)

    def _heading(self, text: str) -> Setting:
        upright = text.replace("（", "\n").replace("）", "\n")  # brackets would stand alone between lines of two
        return self._set.fixed(self._hei, upright, SIDE - PAD_X, HEADING)
