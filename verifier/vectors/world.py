"""The small world in which the vectors happen: keys from published seeds, one trust list, one status list, one instant.

The seed of test key n is SHA-256 of `wangqian test key n`; nothing that counts is ever signed with one. Key 1 signs
agreements of school 19999 and is the one of the reference vector, which never changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from verifier.attestation import (
    AgreementClaims,
    Entry,
    Key,
    KeyState,
    KeyTerms,
    Prepared,
    Rotation,
    TrustList,
    Use,
    cbor,
    key_id,
    link,
    record,
    status_list,
    token,
    trust,
)

HOST = "jy.example.edu.cn"
SCHOOL, OTHER_SCHOOL = 19999, 19998
DAY = 86400
ISSUED = 1_780_000_000
LISTED = ISSUED + 10 * DAY
NOW = LISTED + 3600
LIST, INDEX = 7, 77_777
MARKED = {INDEX: Entry.VALID, 100: Entry.INVALID, 101: Entry.SUSPENDED, 102: Entry.SUPERSEDED, 131_071: Entry.INVALID}

AGREEMENT, STATUS, ROOT, OTHER, LOG, RETIRED, STOLEN, STRANGER, NEXT_ROOT, OTHER_STATUS, STOLEN_STATUS = range(1, 12)


def seed(number: int) -> bytes:
    """Return the seed of the test key `number`, 32 bytes."""
    return hashlib.sha256(f"wangqian test key {number}".encode()).digest()


def sign(number: int, message: bytes) -> bytes:
    """Return the signature of the test key `number` over `message`."""
    return Ed25519PrivateKey.from_private_bytes(seed(number)).sign(message)


def public(number: int) -> bytes:
    """Return the raw public key of the test key `number`, 32 bytes."""
    return Ed25519PrivateKey.from_private_bytes(seed(number)).public_key().public_bytes_raw()


def kid(number: int) -> bytes:
    """Return the kid of the test key `number`."""
    return key_id(public(number))


def signed(prepared: Prepared, number: int) -> bytes:
    """Return the finished message, signed by the test key `number`."""
    return prepared.finish(sign(number, prepared.to_be_signed))


CLAIMS = AgreementClaims(
    number="20260001234",
    edition=1,
    name="欧阳𬭎",
    holder_hint="0417",
    school=SCHOOL,
    employer="合肥示例信息科技股份有限公司",
    uscc="91110000600037341L",
    digest=record.digest(record.encode_record({"version": 1, "parties": {"graduate": "欧阳𬭎"}})),
    status_list=LIST,
    status_index=INDEX,
    terms=KeyTerms("软件工程师", 12000, 5000, date(2026, 7, 15)),
    supersedes=None,
    issued_at=ISSUED,
)
BARE = replace(CLAIMS, holder_hint=None, uscc=None, terms=None)

TRUST = TrustList(
    version=3,
    issued_at=LISTED,
    keys=(
        Key(public(AGREEMENT), Use.AGREEMENT, SCHOOL, ISSUED - DAY, ISSUED + 365 * DAY),
        Key(public(STATUS), Use.STATUS, SCHOOL, ISSUED - DAY),
        Key(public(OTHER), Use.AGREEMENT, OTHER_SCHOOL, ISSUED - DAY),
        Key(public(LOG), Use.LOG, None, ISSUED - DAY),
        Key(public(RETIRED), Use.AGREEMENT, SCHOOL, ISSUED - DAY, ISSUED, KeyState.RETIRED),
        Key(public(STOLEN), Use.AGREEMENT, SCHOOL, ISSUED - DAY, None, KeyState.COMPROMISED, ISSUED + DAY),
        Key(public(OTHER_STATUS), Use.STATUS, OTHER_SCHOOL, ISSUED - DAY),
        Key(public(STOLEN_STATUS), Use.STATUS, SCHOOL, ISSUED - DAY, None, KeyState.COMPROMISED, ISSUED + DAY),
    ),
    schools={SCHOOL: "皖江示例大学", OTHER_SCHOOL: "江淮示例学院"},
    hosts=(HOST, "127.0.0.1:8000"),
    lists=(f"https://{HOST}/s/",),
)


def trust_list(changed: TrustList = TRUST, root: int = ROOT) -> bytes:
    """Return a trust list signed by the test key `root`."""
    return signed(trust.prepare(changed, public(root)), root)


def handover(old: int, new: int) -> Rotation:
    """Return the rotation from the root `old` to the root `new`, signed by both."""
    message = trust.rotation_message(public(old), public(new))
    return Rotation(public(old), public(new), sign(old, message), sign(new, message))


def coded(claims: AgreementClaims = CLAIMS, signer: int = AGREEMENT) -> bytes:
    """Return the token of `claims`, signed by the test key `signer`."""
    return signed(token.prepare(claims, kid(signer)), signer)


def scanned(token_bytes: bytes) -> str:
    """Return what a scan of the token's code gives."""
    return link.text(HOST, token_bytes)


def listed(
    entries: Mapping[int, Entry] = MARKED,
    *,
    number: int = LIST,
    issued_at: int = LISTED,
    signer: int = STATUS,
    since: Mapping[int, date] | None = None,
) -> bytes:
    """Return a status list token signed by the test key `signer`."""
    packed, uri = status_list.pack(entries), status_list.uri(link.origin(HOST), number)
    return signed(status_list.prepare(packed, uri=uri, issued_at=issued_at, kid=kid(signer), since=since), signer)


def envelope(
    header: cbor.Value | bytes, payload: cbor.Value | bytes, signer: int = AGREEMENT, *, unprotected: cbor.Value = None
) -> bytes:
    """Return a COSE_Sign1 with any header and payload (bytes stay as they are), properly signed."""
    prepared = Prepared(*(part if isinstance(part, bytes) else cbor.encode(part) for part in (header, payload)))
    signature = sign(signer, prepared.to_be_signed)
    return cbor.encode_tagged(18, [prepared.protected, unprotected or {}, prepared.payload, signature])
