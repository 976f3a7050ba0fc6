"""Every setting has its words, its bounds and its sources."""

from __future__ import annotations

import json
from dataclasses import fields
from importlib.resources import files

import pytest

from functions.domain.policy import SchoolPolicy
from functions.domain.policy_texts import Kind, Setting, plain, settings

SYSTEMS = {"USTC", "Anhui", "HNUST", "NCSS", "HNUST 2023"}
# The guides are silent on these; the binding decisions (rules.md) name them.
OF_OUR_OWN = {"termination_answer_days", "register_years", "evidence_years", "draft_months"}
SETTINGS = settings().values()


def test_every_field_has_an_entry_and_no_entry_is_left_over() -> None:
    entries = json.loads((files("functions.domain") / "policy_texts.json").read_text("utf-8"))
    assert set(entries) == {field.name for field in fields(SchoolPolicy)} == set(settings())


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_an_entry_says_what_it_means_in_both_languages(setting: Setting) -> None:
    assert set(setting.title) == set(setting.meaning) == {"zh-CN", "en"}
    assert all((*setting.title.values(), *setting.meaning.values(), setting.group))


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_an_entry_says_who_uses_which_value_and_where_that_is_written(setting: Setting) -> None:
    assert bool(setting.seen) is (setting.name not in OF_OUR_OWN)
    assert {each.system for each in setting.seen} <= SYSTEMS
    assert all(each.value and each.cite for each in setting.seen)


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
