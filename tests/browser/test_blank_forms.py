"""Blank forms (K03): marked on the graduate's page, taken back in the register."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser import portal_answers as student
from tests.browser import staff_answers as staff
from tests.browser.portal import show
from tests.browser.stub_api import Stub


def test_a_teacher_marks_what_is_handed_out(phone: Page, stub: Stub) -> None:
    show(phone, stub, staff.SCHOOL_SITE | {"POST /api/blank-forms": staff.blank(3)}, "/pages/graduate.html?id=s1")
    expect(phone.locator("main")).to_contain_text("持有空白协议书：HN-2027-0001")
    phone.get_by_role("button", name="发放空白协议书").click()
    dialog = phone.get_by_role("dialog")
    dialog.get_by_label("空白协议书编号").fill("hn-2027-0003")
    dialog.get_by_label("理由").select_option("special_unit")
    dialog.get_by_label("例外情形").select_option("选调")
    dialog.get_by_role("button", name="发放空白协议书").click()
    expect(phone.get_by_role("status").filter(has_text="已登记 HN-2027-0003")).to_be_visible()
    sent = {"student": "s1", "mark": "hn-2027-0003", "reason": "special_unit", "note": "", "exception": "选调"}
    assert ("POST", "/api/blank-forms", sent) in stub.received


def test_b09_a_graduate_claims_the_number_on_the_paper(phone: Page, stub: Stub) -> None:
    path = "/api/source-record/agreement-number"
    given = {f"PUT {path}": {"agreement_number": "HN-2027-0001", "version": 4}}
    show(phone, stub, student.STUDENT_SITE | given, "/pages/source-record.html")
    phone.get_by_label("协议书编号").fill("hn-2027-0001")
    phone.get_by_role("button", name="填入协议书编号").click()
    expect(phone.get_by_role("status").filter(has_text="协议书编号已登记：HN-2027-0001")).to_be_visible()
    assert ("PUT", path, {"number": "hn-2027-0001"}) in stub.received


def test_k04_a_teacher_records_a_signing_on_paper(phone: Page, stub: Stub) -> None:
    answers = staff.SCHOOL_SITE | {"POST /api/offline-signings": student.on_paper()}
    show(phone, stub, answers, "/pages/graduate.html?id=s1")
    phone.get_by_role("button", name="线下签约").click()
    dialog = phone.get_by_role("dialog")
    dialog.get_by_label("单位名称").fill("某县委组织部")
    dialog.get_by_label("纸质协议书编号").select_option("HN-2027-0001")
    dialog.get_by_label("例外情形").select_option("选调")
    dialog.get_by_role("button", name="线下签约").click()
    expect(phone.locator("main")).to_contain_text("线下签约，待上报")
    sent = {"student": "s1", "unit": "某县委组织部", "mark": "HN-2027-0001", "exception": "选调", "note": ""}
    assert ("POST", "/api/offline-signings", sent) in stub.received


def test_the_register_says_how_many_are_out_and_takes_one_back(desk: Page, stub: Stub) -> None:
    path = "/api/blank-forms/HN-2027-0001/return"
    show(desk, stub, staff.SCHOOL_SITE | {f"PUT {path}": {}}, "/pages/blank-forms.html")
    expect(desk.locator("main")).to_contain_text("在外上限 500 份（本届毕业生的 20%）")
    desk.get_by_role("button", name="收回 HN-2027-0001").click()
    desk.get_by_role("dialog").get_by_role("button", name="收回").click()
    expect(desk.get_by_role("status").filter(has_text="已收回 HN-2027-0001")).to_be_visible()
    assert ("PUT", path, None) in stub.received
