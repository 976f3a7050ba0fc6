"""The template of the roster: a sheet to fill in, with an example, and a sheet that explains each column.

Every column is text from the start, so that Excel keeps all 18 digits of an ID number.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from functions.domain.codes import table
from functions.domain.roster import COLUMNS, MOST_ROWS, Column

_CHOICES = ("id_kind", "gender", "degree", "training_mode", "political_status")
_EXPLAINED = ("列名 Column", "必填 Required", "填写说明", "Meaning", "示例 Example")


def write_roster_template() -> bytes:
    """Write the template that schools download, as .xlsx."""
    workbook = Workbook()
    roster = workbook.active
    assert isinstance(roster, Worksheet)  # noqa: S101 - a new workbook has one sheet
    roster.title = "毕业生名单"
    _fill_roster(roster)
    _explain(workbook.create_sheet("填写说明"))
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def _fill_roster(sheet: Worksheet) -> None:
    sheet.freeze_panes = "C2"
    _append(sheet, [f"{column.header}{'*' if column.is_required else ''}" for column in COLUMNS], Font(bold=True))
    _append(sheet, [column.example for column in COLUMNS], Font(italic=True, color="808080"))
    for at, column in enumerate(COLUMNS, 1):
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = max(12, len(column.example) + 6)
        sheet.column_dimensions[letter].number_format = "@"
        if column.field in _CHOICES:
            _offer(sheet, column, f"{letter}3:{letter}{MOST_ROWS + 2}")


def _offer(sheet: Worksheet, column: Column, cells: str) -> None:
    """Offer the labels of a code table; other names and codes may still be typed."""
    labels = ",".join(row.label for row in table(column.field).codes)
    choices = DataValidation(type="list", formula1=f'"{labels}"', allow_blank=True, showErrorMessage=False)
    choices.add(cells)
    sheet.add_data_validation(choices)


def _explain(sheet: Worksheet) -> None:
    _append(sheet, _EXPLAINED, Font(bold=True))
    for column in COLUMNS:
        required = "是 yes" if column.is_required else "否 no"
        _append(sheet, [column.header, required, column.meaning, column.english, column.example])
    for letter, width in zip("ABCDE", (16, 14, 44, 44, 32), strict=True):
        sheet.column_dimensions[letter].width = width


def _append(sheet: Worksheet, texts: Sequence[str], font: Font | None = None) -> None:
    sheet.append(list(texts))
    for cell in sheet[sheet.max_row]:
        cell.number_format = "@"
        if font:
            cell.font = font
