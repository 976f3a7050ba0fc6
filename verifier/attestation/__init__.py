"""Signed employment agreements: what a token, a status list and a trust list are, and how each is checked (SPEC.md).

Signing, in two halves, so that the bytes can be stored before any key is asked:

    claims = fit(AgreementClaims(...))                # raises ClaimsError or TooLarge, each with .field
    prepared = token.prepare(claims, kid)             # store prepared.protected and prepared.payload
    coded = prepared.finish(sign(prepared.to_be_signed))
    link.segments(host, coded), token.check_code(coded), token.fingerprint(coded)

    packed, uri = status_list.pack({index: Entry.INVALID}), status_list.uri(link.origin(host), number)
    status_list.prepare(packed, uri=uri, issued_at=..., kid=...)
    trust.prepare(TrustList(...), root_public_key)

Checking: `verify(text, trust=trust_reader.read(coded, root), lists=..., now=...)` gives a `Report`.
Standard library and `cryptography` only.
"""

from __future__ import annotations

from . import base10, cbor, cose, fingerprint, link, record, status_list, token, trust, trust_reader
from .budget import TooLarge, fit
from .claims import AgreementClaims, ClaimsError, KeyTerms
from .cose import Prepared, key_id
from .fault import Code, Fault
from .report import Authentic, Check, Paper, Report, Status, Verdict
from .status_list import Entry
from .trust import Key, KeyState, Rotation, TrustList, Use
from .verify import authenticate, standing, verify

__all__ = [
    "AgreementClaims",
    "Authentic",
    "Check",
    "ClaimsError",
    "Code",
    "Entry",
    "Fault",
    "Key",
    "KeyState",
    "KeyTerms",
    "Paper",
    "Prepared",
    "Report",
    "Rotation",
    "Status",
    "TooLarge",
    "TrustList",
    "Use",
    "Verdict",
    "authenticate",
    "base10",
    "cbor",
    "cose",
    "fingerprint",
    "fit",
    "key_id",
    "link",
    "record",
    "standing",
    "status_list",
    "token",
    "trust",
    "trust_reader",
    "verify",
]
