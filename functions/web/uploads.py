"""Uploaded papers: what they are is read from their content, never from what they claim to be.

1. PDF, JPEG and PNG only, at most 10 MB, never empty.
2. A name that claims another of these types than the content is refused: one of the two is a mistake.
3. The typed name is not kept.
4. A form carries a file itself, as `licence`, or the ids of its pieces and its name, as `licence.pieces` and
   `licence.name` (`pieces.py`).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Protocol

from werkzeug.datastructures import FileStorage

from functions.domain.errors import Refused
from functions.ports import Services
from functions.usecases.uploads import EXTENSIONS, JPEG, MOST_BYTES, PDF, PNG, Upload, joined, too_large
from functions.web.fields import opaque

__all__ = [
    "EXTENSIONS", "JPEG", "MOST_BYTES", "PDF", "PNG", "Files", "Upload", "content_of", "find", "is_of_pieces",
    "media_type", "one_of", "read",
]  # fmt: skip

_SIGNATURES = {PDF: b"%PDF-", JPEG: b"\xff\xd8\xff", PNG: b"\x89PNG\r\n\x1a\n"}
_CLAIMS = {"pdf": PDF, "jpg": JPEG, "jpeg": JPEG, "png": PNG}
_IDS, _NAME = ".pieces", ".name"


class Form(Protocol):
    """What a multipart body holds."""

    @property
    def form(self) -> Mapping[str, str]: ...
    @property
    def files(self) -> Mapping[str, FileStorage]: ...


class Files:
    """The files of a form by field, those in pieces put together when they are asked for."""

    def __init__(self, services: Services, body: Form) -> None:
        self._services, self._body = services, body

    def get(self, field: str) -> FileStorage | None:
        """Return a field's file, None without one; raises Refused for pieces that are not there or too many."""
        pieces = self._body.form.get(field + _IDS)
        return self._body.files.get(field) if pieces is None else self._joined(pieces.split(), field)

    def _joined(self, pieces: list[str], field: str) -> FileStorage:
        content = joined(self._services, [opaque(piece, field) for piece in pieces], field)
        return FileStorage(io.BytesIO(content), self._body.form.get(field + _NAME) or field)


def is_of_pieces(name: str) -> bool:
    """Tell whether a field of a form belongs to a file in pieces."""
    return name.endswith((_IDS, _NAME))


def media_type(content: bytes) -> str | None:
    """Return the type that the first bytes show, None when it is none of ours."""
    return next((kind for kind, signature in _SIGNATURES.items() if content.startswith(signature)), None)


def read(files: Files, field: str, *, allowed: tuple[str, ...] = (PDF, JPEG, PNG)) -> Upload:
    """Return the file of a field; raises Refused when it is missing, too large, or of another type."""
    found = find(files, field, allowed=allowed)
    if found is None:
        raise Refused("required", field=field)
    return found


def one_of(files: Files, *, is_required: bool = True) -> Callable[[object, str], Upload | None]:
    """Make a parser of a form's file, so that its faults are told with those of the other fields."""
    return lambda _, field: (read if is_required else find)(files, field)


def find(files: Files, field: str, *, allowed: tuple[str, ...] = (PDF, JPEG, PNG)) -> Upload | None:
    """Return the file of a field, None when there is none; raises Refused as `read` does."""
    stored = files.get(field)
    if stored is None or not stored.filename:
        return None
    content = content_of(stored, field)
    return Upload(content, _checked(content, stored.filename, field, allowed))


def content_of(stored: FileStorage, field: str) -> bytes:
    """Return what is in a file; raises Refused `upload_empty` or `upload_too_large`."""
    content = stored.stream.read(MOST_BYTES + 1)
    if not content:
        raise Refused("upload_empty", field=field)
    if len(content) > MOST_BYTES:
        raise too_large(field)
    return content


def _checked(content: bytes, name: str, field: str, allowed: tuple[str, ...]) -> str:
    kind = media_type(content)
    if kind not in allowed:
        raise Refused("upload_type", field=field, params={"types": ", ".join(EXTENSIONS[each] for each in allowed)})
    claimed = _CLAIMS.get(name.rpartition(".")[2].lower())
    if claimed is not None and claimed != kind:
        raise Refused("upload_not_what_it_claims", field=field, params={"type": EXTENSIONS[kind]})
    return kind
