"""Reissue (K01) in a hand and at the desk: asked for with a reason, decided by the school, the old edition named."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser import portal_answers as given
from tests.browser import staff_answers as staff
from tests.browser.portal import show
from tests.browser.stub_api import Stub, refusal


def test_a_graduate_applies_and_reads_which_edition_holds(phone: Page, stub: Stub) -> None:
    show(phone, stub, given.STUDENT_SITE, "/pages/agreement.html?id=i3")
    card = phone.locator("section.card", has=phone.get_by_role("heading", name="补发"))
    expect(card).to_contain_text("第 1 版（校验码 7K2M9QX4）")
    expect(card).to_contain_text("被第 2 版取代。原因：遗失")
    card.get_by_role("button", name="申请补发").click()
    dialog = phone.get_by_role("dialog")
    stub.answers |= {"PUT /api/agreements/i3/reissue": refusal(422, "required", field="explanation")}
    dialog.get_by_role("button", name="申请补发").click()
    expect(dialog.locator(".error")).to_be_visible()
    dialog.get_by_label("补发原因").select_option("lost")
    dialog.get_by_label("情况说明").fill("搬家时遗失")
    waiting = given.agreement(id="i3", reissue=staff.REISSUE, actions=["print", "withdraw_reissue"])
    stub.answers |= {"PUT /api/agreements/i3/reissue": {}, "GET /api/agreements/i3": waiting}
    dialog.get_by_role("button", name="申请补发").click()
    expect(card).to_contain_text("申请补发（污损），等待学校处理")
    sent = {"reason": "lost", "explanation": "搬家时遗失"}
    assert ("PUT", "/api/agreements/i3/reissue", sent) in stub.received
    card.get_by_role("button", name="撤回补发申请").click()
    stub.answers |= {"PUT /api/agreements/i3/reissue/withdrawal": {}}
    dialog.get_by_role("button", name="撤回补发申请").click()
    expect(phone.get_by_role("status").filter(has_text="补发申请已撤回")).to_be_visible()
    assert ("PUT", "/api/agreements/i3/reissue/withdrawal", None) in stub.received


def test_the_school_finds_it_at_the_print_desk_and_approves(desk: Page, stub: Stub) -> None:
    show(desk, stub, staff.SCHOOL_SITE, "/pages/print-desk.html")
    desk.locator("section.card", has=desk.get_by_role("heading", name="等待处理的补发申请")).get_by_role("link").click()
    card = desk.locator("section.card", has=desk.get_by_role("heading", name="补发"))
    expect(card).to_contain_text("盖章时弄污")
    card.get_by_role("button", name="同意补发").click()
    dialog = desk.get_by_role("dialog")
    expect(dialog).to_contain_text("现有各份纸质件立即作废")
    stub.answers |= {"PUT /api/agreements/i11/reissue/approval": {}}
    dialog.get_by_role("button", name="同意补发").click()
    expect(desk.get_by_role("status").filter(has_text="已同意补发")).to_be_visible()
    assert ("PUT", "/api/agreements/i11/reissue/approval", None) in stub.received
