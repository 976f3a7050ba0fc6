"""How a message is worded and handed to its channel.

1. Outside the portal a message says as little about a person as it can. An e-mail goes to the reader's own box and has
   the notice's words; a text message shows on a locked screen: it says what kind of thing happened and by when to
   answer, and names no graduate, no employer and no reason (PIPL Art. 6).
2. Whatever a channel says, only its acceptance counts as sent (trap 24); a channel that is off refuses for good.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from functions.domain.channels import Channel
from functions.domain.deadlines import local
from functions.domain.notice import Message, Notice
from functions.ports import ChannelRefused, Services
from verifier.attestation import link

OFF = "channel_off"
# Who is not named in so many words.
_NOBODY = ("employer", "student")


def post(services: Services, notice: Notice, message: Message) -> None:
    """Hand a message to its channel; raises ChannelRefused."""
    match message.channel:
        case Channel.EMAIL:
            _mail(services, notice, message)
        case Channel.SMS:
            _text(services, notice, message)
        case Channel.WECHAT:
            raise ChannelRefused(OFF, is_final=True)


def _mail(services: Services, notice: Notice, message: Message) -> None:
    said = _said(notice)
    subject, body = (
        services.texts.say(message.language, f"events.{notice.kind}.{part}", said) for part in ("subject", "body")
    )
    services.mailer.send(message.to, subject, f"{body}\n\n{_portal(services)}")


def _text(services: Services, notice: Notice, message: Message) -> None:
    if services.sms is None:
        raise ChannelRefused(OFF, is_final=True)
    said = {"what": impersonal(services, notice, message.language), "link": _portal(services)} | _until(notice)
    key = "messages.sms_until" if "until" in said else "messages.sms"
    services.sms.send(message.to, services.texts.say(message.language, key, said))


def impersonal(services: Services, notice: Notice, language: str) -> str:
    """Return what happened, with nouns in the place of names."""
    nobody = {name: services.texts.say(language, f"messages.{name}", {}) for name in _NOBODY}
    return services.texts.say(language, f"events.{notice.kind}.subject", nobody)


def _said(notice: Notice) -> Mapping[str, str | int]:
    """Return the details for a sentence: a moment as people in Beijing write it."""
    return {**notice.details, **_until(notice)}


def _until(notice: Notice) -> dict[str, str | int]:
    until = notice.details.get("until")
    return {"until": f"{local(datetime.fromisoformat(str(until))):%Y-%m-%d %H:%M}"} if until else {}


def _portal(services: Services) -> str:
    return f"{link.origin(services.host)}/"
