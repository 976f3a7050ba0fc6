"""COSE_Sign1 messages with Ed25519 (RFC 9052 section 4.2, RFC 9864), the only envelope that we sign (SPEC.md 2).

Signing has two halves, so that a caller can store what it will sign before it asks a key for the signature:
`prepare(...)` gives the bytes, `Prepared.finish(signature)` the message. Ed25519 has no randomness: doing it twice
gives the same message.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from . import cbor, ed25519
from .fault import Code, Fault

TAG = 18
ED25519 = -19
ALG, KID, TYP = 1, 4, 16
KID_BYTES = 4
_SIG_STRUCTURE, _NO_EXTERNAL = b"\x84" + cbor.encode("Signature1"), cbor.encode(b"")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A message without its signature: both byte strings are to be stored before `to_be_signed` is signed."""

    protected: bytes
    payload: bytes

    @property
    def to_be_signed(self) -> bytes:
        """The Sig_structure of RFC 9052 section 4.4: what the Ed25519 key signs, as it is, unhashed."""
        return _SIG_STRUCTURE + cbor.encode(self.protected) + _NO_EXTERNAL + cbor.encode(self.payload)

    def finish(self, signature: bytes) -> bytes:
        """Return the message with the 64 bytes of `signature`; ValueError for another length."""
        if len(signature) != ed25519.SIGNATURE_BYTES:
            raise ValueError(f"an Ed25519 signature has {ed25519.SIGNATURE_BYTES} bytes, not {len(signature)}")
        return cbor.encode_tagged(TAG, [self.protected, {}, self.payload, signature])


@dataclass(frozen=True, slots=True, eq=False)
class Sign1:
    """A message as it was read: nothing in it is believed before `check_signature`. Equal only to itself."""

    kid: bytes
    signed: Prepared
    signature: bytes


def key_id(public_key: bytes) -> bytes:
    """Return the kid of a raw public key of 32 bytes: the first 4 bytes of its SHA-256."""
    return hashlib.sha256(public_key).digest()[:KID_BYTES]


def prepare(claims: cbor.Value, *, kid: bytes, typ: str | None = None) -> Prepared:
    """Return the message of `claims` to be signed by the key `kid` (4 bytes), with the content type `typ` if given."""
    header: dict[int | str, cbor.Value] = {ALG: ED25519, KID: kid}
    if typ is not None:
        header[TYP] = typ
    return Prepared(cbor.encode(header), cbor.encode(claims))


def parse(tag: int | None, value: cbor.Unchecked, *, typ: str | None = None) -> Sign1:
    """Return the message in what `cbor.decode_tagged` gave, `typ` being the content type it must carry.

    Raises `Fault`: wrong_tag, wrong_alg, kid_in_wrong_header, unprotected_not_empty, bad_claims for another content
    type or header, and what `cbor.decode` raises for the protected header.
    """
    match value:
        case [bytes() as protected, dict() as unprotected, bytes() as payload, bytes() as signature] if tag == TAG:
            kid = _kid(_header(protected), unprotected, typ)
            return Sign1(kid, Prepared(protected, payload), signature)
    raise Fault(Code.WRONG_TAG)


@lru_cache(maxsize=64)
def _header(protected: bytes) -> cbor.Unchecked:
    return cbor.decode(protected)


def _kid(header: cbor.Unchecked, unprotected: dict[int | str, cbor.Unchecked], typ: str | None) -> bytes:
    if not isinstance(header, dict) or header.get(ALG) != ED25519:
        raise Fault(Code.WRONG_ALG)
    kid = header.get(KID)
    if KID in unprotected or not isinstance(kid, bytes) or len(kid) != KID_BYTES:
        raise Fault(Code.KID_IN_WRONG_HEADER)
    if unprotected:
        raise Fault(Code.UNPROTECTED_NOT_EMPTY)
    if header.get(TYP) != typ or len(header) != (2 if typ is None else 3):
        raise Fault(Code.BAD_CLAIMS)
    return kid


def check_signature(message: Sign1, public_key: bytes, otherwise: Code = Code.BAD_SIGNATURE) -> None:
    """Raise `Fault(otherwise)` unless the Ed25519 key of 32 bytes signed `message` (RFC 8032 section 5.1.7)."""
    if not ed25519.is_signed(message.signed.to_be_signed, message.signature, public_key):
        raise Fault(otherwise)
