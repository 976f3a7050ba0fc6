"""How a message is worded and handed to its channel.

1. Outside the portal a message says as little about a person as it can. An e-mail goes to the reader's own box and has
   the notice's words; a text or WeChat message shows on a locked screen: it says what kind of thing happened and by
   when to answer, and names no graduate, no employer and no reason (PIPL Art. 6).
2. Whatever a channel says, only its acceptance counts as sent (trap 24); a channel that is off refuses for good.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from functions.domain.channels import Channel
from functions.domain.deadlines import local
from functions.domain.icalendar import MEDIA_TYPE
from functions.domain.notice import Message, Notice
from functions.domain.reminders import is_asking
from functions.ports import Attachment, ChannelRefused, Services, Sms, WeChat
from functions.usecases import deadlines
from verifier.attestation import link

OFF = "channel_off"
# Who is not named in so many words.
_NOBODY = ("employer", "student")


def is_on(services: Services, channel: Channel) -> bool:
    """Tell whether this deployment has a channel."""
    return {Channel.EMAIL: True, Channel.SMS: bool(services.sms), Channel.WECHAT: bool(services.wechat)}[channel]


def post(services: Services, notice: Notice, message: Message) -> None:
    """Hand a message to its channel; raises ChannelRefused."""
    match message.channel:
        case Channel.SMS if services.sms:
            _text(services, services.sms, notice, message)
        case Channel.WECHAT if services.wechat:
            _template(services, services.wechat, notice, message)
        case Channel.EMAIL:
            _mail(services, notice, message)
        case _:
            raise ChannelRefused(OFF, is_final=True)


def _mail(services: Services, notice: Notice, message: Message) -> None:
    said = _said(notice)
    subject, body = (
        services.texts.say(message.language, f"events.{notice.kind}.{part}", said) for part in ("subject", "body")
    )
    file = deadlines.of_notice(services, notice, message.language) if is_asking(notice.kind) else None
    attached = Attachment(deadlines.NAME, MEDIA_TYPE, file) if file else None
    services.mailer.send(message.to, subject, f"{body}\n\n{_portal(services)}", attached)


def _text(services: Services, sms: Sms, notice: Notice, message: Message) -> None:
    asked = _until(notice) if is_asking(notice.kind) else {}
    said = {"what": _impersonal(services, notice, message.language), "link": _portal(services)} | asked
    key = "messages.sms_until" if asked else "messages.sms"
    sms.send(message.to, services.texts.say(message.language, key, said))


def _template(services: Services, wechat: WeChat, notice: Notice, message: Message) -> None:
    asked = _until(notice) if is_asking(notice.kind) else {}
    what = _impersonal(services, notice, message.language)
    wechat.send(message.to, what, str(asked.get("until") or _minute(notice.at)), _portal(services))


def _impersonal(services: Services, notice: Notice, language: str) -> str:
    """Return what happened, with nouns in the place of names."""
    nobody = {name: services.texts.say(language, f"messages.{name}", {}) for name in _NOBODY}
    return services.texts.say(language, f"events.{notice.kind}.subject", nobody)


def _said(notice: Notice) -> Mapping[str, str | int]:
    """Return the details for a sentence: a moment as people in Beijing write it."""
    return {**notice.details, **_until(notice)}


def _until(notice: Notice) -> dict[str, str | int]:
    until = notice.details.get("until")
    return {"until": _minute(datetime.fromisoformat(str(until)))} if until else {}


def _minute(moment: datetime) -> str:
    return f"{local(moment):%Y-%m-%d %H:%M}"


def _portal(services: Services) -> str:
    return f"{link.origin(services.host)}/"
