"""Secrets are made once and kept; the root key is nobody else's to read."""

from __future__ import annotations

from pathlib import Path

import boto3
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from moto import mock_aws

from infra.local import vault


@mock_aws
def test_the_secret_of_personal_data_is_made_once() -> None:
    client = boto3.client("secretsmanager")
    made = [client.get_secret_value(SecretId=vault.keep_personal_secret(None))["SecretString"] for _ in range(2)]
    assert made[0] == made[1]
    assert len(bytes.fromhex(made[0])) == 32


def test_the_root_key_is_made_once(tmp_path: Path) -> None:
    made = [vault.root_key(tmp_path / "root").private_bytes_raw() for _ in range(2)]
    assert made[0] == made[1]


def test_the_root_key_is_its_owners_only(tmp_path: Path) -> None:
    vault.root_key(tmp_path / "root")
    modes = [path.stat().st_mode & 0o777 for path in (tmp_path / "root", tmp_path / "root" / "root.pem")]
    assert modes == [0o700, 0o600]


def test_another_kind_of_key_is_refused(tmp_path: Path) -> None:
    pem = generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "root.pem").write_bytes(pem)
    with pytest.raises(TypeError, match="another kind"):
        vault.root_key(tmp_path)
