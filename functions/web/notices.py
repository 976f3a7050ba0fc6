"""Notices over HTTP."""

from __future__ import annotations

from typing import Any

from functions.domain.access import Permission
from functions.domain.errors import NotFound
from functions.domain.notice import Message, Notice
from functions.usecases import notices
from functions.web.answers import Answer
from functions.web.call import Call
from functions.web.fields import nothing
from functions.web.routing import Views

views = Views()
_MOST_DIGITS = 6
# What the reader, or the people who run the service, can do something about.
REASONS = frozenset(
    {"no_email", "address_refused", "no_mobile", "not_bound", "not_following", "opted_out", "channel_off"}
)


@views.get("/api/notices", may=Permission.READ_NOTICES)
def mine(call: Call) -> Answer:
    """List the actor's notices; `unread` counts those of this page: all of them would cost a read of each."""
    page = notices.mine(call.services, call.actor, call.cursor)
    unread = sum(each.read_at is None for each in page.items)
    return {"items": [_shown(each) for each in page.items], "cursor": page.cursor, "unread": unread}


@views.put("/api/notices/<case>/<seq>/reading", may=Permission.READ_NOTICES)
def mark_read(call: Call, case: str, seq: str) -> Answer:
    """Mark a notice as read."""
    nothing(call.body)
    if not (seq.isascii() and seq.isdigit()) or len(seq) > _MOST_DIGITS:
        raise NotFound("notice")
    return _shown(notices.mark_read(call.services, call.actor, case, int(seq)))


def _shown(notice: Notice) -> dict[str, Any]:
    return {
        "case": notice.case, "seq": notice.seq, "kind": notice.kind, "at": notice.at, "details": notice.details,
        "channels": [_fate(message) for _, message in sorted(notices.fates(notice).items())],
        "is_read": notice.read_at is not None,
    }  # fmt: skip


def _fate(message: Message) -> dict[str, str]:
    """Return how a channel fared; why a service of ours refused is for its operators, not for people."""
    reason = message.error if message.error in REASONS else ""
    return {"channel": message.channel, "state": message.delivery, "reason": reason}
