"""The list of mismatches with the registry (B06): one taken, all of the page, what could not be, one left as it is."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser import staff_answers as staff
from tests.browser.portal import show
from tests.browser.stub_api import Stub, refusal

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


def test_b06_an_id_number_of_another_student_is_said_where_it_was_to_be_taken(desk: Page, stub: Stub) -> None:
    taken = refusal(422, "id_number_taken", field="id_number", detail="该证件号码已属于另一个学号。")
    show(desk, stub, staff.SCHOOL_SITE | {f"PUT {ONE}": taken}, "/pages/mismatches.html#accept-s1")
    dialog = desk.get_by_role("dialog")
    dialog.get_by_role("button", name="采用学籍信息").click()
    expect(dialog).to_contain_text("该证件号码已属于另一个学号。")


def test_b06_one_is_left_as_it_is_with_a_reason(phone: Page, stub: Stub) -> None:
    left = "/api/mismatches/s3/dismissal"
    kept = staff.mismatch(3, "not_in_registry", state="dismissed", reason="境外交换，学籍未归", actions=[],
                          decided_by="周敏", decided_at="2026-11-20T10:00:00+08:00")  # fmt: skip
    show(phone, stub, staff.SCHOOL_SITE | {f"PUT {left}": {}}, "/pages/mismatches.html#dismiss-s3")
    dialog = phone.get_by_role("dialog")
    dialog.get_by_label("理由").fill("境外交换，学籍未归")
    dialog.get_by_role("button", name="不采用学籍信息").click()
    expect(phone.get_by_role("status").filter(has_text="记录保持原样")).to_be_visible()
    assert ("PUT", left, {"reason": "境外交换，学籍未归"}) in stub.received
    listed = {"GET /api/mismatches": {"items": [kept], "cursor": None, "cohort": 2027}}
    show(phone, stub, staff.SCHOOL_SITE | listed, "/pages/mismatches.html?state=dismissed")
    row = phone.get_by_role("row").filter(has_text="境外交换，学籍未归")
    expect(row).to_contain_text("周敏")
    expect(row.get_by_role("button")).to_have_count(0)


def test_b06_the_review_says_that_the_registry_differs_leads_to_the_list_and_asks_for_an_answer(
    phone: Page, stub: Stub
) -> None:
    warned = {"GET /api/agreements/i1": staff.under_review(flags=["registry_differs"])}
    show(phone, stub, staff.SCHOOL_SITE | warned, "/pages/review.html?id=i1#pass")
    expect(phone.get_by_role("dialog").get_by_label("核对情况")).to_be_visible()
    phone.keyboard.press("Escape")
    said = phone.locator("main .notice").filter(has_text="学籍比对有未处理的不一致")
    expect(said.get_by_role("link", name="学籍比对")).to_have_attribute("href", re.compile("cohort=2027"))
