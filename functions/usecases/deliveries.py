"""The outbox: each event becomes a notice for each address of its audience, and mails to the parties.

1. The notices and the event's mark are one commit: a job that is stopped begins again, and nothing is told twice.
2. A mail is claimed, sent, and settled; a claim that a stopped job left behind becomes uncertain and is not sent again.
3. Reviewers read their queue in the portal; only the parties get mail.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from functions.domain import notice
from functions.domain.actors import PARTIES
from functions.domain.deadlines import local
from functions.domain.errors import Conflict
from functions.domain.events import Event
from functions.domain.notice import Delivery, Mail, Notice
from functions.ports import Insert, MailRefused, Replace, Services
from verifier.attestation import link


def deliver(services: Services) -> int:
    """Make the notices of all undelivered events; return how many events were delivered."""
    return sum(_deliver_one(services, event) for event in services.store.undelivered())


def _deliver_one(services: Services, event: Event) -> int:
    delivered = replace(event, is_delivered=True, version=event.version + 1)
    notices = (_notice(services, event, address) for address in event.audience)
    try:
        services.store.commit(Replace(delivered), *map(Insert, notices))
    except Conflict:
        return 0  # Another job has delivered it.
    return 1


def _notice(services: Services, event: Event, address: str) -> Notice:
    return Notice(
        address=address, case=event.case, seq=event.seq, kind=event.kind, school=event.school, at=event.at,
        details=event.details, mails=tuple(_mails(services, event, address)),
    )  # fmt: skip


def _mails(services: Services, event: Event, address: str) -> Iterator[Mail]:
    role, _, party = address.partition(":")
    if role not in PARTIES or not _is_by_email(services, event):
        return
    for account in services.store.accounts_of_party(party):
        if account.email and account.is_active:
            yield Mail(to=account.email, language=account.language, due_at=services.clock.now())


def _is_by_email(services: Services, event: Event) -> bool:
    if not event.policy_version:
        return True
    return services.store.policy(event.school, event.policy_version).policy.notify_by_email


def send(services: Services) -> int:
    """Send the mails that are due; return how many the channel accepted."""
    now = services.clock.now()
    return sum(_send_next(services, waiting, now) for waiting in services.store.due_notices(now))


def _send_next(services: Services, waiting: Notice, now: datetime) -> int:
    position = notice.next_due(waiting, now)
    if position is None:
        return 0
    claimed = notice.claim(waiting, position, now)
    try:
        services.store.commit(Replace(claimed))
    except Conflict:
        return 0  # Another job has claimed it.
    if claimed.mails[position].delivery is not Delivery.SENDING:
        return 0
    settled = _post(services, claimed, position, now)
    services.store.commit(Replace(settled))
    return int(settled.mails[position].delivery is Delivery.SENT)


def _post(services: Services, claimed: Notice, position: int, now: datetime) -> Notice:
    mail = claimed.mails[position]
    params = _said(claimed)
    subject = services.texts.say(mail.language, f"events.{claimed.kind}.subject", params)
    body = services.texts.say(mail.language, f"events.{claimed.kind}.body", params)
    try:
        services.mailer.send(mail.to, subject, f"{body}\n\n{link.origin(services.host)}/")
    except MailRefused as refused:
        return notice.failed(claimed, position, str(refused), now)
    return notice.sent(claimed, position)


def _said(claimed: Notice) -> dict[str, str | int]:
    """Return the details for a sentence: a moment as people in Beijing write it."""
    said = dict(claimed.details)
    if until := said.get("until"):
        said["until"] = f"{local(datetime.fromisoformat(str(until))):%Y-%m-%d %H:%M}"
    return said
