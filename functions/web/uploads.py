"""Uploaded papers: what they are is read from their content, never from what they claim to be.

1. PDF, JPEG and PNG only, at most 10 MB, never empty.
2. A name that claims another of these types than the content is refused: one of the two is a mistake.
3. The typed name is not kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from functions.domain.errors import Refused
from functions.usecases.uploads import EXTENSIONS, JPEG, PDF, PNG, Upload

__all__ = ["EXTENSIONS", "JPEG", "MOST_BYTES", "PDF", "PNG", "Upload", "find", "media_type", "one_of", "read"]

MOST_BYTES = 10 * 1024 * 1024
_SIGNATURES = {PDF: b"%PDF-", JPEG: b"\xff\xd8\xff", PNG: b"\x89PNG\r\n\x1a\n"}
_CLAIMS = {"pdf": PDF, "jpg": JPEG, "jpeg": JPEG, "png": PNG}


def media_type(content: bytes) -> str | None:
    """Return the type that the first bytes show, None when it is none of ours."""
    return next((kind for kind, signature in _SIGNATURES.items() if content.startswith(signature)), None)


def read(files: Mapping[str, Any], field: str, *, allowed: tuple[str, ...] = (PDF, JPEG, PNG)) -> Upload:
    """Return the file of a field; raises Refused when it is missing, too large, or of another type."""
    found = find(files, field, allowed=allowed)
    if found is None:
        raise Refused("required", field=field)
    return found


def one_of(files: Mapping[str, Any], *, is_required: bool = True) -> Callable[[object, str], Upload | None]:
    """Make a parser of a form's file, so that its faults are told with those of the other fields."""
    return lambda _, field: (read if is_required else find)(files, field)


def find(files: Mapping[str, Any], field: str, *, allowed: tuple[str, ...] = (PDF, JPEG, PNG)) -> Upload | None:
    """Return the file of a field, None when there is none; raises Refused as `read` does."""
    stored = files.get(field)
    if stored is None or not stored.filename:
        return None
    content = stored.stream.read(MOST_BYTES + 1)
    if not content:
        raise Refused("upload_empty", field=field)
    if len(content) > MOST_BYTES:
        raise Refused("upload_too_large", field=field, params={"most_mb": MOST_BYTES // 1024 // 1024})
    return Upload(content, _checked(content, stored.filename, field, allowed))


def _checked(content: bytes, name: str, field: str, allowed: tuple[str, ...]) -> str:
    kind = media_type(content)
    if kind not in allowed:
        raise Refused("upload_type", field=field, params={"types": ", ".join(EXTENSIONS[each] for each in allowed)})
    claimed = _CLAIMS.get(name.rpartition(".")[2].lower())
    if claimed is not None and claimed != kind:
        raise Refused("upload_not_what_it_claims", field=field, params={"type": EXTENSIONS[kind]})
    return kind
