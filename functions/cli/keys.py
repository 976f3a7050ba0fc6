"""`keys`: who may sign, looked after by hand (verification.md 5).

1. `root` needs neither network nor settings: it is for a machine that has none. All others need the issuer's role.
2. `issue`, `retire`, `compromise` and `rotate` end in a new trust list, so they need the root's file; what only looks
   (`show`, and any step with `--dry-run`) is content with its public half.
3. Every step says what it will do and asks (terminal.py). What would lock verifiers out is refused before that, and
   again when it is done: somebody else may have been faster.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from functions import bootstrap, settings
from functions.cli import describe, root_file, steps
from functions.cli.terminal import Plan, add_consent, carry_out
from functions.domain import signing_keys
from functions.domain.deadlines import local_date
from functions.domain.issuing import KeyUse, SigningKey
from functions.usecases import keys, trust
from verifier.attestation import TrustList


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `keys` and its commands to the parser."""
    parser = commands.add_parser("keys", help="look after who may sign", description=__doc__)
    commands = parser.add_subparsers(dest="step", required=True)
    made = commands.add_parser("root", help="make a root key in a file, offline", allow_abbrev=False)
    made.add_argument("file", type=Path)
    shown = commands.add_parser(
        "show", help="show the root's fingerprint, the list in force and all keys", allow_abbrev=False
    )
    created = commands.add_parser("create", help="make a school's keys for a year", allow_abbrev=False)
    created.add_argument("school", help="the code of the school, 5 digits")
    created.add_argument("--use", type=KeyUse, choices=list(KeyUse), help="without: the uses that lack a key")
    created.add_argument("--year", type=int, help="in Beijing; without: this year")
    created.add_argument("--replaces", metavar="KID", help="the key that this one is to follow early")
    issued = commands.add_parser("issue", help="sign and publish the next trust list", allow_abbrev=False)
    issued.add_argument("--version", type=int, help="skip to this number, after a backup was restored")
    retired = commands.add_parser("retire", help="let a key sign no more; what it signed holds", allow_abbrev=False)
    stolen = commands.add_parser("compromise", help="mark a key that somebody else may have", allow_abbrev=False)
    for each in (retired, stolen):
        each.add_argument("school", help="the code of the school, 5 digits")
        each.add_argument("kid", help="the key's id, 8 hexadecimal digits")
    stolen.add_argument("--cutoff", type=_instant, required=True, help="since when, such as 2026-11-20T09:00+08:00")
    rotated = commands.add_parser("rotate", help="hand over to a new root, signed by both", allow_abbrev=False)
    rotated.add_argument("--to", type=Path, required=True, help="file with the new root key")
    rotated.add_argument("--to-passphrase-file", type=Path, help="its first line opens the new root")
    for each in (made, issued, retired, stolen, rotated):
        each.add_argument("--passphrase-file", type=Path, help="its first line is the passphrase; without: it is asked")
    shown.add_argument("--root", type=Path, help="file with the root key or its public half")
    for each in (issued, retired, stolen, rotated):
        each.add_argument("--root", type=Path, required=True, help="file with the root key")
    for each in (made, created, issued, retired, stolen, rotated):
        add_consent(each)
    for each, run in zip(
        (made, shown, created, issued, retired, stolen, rotated),
        (_root, _show, _create, steps.issue, steps.retire, steps.compromise, steps.rotate),
        strict=True,
    ):
        each.set_defaults(run=run)


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise argparse.ArgumentTypeError("a time needs its offset, such as +08:00")
    return at


def _root(given: argparse.Namespace) -> Iterator[str]:
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


def _show(given: argparse.Namespace) -> Iterator[str]:
    services, held = bootstrap.issuer(settings.read()).services, None
    now = services.clock.now()
    if given.root:
        public = _public(given.root)
        yield describe.root(public)
        held = trust.in_force(services, public)
        yield from describe.trust_list(held, now) if held else ("no trust list has been issued yet",)
    for school in keys.schools(services):
        yield f"{school.code} {school.name}"
        for key in services.store.signing_keys(school.code):
            yield f"  {describe.key(key)}{_announced(key, held)}"
        for use in keys.lacking(services, school.code):
            yield f"  ! no {use} key now, or none in a month: run `keys create {school.code}`"
        yield from (f"  {describe.status_list(one, now)}" for one in services.store.status_lists(school.code))


def _public(path: Path) -> bytes:
    found = root_file.read_public(path) if root_file.has_public(path) else root_file.read(path, None, may_be_bare=True)
    return found.public


def _announced(key: SigningKey, held: TrustList | None) -> str:
    if held is None or bytes.fromhex(key.kid) in held.by_kid:
        return ""
    return " ! not in the trust list: run `keys issue`"


def _create(given: argparse.Namespace) -> Iterator[str]:
    issuer = bootstrap.issuer(settings.read())
    services, now = issuer.services, issuer.services.clock.now()
    school = services.store.school(given.school)
    kept, year = services.store.signing_keys(school.code), given.year or local_date(now).year
    uses = (given.use,) if given.use else keys.lacking(services, school.code)
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
