"""Steps that end in a new trust list: `keys issue`, `retire`, `compromise` and `rotate`.

The list is made before anything is changed, with the change in it: what it would break is refused while all is well.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from functions import bootstrap, settings
from functions.bootstrap import Issuer
from functions.cli import carried, describe, root_file
from functions.cli.terminal import Plan, carry_out
from functions.domain import signing_keys
from functions.domain.issuing import KeyState, SigningKey
from functions.settings import Deployment
from functions.usecases import carrying, keys, lockout, trust
from functions.usecases.trust import Root
from verifier.attestation import TrustList
from verifier.attestation.ed25519 import SIGNATURE_BYTES


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a step works with; roots that only look cannot sign."""

    issuer: Issuer
    given: argparse.Namespace
    is_production: bool

    @property
    def only_looks(self) -> bool:
        return self.given.dry_run or getattr(self.given, "prepare", None) is not None

    def root(self, path: Path, passphrase_file: Path | None) -> Root:
        if self.only_looks and root_file.has_public(path):
            return root_file.read_public(path)
        return root_file.read(path, passphrase_file, may_be_bare=not self.is_production)


def _desk(given: argparse.Namespace) -> _Desk:
    chosen = settings.read()
    return _Desk(bootstrap.issuer(chosen), given, chosen.deployment is Deployment.PRODUCTION)


def issue(given: argparse.Namespace) -> Iterator[str]:
    """Sign and publish the next trust list."""
    desk = _desk(given)
    services, root = desk.issuer.services, desk.root(given.root, given.passphrase_file)
    one = trust.step(services, root.public, version=given.version)
    if one.held and not one.is_due and given.version is None:
        yield from _page(desk, one.held)
        return

    says = tuple(describe.step(one, root.public))
    if given.prepare:
        yield from carry_out(carried.preparing(says, one, root.public, given.prepare), given)
        return

    def act() -> Iterator[str]:
        yield describe.published(services, trust.publish(services, root, version=given.version))

    yield from carry_out(Plan(says, act), given)


def _page(desk: _Desk, held: TrustList) -> Iterator[str]:
    """Publish the page with the list in force, where it has been left behind."""
    services = desk.issuer.services
    if not trust.is_page_due(services):
        yield "nothing to issue:"
        yield from describe.trust_list(held, services.clock.now())
        return

    def act() -> Iterator[str]:
        yield describe.published(services, trust.renew_page(services))

    yield from carry_out(
        Plan((f"publish /v with trust list {held.version}, which it does not carry",), act), desk.given
    )


def retire(given: argparse.Namespace) -> Iterator[str]:
    """Let a key sign no more and publish that."""
    desk = _desk(given)
    services = desk.issuer.services
    kept = services.store.signing_keys(given.school)
    key = signing_keys.retired(keys.named(kept, given.kid), kept, services.clock.now())

    def act() -> None:
        keys.retire(services, given.school, given.kid)

    return _change(desk, key, act)


def compromise(given: argparse.Namespace) -> Iterator[str]:
    """Mark a key that somebody else may have and publish that."""
    desk = _desk(given)
    services = desk.issuer.services
    found = keys.named(services.store.signing_keys(given.school), given.kid)
    key = signing_keys.compromised(found, given.cutoff, services.clock.now())

    def act() -> None:
        keys.mark_compromised(services, given.school, given.kid, given.cutoff)

    return _change(desk, key, act)


def _change(desk: _Desk, key: SigningKey, change: Callable[[], None]) -> Iterator[str]:
    services, root = desk.issuer.services, desk.root(desk.given.root, desk.given.passphrase_file)
    if desk.given.prepare and desk.given.prepare.exists():
        raise FileExistsError(f"{desk.given.prepare} is there already")
    one = trust.step(services, root.public, changed=(key,))
    if key.state is KeyState.RETIRED:
        lockout.require_successor(one.held, one.following, bytes.fromhex(key.kid))

    def act() -> Iterator[str]:
        change()
        if desk.given.prepare:
            yield carried.prepared(trust.step(services, root.public), root.public, desk.given.prepare)
        else:
            yield describe.published(services, trust.publish(services, root))
        if key.state is KeyState.COMPROMISED:
            yield f"now run `keys create {key.school}`, and `keys issue` again: nothing is signed with it any more"

    says = (f"mark {describe.key(key)}", *describe.step(one, root.public))
    return carry_out(Plan(says, act), desk.given)


def rotate(given: argparse.Namespace) -> Iterator[str]:
    """Hand over to a new root, signed by both, and publish that."""
    desk = _desk(given)
    services, new = desk.issuer.services, desk.root(given.to, given.to_passphrase_file)
    if given.handover:
        old = carrying.allowing(given.handover.read_bytes(), new.public)
    else:
        old = desk.root(given.root, given.passphrase_file)
    one = trust.handover(services, *(Root(root.public, _not_yet) for root in (old, new)))

    def act() -> Iterator[str]:
        yield describe.published(services, trust.rotate(services, old, new))
        yield f"/v pins, or is to pin, {describe.root(new.public)}, {new.public.hex()}"
        yield "Pages that pin an older root follow the handover. Keep the old root's file; it signs no list any more."

    says = (f"hand over from {describe.root(old.public)}", *describe.step(one, new.public))
    yield from carry_out(Plan(says, act), given)


def _not_yet(_: bytes) -> bytes:
    return bytes(SIGNATURE_BYTES)
