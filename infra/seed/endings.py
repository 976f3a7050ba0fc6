"""What came to an end before you arrive, some of it weeks ago; the places in the roster are those after paper's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from functions.domain import termination
from functions.domain.agreement import Action
from functions.domain.deadlines import local_date
from functions.domain.grounds import Reason
from functions.domain.termination import Application
from functions.ports import Clock, Services
from functions.usecases import completing, invitations, reviews, terminations
from functions.usecases.uploads import PDF, Upload
from infra.seed import paper
from infra.seed.cast import ADMIN, COLLEGES, SCHOOL
from infra.seed.ground import LICENCE, actor
from infra.seed.story import Cast

LAPSED, FAILED, VOID, STAYED = 26, 27, 28, 29
WEEKS_AGO = timedelta(days=20)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A clock that is behind, for what nobody answered in time."""

    clock: Clock
    by: timedelta

    def now(self) -> datetime:
        """Return the time as it was."""
        return self.clock.now() - self.by


def play(services: Services, work: Callable[[], None]) -> None:
    """Play it."""
    then = replace(services, clock=Earlier(services.clock, WEEKS_AGO))
    Cast(then).invite(LAPSED)
    ending = Ending(services)
    ending.withdraw(LAPSED)
    ending.fail(FAILED)
    ending.void(VOID)
    Cast(then).sign(STAYED)
    work()
    Cast(then).apply(STAYED)
    ending.take_back(STAYED)
    ending.cast.settle(STAYED, termination.Action.FAIL, "材料不足：请补充录取通知书。")
    ending.refuse(STAYED)
    ending.fulfil(STAYED)
    ending.apply_by_letter(paper.SIGNED)


class Ending:
    """The same people, at the end of what they began."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.cast = Cast(services)

    def withdraw(self, place: int) -> None:
        """Let the employer invite whom it found silent once more (F10), and take that back (F11)."""
        sent = self.services.store.invitation(self.cast.invite(place))
        invitations.withdraw(self.services, self.cast.hr, sent.id, version=sent.version)

    def fail(self, place: int) -> None:
        """Let the college fail what was accepted (H05)."""
        self.cast.review(self.cast.accept(place), Action.FAIL, "工作岗位与专业培养方向不符，双方需重新协商。")

    def void(self, place: int) -> None:
        """Let the administrator end what was accepted by mistake (SM-2)."""
        accepted, admin = self.cast.accept(place), actor(self.services, ADMIN.login)
        reviews.void(self.services, admin, accepted.id, "单位误选毕业生，双方书面确认作废。", version=accepted.version)

    def take_back(self, place: int) -> None:
        """Let the student apply anew, since nobody answered in time, and think better of it (decision 3)."""
        agreement, applied = self.cast.apply(place)
        terminations.withdraw(self.services, self.cast.student(place), agreement, applied, version=1)

    def refuse(self, place: int) -> None:
        """Let the employer refuse what the student applied for (M07)."""
        which = self.cast.apply(place)
        why = "岗位已按约定预留，希望再与本人沟通。"
        terminations.answer(self.services, self.cast.hr, *which, is_agreed=False, reason=why, version=1)

    def fulfil(self, place: int) -> None:
        """Let the college record that the student has reported for work today after all (I05)."""
        (kept,) = self.services.store.agreements_of_student(SCHOOL.code, self.cast.student(place).party or "")
        teacher, today = actor(self.services, COLLEGES[kept.college].login), local_date(self.services.clock.now())
        completing.record(self.services, teacher, kept.id, today, version=kept.version)

    def apply_by_letter(self, place: int) -> None:
        """Let a student whose unit has no account apply with its letter (M20, SM-6)."""
        student = self.cast.student(place)
        (signed,) = self.services.store.agreements_of_student(SCHOOL.code, student.party or "")
        why = Application(reason=Reason.FURTHER_STUDY, explanation="已被录取为硕士研究生，单位已出具解约函。")
        letter = Upload(LICENCE, PDF)
        terminations.apply(self.services, student, signed.id, why, version=signed.version, letter=letter)
