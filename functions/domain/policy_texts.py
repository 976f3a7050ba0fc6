"""What each setting of a school's policy means, for the people who choose it (rules.md 1.2), read from its field.

1. A field's docstring says, in Chinese and then in English, what it is called and, after the colon, what it means.
2. Its group, its rules and its bounds stand in its annotation; kind, choices and default follow from its type.
3. Which system uses which value stands in the presets (`functions/policies`).
4. A setting of a class derived from `SchoolPolicy` comes after those that it inherits. Nothing is read before it is
   asked for: a request that shows no policy pays nothing.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cache
from textwrap import dedent
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from functions.domain.policy import About, SchoolPolicy


class Kind(StrEnum):
    """How a setting is typed."""

    NUMBER = "number"
    SWITCH = "switch"
    CHOICE = "choice"
    SET = "set"
    LIST = "list"
    TEXT = "text"
    DATE = "date"


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One setting; `title` and `meaning` by language, `least` and `most` bound numbers and the length of lists.

    `make` returns a choice, or the member of a set, from its name.
    """

    name: str
    kind: Kind
    group: str
    rules: str
    default: Any
    title: Mapping[str, str]
    meaning: Mapping[str, str]
    least: int
    most: int | None
    choices: tuple[str, ...]
    make: Callable[[str], Any]


def settings(of: type[SchoolPolicy] = SchoolPolicy) -> Mapping[str, Setting]:
    """Return all settings by name, in their order; KeyError or ValueError names a field that does not say enough."""
    asked: Any = of  # mypy takes the hash of a dataclass's instances for that of the class
    return _settings(asked)


@cache
def _settings(of: type[SchoolPolicy]) -> Mapping[str, Setting]:
    said = {name: text for each in reversed(of.__mro__[:-1]) for name, text in _docstrings(each)}
    hints, default = get_type_hints(of, include_extras=True), of()
    return {
        field.name: _setting(field.name, hints[field.name], getattr(default, field.name), said[field.name])
        for field in fields(of)
    }


def _docstrings(declaring: type) -> Iterator[tuple[str, str]]:
    """Yield the fields that are followed by a string, with that string."""
    (declared,) = ast.parse(dedent(inspect.getsource(declaring))).body
    assert isinstance(declared, ast.ClassDef)  # noqa: S101 - the source of a class is a class
    for field, text in zip(declared.body, declared.body[1:], strict=False):
        match field, text:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(written))):
                yield name, inspect.cleandoc(written)


def _setting(name: str, hint: Any, default: Any, said: str) -> Setting:  # noqa: ANN401 - a type, a value
    if get_origin(hint) is not Annotated:
        raise ValueError(f"{name}: Annotated[..., About(...)] says which group the setting belongs to")
    typed, about = get_args(hint)
    kind, make, choices = _typed(typed, about)
    title, meaning = _words(name, said)
    return Setting(
        name=name, kind=kind, group=about.group, rules=about.rules, default=plain(default), title=title,
        meaning=meaning, least=about.least, most=about.most, choices=choices, make=make,
    )  # fmt: skip


def _typed(typed: Any, about: About) -> tuple[Kind, Callable[[str], Any], tuple[str, ...]]:  # noqa: ANN401 - a type
    simple = {bool: Kind.SWITCH, int: Kind.NUMBER, str: Kind.TEXT, tuple[str, ...]: Kind.LIST, date | None: Kind.DATE}
    if typed in simple:
        return simple[typed], str, ()
    if get_origin(typed) is Literal:
        return Kind.CHOICE, str, get_args(typed)
    if get_origin(typed) is frozenset:
        (member,) = get_args(typed)
        return Kind.SET, member, tuple(member if about.among is None else sorted(about.among))
    return Kind.CHOICE, typed, tuple(typed)


def _words(name: str, said: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return title and meaning by language; a paragraph is one line of text, however it is broken."""
    chinese, gap, english = said.partition("\n\n")
    title, colon, meaning = "".join(chinese.split("\n")).partition("：")
    title_in_english, separator, meaning_in_english = " ".join(english.split("\n")).partition(": ")
    if not (gap and colon and separator):
        raise ValueError(f"{name}: a docstring is 名称：说明 and, after an empty line, Title: Meaning")
    return {"zh-CN": title, "en": title_in_english}, {"zh-CN": meaning, "en": meaning_in_english}


def plain(value: Any) -> Any:  # noqa: ANN401 - any setting
    """Return a setting's value as JSON writes it: sets sorted, tuples as lists, dates as ISO text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    return list(value) if isinstance(value, tuple) else value
