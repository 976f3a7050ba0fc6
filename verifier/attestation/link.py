"""The text of the QR symbol (SPEC.md 1): `https://HOST/v#1<digits>`.

`1` is the format. A loopback host, for trying out on one machine, has the scheme http; every other host has https.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from . import base10
from .fault import Code, Fault

FORMAT = "1"
_LINK = re.compile(r"(https?)://([^/?#]+)/v#1(.*)", re.DOTALL)
_LOOPBACK = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:[0-9]+)?")


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
