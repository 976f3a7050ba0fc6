"""Identifiers of organisations and people, as people type them.

1. Surrounding blanks are trimmed and letters raised to capitals; nothing else is mended.
2. Full-width characters are refused by name, never silently converted: the printed code must equal the typed one.
3. The check character decides. A resident's area code is never looked up: counties are abolished, their numbers
   live on, and residence permits for Hong Kong, Macao and Taiwan residents (81, 82, 83) belong to no county at all.
4. A birth date must be real and plausible on the day it is checked.
5. Old 15-digit numbers get a code of their own, so that the sentence can say where to find the new one.
6. Military units, foreign employers and foreign graduates have no such code: their forms do not call these functions.

No refusal repeats what was typed.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from functions.domain.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

# GB 32100-2015 table 1: digits and capitals without I, O, S, V, Z.
USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_OLD_NUMBER = re.compile(r"[0-9]{15}")
_PLAUSIBLE_YEARS = range(12, 101)


def parse_uscc(text: str, *, field: str = "uscc") -> str:
    """统一社会信用代码 of GB 32100-2015, in capitals; raises ``Refused``.

    Position 1 may be a letter (N, Y). The 9 characters of the organisation code are held by the outer check character,
    which catches every single slip and every swap of neighbours.
    """
    code = _typed(text, field)
    if _OLD_NUMBER.fullmatch(code):
        raise Refused("uscc_fifteen_digits", field=field)
    _length(code, 18, "uscc_length", field)
    if not (set(code) <= set(USCC_ALPHABET) and _are_digits(code[2:8])):
        raise Refused("uscc_characters", field=field)
    if code[17] != uscc_check_character(code[:17]):
        raise Refused("uscc_check_character", field=field)
    return code


def uscc_check_character(body: str) -> str:
    """Character 18 for the first 17: weights 3^(i-1) mod 31, 31 minus the sum, where 31 is written 0."""
    return USCC_ALPHABET[-sum(USCC_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(body)) % 31]


def parse_organisation_code(text: str, *, field: str = "organisation_code") -> str:
    """组织机构代码 of GB 11714, 9 characters without the hyphen; raises ``Refused``."""
    code = re.sub(r"^(.{8})-(.)$", r"\1\2", _typed(text, field))
    _length(code, 9, "organisation_code_length", field)
    if not (set(code[:8]) <= set(_ALPHANUMERIC) and set(code[8]) <= set("0123456789X")):
        raise Refused("organisation_code_characters", field=field)
    if code[8] != _organisation_check_character(code[:8]):
        raise Refused("organisation_code_check_character", field=field)
    return code


def _organisation_check_character(body: str) -> str:
    """11 minus the weighted sum mod 11; 10 is written X and 11 is written 0."""
    return "0X987654321"[_weighted(map(_ALPHANUMERIC.index, body), (3, 7, 9, 10, 5, 8, 4, 2)) % 11]


def parse_resident_id(text: str, *, today: date, field: str = "id_number") -> str:
    """居民身份证 (GB 11643-1999), residence permits for HK, Macao and Taiwan residents included; raises ``Refused``."""
    number = _typed(text, field)
    if _OLD_NUMBER.fullmatch(number):
        raise Refused("resident_id_fifteen_digits", field=field)
    _length(number, 18, "resident_id_length", field)
    if not (_are_digits(number[:17]) and set(number[17]) <= set("0123456789X")):
        raise Refused("resident_id_characters", field=field)
    _check_birth_date(number, today, field)
    if number[17] != resident_id_check_character(number[:17]):
        raise Refused("resident_id_check_character", field=field)
    return number


def resident_id_check_character(body: str) -> str:
    """Character 18 for the first 17: weights 2^(17-i) mod 11 (GB 11643-1999, ISO 7064 MOD 11-2)."""
    return "10X98765432"[sum(int(c) * pow(2, 17 - i, 11) for i, c in enumerate(body)) % 11]


def birth_date(resident_id: str) -> date:
    """Read the birth date out of a resident ID; ``ValueError`` if it carries none."""
    return date(int(resident_id[6:10]), int(resident_id[10:12]), int(resident_id[12:14]))


def _check_birth_date(number: str, today: date, field: str) -> None:
    try:
        born = birth_date(number)
    except ValueError:
        raise Refused("resident_id_birth_date", field=field) from None
    if born > today or today.year - born.year not in _PLAUSIBLE_YEARS:
        raise Refused("resident_id_birth_implausible", field=field)


def parse_residence_permit(text: str, *, today: date, field: str = "id_number") -> str:
    """港澳台居民居住证: a resident ID that begins with 810000, 820000 or 830000; raises ``Refused``."""
    number = parse_resident_id(text, today=today, field=field)
    if number[:6] not in {"810000", "820000", "830000"}:
        raise Refused("residence_permit_prefix", field=field)
    return number


def parse_travel_document(text: str, *, field: str = "id_number") -> str:
    """Passports and mainland travel permits: 5 to 20 letters and digits, at least one digit; raises ``Refused``."""
    number = _typed(text, field)
    if not re.fullmatch(r"(?=.*[0-9])[0-9A-Z]{5,20}", number):
        raise Refused("travel_document_characters", field=field)
    return number


def _typed(text: str, field: str) -> str:
    trimmed = text.strip()
    if not trimmed:
        raise Refused("required", field=field)
    wide = next((c for c in trimmed if is_full_width(c)), None)
    if wide:
        raise Refused("full_width", field=field, params={"code_point": f"U+{ord(wide):04X}"})
    if not trimmed.isascii():
        raise Refused("not_ascii", field=field)
    return trimmed.upper()


def is_full_width(character: str) -> bool:
    """Whether this is a full-width twin of an ASCII character (U+FF01 to U+FF5E)."""
    return "\uff01" <= character <= "\uff5e"


def _length(code: str, wanted: int, refusal: str, field: str) -> None:
    if len(code) != wanted:
        raise Refused(refusal, field=field, params={"length": len(code), "wanted": wanted})


def _are_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _weighted(values: Iterable[int], weights: tuple[int, ...]) -> int:
    return sum(value * weight for value, weight in zip(values, weights, strict=True))
