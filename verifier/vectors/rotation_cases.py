"""Roots that follow one another: which chain leads from a pinned root to the list's own; and fingerprints of keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from verifier.attestation import Rotation, fingerprint

from .world import NEXT_ROOT, ROOT, STRANGER, TRUST, handover, public, trust_list

LAST_ROOT = 12
_FIRST, _SECOND = handover(ROOT, NEXT_ROOT), handover(NEXT_ROOT, LAST_ROOT)


@dataclass(frozen=True)
class Chain:
    """A list with its rotations, the root that signed it, and the root that is pinned."""

    rotations: Sequence[Rotation]
    signer: int
    pinned: int = ROOT


ACCEPTED: Mapping[str, Chain] = {
    "three roots, for who pins the first": Chain([_FIRST, _SECOND], LAST_ROOT),
    "three roots, for who pins the second": Chain([_FIRST, _SECOND], LAST_ROOT, NEXT_ROOT),
    "three roots, for who pins the last": Chain([_FIRST, _SECOND], LAST_ROOT, LAST_ROOT),
    "a handover told twice": Chain([_FIRST, _FIRST], NEXT_ROOT),
    "a handover between strangers in between": Chain([_FIRST, handover(STRANGER, ROOT), _SECOND], LAST_ROOT),
    "two handovers by one root, of which the first counts": Chain([_FIRST, handover(ROOT, LAST_ROOT)], NEXT_ROOT),
}
REFUSED: Mapping[str, Mapping[str, Chain]] = {
    "unknown_kid": {
        "three roots with the handover in the middle left out": Chain([_FIRST], LAST_ROOT),
        "three roots in the wrong order": Chain([_SECOND, _FIRST], LAST_ROOT),
        "the root in the middle, after the last has followed": Chain([_FIRST, _SECOND], NEXT_ROOT),
        "the second of two handovers by one root": Chain([_FIRST, handover(ROOT, LAST_ROOT)], LAST_ROOT),
        "a handover with the signatures exchanged": Chain(
            [replace(_FIRST, by_old=_FIRST.by_new, by_new=_FIRST.by_old)], NEXT_ROOT
        ),
        "a handover the other way round": Chain([handover(NEXT_ROOT, ROOT)], NEXT_ROOT),
        "a handover whose new root was exchanged": Chain([replace(_FIRST, new=public(LAST_ROOT))], LAST_ROOT),
    },
    "trust_bad_signature": {
        "a new root that did not sign, in a chain whose end is ours": Chain(
            [replace(_FIRST, by_new=_FIRST.by_old), _SECOND], LAST_ROOT
        ),
    },
}


def vectors() -> dict[str, Any]:
    """Return fingerprints, and readings with the version or the code that they give."""
    refused = [{**_read(name, one), "code": code} for code, cases in REFUSED.items() for name, one in cases.items()]
    return {
        "fingerprints": [
            {"name": name, "key": key.hex(), "fingerprint": fingerprint.of(key)} for name, key in _KEYS.items()
        ],
        "accepted": [_read(name, one) for name, one in ACCEPTED.items()],
        "refused": refused,
    }


# Two keys that differ in a bit, and one whose digest has a group that begins with zeros.
_KEYS = {
    "the root of the vectors": public(ROOT),
    "the same with its last bit turned over": public(ROOT)[:-1] + bytes([public(ROOT)[-1] ^ 1]),
    "a key whose first group begins with three zeros": (98).to_bytes(32, "big"),
}


def _read(name: str, one: Chain) -> dict[str, Any]:
    coded = trust_list(replace(TRUST, rotations=tuple(one.rotations)), one.signer)
    return {"name": name, "list": coded.hex(), "root": public(one.pinned).hex(), "held": 0}
