"""Many reviews: the queue with three hundred rows, searched, passed at once, and worked through by keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import staff_answers as staff
from tests.browser.portal import is_too_wide, show
from tests.browser.stub_api import Stub

SCHOOL, ADMIN = staff.SCHOOL_SITE, staff.ADMIN_SITE


def rows(page: Page) -> int:
    return page.locator(".table tbody tr").count()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def focused_row(page: Page) -> str | None:
    return page.evaluate("document.activeElement.closest('tr')?.dataset.id ?? null")


TOUCHED = """() => new Promise((done) => {
  new MutationObserver((changes) => done(changes.length)).observe(document.body,
    { subtree: true, childList: true, attributes: true, characterData: true });
  document.querySelector("tbody input").click();
})"""


def test_three_hundred_rows_come_by_the_hundred_and_stay_quick(desk: Page, stub: Stub) -> None:
    show(desk, stub, staff.queue_of(300), "/pages/queue.html")
    for shown in (200, 300):
        desk.get_by_role("button", name="显示更多").click()
        desk.locator("tbody tr").nth(shown - 1).wait_for()
    expect(desk.locator(".list-end")).to_contain_text("共 300 条")
    changed = desk.evaluate(TOUCHED)
    assert 0 < changed < 10  # nodes that a tick among 300 rows draws again
    assert not is_too_wide(desk)


def columns(page: Page) -> list[str]:
    return page.locator("thead th").all_inner_texts()


def test_the_lists_have_the_columns_of_rules_1_7(desk: Page, stub: Stub) -> None:
    show(desk, stub, staff.queue_of(3), "/pages/queue.html")
    assert columns(desk)[1:8] == ["毕业生", "院（系）", "单位名称", "单位所在地", "工作岗位", "就业材料", "申请时间"]
    assert desk.locator("td[data-label=就业材料]").all_inner_texts() == ["-", "已上传", "-"]
    show(desk, stub, SCHOOL, "/pages/termination-queue.html")
    assert columns(desk)[:3] == ["毕业生", "院（系）", "单位名称"]
    expect(desk.locator("td[data-label='院（系）']").first).to_contain_text(staff.COLLEGES[0]["name"])
    expect(desk.locator("td[data-label='院（系）']").first).to_contain_text(
        "2027 · 春季 · 本科 · 电子信息工程 · 22 级 3 班"
    )


def test_names_and_numbers_are_searched_in_a_body_and_stay_after_a_reload(desk: Page, stub: Stub) -> None:
    show(desk, stub, staff.queue_of(12), "/pages/queue.html")
    desk.get_by_label("学号").fill("PB22000003")
    desk.get_by_role("button", name="查询").click()
    expect(desk.locator("tbody tr")).to_have_count(1)
    desk.reload()
    expect(desk.locator("tbody tr")).to_have_count(1)
    assert desk.get_by_label("学号").input_value() == "PB22000003"
    assert not any("PB22000003" in path for _, path, _ in stub.received)
    assert "PB22000003" not in desk.url
    desk.get_by_role("button", name="清除").click()
    expect(desk.locator("tbody tr")).to_have_count(12)


def test_a_filter_that_matches_nothing_says_so(desk: Page, stub: Stub) -> None:
    show(desk, stub, staff.queue_of(3), "/pages/queue.html")
    desk.get_by_label("姓名").fill("无此人")
    desk.keyboard.press("Enter")
    expect(desk.locator(".empty")).to_contain_text("没有符合条件的记录")


def test_choosing_all_leaves_out_what_is_flagged(desk: Page, stub: Stub) -> None:
    show(desk, stub, staff.queue_of(12), "/pages/queue.html")
    desk.get_by_role("button", name="选中没有提醒的").click()
    expect(desk.locator(".said")).to_have_text("已选 10 份；有提醒的 2 份没有选，请逐份查看。")
    assert desk.locator("tr.is-chosen .chips .chip-flag").count() == 0, (
        "how far a guest is known is no flag of the terms"
    )


def test_every_row_of_a_bulk_pass_has_its_result(desk: Page, stub: Stub) -> None:
    show(desk, stub, staff.queue_of(12), "/pages/queue.html")
    for nth in (0, 1, 3):
        desk.locator("tbody input").nth(nth).check()
    desk.get_by_role("button", name="通过所选（3）").click()
    expect(desk.get_by_role("dialog")).to_contain_text("其中 1 份有提醒")
    desk.get_by_role("dialog").get_by_role("button", name="通过所选（3）").click()
    expect(desk.locator("#outcome h2")).to_have_text("批量结果：通过 2 份，未通过 1 份")
    expect(desk.locator(".outcomes li").nth(1)).to_contain_text("您打开后内容已有变化")
    sent = next(body for method, path, body in stub.received if path == "/api/reviews")
    assert sent == {"decision": "pass", "items": [{"id": f"i{nth}", "version": 5} for nth in (0, 1, 3)]}
    assert desk.evaluate("document.activeElement.id") == "outcome"


def test_more_than_a_hundred_cannot_be_passed_at_once(desk: Page, stub: Stub) -> None:
    show(desk, stub, staff.queue_of(130), "/pages/queue.html")
    desk.get_by_role("button", name="显示更多").click()
    desk.locator("tbody tr").nth(129).wait_for()
    desk.evaluate("for (const tick of document.querySelectorAll('tbody input')) tick.click()")
    expect(desk.locator(".with-chosen")).to_contain_text("已选 130 份，一次最多 100 份。")
    assert desk.get_by_role("button", name="通过所选").is_disabled()


def test_an_administrator_reads_the_queue_and_passes_nothing(desk: Page, stub: Stub) -> None:
    show(desk, stub, ADMIN, "/pages/queue.html")
    assert rows(desk) == 12
    assert desk.locator("tbody input").count() == 0
    assert desk.get_by_role("button", name="通过所选").count() == 0


def test_keys_move_between_rows_choose_and_open(desk: Page, stub: Stub) -> None:
    show(desk, stub, SCHOOL, "/pages/queue.html")
    press(desk, "j", "j", "ArrowDown", "k")
    assert focused_row(desk) == "i1"
    press(desk, "x")
    expect(desk.locator("tr.is-chosen")).to_have_attribute("data-id", "i1")
    press(desk, "Enter")
    desk.wait_for_url("**/review.html?id=i1")


def test_a_return_by_keyboard_goes_straight_to_the_next_one(desk: Page, stub: Stub) -> None:
    show(desk, stub, SCHOOL | {"POST /api/agreements/i1/reviews": staff.under_review()}, "/pages/queue.html")
    press(desk, "j", "j", "r")
    expect(desk.get_by_role("dialog")).to_be_visible()
    expect(desk.locator("#return-reason")).to_be_focused()
    desk.keyboard.type("违约金请再商量。j")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/review.html?id=i2")
    expect(desk.locator(".said")).to_have_text("已退回：欧阳𬭎")
    expect(desk.locator(".neighbours")).to_contain_text("共 11 份")
    sent = next(body for method, path, body in stub.received if path == "/api/agreements/i1/reviews")
    assert sent == {"decision": "return", "reason": "违约金请再商量。j"}


def test_after_the_last_one_comes_the_queue(desk: Page, stub: Stub) -> None:
    show(desk, stub, staff.queue_of(1) | staff.DETAIL | {"POST /api/agreements/i0/reviews": {}}, "/pages/queue.html")
    press(desk, "j", "p")
    desk.get_by_role("dialog").get_by_role("button", name="审核通过").click()
    desk.wait_for_url("**/queue.html")
    expect(desk.locator(".said")).to_have_text("已通过：张三")


def test_the_list_of_keys_opens_by_a_question_mark_and_escape_gives_the_focus_back(desk: Page, stub: Stub) -> None:
    show(desk, stub, SCHOOL, "/pages/queue.html")
    press(desk, "j", "?")
    expect(desk.get_by_role("dialog", name="快捷键")).to_contain_text("退回修改")
    press(desk, "j", "Escape")
    assert focused_row(desk) == "i0"


def test_keys_can_be_switched_off_and_stay_off(desk: Page, stub: Stub) -> None:
    show(desk, stub, SCHOOL, "/pages/queue.html")
    desk.get_by_role("button", name="快捷键").click()
    desk.get_by_role("checkbox", name="使用单键快捷键").uncheck()
    press(desk, "Escape")
    desk.reload()
    desk.locator("tbody tr").first.wait_for()
    press(desk, "j")
    assert focused_row(desk) is None


SILENT = {
    "while somebody types": lambda page: page.get_by_label("姓名").fill("李"),
    "together with Control": lambda page: page.keyboard.down("Control"),
    "together with Alt": lambda page: page.keyboard.down("Alt"),
}


@pytest.mark.parametrize("before", SILENT.values(), ids=SILENT.keys())
def test_keys_do_nothing(desk: Page, stub: Stub, before: Any) -> None:
    show(desk, stub, SCHOOL, "/pages/queue.html")
    before(desk)
    press(desk, "j")
    assert focused_row(desk) is None


def test_arrows_scroll_outside_the_list(desk: Page, stub: Stub) -> None:
    show(desk, stub, SCHOOL, "/pages/queue.html")
    press(desk, "ArrowDown")
    assert focused_row(desk) is None
