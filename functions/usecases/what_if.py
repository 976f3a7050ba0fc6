"""What other values would mean for the graduates of the present year, a page at a time; nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from functions.domain import invitation, policy_values, student, termination
from functions.domain.actors import Actor
from functions.domain.calendars import Calendars
from functions.domain.deadlines import local_date
from functions.domain.policy import SchoolPolicy
from functions.domain.student import Student
from functions.domain.what_if import Case, Obstacle, Standing, obstacle, standing
from functions.ports import Services
from functions.usecases import working_days
from functions.usecases.policies import versions

PAGE_SIZE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many students of a page stand where and come up against what: by the values in force, and by the others.

    `invitations` and `agreements` count what runs, by the policy version that it stays under whatever is published.
    """

    now: Mapping[Standing | Obstacle, int]
    then: Mapping[Standing | Obstacle, int]
    invitations: Mapping[int, int]
    agreements: Mapping[int, int]
    cursor: str | None


def compare(services: Services, actor: Actor, typed: Mapping[str, object], *, cursor: str | None = None) -> Tally:
    """Count one page of the present cohort; the others are the newest version with the typed values.

    Raises Problems for the values.
    """
    current, (newest, *_) = versions(services, actor)
    other, now = policy_values.read(typed, newest.policy), services.clock.now()
    cohort = student.present_cohort(local_date(now))
    page = services.store.students(current.school, cohort, cursor=cursor, limit=PAGE_SIZE)
    cases = tuple(_cases(services, current.school, page.items))
    calendars = working_days.wanted_by(services, current.policy, other)
    return Tally(
        now=_counted(cases, current.policy, now, calendars), then=_counted(cases, other, now, calendars),
        invitations=Counter(
            sent.policy_version for each in cases for sent in each.unanswered if not invitation.is_expired(sent, now)
        ),
        agreements=Counter(each.agreement.policy_version for each in cases if each.agreement), cursor=page.cursor,
    )  # fmt: skip


def _counted(
    cases: tuple[Case, ...], policy: SchoolPolicy, now: datetime, calendars: Calendars
) -> Counter[Standing | Obstacle]:
    stand = Counter[Standing | Obstacle](standing(each, policy, now, calendars) for each in cases)
    met = (obstacle(each, policy, now, calendars) for each in cases)
    return stand + Counter(each for each in met if each)


def _cases(services: Services, school: str, students: tuple[Student, ...]) -> Iterator[Case]:
    """Only who has once been signed up has terminations to be asked for."""
    store = services.store
    signings = store.signings(school, [each.id for each in students])
    wanted = [entry.invitation for _, open_ in signings.values() for entry in open_.entries]
    sent = store.invitations_by_id(wanted)
    held = store.agreements_by_id([lock.agreement for lock, _ in signings.values() if lock.agreement])
    for each in students:
        lock, open_ = signings[each.id]
        ended = [] if lock.is_held() or not lock.version else [
            found.ended_at for found in store.terminations_of_student(school, each.id)
            if found.state is termination.State.APPROVED and found.ended_at
        ]  # fmt: skip
        yield Case(
            student=each, lock=lock, agreement=held.get(lock.agreement or ""), terminated_at=max(ended, default=None),
            unanswered=tuple(sent[entry.invitation] for entry in open_.entries if entry.invitation in sent),
        )  # fmt: skip
