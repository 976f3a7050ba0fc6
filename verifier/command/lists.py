"""Where the trust list and the status lists come from: files, a folder that holds them, or the official host.

A folder has the paths of the site: `t/trust.cwt` or `trust.cwt`, and `s/<list>.cwt`. What is fetched goes there only
after its signature held and only when it is not older than what is there. No request names an agreement.
"""

from __future__ import annotations

import sys
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message
from functools import cached_property
from http.client import HTTPException
from pathlib import Path
from typing import IO

from verifier.attestation import Code, Fault, TrustList, Use, cbor, cose, link, status_list, trust_reader
from verifier.attestation.status_list import StatusList

_MOST_BYTES = 8 * 1024 * 1024
_SECONDS = 15
_SCHEMES = ("https://", *(f"{link.origin(host)}{end}" for host in ("127.0.0.1", "localhost", "[::1]") for end in ":/"))
Fetch = Callable[[str], bytes]


class Unreachable(Exception):  # noqa: N818 - it names the fact, as the house style asks
    """The official host did not give what it was asked for."""


class _Stay(urllib.request.HTTPRedirectHandler):
    """Another host is not the official one: no redirect is followed."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        """Follow none."""


def fetch(url: str) -> bytes:
    """Return what stands at `url`, at most 8 MB; raises `Unreachable`."""
    try:
        with urllib.request.build_opener(_Stay).open(url, timeout=_SECONDS) as answer:
            return bytes(answer.read(_MOST_BYTES))
    except (OSError, ValueError, HTTPException):
        raise Unreachable(url) from None


@dataclass
class Files:
    """Status lists given one by one; the one that says it is the list sought, else the first, for its fault."""

    given: tuple[bytes, ...]
    trust: TrustList

    @cached_property
    def _named(self) -> dict[str | None, bytes]:
        return {_uri(coded): coded for coded in self.given}

    def __call__(self, number: int) -> bytes | None:
        """Return the status list `number` as it was given."""
        named = (self._named[uri] for uri in self.trust.list_uris(number) if uri in self._named)
        return next(named, self.given[0] if self.given else None)


def _uri(coded: bytes) -> str | None:
    try:
        message = cose.parse(*cbor.decode_tagged(coded), typ=status_list.TYP)
        return status_list.read_claims(message.signed.payload).uri
    except Fault:
        return None


@dataclass
class Folder:
    """A folder of lists, renewed from the official host when `fetch` is given; each list is asked for once."""

    path: Path
    fetch: Fetch | None = None
    _read: dict[int, bytes | None] = field(default_factory=dict)

    def trust(self, root: bytes, host: str | None = None) -> TrustList:
        """Return the trust list; raises `Fault` when the root did not sign it, `FileNotFoundError` without one."""
        place = self.path / "trust.cwt"
        held = _content(place)
        trust = trust_reader.read(held, root) if held else None
        if self.fetch and host:
            trust = self._renewed(root, host, place, trust) or trust
        if trust is None:
            raise FileNotFoundError(place)
        return trust

    def _renewed(self, root: bytes, host: str, place: Path, held: TrustList | None) -> TrustList | None:
        try:
            coded = _asked(self.fetch, f"{link.origin(host)}/t/trust.cwt")
            trust = trust_reader.read(coded, root, held=held.version if held else 0)
        except (Unreachable, Fault) as error:
            _say(f"信任名单没有更新 The trust list was not renewed: {error}")
            return None
        if host not in trust.hosts:
            _say(f"{host} 不在信任名单的官方域名中 is not among the official hosts")
            return None
        _write(place, coded)
        return trust

    def status(self, trust: TrustList) -> Callable[[int], bytes | None]:
        """Return where `verify` finds the status lists."""

        def of(number: int) -> bytes | None:
            if number not in self._read:
                self._read[number] = self._list(number, trust)
            return self._read[number]

        return of

    def _list(self, number: int, trust: TrustList) -> bytes | None:
        place = self.path / "s" / f"{number}.cwt"
        held = _content(place)
        for uri in sorted(trust.list_uris(number)) if self.fetch else ():
            try:
                coded = _newer(_asked(self.fetch, uri), held, uri, trust)
            except (Unreachable, Fault) as error:
                _say(f"状态列表没有更新 The status list was not renewed: {error}")
            else:
                _write(place, coded)
                return coded
        return held


def _asked(ask: Fetch | None, url: str) -> bytes:
    if ask is None or not url.startswith(_SCHEMES):
        raise Unreachable(url)
    return ask(url)


def _newer(coded: bytes, held: bytes | None, uri: str, trust: TrustList) -> bytes:
    if _signed(coded, uri, trust).issued_at < _age(held, uri, trust):
        raise Fault(Code.STATUS_ROLLED_BACK)
    return coded


def _signed(coded: bytes, uri: str, trust: TrustList) -> StatusList:
    """Return a list that a status key signed and that says it is published at `uri`; raises `Fault`."""
    message = cose.parse(*cbor.decode_tagged(coded), typ=status_list.TYP)
    key = trust.key(message.kid, Use.STATUS)
    cose.check_signature(message, key.x, Code.STATUS_BAD_SIGNATURE)
    found = status_list.read_claims(message.signed.payload)
    if found.uri != uri:
        raise Fault(Code.STATUS_SUB_MISMATCH)
    return found


def _age(held: bytes | None, uri: str, trust: TrustList) -> int:
    try:
        return _signed(held, uri, trust).issued_at if held else 0
    except Fault:
        return 0


def _content(place: Path) -> bytes | None:
    try:
        return place.read_bytes()
    except OSError:
        return None


def _write(place: Path, content: bytes) -> None:
    """Keep what was fetched, whole or not at all; a folder that cannot be written to is no reason to stop."""
    beside = place.with_suffix(".new")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(place)
    except OSError as error:
        _say(f"没有存入文件夹 Not kept in the folder: {error}")


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
