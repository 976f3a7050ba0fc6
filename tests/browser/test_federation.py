"""The way by another platform's account: its button, the way back, and the ticket that a binding takes along (A04)."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser import portal_answers as given
from tests.browser.portal import show
from tests.browser.stub_api import Stub, refusal

VISITOR: dict[str, Any] = {"GET /api/session": given.FEDERATED, "GET /api/schools": given.SCHOOLS}
BACK = "/pages/federated.html?code=c0de&state=a.b"
UNKNOWN = VISITOR | {"POST /api/federation/session": {"account": None, "ticket": "t1cket"}}


def test_the_button_is_there_only_where_a_platform_is(phone: Page, stub: Stub) -> None:
    off = VISITOR | {"GET /api/session": given.VISITOR}
    show(phone, stub, off, "/pages/login.html")
    assert phone.get_by_role("button", name="学信网").count() == 0
    asked = {"POST /api/federation/requests": {"url": f"{stub.url}/pages/federated.html?code=c0de&state=a.b"}}
    show(phone, stub, UNKNOWN | asked, "/pages/login.html")
    phone.get_by_role("button", name="用学信网账号登录").click()
    expect(phone.get_by_role("link", name="第一次使用")).to_be_visible()


def test_who_is_unknown_binds_with_the_ticket_and_no_address_keeps_the_code(phone: Page, stub: Stub) -> None:
    show(phone, stub, UNKNOWN | {"POST /api/student-accounts": refusal(409, "binding_failed")}, BACK)
    assert phone.url == f"{stub.url}/pages/federated.html"
    phone.get_by_role("link", name="第一次使用").click()
    expect(phone.get_by_text("学信网已确认")).to_be_visible()
    phone.locator("[name=school]").select_option("10358")
    typed = {"name": "陈思远", "number": "PB22000123", "id_number": "11010519491231002X", "password": "correct horse"}
    for name, value in typed.items():
        phone.locator(f"[name={name}]").fill(value)
    with phone.expect_response("**/api/student-accounts"):
        phone.locator("form button.button-primary").click()
    (sent,) = [body for method, path, body in stub.received if path == "/api/student-accounts" and method == "POST"]
    assert (sent["ticket"], sent["number"]) == ("t1cket", "PB22000123")


def test_who_is_known_is_at_home_at_once(phone: Page, stub: Stub) -> None:
    answers = given.STUDENT_SITE | {"POST /api/federation/session": given.STUDENT}
    stub.answers = answers
    phone.goto(stub.url + BACK)
    phone.wait_for_url("**/pages/home.html")
