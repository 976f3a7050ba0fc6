"""Where notices go: WeChat is bound through its own page and the way back, and unbound."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser import portal_answers as given
from tests.browser.portal import show
from tests.browser.stub_api import Stub, refusal

CONSENT = "/pages/wechat.html?code=c0de&state=st4te"
BOUND = {"channels": [{"channel": "wechat", "is_on": True, "address": "***", "topics": ["invitation"]}]}


def test_binding_wechat_goes_there_and_back(phone: Page, stub: Stub) -> None:
    answers: dict[str, Any] = given.STUDENT_SITE | {
        "GET /api/channels/wechat/consent": {"url": CONSENT},
        "PUT /api/channels/wechat": {},
    }
    show(phone, stub, answers, "/pages/account.html")
    phone.get_by_role("button", name="绑定微信").click()
    phone.wait_for_url("**/pages/wechat.html?*")
    stub.answers["GET /api/channels"] = BOUND
    phone.get_by_role("button", name="完成绑定").click()
    expect(phone.get_by_text("已绑定微信。")).to_be_visible()
    assert stub.received[-1][0] == "GET"
    sent = [(path, body) for method, path, body in stub.received if method == "PUT"]
    assert sent == [("/api/channels/wechat", {"code": "c0de", "state": "st4te"})]
    stub.answers |= {"DELETE /api/channels/wechat": {}, "GET /api/channels": given.CHANNELS}
    phone.get_by_role("button", name="解除绑定").click()
    expect(phone.get_by_role("button", name="绑定微信")).to_be_visible()


def test_what_wechat_did_not_confirm_is_said(phone: Page, stub: Stub) -> None:
    refused = refusal(409, "wechat_refused", detail="微信没有确认这次绑定，请回到账号页重新绑定。")
    show(phone, stub, given.STUDENT_SITE | {"PUT /api/channels/wechat": refused}, CONSENT)
    phone.get_by_role("button", name="完成绑定").click()
    expect(phone.get_by_role("alert")).to_contain_text("微信没有确认")


def test_a_channel_that_the_platform_has_not_got_says_so(phone: Page, stub: Stub) -> None:
    off = {"channels": [{"channel": each, "is_on": False, "address": "", "topics": None} for each in ("sms", "wechat")]}
    show(phone, stub, given.STUDENT_SITE | {"GET /api/channels": off}, "/pages/account.html")
    expect(phone.get_by_text("本平台未开通")).to_have_count(2)
    expect(phone.get_by_role("button", name="绑定微信")).to_have_count(0)
