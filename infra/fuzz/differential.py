"""Giving both implementations the same inputs, batch by batch, and keeping what must not be."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from random import Random

from .answers import Answer, answer, ended
from .peer import Peer
from .subjects import Subject

BATCH = 400
SHOWN = 20
"""Failures that are kept; one more tells no more."""


@dataclass(frozen=True)
class Failure:
    """An input that was accepted, that crashed a reader, or on which the two differ."""

    why: str
    question: str
    asked: str
    answers: tuple[Answer, Answer]

    def __str__(self) -> str:
        """Return the failure for a person, with the command that asks again."""
        ours, theirs = self.answers
        return (
            f"{self.why}\n  Python:     {ours}\n  JavaScript: {theirs}\n"
            f"  again:      python -m infra.fuzz --ask {self.question} {self.asked!r}"
        )


@dataclass
class Tally:
    """How many inputs were given to both, how each ended in words, and the failures."""

    count: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)


def random_inputs(subject: Subject, name: str, seed: int, count: int) -> Iterator[str]:
    """Yield `count` random inputs of `subject`, the same ones for the same `seed`."""
    dice = Random(f"{seed} {name}")  # noqa: S311 - to be repeated, not to be secret
    return (subject.random(dice) for _ in range(count))


def compare(peer: Peer, subject: Subject, inputs: Iterable[str], tally: Tally | None = None) -> Iterator[Tally]:
    """Give `inputs` to both implementations and yield the tally, which grows, after each batch."""
    tally, inputs = tally or Tally(), iter(inputs)
    while batch := list(islice(inputs, BATCH)):
        peer.ask(subject.question, batch)
        ours = [answer(subject.question, asked) for asked in batch]
        for asked, answers in zip(batch, zip(ours, peer.answers(), strict=True), strict=True):
            _judge(subject, asked, answers, tally)
        yield tally


def _judge(subject: Subject, asked: str, answers: tuple[Answer, Answer], tally: Tally) -> None:
    ours, theirs = answers
    tally.count += 1
    tally.ends[ended(ours)] += 1
    why = _fault(subject, ours, theirs)
    if why and len(tally.failures) < SHOWN:
        tally.failures.append(Failure(why, subject.question, asked, answers))


def _fault(subject: Subject, ours: Answer, theirs: Answer) -> str | None:
    if "crash" in {ours[0], theirs[0]}:
        return "a reader crashed"
    if ours != theirs:
        return "the implementations differ"
    return "a change was accepted" if subject.is_hole(ours) else None


def watched(name: str, tallies: Iterable[Tally], expected: int) -> Tally:
    """Run through `tallies`, show how far they are and what failed, and return the last one."""
    begun, shown, tally = time.monotonic(), 0.0, Tally()
    for tally in tallies:
        now = time.monotonic()
        if now - shown >= (1 if sys.stdout.isatty() else 30):
            shown = now
            print(f"  {name}: {tally.count:,} of {expected:,}", end="\r" if sys.stdout.isatty() else "\n", flush=True)
    seconds = time.monotonic() - begun
    ends = ", ".join(f"{end} {count:,}" for end, count in tally.ends.most_common())
    print(f"{name}: {tally.count:,} in {seconds:.0f} s, {len(tally.failures)} failures; {ends}")
    print(*tally.failures, sep="\n", end="\n" if tally.failures else "", flush=True)
    return tally
