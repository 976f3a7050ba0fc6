"""The form drawn with ReportLab: the same cells, clauses, boxes and code. It has no PDF/A and no attachments here.

What can be kept between documents is kept: the parsed fonts and the paragraph styles.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

from functions.adapters.pdf.qr import MODULE, Symbol, symbol
from functions.domain.form import Form, Opinion, Section, compose
from functions.domain.paper import Paper

GRID = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
SONG = ParagraphStyle("song", fontName="song", fontSize=9.5, leading=12.5, wordWrap="CJK")
HEI = ParagraphStyle("hei", fontName="hei", fontSize=9, leading=12, wordWrap="CJK", alignment=1)
TITLE = ParagraphStyle("title", parent=HEI, fontSize=17, leading=24)
CLAUSE = ParagraphStyle("clause", parent=SONG, fontSize=10, leading=13.2, firstLineIndent=20)


class Code(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """The QR as one path."""

    def __init__(self, code: Symbol) -> None:
        super().__init__()
        self._code, self.width, self.height = code, code.side * MODULE * mm, code.side * MODULE * mm

    def draw(self) -> None:
        """Fill the dark modules."""
        self.canv.scale(MODULE * mm, MODULE * mm)
        path = self.canv.beginPath()
        for column, row, width in self._code.bars():
            path.rect(column, self._code.side - row - 1, width, 1)
        self.canv.drawPath(path, stroke=0, fill=1)


class ReportLabForm:
    """Draws papers."""

    def __init__(self, folder: Path) -> None:
        for name in ("song", "hei"):
            pdfmetrics.registerFont(TTFont(name, folder / f"{name}.ttf"))

    def render(self, paper: Paper) -> bytes:
        """One copy."""
        form, target = compose(paper.record, paper.holders), BytesIO()
        document = SimpleDocTemplate(target, pagesize=A4, leftMargin=15 * mm, rightMargin=15 * mm, topMargin=13 * mm)

        def foot(canvas: Canvas, _document: object) -> None:
            canvas.setFont("song", 7.5)
            canvas.drawString(15 * mm, 10 * mm, f"编号 {form.number} {paper.mark} 校验码 {paper.check_code}")

        document.build(_story(form, paper), onFirstPage=foot, onLaterPages=foot)
        return target.getvalue()


def _story(form: Form, paper: Paper) -> list[Flowable]:
    words = (f"编号：{form.number}", f"{paper.mark} 本份由{paper.holder}保存", f"校验码：{paper.check_code}")
    opening = [[Paragraph(form.title, TITLE), *(Paragraph(word, SONG) for word in words)], Code(symbol(paper.url, "M"))]
    return [
        Table([opening], colWidths=[145 * mm, 35 * mm]),
        *map(_section, form.sections),
        _lines("备注", form.remarks),
        PageBreak(),
        *(Paragraph(text, CLAUSE) for text in (form.preamble, *form.articles)),
        *map(_opinion, form.opinions),
        _lines("注意事项", form.notes),
    ]


def _section(section: Section) -> Table:
    rows, spans = [], [("SPAN", (0, 0), (0, len(section.rows) - 1))]
    for line, row in enumerate(section.rows):
        cells = [Paragraph(section.title if line == 0 else "", HEI)]
        for cell in row:
            spans.append(("SPAN", (len(cells), line), (len(cells) + cell.span - 1, line)))
            cells += [Paragraph(cell.text, HEI if cell.is_label else SONG), *[""] * (cell.span - 1)]
        rows.append(cells)
    return Table(rows, colWidths=[9 * mm, *[171 / 8 * mm] * 8], style=TableStyle(spans, parent=GRID))


def _lines(title: str, texts: tuple[str, ...]) -> Table:
    cells = [Paragraph(title, HEI), [Paragraph(text, SONG) for text in texts]]
    return Table([cells], colWidths=[9 * mm, 171 * mm], style=GRID)


def _opinion(opinion: Opinion) -> Table:
    cell = [Paragraph(text, SONG) for text in (f"{opinion.title}：", opinion.text, opinion.signature)]
    return Table([[cell]], colWidths=[180 * mm], rowHeights=[30 * mm], style=GRID)
