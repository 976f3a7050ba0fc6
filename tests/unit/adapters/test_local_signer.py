"""Keys in Secrets Manager sign as RFC 8032 says, one key for each school and use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import boto3
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from moto import mock_aws
from mypy_boto3_secretsmanager import SecretsManagerClient

from functions.adapters.local_signer import LocalSigner
from functions.domain.issuing import KeyUse, SigningKey
from verifier.attestation import key_id

FROM, TO = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)


@pytest.fixture
def vault() -> Iterator[SecretsManagerClient]:
    with mock_aws():
        yield boto3.client("secretsmanager")


@pytest.fixture
def signer(vault: SecretsManagerClient) -> LocalSigner:
    return LocalSigner(lambda: vault)


def create(signer: LocalSigner, school: str = "10358", use: KeyUse = KeyUse.AGREEMENT) -> SigningKey:
    return signer.create(school, use, not_before=FROM, not_after=TO)


def test_the_public_half_verifies(signer: LocalSigner) -> None:
    key = create(signer)
    Ed25519PublicKey.from_public_bytes(key.public).verify(signer.sign(key, b"message"), b"message")


def test_another_school_s_key_does_not(signer: LocalSigner) -> None:
    ours, theirs = create(signer), create(signer, "10359")
    with pytest.raises(InvalidSignature):
        Ed25519PublicKey.from_public_bytes(theirs.public).verify(signer.sign(ours, b"message"), b"message")


def test_signing_twice_gives_the_same_bytes(signer: LocalSigner) -> None:
    key = create(signer)
    assert signer.sign(key, b"message") == signer.sign(key, b"message")


def test_the_key_says_what_it_is_for(signer: LocalSigner) -> None:
    key = create(signer, "10358", KeyUse.STATUS)
    assert (key.school, key.use, key.not_before, key.not_after) == ("10358", KeyUse.STATUS, FROM, TO)
    assert key.kid == key_id(key.public).hex()


def test_each_use_has_its_own_key(signer: LocalSigner) -> None:
    assert len({create(signer, "10358", use).public for use in KeyUse}) == len(KeyUse)


def test_the_record_holds_no_private_byte(signer: LocalSigner, vault: SecretsManagerClient) -> None:
    key = create(signer)
    private = vault.get_secret_value(SecretId=key.reference)["SecretBinary"]
    assert private not in repr(key).encode()
    assert private.hex() not in repr(key)


def test_a_key_that_is_gone_signs_nothing(signer: LocalSigner, vault: SecretsManagerClient) -> None:
    key = replace(create(signer), reference="employment-agreements/signing/none")
    with pytest.raises(vault.exceptions.ResourceNotFoundException):
        signer.sign(key, b"message")
