"""The outbox: each event becomes a notice for each address of its audience, and messages to the parties.

1. The notices, the event's mark and what it changes in the statistics are one commit: a job that is stopped begins
   again, and nothing is told or counted twice.
2. A message is claimed, sent, and settled; a claim that a stopped job left behind becomes uncertain and is not sent
   again.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from operator import attrgetter

from functions.domain import notice
from functions.domain.actors import PARTIES
from functions.domain.channels import Channel
from functions.domain.errors import Conflict
from functions.domain.events import Event, EventKind
from functions.domain.notice import Delivery, Notice
from functions.domain.reminders import REMINDS, times
from functions.domain.usage import Use
from functions.ports import ChannelRefused, Insert, Replace, Services
from functions.usecases import posting, recipients, reminders, settling, signing_counts, usage
from functions.usecases.turns import ALL, Turn, pages

log = logging.getLogger(__name__)

_PAID: Mapping[Channel, Use] = {Channel.EMAIL: Use.MAILS, Channel.SMS: Use.TEXTS}


def deliver(services: Services, turn: Turn = ALL) -> int:
    """Make the notices of undelivered events, of one case in order; return how many events were delivered.

    Raises ExceptionGroup for those that could not be.
    """
    return turn.take(
        pages(services.store.undelivered), lambda event: deliver_one(services, event),
        began=attrgetter("at"), case=attrgetter("case"),
    )  # fmt: skip


def deliver_one(services: Services, event: Event) -> int:
    """Make the notices of an event, unless another job is faster; return how many events were delivered."""
    with usage.work(services, event.school):
        done = _deliver(services, event)
    if done and event.kind is EventKind.AGREEMENT_SIGNED:
        usage.count(services, event.school, Use.SIGNED)
    return done


def _deliver(services: Services, event: Event) -> int:
    delivered = replace(event, is_delivered=True, version=event.version + 1)
    notices = (_notice(services, event, address) for address in event.audience)
    try:
        services.store.commit(Replace(delivered), *map(Insert, notices), *signing_counts.changes(services, event))
    except Conflict:
        return 0  # Another job has delivered it.
    return 1


def _notice(services: Services, event: Event, address: str) -> Notice:
    return Notice(
        address=address, case=event.case, seq=event.seq, kind=event.kind, school=event.school, at=event.at,
        details=event.details, messages=tuple(recipients.messages(services, event, address)),
        reminders=_reminders(event, address), policy_version=event.policy_version,
    )  # fmt: skip


def _reminders(event: Event, address: str) -> tuple[datetime, ...]:
    until = event.details.get("until")
    if not until or event.kind not in REMINDS or address.partition(":")[0] not in PARTIES:
        return ()
    return times(event.at, datetime.fromisoformat(str(until)))


def send(services: Services, turn: Turn = ALL) -> int:
    """Send the messages and tell the reminders that are due; return how many were accepted or told.

    Raises ExceptionGroup for those whose fate is not known, once all others are sent.
    """
    return turn.take(
        pages(partial(services.store.due_notices, services.clock.now())), lambda waiting: attend(services, waiting),
        began=attrgetter("due_at"), case=attrgetter("address", "case", "seq"),
    )  # fmt: skip


def attend(services: Services, waiting: Notice) -> int:
    """Tell a reminder or send a message that is due now; return how many were accepted or told: none or one."""
    now = services.clock.now()
    with usage.work(services, waiting.school):
        if notice.is_reminder_due(waiting, now):
            return reminders.remind(services, waiting)
        return _send_next(services, waiting, now)


def _send_next(services: Services, waiting: Notice, now: datetime) -> int:
    position = notice.next_due(waiting, now)
    if position is None:
        return 0
    claimed = notice.claim(waiting, position, now)
    try:
        services.store.commit(Replace(claimed))
    except Conflict:
        return 0  # Another job has claimed it.
    if claimed.messages[position].delivery is not Delivery.SENDING:
        return 0
    settled = _post(services, claimed, position, now)
    try:
        services.store.commit(Replace(settled))
    except Conflict:
        _settle(services, settled, position)  # Its reader has opened it meanwhile.
    return int(settled.messages[position].delivery is Delivery.SENT)


@settling.settled
def _settle(services: Services, known: Notice, position: int) -> None:
    found = services.store.find_notice(known.address, known.case, known.seq)
    if found is not None:
        services.store.commit(Replace(notice.settle(found, position, known.messages[position])))


def _post(services: Services, claimed: Notice, position: int, now: datetime) -> Notice:
    try:
        posting.post(services, claimed, claimed.messages[position])
    except ChannelRefused as refused:
        log.warning("a message was refused", exc_info=refused)
        return notice.failed(claimed, position, refused.reason, now, is_final=refused.is_final)
    if use := _PAID.get(claimed.messages[position].channel):
        usage.count(services, claimed.school, use)
    return notice.sent(claimed, position)
