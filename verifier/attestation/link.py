"""The text of the QR symbol (SPEC.md 1): `https://HOST/v#1<digits>`.

`1` is the format. A loopback host, for trying out on one machine, has the scheme http; every other host has https.
What WeChat, Word or mail did to a link is undone where no character is guessed (SPEC.md 1.1), and named where not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from enum import StrEnum
from functools import partial

from . import base10
from .fault import Code, Fault

FORMAT = "1"
_LINK = re.compile(r"(https?)://([^/?#]+)/v#1(.*)", re.DOTALL)
_LOOPBACK = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:[0-9]+)?")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_INVISIBLE = r"[\t-\r \x85\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u2069\u3000\ufeff]+"
_CLOSING = r"[>)\]\"'\u2019\u201d\u3009-\u3011\uff09,;\u3002\uff0c\uff1b]*"
_AROUND = rf"^[#<(\[\"'\u2018\u201c\u3008-\u3010\uff08]+|([0-9]){_CLOSING}\.?{_CLOSING}$"
_ADDED = r"\?[^#]*(?=#)|[?&][A-Za-z][^#]*$"
# Four times the longest link, for one whose every character became %XX; what is longer is no link of ours.
_LONGEST = 4096


class Damage(StrEnum):
    """What happened to a link on its way. The first four are undone; the others lost something, which is said."""

    PERCENT = "percent"
    SPACES = "spaces"
    WRAPPED = "wrapped"
    QUERY = "query"
    SHORTENED = "shortened"
    FULL_WIDTH = "full_width"
    NO_CODE = "no_code"


_LOST = {
    Damage.SHORTENED: re.compile(r"(?:\u2026|\.\.\.)$"),
    Damage.FULL_WIDTH: re.compile(r"^https?(?:\uff1a|[^#]*\uff03)|(?:^|#)[0-9]*[\uff10-\uff19]"),
    Damage.NO_CODE: re.compile(r"^(?:https?://[^/?#]+/v)?#?$"),
}


def origin(host: str) -> str:
    """Return the origin of `host` (with its port, if it has one): `https://` and the host, `http://` for loopback."""
    return f"{'http' if _LOOPBACK.fullmatch(host) else 'https'}://{host}"


def segments(host: str, coded: bytes) -> tuple[str, str]:
    """Return the two QR segments of a token: the link in byte mode, the digits in numeric mode."""
    return f"{origin(host)}/v#{FORMAT}", base10.encode(coded)


def text(host: str, coded: bytes) -> str:
    """Return the whole text of the symbol of a token."""
    return "".join(segments(host, coded))


def read(scanned: str, hosts: Collection[str]) -> str:
    """Return the digits in a link to one of `hosts`, or in the part after `#`, which begins with the format `1`.

    Raises `Fault(wrong_prefix)` for another host, path or format: it is not our code.
    """
    if scanned.startswith(FORMAT):
        return scanned.removeprefix(FORMAT)
    found = _LINK.fullmatch(scanned)
    if found is None or found[2] not in hosts or f"{found[1]}://{found[2]}" != origin(found[2]):
        raise Fault(Code.WRONG_PREFIX)
    return found[3]


def mend(given: str) -> tuple[str, tuple[Damage, ...]]:
    """Return `given` without what its way added, and what its way did to it, in the order of `Damage`.

    Nothing is guessed and nothing is checked: `read`, and the signature after it, decide (SPEC.md 1.1).
    """
    if len(given) > _LONGEST:
        return given, ()
    text, found = given, []
    for damage, undo in _UNDO.items():
        mended = undo(text)
        found += [damage] * (mended != text)
        text = mended
    return text, (*found, *(damage for damage, sign in _LOST.items() if sign.search(text)))


def _decoded(text: str) -> str:
    """Undo percent-encoding, twice: some programs encode the % of another. What is no UTF-8 stays."""
    return _PERCENT.sub(_run, _PERCENT.sub(_run, text))


def _run(found: re.Match[str]) -> str:
    try:
        return bytes.fromhex(found[0].replace("%", "")).decode()
    except UnicodeDecodeError:
        return found[0]


_UNDO: dict[Damage, Callable[[str], str]] = {
    Damage.PERCENT: _decoded,
    Damage.SPACES: partial(re.sub, _INVISIBLE, ""),
    Damage.WRAPPED: partial(re.sub, _AROUND, r"\1"),
    Damage.QUERY: partial(re.sub, _ADDED, ""),
}
