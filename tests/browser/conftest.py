"""One Chromium for a worker; each test has a page of its own, with a phone's or a desk's window."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from infra import chromium
from tests.browser import scanner, stub_api
from tests.browser.axe import Inks

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
_HERE: dict[str, Any] = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
WINDOWS: dict[str, dict[str, Any]] = {
    "phone": _HERE | {"viewport": PHONE, "device_scale_factor": 2, "is_mobile": True, "has_touch": True},
    "desk": _HERE | {"viewport": DESK},
}
Windows = dict[str, BrowserContext]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is here, so that `-m "not browser"` leaves it out."""
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = chromium.launch(playwright)
        yield started
        started.close()


@pytest.fixture(scope="session")
def _kept(browser: Browser) -> Iterator[Windows]:
    """Windows that keep the files of the stub's portal from one test to the next: a page asks for sixty of them."""
    kept: Windows = {}
    yield kept
    for context in kept.values():
        context.close()


def _page(request: pytest.FixtureRequest, name: str) -> Iterator[Page]:
    """Give a page that finds nothing of an earlier test; one of the stub's portal finds its files."""
    browser, kept = request.getfixturevalue("browser"), request.getfixturevalue("_kept")
    if "stub" not in request.fixturenames:
        context = browser.new_context(**WINDOWS[name])
        yield context.new_page()
        context.close()
        return
    context = kept[name] = kept.get(name) or browser.new_context(**WINDOWS[name])
    page = context.new_page()
    left = {"origin": request.getfixturevalue("stub").url, "storageTypes": "local_storage,indexeddb"}
    yield page
    context.clear_cookies()
    session = context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", left)
    # Chromium never closes a page that is being left unless the session is let go first.
    session.detach()
    page.close()


@pytest.fixture
def phone(request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page in a student's hand: narrow, touched, dense pixels."""
    yield from _page(request, "phone")


@pytest.fixture(scope="session")
def _lent(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(**WINDOWS["phone"])
    yield context.new_page()
    context.close()


@pytest.fixture
def lent(_lent: Page) -> Iterator[Page]:
    """The page of a phone that many tests use one after another: a page of its own is half of a small test's time.

    For tests that leave no script, no listener, no cookie and no network setting behind.
    """
    yield _lent
    _lent.evaluate("() => { try { localStorage.clear(); } catch { /* this page may keep nothing */ } }")
    _lent.unroute_all()
    _lent.goto("about:blank")
    _lent.set_viewport_size(PHONE)


@pytest.fixture
def desk(request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page on an office's screen."""
    yield from _page(request, "desk")


@pytest.fixture(scope="session")
def _served() -> Iterator[stub_api.Stub]:
    with stub_api.serving() as stub:
        yield stub


@pytest.fixture
def stub(_served: stub_api.Stub) -> stub_api.Stub:
    """The portal over canned answers; a test says what the API answers."""
    _served.answers, _served.received = {}, []
    return _served


@pytest.fixture(scope="session")
def inks(_served: stub_api.Stub) -> Inks:
    """What letters look like on the pages that axe has seen."""
    return Inks(_served.url)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[scanner.Site]:
    """The verifier's site as it is assembled."""
    with scanner.serving(tmp_path_factory.mktemp("site") / "site") as site:
        yield site


@pytest.fixture
def scan(lent: Page, served: scanner.Site) -> Page:
    """`/scan` in a hand."""
    return scanner.opened(lent, served)
