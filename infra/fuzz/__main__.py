"""`make fuzz`: prints the seed, how far it is, and each failure with the command that repeats it; then exits with 1."""

from __future__ import annotations

import argparse
import secrets
import subprocess
import sys
import time

from .answers import answer
from .differential import Tally, compare, random_inputs, watched
from .peer import Peer
from .subjects import SUBJECTS


def main(arguments: list[str]) -> int:
    """Run what the command line asks for; return the exit status."""
    options = _options(arguments)
    if options.ask:
        return _ask(*options.ask)
    begun = time.monotonic()
    print(f"seed {options.seed}; again: python -m infra.fuzz --seed {options.seed} --count {options.count}", flush=True)
    tallies = [*_systematic(), *_random(options.seed, options.count), *_without_webcrypto(options.seed, options.count)]
    failures, count = sum(len(tally.failures) for tally in tallies), sum(tally.count for tally in tallies)
    seconds = time.monotonic() - begun
    print(f"{count:,} inputs to both in {seconds:.0f} s, seed {options.seed}: {failures} failures", flush=True)
    return int(not _guided(options.seed, options.seconds) or failures > 0)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.fuzz", description=__doc__)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**32))
    parser.add_argument("--count", type=int, default=1_000_000, help="random changes of the token")
    parser.add_argument("--seconds", type=int, default=60, help="how long libFuzzer looks; 0: not at all")
    parser.add_argument("--ask", nargs=2, metavar=("QUESTION", "INPUT"), help="ask both about one input")
    return parser.parse_args(arguments)


def _ask(question: str, asked: str) -> int:
    with Peer() as peer:
        peer.ask(question, [asked])
        ours, [theirs] = answer(question, asked), peer.answers()
    print(f"Python:     {ours}\nJavaScript: {theirs}")
    return int(ours != theirs or ours[0] == "crash")


def _systematic() -> list[Tally]:
    with Peer() as peer:
        return [
            watched(f"each flip, truncation and insertion: {name}", compare(peer, subject, each), len(each))
            for name, subject in SUBJECTS.items()
            if (each := list(subject.each()))
        ]


def _random(seed: int, count: int) -> list[Tally]:
    tallies = []
    with Peer() as peer:
        for name, subject in SUBJECTS.items():
            share = round(count * subject.weight)
            inputs = random_inputs(subject, name, seed, share)
            tallies.append(watched(f"random changes: {name}", compare(peer, subject, inputs), share))
    return tallies


def _without_webcrypto(seed: int, count: int) -> list[Tally]:
    """Compare with @noble/ed25519 too, which is slow, on the subject that it decides."""
    name, share = "signature", count // 200
    with Peer(noble=True) as peer:
        inputs = random_inputs(SUBJECTS[name], f"{name} noble", seed, share)
        return [watched(f"random changes: {name}, @noble/ed25519", compare(peer, SUBJECTS[name], inputs), share)]


def _guided(seed: int, seconds: int) -> bool:
    """Let libFuzzer look, in a process of its own because it ends it; whether it found nothing."""
    if not seconds:
        return True
    command = [sys.executable, "-m", "infra.fuzz.guided", str(seed), str(seconds)]
    status = subprocess.run(command, check=False).returncode
    print(f"libFuzzer on the Python decoder: {seconds} s, seed {seed}, {'an error' if status else 'no error'}")
    return status == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
