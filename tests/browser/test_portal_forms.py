"""What is typed is not lost, what is refused is said at its field, what is stale is said, and what is sent is right."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import portal_answers as given
from tests.browser.axe import faults
from tests.browser.portal import show
from tests.browser.stub_api import Stub, refusal

REJECTION = "PUT /api/invitations/i1/rejection"
REASON = "岗位与面试时说的不一致"


def reject(page: Page, stub: Stub, answer: Any) -> None:
    """Write a reason for rejecting and send it."""
    show(page, stub, given.STUDENT_SITE | {REJECTION: answer}, "/pages/invitation.html?id=i1#reject")
    page.get_by_label("理由").fill(REASON)
    page.get_by_role("button", name="确认拒绝").click()


def log_in(page: Page, stub: Stub) -> None:
    """Log in as a graduate."""
    stub.answers |= {"POST /api/session": given.STUDENT, "GET /api/session": given.STUDENT}
    page.get_by_label("学校", exact=True).select_option("10358")
    page.get_by_label("学号").fill("PB22000123")
    page.get_by_label("密码").fill("correct horse battery")
    page.get_by_role("button", name="登录").click()


def faulty(code: str, field: str, detail: str) -> Any:
    fault = {"field": field, "detail": detail}
    return refusal(422, code, **fault, problems=[{"code": code, **fault}])


def test_a_refused_field_is_named_above_and_beside_itself_and_the_focus_goes_there(phone: Page, stub: Stub) -> None:
    reject(phone, stub, faulty("reason_says_nothing", "reason", "请写明理由。"))
    expect(phone.locator("#reject-faults")).to_be_focused()
    expect(phone.locator("#reject-reason-error")).to_have_text("请写明理由。")
    field = phone.get_by_label("理由")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_attribute("aria-describedby", "reject-reason-hint reject-reason-error")
    expect(field).to_have_value(REASON)
    phone.locator("#reject-faults").get_by_role("button", name="理由").click()
    expect(field).to_be_focused()
    assert faults(phone) == []


def test_a_refusal_without_a_field_stands_above_the_form(phone: Page, stub: Stub) -> None:
    reject(phone, stub, refusal(409, "invitation_expired", detail="邀约已过期。"))
    expect(phone.locator("#reject-faults")).to_contain_text("邀约已过期。")


def test_a_fault_is_named_as_its_form_names_the_field(desk: Page, stub: Stub) -> None:
    codes = {"GET /api/codes": given.CODES, "POST /api/employers": faulty("required", "name", "请填写此项。")}
    show(desk, stub, {"GET /api/session": given.VISITOR, **codes}, "/pages/register.html")
    desk.get_by_role("button", name="提交注册").click()
    expect(desk.locator("#register-faults").get_by_role("button", name="单位名称")).to_be_visible()


def test_a_registration_says_where_the_mail_went_and_keeps_nothing_typed(desk: Page, stub: Stub) -> None:
    site = {"GET /api/codes": given.CODES, "POST /api/employers": lambda _: {"mailed_to": "hr@xinghe.example"}}
    show(desk, stub, {"GET /api/session": given.VISITOR, **site}, "/pages/register.html")
    desk.get_by_label("单位名称").fill("合肥星河科技有限公司")
    desk.get_by_role("button", name="提交注册").click()
    expect(desk.get_by_role("status").filter(has_text="hr@xinghe.example")).to_be_visible()
    assert faults(desk) == []
    desk.get_by_role("link", name="重新填写").click()
    expect(desk.get_by_label("单位名称")).to_have_value("")


def test_a_stale_page_says_what_changed_and_keeps_what_was_typed(phone: Page, stub: Stub) -> None:
    reject(phone, stub, refusal(412, "stale", changed=["monthly_pay", "penalty"]))
    stale = phone.locator("#stale")
    expect(stale).to_be_focused()
    expect(stale).to_contain_text("月薪、违约金")
    expect(phone.get_by_label("理由")).to_have_value(REASON)
    stub.answers["GET /api/invitations/i1"] = given.invitation(version=9)
    stub.answers[REJECTION] = given.invitation("rejected", actions=[])
    phone.get_by_role("button", name="读取最新内容").click()
    expect(stale).to_be_hidden()
    expect(phone.get_by_label("理由")).to_have_value(REASON)
    phone.get_by_role("button", name="确认拒绝").click()
    expect(phone.locator(".said")).to_contain_text("已拒绝")
    assert ("PUT", "/api/invitations/i1/rejection", {"reason": REASON}) in stub.received


def test_typed_text_is_there_after_a_reload_and_gone_after_it_was_sent(phone: Page, stub: Stub) -> None:
    reject(phone, stub, refusal(500, "internal"))
    expect(phone.locator("#reject-faults")).to_be_visible()
    phone.reload()
    expect(phone.get_by_label("理由")).to_have_value(REASON)
    stub.answers[REJECTION] = given.invitation("rejected", actions=[])
    phone.get_by_role("button", name="确认拒绝").click()
    expect(phone.locator(".said")).to_contain_text("已拒绝")
    phone.goto(f"{stub.url}/pages/invitation.html?id=i1#reject")
    expect(phone.get_by_label("理由")).to_have_value("")


def test_a_lost_session_leads_to_the_log_in_and_back_with_the_text(phone: Page, stub: Stub) -> None:
    reject(phone, stub, refusal(401, "login_required"))
    phone.wait_for_url("**/pages/login.html*")
    log_in(phone, stub)
    phone.wait_for_url("**/pages/invitation.html?id=i1#reject")
    expect(phone.get_by_label("理由")).to_have_value(REASON)


def test_typed_text_is_there_after_a_look_at_the_terms(phone: Page, stub: Stub) -> None:
    show(phone, stub, given.STUDENT_SITE, "/pages/invitation.html?id=i1#reject")
    phone.get_by_label("理由").fill(REASON)
    phone.get_by_role("link", name="取消").click()
    phone.get_by_role("link", name="拒绝").click()
    expect(phone.get_by_label("理由")).to_have_value(REASON)


def test_another_person_on_the_same_device_begins_with_nothing(phone: Page, stub: Stub) -> None:
    reject(phone, stub, refusal(500, "internal"))
    expect(phone.locator("#reject-faults")).to_be_visible()
    other = given.session("student", "李雷", login="10358/other")
    show(phone, stub, given.STUDENT_SITE | {"GET /api/session": other}, "/pages/invitation.html?id=i1&now=1#reject")
    phone.goto(f"{stub.url}/pages/invitation.html?id=i1#reject")
    expect(phone.get_by_label("理由")).to_have_value("")


@pytest.mark.parametrize("next_", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "/v"])
def test_the_log_in_leads_nowhere_else(phone: Page, stub: Stub, next_: str) -> None:
    show(phone, stub, given.STUDENT_SITE | {"GET /api/session": given.VISITOR}, f"/pages/login.html?next={next_}")
    log_in(phone, stub)
    phone.wait_for_url("**/pages/home.html")


def test_a_password_and_an_id_number_are_never_kept(phone: Page, stub: Stub) -> None:
    site = {"GET /api/session": given.VISITOR, "GET /api/schools": given.SCHOOLS}
    show(phone, stub, site, "/pages/bind.html")
    phone.get_by_label("姓名").fill("欧阳𬭎")
    phone.get_by_label("身份证号").fill("11010519491231002X")
    phone.get_by_label("密码").fill("correct horse battery")
    kept = phone.evaluate("JSON.stringify(sessionStorage)")
    assert "欧阳𬭎" in kept
    assert "11010519491231002X" not in kept
    assert "correct horse" not in kept


def test_an_outdated_csrf_token_is_renewed_once(phone: Page, stub: Stub) -> None:
    asked: list[str] = []

    def answer(request: Any) -> Any:
        asked.append(request.headers["X-CSRF-Token"])
        return given.invitation("rejected", actions=[]) if asked[-1] == "fresh" else refusal(403, "csrf_failed")

    show(phone, stub, given.STUDENT_SITE | {REJECTION: answer}, "/pages/invitation.html?id=i1#reject")
    stub.answers["GET /api/session"] = given.STUDENT | {"csrf": "fresh"}
    phone.get_by_label("理由").fill(REASON)
    phone.get_by_role("button", name="确认拒绝").click()
    expect(phone.locator(".said")).to_contain_text("已拒绝")
    assert asked == ["t0ken", "fresh"]


def test_a_write_that_found_no_network_is_not_repeated_by_itself(phone: Page, stub: Stub) -> None:
    show(phone, stub, given.STUDENT_SITE, "/pages/invitation.html?id=i1#reject")
    phone.get_by_label("理由").fill(REASON)
    attempts: list[str] = []
    phone.route("**/rejection", lambda route: (attempts.append(route.request.url), route.abort()))
    phone.get_by_role("button", name="确认拒绝").click()
    expect(phone.locator("#reject-faults")).to_contain_text("没有连上服务器")
    assert len(attempts) == 1


def test_a_second_click_sends_nothing_twice(phone: Page, stub: Stub) -> None:
    show(phone, stub, given.STUDENT_SITE, "/pages/invitation.html?id=i1#reject")
    waiting: list[Any] = []
    phone.route("**/rejection", lambda route: waiting.append(route))  # noqa: PLW0108 - playwright marks its handler
    phone.get_by_label("理由").fill(REASON)
    with phone.expect_request("**/rejection"):
        for _ in range(2):
            phone.evaluate("document.querySelector('#form-reject').requestSubmit()")
    expect(phone.locator("#form-reject .button-danger")).to_be_disabled()
    assert len(waiting) == 1
    waiting[0].abort()


ACCEPTANCE = "PUT /api/invitations/i1/acceptance"


def accept(page: Page) -> None:
    page.get_by_role("link", name="应约", exact=True).click()
    page.get_by_label("转正后月薪").fill("16000")
    page.get_by_label("健康状况").fill("健康")
    page.get_by_label("我已阅读全部条款").check()
    page.get_by_role("button", name="确认应约").click()


def test_accepting_names_the_digest_of_what_is_on_the_screen(phone: Page, stub: Stub) -> None:
    show(phone, stub, given.STUDENT_SITE | {ACCEPTANCE: given.agreement()}, "/pages/invitation.html?id=i1")
    accept(phone)
    phone.wait_for_url("**/pages/agreement.html?id=i1&done=accepted")
    sent = next(body for method, path, body in stub.received if path.endswith("/acceptance"))
    digest = given.evidence()["hash"]
    assert sent == {"hash": digest, "confirm": True, "pay_after_trial": "16000", "health": "健康"}


def test_terms_that_changed_meanwhile_are_read_again_before_they_are_accepted(phone: Page, stub: Stub) -> None:
    show(phone, stub, given.STUDENT_SITE | {ACCEPTANCE: refusal(412, "stale")}, "/pages/invitation.html?id=i1")
    accept(phone)
    expect(phone.locator("#stale")).to_be_visible()
    expect(phone.get_by_role("heading", name="约定事项")).to_be_visible()
    expect(phone.get_by_role("button", name="确认应约")).to_have_count(0)


def test_accepting_says_first_what_it_locks(phone: Page, stub: Stub) -> None:
    show(phone, stub, given.STUDENT_SITE, "/pages/invitation.html?id=i1#accept")
    locks = phone.locator(".locks").inner_text()
    for said in ("不能再与其他单位签约", "2 份", "5,000 元", "5 个工作日", "学院、学校"):
        assert said in locks


def test_without_the_tick_the_answer_is_no(phone: Page, stub: Stub) -> None:
    unticked = faulty("must_be_confirmed", "confirm", "请勾选确认。")
    show(phone, stub, given.STUDENT_SITE | {ACCEPTANCE: unticked}, "/pages/invitation.html?id=i1#accept")
    phone.get_by_role("button", name="确认应约").click()
    expect(phone.locator("#accept-confirm-error")).to_have_text("请勾选确认。")
    assert next(body for _, path, body in stub.received if path.endswith("/acceptance"))["confirm"] is False


def test_what_the_api_does_not_allow_is_not_offered(phone: Page, stub: Stub) -> None:
    seen = given.STUDENT_SITE | {"GET /api/invitations/i1": given.invitation("view_only", actions=[])}
    show(phone, stub, seen, "/pages/invitation.html?id=i1#accept")
    expect(phone.get_by_role("button", name="确认应约")).to_have_count(0)
    expect(phone.get_by_role("link", name="应约", exact=True)).to_have_count(0)


def test_back_leads_from_the_confirmation_to_the_terms(phone: Page, stub: Stub) -> None:
    show(phone, stub, given.STUDENT_SITE, "/pages/invitation.html?id=i1")
    phone.get_by_role("link", name="应约", exact=True).click()
    expect(phone.get_by_role("button", name="确认应约")).to_be_visible()
    phone.go_back()
    expect(phone.get_by_role("heading", name="约定事项")).to_be_visible()


def test_accepting_needs_no_mouse(desk: Page, stub: Stub) -> None:
    show(desk, stub, given.STUDENT_SITE | {ACCEPTANCE: given.agreement()}, "/pages/invitation.html?id=i1#accept")
    desk.get_by_label("转正后月薪").focus()
    desk.keyboard.type("16000")
    desk.keyboard.press("Tab")
    desk.keyboard.type("健康")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Space")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/pages/agreement.html*")


def test_a_print_is_registered_before_the_file_opens(phone: Page, stub: Stub) -> None:
    file = "/api/agreements/i1/prints/3.pdf"
    site = given.STUDENT_SITE | {"POST /api/agreements/i1/prints": {"print": {}, "href": file}, f"GET {file}": {}}
    show(phone, stub, site, "/pages/agreement.html?id=i1")
    phone.get_by_role("button", name="第 2 份（毕业生）").click()
    phone.wait_for_url(f"**{file}")
    assert ("POST", "/api/agreements/i1/prints", {"copy": 2}) in stub.received


def test_an_agreement_that_is_being_made_shows_itself_when_it_is_ready(phone: Page, stub: Stub) -> None:
    unready = given.agreement(issued=None, is_issued=False, actions=[])
    show(phone, stub, given.STUDENT_SITE | {"GET /api/agreements/i1": unready}, "/pages/agreement.html?id=i1")
    expect(phone.get_by_role("progressbar")).to_be_visible()
    stub.answers["GET /api/agreements/i1"] = given.agreement()
    expect(phone.get_by_text("7K3M9QXA")).to_be_visible(timeout=10_000)


def test_a_termination_goes_as_a_form_with_its_paper(phone: Page, stub: Stub) -> None:
    made = {"POST /api/agreements/i1/terminations": given.termination()}
    show(phone, stub, given.STUDENT_SITE | made, "/pages/terminate.html?id=i1")
    phone.get_by_label("解约原因").select_option("further_study")
    phone.get_by_label("情况说明").fill("已被录取为研究生。")
    paper = {"name": "录取通知.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    phone.get_by_label("材料").set_input_files(paper)
    phone.get_by_role("button", name="提交申请").click()
    phone.wait_for_url("**/pages/termination.html?agreement=i1&id=t1")
    sent = {"reason": "further_study", "explanation": "已被录取为研究生。"}
    assert ("POST", "/api/agreements/i1/terminations", sent) in stub.received


def test_what_a_termination_brings_is_said_before_it_is_applied_for(phone: Page, stub: Stub) -> None:
    show(phone, stub, given.STUDENT_SITE, "/pages/terminate.html?id=i1")
    said = phone.locator(".locks")
    for line in ("5,000 元", "您还剩 1 次", "预计 2026年11月30日 起可以再次签约", "待就业"):
        expect(said).to_contain_text(line)
    show(
        phone, stub, given.EMPLOYER_SITE | {"GET /api/agreements/i1": given.agreement()}, "/pages/terminate.html?id=i1"
    )
    expect(said).to_contain_text("14 天时间答复")
    expect(said).not_to_contain_text("您还剩")


ASKED = {
    "list": (["解约原因", "情况说明选填"], []),
    "text": (["情况说明"], ["解约原因"]),
    "list_and_text": (["解约原因", "情况说明"], []),
}


@pytest.mark.parametrize(("asked", "labels"), ASKED.items(), ids=ASKED.keys())
def test_a_reason_is_asked_for_as_the_school_has_it(
    phone: Page, stub: Stub, asked: str, labels: tuple[list[str], list[str]]
) -> None:
    agreed = {"GET /api/agreements/i1": given.agreement(termination_reason=asked)}
    show(phone, stub, given.STUDENT_SITE | agreed, "/pages/terminate.html?id=i1")
    shown, hidden = labels
    found = [re.sub(r"\s", "", text) for text in phone.locator("#form-terminate label").all_inner_texts()]
    assert found[: len(shown)] == shown
    assert not set(hidden) & set(found)


def test_a_draft_saves_itself_and_says_so(desk: Page, stub: Stub) -> None:
    saved = given.invitation("draft", actions=["edit", "send"], version=3)
    show(desk, stub, given.EMPLOYER_SITE | {"PUT /api/invitations/i1": saved}, "/pages/compose.html?id=i1")
    desk.get_by_label("工作岗位").fill("后端工程师")
    expect(desk.get_by_text("草稿已保存")).to_be_visible()
    desk.get_by_role("button", name="保存并核对").click()
    desk.wait_for_url("**/pages/sent-invitation.html?id=i1")
    bodies = [body for method, path, body in stub.received if method == "PUT"]
    assert len(bodies) == 2
    assert {body["terms"]["position"] for body in bodies} == {"后端工程师"}
    assert bodies[0]["terms"]["archive"]["receiver"] == "合肥市公共人才服务中心"


def test_c09_a_unit_of_the_library_fills_the_form_and_the_rest_is_kept(phone: Page, stub: Stub) -> None:
    answers = given.STUDENT_SITE | {"POST /api/agreements": given.initiated()}
    show(phone, stub, answers, "/pages/initiate.html")
    phone.get_by_label("工作岗位").fill("科员")
    phone.get_by_label("单位名称").fill("合肥")
    phone.get_by_role("button", name="（欧阳𬭎）合肥某某智能科技有限公司").click()
    phone.get_by_role("button", name="暂存").click()
    phone.wait_for_url("**/pages/initiate.html?id=g1")
    body = next(body for _, path, body in stub.received if path == "/api/agreements" and body)
    assert body["terms"]["position"] == "科员"
    said = {name: body["unit"][name] for name in ("name", "uscc", "nature", "industry", "code_path")}
    assert said == {
        "name": given.UNIT["name"], "uscc": given.UNIT["uscc"], "nature": "39", "industry": "38", "code_path": "",
    }  # fmt: skip


def test_g07_a_paper_from_the_phone_shows_by_itself_and_what_is_typed_stays(desk: Page, stub: Stub) -> None:
    desk.clock.install()
    show(desk, stub, given.STUDENT_SITE, "/pages/initiate.html?id=g1")
    desk.get_by_label("工作岗位").fill("科员")
    stub.answers["GET /api/agreements/g1"] = given.initiated(papers=3, version=6)
    desk.clock.fast_forward(6000)
    expect(desk.get_by_text("材料 3", exact=True)).to_be_visible()
    expect(desk.get_by_label("工作岗位")).to_have_value("科员")


def test_what_a_student_began_says_when_and_can_be_taken_back(phone: Page, stub: Stub) -> None:
    taken = {"PUT /api/agreements/g2/withdrawal": given.initiated(id="g2")}
    show(phone, stub, given.STUDENT_SITE | taken, "/pages/agreement.html?id=g2")
    assert "发起时间" in phone.locator("main").inner_text()
    phone.get_by_role("button", name="撤回修改").click()
    phone.wait_for_url("**/pages/initiate.html?id=g2")


def test_a_draft_that_cannot_be_saved_yet_disturbs_nobody(desk: Page, stub: Stub) -> None:
    wrong = faulty("whole_number", "terms.monthly_pay", "请填写整数。")
    show(desk, stub, given.EMPLOYER_SITE | {"PUT /api/invitations/i1": wrong}, "/pages/compose.html?id=i1")
    desk.get_by_label("月薪", exact=False).first.fill("一万五")
    expect(desk.get_by_text("暂存在本机")).to_be_visible()
    expect(desk.locator(".error")).to_have_count(0)
    desk.get_by_role("button", name="保存并核对").click()
    expect(desk.locator("#terms-monthly_pay-error")).to_have_text("请填写整数。")
    desk.reload()
    expect(desk.get_by_label("月薪", exact=False).first).to_have_value("一万五")


def test_a_found_graduate_becomes_a_draft(desk: Page, stub: Stub) -> None:
    made = {"POST /api/invitations": given.invitation("draft", actions=["send"])}
    show(desk, stub, given.EMPLOYER_SITE | made, "/pages/find-student.html")
    desk.get_by_label("学校").select_option("10358")
    desk.get_by_label("毕业生姓名").fill("阿卜杜热西提·买买提")
    desk.get_by_label("学号").fill("PB22000123")
    desk.get_by_role("button", name="查找").click()
    desk.get_by_label("工作岗位").fill("算法工程师")
    desk.get_by_role("button", name="保存草稿并核对").click()
    desk.wait_for_url("**/pages/sent-invitation.html?id=i1")
    sent = next(body for method, path, body in stub.received if (method, path) == ("POST", "/api/invitations"))
    assert (sent["school"], sent["student"], sent["terms"]["position"]) == ("10358", "s1", "算法工程师")
    assert "PB22000123" not in desk.url
