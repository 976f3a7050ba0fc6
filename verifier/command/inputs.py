"""From what was typed to single inputs: each a name to show and either a text (link or digits) or a file's bytes."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from verifier.attestation import link

MOST_BYTES = 64 * 1024 * 1024
_SHOWN = 48
_TEXTUAL = re.compile(r"[a-z][a-z0-9+.-]*://|[0-9\uff10-\uff19#]+$|.*/v#", re.IGNORECASE | re.DOTALL)


class Unreadable(Exception):  # noqa: N818 - it names the fact, as the house style asks
    """An input that holds nothing to verify; `code` is a key of `words.UNREADABLE`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Typed:
    """A link or its digits, as somebody typed, pasted or saved it."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Given:
    """An argument that stands for a file, or for what is piped in."""

    name: str


def inputs(arguments: Sequence[str]) -> Iterator[Typed | Given]:
    """Yield one input for each argument: what exists as a file is a file, what reads like a link or digits is one."""
    for argument in arguments:
        yield Given(argument) if _is_file(argument) else Typed(shortened(argument), argument)


def _is_file(argument: str) -> bool:
    try:
        return argument == "-" or Path(argument).exists() or not is_textual(argument)
    except OSError:  # longer than any file's name
        return not is_textual(argument)


def is_textual(text: str) -> bool:
    """Whether `text` reads like a link or digits, also with what was added to it on the way."""
    return _TEXTUAL.match(link.mend(text.strip())[0]) is not None


def content(given: Given) -> bytes:
    """Return the bytes of a file; raises `Unreadable`."""
    if given.name == "-":
        return _bounded(sys.stdin.buffer.read(MOST_BYTES + 1))
    path = Path(given.name)
    try:
        if path.is_dir():
            raise Unreadable("folder")
        if not path.is_file():
            raise Unreadable("not_a_file" if path.exists() else "missing")
        with path.open("rb") as file:
            return _bounded(file.read(MOST_BYTES + 1))
    except PermissionError:
        raise Unreadable("denied") from None
    except (OSError, ValueError):
        raise Unreadable("missing") from None


def _bounded(read: bytes) -> bytes:
    if len(read) > MOST_BYTES:
        raise Unreadable("too_large")
    if not read.strip():
        raise Unreadable("empty")
    return read


def plain(text: str) -> str:
    """Return `text` without what a terminal would obey."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def shortened(text: str) -> str:
    """Return the beginning of `text`, plain, as a name for a row."""
    shown = plain(text)
    return shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"
