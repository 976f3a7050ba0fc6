"""The channels of the own account over HTTP: where notices go, and binding WeChat."""

from __future__ import annotations

from functools import partial
from typing import Any

from functions.domain import text
from functions.domain.access import Permission
from functions.usecases import recipients, wechat
from functions.web.accounts import masked
from functions.web.answers import Answer, Reply, masked_phone
from functions.web.call import Call
from functions.web.routing import Views

views = Views()
_LONGEST = 200


@views.get("/api/channels", may=Permission.CHANGE_OWN_ACCOUNT)
def mine(call: Call) -> Answer:
    """Return each channel: whether the platform has it, and the own address there, masked."""
    account = call.services.store.account(call.actor.account)
    phone = recipients.phone(call.services, account.school or "", call.actor.address)
    addresses: dict[str, tuple[bool, str]] = {
        "email": (True, masked(account.email) if account.email else ""),
        "sms": (call.services.sms is not None, masked_phone(phone) if text.e164(phone) else ""),
        "wechat": (call.services.wechat is not None, "***" if account.wechat else ""),
    }
    return {"channels": [_shown(channel, *found) for channel, found in addresses.items()]}


def _shown(channel: str, is_on: bool, address: str) -> dict[str, Any]:  # noqa: FBT001 - a row of the table above
    return {"channel": channel, "is_on": is_on, "address": address}


@views.get("/api/channels/wechat/consent", may=Permission.CHANGE_OWN_ACCOUNT)
def consent(call: Call) -> Answer:
    """Return the address of WeChat's page where one consents."""
    return {"url": wechat.consent_url(call.services, call.token)}


@views.put("/api/channels/wechat", may=Permission.CHANGE_OWN_ACCOUNT)
def bind(call: Call) -> Answer:
    """Bind with the code and the state that WeChat led back with."""
    opaque = partial(text.ascii_line, most=_LONGEST)
    typed = call.body.read(code=opaque, state=opaque)
    wechat.bind(call.services, call.actor.account, call.token, typed["code"], typed["state"])
    return Reply(None)


@views.delete("/api/channels/wechat", may=Permission.CHANGE_OWN_ACCOUNT)
def unbind(call: Call) -> Answer:
    """Forget the own WeChat."""
    wechat.unbind(call.services, call.actor.account)
    return Reply(None)
