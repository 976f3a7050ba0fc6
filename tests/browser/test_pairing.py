"""Scan-to-print (J09): the computer shows a code and opens what the phone lets it have; the phone asks first."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser import portal_answers as given
from tests.browser.portal import show
from tests.browser.stub_api import Stub

VISITOR = {"GET /api/session": given.VISITOR, "GET /api/schools": given.SCHOOLS, **given.PAIRING}


def test_the_computer_waits_and_opens_what_was_granted(desk: Page, stub: Stub) -> None:
    desk.clock.install()
    show(desk, stub, VISITOR, "/pages/print.html")
    expect(desk.get_by_role("img", name="打印二维码")).to_be_visible()
    expect(desk.locator("main")).to_contain_text("核对数字：4827")
    desk.clock.run_for(2100)
    expect(desk.get_by_role("img", name="打印二维码")).to_be_visible()
    waited = {"state": "granted", "expires_at": "2026-11-21T10:02:00+08:00", "href": "/pages/login.html"}
    stub.answers |= {"GET /api/print-pairings/p1": waited}
    desk.clock.run_for(4100)
    desk.wait_for_url("**/pages/login.html")


def test_a_code_lapses_and_another_is_taken(desk: Page, stub: Stub) -> None:
    desk.clock.install()
    show(desk, stub, VISITOR, "/pages/print.html")
    desk.clock.fast_forward(121_000)
    expect(desk.locator("main")).to_contain_text("二维码已过期")
    desk.get_by_role("button", name="换一个二维码").click()
    expect(desk.get_by_role("img", name="打印二维码")).to_be_visible()
    assert sum(method == "POST" for method, _, _ in stub.received) == 2


def test_the_phone_shows_who_asks_and_grants_one_copy(phone: Page, stub: Stub) -> None:
    site = given.STUDENT_SITE | given.SCAN | {"POST /api/print-grants": {"state": "granted", "check": "4827"}}
    show(phone, stub, site, "/pages/scan-print.html#p1.secret")
    expect(phone.locator("main")).to_contain_text("电脑上显示的数字是 4827")
    phone.get_by_label("第 2 份（毕业生）").check()
    phone.get_by_role("button", name="同意在那台电脑上打印").click()
    expect(phone.locator("main")).to_contain_text("这次打印已登记")
    sent = {"code": "p1.secret", "agreement": "i1", "copy": 2}
    assert ("POST", "/api/print-grants", sent) in stub.received
