"""Deterministic CBOR (RFC 8949 section 4.2.1) of the few kinds of value that our messages hold (SPEC.md 2).

Integers of 64 bits, byte strings, text, arrays, maps with integer or text keys, false, true and null. Lengths are
definite, integers shortest, keys ascending by their bytes and never twice, nothing follows the value.
What is no CBOR, or of another kind, is `bad_cbor`; what could have been written otherwise is `non_canonical_cbor`.
The first fault in reading order counts. So `encode(decode(coded)) == coded` for all that `decode` accepts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

from .fault import Code, Fault

Value: TypeAlias = "int | bytes | str | Sequence[Value] | Mapping[int | str, Value] | None"
Unchecked: TypeAlias = Any
"""A value that was read: its type is still to be looked at."""
_Key = TypeVar("_Key", bound="int | str")

UINT, NINT, BYTES, TEXT, ARRAY, MAP, TAG = range(7)
SIMPLE: dict[int, bool | None] = {0xF4: False, 0xF5: True, 0xF6: None}
MAX_DEPTH = 16
_INDEFINITE = 31
_WIDTHS = {24: 1, 25: 2, 26: 4, 27: 8}
_LEAST = {24: 24, 25: 1 << 8, 26: 1 << 16, 27: 1 << 32}


def encode(value: Value) -> bytes:
    """Return the one encoding of `value`; TypeError or ValueError when it is of no kind that we write."""
    match value:
        case None | bool():
            return b"\xf6" if value is None else (b"\xf5" if value else b"\xf4")
        case int():
            return _head(UINT, value) if value >= 0 else _head(NINT, -1 - value)
        case bytes():
            return _head(BYTES, len(value)) + value
        case str():
            text = value.encode()
            return _head(TEXT, len(text)) + text
        case Mapping():
            return _head(MAP, len(value)) + b"".join(key + item for key, item in _entries(value))
        case list() | tuple():
            return _head(ARRAY, len(value)) + b"".join(map(encode, value))
    raise TypeError(f"{type(value).__name__} has no encoding")


def _entries(value: Mapping[_Key, Value]) -> list[tuple[bytes, bytes]]:
    return sorted((encode(key), encode(item)) for key, item in value.items())


def encode_tagged(tag: int, value: Value) -> bytes:
    """Return `value` under the tag number `tag`."""
    return _head(TAG, tag) + encode(value)


def _head(major: int, argument: int) -> bytes:
    if argument < min(_WIDTHS):
        return bytes([major << 5 | argument])
    for info, width in _WIDTHS.items():
        if argument < 1 << 8 * width:
            return bytes([major << 5 | info]) + argument.to_bytes(width, "big")
    raise ValueError("an integer of more than 64 bits has no encoding")


def decode(coded: bytes) -> Unchecked:
    """Return the value that `coded` holds; raises `Fault(bad_cbor)` or `Fault(non_canonical_cbor)`."""
    value, end = _item(coded, 0, 0)
    if end != len(coded):
        raise Fault(Code.NON_CANONICAL_CBOR)
    return value


def decode_tagged(coded: bytes) -> tuple[int | None, Unchecked]:
    """Return the tag number around the whole of `coded`, None without one, and the value inside; raises as `decode`."""
    if coded[:1] and coded[0] >> 5 == TAG:
        _, tag, start = _read_head(coded, 0)
        return tag, decode(coded[start:])
    return None, decode(coded)


def _item(coded: bytes, at: int, depth: int) -> tuple[Unchecked, int]:
    if coded[at : at + 1] in (b"\xf4", b"\xf5", b"\xf6"):
        return SIMPLE[coded[at]], at + 1
    major, argument, at = _read_head(coded, at)
    if major == UINT:
        return argument, at
    if major == NINT:
        return -1 - argument, at
    if major in (BYTES, TEXT):
        return _string(coded, major, at, at + argument)
    if major == TAG or depth == MAX_DEPTH or argument > len(coded):
        raise Fault(Code.BAD_CBOR)
    return _array(coded, argument, at, depth + 1) if major == ARRAY else _map(coded, argument, at, depth + 1)


def _read_head(coded: bytes, at: int) -> tuple[int, int, int]:
    if at >= len(coded):
        raise Fault(Code.BAD_CBOR)
    major, info = coded[at] >> 5, coded[at] & 31
    if major > TAG:
        raise Fault(Code.BAD_CBOR)
    if info < min(_WIDTHS):
        return major, info, at + 1
    if info == _INDEFINITE and major in (BYTES, TEXT, ARRAY, MAP):
        raise Fault(Code.NON_CANONICAL_CBOR)
    end = at + 1 + _WIDTHS.get(info, len(coded))
    if end > len(coded):
        raise Fault(Code.BAD_CBOR)
    argument = int.from_bytes(coded[at + 1 : end], "big")
    if argument < _LEAST[info]:
        raise Fault(Code.NON_CANONICAL_CBOR)
    return major, argument, end


def _string(coded: bytes, major: int, at: int, end: int) -> tuple[bytes | str, int]:
    if end > len(coded):
        raise Fault(Code.BAD_CBOR)
    if major == BYTES:
        return coded[at:end], end
    try:
        return coded[at:end].decode(), end
    except UnicodeDecodeError:
        raise Fault(Code.BAD_CBOR) from None


def _array(coded: bytes, count: int, at: int, depth: int) -> tuple[list[Unchecked], int]:
    items = []
    for _ in range(count):
        item, at = _item(coded, at, depth)
        items.append(item)
    return items, at


def _map(coded: bytes, count: int, at: int, depth: int) -> tuple[dict[int | str, Unchecked], int]:
    items: dict[int | str, Unchecked] = {}
    last = b""
    for _ in range(count):
        key, end = _item(coded, at, depth)
        if isinstance(key, bool) or not isinstance(key, int | str):
            raise Fault(Code.BAD_CBOR)
        if coded[at:end] <= last:
            raise Fault(Code.NON_CANONICAL_CBOR)
        last = coded[at:end]
        items[key], at = _item(coded, end, depth)
    return items, at
