"""The browser that the other tests use can show what they look at."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE


def picture(page: Page, text: str) -> bytes:
    page.set_content(f"<p style='font-size: 80px'>{text}</p>")
    return page.screenshot()


def test_chinese_is_drawn_and_not_boxes(desk: Page) -> None:
    assert picture(desk, "协") != picture(desk, "议")


def test_a_phone_is_narrow_and_a_desk_is_wide(phone: Page, desk: Page) -> None:
    for page in (phone, desk):
        page.set_content("<meta name='viewport' content='width=device-width'>")
    widths = [page.evaluate("window.innerWidth") for page in (phone, desk)]
    assert widths == [PHONE["width"], DESK["width"]]
