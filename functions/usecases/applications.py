"""Applications (投递): sent with the student's consent, answered by the employer, taken back by the student (D01-D04).

1. A graduate applies for a position once; after taking it back, once more.
2. The employer reads name, contact and résumé from the student's own records, as they stand, while the application
   runs: nothing of them is copied.
3. A list costs its page and one batch for each kind of record beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from functions.domain import application, employer, machine, resume, sight
from functions.domain.actors import Actor, employer_address, student_address
from functions.domain.agreement import Agreement
from functions.domain.application import Application, Interview, Shown, Situation, State
from functions.domain.deadlines import local
from functions.domain.errors import Refused
from functions.domain.events import EventKind, Fact
from functions.domain.invitation import Invitation
from functions.domain.resume import Resume
from functions.domain.student import Student
from functions.ports import Change, Insert, Page, Replace, Services
from functions.usecases import positions
from functions.usecases.policies import in_force
from functions.usecases.settling import commit, expect, settled


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An application, who sent it, and the offer and the agreement that came of it."""

    application: Application
    student: Student
    offer: Invitation | None
    agreement: Agreement | None
    shown: State | Shown

    @property
    def is_over(self) -> bool:
        """Whether the employer has no more use for who sent it."""
        return self.shown in application.OVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An application with all that its page and its guards look at."""

    standing: Standing
    resume: Resume
    situation: Situation


def read(services: Services, actor: Actor, application_id: str) -> Reading:
    """Return an application that the actor may see; raises NotFound."""
    store, now = services.store, services.clock.now()
    found = sight.seen(actor, store.application(application_id))
    unit, admission = store.admittances(found.school, (found.employer,))[found.employer]
    policy = store.policy(found.school, found.policy_version).policy
    x = Situation(actor=actor, now=now, is_admitted=employer.is_admitted(unit, admission, policy))
    (standing,) = standings(services, (found,))
    return Reading(standing=standing, resume=store.resume(found.school, found.student), situation=x)


def standings(services: Services, found: Sequence[Application]) -> Iterator[Standing]:
    """Give each of some applications to one school with what came of it."""
    store, now = services.store, services.clock.now()
    if not found:
        return
    people = store.students_by_id(found[0].school, [one.student for one in found])
    offered = [one.id for one in found if one.state is State.OFFERED]
    offers = store.invitations_by_id(offered)
    made = store.agreements_by_id([one.id for one in offers.values() if not one.is_pending])
    for one in found:
        offer = offers.get(one.id)
        yield Standing(
            application=one, student=people[one.student], offer=offer, agreement=made.get(one.id),
            shown=application.shown(one, offer, now),
        )  # fmt: skip


def of_student(services: Services, actor: Actor, cursor: str | None) -> Page[Standing]:
    """List the student's applications, the newest first."""
    page = services.store.applications_of_student(actor.school or "", actor.party or "", cursor=cursor)
    return Page(tuple(standings(services, page.items)), page.cursor)


def for_position(services: Services, actor: Actor, position_id: str, cursor: str | None) -> Page[Standing]:
    """List the applications for one of the employer's positions, the newest first; raises NotFound."""
    found, _ = positions.read(services, actor, position_id)
    page = services.store.applications_for_position(found.employer, found.id, cursor=cursor)
    return Page(tuple(standings(services, page.items)), page.cursor)


@settled
def apply(services: Services, actor: Actor, position_id: str) -> Application:
    """Send the résumé for an open position, which lets its employer read it (D01); raises NotFound, Refused."""
    found, x = positions.read(services, actor, position_id)
    store = services.store
    if not found.is_open:
        raise Refused("position_closed", rule="D01")
    if store.find_applied(found.id, actor.party or ""):
        raise Refused("already_applied", rule="D01")
    me = store.student(found.school, actor.party or "")
    resume.require(store.resume(me.school, me.id))
    made = Application(
        id=services.secrets.new_id(), school=me.school, student=me.id, employer=found.employer,
        employer_name=found.employer_name, position=found.id, title=found.terms.position, applied_at=x.now,
        policy_version=in_force(store, me.school, x.now).number,
    )  # fmt: skip
    _commit(services, made, EventKind.APPLICATION_SENT, Insert(made), x=x, student=me)
    return made


@settled
def withdraw(services: Services, actor: Actor, application_id: str, *, version: int) -> Application:
    """Take an application back, and with it the employer's sight of it; raises NotFound, Refused, Stale."""
    reading = read(services, actor, application_id)
    found, x = reading.standing.application, reading.situation
    expect(found, version)
    withdrawn = application.MACHINE.fire(found, application.Action.WITHDRAW, x)
    return _moved(services, reading, withdrawn, EventKind.APPLICATION_WITHDRAWN)


@settled
def invite(services: Services, actor: Actor, application_id: str, interview: Interview, *, version: int) -> Application:
    """Propose an interview (D02); raises NotFound, Refused, Stale."""
    reading = read(services, actor, application_id)
    expect(reading.standing.application, version)
    invited = application.invite(reading.standing.application, interview, reading.situation)
    return _moved(services, reading, invited, EventKind.INTERVIEW_INVITED)


@settled
def answer(
    services: Services, actor: Actor, application_id: str, *, is_accepted: bool, reason: str, version: int
) -> Application:
    """Accept or decline the interview (D03); raises NotFound, Refused, Stale."""
    reading = read(services, actor, application_id)
    found = reading.standing.application
    expect(found, version)
    answered = application.answer(found, is_accepted=is_accepted, reason=reason, x=reading.situation)
    kind = EventKind.INTERVIEW_ACCEPTED if is_accepted else EventKind.INTERVIEW_DECLINED
    return _moved(services, reading, answered, kind)


@settled
def decide(
    services: Services, actor: Actor, application_id: str, *, is_passed: bool, reason: str, version: int
) -> Application:
    """Record the result (D04); raises NotFound, Refused, Stale."""
    reading = read(services, actor, application_id)
    found = reading.standing.application
    expect(found, version)
    decided = application.decide(found, is_passed=is_passed, reason=reason, x=reading.situation)
    return _moved(
        services, reading, decided, EventKind.INTERVIEW_PASSED if is_passed else EventKind.APPLICATION_REFUSED
    )


def _moved(services: Services, reading: Reading, moved: Application, kind: EventKind) -> Application:
    _commit(services, moved, kind, Replace(moved), x=reading.situation, student=reading.standing.student)
    return moved


def _commit(
    services: Services, made: Application, kind: EventKind, change: Change, *, x: machine.Situation, student: Student
) -> None:
    """Tell both parties; a notice names the interview's time and never its place, which may be a link."""
    audience = student_address(made.student), employer_address(made.employer)
    details: dict[str, str | int] = {
        "student": student.name, "employer": made.employer_name, "position": made.title, "reason": made.reason,
    }  # fmt: skip
    if made.interview and made.awaits_interview:
        details["until"] = local(made.interview.at).isoformat()
    commit(services, made.id, (Fact(kind=kind, audience=audience, details=details),), change, x=x, pinned=made)
