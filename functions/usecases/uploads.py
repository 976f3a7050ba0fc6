"""Uploaded papers on their way into the store: kept only when everything else has been decided.

The name under which one is kept says nothing about whose it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from functions.ports import Services

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
EXTENSIONS = {PDF: "pdf", JPEG: "jpg", PNG: "png"}


@dataclass(frozen=True, slots=True)
class Upload:
    """One file: its bytes and the type that its content shows."""

    content: bytes
    media_type: str


def key(services: Services, folder: str, upload: Upload) -> str:
    """Return a new blob key for an upload."""
    return f"{folder}/{services.secrets.new_id()}.{EXTENSIONS[upload.media_type]}"


def keep(services: Services, folder: str, upload: Upload) -> str:
    """Store an upload; return its blob key."""
    name = key(services, folder, upload)
    services.blobs.put(name, upload.content, upload.media_type)
    return name
