"""Bytes as decimal digits, so that a QR symbol carries them in its numeric mode (SPEC.md 1, CTAP 2.2 section 11.5).

Seven bytes, read as a little-endian number, become 17 digits; a tail of 1 to 6 bytes becomes 3, 5, 8, 10, 13 or 15.
"""

from __future__ import annotations

import struct

from .fault import Code, Fault

CHUNK, CHUNK_DIGITS = 7, 17
TAIL_DIGITS = {0: 0, 1: 3, 2: 5, 3: 8, 4: 10, 5: 13, 6: 15}
TAIL_BYTES = {digits: size for size, digits in TAIL_DIGITS.items()}
MAX_DIGITS = 1008
"""The digits of 415 bytes, the largest token there is."""


def encode(coded: bytes) -> str:
    """Return the digits of `coded`."""
    return "".join(_digits(coded[at : at + CHUNK]) for at in range(0, len(coded), CHUNK))


def _digits(chunk: bytes) -> str:
    width = CHUNK_DIGITS if len(chunk) == CHUNK else TAIL_DIGITS[len(chunk)]
    return f"{int.from_bytes(chunk, 'little'):0{width}d}"


def decode(digits: str) -> bytes:
    """Return the bytes of `digits`.

    Raises `Fault(bad_digits)` for none or more than `MAX_DIGITS` of them, for anything but ASCII digits, for a tail of
    another length, and for a chunk whose number needs more bytes than it stands for.
    """
    is_digits = digits.isascii() and digits.isdigit()
    if len(digits) > MAX_DIGITS or not is_digits or len(digits) % CHUNK_DIGITS not in TAIL_BYTES:
        raise Fault(Code.BAD_DIGITS)
    count, tail = divmod(len(digits), CHUNK_DIGITS)
    chunks = struct.unpack(f"{CHUNK_DIGITS}s" * count, digits[: len(digits) - tail].encode())
    words = bytearray(struct.pack(f"<{count}Q", *map(int, chunks)))
    if any(words[CHUNK :: CHUNK + 1]):
        raise Fault(Code.BAD_DIGITS)
    del words[CHUNK :: CHUNK + 1]
    return bytes(words) + _tail(digits[len(digits) - tail :])


def _tail(digits: str) -> bytes:
    try:
        return int(digits or "0").to_bytes(TAIL_BYTES[len(digits)], "little")
    except OverflowError:
        raise Fault(Code.BAD_DIGITS) from None
