"""Changes of a byte string, of a text and of a CBOR value: each one there is, or a random one.

A random change is one to eight edits. A source of randomness is always a parameter, so that a seed repeats a run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from random import Random

from verifier.attestation import cbor

HEADS = bytes.fromhex("00171820383a3b405758595b5f6078797b7f809b9fa0bbbfc0c2d2d8f0f4f5f6f7f8f9fbff")
"""First bytes of CBOR items at whose edges readers err."""
SIGNS = "0123456789#%?&/: \n\t\u00a0\u200b\u3000１\u0661²vV\ufeff\ud83d𬭎"
"""Characters that a link may meet on its way."""
ODD: tuple[cbor.Value, ...] = (
    *(None, False, True, 0, 1, -1, -19, 18, 99_999, 100_000, 2_932_896, 2_932_897),
    *(2**53 - 1, 2**53, -(2**53), 2**63, 2**64 - 1, -(2**64)),
    *(b"", bytes(4), bytes(8), bytes(12), bytes(32), b"\xff" * 32, b"\x01" + bytes(31), bytes(64)),
    *("", "1", "0", "18446744073709551615", "18446744073709551616", "log", "status", "e\u0301", "\u202e", "𬭎"),
    *([], [None], dict[int | str, cbor.Value]()),
)
"""Values at the edges of the rules that a claim obeys."""


def flips(coded: bytes) -> Iterator[bytes]:
    """Yield `coded` with each of its bits turned over."""
    for at in range(len(coded)):
        for bit in range(8):
            yield coded[:at] + bytes([coded[at] ^ 1 << bit]) + coded[at + 1 :]


def truncations(coded: bytes) -> Iterator[bytes]:
    """Yield each beginning of `coded` but the whole."""
    return (coded[:size] for size in range(len(coded)))


def insertions(coded: bytes, values: Iterable[int] = range(256)) -> Iterator[bytes]:
    """Yield `coded` with each of `values` at each place, before the first byte and after the last among them."""
    return (coded[:at] + bytes([value]) + coded[at:] for value in values for at in range(len(coded) + 1))


def _flip(dice: Random, coded: bytearray) -> None:
    coded[dice.randrange(len(coded))] ^= 1 << dice.randrange(8)


def _set(dice: Random, coded: bytearray) -> None:
    coded[dice.randrange(len(coded))] = dice.randrange(256)


def _head(dice: Random, coded: bytearray) -> None:
    coded[dice.randrange(len(coded))] = dice.choice(HEADS)


def _insert(dice: Random, coded: bytearray) -> None:
    at = dice.randrange(len(coded))
    coded[at:at] = dice.randbytes(dice.randint(1, 4))


def _cut(dice: Random, coded: bytearray) -> None:
    at = dice.randrange(len(coded))
    del coded[at : at + dice.randint(1, 8)]


def _copy(dice: Random, coded: bytearray) -> None:
    source, target = dice.randrange(len(coded)), dice.randrange(len(coded))
    coded[target:target] = coded[source : source + dice.randint(1, 16)]


def _end(dice: Random, coded: bytearray) -> None:
    del coded[dice.randrange(len(coded)) :]


_EDITS: tuple[Callable[[Random, bytearray], None], ...] = (_flip, _flip, _set, _set, _head, _insert, _cut, _copy, _end)
_SHORTENING = len(_EDITS) - 1


def changed(dice: Random, coded: bytes) -> bytes:
    """Return `coded` after one to eight random edits; it may be as it was."""
    edited = bytearray(coded)
    for _ in range(dice.choice((1, 1, 1, 2, 3, 5, 8))):
        if edited:
            # An early end leaves little to look at, so it is rare.
            dice.choice(_EDITS if dice.random() < 1 / 4 else _EDITS[:_SHORTENING])(dice, edited)
    return bytes(edited)


def changed_text(dice: Random, text: str) -> str:
    """Return `text` with some characters lost, doubled, replaced or added."""
    signs = list(text)
    for _ in range(dice.choice((1, 1, 2, 4))):
        at, size = dice.randrange(len(signs) + 1), dice.choice((0, 0, 1, 1, 2, 17))
        signs[at : at + size] = dice.choice(([], [dice.choice(SIGNS)], signs[at : at + size] * 2))
    return "".join(signs)


def changed_value(dice: Random, value: cbor.Unchecked) -> cbor.Unchecked:
    """Return the CBOR value `value` with one of its parts replaced by an odd one, added, lost or moved."""
    if isinstance(value, dict) and value and dice.random() < 9 / 10:
        return _changed_map(dice, value)
    if isinstance(value, list) and value and dice.random() < 9 / 10:
        at = dice.randrange(len(value))
        parts = ([], [dice.choice(ODD)], [value[at]] * 2, *[[changed_value(dice, value[at])]] * 5)
        return [*value[:at], *dice.choice(parts), *value[at + 1 :]]
    if isinstance(value, int) and dice.random() < 1 / 2:
        return min(max(value + dice.choice((-86400, -300, -1, 1, 300, 86400)), -(2**64)), 2**64 - 1)
    return dice.choice(ODD)


def _changed_map(dice: Random, value: dict[int | str, cbor.Unchecked]) -> dict[int | str, cbor.Unchecked]:
    key = dice.choice(list(value))
    others = {name: item for name, item in value.items() if name != key}
    if dice.random() < 1 / 8:
        return {**others, **dice.choice(({}, {dice.choice((0, 16, -1, "", "x")): value[key]}))}
    return {**others, key: changed_value(dice, value[key])}
