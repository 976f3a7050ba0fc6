"""The outbox: each event becomes a notice for each address of its audience, and messages to the parties.

1. The notices, the event's mark and what it changes in the statistics are one commit: a job that is stopped begins
   again, and nothing is told or counted twice.
2. A message is claimed, sent, and settled; a claim that a stopped job left behind becomes uncertain and is not sent
   again.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from functions.domain import notice
from functions.domain.actors import PARTIES
from functions.domain.errors import Conflict
from functions.domain.events import Event
from functions.domain.notice import Delivery, Notice
from functions.domain.reminders import REMINDS, times
from functions.ports import ChannelRefused, Insert, Replace, Services
from functions.usecases import posting, recipients, reminders, settling, signing_counts


def deliver(services: Services) -> int:
    """Make the notices of all undelivered events; return how many events were delivered."""
    return sum(_deliver_one(services, event) for event in services.store.undelivered())


def _deliver_one(services: Services, event: Event) -> int:
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


def send(services: Services) -> int:
    """Send the messages and tell the reminders that are due; return how many were accepted or told.

    Where an answer was lost, the others are sent first, and all that went wrong is raised together.
    """
    now, count, lost = services.clock.now(), 0, list[Exception]()
    for waiting in services.store.due_notices(now):
        try:
            count += _attend(services, waiting, now)
        except Exception as error:  # noqa: BLE001 - one channel that is down must not hold up the others
            lost.append(error)
    if lost:
        raise ExceptionGroup("messages whose fate is not known", lost)
    return count


def _attend(services: Services, waiting: Notice, now: datetime) -> int:
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
        return notice.failed(claimed, position, refused.reason, now, is_final=refused.is_final)
    return notice.sent(claimed, position)
