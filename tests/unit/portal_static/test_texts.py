"""Every text that a page names is there, in both languages, with the same parameters."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

PORTAL = Path(__file__).parents[3] / "portal_static"
LANGUAGES = ("zh-CN", "en")
# t("key"), find("key"), t(condition ? "key" : "other"); a key with ${} in it is filled from the API's codes.
_LITERAL = re.compile(r'\b(?:t|find)\(\s*"([\w.-]+)"')
_CHOICE = re.compile(r'\bt\(\s*[^"`()]*\? "([\w.-]+)"\s*: "([\w.-]+)"')
_NAME = re.compile(r'^  name: "([\w-]+)",$', re.MULTILINE)
_MENU = re.compile(r'\bpage: "([\w-]+)"')


def texts(language: str) -> dict[str, str]:
    """Return every text by its dotted key."""
    merged: dict[str, str] = {}
    for file in sorted((PORTAL / "i18n" / language).glob("*.json")):
        merged |= flat(json.loads(file.read_text("utf-8")))
    return merged


def flat(tree: dict[str, Any], above: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in tree.items():
        found |= flat(value, f"{above}{name}.") if isinstance(value, dict) else {f"{above}{name}": value}
    return found


def scripts() -> dict[str, str]:
    return {path.relative_to(PORTAL).as_posix(): path.read_text("utf-8") for path in sorted(PORTAL.rglob("*.js"))}


def named() -> dict[str, str]:
    """Return each key that a script names, with the script."""
    keys: dict[str, str] = {}
    for path, script in scripts().items():
        literals = [*_LITERAL.findall(script), *(key for pair in _CHOICE.findall(script) for key in pair)]
        titles = [f"{name}.title" for name in _NAME.findall(script)] if path.startswith("pages/") else []
        menu = [f"menu.{page}" for page in _MENU.findall(script)] if path == "lib/menu.js" else []
        keys |= dict.fromkeys((*literals, *titles, *menu), path)
    return keys


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_that_a_script_names_is_there(language: str) -> None:
    known = texts(language)
    assert {key: path for key, path in named().items() if key not in known} == {}


def test_the_scripts_are_read() -> None:
    assert {"common.retry", "home.title", "menu.invitations", "consent.lock_terms"} <= named().keys()


def test_both_languages_say_the_same_with_the_same_parameters() -> None:
    chinese, english = (
        {key: sorted(re.findall(r"\{\w+\}", text)) for key, text in texts(language).items()} for language in LANGUAGES
    )
    assert chinese == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language: str) -> None:
    assert [key for key, text in texts(language).items() if not text.strip()] == []


def test_every_page_has_its_script_and_every_script_its_page() -> None:
    pages, code = ({path.stem for path in (PORTAL / "pages").glob(f"*.{kind}")} for kind in ("html", "js"))
    assert pages == code


@pytest.mark.parametrize("path", sorted(PORTAL.rglob("*.html")), ids=lambda path: path.name)
def test_a_page_has_nothing_inline_and_nothing_from_elsewhere(path: Path) -> None:
    html = path.read_text("utf-8")
    assert not re.search(r"<style|<script[^>]*>[^<]|\son\w+=|\sstyle=|https?://", html)


def test_no_script_writes_html_by_itself() -> None:
    forbidden = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|unsafeHTML|\bblob:|window\.print")
    assert [path for path, script in scripts().items() if forbidden.search(_code(script))] == []


def _code(script: str) -> str:
    return re.sub(r"/\*.*?\*/|//[^\n]*", "", script, flags=re.DOTALL)
