"""The press: from `Paper` to PDF (issue 2, section 5; J07, J10, J11).

1. One copy is one file: PDF/A-3u with the token, the canonical record and the status at issuing attached
   (verification.md 7).
2. A batch is one file for the printer: the same pages, nothing attached, since it holds many people's agreements.
   Each copy begins on a new leaf, so that it may be printed on both sides.
3. Beside the code stand host, number, day of issue, edition and copy, and the check code; every further page repeats
   title and number, and every page's foot says which copy it belongs to (verification.md 1).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from functions.adapters.pdf.composer import Composer
from functions.adapters.pdf.drawing import Pen
from functions.adapters.pdf.layout import BODY, LEFT, paginate
from functions.adapters.pdf.qr import MODULE, symbol
from functions.adapters.pdf.sheet import Sheet
from functions.adapters.pdf.typeset import ENDLESS, Typesetter
from functions.domain.form import compose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from functions.adapters.pdf.fonts import Fonts
    from functions.adapters.pdf.typeset import Setting, Steps
    from functions.domain.form import Form
    from functions.domain.paper import Paper

TOP, BOTTOM = 13.0, 284.0  # mm
RUNNING = 8.0  # two lines: the title of a school with a long name takes both
GAP = 3.0
PAGE_NOTE = 30.0
TITLE: Steps = ((17.0, 1), (15.0, 2), (12.0, 3), (10.0, ENDLESS))
WORDS: Steps = ((9.5, 1), (8.0, 2))


class FormPrinter:
    """Prints agreements; keeps the fonts and the form's fixed texts between documents."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._set = Typesetter(fonts)
        self._composer = Composer(self._set)

    def render(self, paper: Paper) -> bytes:
        """One copy as PDF/A-3u; the same paper gives the same bytes. `LookupError` for a character that no font has."""
        sheet = Sheet(self._fonts, f"{_title(paper)} {paper.record['number']} {paper.mark}", _moment(paper))
        self._print(sheet, paper)
        _attach(sheet, paper)
        return sheet.finish()

    def render_many(self, papers: Iterable[Paper], progress: Callable[[int], None] = lambda _done: None) -> bytes:
        """Many copies as one file for the printer; `progress` hears how many are done. `ValueError` for none."""
        sheet = None
        for done, paper in enumerate(papers, 1):
            sheet = sheet or Sheet(self._fonts, f"{_title(paper)} 批量打印", _moment(paper))
            if sheet.pages_count % 2:
                sheet.add_page()
            self._print(sheet, paper)
            progress(done)
        if sheet is None:
            raise ValueError("no papers to print")
        return sheet.finish()

    def _print(self, sheet: Sheet, paper: Paper) -> None:
        form, pen = compose(paper.record, paper.holders), Pen(sheet, self._set, paper.seal)
        code = symbol(paper.url, paper.quartile)
        room = BODY - code.side * MODULE - GAP
        words = self._words(form, paper, room)
        opening = GAP + max(code.side * MODULE, sum(word.height for word in words) + 2 * GAP)
        pages = list(paginate(self._composer.bands(form), BOTTOM - TOP - opening, BOTTOM - TOP - RUNNING))
        for number, bands in enumerate(pages, 1):
            sheet.add_page()
            if number == 1:
                _write_words(sheet, words, room)
                sheet.code(code, LEFT + BODY - code.side * MODULE, TOP)
            else:
                pen.note(f"{form.title}    编号：{form.number}", TOP)
            y = TOP + (opening if number == 1 else RUNNING)
            for band in bands:
                pen.band(band, y)
                y += band.height
            pen.note(f"编号 {form.number}  {paper.mark}（{paper.holder}）  校验码 {paper.check_code}", BOTTOM + 1)
            pen.note(f"第{number}页 / 共{len(pages)}页", BOTTOM + 1, "right", PAGE_NOTE)

    def _words(self, form: Form, paper: Paper, room: float) -> tuple[Setting, ...]:
        code = f"{paper.check_code[:4]} {paper.check_code[4:]}"
        words = (
            f"编号：{form.number}    签发日期：{paper.issued}",
            f"{paper.mark}    本份由{paper.holder}保存",
            f"核验网址：{urlsplit(paper.url).netloc}",
            f"校验码：{code}",
        )
        title = self._set.fit(self._fonts.hei, form.title, room, TITLE)
        return title, *(self._set.fit(self._fonts.song, word, room, WORDS) for word in words)


def _write_words(sheet: Sheet, words: tuple[Setting, ...], room: float) -> None:
    y = TOP + GAP
    for number, setting in enumerate(words):
        sheet.write_lines(setting, LEFT, y, room, "left" if number else "center")
        y += setting.height + (0 if number else GAP)


def _attach(sheet: Sheet, paper: Paper) -> None:
    sheet.attach("record.cbor", paper.record_bytes, "application/cbor", "Source", "协议的规范记录")
    if paper.status_snapshot is not None:
        sheet.attach(
            "status.cwt", paper.status_snapshot, "application/statuslist+cwt", "Supplement", "签发时的状态列表"
        )
    sheet.attach("token.cose", paper.token, "application/cose", "Supplement", "二维码所载的签名")


def _title(paper: Paper) -> str:
    return f"{paper.record['school']['name']}{paper.record['cohort']}届毕业生就业协议书"


def _moment(paper: Paper) -> datetime:
    return datetime.fromtimestamp(paper.record["signed_at"], UTC)
