"""Reading what a request carries: every field by name, through a parser, all faults at once.

1. A parser takes the typed value and the field's name and returns the value or raises `Refused` with that field;
   the parsers of texts, numbers and dates live in `domain/text.py`, those of JSON's own shapes here.
2. A field that nobody asked for is refused by name: a misspelt one must not be lost in silence.
3. All fields are read before anything is refused, so that a person sees every fault of a form together.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from functions.domain import text
from functions.domain.codes import table
from functions.domain.errors import Problems, Refused

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
Parser = Callable[[object, str], T]
_LONGEST_NAME = 40


class Fields:
    """The fields of one request's body, or of one object inside it, whose name is then the `prefix`."""

    __slots__ = ("_prefix", "_typed")

    def __init__(self, typed: Mapping[str, object], prefix: str = "") -> None:
        self._typed = typed
        self._prefix = prefix

    def read(self, **parsers: Parser[Any]) -> dict[str, Any]:
        """Return the parsed value of each field; raises Refused for one fault, Problems for several."""
        refusals = [self._unknown(name) for name in self._typed if name not in parsers]
        values: dict[str, Any] = {}
        for name, parser in parsers.items():
            try:
                values[name] = parser(self._typed.get(name), self._prefix + name)
            except Refused as refusal:
                refusals.append(refusal)
            except Problems as problems:
                refusals.extend(problems.refusals)
        if refusals:
            raise refusals[0] if len(refusals) == 1 else Problems(refusals)
        return values

    def typed(self, name: str) -> object:
        """Return what stands in a field, unread: where it decides how another one is read."""
        return self._typed.get(name)

    def _unknown(self, name: str) -> Refused:
        plain = "".join(letter for letter in name[:_LONGEST_NAME] if letter.isprintable())
        return Refused("unknown_field", field=self._prefix + plain)


def nothing(fields: Fields) -> None:
    """Require that the body carries no field."""
    fields.read()


def nested(**parsers: Parser[Any]) -> Parser[dict[str, Any]]:
    """Read an object; its fields are named `outer.inner`."""

    def parse(typed: object, field: str) -> dict[str, Any]:
        return Fields(_object(typed, field), f"{field}.").read(**parsers)

    return parse


def each(parser: Parser[T], *, most: int) -> Parser[tuple[T, ...]]:
    """Read a list of at most `most` entries; an entry is named `field.0`, `field.1` ..."""

    def parse(typed: object, field: str) -> tuple[T, ...]:
        if not isinstance(typed, list):
            raise Refused("not_a_list", field=field) if typed is not None else Refused("required", field=field)
        if len(typed) > most:
            raise Refused("too_many_entries", field=field, params={"most": most})
        return tuple(parser(entry, f"{field}.{at}") for at, entry in enumerate(typed))

    return parse


def of_table(name: str) -> Parser[str]:
    """Read a label, another name or a code of a code table; return the label."""
    return lambda typed, field: table(name).find(text.line(typed, field), field).label


def line(most: int) -> Parser[str]:
    """Read one line of at most `most` characters."""
    return lambda typed, field: text.line(typed, field, most=most)


def _object(typed: object, field: str) -> Mapping[str, object]:
    if typed is None:
        raise Refused("required", field=field)
    if not isinstance(typed, dict):
        raise Refused("not_an_object", field=field)
    return typed


def boolean(typed: object, field: str) -> bool:
    """Read true or false; nothing else is either."""
    if not isinstance(typed, bool):
        raise Refused("required" if typed is None else "not_a_boolean", field=field)
    return typed


def agreed(typed: object, field: str) -> bool:
    """Read a confirmation, which only `true` gives."""
    if boolean(typed, field) is not True:
        raise Refused("must_be_confirmed", field=field)
    return True


def choice(options: type[E], *allowed: E) -> Parser[E]:
    """Read one of an enumeration's values, or of those named."""
    members = {member.value: member for member in (allowed or options)}

    def parse(typed: object, field: str) -> E:
        if typed is None or typed == "":
            raise Refused("required", field=field)
        if not isinstance(typed, str) or typed not in members:
            raise Refused("not_a_choice", field=field, params={"choices": ", ".join(members)})
        return members[typed]

    return parse


def secret(typed: object, field: str) -> str:
    """Read a password as it was typed, in NFC (NIST SP 800-63B 5.1.1.2); its rules are `account.check_password`."""
    if typed is None or typed == "":
        raise Refused("required", field=field)
    if not isinstance(typed, str):
        raise Refused("not_text", field=field)
    if any(unicodedata.category(letter) in {"Cs", "Cc"} for letter in typed):
        raise Refused("character_not_allowed", field=field, params={"code_point": "U+0000–U+001F"})
    return unicodedata.normalize("NFC", typed)


def opaque(typed: object, field: str) -> str:
    """Read an id, a code or a digest: ASCII letters, digits, `-`, `_`, `.` and `/`, at most 100."""
    if typed is None or typed == "":
        raise Refused("required", field=field)
    if not isinstance(typed, str):
        raise Refused("not_text", field=field)
    if len(typed) > 100 or not typed.isascii() or not typed.translate(_WITHOUT_MARKS).isalnum():  # noqa: PLR2004
        raise Refused("not_an_id", field=field)
    return typed


_WITHOUT_MARKS = str.maketrans(dict.fromkeys("-_./"))


def optional(parser: Parser[T], default: T | None = None) -> Parser[T | None]:
    """Let an absent or empty value pass as `default`."""

    def parse(typed: object, field: str) -> T | None:
        return default if typed is None or typed == "" else parser(typed, field)

    return parse
