"""The secrets of the local system and its address for mail, made once.

1. The secret of personal data is in the local Secrets Manager, the schools' keys in the local KMS.
2. The root key, which signs trust lists, is apart from both: a file of its own that only its owner may read.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import boto3
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from functions.adapters.secrets import SECRET_BYTES
from functions.settings import LOCAL_SECRET


def keep_personal_secret(endpoint: str | None) -> str:
    """Make the secret of personal data unless it is there; return its name."""
    vault = boto3.client("secretsmanager", endpoint_url=endpoint)
    try:
        vault.describe_secret(SecretId=LOCAL_SECRET)
    except vault.exceptions.ResourceNotFoundException:
        vault.create_secret(Name=LOCAL_SECRET, SecretString=secrets.token_hex(SECRET_BYTES))
    return LOCAL_SECRET


def keep_sender(endpoint: str, address: str) -> str:
    """Let the mail service send from an address unless it does; return the address."""
    mail = boto3.client("sesv2", endpoint_url=endpoint)
    try:
        mail.get_email_identity(EmailIdentity=address)
    except mail.exceptions.NotFoundException:
        mail.create_email_identity(EmailIdentity=address)
    return address


def root_key(folder: Path) -> Ed25519PrivateKey:
    """Return the root key kept in `folder`, making it the first time."""
    path = folder / "root.pem"
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = Ed25519PrivateKey.generate()
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path} holds another kind of key than Ed25519")
    return key
