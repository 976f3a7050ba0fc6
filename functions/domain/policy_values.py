"""Reading a school's policy as a person typed it: every value against its setting, then all against one another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from functions.domain import text
from functions.domain.contradictions import contradictions
from functions.domain.errors import Problems, Refused
from functions.domain.policy import SchoolPolicy
from functions.domain.policy_texts import Kind, Setting, settings

_LONGEST_ENTRY, _LONGEST_TEXT = 20, 60


def read(typed: Mapping[str, object], base: SchoolPolicy) -> SchoolPolicy:
    """Return `base` with the typed values; raises Problems, each refusal with the setting's name as its field."""
    known, refusals, values = settings(type(base)), list[Refused](), dict[str, Any]()
    for name, value in typed.items():
        try:
            values[name] = _value(known.get(name), name, value)
        except Refused as refusal:
            refusals.append(refusal)
    policy = replace(base, **values)
    refusals += () if refusals else contradictions(policy)
    if refusals:
        raise Problems(refusals)
    return policy


def _value(setting: Setting | None, name: str, typed: object) -> Any:  # noqa: ANN401 - any setting's value
    if setting is None:
        raise Refused("unknown_field", field=name[:40])
    return _READERS[setting.kind](setting, typed)


def _number(setting: Setting, typed: object) -> int:
    return text.whole_number(typed, setting.name, least=setting.least, most=setting.most or 0)


def _switch(setting: Setting, typed: object) -> bool:
    if not isinstance(typed, bool):
        raise Refused("not_a_boolean", field=setting.name)
    return typed


def _choice(setting: Setting, typed: object) -> Any:  # noqa: ANN401 - a member of the setting's enumeration
    if not isinstance(typed, str) or typed not in setting.choices:
        raise Refused("not_a_choice", field=setting.name, params={"choices": ", ".join(setting.choices)})
    return setting.make(typed)


def _set(setting: Setting, typed: object) -> frozenset[Any]:
    if not isinstance(typed, list) or len(typed) < setting.least:
        raise Refused("required" if typed in (None, []) else "not_a_list", field=setting.name)
    for each in typed:
        if each not in setting.choices:
            raise Refused("not_a_choice", field=setting.name, params={"choices": ", ".join(setting.choices)})
    return frozenset(setting.make(each) for each in typed)


def _list(setting: Setting, typed: object) -> tuple[str, ...]:
    if not isinstance(typed, list) or len(typed) < setting.least:
        raise Refused("required" if typed in (None, []) else "not_a_list", field=setting.name)
    if setting.most is not None and len(typed) > setting.most:
        raise Refused("too_many_entries", field=setting.name, params={"most": setting.most})
    entries = tuple(text.line(each, setting.name, most=_LONGEST_ENTRY) for each in typed)
    if len(set(entries)) < len(entries):
        raise Refused("entry_repeated", field=setting.name)
    return entries


def _text(setting: Setting, typed: object) -> str:
    return text.line(typed, setting.name, most=_LONGEST_TEXT)


def _date(setting: Setting, typed: object) -> date | None:
    return None if typed in (None, "") else text.day(typed, setting.name)


_READERS: Mapping[Kind, Callable[[Setting, object], Any]] = {
    Kind.NUMBER: _number, Kind.SWITCH: _switch, Kind.CHOICE: _choice, Kind.SET: _set, Kind.LIST: _list,
    Kind.TEXT: _text, Kind.DATE: _date,
}  # fmt: skip
