"""Uploaded papers on their way into the store: kept only when everything else has been decided.

1. The name under which one is kept says nothing about whose it is.
2. A Lambda function is called with at most 6 MB and answers with as much, a third of which base64 takes. What is larger
   is handed in before, in pieces, and given out by a link that ends soon; the bucket forgets both in a day
   (docs/adr/0037, infra/template.yaml).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from functions.domain.errors import NotFound, Refused
from functions.ports import Services
from functions.usecases import usage

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
EXTENSIONS = {PDF: "pdf", JPEG: "jpg", PNG: "png"}
_TYPES = {extension: media_type for media_type, extension in EXTENSIONS.items()}
MOST_BYTES = 10 * 1024 * 1024
MOST_AT_ONCE = 4 * 1024 * 1024
MOST_PIECES = -(-MOST_BYTES // MOST_AT_ONCE)
_PIECES = "pieces"


@dataclass(frozen=True, slots=True)
class Upload:
    """One file: its bytes and the type that its content shows."""

    content: bytes
    media_type: str


def key(services: Services, folder: str, upload: Upload) -> str:
    """Return a new blob key for an upload."""
    return f"{folder}/{services.secrets.new_id()}.{EXTENSIONS[upload.media_type]}"


def keep(services: Services, folder: str, upload: Upload, school: str | None) -> str:
    """Store an upload of a school, None for nobody's; return its blob key."""
    name = key(services, folder, upload)
    usage.put(services, school, name, upload.content, upload.media_type)
    return name


def again(services: Services, folder: str, name: str) -> str:
    """Store what lies under a blob key in another folder; return its new key."""
    fresh = f"{folder}/{name.rpartition('/')[2]}"
    services.blobs.put(fresh, services.blobs.get(name), _TYPES[name.rpartition(".")[2]])
    return fresh


def keep_piece(services: Services, content: bytes) -> str:
    """Store a piece of a file for a day; return its id, which nobody can guess: who knows it may use it."""
    piece = services.secrets.new_id()
    services.blobs.put(f"{_PIECES}/{piece}", content, "application/octet-stream")
    return piece


def joined(services: Services, pieces: Sequence[str], field: str) -> bytes:
    """Return the file of these pieces; raises Refused `upload_too_large` for too many, `upload_lost` for one gone."""
    if len(pieces) > MOST_PIECES:
        raise too_large(field)
    try:
        return b"".join(services.blobs.get(f"{_PIECES}/{piece}") for piece in pieces)
    except NotFound:
        raise Refused("upload_lost", field=field) from None


def link(services: Services, upload: Upload, disposition: str) -> str:
    """Return an address at which this content is given out for some minutes, to whoever has it."""
    place = f"{_PIECES}/{services.secrets.new_id()}"
    services.blobs.put(place, upload.content, upload.media_type)
    return services.blobs.link(place, disposition)


def too_large(field: str) -> Refused:
    """Return the refusal of a file that is over `MOST_BYTES`."""
    return Refused("upload_too_large", field=field, params={"most_mb": MOST_BYTES // 1024 // 1024})
