"""Binding the own WeChat: the person consents there, comes back with a code, and the code becomes an openid.

1. The state that goes out and comes back is a keyed mark of the session: it is good in the browser that asked and in no
   other, so nobody can be led to bind another person's WeChat (RFC 6749, 10.12).
   `session` is the session's cookie.
2. Only messages go to the openid; nobody logs in with it.
3. A WeChat is one account's, so that nobody reads another's messages (A02): it is unbound there, then bound here.
"""

from __future__ import annotations

import hmac
from dataclasses import replace

from functions.domain.errors import Conflict, Refused
from functions.ports import ChannelRefused, Replace, Services, WeChat
from functions.usecases.sessions import token_hash
from functions.usecases.settling import settled
from verifier.attestation import link

# The page to which WeChat leads back.
BACK = "/pages/wechat.html"


def consent_url(services: Services, session: str) -> str:
    """Return where the person consents; raises Refused `wechat_off`."""
    return _channel(services).consent_url(f"{link.origin(services.host)}{BACK}", _state(services, session))


def bind(services: Services, account_id: str, session: str, code: str, state: str) -> None:
    """Bind the WeChat that consented; raises Refused `wechat_off`, `_refused`, `_unreachable`, `_taken`."""
    if not hmac.compare_digest(state.encode(), _state(services, session).encode()):
        raise Refused("wechat_refused", rule="P02")
    try:
        openid = _channel(services).openid(code)
    except ChannelRefused as refused:
        raise Refused("wechat_refused" if refused.is_final else "wechat_unreachable", rule="P02") from None
    _keep(services, account_id, openid)


def unbind(services: Services, account_id: str) -> None:
    """Forget the WeChat of an account."""
    _keep(services, account_id, "")


@settled
def _keep(services: Services, account_id: str, openid: str) -> None:
    account = services.store.account(account_id)
    try:
        services.store.commit(Replace(replace(account, wechat=openid, version=account.version + 1)))
    except Conflict:
        if services.store.account(account_id).version != account.version:
            raise
        raise Refused("wechat_taken", rule="A02") from None


def _channel(services: Services) -> WeChat:
    if services.wechat is None:
        raise Refused("wechat_off", rule="P02")
    return services.wechat


def _state(services: Services, session: str) -> str:
    return services.secrets.mark(f"wechat:{token_hash(session)}").hex()
