"""Every setting has its words and its bounds."""

from __future__ import annotations

import json
from dataclasses import fields
from importlib.resources import files

import pytest

from functions.domain.policy import SchoolPolicy
from functions.domain.policy_texts import Kind, Setting, plain, settings

SETTINGS = settings().values()


def test_every_field_has_an_entry_and_no_entry_is_left_over() -> None:
    entries = json.loads((files("functions.domain") / "policy_texts.json").read_text("utf-8"))
    assert set(entries) == {field.name for field in fields(SchoolPolicy)} == set(settings())


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_an_entry_says_what_it_means_in_both_languages(setting: Setting) -> None:
    assert set(setting.title) == set(setting.meaning) == {"zh-CN", "en"}
    assert all((*setting.title.values(), *setting.meaning.values(), setting.group))


def test_an_entry_holds_nothing_else_for_who_uses_which_value_is_said_in_the_presets() -> None:
    entries = json.loads((files("functions.domain") / "policy_texts.json").read_text("utf-8"))
    assert {key for entry in entries.values() for key in entry} == {"group", "title", "meaning", "min", "max"}


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_a_default_is_one_of_the_values_that_can_be_chosen(setting: Setting) -> None:
    match setting.kind:
        case Kind.NUMBER:
            assert setting.least is not None
            assert setting.most is not None
            assert setting.least <= setting.default <= setting.most
        case Kind.CHOICE:
            assert setting.default in setting.choices
        case Kind.SET:
            assert set(setting.default) <= set(setting.choices)
        case Kind.LIST:
            assert len(setting.default) <= (setting.most or 0)
        case Kind.SWITCH:
            assert isinstance(setting.default, bool)
        case Kind.TEXT:
            assert isinstance(setting.default, str)


def test_a_default_is_the_fields_own() -> None:
    policy = SchoolPolicy()
    assert all(each.default == plain(getattr(policy, each.name)) for each in SETTINGS)
