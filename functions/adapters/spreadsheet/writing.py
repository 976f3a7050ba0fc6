"""Write rows for people to open in Excel or WPS.

1. No text is ever executed (``formulas``), and none is turned into a number: cells of .xlsx are text cells.
2. Numbers stay numbers. Dates are ISO 8601; moments are local and say +08:00 (trap 25).
3. A .csv is UTF-8 with a byte order mark, every text quoted, lines ended by CR LF: what Excel reads without asking.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from functions.adapters.spreadsheet.formulas import guarded, is_executed
from functions.domain.deadlines import local

Value = str | int | float | date | None

_WIDTH = 18
_TEXT = "@"


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Write a header and rows as .csv."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    for row in (columns, *rows):
        writer.writerow([guarded(each) if isinstance(each, str) else each for each in map(shown, row)])
    return target.getvalue().encode("utf-8-sig")


def write_xlsx(columns: Sequence[str], rows: Iterable[Sequence[Value]], *, title: str = "Sheet1") -> bytes:
    """Write a header, which stays in view, and rows as .xlsx."""
    workbook = Workbook(write_only=True)
    fill(workbook.create_sheet(title), columns, rows)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def fill(sheet: Worksheet, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """Write a header and rows into a fresh sheet."""
    sheet.freeze_panes = "A2"
    for at in range(1, len(columns) + 1):
        sheet.column_dimensions[get_column_letter(at)].width = _WIDTH
    sheet.append(list(_cells(sheet, columns, Font(bold=True))))
    for row in rows:
        sheet.append(list(_cells(sheet, row)))


def _cells(sheet: Worksheet, row: Sequence[Value], font: Font | None = None) -> Iterator[Cell]:
    for value in map(shown, row):
        cell = WriteOnlyCell(sheet)
        if isinstance(value, str):
            cell.value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)
            cell.data_type, cell.number_format, cell.quotePrefix = "s", _TEXT, is_executed(value)
        else:
            cell.value = value
        if font:
            cell.font = font
        yield cell


def shown(value: Value) -> str | int | float | None:
    """Write dates and moments out; everything else is shown as it is."""
    if isinstance(value, datetime):
        return local(value).isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date) else value
