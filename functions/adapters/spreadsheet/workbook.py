"""Workbooks (.xlsx, ISO/IEC 29500), streamed: the first visible sheet.

1. Before anything is unpacked: at most 500 parts and 64 MB in all, by the directory, beyond which no part is ever read.
2. No part may declare a document type: entities are how XML grows without bound.
3. At most 64 columns and a million lines are looked at.
4. Whatever openpyxl stumbles over is one refusal: the file cannot be read.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from datetime import date
from typing import IO, Never
from xml.parsers import expat
from zipfile import ZipFile

import openpyxl

from functions.domain.errors import Refused
from functions.domain.roster import Cell, Line

MOST_UNPACKED = 64 * 1024 * 1024
_MOST_PARTS = 500
_MOST_COLUMNS = 64
_MOST_LINES = 1_048_576


def workbook_lines(file: io.BytesIO) -> Iterator[Line]:
    """Give the lines of the first visible sheet that are not blank; raises ``Refused`` with field ``file``."""
    try:
        with ZipFile(file) as archive:
            _check(archive)
        yield from _lines(file)
    except Refused:
        raise
    except Exception as error:
        raise Refused("workbook_unreadable", field="file") from error


def _check(archive: ZipFile) -> None:
    parts = archive.infolist()
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise Refused("not_a_spreadsheet", field="file")
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused("workbook_too_large", field="file", params={"most": MOST_UNPACKED // 2**20})
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as stream:
                _refuse_document_type(stream)


def _refuse_document_type(stream: IO[bytes]) -> None:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.ParseFile(stream)


def _refuse(*_: object) -> Never:
    raise Refused("workbook_unreadable", field="file")


def _lines(file: io.BytesIO) -> Iterator[Line]:
    with warnings.catch_warnings(action="ignore"):  # about styles and extensions, which are not read
        workbook = openpyxl.load_workbook(file, read_only=True, data_only=True)
    sheet = next(each for each in workbook.worksheets if each.sheet_state == "visible")
    sheet.reset_dimensions()  # some programs write them wrong
    for number, cells in enumerate(sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True), 1):
        if number > _MOST_LINES:
            raise Refused("workbook_too_large", field="file", params={"most": _MOST_LINES})
        if cells.count(None) < len(cells):
            yield number, tuple(map(_cell, cells))


def _cell(value: object) -> Cell:
    return value if value is None or isinstance(value, str | int | float | date) else str(value)
