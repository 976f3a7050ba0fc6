"""A second, small school with the rules and words of another system, Anhui's: nothing of the first is in sight here.

Graduates consent on their cards (E04), the employer posts its stamped copy (J14), and a stamp makes it effective (I04).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from functions.domain.actors import Actor, Role
from functions.domain.agreement import Action, Agreement
from functions.domain.deadlines import local_date
from functions.domain.employer import CodePath
from functions.domain.grounds import Reason
from functions.domain.parcel import Parcel
from functions.domain.policy import EffectiveOn, PolicyVersion, ReviewChain
from functions.domain.school import College, School
from functions.domain.termination import Application
from functions.policies.presets import presets
from functions.ports import Insert, Services
from functions.usecases import (
    accounts,
    cards,
    evidence,
    guest_offers,
    guests,
    imports,
    invitations,
    prints,
    reviews,
    stamped_copies,
    stamping,
    students,
    terminations,
)
from functions.usecases.accounts import Binding
from functions.usecases.cards import Consenting
from functions.usecases.invitations import Answers
from functions.usecases.uploads import PDF, Upload
from infra.seed.cast import COHORT, PASSWORD, TEAHOUSE, YUNFAN, Person
from infra.seed.ground import LICENCE, account, actor
from infra.seed.story import terms

WANLING = School(
    code="99020", name="皖岭示范学院", department="招生就业处", contact="汪琴", phone="0566-69990000",
    address="安徽省池州市贵池区示范路9号", colleges=(College(code="01", name="旅游与管理学院"),),
)  # fmt: skip
OFFICE = Person(login="admin@wanling.example", name="汪琴", role=Role.ADMIN)
TEACHER = Person(login="college1@wanling.example", name="鲍平", role=Role.COLLEGE, college="01")
ROSTER = "皖岭示范学院毕业生.csv"
ANSWERS = Answers(pay_after_trial=8500)
# What each has come to, by place.
FREE, CONSENTING, BY_CARD, POSTED, STAMPED = range(5)
_ROW = {
    "性别": "女", "学院": "01", "专业": "旅游管理", "班级": "旅管2301", "学历": "本科", "学制": "4",
    "培养方式": "非定向", "入学年份": str(COHORT - 4), "毕业年份（届）": str(COHORT), "方案": "春季",
}  # fmt: skip
GRADUATES = (
    ("胡晓晨", "991203200411051184"), ("陶然", "991203200408232523"), ("桂月明", "991203200501161379"),
    ("方以宁", "991203200412302643"), ("古丽米热·艾合买提", "991203200503023519"),
)  # fmt: skip


def play(services: Services, work: Callable[[], None]) -> None:
    """Make the school, and let each of its graduates but the last come as far as the place says."""
    _lay(services)
    _bring_in(services, work)
    small = Neighbour(services)
    small.consent(CONSENTING)
    small.sign_by_card(BY_CARD)
    posted = small.sign(POSTED)
    _decide_anew(services)
    stamped = small.sign(STAMPED)
    work()
    small.post(posted)
    small.stamp(stamped)
    small.leave(POSTED, posted)
    small.leave(STAMPED, stamped)


def rows() -> list[dict[str, str]]:
    """Return the rows of its roster by header."""
    return [
        {"学号": f"99020{place:04}", "姓名": name, "证件号码": id_number, "手机号码": f"1370000{place:04}",
         "电子邮箱": f"w{place:04}@mail.example"} | _ROW
        for place, (name, id_number) in enumerate(GRADUATES)
    ]  # fmt: skip


def _lay(services: Services) -> None:
    people = (Insert(account(services, person, WANLING.code)) for person in (OFFICE, TEACHER))
    services.store.commit(Insert(WANLING), Insert(_rules(services, 1, date(2020, 1, 1), "首次设定")), *people)


def _decide_anew(services: Services) -> None:
    """Let either level decide on terminations of what is signed from now on."""
    note, today = "解约由院系或学校任一方审核", local_date(services.clock.now())
    made = _rules(services, 2, today, note, termination_reviewers=ReviewChain.EITHER)
    services.store.commit(Insert(made))


def _rules(services: Services, number: int, day: date, note: str, **values: Any) -> PolicyVersion:  # noqa: ANN401 - a setting's
    """Return a version of Anhui's rules, under which an agreement takes effect by its stamp (decision 14)."""
    anhui = replace(presets()["anhui"].policy, effective_on_employer_initiated=EffectiveOn.PAPER_STAMP, **values)
    return PolicyVersion(
        school=WANLING.code, number=number, effective_from=day, author_name=OFFICE.name, note=note,
        created_at=services.clock.now(), policy=anhui,
    )  # fmt: skip


def _bring_in(services: Services, work: Callable[[], None]) -> None:
    office = actor(services, OFFICE.login)
    uploaded = imports.upload(services, office, ROSTER, _file())
    work()
    imports.start(services, office, uploaded.id, leave_out_bad=False)
    work()
    for row in rows():
        accounts.bind(services, Binding(
            school=WANLING.code, name=row["姓名"], number=row["学号"], id_number=row["证件号码"], password=PASSWORD,
        ))  # fmt: skip
        student = actor(services, login(row))
        version = services.store.student(WANLING.code, student.party or "").version
        students.vouch(services, student, row["手机号码"], row["电子邮箱"], version=version)


def _file() -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows()[0]))
    writer.writeheader()
    writer.writerows(rows())
    return file.getvalue().encode("utf-8-sig")


def login(row: dict[str, str]) -> str:
    """Return the login of the graduate of a row."""
    return accounts.student_login(WANLING.code, row["学号"])


class Neighbour:
    """Its people; every method is about one graduate, by place."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.hr, self.teacher = actor(services, YUNFAN.email), actor(services, TEACHER.login)

    def student(self, place: int) -> Actor:
        """Return the graduate at a place."""
        return actor(self.services, login(rows()[place]))

    def consent(self, place: int) -> str:
        """Let the graduate agree to terms on a card for the tea house; return the card's code."""
        consenting = Consenting(unit=TEAHOUSE.name, terms=terms(place), answers=ANSWERS)
        seen = evidence.digest(cards.shown(self.services, self.student(place), consenting))
        return cards.make(self.services, self.student(place), consenting, seen)[1]

    def sign_by_card(self, place: int) -> Agreement:
        """Let the tea house sign on those terms, which awaits its review."""
        code, name = self.consent(place), rows()[place]["姓名"]
        guests.attach(self.services, code, name, Upload(LICENCE, PDF))
        return guest_offers.conclude(self.services, code, name, TEAHOUSE, CodePath.NONE)

    def sign(self, place: int) -> Agreement:
        """Let the employer invite, the graduate accept and the college pass."""
        student, services = self.student(place), self.services
        drafted = invitations.draft(services, self.hr, WANLING.code, student.party or "", terms(place), None)
        invitations.send(services, self.hr, drafted.id, version=drafted.version)
        seen = evidence.digest(invitations.bound(services, invitations.read(services, student, drafted.id)))
        accepted = invitations.accept(services, student, drafted.id, seen, ANSWERS)
        return reviews.review(services, self.teacher, accepted.id, Action.PASS, "材料齐全。", version=accepted.version)

    def post(self, signed: Agreement) -> None:
        """Let the employer print its copy and note that it is on the way, stamped (J14)."""
        today = local_date(self.services.clock.now())
        parcel = Parcel(sent_on=today, carrier="中国邮政", tracking="EX123456785CN")
        version = self._printed(self.hr, signed)
        stamped_copies.note_posted(self.services, self.hr, signed.id, parcel, version=version)

    def stamp(self, signed: Agreement) -> None:
        """Let the college print it and record the day of the last seal, which makes it effective (I04)."""
        today = local_date(self.services.clock.now())
        version = self._printed(self.teacher, signed)
        stamping.record(self.services, self.teacher, signed.id, today, version=version)

    def leave(self, place: int, signed: Agreement) -> None:
        """Let the student apply with the unit's letter, for those to decide whom its policy names (M10)."""
        student, version = self.student(place), self.services.store.agreement(signed.id).version
        why = Application(reason=Reason.FURTHER_STUDY, explanation="已被录取为硕士研究生，单位已出具解约函。")
        terminations.apply(
            self.services, student, signed.id, why, version=version, letter=Upload(LICENCE, PDF)
        )  # fmt: skip

    def _printed(self, by: Actor, signed: Agreement) -> int:
        """Let somebody print the first copy; return the version that the agreement has now."""
        prints.print_copy(self.services, by, signed.id, 1)
        return self.services.store.agreement(signed.id).version
