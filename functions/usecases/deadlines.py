"""The calendar file of a deadline: for the page that shows it and for the mail that asks (beyond.md 3).

Its identity is the record's own, so that a calendar moves its entry when an invitation is sent again.
"""

from __future__ import annotations

from datetime import datetime

from functions.domain import icalendar
from functions.domain.actors import Actor
from functions.domain.application import Application
from functions.domain.channels import Topic, topic
from functions.domain.errors import NotFound
from functions.domain.events import EventKind
from functions.domain.icalendar import Deadline
from functions.domain.invitation import Invitation
from functions.domain.notice import Notice
from functions.domain.termination import Termination
from functions.ports import Services
from functions.usecases import applications, invitations, terminations
from verifier.attestation import link

NAME = "deadline.ics"


def of_invitation(services: Services, actor: Actor, invitation_id: str, language: str) -> bytes:
    """Return the file of a sent invitation's deadline; raises NotFound, for a draft too."""
    offer = invitations.read(services, actor, invitation_id).invitation
    file = _of_invitation(services, offer, language)
    if file is None:
        raise NotFound("deadline")
    return file


def of_termination(services: Services, actor: Actor, agreement: str, termination: str, language: str) -> bytes:
    """Return the file of the deadline for answering a termination; raises NotFound."""
    return _of_termination(services, terminations.read(services, actor, agreement, termination)[0], language)


def of_notice(services: Services, notice: Notice, language: str) -> bytes | None:
    """Return the file of the deadline that a notice names, None when nothing is awaited any more."""
    if topic(notice.kind) is Topic.TERMINATION:
        applied = services.store.terminations_of_agreement(notice.case)
        return next((_of_termination(services, one, language) for one in applied if one.is_unanswered), None)
    if notice.kind in (EventKind.INTERVIEW_INVITED, EventKind.INTERVIEW_REMINDED):
        return _of_interview(services, services.store.application(notice.case), language)
    offer = services.store.invitation(notice.case)
    return _of_invitation(services, offer, language) if offer.is_pending else None


def _of_invitation(services: Services, offer: Invitation, language: str) -> bytes | None:
    if offer.sent_at is None or offer.expires_at is None:
        return None
    return _file(services, "invitation", offer.id, offer.revision - 1, offer.sent_at, offer.expires_at, language)


def of_interview(services: Services, actor: Actor, application: str, language: str) -> bytes:
    """Return the file of an interview that is to come; raises NotFound."""
    found = applications.read(services, actor, application).standing.application
    file = _of_interview(services, found, language)
    if file is None:
        raise NotFound("deadline")
    return file


def _of_interview(services: Services, found: Application, language: str) -> bytes | None:
    if not found.awaits_interview or found.interview is None or found.asked_at is None:
        return None
    return _file(services, "interview", found.id, found.version, found.asked_at, found.interview.at, language)


def _of_termination(services: Services, applied: Termination, language: str) -> bytes:
    return _file(services, "termination", applied.id, 0, applied.applied_at, applied.answer_by, language)


def _file(
    services: Services, kind: str, id_: str, sequence: int, set_at: datetime, at: datetime, language: str
) -> bytes:
    url = f"{link.origin(services.host)}/"
    summary, description = (
        services.texts.say(language, f"calendar.{key}", {"link": url}) for key in (kind, "description")
    )
    deadline = Deadline(
        uid=f"{kind}-{id_}@{services.host}", sequence=sequence, at=at, set_at=set_at, summary=summary,
        description=description, url=url,
    )  # fmt: skip
    return icalendar.write(deadline)
