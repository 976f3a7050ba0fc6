"""The rules of five real systems as presets (rules.md 1.2), each read from its own file.

1. A file holds what the system's guide says, in the guide's own words, with the rule that cites it; where the guide is
   silent, or names no value, the default stands.
2. Values are read as a person's are, so that an impossible or a contradictory one is refused here too.
3. The files are the one home of who uses which value; `seen` looks at them by setting.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from functions.domain import policy_values
from functions.domain.policy import SchoolPolicy

NAMES = ("ustc", "anhui", "hnust", "ncss", "hnust-2023")


@dataclass(frozen=True, kw_only=True)
class Stated:
    """What a guide says on a setting: `value` is as JSON writes it, None where the words name none."""

    words: str
    cite: str
    value: Any = None


@dataclass(frozen=True, kw_only=True)
class Preset:
    """One system: `guide` is its title, `stated` what it says by setting, `policy` what a school gets with it."""

    name: str
    system: str
    title: Mapping[str, str]
    guide: str
    stated: Mapping[str, Stated]
    policy: SchoolPolicy


@cache
def presets() -> Mapping[str, Preset]:
    """Return all presets by name; raises Problems when a file holds a value that no school may choose."""
    return {name: _preset(name) for name in NAMES}


def _preset(name: str) -> Preset:
    written = json.loads((files(__package__) / f"{name}.json").read_text("utf-8"))
    stated = {setting: Stated(**said) for setting, said in written.pop("settings").items()}
    values = {setting: said.value for setting, said in stated.items() if said.value is not None}
    return Preset(name=name, stated=stated, policy=policy_values.read(values, SchoolPolicy()), **written)


def seen(setting: str) -> tuple[tuple[Preset, Stated], ...]:
    """Return the systems whose guides speak of a setting, each with what it says."""
    return tuple((preset, preset.stated[setting]) for preset in presets().values() if setting in preset.stated)
