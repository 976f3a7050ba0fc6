"""J14 on the page: the employer notes the posting and corrects it; the graduate reads it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser import portal_answers as given
from tests.browser.portal import show
from tests.browser.stub_api import Stub, refusal

PAGE, NOTE = "/pages/agreement.html?id=i5", "/api/agreements/i5/stamped-copy"


def test_a_posting_is_noted_and_then_can_be_corrected(desk: Page, stub: Stub) -> None:
    show(desk, stub, given.EMPLOYER_SITE, PAGE)
    stub.answers |= {f"PUT {NOTE}": refusal(422, "posted_in_future", field="sent_on")}
    desk.get_by_label("寄出日期").fill("2026-11-20")
    desk.get_by_label("快递单号").fill("EA123456789CN")
    desk.get_by_role("button", name="保存").click()
    expect(desk.locator(".field-error, .error").first).to_be_visible()
    noted = given.agreement(id="i5", actions=["print", "post"], posted=given.POSTED)
    stub.answers |= {f"PUT {NOTE}": {}, "GET /api/agreements/i5": noted}
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_text("更正寄送信息")).to_be_visible()
    assert ("PUT", NOTE, {"sent_on": "2026-11-20", "carrier": "", "tracking": "EA123456789CN"}) in stub.received


def test_the_graduate_reads_it_and_notes_nothing(phone: Page, stub: Stub) -> None:
    show(phone, stub, given.STUDENT_SITE, "/pages/agreement.html?id=i3")
    expect(phone.get_by_text("EA123456789CN")).to_be_visible()
    assert phone.get_by_role("button", name="保存").count() == 0
