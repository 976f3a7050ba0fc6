"""Tokens, link to verdict: steps 1 to 9. A refusal is filed under the step that makes it and its code.

Each refused token differs from a good one in what its name says, and is properly signed unless the name says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from verifier.attestation import AgreementClaims, Key, KeyTerms, Use, base10, budget, cbor, key_id, link, token

from . import curve
from .world import (
    AGREEMENT,
    BARE,
    CLAIMS,
    DAY,
    HOST,
    ISSUED,
    LOG,
    NOW,
    OTHER,
    OTHER_SCHOOL,
    RETIRED,
    SCHOOL,
    STATUS,
    STOLEN,
    STRANGER,
    TRUST,
    coded,
    envelope,
    kid,
    public,
    scanned,
    seed,
    sign,
)

Cases = Mapping[tuple[int, str], Mapping[str, str]]

GOOD = coded()
DIGITS = base10.encode(GOOD)
HEADER: dict[int | str, cbor.Value] = {1: -19, 4: kid(AGREEMENT)}
PROTECTED = cbor.encode(HEADER)
PREPARED = token.prepare(CLAIMS, kid(AGREEMENT))
SIGNATURE = GOOD[-64:]
ARRAY: list[Any] = cbor.decode(PREPARED.payload)[-65537]

NONCE = 1_780_000_000
MIXED = curve.encode(curve.add(curve.times(NONCE, curve.BASE), curve.ORDER_8))
"""An R that lenient libraries take for `NONCE` times the base point, because they multiply both sides by 8."""

WIDEST = 200 + budget.LARGEST - budget.size(replace(BARE, name="n" * 200))
"""Bytes of the longest name that a token can hold when all else that may be absent is."""

CLAIMS_ACCEPTED = {
    "the reference vector": CLAIMS,
    "a token with nothing that may be absent": BARE,
    "an edition that supersedes another": replace(CLAIMS, edition=2, supersedes=token.fingerprint(GOOD)),
    "a number with a leading zero": replace(CLAIMS, number="00000417"),
    "a number with letters": replace(CLAIMS, number="2026-WJ-0417"),
    "the largest number that is an integer": replace(CLAIMS, number=str(2**64 - 1)),
    "a number too large for an integer": replace(CLAIMS, number=str(2**64)),
    "a number of full-width digits": replace(CLAIMS, number="２０２６"),
    "key terms that are all absent": replace(CLAIMS, terms=KeyTerms()),
    "a last day of reporting in 1970": replace(CLAIMS, terms=KeyTerms(report_by=date(1970, 1, 1))),
    "the last day of reporting there is": replace(CLAIMS, terms=KeyTerms(report_by=date(9999, 12, 31))),
    "a rural collective's code that begins with a letter": replace(CLAIMS, uscc="N2340100MF12345672"),
    "a name with a middle dot": replace(CLAIMS, name="阿卜杜热西提·买买提"),
    "the longest names": replace(BARE, name="买" * 30, employer="限" * 40, uscc="12411528MB034775XM"),
    "the largest token": replace(BARE, name="n" * WIDEST),
    "the last index of a list": replace(CLAIMS, status_index=131_071),
    "a key at the last second of its window": replace(CLAIMS, issued_at=ISSUED),
    "issued 5 minutes ahead of our clock": replace(CLAIMS, issued_at=NOW + 300),
}


def changed(**fields: Any) -> AgreementClaims:  # noqa: ANN401 - any field of the claims
    """Return the claims with other fields."""
    return replace(CLAIMS, **fields)


def payload(index: int, value: cbor.Value) -> str:
    """Return a scan of a signed token whose agreement array has `value` at `index`."""
    return agreement([*ARRAY[:index], value, *ARRAY[index + 1 :]])


def agreement(
    array: cbor.Value, issued_at: cbor.Value = ISSUED, more: Mapping[int | str, cbor.Value] | None = None
) -> str:
    """Return a scan of a signed token with any array, time and further claims."""
    return scanned(envelope(HEADER, {6: issued_at, -65537: array, **(more or {})}))


def message(items: cbor.Value, tag: int = 18) -> str:
    """Return a scan of anything under a tag."""
    return scanned(cbor.encode_tagged(tag, items))


def signed_with(signature: bytes) -> str:
    """Return a scan of the good token with another signature."""
    return message([PROTECTED, {}, PREPARED.payload, signature])


def crooked(nonce: bytes, r: int = 0) -> str:
    """Return a scan of the good token, signed by the holder of its key with an R that is not `r` times the base."""
    message = PREPARED.to_be_signed
    return signed_with(curve.signature(curve.secret(seed(AGREEMENT)), public(AGREEMENT), message, nonce=nonce, r=r))


def odd(public_key: bytes, *, nonce: bytes, r: int = 0) -> str:
    """Return a scan of a token by a key that is `public_key` where the reference key should be."""
    prepared = token.prepare(CLAIMS, key_id(public_key))
    scalar = curve.secret(seed(AGREEMENT))
    return scanned(prepared.finish(curve.signature(scalar, public_key, prepared.to_be_signed, nonce=nonce, r=r)))


def flipped(position: int, bit: int = 0) -> str:
    """Return a scan of the good token with one bit turned over."""
    return scanned(GOOD[:position] + bytes([GOOD[position] ^ 1 << bit]) + GOOD[position + 1 :])


def replaced(old: bytes, new: bytes) -> str:
    """Return a scan of the good token with some bytes replaced and the signature left alone."""
    return scanned(GOOD.replace(old, new))


REFUSED: Cases = {
    (1, "wrong_prefix"): {
        "another host": link.text("verify.example.com", GOOD),
        "an official host as the beginning of another": link.text(f"{HOST}.example.com", GOOD),
        "an official host as the user of another": f"https://{HOST}@example.com/v#1{DIGITS}",
        "an official host in capitals": f"https://{HOST.upper()}/v#1{DIGITS}",
        "an official host at another port": f"https://{HOST}:8443/v#1{DIGITS}",
        "no encryption": f"http://{HOST}/v#1{DIGITS}",
        "encryption on a loopback host": f"https://127.0.0.1:8000/v#1{DIGITS}",
        "another path": f"https://{HOST}/verify#1{DIGITS}",
        "a slash at the end of the path": f"https://{HOST}/v/#1{DIGITS}",
        "a query": f"https://{HOST}/v?from=timeline#1{DIGITS}",
        "the digits in the query": f"https://{HOST}/v?1{DIGITS}",
        "another format": f"https://{HOST}/v#2{DIGITS}",
        "no digits at all": f"https://{HOST}/v#",
        "no fragment": f"https://{HOST}/v",
        "digits of another format": f"2{DIGITS}",
        "a space before the link": f" https://{HOST}/v#1{DIGITS}",
        "the menu of a restaurant": "今日特价：宫保鸡丁 28 元",
        "nothing": "",
    },
    (2, "bad_digits"): {
        "a format without digits": f"https://{HOST}/v#1",
        "one digit lost": scanned(GOOD)[:-1],
        "one digit more": scanned(GOOD) + "0",
        "a line break at the end": scanned(GOOD) + "\n",
        "a space in the middle": f"https://{HOST}/v#1{DIGITS[:90]} {DIGITS[90:]}",
        "a full-width digit": f"https://{HOST}/v#1{DIGITS[:90]}１{DIGITS[91:]}",
        "a chunk that overflows": f"https://{HOST}/v#1{'9' * 17}{DIGITS[17:]}",
        "five thousand digits": "1" + "0" * 5000,
        "a token larger than the largest": scanned(coded(replace(BARE, name="n" * (WIDEST + 1)))),
        "a second fragment": scanned(GOOD) + "#1",
    },
    (3, "bad_cbor"): {
        "a byte that is no CBOR": scanned(b"\xff"),
        "only half of the token": scanned(GOOD[:100]),
        "all but the last byte": scanned(GOOD[:-1]),
        "a float for the unprotected header": scanned(
            b"\xd2\x84" + cbor.encode(PROTECTED) + b"\xf9\x00\x00" + GOOD[-67:]
        ),
        "a tag in the tag": scanned(b"\xd2" + GOOD),
        "text that is not UTF-8": scanned(b"\xd2\x84\x61\xff" + GOOD[5:]),
        "a length beyond the end": scanned(GOOD[:-66] + b"\x5b\xff\xff\xff\xff\xff\xff\xff\xff" + SIGNATURE),
    },
    (3, "non_canonical_cbor"): {
        "a byte after the token": scanned(GOOD + b"\x00"),
        "the tag in two bytes": scanned(b"\xd8\x12" + GOOD[1:]),
        "the array's length in two bytes": scanned(b"\xd2\x98\x04" + GOOD[2:]),
        "an array of indefinite length": scanned(b"\xd2\x9f" + GOOD[2:] + b"\xff"),
        "a signature of indefinite length": scanned(GOOD[:-66] + b"\x5f" + GOOD[-66:] + b"\xff"),
        "the signature's length in three bytes": scanned(GOOD[:-66] + b"\x59\x00\x40" + SIGNATURE),
    },
    (4, "wrong_tag"): {
        "no tag": scanned(GOOD[1:]),
        "the tag of COSE_Mac0": scanned(b"\xd1" + GOOD[1:]),
        "the tag of a CWT around it all": scanned(b"\xd8\x3d" + GOOD[1:]),
        "an array of three": message([PROTECTED, {}, PREPARED.payload]),
        "an array of five": message([PROTECTED, {}, PREPARED.payload, SIGNATURE, None]),
        "a map for an array": message({0: PROTECTED, 1: {}, 2: PREPARED.payload, 3: SIGNATURE}),
        "a protected header that is not wrapped in bytes": message([HEADER, {}, PREPARED.payload, SIGNATURE]),
        "an unprotected header of null": message([PROTECTED, None, PREPARED.payload, SIGNATURE]),
        "a detached payload": message([PROTECTED, {}, None, SIGNATURE]),
        "text for a signature": message([PROTECTED, {}, PREPARED.payload, "signature"]),
    },
    (4, "bad_cbor"): {
        "a protected header of no bytes": scanned(envelope(b"", PREPARED.payload)),
        "a protected header that ends early": scanned(envelope(PROTECTED[:-1], PREPARED.payload)),
    },
    (4, "non_canonical_cbor"): {
        "a protected header with its labels in another order": scanned(
            envelope(b"\xa2\x04\x44" + kid(AGREEMENT) + b"\x01\x32", PREPARED.payload)
        ),
        "a protected header with the algorithm twice": scanned(
            envelope(b"\xa3\x01\x32\x01\x32\x04\x44" + kid(AGREEMENT), PREPARED.payload)
        ),
        "an algorithm in two bytes": scanned(envelope(b"\xa2\x01\x38\x12\x04\x44" + kid(AGREEMENT), PREPARED.payload)),
        "a byte after the protected header": scanned(envelope(PROTECTED + b"\x00", PREPARED.payload)),
    },
    (4, "wrong_alg"): {
        "EdDSA, the polymorphic name": scanned(envelope({**HEADER, 1: -8}, PREPARED.payload)),
        "ES256": scanned(envelope({**HEADER, 1: -7}, PREPARED.payload)),
        "HMAC": scanned(envelope({**HEADER, 1: 5}, PREPARED.payload)),
        "the algorithm as text": scanned(envelope({**HEADER, 1: "Ed25519"}, PREPARED.payload)),
        "no algorithm": scanned(envelope({4: kid(AGREEMENT)}, PREPARED.payload)),
        "an algorithm that is not protected": scanned(
            envelope({4: kid(AGREEMENT)}, PREPARED.payload, unprotected={1: -19})
        ),
        "a protected header that is an array": scanned(envelope([1, -19], PREPARED.payload)),
    },
    (4, "kid_in_wrong_header"): {
        "a kid that is not protected": scanned(envelope({1: -19}, PREPARED.payload, unprotected={4: kid(AGREEMENT)})),
        "a kid in both headers": scanned(envelope(HEADER, PREPARED.payload, unprotected={4: kid(AGREEMENT)})),
        "no kid": scanned(envelope({1: -19}, PREPARED.payload)),
        "a kid of three bytes": scanned(envelope({**HEADER, 4: kid(AGREEMENT)[:3]}, PREPARED.payload)),
        "a kid of eight bytes": scanned(envelope({**HEADER, 4: kid(AGREEMENT) * 2}, PREPARED.payload)),
        "a kid of text": scanned(envelope({**HEADER, 4: "key1"}, PREPARED.payload)),
    },
    (4, "unprotected_not_empty"): {
        "a content type that is not protected": scanned(envelope(HEADER, PREPARED.payload, unprotected={16: "cwt"})),
        "a private label that is not protected": scanned(envelope(HEADER, PREPARED.payload, unprotected={-70001: 1})),
        "a text label that is not protected": scanned(envelope(HEADER, PREPARED.payload, unprotected={"note": ""})),
    },
    (4, "bad_claims"): {
        "a token that says it is a status list": scanned(
            envelope({**HEADER, 16: "application/statuslist+cwt"}, PREPARED.payload)
        ),
        "a critical header": scanned(envelope({**HEADER, 2: [1]}, PREPARED.payload)),
    },
    (5, "unknown_kid"): {
        "a key that no trust list has": scanned(coded(CLAIMS, STRANGER)),
        "a bit of the kid turned over": flipped(8),
    },
    (5, "wrong_use"): {
        "signed by the status key": scanned(coded(CLAIMS, STATUS)),
        "signed by the log's key": scanned(coded(CLAIMS, LOG)),
    },
    (6, "bad_signature"): {
        "a bit of the signature's R turned over": flipped(len(GOOD) - 64),
        "a bit of the signature's S turned over": flipped(len(GOOD) - 20, 3),
        "the highest bit of the signature turned over": flipped(len(GOOD) - 1, 7),
        "S plus the order of the group": signed_with(curve.malleable(SIGNATURE)),
        "S that is the order of the group": signed_with(SIGNATURE[:32] + curve.ORDER.to_bytes(32, "little")),
        "S of ones": signed_with(SIGNATURE[:32] + b"\xff" * 32),
        "a signature of zeros": signed_with(bytes(64)),
        "R the neutral point and S zero": signed_with(b"\x01" + bytes(63)),
        **{
            f"R {name}, by the key's holder": crooked(bytes.fromhex(point))
            for name, point in {**curve.SMALL_ORDER, **curve.NOT_CANONICAL}.items()
        },
        "R with a part of small order, by the key's holder": crooked(MIXED, NONCE),
        "R that is no point": crooked(curve.NO_POINT),
        "a signature of 63 bytes": signed_with(SIGNATURE[:-1]),
        "a signature of 65 bytes": signed_with(SIGNATURE + b"\x00"),
        "no signature": signed_with(b""),
        "another key's signature": signed_with(sign(OTHER, PREPARED.to_be_signed)),
        "a signature over the payload alone": signed_with(sign(AGREEMENT, PREPARED.payload)),
        "a signature for another structure": signed_with(
            sign(AGREEMENT, cbor.encode(["Signature", PROTECTED, b"", PREPARED.payload]))
        ),
        "a signature over further data": signed_with(
            sign(AGREEMENT, cbor.encode(["Signature1", PROTECTED, b"x", PREPARED.payload]))
        ),
        "another name": replaced("欧阳𬭎".encode(), "欧阳𬭼".encode()),
        "another monthly pay": replaced(cbor.encode(12000), cbor.encode(13000)),
        "another status index": replaced(cbor.encode(77_777), cbor.encode(77_778)),
        "another school": replaced(cbor.encode(19999), cbor.encode(19998)),
    },
    (7, "bad_cbor"): {
        "a payload of no bytes": scanned(envelope(HEADER, b"")),
        "a payload that ends early": scanned(envelope(HEADER, PREPARED.payload[:-1])),
        "a number that is a bignum": scanned(envelope(HEADER, b"\xa2\x06\xc2\x41\x01\x3a\x00\x01\x00\x00\x80")),
        "a pay that is a float": scanned(envelope(HEADER, PREPARED.payload.replace(b"\x19\x2e\xe0", b"\xf9\x71\xdc"))),
    },
    (7, "non_canonical_cbor"): {
        "claims in another order": scanned(envelope(HEADER, b"\xa2" + PREPARED.payload[7:] + PREPARED.payload[1:7])),
        "a time in nine bytes": scanned(
            envelope(HEADER, PREPARED.payload.replace(b"\x1a\x6a", b"\x1b\x00\x00\x00\x00\x6a", 1))
        ),
        "a byte after the claims": scanned(envelope(HEADER, PREPARED.payload + b"\xf6")),
    },
    (7, "bad_claims"): {
        "claims that are an array": scanned(envelope(HEADER, [ISSUED, ARRAY])),
        "no time of issue": scanned(envelope(HEADER, {-65537: ARRAY})),
        "no agreement": scanned(envelope(HEADER, {6: ISSUED})),
        "an expiry, which no token has": agreement(ARRAY, more={4: ISSUED + DAY}),
        "a time of text": agreement(ARRAY, "2026-05-28"),
        "a time that is true": agreement(ARRAY, issued_at=True),
        "a time beyond what every language can hold": agreement(ARRAY, 2**53),
        "a time after the year 9999": agreement(ARRAY, 2_932_896 * DAY + 1),
        "a time before 1970": agreement(ARRAY, -1),
        "an agreement of eleven fields": agreement(ARRAY[:-1]),
        "an agreement of thirteen fields": agreement([*ARRAY, None]),
        "an agreement that is text": agreement("agreement"),
        "a number in text that fits an integer": payload(0, "20260001234"),
        "the number zero as an integer": payload(0, 0),
        "a number below zero": payload(0, -1),
        "an empty number": payload(0, ""),
        "a number of bytes": payload(0, b"1"),
        "edition zero": payload(1, 0),
        "an edition of text": payload(1, "1"),
        "an edition that is true": payload(1, value=True),
        "no name": payload(2, None),
        "an empty name": payload(2, ""),
        "a name that is not NFC": payload(2, "e\u0301"),
        "a name with a line break": payload(2, "欧阳\n𬭎"),
        "a name with a change of direction": payload(2, "欧阳\u202e𬭎"),
        "a name with a byte order mark": payload(2, "\ufeff欧阳"),
        "a holder hint that is a number": payload(3, 417),
        "school zero": payload(4, 0),
        "a school of six digits": payload(4, 100_000),
        "no employer": payload(5, None),
        "a credit code in text": payload(6, "91110000600037341L"),
        "a credit code of eleven bytes": payload(6, bytes(11)),
        "a credit code beyond the last one": payload(6, (31**18).to_bytes(12, "big")),
        "a digest of 31 bytes": payload(7, bytes(31)),
        "no digest": payload(7, None),
        "a list below zero": payload(8, -1),
        "no list": payload(8, None),
        "an index below zero": payload(9, -1),
        "an index of text": payload(9, "77777"),
        "three key terms": payload(10, [None, None, None]),
        "five key terms": payload(10, [None] * 5),
        "key terms in a map": payload(10, {}),
        "an empty position": payload(10, ["", None, None, None]),
        "a pay below zero": payload(10, [None, -1, None, None]),
        "a pay of text": payload(10, [None, "12000", None, None]),
        "a penalty that is false": payload(10, [None, None, False, None]),
        "a last day before 1970": payload(10, [None, None, None, -1]),
        "a last day after the year 9999": payload(10, [None, None, None, 2_932_897]),
        "a last day of text": payload(10, [None, None, None, "2026-07-15"]),
        "a previous edition in seven bytes": payload(11, bytes(7)),
    },
    (8, "wrong_use"): {
        "signed by another school's key": scanned(coded(CLAIMS, OTHER)),
        "a school that the trust list does not have": scanned(coded(changed(school=12345))),
        "another school's agreement": scanned(coded(changed(school=OTHER_SCHOOL))),
        "signed before the key's window": scanned(coded(changed(issued_at=ISSUED - DAY - 1))),
        "signed after the key's window": scanned(coded(changed(issued_at=ISSUED + 365 * DAY + 1))),
        "signed after the key was retired": scanned(coded(changed(issued_at=ISSUED + 1), RETIRED)),
    },
    (9, "key_compromised"): {
        "a stolen key": scanned(coded(CLAIMS, STOLEN)),
        "a stolen key before its cutoff": scanned(coded(changed(issued_at=ISSUED - 1), STOLEN)),
    },
    (9, "iat_in_future"): {
        "issued more than 5 minutes ahead of our clock": scanned(coded(changed(issued_at=NOW + 301)))
    },
}

ACCEPTED = {
    **{name: scanned(coded(claims)) for name, claims in CLAIMS_ACCEPTED.items()},
    "the digits alone, with their format": f"1{DIGITS}",
    "a loopback host": link.text("127.0.0.1:8000", GOOD),
    "a retired key in its window": scanned(coded(CLAIMS, RETIRED)),
    "a key in the first second of its window": scanned(coded(changed(issued_at=ISSUED - DAY))),
}
MIXED_KEY = curve.encode(curve.add(curve.decode(public(AGREEMENT)), curve.ORDER_8))
ODD_TRUST = replace(
    TRUST, keys=(*TRUST.keys, *(Key(x, Use.AGREEMENT, SCHOOL, ISSUED - DAY) for x in (MIXED_KEY, curve.NO_POINT)))
)
"""A trust list whose keys pass the check of SPEC.md 5 and that no honest school has."""
ODD_KEYS = {
    "a key with a part of small order": odd(MIXED_KEY, nonce=curve.encode(curve.times(NONCE, curve.BASE)), r=NONCE),
    "a key that is no point": odd(curve.NO_POINT, nonce=SIGNATURE[:32]),
}
REFERENCE = {
    "seed": "SHA-256 of `wangqian test key 1`",
    "public": public(AGREEMENT).hex(),
    "kid": kid(AGREEMENT).hex(),
    "protected": PREPARED.protected.hex(),
    "payload": PREPARED.payload.hex(),
    "to_be_signed": PREPARED.to_be_signed.hex(),
    "signature": SIGNATURE.hex(),
    "token": GOOD.hex(),
    "link": scanned(GOOD),
    "check_code": token.check_code(GOOD),
}
