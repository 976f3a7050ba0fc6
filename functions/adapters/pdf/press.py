"""The press: from `Paper` to PDF (issue 2, section 5; J07, J10, J11).

1. One copy is one file: PDF/A-3u with the token, the canonical record and the status at issuing attached (verification.md 7).
2. A batch is one file for the printer: the same pages, nothing attached, since it holds many people's agreements.
3. The words beside the code: host, number, edition and copy, check code (verification.md 1).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from functions.adapters.pdf.layout import BODY, LEFT, PAD_X, PAD_Y, SIDE, Composer, paginate
from functions.adapters.pdf.qr import MODULE, symbol
from functions.adapters.pdf.sheet import Sheet
from functions.adapters.pdf.typeset import ENDLESS, Typesetter
from functions.domain.form import compose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from functions.adapters.pdf.fonts import Fonts
    from functions.adapters.pdf.layout import Band, Box, Row
    from functions.adapters.pdf.typeset import Steps
    from functions.domain.form import Form
    from functions.domain.paper import Paper

TOP, BOTTOM, PAGE = 13.0, 284.0, 297.0  # mm
RUNNING = 6.0
RULE = 0.2
SEAL = 28.0
SEAL_NOTE = "电子章图样（以平台核验为准）"
TITLE: Steps = ((17.0, 1), (15.0, 2), (12.0, 3), (10.0, ENDLESS))
WORDS: Steps = ((9.0, 1), (8.0, 2))
SMALL: Steps = ((7.5, 1),)


class FormPrinter:
    """Prints agreements; keeps the fonts and the form's fixed texts between documents."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._set = Typesetter(fonts)
        self._composer = Composer(self._set)

    def render(self, paper: Paper) -> bytes:
        """One copy as PDF/A-3u; the same paper gives the same bytes. `LookupError` for a character that no font has."""
        sheet = Sheet(self._fonts, f"{paper.record['number']} {paper.mark}", _moment(paper))
        self._print(sheet, paper)
        _attach(sheet, paper)
        return sheet.finish()

    def render_many(self, papers: Iterable[Paper], progress: Callable[[int], None] = lambda _done: None) -> bytes:
        """Many copies as one file for the printer; `progress` hears the number of copies done. `ValueError` for none."""
        sheet = None
        for done, paper in enumerate(papers, 1):
            sheet = sheet or Sheet(self._fonts, "就业协议书批量打印", _moment(paper))
            self._print(sheet, paper)
            progress(done)
        if sheet is None:
            message = "no papers to print"
            raise ValueError(message)
        return sheet.finish()

    def _print(self, sheet: Sheet, paper: Paper) -> None:
        form = compose(paper.record, paper.holders)
        code = symbol(paper.url, paper.quartile)
        opening = max(code.side * MODULE, 40.0)
        bands = self._composer.bands(form)
        pages = list(paginate(bands, BOTTOM - TOP - opening, BOTTOM - TOP - RUNNING))
        for number, placed in enumerate(pages, 1):
            sheet.add_page()
            if number == 1:
                self._open(sheet, form, paper)
                sheet.code(code, LEFT + BODY - code.side * MODULE, TOP)
            else:
                self._write(sheet, f"{form.title}    编号：{form.number}", LEFT, TOP, BODY)
            y = TOP + (opening if number == 1 else RUNNING)
            for band in placed:
                self._band(sheet, band, y, paper)
                y += band.height
            self._foot(sheet, form, paper, f"第{number}页 / 共{len(pages)}页")

    def _open(self, sheet: Sheet, form: Form, paper: Paper) -> None:
        width = BODY - 40
        title = self._set.fit(self._fonts.hei, form.title, width, TITLE)
        sheet.write_lines(title, LEFT, TOP + 2, width, "center")
        y = TOP + 4 + title.height
        for line in _words(form, paper):
            setting = self._set.fit(self._fonts.song, line, width, WORDS)
            sheet.write_lines(setting, LEFT, y, width)
            y += setting.height

    def _foot(self, sheet: Sheet, form: Form, paper: Paper, page: str) -> None:
        line = f"编号 {form.number}  {paper.mark}（{paper.holder}）  校验码 {paper.check_code}"
        self._write(sheet, line, LEFT, BOTTOM + 1, BODY)
        self._write(sheet, page, LEFT, BOTTOM + 1, BODY, "right")

    def _write(self, sheet: Sheet, text: str, x: float, y: float, width: float, align: str = "left") -> None:
        sheet.write_lines(self._set.fit(self._fonts.song, text, width, SMALL), x, y, width, align)

    def _band(self, sheet: Sheet, band: Band, y: float, paper: Paper) -> None:
        sheet.set_line_width(RULE)
        sheet.rect(LEFT, y, BODY, band.height)
        if band.heading:
            sheet.line(LEFT + SIDE, y, LEFT + SIDE, y + band.height)
            middle = y + (band.height - band.heading.height) / 2
            sheet.write_lines(band.heading, LEFT, middle, SIDE, "center")
        for number, row in enumerate(band.rows):
            if number and band.is_ruled:
                sheet.line(LEFT + (SIDE if band.heading else 0), y, LEFT + BODY, y)
            self._row(sheet, row, y, paper)
            y += row.height

    def _row(self, sheet: Sheet, row: Row, y: float, paper: Paper) -> None:
        for number, box in enumerate(row.boxes):
            if number:
                sheet.line(box.x, y, box.x, y + row.height)
            if box.seal and paper.seal:
                self._seal(sheet, box, y, paper.seal)
            top = y + PAD_Y if box.foot else y + (row.height - box.text.height) / 2
            sheet.write_lines(box.text, box.x + PAD_X, top, box.width - 2 * PAD_X, box.align)
            if box.foot:
                bottom = y + row.height - box.foot.height - PAD_Y
                sheet.write_lines(box.foot, box.x + PAD_X, bottom, box.width - 2 * PAD_X, "right")

    def _seal(self, sheet: Sheet, box: Box, y: float, seal: bytes) -> None:
        x = box.x + box.width - SEAL - 4
        sheet.picture(seal, x, y + 2, SEAL)
        self._write(sheet, SEAL_NOTE, box.x, y + SEAL + 2.5, box.width - 2 * PAD_X, "right")


def _words(form: Form, paper: Paper) -> tuple[str, ...]:
    code = f"{paper.check_code[:4]} {paper.check_code[4:]}"
    return (
        f"编号：{form.number}",
        f"{paper.mark}    本份由{paper.holder}保存",
        f"核验网址：{urlsplit(paper.url).netloc}",
        f"校验码：{code}",
    )


def _attach(sheet: Sheet, paper: Paper) -> None:
    sheet.attach("record.cbor", paper.record_bytes, "application/cbor", "Source", "协议的规范记录")
    if paper.status_snapshot is not None:
        sheet.attach("status.cwt", paper.status_snapshot, "application/statuslist+cwt", "Supplement", "签发时的状态列表")
    sheet.attach("token.cose", paper.token, "application/cose", "Supplement", "二维码所载的签名")


def _moment(paper: Paper) -> datetime:
    return datetime.fromtimestamp(paper.record["signed_at"], UTC)
