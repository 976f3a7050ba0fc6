"""What is changed, and how a change becomes an input of the verifiers.

A sealed subject is changed after it was signed: nothing but the original may be accepted. The others are changed and
then signed with the right key, so that the steps behind the signature meet strange values too: there the two
implementations must only agree.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from random import Random

from verifier.attestation import Entry, Prepared, cbor, status_list, token, trust
from verifier.vectors import world

from .answers import Answer, answer
from .changes import HEADS, changed, changed_text, changed_value, flips, insertions, truncations

_WEIGHT = 0.05
_TOKEN, _SIGNATURE_BYTES = world.coded(), 64
_LINK = world.scanned(_TOKEN)
_GOOD = answer("text", _LINK)
_PACKED = status_list.pack({at * at % status_list.ENTRIES: Entry(at % 4) for at in range(700)})
_CLAIMS = token.prepare(world.CLAIMS, world.kid(world.AGREEMENT))
_URI = f"https://{world.HOST}/s/{world.LIST}.cwt"
_SINCE = {at * at % status_list.ENTRIES: date(2026, 6, 8) for at in range(3, 43, 4)}
_LIST = status_list.prepare(_PACKED, uri=_URI, issued_at=world.LISTED, kid=world.kid(world.STATUS), since=_SINCE)
_TRUST = trust.prepare(world.TRUST, world.public(world.ROOT))


@dataclass(frozen=True)
class Subject:
    """Something to change: the question it is for, a random input, each systematic one, and which answer is a hole."""

    question: str
    random: Callable[[Random], str]
    each: Callable[[], Iterator[str]] = lambda: iter(())
    is_hole: Callable[[Answer], bool] = lambda _: False
    weight: float = _WEIGHT
    """Random changes of this subject for each one of the token."""


def _sealed(
    question: str,
    original: bytes,
    asked: Callable[[bytes], str],
    is_hole: Callable[[Answer], bool],
    weight: float = _WEIGHT,
) -> Subject:
    def other(dice: Random) -> str:
        while (coded := changed(dice, original)) == original:
            pass
        return asked(coded)

    def each() -> Iterator[str]:
        inserted = insertions(original, range(256) if weight == 1 else HEADS)
        return map(asked, chain(flips(original), truncations(original), inserted))

    return Subject(question, other, each, is_hole, weight)


def _signed(question: str, message: Prepared, signer: int, asked: Callable[[bytes], str]) -> Subject:
    """Return the subject of a header or a payload that is changed, half of the time as a value, and then signed."""

    def other(dice: Random) -> str:
        header, payload = message.protected, message.payload
        if dice.random() < 1 / 8:
            header = _one_or_other(dice, header)
        else:
            payload = _one_or_other(dice, payload)
        return asked(world.envelope(header, payload, signer))

    return Subject(question, other)


def _one_or_other(dice: Random, coded: bytes) -> bytes:
    return changed(dice, coded) if dice.random() < 1 / 2 else cbor.encode(changed_value(dice, cbor.decode(coded)))


def _is_signed(answered: Answer) -> bool:
    return answered[0] in {"genuine", "unconfirmed"}


def _signature(dice: Random) -> str:
    signature = changed(dice, _TOKEN[-_SIGNATURE_BYTES:])
    size = cbor.encode(bytes(len(signature)))[: -len(signature) or None]
    coded = _TOKEN[: -_SIGNATURE_BYTES - 2] + size + signature
    return world.scanned(coded if coded != _TOKEN else coded[:-1] + bytes([coded[-1] ^ 1]))


def _deflated(dice: Random) -> str:
    """Return entries deflated in any of zlib's ways, half of the time changed."""
    packed = dice.choice((_PACKED, _PACKED[:1000], dice.randbytes(dice.randrange(700)), bytes(65536), bytes(65537)))
    zipper = zlib.compressobj(
        dice.randint(0, 9), zlib.DEFLATED, dice.choice((14, 15, 15, 15)), dice.randint(1, 9), dice.randint(0, 4)
    )
    half = zipper.compress(packed[:500]) + zipper.flush(
        dice.choice((zlib.Z_NO_FLUSH, zlib.Z_SYNC_FLUSH, zlib.Z_FULL_FLUSH))
    )
    deflated = half + zipper.compress(packed[500:]) + zipper.flush()
    return (deflated if dice.random() < 1 / 2 else changed(dice, deflated)).hex()


SUBJECTS: dict[str, Subject] = {
    "token": _sealed("text", _TOKEN, world.scanned, _is_signed, weight=1),
    "signature": Subject("text", _signature, is_hole=_is_signed),
    "status list": _sealed("list", world.listed(), bytes.hex, lambda answered: answered[0] != "unknown"),
    "trust list": _sealed("trust", world.trust_list(), bytes.hex, lambda answered: answered[0] == "read"),
    "link": Subject(
        *("text", lambda dice: changed_text(dice, _LINK)),
        is_hole=lambda answered: _is_signed(answered) and answered != _GOOD,
        weight=0.1,
    ),
    "CBOR": Subject("cbor", lambda dice: changed(dice, _CLAIMS.payload).hex(), weight=0.1),
    "deflated entries": Subject("inflated", _deflated, weight=0.02),
    "claims, then signed": _signed("text", _CLAIMS, world.AGREEMENT, world.scanned),
    "status claims, then signed": _signed("list", _LIST, world.STATUS, bytes.hex),
    "trust claims, then signed": _signed("trust", _TRUST, world.ROOT, bytes.hex),
}
