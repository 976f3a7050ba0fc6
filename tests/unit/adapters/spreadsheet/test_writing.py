"""Exports are shown, never executed (trap 21), and can be read again."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from functions.adapters.spreadsheet.reading import read_lines
from functions.adapters.spreadsheet.writing import write_csv, write_xlsx
from functions.domain.roster import Cell

DANGEROUS = {
    "a formula": "=1+1",
    "a link": '=HYPERLINK("http://example.org","x")',
    "a command": "=cmd|' /C calc'!A0",
    "a plus": "+1",
    "a minus": "-1+1",
    "an at": "@SUM(1)",
    "a tab": "\t=1",
    "a return": "\r=1",
    "a line end": "\n=1",
    "full-width equals": "＝1+1",
    "full-width plus": "＋1",
    "full-width minus": "－1",
    "full-width at": "＠SUM(1)",
    "blanks before it": "  =1",
    "an ideographic space before it": "\u3000=1",
    "apostrophes before it": "''=1",
}
HARMLESS = {
    "a name": "张三",
    "an equals inside": "a=b",
    "an apostrophe": "'tis",
    "nothing": "",
    "HTML": "<b>",
    "1-2": "1-2",
}


@pytest.mark.parametrize("text", DANGEROUS.values(), ids=DANGEROUS.keys())
def test_trap_21_csv_puts_an_apostrophe_before_what_would_be_executed(text: str) -> None:
    content = write_csv([text], [[text]]).decode("utf-8-sig")
    quoted = "\"'" + text.replace('"', '""') + '"'
    assert content == f"{quoted}\r\n{quoted}\r\n"


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS.keys())
def test_csv_leaves_the_rest_alone(text: str) -> None:
    assert write_csv(["a"], [[text]]).decode("utf-8-sig") == f'"a"\r\n"{text}"\r\n'


@pytest.mark.parametrize("text", DANGEROUS.values(), ids=DANGEROUS.keys())
def test_trap_21_xlsx_marks_text_as_text(text: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx([text], [[text]]))).active
    for row in sheet.iter_rows():
        assert [(cell.data_type, bool(cell.quotePrefix), cell.number_format) for cell in row] == [("s", True, "@")]


def test_numbers_stay_numbers_and_moments_say_their_zone() -> None:
    row = [-5, -5.5, None, date(2027, 6, 30), datetime(2026, 11, 21, 16, tzinfo=UTC)]
    columns = list("abcde")
    written = '-5,-5.5,"","2027-06-30","2026-11-22 00:00:00+08:00"\r\n'
    assert write_csv(columns, [row]).decode("utf-8-sig").endswith(written)
    (_, cells) = list(read_lines(io.BytesIO(write_xlsx(columns, [row]))))[1]
    assert cells[:5] == (-5, -5.5, None, "2027-06-30", "2026-11-22 00:00:00+08:00")


def test_csv_begins_with_a_byte_order_mark() -> None:
    assert write_csv(["学号"], []).startswith(b"\xef\xbb\xbf")


def test_xlsx_replaces_characters_that_xml_cannot_hold() -> None:
    lines = list(read_lines(io.BytesIO(write_xlsx(["a"], [["\x01b"]]))))
    assert lines[1][1][0] == "\ufffdb"


# Cells as they are after cleaning: no lone carriage returns, no control characters, no blanks at the ends.
CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).map(str.strip) | st.sampled_from(
    [*DANGEROUS.values(), *HARMLESS.values()]
).map(str.strip)
ROWS = st.lists(st.lists(CELLS, min_size=2, max_size=2).filter(any), max_size=5)


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
@example(rows=[[";", ";"]])
@given(rows=ROWS)
@settings(max_examples=60)
def test_what_is_written_is_read_again(write: Callable[..., bytes], rows: list[list[str]]) -> None:
    lines = list(read_lines(io.BytesIO(write(["学号", "姓名"], rows))))
    expected: list[tuple[Cell, ...]] = [("学号", "姓名"), *(tuple(cell or None for cell in row) for row in rows)]
    assert [cells[:2] for _, cells in lines] == expected
    assert [number for number, _ in lines] == list(range(1, len(rows) + 2))
