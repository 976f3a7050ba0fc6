"""WeChat: tokens, followers, error codes and codes of consent, against a server that behaves like it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from functions.adapters.wechat import AnswerLost, HttpWeChat, OfficialAccount
from functions.ports import ChannelRefused
from tests.unit.adapters import wechat_server
from tests.unit.adapters.wechat_server import APP_ID, SECRET, TEMPLATE, Account
from tests.world import StandingClock

FOLLOWER = "oFollower"
SAID = ("用人单位向您发出签约邀约", "2026-03-19 23:59", "https://agreements.example/")


@pytest.fixture
def account() -> Account:
    return Account(followers={FOLLOWER}, declined={"oDeclined"}, codes={"code-1": FOLLOWER})


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def known(account: Account) -> Iterator[OfficialAccount]:
    with wechat_server.serve(account) as host:
        yield OfficialAccount(
            app_id=APP_ID, secret=lambda: SECRET, template=TEMPLATE, fields=("thing1", "time2"), host=host
        )


@pytest.fixture
def wechat(known: OfficialAccount, clock: StandingClock) -> HttpWeChat:
    return HttpWeChat(known, clock.now)


def test_a_message_says_what_and_when(wechat: HttpWeChat, account: Account) -> None:
    wechat.send(FOLLOWER, *SAID)
    assert account.sent == [{
        "touser": FOLLOWER, "template_id": TEMPLATE, "url": SAID[2],
        "data": {"thing1": {"value": SAID[0]}, "time2": {"value": SAID[1]}},
    }]  # fmt: skip


def test_what_is_longer_than_a_field_is_cut(wechat: HttpWeChat, account: Account) -> None:
    wechat.send(FOLLOWER, "The employer sends you an invitation", *SAID[1:])
    assert account.sent[0]["data"]["thing1"]["value"] == "The employer sends …"


def test_a_token_serves_until_shortly_before_it_lapses(
    wechat: HttpWeChat, account: Account, clock: StandingClock
) -> None:
    for minutes in (0, 100, 17):
        clock.pass_(minutes=minutes)
        wechat.send(FOLLOWER, *SAID)
    assert account.asked_for_token == [False]
    clock.pass_(minutes=1)
    wechat.send(FOLLOWER, *SAID)
    assert account.asked_for_token == [False, False]


def test_a_token_that_another_process_had_renewed_is_asked_for_again(wechat: HttpWeChat, account: Account) -> None:
    wechat.send(FOLLOWER, *SAID)
    account.expire()
    wechat.send(FOLLOWER, *SAID)
    assert (account.asked_for_token, len(account.sent)) == ([False, False], 2)


@pytest.mark.parametrize("code", [40001, 40014, 42001])
def test_a_token_that_is_refused_and_given_again_is_made_anew(wechat: HttpWeChat, account: Account, code: int) -> None:
    account.trouble = [code]
    wechat.send(FOLLOWER, *SAID)
    assert (account.asked_for_token, len(account.sent)) == ([False, False, True], 1)


def test_a_token_that_is_refused_twice_is_tried_again_later(wechat: HttpWeChat, account: Account) -> None:
    account.trouble = [40001, 40001]
    with pytest.raises(ChannelRefused, match="wechat_40001") as refused:
        wechat.send(FOLLOWER, *SAID)
    assert not refused.value.is_final


NOBODY: dict[str, tuple[str, str]] = {
    "who has left": ("oGone", "not_following"),
    "who never was": ("nobody", "not_following"),
    "who declined": ("oDeclined", "opted_out"),
}


@pytest.mark.parametrize(("to", "reason"), NOBODY.values(), ids=NOBODY)
def test_who_cannot_be_reached_is_refused_for_good(wechat: HttpWeChat, account: Account, to: str, reason: str) -> None:
    with pytest.raises(ChannelRefused) as refused:
        wechat.send(to, *SAID)
    assert (refused.value.reason, refused.value.is_final, account.sent) == (reason, True, [])
    assert to not in repr(refused.value)


@pytest.mark.parametrize("code", [-1, 45009, 45047, 48001, 47003], ids=str)
def test_what_passes_or_can_be_mended_is_tried_again(wechat: HttpWeChat, account: Account, code: int) -> None:
    account.trouble = [code]
    with pytest.raises(ChannelRefused, match=f"wechat_{code}") as refused:
        wechat.send(FOLLOWER, *SAID)
    assert not refused.value.is_final
    wechat.send(FOLLOWER, *SAID)
    assert len(account.sent) == 1


@pytest.mark.parametrize("answer", ["<html>busy</html>", "[]", "{}", ""])
def test_an_answer_that_cannot_be_read_is_lost_and_not_a_refusal(
    wechat: HttpWeChat, account: Account, answer: str
) -> None:
    account.trouble = [answer]
    with pytest.raises(AnswerLost) as lost:
        wechat.send(FOLLOWER, *SAID)
    assert "token" not in repr(lost.value)
    assert lost.value.__cause__ is None


WRONG: dict[str, tuple[dict[str, object], str]] = {
    "another account": ({"app_id": "wx2"}, "wechat_40013"),
    "another secret": ({"secret": lambda: "guess"}, "wechat_40125"),
    "another template": ({"template": "template-2"}, "wechat_40037"),
    "nobody there": ({"host": "http://127.0.0.1:1"}, "wechat_unreachable"),
}


@pytest.mark.parametrize(("fields", "reason"), WRONG.values(), ids=WRONG)
def test_a_wrong_setting_is_told_by_its_code(known: OfficialAccount, fields: dict[str, object], reason: str) -> None:
    wrong = HttpWeChat(replace(known, **fields), StandingClock().now)  # type: ignore[arg-type]
    with pytest.raises(ChannelRefused, match=f"^{reason}$") as refused:
        wrong.send(FOLLOWER, *SAID)
    assert not refused.value.is_final


def test_consent_leads_back_with_the_state(wechat: HttpWeChat) -> None:
    url = urlsplit(wechat.consent_url("https://agreements.example/pages/wechat.html", "ab12"))
    assert (url.netloc, url.fragment) == ("open.weixin.qq.com", "wechat_redirect")
    assert parse_qs(url.query) == {
        "appid": [APP_ID], "redirect_uri": ["https://agreements.example/pages/wechat.html"],
        "response_type": ["code"], "scope": ["snsapi_base"], "state": ["ab12"],
    }  # fmt: skip


def test_a_code_is_exchanged_once(wechat: HttpWeChat) -> None:
    assert wechat.openid("code-1") == FOLLOWER
    for code in ("code-1", "no-code"):
        with pytest.raises(ChannelRefused) as refused:
            wechat.openid(code)
        assert refused.value.is_final


@pytest.mark.parametrize("trouble", [-1, "<html>"], ids=str)
def test_an_exchange_that_went_wrong_can_be_repeated(wechat: HttpWeChat, account: Account, trouble: int | str) -> None:
    account.trouble = [trouble]
    with pytest.raises(ChannelRefused) as refused:
        wechat.openid("code-1")
    assert not refused.value.is_final
    assert wechat.openid("code-1") == FOLLOWER
