"""What each setting of a school's policy means, for the people who choose it (rules.md 1.2).

1. Every field of `SchoolPolicy` has an entry: title and meaning in both languages, its group and its bounds.
2. Kind, default and choices follow from the field itself, so that they cannot disagree with it.
3. Which system uses which value stands in the presets (`functions/policies`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, get_type_hints

from functions.domain.actors import PARTIES, STAFF
from functions.domain.channels import Channel
from functions.domain.policy import SchoolPolicy

# Which members of a wider set a setting may name.
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "who_prints": tuple(sorted(PARTIES | STAFF)),
    "termination_initiators": tuple(sorted(PARTIES)),
    "qr_error_correction": ("L", "M", "Q", "H"),
    "notify_invitation": tuple(Channel),
    "notify_signing": tuple(Channel),
    "notify_termination": tuple(Channel),
    "notify_records": tuple(Channel),
}


class Kind(StrEnum):
    """How a setting is typed."""

    NUMBER = "number"
    SWITCH = "switch"
    CHOICE = "choice"
    SET = "set"
    LIST = "list"
    TEXT = "text"


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One setting; `title` and `meaning` by language, `least` and `most` bound numbers and the length of lists."""

    name: str
    kind: Kind
    group: str
    default: Any
    title: Mapping[str, str]
    meaning: Mapping[str, str]
    least: int | None
    most: int | None
    choices: tuple[str, ...]


@cache
def settings() -> Mapping[str, Setting]:
    """Return all settings by name, in the order of `SchoolPolicy`; KeyError names a field without its entry."""
    texts = json.loads((files(__package__) / "policy_texts.json").read_text("utf-8"))
    hints = get_type_hints(SchoolPolicy)
    default = SchoolPolicy()
    return {
        field.name: _setting(field.name, hints[field.name], getattr(default, field.name), texts[field.name])
        for field in fields(SchoolPolicy)
    }


def _setting(name: str, hint: Any, default: Any, entry: Mapping[str, Any]) -> Setting:  # noqa: ANN401 - a type, a value
    is_enumeration = isinstance(hint, type) and issubclass(hint, StrEnum)
    return Setting(
        name=name, kind=_kind(name, hint), group=entry["group"], default=plain(default), title=entry["title"],
        meaning=entry["meaning"], least=entry.get("min"), most=entry.get("max"),
        choices=tuple(member.value for member in hint) if is_enumeration else _CHOICES.get(name, ()),
    )  # fmt: skip


def _kind(name: str, hint: Any) -> Kind:  # noqa: ANN401 - a type
    simple = {bool: Kind.SWITCH, int: Kind.NUMBER, tuple[str, ...]: Kind.LIST}
    if hint in simple:
        return simple[hint]
    if hint is str:
        return Kind.CHOICE if name in _CHOICES else Kind.TEXT
    return Kind.SET if name in _CHOICES else Kind.CHOICE


def plain(value: Any) -> Any:  # noqa: ANN401 - any setting
    """Return a setting's value as JSON writes it: sets sorted, tuples as lists."""
    if isinstance(value, frozenset):
        return sorted(value)
    return list(value) if isinstance(value, tuple) else value
