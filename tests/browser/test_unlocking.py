"""Unlocking at the desk and in a hand (M18): approved by a second person, read by the graduate with who and why."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser import portal_answers as given
from tests.browser import staff_answers as staff
from tests.browser.portal import show
from tests.browser.stub_api import Stub

API = "/api/agreements/i12"
DONE = {"approved_at": "2026-11-20T15:00:00+08:00", "approver_name": "何老师"}


def test_a_second_person_reads_the_reason_and_unlocks(desk: Page, stub: Stub) -> None:
    show(desk, stub, staff.SCHOOL_SITE | {f"PUT {API}/unlocking/approval": {}}, "/pages/review.html?id=i12")
    expect(desk.locator("main")).to_contain_text("周主任申请解锁")
    desk.get_by_role("button", name="确认解锁").click()
    dialog = desk.get_by_role("dialog")
    expect(dialog).to_contain_text("毕业去向变为待就业")
    stub.answers |= staff.unlocking("terminated", **DONE)
    dialog.get_by_role("button", name="确认解锁").click()
    expect(desk.get_by_text("已解锁：阿卜杜热西提")).to_be_visible()
    expect(desk.get_by_role("heading", name="学校已解锁")).to_be_visible()
    assert ("PUT", f"{API}/unlocking/approval", None) in stub.received


def test_the_graduate_reads_who_and_why(phone: Page, stub: Stub) -> None:
    ended = staff.unlocking("terminated", **DONE)
    show(phone, stub, given.STUDENT_SITE | ended, "/pages/agreement.html?id=i12")
    card = phone.locator("section.card", has=phone.get_by_role("heading", name="学校已解锁"))
    for said in ("已应征入伍", "周主任", "何老师", "待就业"):
        expect(card).to_contain_text(said)
