"""The channels of the own account over HTTP: where notices go, and binding WeChat."""

from __future__ import annotations

from functools import partial

from functions.domain import text
from functions.domain.access import Permission
from functions.domain.channels import Channel
from functions.usecases import posting, recipients, wechat
from functions.web.accounts import masked
from functions.web.answers import Answer, Reply, masked_phone
from functions.web.call import Call
from functions.web.routing import Views

views = Views()
_LONGEST = 200


@views.get("/api/channels", may=Permission.CHANGE_OWN_ACCOUNT)
def mine(call: Call) -> Answer:
    """Return each channel: whether the platform has it, the own address there, masked, and what comes by it.

    An employer's graduates are of many schools, which differ: its `topics` are null.
    """
    account = call.services.store.account(call.actor.account)
    phone = recipients.phone(call.services, account.school or "", call.actor.address)
    addresses = {
        Channel.EMAIL: masked(account.email) if account.email else "",
        Channel.SMS: masked_phone(phone) if text.e164(phone) else "",
        Channel.WECHAT: "***" if account.wechat else "",
    }
    told = recipients.topics(call.services, account.school) if account.school else {}
    return {"channels": [
        {
            "channel": channel, "is_on": posting.is_on(call.services, channel), "address": address,
            "topics": told.get(channel),
        }
        for channel, address in addresses.items()
    ]}  # fmt: skip


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
