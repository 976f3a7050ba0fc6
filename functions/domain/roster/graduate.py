"""One graduate of the roster: what each field may hold.

1. Labels are looked up in the code tables; a school's college by its code or its name.
2. A number that a spreadsheet has rounded or written as 4.4E+17 is refused, never guessed back.
3. Years are plausible on the day of the import, and nobody graduates before entering.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from functions.domain import text
from functions.domain.codes import table
from functions.domain.codes.regions import full_name
from functions.domain.cohorts import YEARS_AHEAD, YEARS_BACK
from functions.domain.errors import Refused
from functions.domain.identifiers import parse_residence_permit, parse_resident_id, parse_travel_document

Cell = str | int | float | date | None
Parser = Callable[[object, str], object]

_EXACT = 10**15  # a spreadsheet keeps 15 digits of a number
_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?[eE]\+?[0-9]{1,3}")
_FAILED_FORMULA = re.compile(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)")


@dataclass(frozen=True, kw_only=True)
class Graduate:
    """A row that holds: texts cleaned, labels those of the code tables, a blank optional field ``""``.

    ``college`` is the code, ``id_kind`` a code of the table of that name, ``duration`` in years ("4", "2.5").
    """

    number: str
    name: str
    id_number: str
    gender: str
    college: str
    major: str
    degree: str
    training_mode: str
    cohort: int
    id_kind: str = "resident_id"
    ethnicity: str = ""
    political_status: str = ""
    class_name: str = ""
    duration: str = ""
    entry_year: int | None = None
    phone: str = ""
    email: str = ""
    origin: str = ""
    address: str = ""
    qq: str = ""
    agreement_number: str = ""
    plan: str = ""


def as_typed(cell: Cell, field: str) -> str:
    """Give back what was typed into a cell, blank for an empty one; raises ``Refused`` where it is lost."""
    if isinstance(cell, bool):
        raise Refused("not_text", field=field)
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    number = int(cell) if isinstance(cell, float) and cell.is_integer() else cell
    written = "" if number is None else str(number).strip()
    if _SCIENTIFIC.fullmatch(written) or (isinstance(number, int) and abs(number) >= _EXACT):
        raise Refused("number_lost_digits", field=field)
    if _FAILED_FORMULA.fullmatch(written):
        raise Refused("formula_failed", field=field)
    return written


class Fields:
    """What the fields of one school's roster may hold on one day."""

    def __init__(self, colleges: Mapping[str, str], today: date) -> None:
        self._colleges = {name: code for code, name in colleges.items()} | {code: code for code in colleges}
        self._today = today
        self._parsers: dict[str, Parser] = _PARSERS | {
            "college": self._college,
            "entry_year": self._year,
        }

    def parse(self, field: str, typed: str, earlier: Mapping[str, object]) -> object:
        """Read one field; ``earlier`` holds the row's fields to its left in the template. Raises ``Refused``."""
        if field == "id_number":
            return self._id_number(typed, earlier.get("id_kind", "resident_id"))
        if field == "cohort":
            return self._cohort(typed, earlier.get("entry_year"))
        return self._parsers[field](typed, field)

    def _college(self, typed: object, field: str) -> str:
        code = self._colleges.get(text.line(typed, field))
        if code is None:
            raise Refused("college_unknown", field=field)
        return code

    def _id_number(self, typed: str, kind: object) -> str:
        if kind == "resident_id":
            return parse_resident_id(typed, today=self._today)
        if kind == "residence_permit":
            return parse_residence_permit(typed, today=self._today)
        return parse_travel_document(typed)

    def _year(self, typed: object, field: str) -> int:
        digits = re.sub(r"(?<=[0-9]{4})( ?[年届级]|-[0-9]{2}-[0-9]{2})$", "", str(typed).strip())
        this_year = self._today.year
        return text.whole_number(digits, field, least=this_year - YEARS_BACK, most=this_year + YEARS_AHEAD)

    def _cohort(self, typed: str, entry_year: object) -> int:
        cohort = self._year(typed, "cohort")
        if isinstance(entry_year, int) and cohort < entry_year:
            raise Refused("cohort_before_entry", field="cohort")
        return cohort


def _matching(pattern: str, refusal: str, *, most: int = 40) -> Parser:
    shape = re.compile(pattern)

    def parse(typed: object, field: str) -> str:
        written = text.ascii_line(typed, field, most=most)
        if not shape.fullmatch(written):
            raise Refused(refusal, field=field)
        return written

    return parse


def _label(name: str) -> Parser:
    return lambda typed, field: table(name).find(text.line(typed, field), field).label


def _id_kind(typed: object, field: str) -> str:
    return table("id_kind").find(text.line(typed, field), field).code


def _origin(typed: object, field: str) -> str:
    place = text.line(typed, field)
    return full_name(place, field) if re.fullmatch(r"[0-9]{6}", place) else place


_PARSERS: dict[str, Parser] = {
    "number": _matching(r"[A-Za-z0-9](?:[A-Za-z0-9-]{2,18}[A-Za-z0-9])", "student_number"),
    "name": text.person_name,
    "id_kind": _id_kind,
    **{name: _label(name) for name in ("gender", "ethnicity", "political_status", "degree", "training_mode")},
    "major": partial(text.line, most=60),
    "class_name": partial(text.line, most=40),
    "plan": partial(text.line, most=20),
    "duration": _matching(r"[1-9](?:\.5)?|10", "duration"),
    "phone": text.mobile,
    "email": text.email,
    "origin": _origin,
    "address": partial(text.line, most=120),
    "qq": _matching(r"[1-9][0-9]{4,11}", "qq"),
    "agreement_number": _matching(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?", "agreement_number"),
}
