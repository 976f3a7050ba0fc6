"""Rows of other releases: older ones are brought forward, newer ones are kept whole (docs/adr/0026).

1. SCHEMA is raised by every release that changes a record's fields or a kind's places. A row says which one wrote it.
2. A row of an older schema is brought forward when it is read: a missing field takes its default, and what a default
   cannot bridge is a step in STEPS. `python -m functions.cli migrate` writes all of them anew.
3. A row of a newer schema says from which schema on its readers understand it. Whoever may read it may change it: what
   the newer release knows of it and this one does not, fields and places in lists, goes back with it.
4. A list's elements are told apart by their place in it; those that a change did not touch stay as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

SCHEMA = 2
# The oldest schema whose releases may read and change what this one writes.
READABLE_FROM = 1

Step = Callable[[dict[str, Any]], dict[str, Any]]
# What turns the body of a kind as schema n wrote it into that of n + 1: (kind, n).
STEPS: Mapping[tuple[str, int], Step] = {}


class Newer(NamedTuple):
    """A row as a newer release wrote it: its schema, from which on it can be read, and its whole body."""

    schema: int
    readable_from: int
    body: dict[str, Any]


def forward(kind: str, schema: int, body: Any) -> Any:  # noqa: ANN401 - JSON
    """Return a body as this release would have written it, but for fields that take their defaults."""
    for passed in range(schema, SCHEMA):
        step = STEPS.get((kind, passed))
        body = step(body) if step else body
    return body


def carried(whole: Any, known: Any, changed: Any) -> Any:  # noqa: ANN401 - JSON
    """Return `changed` with all that `whole` has besides `known`, which is `whole` as this release understands it."""
    if changed == known:
        return whole
    if isinstance(known, dict) and isinstance(changed, dict):
        unknown = {name: value for name, value in whole.items() if name not in known}
        return unknown | {name: _carried_at(name, whole, known, value) for name, value in changed.items()}
    if isinstance(known, list) and isinstance(changed, list):
        kept = zip(whole, known, changed, strict=False)
        return [carried(*each) for each in kept] + changed[len(known) :]
    return changed


def _carried_at(name: str, whole: Any, known: Any, value: Any) -> Any:  # noqa: ANN401 - JSON
    return carried(whole[name], known[name], value) if name in known and name in whole else value
