"""The template is a roster that holds once its example is replaced."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from functions.adapters.spreadsheet.reading import read_lines
from functions.adapters.spreadsheet.template import write_roster_template
from functions.domain.errors import Problems
from functions.domain.roster import COLUMNS, parse

TODAY = date(2026, 11, 21)
COLLEGES = {"21": "计算机科学与技术学院"}


def test_the_template_has_every_column_as_text_and_marks_the_required() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(write_roster_template())).worksheets[0]
    headers = [cell.value for cell in sheet[1]]
    assert headers == [column.header + "*" * column.is_required for column in COLUMNS]
    assert {sheet.column_dimensions[cell.column_letter].number_format for cell in sheet[1]} == {"@"}


def test_the_second_sheet_explains_every_column() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(write_roster_template())).worksheets[1]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == [column.header for column in COLUMNS]
    assert all(row[2] and row[3] for row in rows)


def test_the_example_is_no_graduate() -> None:
    with pytest.raises(Problems, match="roster_empty"):
        list(parse(read_lines(io.BytesIO(write_roster_template())), colleges=COLLEGES, today=TODAY))


def test_a_filled_template_is_read() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(write_roster_template()))
    sheet = workbook.worksheets[0]
    sheet.append(["2023210001", *(column.example or None for column in COLUMNS[1:])])
    target = io.BytesIO()
    workbook.save(target)
    (row,) = parse(read_lines(io.BytesIO(target.getvalue())), colleges=COLLEGES, today=TODAY)
    assert (row.line, row.refusals) == (3, ())
    assert row.graduate
    assert row.graduate.id_number == "11010519491231002X"
