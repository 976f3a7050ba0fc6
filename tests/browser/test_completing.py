"""I05 on the page: the school records, with a tick, that the graduate has reported for work; a graduate reads it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser import portal_answers as given
from tests.browser import staff_answers as staff
from tests.browser.portal import is_too_wide, show
from tests.browser.stub_api import Stub, refusal

FULFILLED = {"state": "completed", "ended_at": "2026-11-20T00:00:00+08:00"}


def test_the_school_records_that_the_graduate_has_reported_for_work(desk: Page, stub: Stub) -> None:
    shown = staff.SIGNED["GET /api/agreements/i9"] | {"actions": ["print", "complete"]}
    at = "PUT /api/agreements/i9/completion"
    refused = refusal(422, "must_be_confirmed", field="confirm", detail="请先确认。")
    show(desk, stub, staff.SCHOOL_SITE | {"GET /api/agreements/i9": shown, at: refused}, "/pages/review.html?id=i9")
    card = desk.locator("section.card", has=desk.get_by_role("heading", name="报到与履行"))
    card.get_by_text("登记毕业生已报到").click()
    card.get_by_label("报到日期").fill("2026-11-20")
    card.get_by_role("button", name="登记报到").click()
    expect(card.locator(".error")).to_have_text("请先确认。")
    card.get_by_label("登记后不能撤回").check()
    stub.answers |= {at: {}, "GET /api/agreements/i9": shown | FULFILLED | {"actions": ["print"]}}
    card.get_by_role("button", name="登记报到").click()
    expect(card).to_contain_text("毕业生已于 2026年11月20日 到用人单位报到")
    expect(card.get_by_role("button")).to_have_count(0)
    assert ("PUT", "/api/agreements/i9/completion", {"reported_on": "2026-11-20", "confirm": True}) in stub.received


def test_a_graduate_reads_the_day_and_is_offered_no_termination(phone: Page, stub: Stub) -> None:
    fulfilled = {"GET /api/agreements/i1": given.agreement() | FULFILLED}
    show(phone, stub, given.STUDENT_SITE | fulfilled, "/pages/agreement.html?id=i1")
    card = phone.locator("section.card", has=phone.get_by_role("heading", name="报到与履行"))
    expect(card).to_contain_text("2026年11月20日")
    expect(phone.get_by_role("link", name="申请解约")).to_have_count(0)
    assert not is_too_wide(phone)
