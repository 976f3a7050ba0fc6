"""The token that a printed agreement carries: claims to bytes and bytes to claims (SPEC.md 2)."""

from __future__ import annotations

import hashlib
import re
from datetime import date, timedelta

from . import cbor, cose, uscc
from .claims import EPOCH, AgreementClaims, ClaimsError, KeyTerms
from .fault import Code, Fault

IAT, AGREEMENT = 6, -65537
_NUMBER = re.compile("[1-9][0-9]{0,19}")
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CROCKFORD_PAIRS = [upper + lower for upper in _CROCKFORD for lower in _CROCKFORD]
_FIELDS, _TERMS = 12, 4
_MAX_DAYS = (date.max - EPOCH).days


def prepare(claims: AgreementClaims, kid: bytes) -> cose.Prepared:
    """Return the token of `claims` to be signed by the agreement key `kid` (4 bytes)."""
    return cose.prepare({IAT: claims.issued_at, AGREEMENT: _agreement(claims)}, kid=kid)


def _agreement(claims: AgreementClaims) -> cbor.Value:
    return [
        int(claims.number) if _is_short(claims.number) else claims.number,
        claims.edition,
        claims.name,
        claims.holder_hint,
        claims.school,
        claims.employer,
        None if claims.uscc is None else uscc.pack(claims.uscc),
        claims.digest,
        claims.status_list,
        claims.status_index,
        _terms(claims.terms),
        claims.supersedes,
    ]


def _is_short(number: str) -> bool:
    return _NUMBER.fullmatch(number) is not None and int(number) < 1 << 64


def _terms(terms: KeyTerms | None) -> cbor.Value:
    if terms is None:
        return None
    days = None if terms.report_by is None else (terms.report_by - EPOCH).days
    return [terms.position, terms.monthly_pay, terms.penalty, days]


def read_claims(payload: bytes) -> AgreementClaims:
    """Return the claims in the payload of a token.

    Raises `Fault(bad_claims)` when a field breaks its rule or should have been written shorter, and what `cbor.decode`
    raises.
    """
    match cbor.decode(payload):
        case {6: issued_at, -65537: [*agreement], **others} if not others and len(agreement) == _FIELDS:
            try:
                return _claims([*agreement, issued_at])
            except ClaimsError:
                raise Fault(Code.BAD_CLAIMS) from None
    raise Fault(Code.BAD_CLAIMS)


def _claims(fields: list[cbor.Unchecked]) -> AgreementClaims:
    number, *parties, code, digest, status_list, status_index, terms, supersedes, issued_at = fields
    edition, name, holder_hint, school, employer = parties
    read = _read_number(number), edition, name, holder_hint, school, employer, _read_uscc(code), digest
    return AgreementClaims(*read, status_list, status_index, _read_terms(terms), supersedes, issued_at)


def _read_number(number: object) -> str:
    if type(number) is int and number > 0:
        return str(number)
    if isinstance(number, str) and not _is_short(number):
        return number
    raise ClaimsError("number")


def _read_uscc(code: object) -> str | None:
    if code is None:
        return None
    if isinstance(code, bytes) and len(code) == uscc.PACKED_BYTES:
        return uscc.unpack(code)
    raise ClaimsError("uscc")


def _read_terms(terms: cbor.Unchecked) -> KeyTerms | None:
    match terms:
        case None:
            return None
        case [position, monthly_pay, penalty, days]:
            return KeyTerms(position, monthly_pay, penalty, None if days is None else _read_date(days))
    raise ClaimsError("terms")


def _read_date(days: object) -> date:
    if type(days) is int and 0 <= days <= _MAX_DAYS:
        return EPOCH + timedelta(days)
    raise ClaimsError("report_by")


def check_code(coded: bytes) -> str:
    """Return the 8 characters printed beside the code: Crockford base32 of the first 5 bytes of SHA-256 of `coded`."""
    number = int.from_bytes(hashlib.sha256(coded).digest()[:5], "big")
    return "".join([_CROCKFORD_PAIRS[number >> shift & 1023] for shift in (30, 20, 10, 0)])


def fingerprint(coded: bytes) -> bytes:
    """Return the 8 bytes by which the next edition names the token `coded` that it supersedes."""
    return hashlib.sha256(coded).digest()[:8]
