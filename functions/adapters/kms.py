"""Signing with keys that never leave KMS: key spec ECC_NIST_EDWARDS25519, Ed25519 of RFC 8032 over the raw message.

KMS signs messages of at most 4096 bytes. A token has 415 at the most; a status list must stay below, too.
A key carries the tag `deployment`: by it alone the issuer's role may use the key (infra/template.yaml).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from functions.domain.issuing import KeyUse, SigningKey
from verifier.attestation import key_id

if TYPE_CHECKING:
    from mypy_boto3_kms import KMSClient
    from mypy_boto3_kms.type_defs import TagTypeDef


class KmsSigner:
    """Signs with KMS; `connect` returns the client at the first need of it, `deployment` is the table's name."""

    def __init__(self, connect: Callable[[], KMSClient], deployment: str) -> None:
        self._connect = connect
        self._deployment = deployment

    def sign(self, key: SigningKey, message: bytes) -> bytes:
        """Return the 64 bytes of the signature of `message`."""
        return self._connect().sign(
            KeyId=key.reference, Message=message, MessageType="RAW", SigningAlgorithm="ED25519_SHA_512"
        )["Signature"]

    def create(self, school: str, use: KeyUse, *, not_before: datetime, not_after: datetime) -> SigningKey:
        """Create a key pair in KMS, tagged with deployment, school and use; its reference is the key's id."""
        kms = self._connect()
        facts = {"deployment": self._deployment, "school": school, "use": use.value}
        tags: list[TagTypeDef] = [{"TagKey": name, "TagValue": fact} for name, fact in facts.items()]
        made = kms.create_key(KeySpec="ECC_NIST_EDWARDS25519", KeyUsage="SIGN_VERIFY", Tags=tags)
        reference = made["KeyMetadata"]["KeyId"]
        public = _raw(kms.get_public_key(KeyId=reference)["PublicKey"])
        return SigningKey(
            school=school, use=use, kid=key_id(public).hex(), public=public, reference=reference,
            not_before=not_before, not_after=not_after,
        )  # fmt: skip


def _raw(der: bytes) -> bytes:
    key = load_der_public_key(der)
    if not isinstance(key, Ed25519PublicKey):
        raise TypeError("KMS made another kind of key than Ed25519")
    return key.public_bytes_raw()
