"""Trust lists: which are accepted under which root, and which are refused with which code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from verifier.attestation import Rotation, cbor, key_id, trust

from . import curve
from .token_cases import ODD_TRUST
from .world import (
    AGREEMENT,
    LISTED,
    NEXT_ROOT,
    ROOT,
    SCHOOL,
    STRANGER,
    TRUST,
    envelope,
    handover,
    kid,
    public,
    seed,
    sign,
    trust_list,
)


@dataclass(frozen=True)
class Read:
    """One reading: the list, the pinned root, the version held before."""

    coded: bytes
    root: int = ROOT
    held: int = 0


GOOD = trust_list()
MESSAGE = trust.prepare(TRUST, public(ROOT))
HEADER: dict[int | str, cbor.Value] = cbor.decode(MESSAGE.protected)
BODY: dict[int | str, Any] = cbor.decode(MESSAGE.payload)
ROTATED = replace(TRUST, rotations=(handover(ROOT, NEXT_ROOT),))
TWICE = replace(TRUST, rotations=(handover(STRANGER, ROOT), handover(ROOT, NEXT_ROOT)))


def body(**claims: cbor.Value) -> Read:
    """Return a reading of a signed list with other claims; None leaves one out."""
    kept: dict[Any, Any] = {**BODY, **claims}
    kept = {name: value for name, value in kept.items() if value is not None}
    return Read(envelope(HEADER, kept, ROOT))


def times(issued_at: cbor.Value, expires_at: cbor.Value) -> Read:
    """Return a reading of a signed list with other times."""
    return Read(envelope(HEADER, {**BODY, 6: issued_at, 4: expires_at}, ROOT))


def key(**fields: cbor.Value) -> Read:
    """Return a reading of a signed list whose first key has other fields; None is a value here."""
    first, *others = BODY["keys"]
    return body(keys=[{**first, **{name.replace("_", "-"): value for name, value in fields.items()}}, *others])


def rotated(**fields: bytes) -> Read:
    """Return a reading of a list by the next root whose rotation has other fields."""
    return Read(trust_list(replace(TRUST, rotations=(replace(handover(ROOT, NEXT_ROOT), **fields),)), NEXT_ROOT))


def public_key(x: bytes) -> Read:
    """Return a reading of a signed list whose first key is `x`, with its proper kid."""
    return key(x=x, kid=key_id(x))


ACCEPTED: Mapping[str, Read] = {
    "a list signed by the pinned root": Read(GOOD),
    "the version that is held": Read(GOOD, held=3),
    "a newer version than the one held": Read(GOOD, held=2),
    "a list by the next root, for who pins the old one": Read(trust_list(ROTATED, NEXT_ROOT)),
    "a list by the next root, for who pins it": Read(trust_list(ROTATED, NEXT_ROOT), NEXT_ROOT),
    "a list two roots later": Read(trust_list(TWICE, NEXT_ROOT), STRANGER),
    "a list without any key": body(keys=[]),
    "a list with keys under which no signature holds": Read(trust_list(ODD_TRUST)),
}
REFUSED: Mapping[str, Mapping[str, Read]] = {
    "bad_cbor": {"nothing": Read(b""), "a list cut short": Read(GOOD[:-1])},
    "non_canonical_cbor": {"a list with a byte after it": Read(GOOD + b"\x00")},
    "wrong_tag": {"a list without its tag": Read(GOOD[1:])},
    "wrong_alg": {"a list with another algorithm": Read(envelope({**HEADER, 1: -8}, BODY, ROOT))},
    "unprotected_not_empty": {"a list with more beside it": Read(envelope(HEADER, BODY, ROOT, unprotected={"a": 1}))},
    "unknown_kid": {
        "another root": Read(trust_list(root=STRANGER)),
        "the next root without a handover": Read(trust_list(root=NEXT_ROOT)),
        "the old root after its handover": Read(trust_list(ROTATED, ROOT)),
        "a handover that the old root did not sign": rotated(by_old=bytes(64)),
        "a handover from a root that is not pinned": Read(
            trust_list(replace(TRUST, rotations=(handover(STRANGER, NEXT_ROOT),)), NEXT_ROOT)
        ),
    },
    "trust_bad_signature": {
        "a list with a bit of its signature turned over": Read(GOOD[:-1] + bytes([GOOD[-1] ^ 1])),
        "a list whose signature has the order of the group added to its S": Read(
            GOOD[:-64] + curve.malleable(GOOD[-64:])
        ),
        "a list with R the neutral point, by the root's holder": Read(
            GOOD[:-64] + curve.nonceless(seed(ROOT), public(ROOT), MESSAGE.to_be_signed)
        ),
        "a list with another version": Read(GOOD.replace(b"\x67version\x03", b"\x67version\x04")),
        "a list by a key with the root's kid": Read(envelope(HEADER, BODY, AGREEMENT)),
        "a handover that the new root did not sign": rotated(by_new=bytes(64)),
        "a handover to a point of small order": Read(
            trust_list(
                replace(
                    TRUST,
                    rotations=(
                        Rotation(
                            public(ROOT),
                            b"\x01" + bytes(31),
                            sign(ROOT, trust.rotation_message(public(ROOT), b"\x01" + bytes(31))),
                            b"\x01" + bytes(63),
                        ),
                    ),
                )
            )
        ),
    },
    "trust_rolled_back": {"an older version than the one held": Read(GOOD, held=4)},
    "small_order_key": {
        name: public_key(bytes.fromhex(x)) for name, x in {**curve.SMALL_ORDER, **curve.NOT_CANONICAL}.items()
    },
    "bad_claims": {
        "a token for a list": Read(envelope({1: -19, 4: kid(ROOT)}, BODY, ROOT)),
        "claims that are an array": Read(envelope(HEADER, [BODY], ROOT)),
        "no version": body(version=None),
        "a version of text": body(version="3"),
        "a claim that no list has": body(more=1),
        "a list that lives longer than 90 days": times(LISTED, LISTED + 90 * 86400 + 1),
        "a list that expires after the year 9999": times(2_932_896 * 86400, 2_932_896 * 86400 + 1),
        "a list that expires as it is issued": times(LISTED, LISTED),
        "a time of text": times("now", LISTED),
        "keys that are a map": body(keys={}),
        "a key that is text": body(keys=["key"]),
        "a key with a field more": key(more=1),
        "a key with another's kid": key(kid=kid(STRANGER)),
        "a key of 31 bytes": key(x=bytes(31)),
        "a key for a use that does not exist": key(use="anything"),
        "a key whose use is a list": key(use=["agreement"]),
        "a key of a school that the list does not have": key(school=12345),
        "a key of no school": key(school=None),
        "a log key of a school": key(use="log"),
        "a key in a state that does not exist": key(state="lost"),
        "a key that begins before 1970": key(not_before=-1),
        "a key with an end of text": key(not_after="never"),
        "a key with an end after the year 9999": key(not_after=2_932_896 * 86400 + 1),
        "a key with a cutoff that is false": key(cutoff=False),
        "a key twice": body(keys=[BODY["keys"][0]] * 2),
        "a school twice": body(schools=[BODY["schools"][0]] * 2),
        "a school without a name": body(schools=[{"code": SCHOOL, "name": ""}]),
        "a school with a code of text": body(schools=[{"code": "19999", "name": "皖江示例大学"}]),
        "a school with code zero": body(schools=[{"code": 0, "name": "皖江示例大学"}]),
        "a school that is text": body(schools=["皖江示例大学"]),
        "hosts that are text": body(hosts="jy.example.edu.cn"),
        "a host that is a number": body(hosts=[1]),
        "an empty host": body(hosts=[""]),
        "lists that are null in an array": body(lists=[None]),
        "a rotation of three parts": body(rotations=[[bytes(32), bytes(32), bytes(64)]]),
        "a rotation of short keys": body(rotations=[[bytes(31), bytes(32), bytes(64), bytes(64)]]),
        "a rotation of short signatures": body(rotations=[[bytes(32), bytes(32), bytes(63), bytes(64)]]),
    },
}
