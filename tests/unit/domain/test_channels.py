"""Each event has a topic, and each topic the channels that the school chose."""

from __future__ import annotations

import pytest

from functions.domain.channels import Channel, Topic, topic
from functions.domain.events import EventKind
from functions.domain.policy import SchoolPolicy

TOPICS: dict[str, tuple[EventKind, Topic]] = {
    "an invitation": (EventKind.INVITATION_SENT, Topic.INVITATION),
    "its acceptance": (EventKind.INVITATION_ACCEPTED, Topic.INVITATION),
    "a review": (EventKind.REVIEW_PASSED, Topic.SIGNING),
    "a completed signing": (EventKind.AGREEMENT_SIGNED, Topic.SIGNING),
    "a failed one": (EventKind.SIGNING_FAILED, Topic.SIGNING),
    "a reissue": (EventKind.REISSUE_APPROVED, Topic.SIGNING),
    "a reminder": (EventKind.INVITATION_REMINDED, Topic.INVITATION),
    "a reminder to answer a termination": (EventKind.TERMINATION_REMINDED, Topic.TERMINATION),
    "a revision": (EventKind.REVISION_CONFIRMED, Topic.SIGNING),
    "a review undone": (EventKind.UNDO_REQUESTED, Topic.SIGNING),
    "an application to terminate": (EventKind.TERMINATION_APPLIED, Topic.TERMINATION),
    "an agreement that ended": (EventKind.AGREEMENT_TERMINATED, Topic.TERMINATION),
    "an unlocking that is asked for": (EventKind.UNLOCK_REQUESTED, Topic.TERMINATION),
    "an agreement that was unlocked": (EventKind.AGREEMENT_UNLOCKED, Topic.TERMINATION),
    "a source record": (EventKind.SOURCE_REVIEWED, Topic.RECORDS),
    "an admission": (EventKind.ADMISSION_REVIEWED, Topic.RECORDS),
}


@pytest.mark.parametrize(("kind", "about"), TOPICS.values(), ids=TOPICS)
def test_the_topic_of(kind: EventKind, about: Topic) -> None:
    assert topic(kind) is about


def test_each_topic_has_channels_of_its_own() -> None:
    chosen = {about: frozenset({channel}) for about, channel in zip(Topic, [*Channel, *Channel], strict=False)}
    policy = SchoolPolicy(**{f"notify_{about}": channels for about, channels in chosen.items()})
    assert {about: policy.channels(about) for about in Topic} == chosen
