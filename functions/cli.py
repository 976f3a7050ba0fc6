"""For operators: `python -m functions.cli COMMAND`, with the environment of functions/settings.py.

1. `schools` lists the schools and their keys. `keys` makes those that a school lacks; it needs the issuer's role.
2. `trust` signs and publishes who may sign, with the root key in a file that is nowhere else (verification.md 5).
3. `operator` invites the platform's first operator by e-mail; everybody else is invited in the portal.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from functions import bootstrap, settings
from functions.bootstrap import Issuer
from functions.domain.actors import SYSTEM, Role
from functions.domain.errors import DomainError
from functions.settings import SettingsError
from functions.usecases import accounts, schools, trust


def main(arguments: list[str]) -> int:
    """Run a command; return the exit code, 1 with one line on standard error when it is refused."""
    given = _parser().parse_args(arguments)
    try:
        for line in COMMANDS[given.command](bootstrap.issuer(settings.read()), given):
            print(line)
    except (DomainError, SettingsError, OSError, ValueError) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m functions.cli", description="Operate the service.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("schools", help="list the schools and their keys")
    keys = commands.add_parser("keys", help="make the keys that a school lacks")
    keys.add_argument("school", help="the code of the school, 5 digits")
    signed = commands.add_parser("trust", help="sign and publish the trust list")
    signed.add_argument("--root", type=Path, required=True, help="file with the root key, Ed25519 in PEM")
    operator = commands.add_parser("operator", help="invite an operator of the platform by e-mail")
    operator.add_argument("email")
    operator.add_argument("name")
    return parser


def _schools(issuer: Issuer, _: argparse.Namespace) -> Iterator[str]:
    cursor = None
    while True:
        page = schools.keys(issuer.services, cursor)
        for school, keys in page.items:
            yield f"{school.code} {school.name}"
            yield from (f"  {key.use} {key.kid} {key.not_before:%Y-%m-%d} to {key.not_after:%Y-%m-%d}" for key in keys)
        if not (cursor := page.cursor):
            return


def _keys(issuer: Issuer, given: argparse.Namespace) -> Iterator[str]:
    school = issuer.services.store.school(given.school)
    for key in trust.ensure_keys(issuer.services, issuer.signer, school.code):
        yield f"made {key.use} {key.kid}: publish the trust list before it signs"


def _trust(issuer: Issuer, given: argparse.Namespace) -> Iterator[str]:
    root = load_pem_private_key(given.root.read_bytes(), password=None)
    if not isinstance(root, Ed25519PrivateKey):
        raise ValueError(f"{given.root} holds another kind of key than Ed25519")  # noqa: TRY004 - what is wrong is the file
    coded = trust.publish(issuer.services, root.public_key().public_bytes_raw(), root.sign)
    yield f"/{trust.PATH}: {len(coded)} bytes"


def _operator(issuer: Issuer, given: argparse.Namespace) -> Iterator[str]:
    invitation = accounts.invitation_to(issuer.services, SYSTEM, email=given.email, name=given.name, role=Role.OPERATOR)
    accounts.invite(issuer.services, invitation, issuer.services.host)
    yield f"invited {given.email}"


COMMANDS: Mapping[str, Callable[[Issuer, argparse.Namespace], Iterator[str]]] = {
    "schools": _schools, "keys": _keys, "trust": _trust, "operator": _operator,
}  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
