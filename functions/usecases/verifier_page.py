"""`/v`, the page that a scan opens: it carries a trust list, pins a root, and names in its policy whom it may ask.

1. All three stand in `<meta>` elements, so that the page on the site is put to a new list without being built.
2. It goes on to the root that signs now, if the one that it pins leads there. A page that would have to pin another is
   refused: whoever opened it before would meet a stranger's root.
3. A page is published with the version of its list: of two, the one with the later list stays.
"""

from __future__ import annotations

import base64
import hashlib
import re
from contextlib import suppress
from typing import NamedTuple

from functions.domain.signing_keys import Bar, LockOut
from functions.ports import OutOfOrder, Services
from verifier.attestation import Fault, Rotation, fingerprint, link, trust_reader

PATH = "v"
MEDIA_TYPE = "text/html; charset=utf-8"


class Put(NamedTuple):
    """The page as it stands and as it is to be, and the version of the list that it then carries."""

    stored: bytes
    content: bytes
    order: int

    @property
    def is_due(self) -> bool:
        """Whether the page says anything else now."""
        return self.stored != self.content


def embed(page: str, *, root_public_key: bytes, trust: bytes | None) -> str:
    """Return `page` with the pinned root (32 bytes), the trust list and the policy that follows from both.

    Raises `Fault` for a list that this root did not sign, ValueError for a page without its elements.
    """
    hosts = trust_reader.read(trust, root_public_key).hosts if trust else ()
    sources = " ".join(["'self'", *map(link.origin, hosts)])
    policy = (
        f"default-src 'none'; script-src {_hash(page, 'script')}; style-src {_hash(page, 'style')}; img-src data:; "
        f"connect-src {sources}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )
    said = {'http-equiv="Content-Security-Policy"': policy, 'name="root"': root_public_key.hex()}
    for name, text in (said | {'name="trust"': (trust or b"").hex()}).items():
        begins, ends = _content(page, name)
        page = page[:begins] + text + page[ends:]
    return page


def _hash(page: str, element: str) -> str:
    found = re.search(f"<{element}>(.*?)</{element}>", page, re.DOTALL)
    if not found:
        raise ValueError(f"the page has no inline {element}")
    return f"'sha256-{base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode()}'"


def _content(page: str, name: str) -> tuple[int, int]:
    found = re.search(f'<meta {name} content="([^"]*)">', page)
    if not found:
        raise ValueError(f"the page has no meta {name}")
    return found.span(1)


def following(services: Services, trust: bytes) -> Put | None:
    """Return the page with a trust list, None where none has been published; raises LockOut."""
    stored = services.site.read(PATH)
    if stored is None:
        return None
    pinned = _pinned(stored)
    try:
        said = trust_reader.read(trust, pinned)
    except Fault as fault:
        raise LockOut(Bar.PAGE_PINS_ANOTHER, fingerprint.of(pinned)) from fault
    root = trust_reader.current_root(pinned, said.rotations)
    try:
        page = embed(stored.decode(), root_public_key=root, trust=trust)
    except ValueError as error:
        raise LockOut(Bar.PAGE_UNREADABLE) from error
    return Put(stored, page.encode(), said.version)


def require_leading(services: Services, root: bytes, rotations: tuple[Rotation, ...]) -> None:
    """Raise LockOut where the page pins a root from which `rotations` do not lead to `root`, 32 bytes."""
    stored = services.site.read(PATH)
    if stored is not None and trust_reader.current_root(pinned := _pinned(stored), rotations) != root:
        raise LockOut(Bar.PAGE_PINS_ANOTHER, fingerprint.of(pinned))


def _pinned(stored: bytes) -> bytes:
    try:
        page = stored.decode()
        begins, ends = _content(page, 'name="root"')
        return bytes.fromhex(page[begins:ends])
    except ValueError as error:
        raise LockOut(Bar.PAGE_UNREADABLE) from error


def publish(services: Services, put: Put | None) -> None:
    """Publish a page that has changed, unless another has been faster with a later list."""
    if put and put.is_due:
        with suppress(OutOfOrder):
            services.site.publish(PATH, put.content, MEDIA_TYPE, order=put.order)
