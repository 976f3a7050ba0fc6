"""Write `docs/policies.md`: every setting, its default, where five systems differ, and what their guides say."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from functions.domain.policy import SchoolPolicy
from functions.domain.policy_texts import Setting, plain, settings
from functions.policies.presets import Preset, Stated, presets, seen

_HEAD = """# Policies

Written by `python -m infra.generated --write` from `SchoolPolicy` and the presets; do not edit.

A school chooses a preset and changes values; every version takes effect on a date, and what runs stays under the
version that it began with (trap 27). Rules are those of the design's table (`F03`), quotes are the guides' own.
A setting is one field of `SchoolPolicy` with a docstring: the page, its validation and this table follow from it, and
`functions/policies/` says which system uses which value. The numbers after a setting are the rules that it settles.

## Guides

"""

_TABLE = """
## Where they differ

**Bold** differs from the default. `·`: the guide is silent or names no value, and the default stands.
"""


def page(of: type[SchoolPolicy] = SchoolPolicy) -> str:
    """Return the page: the guides, the table by group, and the words that each value rests on."""
    guides = "\n".join(f"- {each.system} (`{each.name}`): {each.title['zh-CN']} 《{each.guide}》" for each in _all())
    known = list(settings(of).values())
    words = "\n".join(_words(each) for each in known if seen(each.name))
    return f"{_HEAD}{guides}\n{_TABLE}\n{_table(known)}\n\n## What the guides say\n\n{words}"


def _all() -> tuple[Preset, ...]:
    return tuple(presets().values())


def _table(known: list[Setting]) -> str:
    heading = _row("Setting", "Default", *(each.system for each in _all()))
    rows = [heading, _row(*["---"] * (len(_all()) + 2))]
    for group, members in groupby(sorted(known, key=_place(known)), key=lambda each: each.group):
        rows.append(_row(f"**{group}**", *[""] * (len(_all()) + 1)))
        rows += [_line(each) for each in members]
    return "\n".join(rows)


def _place(known: list[Setting]) -> Any:  # noqa: ANN401 - a key function
    """Groups in the order in which they first come."""
    groups = list(dict.fromkeys(each.group for each in known))
    return lambda setting: groups.index(setting.group)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _line(setting: Setting) -> str:
    name = f"{setting.title['zh-CN']} · {setting.title['en']}<br>`{setting.name}` ({setting.rules})"
    return _row(name, _value(setting.default), *(_cell(setting, each) for each in _all()))


def _cell(setting: Setting, preset: Preset) -> str:
    said = preset.stated.get(setting.name)
    if said is None or said.value is None:
        return "·"
    value = plain(getattr(preset.policy, setting.name))
    shown = _value(value) if value == setting.default else f"**{_value(value)}**"
    return f"{shown} ({said.cite})"


def _value(value: Any) -> str:  # noqa: ANN401 - any setting's value as JSON
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value in (None, []):
        return "none"
    return "、".join(value) if isinstance(value, list) else f"`{value}`"


def _words(setting: Setting) -> str:
    said = "\n".join(_quote(preset, stated) for preset, stated in seen(setting.name))
    return f"### `{setting.name}`\n\n{setting.meaning['zh-CN']}\n{setting.meaning['en']}\n\n{said}\n"


def _quote(preset: Preset, stated: Stated) -> str:
    value = "no value named" if stated.value is None else _value(stated.value)
    return f"- {preset.system}, {value}: 「{stated.words}」 ({stated.cite})"
