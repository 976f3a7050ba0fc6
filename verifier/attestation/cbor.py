"""Deterministic CBOR (RFC 8949 section 4.2.1) of the few kinds of value that our messages hold (SPEC.md 2).

Integers of 64 bits, byte strings, text, arrays, maps with integer or text keys, false, true and null. Lengths are
definite, integers shortest, keys ascending by their bytes and never twice, nothing follows the value.
What is no CBOR, or of another kind, is `bad_cbor`; what could have been written otherwise is `non_canonical_cbor`.
The first fault in reading order counts. So `encode(decode(coded)) == coded` for all that `decode` accepts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias, TypeVar

from .fault import Code, Fault

Value: TypeAlias = "int | bytes | str | Sequence[Value] | Mapping[int | str, Value] | None"
Unchecked: TypeAlias = Any
"""A value that was read: its type is still to be looked at."""
_Read: TypeAlias = "tuple[Unchecked, int]"
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
    return _decode(coded, 0)


def decode_tagged(coded: bytes) -> tuple[int | None, Unchecked]:
    """Return the tag number around the whole of `coded`, None without one, and the value inside; raises as `decode`."""
    if coded[:1] and coded[0] >> 5 == TAG:
        tag, start = _READERS[coded[0] & 31](coded, 1, 0)
        return tag, _decode(coded, start)
    return None, decode(coded)


def _decode(coded: bytes, start: int) -> Unchecked:
    try:
        value, end = _READERS[coded[start]](coded, start + 1, 0)
    except IndexError:
        raise Fault(Code.BAD_CBOR) from None
    if end != len(coded):
        raise Fault(Code.NON_CANONICAL_CBOR)
    return value


# A reader for each initial byte, as in RFC 8949 appendix B. It takes the bytes, the place behind the initial byte and
# the depth, and gives the item and the place behind it; IndexError when the bytes end before another item.


def _plain(value: Unchecked, _coded: bytes, at: int, _depth: int) -> _Read:
    return value, at


def _negative(argument: int, _coded: bytes, at: int, _depth: int) -> _Read:
    return -1 - argument, at


def _bytes(length: int, coded: bytes, at: int, _depth: int) -> _Read:
    content = coded[at : at + length]
    if len(content) < length:
        raise Fault(Code.BAD_CBOR)
    return content, at + length


def _text(length: int, coded: bytes, at: int, _depth: int) -> _Read:
    content = coded[at : at + length]
    if len(content) < length:
        raise Fault(Code.BAD_CBOR)
    try:
        return content.decode(), at + length
    except UnicodeDecodeError:
        raise Fault(Code.BAD_CBOR) from None


def _deeper(count: int, left: int, depth: int) -> int:
    if depth == MAX_DEPTH or count > left:
        raise Fault(Code.BAD_CBOR)
    return depth + 1


def _array(count: int, coded: bytes, at: int, depth: int) -> _Read:
    inside = _deeper(count, len(coded) - at, depth)
    items = []
    for _ in range(count):
        item, at = _READERS[coded[at]](coded, at + 1, inside)
        items.append(item)
    return items, at


def _map(count: int, coded: bytes, at: int, depth: int) -> _Read:
    inside = _deeper(count, len(coded) - at, depth)
    items: dict[int | str, Unchecked] = {}
    last = b""
    for _ in range(count):
        key, end = _READERS[coded[at]](coded, at + 1, inside)
        if isinstance(key, bool) or not isinstance(key, int | str):
            raise Fault(Code.BAD_CBOR)
        if coded[at:end] <= last:
            raise Fault(Code.NON_CANONICAL_CBOR)
        last = coded[at:end]
        items[key], at = _READERS[coded[end]](coded, end + 1, inside)
    return items, at


def _inner_tag(_number: int, _coded: bytes, _at: int, _depth: int) -> _Read:
    raise Fault(Code.BAD_CBOR)


def _long(read: Callable[[int, bytes, int, int], _Read], info: int, coded: bytes, at: int, depth: int) -> _Read:
    end = at + _WIDTHS[info]
    if end > len(coded):
        raise Fault(Code.BAD_CBOR)
    argument = int.from_bytes(coded[at:end], "big")
    if argument < _LEAST[info]:
        raise Fault(Code.NON_CANONICAL_CBOR)
    return read(argument, coded, end, depth)


def _refused(code: Code, _coded: bytes, _at: int, _depth: int) -> _Read:
    raise Fault(code)


def _reader(first: int) -> Callable[[bytes, int, int], _Read]:
    major, info = first >> 5, first & 31
    if first in SIMPLE:
        return partial(_plain, SIMPLE[first])
    if info == _INDEFINITE and major in (BYTES, TEXT, ARRAY, MAP):
        return partial(_refused, Code.NON_CANONICAL_CBOR)
    if major > TAG or info > max(_WIDTHS):
        return partial(_refused, Code.BAD_CBOR)
    read = (_plain, _negative, _bytes, _text, _array, _map, _inner_tag)[major]
    return partial(_long, read, info) if info in _WIDTHS else partial(read, info)


_READERS = [_reader(first) for first in range(256)]
