"""Whom a notice goes to, by which channels: what the event's policy chooses for its topic (P01-P04, trap 27).

1. Only the parties are written to; an office reads its queue in the portal. A guest has no portal: it is written to at
   the e-mail address that it gave for the answer, whatever the policy chooses (E03).
2. A student's text messages go to the phone number of the source record (B07), an employer's to its contact's mobile.
3. Where a chosen channel has no address, or the platform has no such channel, the message has failed from the start
   and says so (trap 24).
"""

from __future__ import annotations

from collections.abc import Iterator

from functions.domain import text
from functions.domain.account import Account
from functions.domain.actors import PARTIES, Role
from functions.domain.channels import Channel, Topic, topic
from functions.domain.events import Event
from functions.domain.notice import Delivery, Message
from functions.domain.policy import SchoolPolicy
from functions.ports import Services
from functions.usecases import posting
from functions.usecases.policies import in_force

DEFAULT = "zh-CN"
_LACKING = {Channel.EMAIL: "no_email", Channel.SMS: "no_mobile", Channel.WECHAT: "not_bound"}


def messages(services: Services, event: Event, address: str) -> Iterator[Message]:
    """Return the messages of an event's notice to one address (`student:ID`, `employer:ID` ...)."""
    role, _, party = address.partition(":")
    if role == Role.GUEST:
        yield _to_guest(services, event)
    chosen = chosen_for(services, event) if role in PARTIES else frozenset()
    if not chosen:
        return
    now = services.clock.now()
    accounts = [account for account in services.store.accounts_of_party(party) if account.is_active]
    language = accounts[0].language if accounts else DEFAULT
    for channel in sorted(chosen):
        is_on = posting.is_on(services, channel)
        found = list(_addresses(services, channel, event, address, accounts)) if is_on else []
        for to, tongue in found:
            yield Message(channel=channel, to=to, language=tongue, due_at=now)
        if not found:
            yield Message(
                channel=channel, to="", language=language, due_at=now, delivery=Delivery.FAILED,
                error=_LACKING[channel] if is_on else posting.OFF,
            )  # fmt: skip


def _to_guest(services: Services, event: Event) -> Message:
    guest = services.store.invitation(event.case).guest
    to = guest.unit.email if guest else ""
    return Message(channel=Channel.EMAIL, to=to, language=DEFAULT, due_at=services.clock.now())


def chosen_for(services: Services, event: Event) -> frozenset[Channel]:
    """Return the channels that the policy of an event has for it; what has no policy takes the default."""
    if not event.policy_version:
        return SchoolPolicy().channels(topic(event.kind))
    return services.store.policy(event.school, event.policy_version).policy.channels(topic(event.kind))


def topics(services: Services, school: str) -> dict[Channel, list[Topic]]:
    """Return what a school's policy tells by each channel now."""
    policy = in_force(services.store, school, services.clock.now()).policy
    return {channel: [each for each in Topic if channel in policy.channels(each)] for channel in Channel}


def _addresses(
    services: Services, channel: Channel, event: Event, address: str, accounts: list[Account]
) -> Iterator[tuple[str, str]]:
    if channel is Channel.EMAIL:
        yield from ((account.email, account.language) for account in accounts if account.email)
    elif channel is Channel.WECHAT:
        yield from ((account.wechat, account.language) for account in accounts if account.wechat)
    elif number := text.e164(phone(services, event.school, address)):
        yield number, accounts[0].language if accounts else DEFAULT


def phone(services: Services, school: str, address: str) -> str:
    """Return the phone number of a party, "" where there is none; an office has no mobile."""
    role, _, party = address.partition(":")
    if role == Role.EMPLOYER:
        return services.store.employer(party).phone
    graduate = services.store.find_student(school, party) if role == Role.STUDENT else None
    return graduate.phone if graduate else ""
