"""Reading what is typed about a unit: its code, or why it has none (decision 15), and its place."""

from __future__ import annotations

from typing import Any

from functions.domain import text
from functions.domain.codes.regions import full_name
from functions.domain.employer import CodePath, Employer
from functions.domain.errors import Refused
from functions.domain.identifiers import parse_uscc
from functions.domain.parties import EmployerParty
from functions.web.fields import Parser, choice, line, nested, of_table, optional

_REGION_DIGITS = 6
# One letter would list whoever begins with it.
_LEAST_LETTERS = 2
CODE_PATH = optional(choice(CodePath, CodePath.MILITARY, CodePath.FOREIGN), CodePath.NONE)


def uscc(typed: object, field: str) -> str:
    """Read a 统一社会信用代码."""
    return parse_uscc(text.ascii_line(typed, field, most=40), field=field)


def no_uscc(typed: object, field: str) -> str:
    """Require that a unit which says that it has no code gives none."""
    if typed:
        raise Refused("uscc_and_code_path", field=field, rule="decision 15")
    return ""


def location(typed: object, field: str) -> str:
    """Read a place: a code of GB/T 2260 is written out, anything else stands as typed."""
    place = text.line(typed, field, most=60)
    return full_name(place, field) if len(place) == _REGION_DIGITS and place.isascii() and place.isdigit() else place


def beginning(typed: object, field: str) -> str:
    """Read the beginning of a unit's name, as one types it (C09)."""
    begins = line(60)(typed, field)
    if len(begins) < _LEAST_LETTERS:
        raise Refused("too_short", field=field, rule="C09", params={"least": _LEAST_LETTERS})
    return begins


def in_library(one: Employer) -> dict[str, str]:
    """Return what a licence says of a unit; who recruits for it, and how to reach them, is not everybody's to know."""
    names = ("name", "code_path", "uscc", "nature", "industry", "location", "address", "postcode")
    return {name: str(getattr(one, name)) for name in names}


def described(path: object) -> dict[str, Parser[Any]]:
    """Return the parsers of what a unit says about itself; `path` says whether there is a code to check."""
    is_foreign = path == CodePath.FOREIGN
    return {
        "name": line(60), "code_path": CODE_PATH, "uscc": no_uscc if path else uscc,
        "nature": of_table("employer_nature"), "industry": of_table("industry"), "location": location,
        "address": line(100), "postcode": optional(text.postcode, "") if is_foreign else text.postcode,
        "contact": text.person_name, "phone": text.phone, "email": text.email,
    }  # fmt: skip


def whole(typed: object, field: str) -> tuple[EmployerParty, CodePath]:
    """Read a unit that describes itself as one that registers does (E03)."""
    path = typed.get("code_path") if isinstance(typed, dict) else None
    return _party(nested(**described(path))(typed, field))


def _party(values: dict[str, Any]) -> tuple[EmployerParty, CodePath]:
    path, code = values.pop("code_path"), values.pop("uscc")
    return EmployerParty(**values, uscc=code or None), path


def _or_blank(parser: Parser[str]) -> Parser[Any]:
    return optional(parser, "")


def sketched(typed: object, field: str) -> tuple[EmployerParty, CodePath]:
    """Read a unit of which the name is known and the rest may follow (G03, G08); what is there is checked."""
    has_path = isinstance(typed, dict) and bool(typed.get("code_path"))
    values = nested(
        name=line(60), code_path=CODE_PATH, uscc=no_uscc if has_path else _or_blank(uscc),
        nature=_or_blank(of_table("employer_nature")), industry=_or_blank(of_table("industry")),
        location=_or_blank(location), address=_or_blank(line(100)), postcode=_or_blank(text.postcode),
        contact=_or_blank(text.person_name), phone=_or_blank(text.phone), email=_or_blank(text.email),
    )(typed, field)  # fmt: skip
    return _party(values)
