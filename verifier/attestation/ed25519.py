"""Whether an Ed25519 key signed a message (RFC 8032 section 5.1.7, SPEC.md 8).

libsodium answers where it is installed (the extra `fast`): it takes half of OpenSSL's time. Length and R are looked at
before either is asked, so that both say the same of every signature.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.util import find_spec

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from .points import KEY_BYTES, is_sound

SIGNATURE_BYTES = 64


def _openssl(message: bytes, signature: bytes, public_key: bytes) -> bool:
    try:
        _key(public_key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


@lru_cache(maxsize=64)
def _key(public_key: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(public_key)


def _libsodium(message: bytes, signature: bytes, public_key: bytes) -> bool:
    from nacl.bindings import crypto_sign_open  # noqa: PLC0415 - need not be installed
    from nacl.exceptions import BadSignatureError  # noqa: PLC0415 - as above

    try:
        crypto_sign_open(signature + message, public_key)
    except BadSignatureError:
        return False
    return True


Engine = Callable[[bytes, bytes, bytes], bool]
ENGINES: Mapping[str, Engine] = {"libsodium": _libsodium, "openssl": _openssl}
ENGINE = ENGINES["libsodium" if find_spec("nacl") else "openssl"]


def is_signed(message: bytes, signature: bytes, public_key: bytes) -> bool:
    """Whether `signature` is that of the key (32 bytes) over `message`; none has another length or R of small order."""
    return (
        len(signature) == SIGNATURE_BYTES and is_sound(signature[:KEY_BYTES]) and ENGINE(message, signature, public_key)
    )
