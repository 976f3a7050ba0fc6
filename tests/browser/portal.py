"""A page of the portal on show, and what a machine sees in it."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page

from tests.browser.stub_api import Stub


def show(page: Page, stub: Stub, answers: dict[str, Any], path: str) -> list[str]:
    """Open a page and wait until it is drawn; return what the browser complained about.

    Another part of the page on show is opened by way of nothing, or the browser would only move there.
    """
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    stub.answers = dict(answers)
    if page.url.partition("#")[0] == (stub.url + path).partition("#")[0]:
        page.goto("about:blank")
    page.goto(stub.url + path)
    page.locator("main h1").wait_for()
    page.locator(".skeleton").wait_for(state="detached")
    return complaints


def is_too_wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def missing_texts(page: Page) -> list[str]:
    """Return what looks like a key: a text that is missing shows its key, a lower-case word, a dot, another one."""
    texts = "\n".join(page.locator("main, nav, header").all_inner_texts())
    return re.findall(r"(?<![\w@.])[a-z][a-z_-]+\.[a-z][a-z_]+(?![\w.]*@|\w|\.)", texts)
