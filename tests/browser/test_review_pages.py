"""One review, the print desk, and terminations: what is in sight, what is kept, and what is not offered."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Request
from playwright.sync_api import Page, expect

from functions.usecases.evidence import digest
from tests.browser import portal_answers as given
from tests.browser import staff_answers as staff
from tests.browser.axe import faults
from tests.browser.portal import show
from tests.browser.stub_api import Stub, refusal

SCHOOL = staff.SCHOOL_SITE


# One record.


def test_a_typed_reason_survives_a_reload_with_its_dialog(desk: Page, stub: Stub) -> None:
    show(desk, stub, SCHOOL, "/pages/review.html?id=i1")
    desk.get_by_role("button", name="判为不通过").click()
    desk.get_by_role("dialog").locator("textarea").fill("单位资质不符")
    desk.reload()
    expect(desk.get_by_role("dialog")).to_be_visible()
    assert desk.get_by_role("dialog").locator("textarea").input_value() == "单位资质不符"


def test_a_stale_review_says_what_changed_and_keeps_the_reason(desk: Page, stub: Stub) -> None:
    stale = refusal(412, "stale", detail="内容已有变化。", changed=["terms", "state"])
    show(desk, stub, SCHOOL | {"POST /api/agreements/i1/reviews": stale}, "/pages/review.html?id=i1#return")
    desk.get_by_role("dialog").locator("textarea").fill("请改违约金")
    desk.get_by_role("dialog").get_by_role("button", name="退回修改").click()
    expect(desk.locator("#stale")).to_contain_text("约定事项、状态")
    expect(desk.get_by_role("dialog")).to_have_count(0)
    desk.get_by_role("button", name="读取最新内容").click()
    desk.get_by_role("button", name="退回修改").click()
    assert desk.get_by_role("dialog").locator("textarea").input_value() == "请改违约金"


def test_who_passes_what_is_flagged_answers_the_flags(desk: Page, stub: Stub) -> None:
    show(
        desk, stub, SCHOOL | {"POST /api/agreements/i1/reviews": staff.under_review()}, "/pages/review.html?id=i1#pass"
    )
    dialog = desk.get_by_role("dialog")
    assert faults(desk) == []
    dialog.get_by_label("核对情况").fill("已与单位核实")
    dialog.get_by_role("button", name="通过").click()
    desk.wait_for_url("**/queue.html")
    said = {"decision": "pass", "reason": "已与单位核实"}
    assert ("POST", "/api/agreements/i1/reviews", said) in stub.received


def test_a_refused_reason_is_shown_at_its_field(desk: Page, stub: Stub) -> None:
    refused = refusal(422, "reason_required", field="reason", detail="请填写原因。")
    show(desk, stub, SCHOOL | {"POST /api/agreements/i1/reviews": refused}, "/pages/review.html?id=i1#fail")
    desk.get_by_role("dialog").get_by_role("button", name="判为不通过").click()
    expect(desk.locator("#fail-reason-error")).to_have_text("请填写原因。")
    assert faults(desk) == []


NOT_OFFERED = {
    "what the API does not allow": (staff.under_review(actions=[]), ["审核通过", "退回修改", "判为不通过"]),
    "a return that the school does not have": (staff.under_review(actions=["pass", "fail"]), ["退回修改"]),
}


@pytest.mark.parametrize(("agreement", "names"), NOT_OFFERED.values(), ids=NOT_OFFERED.keys())
def test_a_decision_is_not_offered(desk: Page, stub: Stub, agreement: dict[str, Any], names: list[str]) -> None:
    show(desk, stub, SCHOOL | {"GET /api/agreements/i1": agreement}, "/pages/review.html?id=i1#return")
    for name in names:
        assert desk.get_by_role("button", name=name).count() == 0
    desk.keyboard.press("r")
    assert desk.get_by_role("dialog").count() == 0


def test_the_difference_the_flags_and_the_earlier_reason_are_in_sight(desk: Page, stub: Stub) -> None:
    show(desk, stub, SCHOOL, "/pages/review.html?id=i1")
    main = desk.locator("main")
    for words in ("违约金高于学校的提醒线", "第 2 稿，与上一稿不同", "10,000 元", "违约金偏高。", "就业协议书"):
        expect(main).to_contain_text(words)


def test_a_copy_is_printed_and_the_register_shows_the_earlier_ones(desk: Page, stub: Stub) -> None:
    printed = {"print": {"seq": 3}, "href": "/api/agreements/i9/prints/3.pdf"}
    show(desk, stub, SCHOOL | {"POST /api/agreements/i9/prints": printed}, "/pages/review.html?id=i9")
    assert desk.locator(".table tbody tr").count() == 2
    desk.get_by_role("button", name="第 2 份（毕业生）").click()
    desk.wait_for_url(f"**{printed['href']}")
    assert ("POST", "/api/agreements/i9/prints", {"copy": 2}) in stub.received


# Printing many.


def test_a_batch_takes_three_hundred_and_its_page_shows_the_progress(desk: Page, stub: Stub) -> None:
    site = staff.queue_of(420) | {"POST /api/print-batches": staff.batch(1, "queued"),
                                  "GET /api/print-batches": given.listed(staff.batch(1, "queued"))}  # fmt: skip
    show(desk, stub, site, "/pages/print-desk.html")
    desk.get_by_role("button", name="全选（最多 300 份）").click()
    expect(desk.locator(".with-chosen")).to_contain_text("已选 300 份。")
    desk.get_by_role("button", name="打印所选（300）").click()
    desk.get_by_role("button", name="开始生成").click()
    desk.wait_for_url("**/print-batches.html")
    expect(desk.locator("progress")).to_have_count(1)
    stub.answers["GET /api/print-batches"] = given.listed(staff.batch(1, "ready", href="/api/print-batches/b1.pdf"))
    expect(desk.get_by_role("link", name="打开 PDF")).to_have_attribute("href", "/api/print-batches/b1.pdf")
    sent = next(body for method, path, body in stub.received if (method, path) == ("POST", "/api/print-batches"))
    assert len(set(sent["agreements"])) == 300


def test_what_was_never_printed_can_be_listed_alone(desk: Page, stub: Stub) -> None:
    show(desk, stub, staff.queue_of(9), "/pages/print-desk.html")
    desk.get_by_label("打印情况").select_option("never")
    desk.get_by_role("button", name="查询").click()
    expect(desk.locator("tbody tr")).to_have_count(3)


# Terminations.


def test_the_original_agreement_comes_before_the_application(desk: Page, stub: Stub) -> None:
    show(desk, stub, SCHOOL, "/pages/termination-review.html?agreement=i1&id=t1")
    headings = desk.locator("main h2").all_inner_texts()
    assert headings.index("原协议") < headings.index("申请内容")
    link = desk.get_by_role("link", name="查看解约材料")
    expect(link).to_have_attribute("href", "/api/agreements/i1/terminations/t1/letter")


def test_a_decision_names_what_was_opened_and_how_the_letter_was_verified(desk: Page, stub: Stub) -> None:
    path = "/api/agreements/i1/terminations/t1"
    by_letter = staff.applied(answer=None, rests_on_letter=True, needs_verification=True)
    letter = {f"GET {path}": by_letter, f"GET {path}/letter": {"a": "letter"}, f"POST {path}/reviews": {}}
    show(desk, stub, SCHOOL | letter, "/pages/termination-review.html?agreement=i1&id=t1")
    expect(desk.locator(".reading li")).to_have_text(["原协议书 · 未打开", "解约函 · 未打开"])
    desk.get_by_text("原协议书（打印样式）").click()
    with desk.expect_popup() as opened:
        desk.get_by_role("link", name="查看解约材料").click()
    opened.value.close()
    expect(desk.locator(".reading li")).to_have_text(["原协议书 · 已打开", "解约函 · 已打开"])
    desk.get_by_role("button", name="同意解约", exact=True).click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_label("毕业生一方").check()
    dialog.get_by_label("向单位核实的情况").fill("致电人事处核实")
    dialog.get_by_role("button", name="同意解约").click()
    expect(dialog).to_be_hidden()
    sent = next(body for method, at, body in stub.received if (method, at) == ("POST", f"{path}/reviews"))
    assert (sent["verification"], sent["agreement_digest"]) == ("致电人事处核实", digest(by_letter["original"]))
    assert re.fullmatch(r"[0-9a-f]{64}", sent["letter_digest"])


def test_who_passes_a_termination_says_whose_fault_it_is(desk: Page, stub: Stub) -> None:
    path = "/api/agreements/i1/terminations/t1/reviews"
    unsaid = refusal(422, "required", field="fault", detail="请填写此项。")
    show(desk, stub, SCHOOL | {f"POST {path}": unsaid}, "/pages/termination-queue.html")
    desk.get_by_role("link", name="阿卜杜热西提").first.click()
    desk.get_by_role("button", name="同意解约", exact=True).click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_role("button", name="同意解约").click()
    expect(desk.locator("#pass-fault-error")).to_have_text("请填写此项。")
    dialog.get_by_label("用人单位一方").check()
    stub.answers[f"POST {path}"] = {}
    stub.answers["GET /api/agreements/i2/terminations/t2"] = staff.applied(id="t2", agreement="i2")
    dialog.get_by_role("button", name="同意解约").click()
    desk.wait_for_url("**/termination-review.html?agreement=i2&id=t2")
    unread = {"agreement_digest": "", "letter_digest": ""}
    said = {"decision": "pass", "reason": "", "verification": "", "fault": "employer"} | unread
    assert ("POST", path, said) in stub.received


def test_terminations_are_narrowed_as_typed(desk: Page, stub: Stub) -> None:
    asked = []

    def remember(request: Request) -> dict[str, Any]:
        asked.append(request.args.to_dict())
        return staff.NOTHING["GET /api/terminations"]

    show(desk, stub, SCHOOL | {"GET /api/terminations": remember}, "/pages/termination-queue.html?state=approved")
    desk.get_by_label("专业").fill("会计学")
    desk.get_by_label("届别").fill("2026")
    desk.get_by_label("方案").fill("秋季")
    desk.get_by_role("button", name="查询").click()
    expect(desk.locator(".empty p")).to_have_text("没有符合条件的记录。")
    assert asked[-1] == {"major": "会计学", "cohort": "2026", "plan": "秋季", "state": "approved"}


def test_a_list_narrowed_far_can_be_read_on_before_anything_is_found(desk: Page, stub: Stub) -> None:
    far = {"items": [], "cursor": "c1"}
    calls = {"queue": "POST /api/agreement-searches", "termination-queue": "GET /api/terminations"}
    for name, call in calls.items():
        show(desk, stub, SCHOOL | {call: far}, f"/pages/{name}.html")
        expect(desk.get_by_role("button", name="显示更多")).to_be_visible()
