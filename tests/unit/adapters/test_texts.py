"""Texts are found by key in the reader's language, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from functions.adapters.texts import FileTexts

FILES = {
    "zh-CN/codes.json": '{"refusals": {"too_long": "最多{max}个字符", "plain": "不可以"}, "half": "{a}和{b}{"}',
    "zh-CN/pages.json": '{"home": {"title": "首页"}}',
    "en/codes.json": '{"refusals": {"too_long": "At most {max} characters"}}',
}


@pytest.fixture
def texts(tmp_path: Path) -> FileTexts:
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    return FileTexts(tmp_path)


FOUND: dict[str, tuple[str, str, dict[str, str | int], str]] = {
    "in Chinese": ("zh-CN", "refusals.too_long", {"max": 40}, "最多40个字符"),
    "in English": ("en", "refusals.too_long", {"max": 40}, "At most 40 characters"),
    "from the other file": ("zh-CN", "home.title", {}, "首页"),
    "in Chinese for a language that is not there": ("fr", "refusals.plain", {}, "不可以"),
    "in Chinese for a language that is a path": ("../en", "refusals.plain", {}, "不可以"),
    "with a parameter that is missing and a lone brace": ("zh-CN", "half", {"a": "甲"}, "甲和{b}{"),
    "with a parameter that looks like a placeholder": ("zh-CN", "half", {"a": "{b}", "b": "乙"}, "{b}和乙{"),
}


@pytest.mark.parametrize(("language", "key", "params", "said"), FOUND.values(), ids=FOUND)
def test_said(texts: FileTexts, language: str, key: str, params: dict[str, str | int], said: str) -> None:
    assert texts.say(language, key, params) == said


@pytest.mark.parametrize("key", ["refusals", "refusals.unknown", "refusals.plain.more", "unknown"])
def test_a_text_that_is_not_there_is_an_error(texts: FileTexts, key: str) -> None:
    with pytest.raises(LookupError, match=key):
        texts.say("zh-CN", key, {})


def test_a_text_that_only_chinese_has_is_an_error_in_english(texts: FileTexts) -> None:
    with pytest.raises(LookupError):
        texts.say("en", "refusals.plain", {})
