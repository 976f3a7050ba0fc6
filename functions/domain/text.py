"""Typed text: the one home for cleaning it and refusing what is no text.

1. Surrounding blanks go, every kind of blank inside becomes a plain space, and the rest is NFC.
2. Control characters, direction overrides, zero-width and other invisible characters, private-use characters and
   surrogates are refused by code point: what cannot be seen must not be agreed to, and cannot be printed.
3. HTML and formulas are legal text. They are escaped where they are shown and neutralised where they are exported.
4. Numbers, phones and addresses of machines are ASCII; full-width twins are refused by name, never converted.
5. A character that no font of the press has is refused by name and code point: all that is typed may come to paper
   (trap 16).

Every parser takes the typed value and the field's name, and returns the value or raises ``Refused`` with that field.
A blank value is refused as ``required``; ``optional`` lets it pass as ``None``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from functions.domain import glyphs
from functions.domain.deadlines import SHANGHAI
from functions.domain.errors import Refused
from functions.domain.identifiers import is_full_width

T = TypeVar("T")
# Letters and marks by category, yet nothing is to be seen: Hangul fillers, braille blank, Khmer and Mongolian controls.
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
_REFUSED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
# What people type for the separator of names; U+00B7 is what identity cards carry.
_MIDDLE_DOTS = str.maketrans(dict.fromkeys("•‧∙⋅・･●．", "·"))
_IDEOGRAPH = r"[\u3007\u3400-\u9fff\U00020000-\U0003ffff]"
_DOT_OF_IDEOGRAPHS = re.compile(rf"(?<={_IDEOGRAPH}) ?[.·] ?(?={_IDEOGRAPH})")
_PADDING = re.compile(rf"(?<={_IDEOGRAPH}) (?={_IDEOGRAPH})")
_NAME_MARKS = frozenset("· '’-.")
_LETTERS_OF_A_REASON = 2
# Area code (010, 02x or 0 and three digits), number, extension.
_LANDLINE = re.compile(
    r"\(?(0(?:10|2[0-9]|[3-9][0-9]{2}))\)?[ -]?([2-9][0-9]{6,7})(?:[ -]*(?:x|-|ext\.?) *([0-9]{1,6}))?"
)
_ATOM, _LABEL = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+", r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_EMAIL = re.compile(rf"(?=[^@]{{1,64}}@){_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+(?!\d+$){_LABEL}")
_SERVICE = re.compile(r"([48]00)[ -]?([0-9]{3})[ -]?([0-9]{4})")


def line(typed: object, field: str, *, most: int = 100) -> str:
    """Read one line of at most ``most`` characters."""
    text = _text(typed, field)
    return _printable(_bounded(_cleaned(text, field), field, most), field)


def ascii_line(typed: object, field: str, *, most: int) -> str:
    """Read one line of ASCII, as numbers and addresses of machines are; full-width twins are refused by name."""
    text = _text(typed, field)
    wide = next(filter(is_full_width, text), None)
    if wide:
        raise Refused("full_width", field=field, params={"code_point": _code_point(wide)})
    _check_characters(text, field)
    if not text.isascii():
        raise Refused("not_ascii", field=field)
    return _bounded(text, field, most)


def paragraph(typed: object, field: str, *, most: int = 1000) -> str:
    """Read several lines, each cleaned as ``line`` does; at most ``most`` characters with their line ends."""
    return _printable(_paragraph(typed, field, most), field)


def reason(typed: object, field: str = "reason", *, most: int = 500) -> str:
    """Read a reason (F12, H05): at least two letters or ideographs, so blanks, dots and emoji are none (trap 7)."""
    text = _paragraph(typed, field, most)
    if sum(map(_is_letter, text)) < _LETTERS_OF_A_REASON:
        raise Refused("reason_says_nothing", field=field, params={"least": _LETTERS_OF_A_REASON})
    return _printable(text, field)


def person_name(typed: object, field: str = "name", *, most: int = 50) -> str:
    """Read a name: letters, and · ' - . between them (trap 23).

    Look-alikes of the separator become ·, and blanks that pad a short Chinese name go, so that equal names are equal.
    """
    dotted = _DOT_OF_IDEOGRAPHS.sub("·", line(typed, field, most=most).translate(_MIDDLE_DOTS))
    name = _PADDING.sub("", dotted)
    strange = next((c for c in name if not (_is_letter(c) or unicodedata.combining(c) or c in _NAME_MARKS)), None)
    if strange:
        raise Refused("name_character", field=field, params={"code_point": _code_point(strange)})
    if not _is_letter(name[0]) or name[-1] in _NAME_MARKS - {"."}:
        raise Refused("name_begins_and_ends_with_letters", field=field)
    return name


def mobile(typed: object, field: str = "mobile") -> str:
    """Read a mobile number: 11 digits of the mainland, with or without +86, or + and a foreign number (B07)."""
    number = re.sub(r"^(\+86|0086|86)(?=1[0-9]{10}$)", "", _dialled(typed, field))
    if not re.fullmatch(r"1[3-9][0-9]{9}|\+(?!86)[1-9][0-9]{6,14}", number):
        raise Refused("mobile", field=field)
    return number


def e164(number: str) -> str | None:
    """Return a stored phone number as text messages are sent to it (ITU-T E.164), None for one that is no mobile."""
    try:
        dialled = mobile(number)
    except Refused:
        return None
    return dialled if dialled.startswith("+") else f"+86{dialled}"


def phone(typed: object, field: str = "phone") -> str:
    """Read a mobile, a landline with its area code (``0551-63602114``, extension ``-801``) or a 400 number."""
    text = ascii_line(typed, field, most=30)
    landline = _LANDLINE.fullmatch(text)
    if landline:
        return "-".join(part for part in landline.groups() if part)
    service = _SERVICE.fullmatch(text)
    if service:
        return "-".join(service.groups())
    try:
        return mobile(text, field)
    except Refused:
        raise Refused("phone", field=field) from None


def email(typed: object, field: str = "email") -> str:
    """Read an e-mail address, in lower case: RFC 5321's dot-atom before the @ and a domain with a dot after it."""
    address = ascii_line(typed, field, most=254).lower()
    if not _EMAIL.fullmatch(address):
        raise Refused("email", field=field)
    return address


def postcode(typed: object, field: str = "postcode") -> str:
    """Read a postcode of six digits."""
    code = ascii_line(typed, field, most=20)
    if not re.fullmatch(r"[0-9]{6}", code):
        raise Refused("postcode", field=field)
    return code


def whole_number(typed: object, field: str, *, least: int = 0, most: int) -> int:
    """Read a whole number from digits, or from a JSON integer; anything else is no whole number."""
    number = typed if type(typed) is int else _number(typed, field)
    if not least <= number <= most:
        raise Refused("out_of_range", field=field, params={"least": least, "most": most})
    return number


def _number(typed: object, field: str) -> int:
    digits = ascii_line(typed, field, most=20) if typed is None or isinstance(typed, str) else ""
    if not re.fullmatch(r"-?[0-9]{1,18}", digits):
        raise Refused("whole_number", field=field)
    return int(digits)


def yuan(typed: object, field: str, *, least: int = 0, most: int = 99_999_999) -> int:
    """Read money in whole yuan: digits only, no separators, no 元."""
    return whole_number(typed, field, least=least, most=most)


def day(typed: object, field: str) -> date:
    """Read a date written ``2026-06-30``."""
    text = ascii_line(typed, field, most=20)
    try:
        return date.fromisoformat(text if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else "")
    except ValueError:
        raise Refused("date", field=field) from None


def moment(typed: object, field: str) -> datetime:
    """Read a day and a minute on the clock of Shanghai, written ``2026-06-30T14:30``."""
    text = ascii_line(typed, field, most=20)
    try:
        read = datetime.fromisoformat(text if re.fullmatch(r"[0-9-]{10}T[0-9]{2}:[0-9]{2}", text) else "")
    except ValueError:
        raise Refused("moment", field=field) from None
    return read.replace(tzinfo=SHANGHAI)


def optional(parser: Callable[[object, str], T]) -> Callable[[object, str], T | None]:
    """Let a blank value pass as ``None``; anything else goes to ``parser``."""

    def parse(typed: object, field: str) -> T | None:
        is_blank = typed is None or (isinstance(typed, str) and not typed.strip())
        return None if is_blank else parser(typed, field)

    return parse


def _text(typed: object, field: str) -> str:
    text = "" if typed is None else typed
    if not isinstance(text, str):
        raise Refused("not_text", field=field)
    if not text.strip():
        raise Refused("required", field=field)
    return text.strip()


def _paragraph(typed: object, field: str, most: int) -> str:
    rows = _text(typed, field).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    return _bounded("\n".join(_cleaned(row, field) for row in rows).strip(), field, most)


def _cleaned(text: str, field: str) -> str:
    _check_characters(text, field)
    return " ".join(unicodedata.normalize("NFC", text).split())


def _dialled(typed: object, field: str) -> str:
    return re.sub(r"[ -]", "", ascii_line(typed, field, most=30))


def _check_characters(text: str, field: str) -> None:
    if text.isprintable() and _INVISIBLE.isdisjoint(text):
        return
    refused = next(filter(_is_refused, text), None)
    if refused:
        raise Refused("character_not_allowed", field=field, params={"code_point": _code_point(refused)})


def _printable(text: str, field: str) -> str:
    unprintable = None if text.isascii() else next(iter(glyphs.missing(text)), None)
    if unprintable:
        point = glyphs.described(unprintable)
        raise Refused("character_not_printable", field=field, params={"character": unprintable, "code_point": point})
    return text


def _is_refused(character: str) -> bool:
    is_noncharacter = ord(character) & 0xFFFE == 0xFFFE or "\ufdd0" <= character <= "\ufdef"  # noqa: PLR2004 - Unicode 23.7
    return is_noncharacter or character in _INVISIBLE or unicodedata.category(character) in _REFUSED_CATEGORIES


def _is_letter(character: str) -> bool:
    """Letters and ideographs, 〇 and ideographs younger than this Python's Unicode tables included."""
    category = unicodedata.category(character)
    return category[0] == "L" or character == "〇" or (category == "Cn" and "\U00020000" <= character <= "\U0003ffff")


def _bounded(text: str, field: str, most: int) -> str:
    if len(text) > most:
        raise Refused("too_long", field=field, params={"length": len(text), "most": most})
    return text


def _code_point(character: str) -> str:
    return f"U+{ord(character):04X}"
