"""The site in its bucket: portal, desk and scanner as infra/site.py assembles them, and `/v` with the list in force.

1. What is there already stays untouched; pages come after what they load; what nobody serves any more goes last.
2. `/v` pins the root key and carries the trust list (functions/usecases/verifier_page.py); a page for which the list in
   force is a stranger's is not made. Lists under `s/` and `t/` are the service's own.
3. The root's public half is enough: nothing is signed here.
"""

from __future__ import annotations

import hashlib
import mimetypes
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from functions.cli import root_file
from functions.usecases import trust, verifier_page
from functions.web import headers
from infra import page, site
from infra.deploy import stack
from infra.deploy.account import Account
from infra.deploy.chosen import Chosen, Refusal
from verifier.attestation import Fault, TrustList, fingerprint, trust_reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TYPES = {
    ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
    ".json": "application/json", ".wasm": "application/wasm", ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}  # fmt: skip
_PINNED = re.compile(rb'name="root" content="([0-9a-f]{64})"')
# What the service itself publishes.
_THEIRS = ("s/", "t/", "log/", verifier_page.PATH)


class NotYet(Exception):  # noqa: N818 - it names the fact
    """`/v` cannot be made yet; the text says what comes first."""


class Difference(NamedTuple):
    """What of the site is to be written and what is to go, as keys of the bucket."""

    new: tuple[str, ...]
    gone: tuple[str, ...]


class Verifier(NamedTuple):
    """The page of `/v`, the version of its trust list, and when that lapses, in seconds since 1970."""

    content: bytes
    order: int
    lapses: int
    is_due: bool


def assemble(chosen: Chosen) -> Path:
    """Build the site in `build/site`, with the root key where there is one; return the folder."""
    folder = site.ROOT / "build/site"
    site.assemble(folder)
    if chosen.root:
        site.pin(folder, _root(chosen.root))
    return folder


def _root(file: Path) -> bytes:
    try:
        return root_file.read_public(file).public
    except (OSError, ValueError) as error:
        raise Refusal(f"{file} is no public half of a root key: {error}; `keys root` makes one") from error


def difference(account: Account, bucket: str, folder: Path) -> Difference:
    """Compare a folder with what is in the bucket."""
    there = _stored(account, bucket)
    named = {file: key for key, file in site.PAGES.items()}
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    here = {named.get(file, file): path for file, path in files.items()}
    new = [key for key, path in here.items() if there.get(key) != _digest(path)]
    gone = [key for key in there if key not in here and not key.startswith(_THEIRS)]
    return Difference(tuple(sorted(new, key=lambda key: (site.file(key).endswith(".html"), key))), tuple(gone))


def _stored(account: Account, bucket: str) -> Mapping[str, str]:
    pages = account.objects.get_paginator("list_objects_v2").paginate(Bucket=bucket)
    return {one["Key"]: one["ETag"].strip('"') for each in pages for one in each.get("Contents", [])}


def _digest(path: Path) -> str:
    # What S3 gives as the tag of an object that was put whole.
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()


def publish(account: Account, bucket: str, folder: Path, change: Difference) -> None:
    """Write what is new and take away what is gone."""
    for key in change.new:
        account.objects.put_object(
            Bucket=bucket, Key=key, Body=(folder / site.file(key)).read_bytes(), ContentType=media_type(key),
            CacheControl=headers.of(f"/{key}")["Cache-Control"],
        )  # fmt: skip
    for key in change.gone:
        account.objects.delete_object(Bucket=bucket, Key=key)


def media_type(key: str) -> str:
    """Return the content type of a file; what a browser runs never depends on this machine's table."""
    suffix = Path(site.file(key)).suffix
    return _TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")


def verifier(account: Account, chosen: Chosen, bucket: str) -> Verifier:
    """Return `/v` as it is to be; raises NotYet without a root key or a trust list, Refusal for a stranger's."""
    if not chosen.root:
        raise NotYet("/v waits for a root key: `python -m functions.cli keys root`, then `root` in the file names it")
    listed = _read(account, bucket, trust.PATH)
    if listed is None:
        raise NotYet("/v waits for a trust list: `python -m functions.cli keys create` and `keys issue`, then `site`")
    stored = _read(account, bucket, verifier_page.PATH)
    said = _followed(listed, _root(chosen.root), "the environment's file")
    if stored and (pinned := _PINNED.search(stored)):
        _followed(listed, bytes.fromhex(pinned[1].decode()), "the page that people have opened")
    root = trust_reader.current_root(_root(chosen.root), said.rotations)
    wanted = page.embed(page.template(), root_public_key=root, trust=listed).encode()
    return Verifier(wanted, said.version, said.expires_at, is_due=stored != wanted)


def _followed(listed: bytes, root: bytes, where: str) -> TrustList:
    try:
        return trust_reader.read(listed, root)
    except Fault as fault:
        named = fingerprint.of(root)
        raise Refusal(
            f"the trust list does not follow from the root {named} of {where}: replaced, or never ours. "
            "Nothing was published: name the root that signs now in the environment's file, then run this again"
        ) from fault


def _read(account: Account, bucket: str, key: str) -> bytes | None:
    try:
        return account.objects.get_object(Bucket=bucket, Key=key)["Body"].read()
    except account.objects.exceptions.NoSuchKey:
        return None


def uproot(account: Account, chosen: Chosen, confirmed: str | None) -> Iterator[str]:
    """Take away `/v` and the list of a root that nobody has any more; raises Refusal until `confirmed` names it all.

    Another root cannot follow by itself: people must be told its fingerprint, and pages that they saved are void.
    """
    bucket = stack.required(account, chosen.stack)["Site"]
    listed = _read(account, bucket, trust.PATH)
    if listed is None:
        raise Refusal("no trust list is published: any root can sign the first one")
    if confirmed != chosen.name:
        raise Refusal(f"nothing was touched. `--yes-delete {chosen.name}` takes the list and /v away for good")
    for key in (verifier_page.PATH, trust.PATH):
        account.objects.delete_object(Bucket=bucket, Key=key)
    yield "site: the trust list and /v are gone; no paper can be confirmed until a new root has signed a list"


def publish_verifier(account: Account, bucket: str, made: Verifier) -> None:
    """Write `/v`; its order is the version of the list that it carries, as the issuer writes it."""
    account.objects.put_object(
        Bucket=bucket, Key=verifier_page.PATH, Body=made.content, ContentType=verifier_page.MEDIA_TYPE,
        CacheControl=headers.of("/v")["Cache-Control"], Metadata={"order": str(made.order)},
    )  # fmt: skip
