"""Signing as a guest (section E): a card is shown; the recruiter names its owner, fills in, looks once more, sends."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from functions.usecases.evidence import digest
from tests.browser import portal_answers as given
from tests.browser import staff_answers as staff
from tests.browser.axe import faults
from tests.browser.portal import is_too_wide, show
from tests.browser.stub_api import Stub, refusal

FILLED = {
    "unit.name": "合肥启明科技有限公司", "unit.uscc": "91340100MA2TUGKR0A", "unit.location": "安徽省合肥市蜀山区",
    "unit.postcode": "230088", "unit.address": "科学大道 1 号", "unit.contact": "赵敏", "unit.phone": "0551-63602114",
    "unit.email": "hr@qiming.example", "position": "数据分析师", "monthly_pay": "9000",
}  # fmt: skip
CHOSEN = {"unit.code_path": "none", "unit.nature": "39", "unit.industry": "38"}


def fill(phone: Page) -> None:
    for name, value in FILLED.items():
        phone.locator(f"[name='{name}']").fill(value)
    for name, value in CHOSEN.items():
        phone.locator(f"[name='{name}']").select_option(value)


def verified(phone: Page, stub: Stub, **answers: Any) -> None:
    show(phone, stub, given.GUEST | answers, "/pages/guest.html#k3.secret")
    phone.get_by_label("毕业生姓名").fill(given.GRADUATE["name"])
    phone.get_by_role("button", name="核对并继续").click()
    expect(phone.get_by_role("heading", name="填写签约信息")).to_be_visible()


def sent(stub: Stub, path: str) -> list[Any]:
    return [body for method, asked, body in stub.received if method != "GET" and asked == path]


def test_a_recruiter_verifies_fills_in_uploads_looks_once_more_and_sends(phone: Page, stub: Stub) -> None:
    verified(phone, stub, **{"POST /api/card-files": {"files": [given.paper(1)]}})
    expect(phone.get_by_text(given.GRADUATE["number"])).to_be_visible()
    assert not is_too_wide(phone)
    assert faults(phone) == []
    phone.locator("input[type=file]").set_input_files(
        {"name": "执照.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n"}
    )
    phone.get_by_role("button", name="上传", exact=True).click()
    expect(phone.get_by_text("单位材料 1")).to_be_visible()
    assert sent(stub, "/api/card-files") == [{"code": "k3.secret", "name": given.GRADUATE["name"]}]
    fill(phone)
    phone.get_by_role("button", name="下一步：核对").click()
    expect(phone.get_by_text("数据分析师")).to_be_visible()
    phone.get_by_role("button", name="确认邀约").click()
    expect(phone.get_by_role("alert")).to_be_visible()
    assert sent(stub, "/api/guest-invitations") == []
    stub.answers |= {
        "POST /api/guest-invitations": given.OUTCOME,
        "POST /api/card-scans": given.SEEN | {"state": "used", "outcome": given.OUTCOME},
    }
    phone.get_by_label("以上内容属实").check()
    phone.get_by_role("button", name="确认邀约").click()
    expect(phone.get_by_text("邀约已发给毕业生")).to_be_visible()
    (body,) = sent(stub, "/api/guest-invitations")
    assert (body["code"], body["confirm"], body["terms"]["position"]) == ("k3.secret", True, "数据分析师")
    assert body["unit"] == {name.removeprefix("unit."): value for name, value in (FILLED | CHOSEN).items()
                            if name.startswith("unit.")} | {"code_path": ""}  # fmt: skip
    assert faults(phone) == []


def test_e04_a_graduate_agrees_beforehand_to_exactly_what_is_shown(phone: Page, stub: Stub) -> None:
    before = {"GET /api/cards": given.CARDS["GET /api/cards"] | {"policy": given.OWN | {
        "qr_card_days": 7, "qr_student_confirms": False}}}  # fmt: skip
    shown = {"unit": FILLED["unit.name"], "terms": given.TERMS, "pay_after_trial": 9500, "health": ""}
    hashed = {"hash": "", "shown": shown}
    show(phone, stub, given.STUDENT_SITE | before | {"POST /api/card-consents": hashed}, "/pages/card.html")
    phone.locator("summary", has_text="预先同意").click()
    for name, value in {"unit": shown["unit"], "position": "数据分析师", "pay_after_trial": "9500"}.items():
        phone.locator(f"[name='{name}']").fill(value)
    phone.get_by_role("button", name="下一步：核对").click()
    expect(phone.get_by_text(given.TERMS["position"])).to_be_visible()
    assert not is_too_wide(phone)
    assert faults(phone) == []
    phone.get_by_label("我同意按以上条件").check()
    phone.get_by_role("button", name="生成二维码名片").click()
    expect(phone.get_by_role("img", name="二维码名片")).to_be_visible()
    ((body,),) = [sent(stub, "/api/cards")]
    assert (body["consent"]["hash"], body["consent"]["confirm"]) == (digest(shown), True)


def test_e04_a_unit_only_confirms_what_the_graduate_agreed_to(phone: Page, stub: Stub) -> None:
    named = given.GUEST["POST /api/card-verifications"]
    agreed = {"unit": FILLED["unit.name"], "terms": given.TERMS}
    verified(phone, stub, **{"POST /api/card-verifications": named | {"consent": agreed}})
    expect(phone.get_by_text(given.TERMS["position"])).to_be_visible()
    expect(phone.locator("[name='position']")).to_have_count(0)
    assert faults(phone) == []
    for name, value in FILLED.items():
        if name.startswith("unit."):
            phone.locator(f"[name='{name}']").fill(value)
    for name, value in CHOSEN.items():
        phone.locator(f"[name='{name}']").select_option(value)
    phone.get_by_role("button", name="下一步：核对").click()
    done = given.OUTCOME | {"state": "accepted", "agreement_state": "open_review", "may_withdraw": False}
    stub.answers |= {
        "POST /api/guest-signings": {}, "POST /api/card-scans": given.SEEN | {"state": "used", "outcome": done},
    }  # fmt: skip
    phone.get_by_label("以上内容属实").check()
    phone.get_by_role("button", name="确认签约").click()
    expect(phone.get_by_text("签约成功，待学校审核")).to_be_visible()
    (body,) = sent(stub, "/api/guest-signings")
    assert (set(body), body["unit"]["name"]) == ({"code", "name", "unit", "confirm"}, agreed["unit"])


def test_what_is_wrong_is_shown_where_it_was_typed(phone: Page, stub: Stub) -> None:
    wrong = refusal(422, "uscc_check_character", field="unit.uscc", detail="校验位不对。")
    verified(phone, stub, **{"POST /api/guest-invitations": wrong})
    fill(phone)
    phone.get_by_role("button", name="下一步：核对").click()
    phone.get_by_label("以上内容属实").check()
    phone.get_by_role("button", name="确认邀约").click()
    expect(phone.locator("#guest-faults")).to_be_focused()
    expect(phone.locator("[name='unit.uscc']")).to_have_value(FILLED["unit.uscc"])
    expect(phone.locator("[name='unit.uscc']")).to_have_attribute("aria-invalid", "true")


def test_the_same_link_takes_it_back(phone: Page, stub: Stub) -> None:
    used = given.SEEN | {"state": "used", "outcome": given.OUTCOME}
    show(phone, stub, given.GUEST | {"POST /api/card-scans": used}, "/pages/guest.html#k3.secret")
    stub.answers |= {
        "PUT /api/guest-invitations/withdrawal": given.OUTCOME,
        "POST /api/card-scans": used | {"outcome": given.OUTCOME | {"state": "withdrawn", "may_withdraw": False}},
    }
    phone.get_by_label("毕业生姓名").fill("阿卜杜热西提·买买提")
    phone.get_by_role("button", name="撤回邀约").click()
    expect(phone.get_by_text("请毕业生重新生成名片")).to_be_visible()
    expect(phone.get_by_role("button", name="撤回邀约")).to_have_count(0)


def test_a_student_shows_a_card_and_revokes_it(phone: Page, stub: Stub) -> None:
    show(phone, stub, given.STUDENT_SITE, "/pages/card.html")
    phone.get_by_role("button", name="生成二维码名片").click()
    expect(phone.get_by_role("img", name="二维码名片")).to_be_visible()
    expect(phone.locator("input[readonly]")).to_have_value("https://qy.example.cn/pages/guest.html#k3.secret")
    assert faults(phone) == []
    phone.get_by_role("button", name="作废").click()
    with phone.expect_response("**/api/cards/k3/revocation"):
        phone.locator("dialog[open]").get_by_role("button", name="作废").click()
    expect(phone.get_by_text("已作废。")).to_be_visible()


def test_a_reviewer_says_how_the_licence_was_checked(desk: Page, stub: Stub) -> None:
    show(desk, stub, staff.SCHOOL_SITE, "/pages/review.html?id=q1#check_licence")
    expect(desk.get_by_role("img", name="单位材料 1")).to_be_visible()
    desk.get_by_label("如何核验的").fill("公示系统可查，已回拨登记电话。")
    checked = staff.BY_GUEST["GET /api/agreements/q1"] | {
        "trust": "licence_checked", "material": given.material(is_checked=True), "actions": ["pass", "fail"],
    }  # fmt: skip
    stub.answers |= {"PUT /api/agreements/q1/licence-check": checked, "GET /api/agreements/q1": checked}
    desk.locator("dialog[open]").get_by_role("button", name="核验证照").click()
    expect(desk.get_by_text("李老师 于")).to_be_visible()
    assert sent(stub, "/api/agreements/q1/licence-check") == [{"how": "公示系统可查，已回拨登记电话。"}]
