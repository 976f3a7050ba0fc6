"""Code tables as data: one JSON file a table, each with its source (form-and-codes.md 2.5).

1. No rule of the code depends on a code: a table is looked up by label, by another name in use, or by code.
2. A table has editions by graduation year; the newest one that is not younger than the graduate's year holds.
3. What is printed and stored is the label; a code belongs to the system that one reports to.

The files are part of the code: they are read once and never change while it runs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from functions.domain.errors import Refused

NAMES = (
    "degree",
    "destination",
    "employer_nature",
    "ethnicity",
    "gender",
    "id_kind",
    "industry",
    "political_status",
    "training_mode",
)


@dataclass(frozen=True)
class Code:
    """One row: the code, what is printed, its English, and other names in use."""

    code: str
    label: str
    english: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One edition of a table, in the order in which people choose from it."""

    name: str
    title: str
    codes: tuple[Code, ...]

    @cached_property
    def _by_name(self) -> dict[str, Code]:
        named = {other: row for row in self.codes for other in row.also}
        return named | {row.code: row for row in self.codes} | {row.label: row for row in self.codes}

    def find(self, typed: str, field: str) -> Code:
        """Find a row by label, other name or code; raises ``Refused`` ``not_in_table``, which names the table."""
        row = self._by_name.get(typed.strip())
        if row is None:
            raise Refused("not_in_table", field=field, params={"table": self.title})
        return row


@cache
def table(name: str, year: int | None = None) -> Table:
    """Load the edition of a table for a graduation year, the newest without one; ``LookupError`` if there is none."""
    source = json.loads((files(__package__) / f"{name}.json").read_text("utf-8"))
    editions = [each for each in source["editions"] if year is None or each["since"] <= year]
    if not editions:
        raise LookupError(f"{name} has no edition for {year}")
    newest = max(editions, key=lambda edition: int(edition["since"]))
    return Table(name, source["title"], tuple(_code(row) for row in newest["codes"]))


def _code(row: dict[str, str | list[str]]) -> Code:
    return Code(str(row["code"]), str(row["label"]), str(row["english"]), tuple(row.get("also", ())))
