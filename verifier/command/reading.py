"""From a file's bytes to the codes in it. What a file is, its bytes say, not its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from verifier.command.inputs import Unreadable, is_textual

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"II*\0", b"MM\0*")
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")
_HEIC = (b"heic", b"heix", b"hevc", b"heif", b"mif1", b"msf1", b"avif")
_HEADER_WITHIN = 1024
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


@dataclass(frozen=True, slots=True)
class Attached:
    """What a PDF carries beside its page: the record, the status at issuing, and the page itself as texts and codes."""

    record: bytes | None
    status: bytes | None
    """A status list token, for when no other can be had."""
    pages: tuple[str, ...]
    codes: tuple[str, ...]
    notes: int
    """How many annotations were put on its pages; the platform prints none."""


@dataclass(frozen=True, slots=True)
class Found:
    """One code: its text, where in the file it stands (empty for the only one), and what a PDF carries with it."""

    text: str
    place: str = ""
    attached: Attached | None = None


def found(content: bytes) -> list[Found]:
    """Return the codes in a file, at least one; raises `Unreadable`."""
    if content.find(b"%PDF-", 0, _HEADER_WITHIN) >= 0:
        return _documents()(content)
    if content.startswith(_PICTURES) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP"):
        return _pictures()(content)
    if content.startswith(b"BM") and b"\0" in content[:_HEADER_WITHIN]:
        return _pictures()(content)
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        raise Unreadable("picture_heic")
    if content.startswith(_ARCHIVES):
        raise Unreadable("archive")
    return _lines(content)


def _documents() -> Callable[[bytes], list[Found]]:
    try:
        from verifier.command.documents import read  # noqa: PLC0415 - needs the extra `files`
    except ModuleNotFoundError:
        raise Unreadable("needs_extra") from None
    return read


def _pictures() -> Callable[[bytes], list[Found]]:
    try:
        from verifier.command.pictures import read  # noqa: PLC0415 - needs the extra `files`
    except ModuleNotFoundError:
        raise Unreadable("needs_extra") from None
    return read


def _lines(content: bytes) -> list[Found]:
    try:
        text = content.decode(_MARKS.get(content[:2], "utf-8-sig"))
    except UnicodeDecodeError:
        raise Unreadable("unknown_kind") from None
    if "\0" in text:
        raise Unreadable("unknown_kind")
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]
    if not any(is_textual(line) for _, line in lines):
        raise Unreadable("no_links")
    return [Found(line, f"第{number}行") for number, line in lines if line]
