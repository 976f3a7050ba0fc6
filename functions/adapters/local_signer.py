"""Signing with Ed25519 keys kept in Secrets Manager, for places where KMS has no Ed25519 (architecture.md 6).

The private key is in this process while it signs; production therefore refuses it (functions/settings.py).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from functions.domain.issuing import KeyUse, SigningKey
from verifier.attestation import key_id

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

PREFIX = "employment-agreements/signing"


class LocalSigner:
    """Signs with keys from Secrets Manager; `connect` returns the client at the first need of it."""

    def __init__(self, connect: Callable[[], SecretsManagerClient]) -> None:
        self._connect = connect

    def sign(self, key: SigningKey, message: bytes) -> bytes:
        """Return the 64 bytes of the signature of `message`."""
        raw = self._connect().get_secret_value(SecretId=key.reference)["SecretBinary"]
        return Ed25519PrivateKey.from_private_bytes(raw).sign(message)

    def create(self, school: str, use: KeyUse, *, not_before: datetime, not_after: datetime) -> SigningKey:
        """Create a key pair; its reference is the name of the secret that holds the 32 private bytes."""
        private = Ed25519PrivateKey.generate()
        public = private.public_key().public_bytes_raw()
        kid = key_id(public).hex()
        reference = f"{PREFIX}/{school}/{use}/{kid}"
        self._connect().create_secret(Name=reference, SecretBinary=private.private_bytes_raw())
        return SigningKey(
            school=school, use=use, kid=kid, public=public, reference=reference,
            not_before=not_before, not_after=not_after,
        )  # fmt: skip
