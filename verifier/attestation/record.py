"""The canonical record (SPEC.md 3): all that the parties and the school agreed to, as deterministic CBOR.

The token carries its digest, the PDF carries the record itself: a file proves itself. `version` says which fields the
record has; every other field belongs to whoever writes the record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from . import cbor


def encode_record(record: Mapping[str, cbor.Value]) -> bytes:
    """Return the bytes of `record`; ValueError without an integer `version`, TypeError for a value CBOR here lacks.

    Floats and dates have no encoding: write amounts as integers and instants as seconds or text.
    """
    if type(record.get("version")) is not int:
        raise ValueError("a record says its version")
    return cbor.encode(dict(record.items()))


def digest(coded: bytes) -> bytes:
    """Return the SHA-256 of an encoded record, 32 bytes: the claim `digest`."""
    return hashlib.sha256(coded).digest()
