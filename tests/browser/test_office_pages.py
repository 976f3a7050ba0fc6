"""A school's office and the platform's: imports, policies, colleges, staff, and decisions with their reasons."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import staff_answers as staff
from tests.browser.portal import show
from tests.browser.stub_api import Stub, refusal

SCHOOL, ADMIN, OPERATOR = staff.SCHOOL_SITE, staff.ADMIN_SITE, staff.OPERATOR_SITE


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
    mine, announced = desk.locator(".differences").nth(0).locator("li"), desk.locator(".differences").nth(1)
    expect(mine).to_have_count(2)
    expect(announced.locator("li")).to_have_count(2)
    desk.reload()
    expect(desk.locator(".skeleton")).to_have_count(0)
    desk.get_by_label("生效日期").fill("2099-03-01")
    desk.get_by_label("修改说明").fill("放宽上限")
    expect(mine).to_have_count(2)
    desk.get_by_role("button", name="发布新版本").click()
    desk.wait_for_url("**/policy.html")
    sent = next(body for method, _, body in stub.received if method == "POST")
    assert sent["values"] == {"max_open_invites_per_student": 7, "who_prints": ["employer", "school", "student"]}


def test_a_preset_fills_the_form_and_is_sent_with_what_is_changed_after_it(desk: Page, stub: Stub) -> None:
    show(desk, stub, ADMIN | {"POST /api/policies": {"number": 4}}, "/pages/policy-new.html")
    (hnust,) = (each for each in staff.offered()["items"] if each["name"] == "hnust")
    desk.get_by_label("从一套规则开始").select_option("hnust")
    desk.get_by_role("button", name="填入这套规则").click()
    expect(desk.locator(".differences").first).to_contain_text("15")
    expect(desk.locator(".for-whom")).to_contain_text("各按开始时的版本办到底")
    desk.locator("summary", has_text="解约").first.click()
    desk.get_by_label("解约后等待期").fill("10")
    desk.get_by_label("生效日期").fill("2099-03-01")
    expect(desk.locator(".for-whom")).to_contain_text("2099")
    desk.get_by_label("修改说明").fill("改用湖南科技大学的规则")
    expect(desk.locator("main")).to_contain_text("已有的改动，本版沿用")
    desk.get_by_role("button", name="发布新版本").click()
    desk.wait_for_url("**/policy.html")
    sent = next(body for method, _, body in stub.received if method == "POST")["values"]
    newest = staff.policies()["versions"][0]["values"]
    wanted = {name: value for name, value in hnust["values"].items() if value != newest[name]}
    assert sent == wanted | {"cooldown_working_days": 10}


def test_other_values_are_tried_on_todays_graduates(desk: Page, stub: Stub) -> None:
    counted = {
        "now": {"free": 310, "late": 4, "blocked": 36, "signed": 150, "at_cap": 7},
        "then": {"free": 300, "late": 14, "blocked": 36, "signed": 150, "at_cap": 5, "no_chance": 12},
        "running": [{"number": 2, "invitations": 61, "agreements": 150}], "cursor": None,
    }  # fmt: skip
    show(desk, stub, ADMIN | {"POST /api/policies/comparison": counted}, "/pages/policy-new.html")
    desk.locator("summary", has_text="邀约与应约").first.click()
    desk.get_by_label("应约期限（天）").fill("7")
    desk.get_by_role("button", name="试算").click()
    expect(desk.locator(".what-if")).to_contain_text("本届毕业生共 500 人")
    expect(desk.locator(".what-if")).to_contain_text("第 2 版开始的邀约 61 份、协议 150 份")
    late = desk.get_by_role("row", name="有邀约过期未答复")
    assert late.get_by_role("cell").all_inner_texts() == ["4", "14"]
    barred = desk.get_by_role("row", name="解约次数已用完")
    assert barred.get_by_role("cell").all_inner_texts() == ["0", "12"]
    assert stub.received[-1][2] == {"values": {"invite_valid_days": 7}, "cursor": ""}
    desk.get_by_label("应约期限（天）").fill("8")
    expect(desk.locator(".what-if table")).to_have_count(0)


def test_values_that_cannot_be_tried_are_named_at_their_fields(desk: Page, stub: Stub) -> None:
    fault = {"code": "out_of_range", "field": "invite_valid_days", "detail": "请输入 1 到 30 之间的数。"}
    refused = refusal(422, "refused", problems=[fault])
    show(desk, stub, ADMIN | {"POST /api/policies/comparison": refused}, "/pages/policy-new.html")
    desk.get_by_role("button", name="试算").click()
    expect(desk.locator("#policy-invite_valid_days-error")).to_be_visible()
    expect(desk.locator(".what-if table")).to_have_count(0)


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
