"""The calendar file: of what is one's own, with an identity that outlives a new deadline (RFC 5545)."""

from __future__ import annotations

import re

import pytest

from functions.domain.actors import Role
from functions.domain.errors import NotFound
from functions.domain.events import EventKind
from functions.jobs import deliver
from functions.usecases import deadlines, invitations, terminations
from tests import factories, steps
from tests.world import World


def line(file: bytes, name: str) -> str:
    return re.findall(rf"^{name}:(.*)\r$", file.decode(), re.MULTILINE)[0]


def test_a_deadline_that_moves_is_the_same_entry_with_a_higher_sequence() -> None:
    world = World()
    offer, student, employer = steps.sent(world), steps.actor(world, Role.STUDENT), steps.actor(world, Role.EMPLOYER)
    first = deadlines.of_invitation(world.services, student, offer.id, "zh-CN")
    withdrawn = invitations.withdraw(world.services, employer, offer.id, version=offer.version)
    world.clock.pass_(days=2)
    invitations.send(world.services, employer, offer.id, version=withdrawn.version)
    second = deadlines.of_invitation(world.services, student, offer.id, "zh-CN")
    assert line(first, "UID") == line(second, "UID") == f"invitation-{offer.id}@agreements.example"
    assert [line(file, "SEQUENCE") for file in (first, second)] == ["0", "1"]
    assert [line(file, "DTSTART") for file in (first, second)] == ["20260319T155959Z", "20260321T155959Z"]


@pytest.mark.parametrize(
    ("language", "summary"), [("zh-CN", "签约邀约答复截止"), ("en", "Invitation to sign: last day to answer")]
)
def test_it_speaks_the_readers_language_and_names_nobody(language: str, summary: str) -> None:
    world = World()
    offer = steps.sent(world)
    file = deadlines.of_invitation(world.services, steps.actor(world, Role.STUDENT), offer.id, language)
    assert line(file, "SUMMARY") == summary
    assert offer.employer_name not in file.decode()
    assert offer.student_name not in file.decode()


def test_a_draft_has_no_deadline() -> None:
    world = World()
    offer = steps.drafted(world)
    with pytest.raises(NotFound):
        deadlines.of_invitation(world.services, steps.actor(world, Role.EMPLOYER), offer.id, "zh-CN")


def test_a_termination_has_an_entry_of_its_own() -> None:
    world = World()
    waiting = steps.applied(world, steps.signed(world))
    who = steps.actor(world, Role.EMPLOYER)
    file = deadlines.of_termination(world.services, who, waiting.agreement, waiting.id, "zh-CN")
    assert line(file, "UID") == f"termination-{waiting.id}@agreements.example"
    assert line(file, "SUMMARY") == "解约申请答复截止"


def test_a_mail_that_asks_carries_it_and_no_other_does() -> None:
    world = World()
    offer = steps.sent(world)
    deliver.run(world.services)
    (file,) = world.mailer.attached
    assert (file.name, file.media_type) == ("deadline.ics", "text/calendar")
    assert line(file.content, "UID") == f"invitation-{offer.id}@agreements.example"
    steps.accept(world, world.services.store.invitation(offer.id))
    deliver.run(world.services)
    assert (len(world.mailer.sent), len(world.mailer.attached)) == (2, 1)


def test_a_mail_that_comes_too_late_carries_none() -> None:
    world = World()
    offer = steps.sent(world)
    steps.accept(world, offer)
    told = factories.notice(kind=EventKind.INVITATION_SENT, case=offer.id)
    assert deadlines.of_notice(world.services, told, "zh-CN") is None


def test_the_mail_of_an_application_carries_its_deadline_until_it_is_answered() -> None:
    world = World()
    waiting = steps.applied(world, steps.signed(world))
    told = factories.notice(kind=EventKind.TERMINATION_APPLIED, case=waiting.agreement)
    file = deadlines.of_notice(world.services, told, "zh-CN") or b""
    assert line(file, "UID").startswith("termination-")
    who = steps.actor(world, Role.STUDENT)
    terminations.withdraw(world.services, who, waiting.agreement, waiting.id, version=waiting.version)
    assert deadlines.of_notice(world.services, told, "zh-CN") is None
