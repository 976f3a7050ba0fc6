"""Template messages of a WeChat official account, and the consent by which a person names the own openid.

The interface is documented at developers.weixin.qq.com (服务号: stable_token, template/send, 网页授权).

1. The token comes from `stable_token`, which gives every process the same one while it lives: WeChat itself keeps it in
   common, so nothing of it is stored here beyond this process (ADR 18). It is asked for anew before it lapses.
2. A token that WeChat no longer takes (40001, 40014, 42001) is asked for again, once; if WeChat gives the same one, it
   is told to make another.
3. `send` returns only when WeChat took the message. `ChannelRefused` means that it did not, and sending again is safe;
   it is final where the reader does not follow the account or has declined. Every other error code passes or is for
   an operator to mend (-1 busy, 45009 quota, 48001 no right, 40037 template), and is tried again.
4. Where the answer was lost, the error is `AnswerLost`: it may be on its way, so nobody sends it twice.
5. No token, openid or text goes into an error or a log; addresses hold the token, so the client's errors stay here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from urllib3 import PoolManager, Timeout
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, SSLError

from functions.ports import ChannelRefused

HOST = "https://api.weixin.qq.com"
CONSENT = "https://open.weixin.qq.com/connect/oauth2/authorize"
_STALE_TOKEN = frozenset({40001, 40014, 42001})
# The reader does not follow the account (any more), or has declined its messages.
_FINAL = {40003: "not_following", 43004: "not_following", 43101: "opted_out"}
# WeChat renews a token five minutes before it lapses; until then it gives the old one.
_BEFORE_LAPSE = timedelta(minutes=2)
# A field of the kind `thing` takes 20 characters (模板消息参数说明).
_LONGEST = 20


class AnswerLost(Exception):  # noqa: N818 - it names the fact
    """WeChat was asked and no answer that can be read came back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialAccount:
    """The account: its template's id and the names of the two fields that take what happened and when."""

    app_id: str
    secret: Callable[[], str]
    template: str
    fields: tuple[str, str]
    host: str = HOST


class HttpWeChat:
    """Calls the interface; `now` is the clock by which a token lapses."""

    def __init__(self, account: OfficialAccount, now: Callable[[], datetime]) -> None:
        self._account = account
        self._now = now
        self._http = PoolManager(retries=False, timeout=Timeout(connect=5, read=20))
        self._token = ""
        self._lapses: datetime | None = None

    def send(self, to: str, what: str, when: str, link: str) -> None:
        """Send one template message; raises ChannelRefused, AnswerLost."""
        values = zip(self._account.fields, (_short(what), when), strict=True)
        message = {
            "touser": to, "template_id": self._account.template, "url": link,
            "data": {name: {"value": value} for name, value in values},
        }  # fmt: skip
        code = self._send(message, self._usable())
        if code in _STALE_TOKEN:
            code = self._send(message, self._renewed())
        if code:
            raise ChannelRefused(_FINAL.get(code, f"wechat_{code}"), is_final=code in _FINAL)

    def consent_url(self, back: str, state: str) -> str:
        """Return where WeChat asks the person; it leads `back` with a code and the `state`."""
        asked = {
            "appid": self._account.app_id, "redirect_uri": back, "response_type": "code", "scope": "snsapi_base",
            "state": state,
        }  # fmt: skip
        return f"{CONSENT}?{urlencode(asked)}#wechat_redirect"

    def openid(self, code: str) -> str:
        """Exchange a code for the person's openid, which works once; raises ChannelRefused, final for a bad code."""
        query = {
            "appid": self._account.app_id, "secret": self._account.secret(), "code": code,
            "grant_type": "authorization_code",
        }  # fmt: skip
        answer = self._safely("GET", f"/sns/oauth2/access_token?{urlencode(query)}")
        if not isinstance(openid := answer.get("openid"), str):
            raise ChannelRefused(f"wechat_{answer.get('errcode')}", is_final=answer.get("errcode") in {40029, 40163})
        return openid

    def _send(self, message: Mapping[str, Any], token: str) -> int:
        answer = self._asked("POST", f"/cgi-bin/message/template/send?{urlencode({'access_token': token})}", message)
        if not isinstance(code := answer.get("errcode"), int):
            raise AnswerLost
        return code

    def _usable(self) -> str:
        if self._lapses is None or self._now() >= self._lapses:
            self._fetch(is_forced=False)
        return self._token

    def _renewed(self) -> str:
        refused = self._token
        self._fetch(is_forced=False)
        if self._token == refused:
            self._fetch(is_forced=True)
        return self._token

    def _fetch(self, *, is_forced: bool) -> None:
        asked = {
            "grant_type": "client_credential", "appid": self._account.app_id, "secret": self._account.secret(),
            "force_refresh": is_forced,
        }  # fmt: skip
        answer = self._safely("POST", "/cgi-bin/stable_token", asked)
        token, seconds = answer.get("access_token"), answer.get("expires_in")
        if not isinstance(token, str) or not isinstance(seconds, int):
            raise ChannelRefused(f"wechat_{answer.get('errcode')}")
        self._token, self._lapses = token, self._now() + timedelta(seconds=seconds) - _BEFORE_LAPSE

    def _safely(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        """Ask for what may be asked for twice; raises ChannelRefused where the answer was lost."""
        try:
            return self._asked(method, path, body)
        except AnswerLost:
            raise ChannelRefused("wechat_unreachable") from None

    def _asked(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        content = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json"}
        try:
            response = self._http.request(method, self._account.host + path, body=content, headers=headers)
            answer = json.loads(response.data)
        except (NewConnectionError, ConnectTimeoutError, SSLError):
            raise ChannelRefused("wechat_unreachable") from None
        except (HTTPError, ValueError):
            raise AnswerLost from None
        if not isinstance(answer, dict):
            raise AnswerLost
        return answer


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
