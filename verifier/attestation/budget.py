"""How large a token may be (SPEC.md 1): above 327 bytes the position leaves the code, then all key terms do.

What is still above 415 bytes cannot be issued; nothing is ever cut. The bytes are those of QR version 14 and 16 at
level M behind a link of 29 characters.
"""

from __future__ import annotations

from dataclasses import replace

from . import cose, ed25519, token
from .claims import AgreementClaims, ClaimsError

COMFORTABLE, LARGEST = 327, 415
_TEXTS = ("employer", "name", "number", "holder_hint")


class TooLarge(ClaimsError):  # noqa: N818 - it names the fact, as the house style asks
    """The token would pass 415 bytes even without key terms; `field` is the longest text in it."""


def fit(claims: AgreementClaims) -> AgreementClaims:
    """Return `claims` with as many key terms as there is room for; raises `TooLarge` where none is still too many."""
    terms = claims.terms and replace(claims.terms, position=None)
    bare = replace(claims, terms=None)
    for candidate in (claims, replace(claims, terms=terms), bare):
        if size(candidate) <= COMFORTABLE:
            return candidate
    if size(bare) > LARGEST:
        raise TooLarge(max(_TEXTS, key=lambda field: len((getattr(claims, field) or "").encode())))
    return bare


def size(claims: AgreementClaims) -> int:
    """Return the bytes of the signed token of `claims`."""
    return len(token.prepare(claims, bytes(cose.KID_BYTES)).finish(bytes(ed25519.SIGNATURE_BYTES)))
