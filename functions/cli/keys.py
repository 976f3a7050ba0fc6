"""`keys`: who may sign, looked after by hand (verification.md 5).

1. `root`, `sign` and `allow` need neither network nor settings: they are for a machine that has none. All others need
   the issuer's role.
2. `issue`, `retire`, `compromise` and `rotate` end in a new trust list, so they need the root's file; what only looks
   (`show`, `publish`, `--dry-run`, and `--prepare`, which leaves signing to `sign`) is content with its public half.
3. Every step says what it will do and asks (terminal.py). What would lock verifiers out is refused before that, and
   again when it is done: somebody else may have been faster.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from functions.cli import carried, making, steps
from functions.cli.terminal import add_consent
from functions.domain.issuing import KeyUse

_Adds = Callable[[argparse.ArgumentParser], None]


class _Step(NamedTuple):
    help: str
    run: Callable[[argparse.Namespace], Iterator[str]]
    arguments: tuple[_Adds, ...]


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `keys` and its steps to the parser."""
    parser = commands.add_parser("keys", help="look after who may sign")
    chosen = parser.add_subparsers(dest="step", required=True)
    for name, step in STEPS.items():
        each = chosen.add_parser(name, help=step.help, description=step.help, allow_abbrev=False)
        for add in step.arguments:
            add(each)
        each.set_defaults(run=step.run)


def _new_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="where the root key is to be, such as root.pem")


def _carried(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="what was carried here")


def _to_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, required=True, help="the file to write")


def _passphrase(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--passphrase-file", type=Path, help="its first line is the passphrase; without: it is asked")


def _root(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--root", type=Path, required=True, help="file with the root key")
    _passphrase(parser)


def _public(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--root", type=Path, required=True, help="file with the public half of the root key")


def _any_root(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--root", type=Path, help="file with the root key or its public half")


def _old_root(parser: argparse.ArgumentParser) -> None:
    either = parser.add_mutually_exclusive_group(required=True)
    either.add_argument("--root", type=Path, help="file with the old root key")
    either.add_argument("--handover", type=Path, metavar="FILE", help="what `keys allow` wrote where the old root is")
    _passphrase(parser)


def _new_root(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, required=True, help="file with the new root key")
    parser.add_argument("--to-passphrase-file", type=Path, help="its first line opens the new root")


def _school(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("school", help="the code of the school, 5 digits")


def _kid(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kid", help="the key's id, 8 hexadecimal digits")


def _new_key(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--use", type=KeyUse, choices=list(KeyUse), help="without: the uses that lack a key")
    parser.add_argument("--year", type=int, help="in Beijing; without: this year")
    parser.add_argument("--replaces", metavar="KID", help="the key that this one is to follow early")


def _version(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--version", type=int, help="skip to this number, after a backup was restored")


def _prepare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--prepare", type=Path, metavar="FILE", help="write the list unsigned, for `keys sign`")


def _cutoff(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cutoff", type=_instant, required=True, help="since when, such as 2026-11-20T09:00+08:00")


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise argparse.ArgumentTypeError("a time needs its offset, such as +08:00")
    return at


STEPS: Mapping[str, _Step] = {
    "root": _Step("make a root key in a file, offline", making.root, (_new_file, _passphrase, add_consent)),
    "show": _Step("show the root's fingerprint, the list in force and all keys", making.show, (_any_root, _passphrase)),
    "create": _Step("make a school's keys for a year", making.create, (_school, _new_key, add_consent)),
    "issue": _Step("sign and publish the next trust list", steps.issue, (_root, _version, _prepare, add_consent)),
    "sign": _Step("sign a prepared trust list, offline", carried.sign, (_carried, _root, _to_file, add_consent)),
    "publish": _Step("publish a signed trust list", carried.publish, (_carried, _public, add_consent)),
    "retire": _Step(
        "let a key sign no more; what it signed holds", steps.retire, (_school, _kid, _root, _prepare, add_consent)
    ),
    "compromise": _Step(
        "mark a key that somebody else may have",
        steps.compromise,
        (_school, _kid, _cutoff, _root, _prepare, add_consent),
    ),
    "allow": _Step("let a new root follow, offline", carried.allow, (_carried, _root, _to_file, add_consent)),
    "rotate": _Step("hand over to a new root, signed by both", steps.rotate, (_old_root, _new_root, add_consent)),
}
