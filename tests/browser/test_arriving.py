"""Photographed on the phone while the form is open on the desk (G07): two pages of one account on one stub."""

from __future__ import annotations

from typing import Any

from flask import Request
from playwright.sync_api import Page, expect

from tests.browser import portal_answers as given
from tests.browser.portal import show
from tests.browser.stub_api import DOT, Stub

PHOTO = {"name": "IMG_0001.png", "mimeType": "image/png", "buffer": DOT}
LETTER = "/api/agreements/i1/termination-letter"
SHOWN = {"hash": "cd" * 32, "media_type": "image/png", "size": len(DOT), "at": "2026-11-21T10:00:00+08:00"}


def test_a_paper_for_a_signing_arrives_and_what_was_typed_stays(desk: Page, phone: Page, stub: Stub) -> None:
    held: dict[str, Any] = {"papers": 0}

    def draft(_: Request) -> Any:
        return given.initiated(papers=held["papers"], version=5 + held["papers"])

    def attach(asked: Request) -> Any:
        held["papers"] += 1
        return draft(asked)

    site = given.STUDENT_SITE | {"GET /api/agreements/g1": draft, "POST /api/agreements/g1/evidence": attach}
    desk.clock.install()
    show(desk, stub, site, "/pages/initiate.html?id=g1")
    desk.locator("[name='terms.position'], [name=position]").first.fill("数据分析师")
    show(phone, stub, site, "/pages/initiate.html?id=g1")
    phone.locator("input[type=file]").set_input_files(files=[PHOTO])
    phone.get_by_role("button", name="上传", exact=True).click()
    expect(phone.get_by_text("材料 1", exact=True)).to_be_visible()
    assert desk.get_by_text("材料 1", exact=True).count() == 0
    desk.clock.run_for(5100)
    expect(desk.get_by_text("材料 1", exact=True)).to_be_visible()
    expect(desk.locator("[name='terms.position'], [name=position]").first).to_have_value("数据分析师")


def test_a_letter_arrives_and_goes_with_the_application(desk: Page, phone: Page, stub: Stub) -> None:
    held: dict[str, Any] = {"letter": None}

    def keep(_: Request) -> Any:
        held["letter"] = SHOWN
        return held

    site = given.STUDENT_SITE | {f"GET {LETTER}": lambda _: dict(held), f"PUT {LETTER}": keep}
    site["GET /api/agreements/i1"] = given.agreement(needs_letter=True, terminations=[])
    desk.clock.install()
    show(desk, stub, site, "/pages/terminate.html?id=i1")
    desk.locator("[name=explanation]").fill("考取研究生")
    show(phone, stub, site, "/pages/terminate.html?id=i1")
    phone.locator("[name=letter]").set_input_files(files=[PHOTO])
    phone.get_by_role("button", name="先上传").click()
    expect(phone.get_by_role("button", name="移除")).to_be_visible()
    desk.clock.run_for(5100)
    expect(desk.get_by_role("button", name="移除")).to_be_visible()
    expect(desk.locator("[name=explanation]")).to_have_value("考取研究生")
    assert desk.locator("[name=letter]").count() == 0
    stub.answers |= {"POST /api/agreements/i1/terminations": given.termination()}
    desk.locator("[name=reason]").select_option("further_study")
    with desk.expect_request("**/api/agreements/i1/terminations"):
        desk.locator("form button.button-danger").click()


def test_nobody_asks_while_nobody_looks(desk: Page, stub: Stub) -> None:
    desk.clock.install()
    show(desk, stub, given.STUDENT_SITE | {f"GET {LETTER}": {"letter": None}}, "/pages/terminate.html?id=i1")
    desk.evaluate("Object.defineProperty(document, 'hidden', { get: () => true })")
    asked = len(stub.received)
    desk.clock.run_for(20_000)
    assert len(stub.received) == asked
