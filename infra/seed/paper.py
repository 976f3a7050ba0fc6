"""What has happened on paper: forms in the register, a number claimed, signings at each step; and the registry's match.

The places in the roster are those after the story's own.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from functions.domain.actors import Actor
from functions.domain.agreement import Action, Agreement
from functions.domain.blank_form import BlankFormReason, Handout
from functions.domain.employer import CodePath
from functions.domain.imports import Purpose, State
from functions.ports import Services
from functions.usecases import blank_forms, evidence, imports, initiations, offline, paper_numbers, registry, reviews
from functions.usecases.initiations import Typed
from functions.usecases.invitations import Answers
from functions.usecases.offline import Signing
from functions.usecases.uploads import PDF, Upload
from infra.seed.cast import ADMIN, BUREAU, COHORT, COLLEGES, REVIEWER, SCHOOL
from infra.seed.ground import LICENCE, actor
from infra.seed.roster import login, rows
from infra.seed.story import terms

CLAIMED, RECORDED, REPORTED, SIGNED, RETURNED = 21, 22, 23, 24, 25
# The registry's word, by place: who changed the major, who changed the name.
OTHERWISE = {
    SIGNED: {"专业": "数据科学与大数据技术"},
    RECORDED: {"姓名": "欧阳子轩·阿里木"},
    3: {"学制": "5"},
    2: {"班级": "已并班"},
}
# Of these the school left the record as it is.
LEFT = 2
GONE = 30
STRANGER = {"学号": "2022019999", "姓名": "延毕同学", "证件号码": "990203200301010153"}


def play(services: Services, work: Callable[[], None]) -> None:
    """Play it."""
    paper = Paper(services)
    paper.claim(CLAIMED)
    paper.record(RECORDED)
    paper.report(REPORTED)
    paper.review(SIGNED, Action.PASS)
    paper.review(RETURNED, Action.RETURN, "扫描件缺单位公章的一页，请补传。")
    work()
    match(services, work)
    leave(services, LEFT)


class Paper:
    """The same people, with paper in their hands."""

    def __init__(self, services: Services) -> None:
        self.services = services

    def hand_out(self, place: int) -> str:
        """Let the college hand a form out; return its mark."""
        mark = f"{COHORT}-{place:04}"
        handout = Handout(mark=mark, reason=BlankFormReason.SPECIAL_UNIT, exception="选调", note="组织部要求纸质协议书")
        blank_forms.issue(self.services, self._teacher(place), self._party(place), handout)
        return mark

    def _party(self, place: int) -> str:
        return actor(self.services, login(rows()[place])).party or ""

    def _teacher(self, place: int) -> Actor:
        found = self.services.store.student(SCHOOL.code, self._party(place))
        return actor(self.services, COLLEGES[found.college].login)

    def claim(self, place: int) -> None:
        """Let the student claim the number of the form."""
        mark, student = self.hand_out(place), actor(self.services, login(rows()[place]))
        version = self.services.store.student(SCHOOL.code, student.party or "").version
        paper_numbers.claim(self.services, student, student.party or "", mark, version=version)

    def record(self, place: int) -> Agreement:
        """Let the college record a signing on it."""
        signing = Signing(unit=BUREAU.name, mark=self.hand_out(place), note="已在组织部现场签字")
        return offline.record(self.services, self._teacher(place), self._party(place), signing)

    def report(self, place: int) -> Agreement:
        """Let the student report it, with the scan."""
        recorded, student = self.record(place), actor(self.services, login(rows()[place]))
        typed = Typed(
            unit=BUREAU, code_path=CodePath.NONE, terms=terms(place), answers=Answers(pay_after_trial=8000)
        )  # fmt: skip
        initiations.save(self.services, student, recorded.id, typed, version=recorded.version)
        initiations.attach(self.services, student, recorded.id, Upload(LICENCE, PDF))
        seen = evidence.digest(initiations.read(self.services, student, recorded.id).shown)
        return initiations.submit(self.services, student, recorded.id, seen)

    def review(self, place: int, decision: Action, reason: str = "") -> None:
        """Let the college decide, and, where it passes, the school."""
        reported = self.report(place)
        by = [self._teacher(place), actor(self.services, REVIEWER.login)][: 2 if decision is Action.PASS else 1]
        for reviewer in by:
            answer = reason or ("已核对扫描件。" if reported.flags else "")
            reported = reviews.review(
                self.services, reviewer, reported.id, decision, answer, version=reported.version
            )  # fmt: skip


def match(services: Services, work: Callable[[], None], agrees_on: int | None = None) -> None:
    """Let the administrator hold the registry's file against the records; of one place it may say nothing else."""
    admin = actor(services, ADMIN.login)
    uploaded = imports.upload(services, admin, f"{COHORT}届学籍最终注册.csv", _registered(agrees_on), Purpose.REGISTRY)
    work()
    imports.start(services, admin, uploaded.id, leave_out_bad=False)
    work()
    done = imports.read(services, admin, uploaded.id)
    if done.state is not State.DONE:
        raise RuntimeError(f"the registry's file was not matched: {done.state}, {done.problems}")


def leave(services: Services, place: int) -> None:
    """Let the school dismiss what the registry says of a student."""
    admin, student = actor(services, ADMIN.login), actor(services, login(rows()[place])).party or ""
    registry.dismiss(services, admin, student, "学籍库的班级名称未更新，已报学籍部门更正。", version=1)


def _registered(agrees_on: int | None) -> bytes:
    otherwise = {place: said for place, said in OTHERWISE.items() if place != agrees_on}
    known = [{**row, **otherwise.get(place, {})} for place, row in enumerate(rows()) if place != GONE]
    file = io.StringIO()
    writer = csv.DictWriter(file, list(known[0]))
    writer.writeheader()
    writer.writerows([*known, known[0] | STRANGER | {"手机号码": "", "电子邮箱": ""}])
    return file.getvalue().encode("utf-8-sig")
