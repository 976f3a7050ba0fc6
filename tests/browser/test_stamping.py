"""I04 on the page: the school records the day of the stamp; a graduate reads that it is awaited."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser import portal_answers as given
from tests.browser import staff_answers as staff
from tests.browser.portal import is_too_wide, show
from tests.browser.stub_api import Stub, refusal

WAITING = {"effective_on": "paper_stamp", "effective_at": None}


def test_the_school_records_the_day_of_the_stamp(desk: Page, stub: Stub) -> None:
    shown = staff.SIGNED["GET /api/agreements/i9"] | WAITING | {"actions": ["print", "record_stamp"]}
    at = "PUT /api/agreements/i9/stamp"
    refused = refusal(422, "stamped_in_future", field="stamped_on", detail="签章日期不能晚于今天。")
    show(desk, stub, staff.SCHOOL_SITE | {"GET /api/agreements/i9": shown, at: refused}, "/pages/review.html?id=i9")
    card = desk.locator("section.card", has=desk.get_by_role("heading", name="签章与生效"))
    card.get_by_label("签章日期").fill("2026-11-20")
    card.get_by_role("button", name="保存").click()
    expect(card.locator(".error")).to_have_text("签章日期不能晚于今天。")
    stub.answers |= {at: {}, "GET /api/agreements/i9": shown | {"effective_at": "2026-11-20T00:00:00+08:00"}}
    card.get_by_role("button", name="保存").click()
    expect(card).to_contain_text("2026年11月20日")
    expect(card.get_by_text("更正签章日期")).to_be_visible()
    assert ("PUT", "/api/agreements/i9/stamp", {"stamped_on": "2026-11-20"}) in stub.received


def test_a_graduate_reads_that_the_stamp_is_awaited(phone: Page, stub: Stub) -> None:
    waiting = {"GET /api/agreements/i1": given.agreement() | WAITING}
    show(phone, stub, given.STUDENT_SITE | waiting, "/pages/agreement.html?id=i1")
    card = phone.locator("section.card", has=phone.get_by_role("heading", name="签章与生效"))
    expect(card).to_contain_text("各方签字、盖章之日起生效")
    assert card.get_by_role("button").count() == 0
    assert not is_too_wide(phone)
