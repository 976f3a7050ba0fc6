"""Every page of the portal on a desk, in English, after people who typed markup wherever they could.

What was typed stays text, nothing comes from elsewhere (rules.md section 5), and the page is whole: no text is missing,
nothing stands beyond the edge. Pages of offices, which are used on desks, are also held against axe.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.browser import test_portal_pages, test_staff_pages
from tests.browser.axe import Inks
from tests.browser.conftest import DESK
from tests.browser.portal import is_too_wide, missing_texts, show
from tests.browser.stub_api import Refusal, Stub

STAFF = {f"staff: {name}": page for name, page in test_staff_pages.PAGES.items()}
PAGES = test_portal_pages.PAGES | STAFF
# Both the element and the broken picture would show; the sign at the front is what a spreadsheet would execute. Lines
# may break within it: a table is as wide as the longest word in it.
INJECTED = '=1+1<img class="trap" src="x" onerror="document.title=\'trapped\'"><b class="trap">&amp;</b>'
# What is read by machines: a code, a moment, an address, an id. Everything else is somebody's text.
TYPED = {
    "name", "student_name", "employer_name", "position", "job_category", "workplace", "other", "reason", "explanation",
    "address", "household_address", "receiver", "contact", "major", "class_name", "college_name", "file_name", "note",
    "author_name", "answer", "proposed", "current", "department", "nature_name", "holder",
}  # fmt: skip


def is_typed(value: Any) -> bool:
    """Tell a text from the code of a reason or a state, which the page has words for."""
    return isinstance(value, str) and not re.fullmatch("[a-z]+(_[a-z]+)*", value)


def injected(value: Any) -> Any:
    """Append markup to every text that a person typed; the settings of a policy are the program's own."""
    match value:
        case {"kind": _, "default": _}:
            return value
        case dict():
            return {
                name: each + INJECTED if name in TYPED and is_typed(each) else injected(each)
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
    wrong: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def looked(browser: Any, _served: Stub, inks: Inks) -> Iterator[Looked]:
    """Open every page once, in one window, so that it keeps the files."""
    found, page = Looked(), browser.new_context(viewport=DESK, locale="zh-CN").new_page()
    page.add_init_script("if (origin !== 'null') localStorage.setItem('language', 'en')")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for name, (answers, path) in PAGES.items():
        asked.clear()
        complaints = show(page, _served, injected(answers), path)
        language = page.locator("html").get_attribute("lang")
        missing = set(missing_texts(page)) - {"document.title"}
        places = page.locator(".sidebar [aria-current=page]").count()
        found.wrong[name] = (list(complaints), missing, is_too_wide(page), language, places > 1)
        found.built[name] = page.locator(".trap").count()
        found.titles.add(page.title())
        if INJECTED in page.locator("body").inner_text():
            found.shown.add(name)
        found.faults[name] = inks.faults(page) if name in STAFF else []
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


def test_every_page_on_a_desk_says_everything_in_english(looked: Looked) -> None:
    assert {name: found for name, found in looked.wrong.items() if found != ([], set(), False, "en", False)} == {}


def test_every_page_of_an_office_on_a_desk_is_accessible_in_english(looked: Looked) -> None:
    assert {name: faults for name, faults in looked.faults.items() if faults} == {}
