"""The fingerprint of a root key (SPEC.md 5), for people: eight groups of five digits, to compare or to read aloud.

Digits, because they are the same in every language, on every keyboard and over the telephone.
"""

from __future__ import annotations

import hashlib

GROUPS = 8
_GROUP_BYTES = 2


def of(public_key: bytes) -> str:
    """Return the fingerprint of a raw public key (32 bytes), such as `04410 30337 ...`: 128 bits of its SHA-256."""
    digest = hashlib.sha256(public_key).digest()
    groups = (digest[at : at + _GROUP_BYTES] for at in range(0, GROUPS * _GROUP_BYTES, _GROUP_BYTES))
    return " ".join(f"{int.from_bytes(group, 'big'):05}" for group in groups)
