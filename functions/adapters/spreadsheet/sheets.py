"""The spreadsheets behind the port; openpyxl is imported when the first one is read or written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from functions.domain.roster import Line


class FileSpreadsheets:
    """Spreadsheets as files."""

    def read_lines(self, file: BinaryIO) -> Iterator[Line]:
        """Return the lines of an .xlsx or .csv, told apart by content; raises Refused."""
        from functions.adapters.spreadsheet.reading import read_lines  # noqa: PLC0415 - slow to import

        return read_lines(file)

    def write_csv(self, columns: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
        """Return CSV that no program executes."""
        from functions.adapters.spreadsheet.writing import write_csv  # noqa: PLC0415 - slow to import

        return write_csv(columns, rows)

    def write_xlsx(self, columns: Sequence[str], rows: Iterable[Sequence[str | int | float | date | None]]) -> bytes:
        """Return a workbook that no program executes."""
        from functions.adapters.spreadsheet.writing import write_xlsx  # noqa: PLC0415 - slow to import

        return write_xlsx(columns, rows)

    def roster_template(self) -> bytes:
        """Return the workbook that schools fill in."""
        from functions.adapters.spreadsheet.template import write_roster_template  # noqa: PLC0415 - slow to import

        return write_roster_template()
