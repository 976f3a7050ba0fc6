"""统一社会信用代码 (GB 32100-2015) in 12 bytes: 18 characters as one base-31 number, big-endian (SPEC.md 2)."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH, PACKED_BYTES = 18, 12
_CHARACTERS = frozenset(ALPHABET)
_PAIRS = [upper + lower for upper in ALPHABET for lower in ALPHABET]


def is_written(uscc: str) -> bool:
    """Whether `uscc` has 18 characters of the alphabet; the check digit is the business of whoever issues."""
    return len(uscc) == LENGTH and _CHARACTERS.issuperset(uscc)


def pack(uscc: str) -> bytes:
    """Return the 12 bytes of `uscc`; ValueError when it holds other characters."""
    number = 0
    for character in uscc:
        number = number * len(ALPHABET) + ALPHABET.index(character)
    return number.to_bytes(PACKED_BYTES, "big")


def unpack(packed: bytes) -> str:
    """Return the characters of `packed`; more than 18 of them when its number is too large for a code."""
    number, written = int.from_bytes(packed, "big"), ""
    while number or len(written) < LENGTH:
        number, pair = divmod(number, len(_PAIRS))
        written = _PAIRS[pair] + written
    return written
