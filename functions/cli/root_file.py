"""The file with the root key: PKCS#8 in PEM under a passphrase, for its owner only, and its public half beside it.

1. A passphrase is typed, or is the first line of a file: as an argument every process on the machine could read it.
2. No file is ever overwritten: a root that is gone locks every verifier out.
3. A root without a passphrase is taken only where nothing counts, on a machine of one's own.
"""

from __future__ import annotations

import getpass
import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from functions.usecases.trust import Root

# PKCS#8 as `cryptography` writes it derives its key with 2048 rounds only, so that the passphrase must be a long one.
SHORTEST = 16
_OTHERS = 0o077
_PUBLIC_PEM = b"-----BEGIN PUBLIC KEY-----"


def public_path(path: Path) -> Path:
    """Return where the public half of a root file is: `root.pem` has `root.pub.pem`."""
    return path.with_suffix(f".pub{path.suffix}")


def require_absent(path: Path) -> None:
    """Raise FileExistsError where a root file or its public half is there already."""
    for one in (path, public_path(path)):
        if one.exists():
            raise FileExistsError(f"{one} is there already; a root key is never overwritten")


def create(path: Path, passphrase: bytes) -> bytes:
    """Make a root key and write both files; return its public half, 32 bytes. Raises OSError, ValueError."""
    if len(passphrase) < SHORTEST:
        raise ValueError(f"the passphrase must have {SHORTEST} characters or more")
    require_absent(path)
    made = Ed25519PrivateKey.generate()
    _write(path, made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase)), 0o600)
    _write(public_path(path), made.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo), 0o644)
    return made.public_key().public_bytes_raw()


def _write(path: Path, content: bytes, mode: int) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def read(path: Path, passphrase_file: Path | None, *, may_be_bare: bool) -> Root:
    """Return the root key in a file, asking for its passphrase; raises OSError, ValueError."""
    if path.stat().st_mode & _OTHERS:
        raise PermissionError(f"{path} can be read by others: chmod 600 {path}")
    pem = path.read_bytes()
    if b"ENCRYPTED" not in pem.partition(b"\n")[0]:
        _require(may_be_bare, f"{path} has no passphrase: production does not take it")
        key = load_pem_private_key(pem, password=None)
    else:
        key = load_pem_private_key(pem, passphrase(passphrase_file, f"Passphrase of {path} 口令: "))
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{path} holds another kind of key than Ed25519")  # noqa: TRY004 - what is wrong is the file
    return Root(key.public_key().public_bytes_raw(), key.sign)


def _require(is_so: bool, otherwise: str) -> None:  # noqa: FBT001 - the condition is the whole point
    if not is_so:
        raise ValueError(otherwise)


def has_public(path: Path) -> bool:
    """Whether a file is the public half of a root, or has it beside it."""
    return public_path(path).exists() or path.read_bytes().startswith(_PUBLIC_PEM)


def read_public(path: Path) -> Root:
    """Return a root that cannot sign, of the public half or of a root file with its public half beside it.

    Raises OSError, ValueError.
    """
    pem = path.read_bytes()
    if not pem.startswith(_PUBLIC_PEM):
        pem = public_path(path).read_bytes()
    key = load_pem_public_key(pem)
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError(f"{path} holds another kind of key than Ed25519")  # noqa: TRY004 - what is wrong is the file
    return Root(key.public_bytes_raw(), _cannot_sign)


def _cannot_sign(_: bytes) -> bytes:
    raise ValueError("the public half of a root signs nothing")


def passphrase(file: Path | None, prompt: str) -> bytes:
    """Return a passphrase, from the first line of a file or typed without being shown."""
    if file is not None:
        return (file.read_bytes().splitlines() or [b""])[0]
    return getpass.getpass(prompt).encode()


def new_passphrase(file: Path | None) -> bytes:
    """Return a passphrase for a new key, typed twice; raises ValueError when the two differ."""
    first = passphrase(file, f"New passphrase, {SHORTEST} characters or more 新口令: ")
    if file is None and passphrase(None, "Again 再输一次: ") != first:
        raise ValueError("the passphrases differ")
    return first
