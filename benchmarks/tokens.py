"""A batch of 10,000 papers through the verifier, beside the bare Ed25519 verification of `cryptography` (issue 3, 5).

Run alone with ``python -m benchmarks.tokens``. One core, CPU seconds; the two take turns on the same papers, so that a
busy machine slows both. Ours takes the link apart, checks every field and the status, and gives all four answers; the
other is handed key, signature and message. Ours must reach 70 % of its rate.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from verifier.attestation import Report, link, token, verify
from verifier.attestation.report import instant
from verifier.vectors import world

PAPERS, TURNS = 10_000, 20
LEAST = 0.7
Signed = tuple[str, bytes, bytes]


def papers() -> list[Signed]:
    """Link, signature and signed bytes of agreements that all differ."""
    return [_paper(serial) for serial in range(PAPERS)]


def _paper(serial: int) -> Signed:
    claims = replace(world.CLAIMS, number=f"20261012{serial:08}", holder_hint=f"{serial:04}", status_index=serial + 200)
    prepared = token.prepare(claims, world.kid(world.AGREEMENT))
    coded = world.signed(prepared, world.AGREEMENT)
    return link.text(world.HOST, coded), coded[-64:], prepared.to_be_signed


def ours(batch: Sequence[Signed]) -> None:
    """Verify each link; ValueError when one is not genuine and valid."""
    status = {world.LIST: world.listed()}
    now = instant(world.NOW)
    reports = [verify(text, trust=world.TRUST, lists=status.get, now=now) for text, _, _ in batch]
    if not all(map(_is_good, reports)):
        raise ValueError("the verifier refused a good paper")


def _is_good(report: Report) -> bool:
    return report.is_good


def bare(batch: Sequence[Signed]) -> None:
    """Verify each signature; `cryptography` raises for a bad one."""
    key = Ed25519PublicKey.from_public_bytes(world.public(world.AGREEMENT))
    for _, signature, message in batch:
        key.verify(signature, message)


def measure() -> tuple[float, float]:
    """CPU seconds of all papers: ours, and the bare verification."""
    made, took = papers(), [0.0, 0.0]
    each = PAPERS // TURNS
    for turn in range(TURNS):
        batch = made[turn * each : (turn + 1) * each]
        for side, check in enumerate((ours, bare)):
            took[side] += _seconds(check, batch)
    return took[0], took[1]


def _seconds(check: Callable[[Sequence[Signed]], None], batch: Sequence[Signed]) -> float:
    began = time.process_time()
    check(batch)
    return time.process_time() - began


def main() -> int:
    """Print the two rates; 1 if ours is below the limit."""
    mine, floor = measure()
    rates = f"{PAPERS / mine:,.0f} papers a second", f"{PAPERS / floor:,.0f} signatures a second"
    print(f"batch of {PAPERS} papers | ours {rates[0]} | cryptography {rates[1]} | {floor / mine:.0%}")
    return int(floor / mine < LEAST)


if __name__ == "__main__":
    sys.exit(main())
