"""A root that never meets a network: `keys issue --prepare FILE` here, `keys sign` there, `keys publish` here again.

`keys retire` and `compromise` prepare a list in the same way, with the change in it.

Two roots that never meet: `keys allow` where the old one is, `keys rotate --handover FILE` where the new one is.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from functions import bootstrap, settings
from functions.cli import describe, root_file
from functions.cli.terminal import Plan, carry_out
from functions.usecases import carrying
from functions.usecases.trust import Step


def preparing(says: tuple[str, ...], one: Step, root: bytes, path: Path) -> Plan:
    """Plan to write the list of `one` to a file, unsigned."""

    def act() -> Iterator[str]:
        yield prepared(one, root, path)

    return Plan((f"write to {path}, for the root to", *says), act)


def prepared(one: Step, root: bytes, path: Path) -> str:
    """Write the list of `one` to a file, unsigned; return what is to be done with it."""
    with path.open("xb") as file:
        file.write(carrying.unsigned(one.following, root))
    return f"wrote {path}: carry it to the root and run `keys sign` there"


def sign(given: argparse.Namespace) -> Iterator[str]:
    """Sign a list that was carried here, offline."""
    root = root_file.read(given.root, given.passphrase_file, may_be_bare=False)
    signed, said = carrying.sign(given.file.read_bytes(), root)

    def act() -> Iterator[str]:
        with given.to.open("xb") as file:
            file.write(signed)
        yield f"wrote {given.to}: carry it back and run `keys publish` there"

    lapses = describe.second(said.expires_at)
    says = (
        f"sign trust list {said.version} with {describe.root(root.public)}; it lapses {lapses}",
        *describe.news(None, said),
    )
    yield from carry_out(Plan(says, act), given)


def allow(given: argparse.Namespace) -> Iterator[str]:
    """Sign a handover to a new root, offline."""
    old, new = root_file.read(given.root, given.passphrase_file, may_be_bare=False), root_file.read_public(given.file)
    allowance = carrying.allowance(old, new.public)

    def act() -> Iterator[str]:
        with given.to.open("xb") as file:
            file.write(allowance)
        yield f"wrote {given.to}: carry it to the new root and run `keys rotate --handover` there"

    says = (
        f"let {describe.root(new.public)} take the place of {describe.root(old.public)}, whenever its holder wishes",
        f"write that to {given.to}, for the holder of the new root only; compare the fingerprint first",
    )
    yield from carry_out(Plan(says, act), given)


def publish(given: argparse.Namespace) -> Iterator[str]:
    """Publish a list that came back signed."""
    services, root = bootstrap.issuer(settings.read()).services, root_file.read_public(given.root).public
    signed = given.file.read_bytes()
    one = carrying.arrival(services, signed, root)

    def act() -> Iterator[str]:
        yield describe.published(services, carrying.publish(services, signed, root))

    new = one.following
    says = (f"publish trust list {new.version} by {describe.root(root)}", *describe.news(one.held, new))
    yield from carry_out(Plan(says, act), given)
