"""A setting is one field with a docstring: everything that is said of it follows."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Annotated, Any

import pytest

from functions.domain import policy_values
from functions.domain.errors import Problems
from functions.domain.policy import About, SchoolPolicy
from functions.domain.policy_texts import Kind, Setting, plain, settings
from functions.web import policies
from infra import preset_tables

SETTINGS = settings().values()


@dataclass(frozen=True, kw_only=True)
class Wider(SchoolPolicy):
    """A policy with a setting more."""

    quiet_days: Annotated[int, About("notice", "P01", most=7)] = 2
    """静默天数：发出通知后几天内
    不再提醒。

    Quiet days: How many days pass after a notice
    before the next one.
    """


def test_a_setting_is_one_field_with_a_docstring() -> None:
    quiet = settings(Wider)["quiet_days"]
    assert (quiet.kind, quiet.group, quiet.rules, quiet.default) == (Kind.NUMBER, "notice", "P01", 2)
    assert (quiet.least, quiet.most, quiet.choices) == (0, 7, ())
    assert quiet.title == {"zh-CN": "静默天数", "en": "Quiet days"}
    assert quiet.meaning == {
        "zh-CN": "发出通知后几天内不再提醒。", "en": "How many days pass after a notice before the next one.",
    }  # fmt: skip
    assert list(settings(Wider)) == [*settings(), "quiet_days"]


def test_its_values_are_read_within_its_bounds() -> None:
    assert policy_values.read({"quiet_days": "7"}, Wider()) == Wider(quiet_days=7)
    with pytest.raises(Problems) as problems:
        policy_values.read({"quiet_days": 8}, Wider())
    assert [(each.code, each.field) for each in problems.value.refusals] == [("out_of_range", "quiet_days")]
    with pytest.raises(Problems) as problems:
        policy_values.read({"quiet_days": 7}, SchoolPolicy())
    assert [each.code for each in problems.value.refusals] == ["unknown_field"]


def test_the_page_explains_it() -> None:
    page = policies.explained(Wider, "en")
    assert page[-1] == {
        "name": "quiet_days", "kind": "number", "group": "notice", "default": 2, "min": 0, "max": 7, "choices": (),
        "title": "Quiet days", "meaning": "How many days pass after a notice before the next one.", "seen": [],
    }  # fmt: skip


def test_the_documentation_has_its_line() -> None:
    line = "| 静默天数 · Quiet days<br>`quiet_days` (P01) | `2` | · | · | · | · | · |"
    assert line in preset_tables.page(Wider).splitlines()
    assert line not in preset_tables.page().splitlines()


@dataclass(frozen=True, kw_only=True)
class Wordless(SchoolPolicy):
    """A policy with a setting that says nothing."""

    quiet_days: Annotated[int, About("notice", "P01", most=7)] = 2


@dataclass(frozen=True, kw_only=True)
class Groupless(SchoolPolicy):
    """A policy with a setting that belongs nowhere."""

    quiet_days: int = 2
    """静默天数：几天内不再提醒。

    Quiet days: How many days pass.
    """


@dataclass(frozen=True, kw_only=True)
class Chinese(SchoolPolicy):
    """A policy with a setting that is said in one language."""

    quiet_days: Annotated[int, About("notice", "P01", most=7)] = 2
    """静默天数：几天内不再提醒。"""


LACKING: dict[str, tuple[type[SchoolPolicy], type[Exception]]] = {
    "no words": (Wordless, KeyError),
    "no group": (Groupless, ValueError),
    "one language": (Chinese, ValueError),
}


@pytest.mark.parametrize(("of", "error"), LACKING.values(), ids=LACKING)
def test_a_field_that_does_not_say_enough_is_named(of: type[SchoolPolicy], error: type[Exception]) -> None:
    with pytest.raises(error, match="quiet_days"):
        settings(of)


def test_every_field_is_explained_in_the_order_of_the_page() -> None:
    assert list(settings()) == [field.name for field in fields(SchoolPolicy)]
    groups = [each.group for each in SETTINGS]
    assert groups == sorted(groups, key=groups.index), "a group stands together"


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_a_setting_says_what_it_means_in_both_languages(setting: Setting) -> None:
    assert set(setting.title) == set(setting.meaning) == {"zh-CN", "en"}
    assert all((*setting.title.values(), *setting.meaning.values(), setting.group, setting.rules))
    assert setting.meaning["zh-CN"].endswith("。")
    assert setting.meaning["en"].endswith(".")


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_a_default_is_one_of_the_values_that_can_be_chosen(setting: Setting) -> None:
    match setting.kind:
        case Kind.NUMBER:
            assert setting.most is not None
            assert setting.least <= setting.default <= setting.most
        case Kind.CHOICE:
            assert setting.default in setting.choices
        case Kind.SET:
            assert set(setting.default) <= set(setting.choices)
        case Kind.LIST:
            assert setting.least <= len(setting.default) <= (setting.most or 0)
        case Kind.SWITCH:
            assert isinstance(setting.default, bool)
        case Kind.DATE:
            assert setting.default is None
        case Kind.TEXT:
            assert isinstance(setting.default, str)


def test_a_default_is_the_fields_own() -> None:
    policy: Any = SchoolPolicy()
    assert all(each.default == plain(getattr(policy, each.name)) for each in SETTINGS)
