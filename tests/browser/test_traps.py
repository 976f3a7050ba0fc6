"""Traps of rules.md section 5 on every page of the portal: what was typed stays text, nothing comes from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.browser import test_portal_pages, test_staff_pages
from tests.browser.conftest import DESK
from tests.browser.portal import show
from tests.browser.stub_api import Refusal, Stub

PAGES = test_portal_pages.PAGES | {f"staff: {name}": page for name, page in test_staff_pages.PAGES.items()}
# Both the element and the broken picture would show; the sign at the front is what a spreadsheet would execute.
INJECTED = '=1+1<img class="trap" src="x" onerror="document.title=\'trapped\'"><b class="trap">&amp;</b>'
# What is read by machines: a code, a moment, an address, an id. Everything else is somebody's text.
TYPED = {
    "name", "student_name", "employer_name", "position", "job_category", "workplace", "other", "reason", "explanation",
    "address", "household_address", "receiver", "contact", "major", "class_name", "college_name", "file_name", "note",
    "author_name", "answer", "proposed", "current", "department", "nature_name", "holder",
}  # fmt: skip


def injected(value: Any) -> Any:
    """Append markup to every text that a person typed; the settings of a policy are the program's own."""
    match value:
        case {"kind": _, "default": _}:
            return value
        case dict():
            return {
                name: each + INJECTED if name in TYPED and isinstance(each, str) else injected(each)
                for name, each in value.items()
            }
        case list():
            return [injected(each) for each in value]
        case Refusal():
            return value
        case Callable():
            return lambda *given: injected(value(*given))
        case _:
            return value


@dataclass
class Looked:
    """What every page became and asked for, by page."""

    built: dict[str, int] = field(default_factory=dict)
    titles: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)
    elsewhere: dict[str, list[str]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def looked(browser: Any, _served: Stub) -> Iterator[Looked]:
    """Open every page once, in one window."""
    found, page = Looked(), browser.new_context(viewport=DESK, locale="zh-CN").new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for name, (answers, path) in PAGES.items():
        asked.clear()
        show(page, _served, injected(answers), path)
        found.built[name] = page.locator(".trap").count()
        found.titles.add(page.title())
        if INJECTED in page.locator("body").inner_text():
            found.shown.add(name)
        found.elsewhere[name] = [url for url in asked if not url.startswith((_served.url, "data:", "about:"))]
    yield found
    page.context.close()


def test_trap_21_markup_that_was_typed_is_shown_as_it_was_typed(looked: Looked) -> None:
    assert {name: count for name, count in looked.built.items() if count} == {}
    assert "trapped" not in looked.titles
    of_nobody = {
        "the front door", "the registration", "joining by invitation", "printing by scanning", "the cards",
        "back from another platform, unknown there",
    }  # fmt: skip
    assert set(PAGES) - looked.shown <= of_nobody


def test_trap_29_no_page_asks_another_host(looked: Looked) -> None:
    assert {name: urls for name, urls in looked.elsewhere.items() if urls} == {}
