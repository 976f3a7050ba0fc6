"""`secrets`: the keys under which ID numbers are sealed (ADR 27).

1. `rotate` adds a key and seals every text anew under it; no text is unreadable at any moment, and no key is taken out.
2. A function that still runs with the keys of before reads what is sealed under the new one, and goes on sealing under
   its own for as long as it lives. `reseal` brings that after, and finishes what was stopped.
3. It shows how many texts are under which key, and never a key.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator

from functions import bootstrap, settings
from functions.cli.terminal import Plan, add_consent, carry_out
from functions.ports import Services
from functions.usecases import resealing


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `secrets` and its steps to the parser."""
    parser = commands.add_parser("secrets", help="look after the keys of personal data")
    chosen = parser.add_subparsers(dest="step", required=True)
    show = chosen.add_parser("show", help="say how many texts are sealed under which key")
    show.set_defaults(run=_show)
    rotate = chosen.add_parser("rotate", help="add a key and seal everything anew under it")
    add_consent(rotate)
    rotate.set_defaults(run=_rotate)
    reseal = chosen.add_parser("reseal", help="seal under the newest key what is not yet")
    add_consent(reseal)
    reseal.set_defaults(run=_reseal)


def _services() -> Services:
    """Return services that have loaded no key yet, so that one that was just added is among theirs."""
    return bootstrap.issuer(settings.read()).services


def _show(_: argparse.Namespace) -> Iterator[str]:
    services = _services()
    yield from _counts(services, resealing.count(services))


def _counts(services: Services, counted: Counter[int]) -> Iterator[str]:
    newest = services.secrets.newest
    for number in range(1, newest + 1):
        marks = "，使用中 in use" if number == newest else ""
        yield f"key {number}: {counted[number]} ID numbers 个证件号码{marks}"


def _rotate(given: argparse.Namespace) -> Iterator[str]:
    services = _services()
    newest, texts = services.secrets.newest, resealing.count(services).total()
    says = (f"add key {newest + 1} to the secret 新增密钥", f"seal {texts} ID numbers anew under it 重新加密")

    def act() -> Iterator[str]:
        yield f"added key {bootstrap.vault(settings.read()).add()}"
        yield _done(_services())

    yield from carry_out(Plan(says, act), given)


def _reseal(given: argparse.Namespace) -> Iterator[str]:
    services = _services()
    counted = resealing.count(services)
    old = counted.total() - counted[services.secrets.newest]

    def act() -> Iterator[str]:
        yield _done(services)

    yield from carry_out(
        Plan((f"seal {old} ID numbers anew under key {services.secrets.newest} 重新加密",), act), given
    )


def _done(services: Services) -> str:
    return f"sealed {resealing.run(services)} ID numbers anew under key {services.secrets.newest}"
