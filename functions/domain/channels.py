"""Channels: how a notice reaches people beside the portal, which always has it (P01-P04).

A school chooses channels for each topic; what an event is about follows from its kind.
"""

from __future__ import annotations

from enum import StrEnum

from functions.domain.events import EventKind


class Channel(StrEnum):
    """A way out of the portal."""

    EMAIL = "email"
    SMS = "sms"
    WECHAT = "wechat"


class Topic(StrEnum):
    """What an event is about, as a school tells them apart when it chooses channels."""

    INVITATION = "invitation"
    SIGNING = "signing"
    TERMINATION = "termination"
    RECORDS = "records"


_SIGNING = ("agreement", "licence", "reissue", "review", "revision", "signed", "signing", "undo")
_TOPICS = {
    **dict.fromkeys(("application", "interview", "invitation", "offer"), Topic.INVITATION),
    "termination": Topic.TERMINATION,
    "unlock": Topic.TERMINATION,
} | dict.fromkeys(_SIGNING, Topic.SIGNING)


def topic(kind: EventKind) -> Topic:
    """Return what an event of this kind is about; what ends an agreement belongs to its termination."""
    if kind in (EventKind.AGREEMENT_TERMINATED, EventKind.AGREEMENT_UNLOCKED):
        return Topic.TERMINATION
    return _TOPICS.get(kind.partition("_")[0], Topic.RECORDS)
