"""Signing with KMS, against an emulator that knows Ed25519 (moto does not)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import boto3
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from mypy_boto3_kms import KMSClient

from functions.adapters.kms import KmsSigner
from functions.domain.issuing import KeyUse, SigningKey
from infra import emulator
from verifier.attestation import key_id

FROM, TO = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def kms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KMSClient]:
    running = emulator.start(tmp_path_factory.mktemp("kms"))
    yield boto3.client("kms", emulator.REGION, endpoint_url=running.endpoint_url)
    running.stop()


def create(kms: KMSClient, use: KeyUse = KeyUse.AGREEMENT) -> SigningKey:
    return KmsSigner(lambda: kms, "agreements-test").create("10358", use, not_before=FROM, not_after=TO)


def verify(key: SigningKey, signature: bytes, message: bytes) -> None:
    Ed25519PublicKey.from_public_bytes(key.public).verify(signature, message)


@pytest.mark.parametrize("size", [1, 415, 4096])
def test_the_public_half_verifies_a_message_of_any_size_that_kms_takes(kms: KMSClient, size: int) -> None:
    key, message = create(kms), b"m" * size
    signature = KmsSigner(lambda: kms, "agreements-test").sign(key, message)
    assert len(signature) == 64
    verify(key, signature, message)


def test_it_verifies_no_other_message(kms: KMSClient) -> None:
    key = create(kms)
    with pytest.raises(InvalidSignature):
        verify(key, KmsSigner(lambda: kms, "agreements-test").sign(key, b"message"), b"massage")


def test_another_key_does_not_verify(kms: KMSClient) -> None:
    ours, theirs = create(kms), create(kms)
    with pytest.raises(InvalidSignature):
        verify(theirs, KmsSigner(lambda: kms, "agreements-test").sign(ours, b"message"), b"message")


def test_signing_twice_gives_the_same_bytes(kms: KMSClient) -> None:
    key = create(kms)
    signer = KmsSigner(lambda: kms, "agreements-test")
    assert signer.sign(key, b"message") == signer.sign(key, b"message")


def test_the_key_says_what_it_is_for_in_kms_as_well(kms: KMSClient) -> None:
    key = create(kms, KeyUse.STATUS)
    tags = {tag["TagKey"]: tag["TagValue"] for tag in kms.list_resource_tags(KeyId=key.reference)["Tags"]}
    assert tags == {"deployment": "agreements-test", "school": key.school, "use": "status"}
    assert (key.use, key.kid, key.not_before, key.not_after) == (KeyUse.STATUS, key_id(key.public).hex(), FROM, TO)
