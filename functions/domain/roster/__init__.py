"""The roster of graduates that a school imports (B03, B08): its columns, and what each row says.

1. The header row is found by its names; a title above it does not matter. A missing, unknown or repeated column stops
   the whole file: a shifted column must never become somebody's record.
2. Every other fault belongs to one row and names line, column and rule; the rows after it are still read.
3. A student number, an ID number and an agreement number occur once in a file; a repetition names the first line.
4. No refusal repeats what a cell holds: it may be an ID number in the wrong column.
5. Rows are read one by one and never kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from functions.domain.errors import Problems, Refused
from functions.domain.roster.columns import BY_HEADER, COLUMNS, SAMPLE_MARK, Column, column_letters
from functions.domain.roster.graduate import Cell, Fields, Graduate, as_typed

__all__ = ["COLUMNS", "MOST_ROWS", "Cell", "Column", "Graduate", "Line", "Row", "parse"]

Line = tuple[int, tuple[Cell, ...]]

MOST_ROWS = 10_000
_HEADER_WITHIN = 20
_UNIQUE = ("number", "id_number", "agreement_number")


@dataclass(frozen=True)
class Row:
    """One line of the file: a graduate, or what is wrong with it; never both.

    Each refusal has the field of ``Graduate`` and, in ``params``, ``line``, ``column`` (its letter) and ``header``.
    """

    line: int
    graduate: Graduate | None
    refusals: tuple[Refused, ...] = ()


def parse(lines: Iterable[Line], *, colleges: Mapping[str, str], today: date) -> Iterator[Row]:
    """Read the lines of a sheet (number from 1, cells) one by one; ``colleges`` maps codes to names.

    Raises ``Problems`` at once when the columns are wrong, and while reading when there are no rows or too many.
    """
    remaining = iter(lines)
    sheet = _Sheet(_columns(remaining), Fields(colleges, today))
    return sheet.rows(remaining)


def _columns(lines: Iterator[Line]) -> list[tuple[int, Column]]:
    """Find the header row and say where each column is, in the order of the template."""
    for _, cells in islice(lines, _HEADER_WITHIN):
        headers = {at: header for at, cell in enumerate(cells) if (header := _header(cell))}
        if {"number", "name"} <= {BY_HEADER[each].field for each in headers.values() if each in BY_HEADER}:
            return _checked(headers)
    raise Problems([Refused("roster_header_missing", rule="B03")])


def _header(cell: Cell) -> str:
    """Write a header without blanks, stars and what stands in brackets."""
    return re.sub(r"\(.*?\)|[\s*]", "", unicodedata.normalize("NFKC", str(cell or "")))


def _checked(headers: dict[int, str]) -> list[tuple[int, Column]]:
    refusals, places = [], dict[Column, int]()
    for at, header in headers.items():
        column = BY_HEADER.get(header)
        if column is None:
            refusals.append(_of_column("roster_column_unknown", header[:20], at))
        elif column in places:
            refusals.append(_of_column("roster_column_repeated", column.header, at))
        else:
            places[column] = at
    missing = [column.header for column in COLUMNS if column.is_required and column not in places]
    refusals += [Refused("roster_column_missing", rule="B03", params={"header": header}) for header in missing]
    if refusals:
        raise Problems(refusals)
    return [(places[column], column) for column in COLUMNS if column in places]


def _of_column(code: str, header: str, at: int) -> Refused:
    return Refused(code, rule="B03", params={"header": header, "column": column_letters(at)})


@dataclass(slots=True)
class _Sheet:
    columns: list[tuple[int, Column]]
    fields: Fields
    seen: dict[str, dict[object, int]] = field(default_factory=lambda: {name: {} for name in _UNIQUE})

    def rows(self, lines: Iterator[Line]) -> Iterator[Row]:
        count = 0
        for line, cells in lines:
            if self._holds_nothing(cells):
                continue
            count += 1
            if count > MOST_ROWS:
                raise Problems([Refused("roster_too_long", rule="B03", params={"most": MOST_ROWS})])
            yield self._row(line, cells)
        if not count:
            raise Problems([Refused("roster_empty", rule="B03")])

    def _holds_nothing(self, cells: tuple[Cell, ...]) -> bool:
        """Tell a blank line, and the template's own example."""
        number = next(str(_cell(cells, at)) for at, column in self.columns if column.field == "number")
        return number.strip().startswith(SAMPLE_MARK) or all(str(cell or "").strip() == "" for cell in cells)

    def _row(self, line: int, cells: tuple[Cell, ...]) -> Row:
        values: dict[str, Any] = {}
        refusals = []
        for at, column in self.columns:
            try:
                self._read(column, _cell(cells, at), values)
                self._check_repetition(column, values, line)
            except Refused as refused:
                refusals.append(_placed(refused, line, at, column))
        return Row(line, None, tuple(refusals)) if refusals else Row(line, Graduate(**values))

    def _read(self, column: Column, cell: Cell, values: dict[str, Any]) -> None:
        values[column.field] = None  # what is refused says nothing about its neighbours
        typed = as_typed(cell, column.field)
        if typed or column.is_required:
            values[column.field] = self.fields.parse(column.field, typed, values)
        else:
            del values[column.field]

    def _check_repetition(self, column: Column, values: dict[str, Any], line: int) -> None:
        if column.field in self.seen and column.field in values:
            first = self.seen[column.field].setdefault(values[column.field], line)
            if first != line:
                raise Refused("repeated_in_file", field=column.field, params={"first_line": first})


def _cell(cells: tuple[Cell, ...], at: int) -> Cell:
    return cells[at] if at < len(cells) else None


def _placed(refused: Refused, line: int, at: int, column: Column) -> Refused:
    place: dict[str, str | int] = {"line": line, "column": column_letters(at), "header": column.header}
    return Refused(refused.code, field=column.field, rule=refused.rule or "B03", params={**refused.params, **place})
