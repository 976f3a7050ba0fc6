"""Making and showing: `keys root`, `show` and `create`. None of them signs anything."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from functions import bootstrap, settings
from functions.cli import describe, root_file
from functions.cli.terminal import Plan, carry_out
from functions.domain import signing_keys
from functions.domain.deadlines import local_date
from functions.domain.issuing import SigningKey
from functions.usecases import keys, trust
from verifier.attestation import TrustList


def root(given: argparse.Namespace) -> Iterator[str]:
    """Make a root key, offline."""
    path: Path = given.file
    root_file.require_absent(path)

    def act() -> Iterator[str]:
        public = root_file.create(path, root_file.new_passphrase(given.passphrase_file))
        yield f"made {describe.root(public)}"
        yield f"public key {public.hex()}"
        yield "Keep the file and its passphrase apart, and two copies of each: nobody can make this root again."

    says = (
        f"make a root key in {path}, under a passphrase, for its owner only",
        f"write its public half to {root_file.public_path(path)}",
    )
    return carry_out(Plan(says, act), given)


def show(given: argparse.Namespace) -> Iterator[str]:
    """Show the root, the list in force, all keys and status lists, and what must be done."""
    services, held = bootstrap.issuer(settings.read()).services, None
    now = services.clock.now()
    if given.root:
        public = _public(given.root, given.passphrase_file)
        yield describe.root(public)
        yield f"public key {public.hex()}"
        held = trust.in_force(services, public)
        yield from describe.trust_list(held, now) if held else ("no trust list has been issued yet",)
        if held and trust.is_page_due(services):
            yield "  ! /v carries another list: run `keys issue`"
    for school in keys.schools(services):
        yield f"{school.code} {school.name}"
        for key in services.store.signing_keys(school.code):
            yield f"  {describe.key(key)}{_announced(key, held)}"
        for use in keys.lacking(services, school.code):
            yield f"  ! no {use} key now, or none in a month: run `keys create {school.code}`"
        yield from (f"  {describe.status_list(one, now)}" for one in services.store.status_lists(school.code))


def _public(path: Path, passphrase_file: Path | None) -> bytes:
    if root_file.has_public(path):
        return root_file.read_public(path).public
    return root_file.read(path, passphrase_file, may_be_bare=True).public


def _announced(key: SigningKey, held: TrustList | None) -> str:
    if held is None or bytes.fromhex(key.kid) in held.by_kid:
        return ""
    return " ! not in the trust list: run `keys issue`"


def create(given: argparse.Namespace) -> Iterator[str]:
    """Make a school's keys for a year."""
    issuer = bootstrap.issuer(settings.read())
    services, now = issuer.services, issuer.services.clock.now()
    school = services.store.school(given.school)
    kept, year = services.store.signing_keys(school.code), given.year or local_date(now).year
    uses = (given.use,) if given.use else keys.lacking(services, school.code, given.year)
    earlier = keys.named(kept, given.replaces) if given.replaces else None
    windows = [(use, signing_keys.window(kept, use, year, now, replaces=earlier)) for use in uses]
    if not windows:
        yield f"{school.code} {school.name} has its keys; nothing to make"
        return

    def act() -> Iterator[str]:
        for use in uses:
            key = keys.create(services, issuer.signer, school.code, use, year, replaces=given.replaces)
            yield f"made {describe.key(key)}: run `keys issue` before it signs"

    says = [
        f"make the {use} key of {school.code} {school.name} for {year}, "
        f"{describe.moment(window.begins)} to {describe.moment(window.ends)}"
        for use, window in windows
    ]
    if earlier:
        ends = signing_keys.replaced(earlier, windows[0][1].begins).not_after
        says.append(f"let {earlier.use} {earlier.kid} lapse {describe.moment(ends)}")
    yield from carry_out(Plan(tuple(says), act), given)
