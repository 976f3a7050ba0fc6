"""States beside the story: employers that came no further, a card and a form taken back, what the registry settled."""

from __future__ import annotations

from collections.abc import Callable

from functions.domain.blank_form import BlankFormReason, Handout
from functions.domain.employer import Action
from functions.ports import Services
from functions.usecases import admissions, blank_forms, cards, employers, registry, students
from functions.usecases.registering import Details
from infra.seed import ground, paper
from infra.seed.cast import ADMIN, COHORT, OPERATOR, REFUSED, RETURNED, REVIEWER, SCHOOL, SENT_AWAY, SUSPENDED
from infra.seed.roster import BOUND, login, rows

CARDED, TAKEN, FORMED, SETTLED, WAITING = 1, 3, 6, paper.SIGNED, BOUND - 1


def play(services: Services, work: Callable[[], None]) -> None:
    """Play it."""
    aside = Aside(services)
    aside.look_at_employers()
    aside.take_card_back(CARDED)
    aside.take_form_back(FORMED)
    aside.submit(WAITING)
    aside.take_the_registrys_word(TAKEN)
    paper.match(services, work, agrees_on=SETTLED)


class Aside:
    """The same people, beside the story."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.office, self.admin = (ground.actor(services, one.login) for one in (REVIEWER, ADMIN))

    def look_at_employers(self) -> None:
        """Let the platform return one, refuse one and suspend one; let the school send two away."""
        self._decide(ground.register(self.services, RETURNED).id, Action.RETURN, "营业执照扫描件不清晰，请重新上传。")
        self._decide(ground.register(self.services, REFUSED).id, Action.REFUSE, "营业执照已注销。")
        suspended = self._admitted(SUSPENDED, Action.APPROVE)
        self._decide(suspended, Action.SUSPEND, "收到虚假招聘投诉，核查期间暂停。")
        self._admit(suspended, Action.WITHDRAW, "平台已暂停该单位。")
        self._admitted(SENT_AWAY, Action.REFUSE, "招聘岗位与本校专业不相关。")

    def _decide(self, employer: str, action: Action, reason: str) -> None:
        operator, version = ground.actor(self.services, OPERATOR.login), self.services.store.employer(employer).version
        employers.review(self.services, operator, employer, action, reason, version=version)

    def _admitted(self, details: Details, action: Action, reason: str = "") -> str:
        """Let the platform approve an employer and the school answer what it asks; return its id."""
        employer = ground.register(self.services, details).id
        self._decide(employer, Action.APPROVE, "")
        admissions.request(self.services, ground.actor(self.services, details.email), SCHOOL.code)
        self._admit(employer, action, reason)
        return employer

    def _admit(self, employer: str, action: Action, reason: str) -> None:
        asked = self.services.store.find_admission(SCHOOL.code, employer)
        version = asked.version if asked else 0
        admissions.review(self.services, self.office, SCHOOL.code, employer, action, reason, version=version)

    def take_card_back(self, place: int) -> None:
        """Let a student make a card and take it back (E01)."""
        student = ground.actor(self.services, login(rows()[place]))
        made, _ = cards.make(self.services, student)
        cards.revoke(self.services, student, made.id, version=made.version)

    def take_form_back(self, place: int) -> None:
        """Let the office hand a form out and take it back unused (K03)."""
        handout = Handout(mark=f"{COHORT}-{place:04}", reason=BlankFormReason.FIRST, exception="", note="拟线下签约")
        made = blank_forms.issue(self.services, self.office, self._party(place), handout)
        blank_forms.give_back(self.services, self.office, made.mark, version=made.version)

    def submit(self, place: int) -> None:
        """Let a student hand in the source record, which waits for a reviewer (B02)."""
        row = rows()[place]
        student, version = ground.actor(self.services, login(row)), self._version(place)
        students.vouch(self.services, student, row["手机号码"], row["电子邮箱"], version=version)

    def take_the_registrys_word(self, place: int) -> None:
        """Let the administrator take what the registry says of a student (B06)."""
        registry.accept(self.services, self.admin, self._party(place), version=1)

    def _party(self, place: int) -> str:
        return ground.actor(self.services, login(rows()[place])).party or ""

    def _version(self, place: int) -> int:
        return self.services.store.student(SCHOOL.code, self._party(place)).version
