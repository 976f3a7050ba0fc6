"""Mails of a notice: queued, claimed, sent, tried again, given up; never sent twice (trap 24)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from functions.domain import notice
from functions.domain.notice import CLAIM_LIFE, MAX_ATTEMPTS, Delivery, Notice
from tests import factories as some
from tests.factories import NOW

LATER = NOW + timedelta(hours=1)
SETTLED = [Delivery.SENT, Delivery.FAILED, Delivery.UNCERTAIN]


def queued(*deliveries: Delivery) -> Notice:
    return some.notice(messages=tuple(some.message(delivery=one) for one in deliveries or (Delivery.QUEUED,)))


def test_a_notice_is_due_until_all_its_mails_are_settled() -> None:
    waiting = some.notice(
        messages=(some.message(due_at=LATER), some.message(due_at=NOW), some.message(delivery=Delivery.SENT))
    )
    assert waiting.due_at == NOW
    assert [notice.next_due(waiting, at) for at in (NOW - timedelta(seconds=1), NOW)] == [None, 1]
    assert queued(*SETTLED).due_at is None
    assert notice.next_due(queued(*SETTLED), LATER) is None
    assert some.notice().due_at is None


def test_a_mail_is_claimed_before_it_is_sent() -> None:
    claimed = notice.claim(queued(), 0, NOW)
    (mail,) = claimed.messages
    assert (mail.delivery, mail.attempts, mail.due_at) == (Delivery.SENDING, 1, NOW + CLAIM_LIFE)
    assert notice.next_due(claimed, NOW + CLAIM_LIFE - timedelta(seconds=1)) is None
    sent = notice.sent(claimed, 0)
    assert (sent.messages[0].delivery, sent.messages[0].error, sent.version) == (Delivery.SENT, "", 3)


def test_a_claim_left_behind_is_uncertain_and_not_sent_again() -> None:
    claimed = notice.claim(queued(), 0, NOW)
    assert notice.next_due(claimed, NOW + CLAIM_LIFE) == 0
    given_up = notice.claim(claimed, 0, NOW + CLAIM_LIFE)
    assert (given_up.messages[0].delivery, given_up.messages[0].attempts) == (Delivery.UNCERTAIN, 1)
    assert given_up.due_at is None


MINUTES = {1: 1, 2: 2, 3: 4, 4: 8, 5: 16}


@pytest.mark.parametrize(("attempts", "minutes"), MINUTES.items(), ids=map(str, MINUTES))
def test_a_refused_mail_is_tried_again_ever_later(attempts: int, minutes: int) -> None:
    sending = some.notice(messages=(some.message(delivery=Delivery.SENDING, attempts=attempts),))
    (mail,) = notice.failed(sending, 0, "throttled", NOW).messages
    assert (mail.delivery, mail.error) == (Delivery.QUEUED, "throttled")
    assert mail.due_at == NOW + timedelta(minutes=minutes)


def test_after_the_last_attempt_it_has_failed_and_says_why() -> None:
    sending = some.notice(messages=(some.message(delivery=Delivery.SENDING, attempts=MAX_ATTEMPTS),))
    failed = notice.failed(sending, 0, "no such mailbox", NOW)
    assert (failed.messages[0].delivery, failed.messages[0].error) == (Delivery.FAILED, "no such mailbox")
    assert failed.due_at is None


def test_what_another_attempt_would_meet_again_has_failed_at_once() -> None:
    sending = some.notice(messages=(some.message(delivery=Delivery.SENDING, attempts=1),))
    failed = notice.failed(sending, 0, "opted_out", NOW, is_final=True)
    assert (failed.messages[0].delivery, failed.messages[0].error, failed.due_at) == (
        Delivery.FAILED,
        "opted_out",
        None,
    )


def test_one_mail_moves_and_the_others_stay() -> None:
    three = queued(Delivery.QUEUED, Delivery.QUEUED, Delivery.QUEUED)
    moved = notice.claim(three, 1, NOW)
    assert [mail.delivery for mail in moved.messages] == [Delivery.QUEUED, Delivery.SENDING, Delivery.QUEUED]
    assert moved.version == three.version + 1


def test_a_notice_is_read_whatever_its_mails_do() -> None:
    seen = notice.read(queued(Delivery.FAILED), LATER)
    assert (seen.read_at, seen.version, seen.messages[0].delivery) == (LATER, 2, Delivery.FAILED)


def test_a_notice_is_due_at_its_next_reminder_until_there_is_none() -> None:
    asking = some.notice(reminders=(NOW, LATER))
    assert (asking.due_at, notice.is_reminder_due(asking, NOW), asking.is_due) == (NOW, True, True)
    once = notice.reminded(asking, NOW)
    assert (once.reminders, once.version, notice.is_reminder_due(once, NOW)) == ((LATER,), 2, False)
    silent = notice.silenced(asking)
    assert (silent.reminders, silent.version, silent.is_due) == ((), 2, False)
