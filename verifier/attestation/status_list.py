"""Status lists (SPEC.md 4, draft-ietf-oauth-status-list, CWT form): 2 bits for each agreement, signed as a whole.

One list holds 2**17 entries, lowest bits first, deflated; it lives for 7 days and its time never goes back. It is
signed by a status key, another key than the agreements'. A verifier never inflates more than 64 KiB. Beside the entries
it may say since when the next edition has had the place of a superseded one; dates are Beijing's.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum
from typing import Any

from . import cbor, cose
from .claims import EPOCH, is_time, is_uint
from .fault import Code, Fault

TYP = "application/statuslist+cwt"
SUB, EXP, IAT, LIST, TTL, SINCE = 2, 4, 6, 65533, 65534, -65538
BITS, PER_BYTE = 2, 4
ENTRIES = 2**17
DAY, BEIJING = 86400, 8 * 3600
LIFETIME, CACHED_FOR = 7 * DAY, 3600
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
    since: Mapping[int, date] = field(default_factory=dict)
    """By index, from which day on the next edition has had the place of this one."""


def pack(entries: Mapping[int, Entry], count: int = ENTRIES) -> bytes:
    """Return a list of `count` entries, VALID where `entries` has none; IndexError for one beyond the list."""
    packed = bytearray(count // PER_BYTE)
    for index, entry in entries.items():
        packed[index // PER_BYTE] |= entry << index % PER_BYTE * BITS
    return bytes(packed)


def uri(origin: str, number: int) -> str:
    """Return where the list `number` is published: the claim `sub`."""
    return f"{origin}/s/{number}.cwt"


def prepare(
    packed: bytes, *, uri: str, issued_at: int, kid: bytes, since: Mapping[int, date] | None = None
) -> cose.Prepared:
    """Return the list token to be signed by the status key `kid` (4 bytes).

    `since` has a day for some of the superseded entries, none of them after the day of `issued_at`.
    """
    days: dict[int | str, cbor.Value] = {index: (day - EPOCH).days for index, day in (since or {}).items()}
    return cose.prepare(
        {
            SUB: uri,
            EXP: issued_at + LIFETIME,
            IAT: issued_at,
            LIST: {"bits": BITS, "lst": zlib.compress(packed, 9)},
            TTL: CACHED_FOR,
            **({SINCE: days} if days else {}),
        },
        kid=kid,
        typ=TYP,
    )


def read_claims(payload: bytes) -> StatusList:
    """Return the claims in the payload of a list; raises `Fault(bad_claims)` and what `cbor.decode` raises."""
    match cbor.decode(payload):
        case {2: str() as uri, 4: expires_at, 6: issued_at, 65533: dict() as entries, 65534: ttl, **others} if (
            is_uint(ttl) and is_time(issued_at) and is_time(expires_at) and expires_at <= issued_at + LIFETIME
        ):
            return StatusList(uri, issued_at, expires_at, entries.get("bits"), _lst(entries), _since(others, issued_at))
    raise Fault(Code.BAD_CLAIMS)


def _lst(entries: Mapping[int | str, cbor.Unchecked]) -> bytes:
    if isinstance(deflated := entries.get("lst"), bytes):
        return deflated
    raise Fault(Code.BAD_CLAIMS)


def _since(others: Mapping[Any, cbor.Unchecked], issued_at: int) -> Mapping[int, date]:
    """Return the one claim that may be among `others`: at least one index, and no day after that of `issued_at`."""
    tomorrow = (issued_at + BEIJING) // DAY + 1
    match list(others.items()):
        case []:
            return {}
        case [(-65538, dict() as days)] if days and _are_below(days, ENTRIES) and _are_below(days.values(), tomorrow):
            return {index: EPOCH + timedelta(day) for index, day in days.items()}
    raise Fault(Code.BAD_CLAIMS)


def _are_below(values: Iterable[object], limit: int) -> bool:
    return all(type(value) is int and 0 <= value < limit for value in values)


def inflate(status_list: StatusList) -> bytes:
    """Return the entries, 4 in a byte; raises `Fault`.

    status_wrong_bits, status_inflate_bomb, bad_claims (no zlib, or a day beside an entry that is not superseded).
    """
    if status_list.bits != BITS:
        raise Fault(Code.STATUS_WRONG_BITS)
    packed = _inflated(status_list.deflated)
    if not all(_at(packed, index) == Entry.SUPERSEDED for index in status_list.since):
        raise Fault(Code.BAD_CLAIMS)
    return packed


def _inflated(deflated: bytes) -> bytes:
    if not deflated.startswith(WINDOW_OF_32_KIB):
        raise Fault(Code.BAD_CLAIMS)
    inflater = zlib.decompressobj()
    try:
        packed = inflater.decompress(deflated, MAX_INFLATED)
    except zlib.error:
        raise Fault(Code.BAD_CLAIMS) from None
    if not inflater.eof and len(packed) == MAX_INFLATED:
        raise Fault(Code.STATUS_INFLATE_BOMB)
    if not inflater.eof or inflater.unused_data:
        raise Fault(Code.BAD_CLAIMS)
    return packed


def _at(packed: bytes, index: int) -> int | None:
    place = index // PER_BYTE
    return packed[place] >> index % PER_BYTE * BITS & 3 if place < len(packed) else None


def entry(packed: bytes, index: int) -> Entry:
    """Return what the list says at `index`; raises `Fault(status_index_out_of_range)`."""
    found = _at(packed, index)
    if found is None:
        raise Fault(Code.STATUS_INDEX_OUT_OF_RANGE)
    return Entry(found)
