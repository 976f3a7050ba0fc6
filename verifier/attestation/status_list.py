"""Status lists (SPEC.md 4, draft-ietf-oauth-status-list, CWT form): 2 bits for each agreement, signed as a whole.

One list holds 2**17 entries, lowest bits first, deflated; it lives for 7 days and its time never goes back. It is
signed by a status key, another key than the agreements'. A verifier never inflates more than 64 KiB.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from . import cbor, cose
from .claims import is_time, is_uint
from .fault import Code, Fault

TYP = "application/statuslist+cwt"
SUB, EXP, IAT, LIST, TTL = 2, 4, 6, 65533, 65534
BITS, PER_BYTE = 2, 4
ENTRIES = 2**17
LIFETIME, CACHED_FOR = 7 * 86400, 3600
MAX_INFLATED = 64 * 1024
WINDOW_OF_32_KIB = b"\x78"
"""The first byte of zlib data; libraries differ on what a smaller window allows."""


class Entry(IntEnum):
    """What a list says of one agreement."""

    VALID = 0
    INVALID = 1
    """Terminated or void."""
    SUSPENDED = 2
    SUPERSEDED = 3


@dataclass(frozen=True, slots=True)
class StatusList:
    """The claims of a list as they were read; times in seconds since 1970-01-01 00:00 UTC."""

    uri: str
    issued_at: int
    expires_at: int
    bits: cbor.Unchecked
    deflated: bytes


def pack(entries: Mapping[int, Entry], count: int = ENTRIES) -> bytes:
    """Return a list of `count` entries, VALID where `entries` has none; IndexError for one beyond the list."""
    packed = bytearray(count // PER_BYTE)
    for index, entry in entries.items():
        packed[index // PER_BYTE] |= entry << index % PER_BYTE * BITS
    return bytes(packed)


def uri(origin: str, number: int) -> str:
    """Return where the list `number` is published: the claim `sub`."""
    return f"{origin}/s/{number}.cwt"


def prepare(packed: bytes, *, uri: str, issued_at: int, kid: bytes) -> cose.Prepared:
    """Return the list token to be signed by the status key `kid` (4 bytes)."""
    return cose.prepare(
        {
            SUB: uri,
            EXP: issued_at + LIFETIME,
            IAT: issued_at,
            LIST: {"bits": BITS, "lst": zlib.compress(packed, 9)},
            TTL: CACHED_FOR,
        },
        kid=kid,
        typ=TYP,
    )


def read_claims(payload: bytes) -> StatusList:
    """Return the claims in the payload of a list; raises `Fault(bad_claims)` and what `cbor.decode` raises."""
    match cbor.decode(payload):
        case {2: str() as uri, 4: expires_at, 6: issued_at, 65533: dict() as entries, 65534: ttl, **others} if (
            not others and is_uint(ttl) and is_time(issued_at) and is_time(expires_at)
        ):
            return _list(uri, issued_at, expires_at, entries)
    raise Fault(Code.BAD_CLAIMS)


def _list(uri: str, issued_at: int, expires_at: int, entries: Mapping[int | str, cbor.Unchecked]) -> StatusList:
    deflated = entries.get("lst")
    if not isinstance(deflated, bytes) or expires_at > issued_at + LIFETIME:
        raise Fault(Code.BAD_CLAIMS)
    return StatusList(uri, issued_at, expires_at, entries.get("bits"), deflated)


def inflate(status_list: StatusList) -> bytes:
    """Return the entries, 4 in a byte; raises `Fault`: status_wrong_bits, status_inflate_bomb, bad_claims (no zlib)."""
    if status_list.bits != BITS:
        raise Fault(Code.STATUS_WRONG_BITS)
    if not status_list.deflated.startswith(WINDOW_OF_32_KIB):
        raise Fault(Code.BAD_CLAIMS)
    inflater = zlib.decompressobj()
    try:
        packed = inflater.decompress(status_list.deflated, MAX_INFLATED)
    except zlib.error:
        raise Fault(Code.BAD_CLAIMS) from None
    if not inflater.eof and len(packed) == MAX_INFLATED:
        raise Fault(Code.STATUS_INFLATE_BOMB)
    if not inflater.eof or inflater.unused_data:
        raise Fault(Code.BAD_CLAIMS)
    return packed


def entry(packed: bytes, index: int) -> Entry:
    """Return what the list says at `index`; raises `Fault(status_index_out_of_range)`."""
    if index >= len(packed) * PER_BYTE:
        raise Fault(Code.STATUS_INDEX_OUT_OF_RANGE)
    return Entry(packed[index // PER_BYTE] >> index % PER_BYTE * BITS & 3)
