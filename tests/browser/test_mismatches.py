"""The list of mismatches with the registry (B06): one taken, then all of the page, and what could not be."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser import staff_answers as staff
from tests.browser.portal import show
from tests.browser.stub_api import Stub

ONE, MANY = "/api/mismatches/s1/acceptance", "/api/mismatch-acceptances"
REFUSED = {"student": "s2", "is_done": False, "problem": {"detail": "这条不一致已经处理过。"}}


def test_b06_the_registrys_word_is_taken_for_one_and_for_the_page(desk: Page, stub: Stub) -> None:
    results = {"results": [{"student": "s1", "is_done": True}, REFUSED]}
    show(desk, stub, staff.SCHOOL_SITE | {f"PUT {ONE}": {}, f"POST {MANY}": results}, "/pages/mismatches.html")
    desk.get_by_role("button", name="采用 欧阳").first.click()
    desk.get_by_role("dialog").get_by_role("button", name="采用学籍信息").click()
    expect(desk.get_by_role("status").filter(has_text="已采用学籍信息")).to_be_visible()
    assert ("PUT", ONE, None) in stub.received
    desk.get_by_role("button", name="采用本页全部（2）").click()
    desk.get_by_role("dialog").get_by_role("button", name="采用本页全部（2）").click()
    expect(desk.locator("main")).to_contain_text("这条不一致已经处理过。")
    items = [{"student": "s1", "version": 1}, {"student": "s2", "version": 1}]
    assert ("POST", MANY, {"items": items}) in stub.received
