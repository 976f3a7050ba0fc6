"""The canonical record (SPEC.md 3): all that the parties and the school agreed to, as deterministic CBOR.

The token carries its digest, the PDF carries the record itself: a file proves itself. `version` says which fields the
record has; every other field belongs to whoever writes the record. A record proves nothing before its digest is that
of the token (`is_signed`); what a page shows is compared with it by `printed`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import cbor
from .claims import AgreementClaims
from .fault import Code, Fault

# The fields that both a record and a token hold: the label on the form, the place in the record.
_SHARED = {
    "编号": "number",
    "版次": "edition",
    "姓名": "student.name",
    "学校代码": "school.code",
    "单位名称": "employer.name",
    "统一社会信用代码": "employer.uscc",
    "工作岗位": "terms.position",
    "月薪": "terms.monthly_pay",
    "违约金": "terms.penalty",
    "报到时间": "terms.report_by",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that was agreed as one thing and says another; `field` is its label on the form."""

    field: str
    agreed: str | None
    found: str | None
    """None where there is nothing to be found."""


def encode_record(record: Mapping[str, cbor.Value]) -> bytes:
    """Return the bytes of `record`; ValueError without an integer `version`, TypeError for a value CBOR here lacks.

    Floats and dates have no encoding: write amounts as integers and instants as seconds or text.
    """
    if type(record.get("version")) is not int:
        raise ValueError("a record says its version")
    return cbor.encode(dict(record.items()))


def read_record(coded: bytes) -> dict[str, Any]:
    """Return the record in `coded`; raises `Fault(bad_claims)` without an integer `version`, and as `cbor.decode`."""
    record = cbor.decode(coded)
    if not isinstance(record, dict) or type(record.get("version")) is not int:
        raise Fault(Code.BAD_CLAIMS)
    return record


def digest(coded: bytes) -> bytes:
    """Return the SHA-256 of an encoded record, 32 bytes: the claim `digest`."""
    return hashlib.sha256(coded).digest()


def is_signed(coded: bytes, claims: AgreementClaims) -> bool:
    """Whether the encoded record is the one that the token of `claims` was signed for."""
    return digest(coded) == claims.digest


def unlike_claims(record: Mapping[str, Any], claims: AgreementClaims) -> tuple[Difference, ...]:
    """Return the fields in which a record, which may be anybody's, differs from the signed claims.

    Fields that the token does not hold cannot be compared: none differing is no proof, the digest is.
    """
    signed = _signed(claims)
    held = {field: written(found(record, path)) for field, path in _SHARED.items()}
    return tuple(Difference(field, text, held[field]) for field, text in signed.items() if text != held[field])


def _signed(claims: AgreementClaims) -> dict[str, str | None]:
    school = f"{claims.school:05d}"
    always = claims.number, claims.edition, claims.name, school, claims.employer, claims.uscc
    terms = claims.terms
    values = (*always, *((terms.position, terms.monthly_pay, terms.penalty, terms.report_by) if terms else ()))
    texts = dict(zip(_SHARED, map(written, values), strict=False))
    return {field: text for at, (field, text) in enumerate(texts.items()) if at < len(always) or text is not None}


def written(value: object) -> str | None:
    """Return a value as text for people; None stays None."""
    return None if value is None else str(value)


def found(record: Mapping[str, Any], path: str) -> Any:  # noqa: ANN401 - a record holds what its writer put there
    """Return what stands in `record` at `path`, such as `student.name`; None where nothing does."""
    value: Any = record
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
