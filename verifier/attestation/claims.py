"""What one edition of an agreement says in its token, and what each field may hold (SPEC.md 2).

The same rules hold for who issues (`ClaimsError` names the field) and for who verifies (`bad_claims`). Text is NFC,
not empty, without control or direction characters; a number is below 2**53, so that every language can hold it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from . import uscc

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_LIMIT = 2**53
MAX_SCHOOL = 99999
MAX_TIME = 2932896 * 86400
"""9999-12-31 00:00 UTC: the last day that every language can hold, and show in any zone."""
EPOCH = date(1970, 1, 1)
DIGEST_BYTES, PREVIOUS_BYTES = 32, 8


class ClaimsError(ValueError):
    """The field `field` of the claims holds what a token cannot carry."""

    def __init__(self, field: str) -> None:
        super().__init__(f"{field}: not what a token can carry")
        self.field = field


@dataclass(frozen=True, slots=True)
class KeyTerms:
    """The terms that the page shows for comparison; each may be absent. Pay and penalty in whole yuan."""

    position: str | None = None
    monthly_pay: int | None = None
    penalty: int | None = None
    report_by: date | None = None

    def __post_init__(self) -> None:
        """Raise `ClaimsError` for the first field that breaks its rule."""
        _check(self, _TERM_RULES)


@dataclass(frozen=True, slots=True)
class AgreementClaims:
    """One edition of one agreement, as its token carries it."""

    number: str
    """协议书编号, as printed."""
    edition: int
    """1 for the first issue; each reissue adds 1."""
    name: str
    """The graduate's name."""
    holder_hint: str | None
    """What else the form prints about the holder, such as the last 4 digits of the student number."""
    school: int
    """The national code of the school, 5 digits."""
    employer: str
    uscc: str | None
    """统一社会信用代码, 18 characters; None for military and foreign units."""
    digest: bytes
    """SHA-256 of the canonical record, 32 bytes (`record.digest`)."""
    status_list: int
    status_index: int
    terms: KeyTerms | None
    """None when no key terms are in the code."""
    supersedes: bytes | None
    """First 8 bytes of the SHA-256 of the previous edition's token, if there is one."""
    issued_at: int
    """Seconds since 1970-01-01 00:00 UTC."""

    def __post_init__(self) -> None:
        """Raise `ClaimsError` for the first field that breaks its rule."""
        _check(self, _RULES)


def is_text(value: object) -> bool:
    """Whether `value` is text that a person can compare with paper."""
    return (
        isinstance(value, str) and value != "" and not _UNSAFE.search(value) and unicodedata.is_normalized("NFC", value)
    )


def is_uint(value: object) -> bool:
    """Whether `value` is a whole number from 0 to 2**53 - 1."""
    return type(value) is int and 0 <= value < _LIMIT


def is_time(value: object) -> bool:
    """Whether `value` is a time in seconds that every language can show, at most 9999-12-31 00:00 UTC."""
    return type(value) is int and 0 <= value <= MAX_TIME


def is_bytes(length: int) -> Callable[[object], bool]:
    """Return the rule: exactly `length` bytes."""
    return lambda value: isinstance(value, bytes) and len(value) == length


def is_optional(rule: Callable[[object], bool]) -> Callable[[object], bool]:
    """Return the rule: None, or what `rule` allows."""
    return lambda value: value is None or rule(value)


_TERM_RULES: Mapping[str, Callable[[object], bool]] = {
    "position": is_optional(is_text),
    "monthly_pay": is_optional(is_uint),
    "penalty": is_optional(is_uint),
    "report_by": is_optional(lambda value: type(value) is date and value >= EPOCH),
}
_RULES: Mapping[str, Callable[[object], bool]] = {
    "number": is_text,
    "edition": lambda value: is_uint(value) and value != 0,
    "name": is_text,
    "holder_hint": is_optional(is_text),
    "school": lambda value: type(value) is int and 0 < value <= MAX_SCHOOL,
    "employer": is_text,
    "uscc": is_optional(lambda value: isinstance(value, str) and uscc.is_written(value)),
    "digest": is_bytes(DIGEST_BYTES),
    "status_list": is_uint,
    "status_index": is_uint,
    "terms": is_optional(lambda value: isinstance(value, KeyTerms)),
    "supersedes": is_optional(is_bytes(PREVIOUS_BYTES)),
    "issued_at": is_time,
}


def _check(claims: object, rules: Mapping[str, Callable[[object], bool]]) -> None:
    for field, holds in rules.items():
        if not holds(getattr(claims, field)):
            raise ClaimsError(field)
