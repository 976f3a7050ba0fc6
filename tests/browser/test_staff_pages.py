"""The pages of schools and the platform: whole and accessible, quick by keyboard, honest about every row and state."""

from __future__ import annotations

import re
from base64 import b64decode
from typing import Any

import pytest
from flask import Request
from playwright.sync_api import Page, expect

from tests.browser import portal_answers as given
from tests.browser import staff_answers as staff
from tests.browser.axe import faults
from tests.browser.stub_api import Stub, refusal
from tests.browser.test_portal_pages import is_too_wide, missing_texts, show

DOT = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==")
SCHOOL, ADMIN, OPERATOR = staff.SCHOOL_SITE, staff.ADMIN_SITE, staff.OPERATOR_SITE

PAGES = {
    "the queue": (SCHOOL, "/pages/queue.html"),
    "the queue of an administrator": (ADMIN, "/pages/queue.html"),
    "the queue of a college": (staff.queue_of(3, state="college_review", who=staff.COLLEGE_STAFF), "/pages/queue.html"),
    "signed agreements": (SCHOOL, "/pages/queue.html?state=signed"),
    "a review": (SCHOOL, "/pages/review.html?id=i1"),
    "returning": (SCHOOL, "/pages/review.html?id=i1#return"),
    "a signed agreement": (SCHOOL, "/pages/review.html?id=i9"),
    "a request to undo": (SCHOOL, "/pages/review.html?id=i10"),
    "undoing": (SCHOOL, "/pages/review.html?id=i10#undo"),
    "asking to undo": (SCHOOL | staff.mistaken(), "/pages/review.html?id=i10#request_undo"),
    "the print desk": (SCHOOL, "/pages/print-desk.html"),
    "the batches": (SCHOOL, "/pages/print-batches.html"),
    "the terminations": (SCHOOL, "/pages/termination-queue.html"),
    "a termination": (SCHOOL, "/pages/termination-review.html?agreement=i1&id=t1"),
    "passing a termination": (SCHOOL, "/pages/termination-review.html?agreement=i1&id=t1#pass"),
    "the graduates": (SCHOOL, "/pages/graduates.html"),
    "a graduate": (SCHOOL, "/pages/graduate.html?id=s1"),
    "the corrections": (SCHOOL, "/pages/corrections.html"),
    "refusing a correction": (SCHOOL, "/pages/corrections.html#refused-c1"),
    "the admissions": (SCHOOL, "/pages/admission-requests.html"),
    "an admission": (SCHOOL, "/pages/admission-review.html?id=e1"),
    "the policy": (SCHOOL, "/pages/policy.html"),
    "the school": (SCHOOL, "/pages/school-profile.html"),
    "the notices": (SCHOOL, "/pages/notices.html"),
    "the imports": (ADMIN, "/pages/imports.html"),
    "a checked import": (ADMIN, "/pages/import.html?id=m1"),
    "an unreadable import": (ADMIN, "/pages/import.html?id=m2"),
    "a finished import": (ADMIN, "/pages/import.html?id=m4"),
    "a new policy": (ADMIN, "/pages/policy-new.html"),
    "changing the school": (ADMIN, "/pages/school-profile.html"),
    "the staff": (ADMIN, "/pages/staff.html"),
    "the registrations": (OPERATOR, "/pages/employers.html"),
    "a registration": (OPERATOR, "/pages/employer-review.html?id=e2"),
    "the schools": (OPERATOR, "/pages/schools.html"),
    "the keys": (OPERATOR, "/pages/keys.html"),
}
LISTS = {
    "queue": (SCHOOL, "POST /api/agreement-searches"),
    "print-desk": (SCHOOL, "POST /api/agreement-searches"),
    "print-batches": (SCHOOL, "GET /api/print-batches"),
    "termination-queue": (SCHOOL, "GET /api/terminations"),
    "graduates": (SCHOOL, "GET /api/students"),
    "corrections": (SCHOOL, "GET /api/corrections"),
    "admission-requests": (SCHOOL, "GET /api/admissions"),
    "imports": (ADMIN, "GET /api/imports"),
    "employers": (OPERATOR, "GET /api/employers"),
    "schools": (OPERATOR, "GET /api/operator/schools"),
    "keys": (OPERATOR, "GET /api/operator/keys"),
}


@pytest.fixture(autouse=True)
def _licences(desk: Page) -> None:
    """A licence is a picture: one dot."""
    desk.route("**/licence", lambda route: route.fulfill(body=DOT, content_type="image/png"))


SIZES = {"a phone, in Chinese": ("zh-CN", 360, 780), "a desk, in English": ("en", 1280, 900)}


@pytest.mark.parametrize(("language", "width", "height"), SIZES.values(), ids=SIZES.keys())
def test_every_page_is_whole_and_accessible_on(desk: Page, stub: Stub, language: str, width: int, height: int) -> None:
    """In one window, so that it keeps the files."""
    desk.add_init_script(f"localStorage.setItem('language', '{language}')")
    desk.set_viewport_size({"width": width, "height": height})
    wrong: dict[str, Any] = {}
    for name, (answers, path) in PAGES.items():
        desk.goto("about:blank")
        found = (tuple(show(desk, stub, answers, path)), missing_texts(desk), is_too_wide(desk), faults(desk))
        if found != ((), [], False, []):
            wrong[name] = found
    assert wrong == {}


def test_a_list_without_entries_says_so(desk: Page, stub: Stub) -> None:
    silent = []
    for name, (answers, _) in LISTS.items():
        show(desk, stub, answers | staff.NOTHING, f"/pages/{name}.html")
        if not desk.locator(".empty p").inner_text().strip():
            silent.append(name)
    assert silent == []


def test_a_list_that_cannot_be_read_says_so_and_can_be_tried_again(desk: Page, stub: Stub) -> None:
    for name, (answers, call) in LISTS.items():
        show(desk, stub, answers | {call: refusal(500, "internal", detail=f"出错了：{name}")}, f"/pages/{name}.html")
        assert f"出错了：{name}" in desk.get_by_role("alert").inner_text()
        stub.answers[call] = answers[call]
        desk.get_by_role("button", name="重试").click()
        desk.locator(".table, .rows").first.wait_for()


def rows(page: Page) -> int:
    return page.locator(".table tbody tr").count()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def focused_row(page: Page) -> str | None:
    return page.evaluate("document.activeElement.closest('tr')?.dataset.id ?? null")


# The queue.

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
    assert desk.locator("tr.is-chosen .chip-flag").count() == 0


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


# Keys.


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
    press(desk, "r")
    assert desk.get_by_role("dialog").count() == 0


def test_the_difference_the_flags_and_the_earlier_reason_are_in_sight(desk: Page, stub: Stub) -> None:
    show(desk, stub, SCHOOL, "/pages/review.html?id=i1")
    main = desk.locator("main")
    for words in ("违约金高于学校的提醒线", "第 2 稿，与上一稿不同", "10,000 元", "违约金偏高。", "就业协议书"):
        expect(main).to_contain_text(words)


def test_a_copy_is_printed_and_the_register_shows_the_earlier_ones(desk: Page, stub: Stub) -> None:
    printed = {"print": {"seq": 3}, "href": "/api/agreements/i9/prints/3.pdf"}
    show(desk, stub, SCHOOL | {"POST /api/agreements/i9/prints": printed}, "/pages/review.html?id=i9")
    assert rows(desk) == 2
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
    assert ("POST", path, {"decision": "pass", "reason": "", "fault": "employer"}) in stub.received


def test_terminations_are_narrowed_as_typed(desk: Page, stub: Stub) -> None:
    asked = []

    def remember(request: Request) -> dict[str, Any]:
        asked.append(request.args.to_dict())
        return staff.NOTHING["GET /api/terminations"]

    show(desk, stub, SCHOOL | {"GET /api/terminations": remember}, "/pages/termination-queue.html?state=approved")
    desk.get_by_label("专业").fill("会计学")
    desk.get_by_label("届别").fill("2026")
    desk.get_by_role("button", name="查询").click()
    expect(desk.locator(".empty p")).to_have_text("没有符合条件的记录。")
    assert asked[-1] == {"major": "会计学", "cohort": "2026", "state": "approved"}


def test_a_list_narrowed_far_can_be_read_on_before_anything_is_found(desk: Page, stub: Stub) -> None:
    far = {"items": [], "cursor": "c1"}
    calls = {"queue": "POST /api/agreement-searches", "termination-queue": "GET /api/terminations"}
    for name, call in calls.items():
        show(desk, stub, SCHOOL | {call: far}, f"/pages/{name}.html")
        expect(desk.get_by_role("button", name="显示更多")).to_be_visible()


# The office.


def test_an_import_is_uploaded_checked_and_run(desk: Page, stub: Stub) -> None:
    running = {"POST /api/imports": staff.imported("checking"), "POST /api/imports/m1/run": {}}
    show(desk, stub, ADMIN | running, "/pages/imports.html")
    desk.get_by_label("表格文件").set_input_files({"name": "名单.csv", "mimeType": "text/csv", "buffer": b"a,b"})
    stub.answers["GET /api/imports/m1"] = staff.imported("checking", rows=0, passed=500)
    desk.get_by_role("button", name="上传并检查").click()
    desk.wait_for_url("**/import.html?id=m1")
    expect(desk.locator("main")).to_contain_text("已检查 500 行")
    stub.answers["GET /api/imports/m1"] = staff.imported("checked", problems=staff.PROBLEMS)
    desk.get_by_role("heading", name="问题（4 行）").wait_for()
    expect(desk.locator("tbody tr").nth(0)).to_contain_text("第 17 行")
    expect(desk.locator("tbody tr").nth(0)).to_contain_text("F · 身份证号")
    desk.get_by_label("跳过有问题的 4 行").check()
    stub.answers["GET /api/imports/m1"] = staff.imported("running", passed=4200)
    desk.get_by_role("button", name="导入 9996 行").click()
    expect(desk.locator("main")).to_contain_text("已处理 4200 / 10000 行")
    stub.answers["GET /api/imports/m1"] = staff.imported("done")
    expect(desk.locator("main")).to_contain_text("导入完成")
    assert ("POST", "/api/imports/m1/run", {"leave_out_bad": True}) in stub.received


def test_bad_rows_stop_a_run_that_does_not_leave_them_out(desk: Page, stub: Stub) -> None:
    refused = refusal(422, "import_has_bad_rows", field="leave_out_bad", detail="有 4 行有问题。")
    show(desk, stub, ADMIN | {"POST /api/imports/m1/run": refused}, "/pages/import.html?id=m1")
    desk.get_by_role("button", name="导入 9996 行").click()
    expect(desk.locator("#run-leave_out_bad-error")).to_have_text("有 4 行有问题。")


def test_a_policy_says_who_uses_which_value_what_is_the_default_and_what_each_version_changed(
    desk: Page, stub: Stub
) -> None:
    show(desk, stub, SCHOOL, "/pages/policy.html")
    chain = desk.locator(".setting", has=desk.get_by_role("heading", name="签约审核流程"))
    expect(chain).to_contain_text("默认：先学院，后学校。")
    chain.locator("summary").click()
    expect(chain.locator(".seen")).to_contain_text("USTC")
    versions = desk.locator(".versions > li")
    expect(versions.nth(0)).to_contain_text("尚未生效")
    expect(versions.nth(0)).to_contain_text("用人单位、毕业生、学校 → 用人单位、毕业生、学院、学校")
    expect(versions.nth(1)).to_contain_text("周主任")
    assert desk.locator(".setting").count() == len(staff.policies()["settings"])
    assert desk.get_by_role("link", name="制定新版本").count() == 0


def test_a_new_version_shows_and_sends_only_what_differs(desk: Page, stub: Stub) -> None:
    show(desk, stub, ADMIN | {"POST /api/policies": {"number": 4}}, "/pages/policy-new.html")
    desk.locator("summary", has_text="邀约与应约").first.click()
    desk.get_by_label("每人待答复邀约上限").fill("7")
    desk.locator("summary", has_text="纸质协议书").first.click()
    desk.get_by_role("group", name=re.compile("谁")).get_by_label("用人单位").check()
    expect(desk.locator(".differences li")).to_have_count(2)
    desk.reload()
    expect(desk.locator(".skeleton")).to_have_count(0)
    desk.get_by_label("生效日期").fill("2099-03-01")
    desk.get_by_label("修改说明").fill("放宽上限")
    expect(desk.locator(".differences li")).to_have_count(2)
    desk.get_by_role("button", name="发布新版本").click()
    desk.wait_for_url("**/policy.html")
    sent = next(body for method, _, body in stub.received if method == "POST")
    assert sent["values"] == {"max_open_invites_per_student": 7, "who_prints": ["employer", "school", "student"]}


def test_a_faulty_setting_opens_its_group_and_names_the_fault(desk: Page, stub: Stub) -> None:
    fault = {"code": "out_of_range", "field": "cooldown_working_days", "detail": "请输入 0 到 60 之间的数。"}
    refused = refusal(422, "refused", problems=[fault])
    show(desk, stub, ADMIN | {"POST /api/policies": refused}, "/pages/policy-new.html")
    desk.get_by_role("button", name="发布新版本").click()
    expect(desk.locator("#policy-cooldown_working_days-error")).to_be_visible()


def test_a_college_is_added_and_keeps_what_was_typed(desk: Page, stub: Stub) -> None:
    show(desk, stub, ADMIN | {"PUT /api/school": staff.SCHOOL}, "/pages/school-profile.html")
    desk.get_by_role("button", name="增加学院").click()
    desk.locator("[name='colleges.2.code']").fill("23")
    desk.locator("[name='colleges.2.name']").fill("未来技术学院")
    desk.reload()
    desk.locator("[name='colleges.2.name']").wait_for()
    desk.get_by_role("button", name="保存").click()
    expect(desk.locator(".said")).to_have_text("已保存。")
    sent = next(body for method, _, body in stub.received if method == "PUT")
    assert sent["colleges"] == [*staff.COLLEGES, {"code": "23", "name": "未来技术学院"}]


def test_a_reviewer_of_a_college_is_invited_with_the_college(desk: Page, stub: Stub) -> None:
    show(desk, stub, ADMIN | {"POST /api/staff": {}}, "/pages/staff.html")
    assert desk.get_by_label("学院", exact=True).count() == 0
    desk.get_by_label("姓名").fill("赵老师")
    desk.get_by_label("邮箱").fill("zhao@example.cn")
    desk.get_by_role("radio", name="学院审核人").check()
    desk.get_by_label("学院", exact=True).select_option("06")
    desk.get_by_role("button", name="发送邀请").click()
    expect(desk.locator(".said")).to_have_text("邀请已发送到 zhao@example.cn。")
    sent = next(body for method, _, body in stub.received if method == "POST")
    assert sent == {"name": "赵老师", "email": "zhao@example.cn", "role": "college", "college": "06"}


def test_somebody_is_put_away_only_after_a_question(desk: Page, stub: Stub) -> None:
    show(desk, stub, ADMIN | {"DELETE /api/staff/a2": None}, "/pages/staff.html")
    desk.get_by_role("button", name="停用 李老师").click()
    assert stub.writes() == []
    desk.get_by_role("dialog").get_by_role("button", name="停用").click()
    expect(desk.locator(".said")).to_have_text("已停用：李老师")
    assert stub.writes() == [("DELETE", "/api/staff/a2")]


DECIDED = {
    "a registration is returned": (
        OPERATOR, "/pages/employer-review.html?id=e1", "退回补正", "PUT /api/employers/e1/review",
        {"action": "return", "reason": "证照不清晰"},
    ),
    "an admission is refused": (
        SCHOOL, "/pages/admission-review.html?id=e1", "不予入驻", "PUT /api/admissions/10358/e1/review",
        {"action": "refuse", "reason": "证照不清晰"},
    ),
    "a source record is returned": (
        SCHOOL, "/pages/graduate.html?id=s1", "退回修改", "PUT /api/students/s1/review",
        {"action": "return", "reason": "证照不清晰"},
    ),
    "a correction is refused": (
        SCHOOL, "/pages/corrections.html", "不予更正 欧阳𬭎", "PUT /api/corrections/c1/answer",
        {"state": "refused", "answer": "证照不清晰"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("answers", "path", "button", "call", "body"), DECIDED.values(), ids=DECIDED.keys())
def test_a_decision_is_sent_with_its_reason(
    desk: Page, stub: Stub, answers: dict[str, Any], path: str, button: str, call: str, body: dict[str, str]
) -> None:
    show(desk, stub, answers | {call: {}}, path)
    desk.get_by_role("button", name=button, exact=True).click()
    desk.get_by_role("dialog").locator("textarea").fill("证照不清晰")
    desk.get_by_role("dialog").get_by_role("button", name=button.partition(" ")[0]).click()
    expect(desk.locator(".said")).not_to_be_empty()
    method, called = call.split()
    assert (method, called, body) in stub.received


def test_a_licence_that_is_no_picture_is_a_link(desk: Page, stub: Stub) -> None:
    desk.route("**/licence", lambda route: route.fulfill(body=b"%PDF-1.7", content_type="application/pdf"))
    show(desk, stub, OPERATOR, "/pages/employer-review.html?id=e1")
    expect(desk.locator(".licence img")).to_be_hidden()
    expect(desk.get_by_role("link", name="打开原件")).to_have_attribute("href", "/api/employers/e1/licence")
