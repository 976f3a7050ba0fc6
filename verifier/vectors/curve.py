"""The curve of Ed25519 (RFC 8032 section 5.1), as much of it as it takes to make what no honest signer makes.

Points are affine, `(x, y)`. Slow and not constant in time: for the published test keys alone.
"""

from __future__ import annotations

import hashlib

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
"""The order of the group that the base point makes."""
_D = -121665 * pow(121666, -1, P) % P
Point = tuple[int, int]

SMALL_ORDER = {
    "the neutral point": "01" + "00" * 31,
    "the point of order 2": "ec" + "ff" * 30 + "7f",
    "a point of order 4": "00" * 32,
    "the other point of order 4": "00" * 31 + "80",
    "a point of order 8": "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "a point of order 8 with the other sign": "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "another point of order 8": "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "another point of order 8 with the other sign": "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
}
"""The 8 points of small order, each in its one canonical encoding."""
NOT_CANONICAL = {
    "the neutral point with a sign": "01" + "00" * 30 + "80",
    "the point of order 2 with a sign": "ec" + "ff" * 31,
    "a point of order 4, not reduced": "ed" + "ff" * 30 + "7f",
    "the other point of order 4, not reduced": "ed" + "ff" * 31,
    "the neutral point, not reduced": "ee" + "ff" * 30 + "7f",
    "the neutral point, not reduced and with a sign": "ee" + "ff" * 31,
    "the largest coordinate that fits": "ff" * 31 + "7f",
}
"""Encodings that RFC 8032 section 5.1.3 refuses and that lenient libraries read; the last is of no small order."""
NO_POINT = bytes([2]) + bytes(31)
"""A reduced y coordinate for which the curve has no x."""


def decode(coded: bytes) -> Point:
    """Return the point of a canonical encoding of 32 bytes; ValueError where the curve has none."""
    y, sign = int.from_bytes(coded, "little") & (1 << 255) - 1, coded[31] >> 7
    square = (y * y - 1) * pow(_D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P:
        raise ValueError("no point of the curve has this y coordinate")
    return (P - x if x % 2 != sign else x, y)


def encode(point: Point) -> bytes:
    """Return the 32 bytes of `point`."""
    return (point[1] | (point[0] % 2) << 255).to_bytes(32, "little")


def add(one: Point, other: Point) -> Point:
    """Return the sum of two points."""
    (x1, y1), (x2, y2) = one, other
    product = _D * x1 * x2 * y1 * y2
    return (
        (x1 * y2 + x2 * y1) * pow(1 + product, -1, P) % P,
        (y1 * y2 + x1 * x2) * pow(1 - product, -1, P) % P,
    )


def times(number: int, point: Point) -> Point:
    """Return `number` times `point`."""
    total: Point = (0, 1)
    for bit in f"{number:b}":
        total = add(total, total)
        total = add(total, point) if bit == "1" else total
    return total


BASE = decode(b"\x58" + b"\x66" * 31)
ORDER_8 = decode(bytes.fromhex(SMALL_ORDER["a point of order 8"]))


def secret(seed: bytes) -> int:
    """Return the secret scalar of the key of `seed`, 32 bytes."""
    half = int.from_bytes(hashlib.sha512(seed).digest()[:32], "little")
    return half & ((1 << 254) - 8) | 1 << 254


def challenge(nonce: bytes, public_key: bytes, message: bytes) -> int:
    """Return k of RFC 8032 section 5.1.7 for the R in `nonce`."""
    return int.from_bytes(hashlib.sha512(nonce + public_key + message).digest(), "little") % ORDER


def malleable(honest: bytes) -> bytes:
    """Return a signature with the order of the group added to its S: RFC 8032 section 5.1.7 refuses it."""
    return honest[:32] + (int.from_bytes(honest[32:], "little") + ORDER).to_bytes(32, "little")


def signature(scalar: int, public_key: bytes, message: bytes, *, nonce: bytes, r: int = 0) -> bytes:
    """Return the signature with R as in `nonce` and the S that an honest R, `r` times the base point, would need."""
    s = (r + challenge(nonce, public_key, message) * scalar) % ORDER
    return nonce + s.to_bytes(32, "little")


def nonceless(seed: bytes, public_key: bytes, message: bytes) -> bytes:
    """Return the signature of the key of `seed` with r = 0: the equation holds, and it gives the key away."""
    return signature(secret(seed), public_key, message, nonce=bytes.fromhex(SMALL_ORDER["the neutral point"]))
