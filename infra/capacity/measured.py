"""What `python -m benchmarks.load --write` measured, as a section of docs/capacity.md."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "load.json"
Spent = dict[str, dict[str, Any]]


def rounded(spent: Spent) -> Spent:
    """Return the same figures to a tenth of a millisecond."""
    return {
        what: {
            "times": one["times"], "calls": one["calls"], "waiting": round(one["waiting"], 4),
            "cpu": {part: round(seconds, 4) for part, seconds in sorted(one["cpu"].items()) if round(seconds, 4)},
        }
        for what, one in sorted(spent.items())
    }  # fmt: skip


def section() -> list[str]:
    """Return the section's lines."""
    return lines(json.loads(FILE.read_text(encoding="utf-8")))


_FOUND = (
    "Most of it is what a call of AWS costs (signing, HTTP, reading the answer), so what counts is how many there are.",
    "Two fifths of that was botocore composing a description of itself for each call, twice; it is told one now",
    "(`functions/adapters/dynamo/connecting.py`): 0.94 ms of CPU a call before, 0.58 after, without the network.",
)


def lines(found: dict[str, Any]) -> list[str]:
    """Return the lines for what was found."""
    return [
        "## Where the time goes",
        "",
        f"Measured on {found['date']} by `{_command(found)}`:",
        "the unpacked bundle's handlers, called as Lambda calls them, on an emulated AWS that began empty.",
        f"The machine: {found['machine']}; the functions had one core, and the emulator the rest.",
        "Waiting is the emulator's, and that of whoever else used the machine; on AWS it is the services' own.",
        "",
        *_FOUND,
        "",
        *table(("part of the functions' CPU", "share", "ms an agreement"), *_parts(found)),
        "",
        *table(
            ("what", "times", "CPU, ms", "of it our own", "a second and core", "calls of AWS", "waiting, ms"),
            *_things(found),
        ),
        "",
    ]  # fmt: skip


def _command(found: dict[str, Any]) -> str:
    return f"python -m benchmarks.load --students {found['students']} --agreements {found['agreements']}"


def _parts(found: dict[str, Any]) -> list[tuple[object, ...]]:
    together: Counter[str] = Counter()
    for one in found["spent"].values():
        together.update(one["cpu"])
    whole = together.total()
    return [
        (part, f"{seconds / whole:.1%}", f"{seconds / found['agreements'] * 1000:.1f}")
        for part, seconds in together.most_common()
    ]


OURS = ("domain", "use cases", "web", "adapters", "attestation, checks of signatures", "log lines")


def _things(found: dict[str, Any]) -> list[tuple[object, ...]]:
    return [
        (f"`{what}`", one["times"], *_each(one))
        for what, one in sorted(found["spent"].items(), key=lambda pair: -sum(pair[1]["cpu"].values()))
    ]


def _each(one: dict[str, Any]) -> tuple[str, ...]:
    times, cpu = one["times"], sum(one["cpu"].values())
    ours = sum(seconds for part, seconds in one["cpu"].items() if part in OURS)
    return (
        f"{cpu / times * 1000:.1f}", f"{ours / times * 1000:.1f}", f"{times / cpu:,.0f}", f"{one['calls'] / times:.1f}",
        f"{one['waiting'] / times * 1000:.1f}",
    )  # fmt: skip


def table(*rows: tuple[object, ...]) -> list[str]:
    """Return the lines of a table, whose first row is its head."""
    first, *rest = ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    return [first, "|" + "---|" * len(rows[0]), *rest]
