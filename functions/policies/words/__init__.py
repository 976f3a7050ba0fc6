"""What people at a school call states and buttons (rules.md 1.3): the vocabulary that its policy chose.

1. A file holds a system's own words, Chinese with an English gloss, for the parties and for the school's people: who
   reviews has to tell the levels apart that a party may see under one name.
2. What a file does not name keeps the portal's word; the vocabulary `standard` names nothing.
3. A record is worded by the policy version that it is pinned to, a school's lists and buttons by the one in force.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from functions.domain.actors import STAFF, Role
from functions.domain.policy import StatusWords

# By language; in it `states` and `actions`, by machine and code.
Spoken = Mapping[str, Mapping[str, Mapping[str, Mapping[str, str]]]]


def spoken(words: StatusWords, role: Role) -> Spoken:
    """Return the words that a role meets, by language, kind, machine and code."""
    if words is StatusWords.STANDARD:
        return {}
    return _written(words)["staff" if role in STAFF else "parties"]


@cache
def _written(words: StatusWords) -> Mapping[str, Spoken]:
    written: Mapping[str, Spoken] = json.loads((files(__package__) / f"{words}.json").read_text("utf-8"))
    return written


def word(words: StatusWords, role: Role, language: str, machine: str, state: str) -> str | None:
    """Return what a state is called, None where the portal's own word stands."""
    return spoken(words, role).get(language, {}).get("states", {}).get(machine, {}).get(state)
