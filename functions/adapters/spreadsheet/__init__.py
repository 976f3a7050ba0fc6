"""Spreadsheets in and out: .xlsx and .csv as people send them, told apart by content and never by name.

``read_lines`` gives the rows of an upload, ``write_xlsx`` and ``write_csv`` export rows that no program executes,
``write_roster_template`` makes the file that schools fill in.
"""

from __future__ import annotations

from functions.adapters.spreadsheet.reading import read_lines
from functions.adapters.spreadsheet.template import write_roster_template
from functions.adapters.spreadsheet.writing import write_csv, write_xlsx

__all__ = ["read_lines", "write_csv", "write_roster_template", "write_xlsx"]
