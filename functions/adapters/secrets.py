"""Random tokens, and the keyed operations on personal data.

1. Secrets of 32 bytes, oldest first. Each use has a key of its own, derived with HKDF-SHA-256 (RFC 5869), so that no
   mark of one kind can be compared with another and none is found by hashing all numbers without the secret. Marks are
   names in the table: they come from the first secret for ever (ADR 27).
2. Personal text is sealed with AES-256-GCM under a fresh nonce and the newest secret; its number, from 1, comes first.
   Text under a secret that is not known here has been sealed since: the secrets are loaded again, once.
3. Passwords: Argon2id at OWASP's cost (19 MiB, 2 passes, 1 lane), as a PHC string, after NFKC (NIST SP 800-63B).
4. An account that does not exist costs as much to check as one that does.
5. `cryptography` is loaded by what encrypts or hashes a password: most requests do neither (ADR 14).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
import unicodedata
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SECRET_BYTES = 32
_NONCE_BYTES = 12
_ID_BYTES = 16
_MEMORY_KIB, _PASSES, _LANES = 19 * 1024, 2, 1
# No password has this hash: checking one against it takes the usual time and fails.
_NOBODY = f"$argon2id$v=19$m={_MEMORY_KIB},t={_PASSES},p={_LANES}${'A' * 22}${'A' * 43}"


class KeyedSecrets:
    """All secrets of the service; `load` returns them, 32 bytes each, and is called at the first need of them."""

    def __init__(self, load: Callable[[], bytes]) -> None:
        self._load = load

    @property
    def newest(self) -> int:
        """The number of the secret that text is sealed under now, from 1."""
        return len(self._extracted)

    def token(self) -> str:
        """Return 256 random bits, URL-safe."""
        return secrets.token_urlsafe(32)

    def random_below(self, bound: int) -> int:
        """Return a random number from 0 to `bound` - 1."""
        return secrets.randbelow(bound)

    def new_id(self) -> str:
        """Return 128 random bits in lower-case base32, 26 characters."""
        return _base32(secrets.token_bytes(_ID_BYTES))

    def mark(self, text: str) -> bytes:
        """Return a keyed HMAC (32 bytes) of an internal name."""
        return self._mark("mark", text)

    def student_id(self, school: str, number: str) -> str:
        """Return the id, 26 characters, that a student number always has at a school."""
        return _base32(self._mark("student id", school, number)[:_ID_BYTES])

    def id_mark(self, school: str, id_number: str) -> str:
        """Return the mark (hex) by which a school finds an ID number."""
        return self._mark("id mark", school, id_number).hex()

    def login_mark(self, login: str) -> str:
        """Return the mark (hex) under which attempts to log in are counted."""
        return self._mark("login mark", login).hex()

    def seal(self, text: str) -> bytes:
        """Encrypt personal text; the same text gives other bytes each time."""
        nonce, named = secrets.token_bytes(_NONCE_BYTES), bytes([self.newest])
        return named + nonce + self._cipher(self.newest).encrypt(nonce, text.encode(), named)

    def unseal(self, sealed: bytes) -> str:
        """Decrypt what `seal` made; raises cryptography's InvalidTag when it is altered or another secret's."""
        nonce, coded = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        return self._cipher(self.sealed_under(sealed)).decrypt(nonce, coded, sealed[:1]).decode()

    def sealed_under(self, sealed: bytes) -> int:
        """Return the number of the secret that a text is sealed under."""
        return sealed[0]

    def hash_password(self, password: str) -> str:
        """Return an Argon2id hash in PHC form."""
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415 - rule 5

        argon2 = Argon2id(salt=os.urandom(16), length=32, iterations=_PASSES, lanes=_LANES, memory_cost=_MEMORY_KIB)
        return argon2.derive_phc_encoded(_normal(password))

    def is_password(self, password: str, hashed: str) -> bool:
        """Tell whether a password matches its hash; an empty hash, of no account, takes as long and does not match."""
        from cryptography.exceptions import InvalidKey  # noqa: PLC0415 - rule 5
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415 - rule 5

        try:
            Argon2id.verify_phc_encoded(_normal(password), hashed or _NOBODY)
        except InvalidKey:
            return False
        return True

    def _mark(self, use: str, *texts: str) -> bytes:
        return hmac.digest(self._keys(use), b"\0".join(text.encode() for text in texts), "sha256")

    def _keys(self, use: str) -> bytes:
        return _expand(self._extracted[0], use)

    @cached_property
    def _extracted(self) -> tuple[bytes, ...]:
        kept = self._load()
        if not kept or len(kept) % SECRET_BYTES:
            raise ValueError(f"the secrets of personal data have {len(kept)} bytes, not {SECRET_BYTES} each")
        every = (kept[at : at + SECRET_BYTES] for at in range(0, len(kept), SECRET_BYTES))
        return tuple(hmac.digest(bytes(hashlib.sha256().digest_size), secret, "sha256") for secret in every)

    def _cipher(self, number: int) -> AESGCM:
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - rule 5
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - rule 5

        if number > self.newest:
            del self._extracted
        if not 1 <= number <= self.newest:
            raise InvalidTag
        return AESGCM(_expand(self._extracted[number - 1], "seal"))


def _expand(extracted: bytes, use: str) -> bytes:
    """HKDF-Expand of RFC 5869 for one block of 32 bytes."""
    return hmac.digest(extracted, use.encode() + b"\x01", "sha256")


def _base32(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=").lower()


def _normal(password: str) -> bytes:
    return unicodedata.normalize("NFKC", password).encode()
