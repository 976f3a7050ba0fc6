"""What has happened before you arrive: agreements in the states that a desk has, made by the people themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from functions.domain import position, termination
from functions.domain.actors import Actor
from functions.domain.agreement import Action, Agreement
from functions.domain.application import Application as JobApplication
from functions.domain.application import Interview
from functions.domain.blank_form import BlankFormReason, Handout
from functions.domain.deadlines import local, local_date
from functions.domain.edition import ReissueReason
from functions.domain.employer import CodePath
from functions.domain.ending import Verdict
from functions.domain.grounds import Reason
from functions.domain.termination import Application, Termination
from functions.domain.terms import ArchiveReceiver, Terms
from functions.ports import Services
from functions.usecases import (
    agreements,
    applications,
    blank_forms,
    cards,
    evidence,
    guest_offers,
    guests,
    initiations,
    invitations,
    offers,
    positions,
    reissuing,
    resumes,
    reviews,
    terminations,
    unlocking,
)
from functions.usecases.guest_offers import Offered
from functions.usecases.initiations import Typed
from functions.usecases.invitations import Answers
from functions.usecases.uploads import PDF, Upload
from infra.seed.cast import ADMIN, BUREAU, COHORT, COLLEGES, REVIEWER, SCHOOL, TEAHOUSE, YUNFAN
from infra.seed.ground import LICENCE, actor
from infra.seed.roster import login, rows

ARCHIVE = ArchiveReceiver(
    receiver="合肥市人才服务中心", address="安徽省合肥市滨湖新区南京路2588号", postcode="230601", contact="档案室",
    phone="0551-69994444",
)  # fmt: skip
RESUME = {
    "wish": "后端开发或实施，合肥优先", "experience": "2026.07-2026.08 某省级实验室实习，编写数据接口与测试。",
    "skills": "英语六级；Python、SQL", "about": "",
}  # fmt: skip
POSITIONS = ("后端开发工程师", "测试工程师", "实施顾问", "会计")
FLAGGED = 10


def play(services: Services, work: Callable[[], None]) -> None:
    """Play it; the first student of the roster stays free, for you to invite."""
    cast = Cast(services)
    cast.draft(1)
    cast.invite(2)
    cast.reject(3)
    for place in (6, 7):
        cast.accept(place)
    cast.send_back(8)
    cast.revise(15)
    cast.initiate(16)
    cast.submit(17)
    cast.card(18)
    cast.invite_as_guest(18)
    cast.sign_as_guest(19)
    cast.check_guest(20)
    for place in (FLAGGED, 11):
        cast.pass_college(place)
    for place in (4, 5, 9, 12, 13, 14):
        cast.sign(place)
    work()
    cast.apply(12)
    cast.agree(14)
    cast.hand_out(6)
    cast.terminate(13)
    cast.reissue(9)
    cast.ask_to_unlock(4)
    cast.unlock(5)
    work()
    cast.recruit()
    cast.ask_for_reissue(9, ReissueReason.SPOILT, "盖章时弄污，单位要求换一份干净的。")


class Cast:
    """The people of the story, each by a place in the roster; every method is one step further than the one before."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.hr = actor(services, YUNFAN.email)

    def student(self, place: int) -> Actor:
        """Return the student at a place."""
        return actor(self.services, login(rows()[place]))

    def recruit(self) -> None:
        """Let the employer describe positions, and applications for the first stand at each step."""
        described = self.describe(0, "参与就业服务平台的后端开发，导师带教。\n有课程项目经验者优先。")
        closed = self.describe(2, "面向高校客户实施系统，接受出差。")
        positions.move(self.services, self.hr, closed, position.Action.CLOSE, version=1)
        self.apply_for(0, described)
        self.take_back(self.apply_for(4, described), 4)
        self.invite_to_interview(1, described)
        self.answer(3, described, is_accepted=True)
        self.answer(16, described, is_accepted=False)
        self.decide(13, described, is_passed=False)
        self.decide(2, described, is_passed=True)
        self.offer(5, described)

    def describe(self, place: int, description: str) -> str:
        """Let the employer describe a position; return its id."""
        return positions.publish(self.services, self.hr, SCHOOL.code, terms(place), 2, description).id

    def apply_for(self, place: int, described: str) -> JobApplication:
        """Let the student write a résumé and send it."""
        student = self.student(place)
        resumes.rewrite(self.services, student, **RESUME, version=0)
        return applications.apply(self.services, student, described)

    def take_back(self, sent: JobApplication, place: int) -> None:
        """Let the student think better of it."""
        applications.withdraw(self.services, self.student(place), sent.id, version=sent.version)

    def invite_to_interview(self, place: int, described: str) -> JobApplication:
        """Let the employer propose an interview five days from now."""
        sent = self.apply_for(place, described)
        at = (local(self.services.clock.now()) + timedelta(days=5)).replace(hour=14, minute=30, second=0, microsecond=0)
        when = Interview(
            at=at, place="https://meet.yunfan.example/8800", contact="李强", phone="0551-69991111",
            note="请准备一个课程项目，约四十分钟。",
        )  # fmt: skip
        return applications.invite(self.services, self.hr, sent.id, when, version=sent.version)

    def answer(self, place: int, described: str, *, is_accepted: bool) -> JobApplication:
        """Let the student accept the interview or decline it."""
        asked, reason = self.invite_to_interview(place, described), "" if is_accepted else "当天有期末考试，可否改期？"
        return applications.answer(
            self.services, self.student(place), asked.id, is_accepted=is_accepted, reason=reason, version=asked.version
        )

    def decide(self, place: int, described: str, *, is_passed: bool) -> JobApplication:
        """Let the employer record the result."""
        came, reason = self.answer(place, described, is_accepted=True), "" if is_passed else "本岗位名额已满。"
        return applications.decide(
            self.services, self.hr, came.id, is_passed=is_passed, reason=reason, version=came.version
        )

    def offer(self, place: int, described: str) -> None:
        """Let the employer offer the position."""
        passed = self.decide(place, described, is_passed=True)
        answer_by = local_date(self.services.clock.now()) + timedelta(days=10)
        offers.make(self.services, self.hr, passed.id, terms(place), answer_by, version=passed.version)

    def draft(self, place: int) -> str:
        """Let the employer draft an invitation; return its id."""
        party = self.student(place).party or ""
        return invitations.draft(self.services, self.hr, SCHOOL.code, party, terms(place), None).id

    def invite(self, place: int) -> str:
        """Let it send the invitation."""
        drafted = self.draft(place)
        invitations.send(self.services, self.hr, drafted, version=1)
        return drafted

    def reject(self, place: int) -> None:
        """Let the student say no."""
        invited = self.invite(place)
        version = self.services.store.invitation(invited).version
        invitations.reject(self.services, self.student(place), invited, "已决定继续深造。", version=version)

    def accept(self, place: int) -> Agreement:
        """Let the student say yes to what is shown."""
        return self._say_yes(place, self.invite(place))

    def _say_yes(self, place: int, invited: str) -> Agreement:
        student = self.student(place)
        reading = invitations.read(self.services, student, invited)
        seen = evidence.digest(invitations.bound(self.services, reading))
        return invitations.accept(self.services, student, invited, seen, Answers(pay_after_trial=8500))

    def card(self, place: int) -> str:
        """Let the student make a card; return its code."""
        return cards.make(self.services, self.student(place))[1]

    def invite_as_guest(self, place: int) -> str:
        """Let a recruiter without an account invite by a card, with a licence; return the invitation."""
        code, name = self.card(place), rows()[place]["姓名"]
        guests.attach(self.services, code, name, Upload(LICENCE, PDF))
        offered = Offered(unit=TEAHOUSE, code_path=CodePath.NONE, terms=terms(place), valid_days=None)
        return guest_offers.invite(self.services, code, name, offered).id

    def sign_as_guest(self, place: int) -> Agreement:
        """Let the student accept it."""
        return self._say_yes(place, self.invite_as_guest(place))

    def check_guest(self, place: int) -> Agreement:
        """Let the college check the licence and pass the agreement."""
        accepted = self.sign_as_guest(place)
        reviewer = actor(self.services, COLLEGES[accepted.college].login)
        how = "国家企业信用信息公示系统可查，已回拨登记电话核实。"
        checked = reviews.check_licence(self.services, reviewer, accepted.id, how, version=accepted.version)
        return self.review(checked, Action.PASS, _answer(checked))

    def initiate(self, place: int) -> Agreement:
        """Let the student draft a signing with a unit that does not sign online, and add its stamped letter."""
        student, unit = self.student(place), BUREAU
        typed = Typed(
            unit=unit, code_path=CodePath.NONE, terms=terms(place), answers=Answers(pay_after_trial=8000)
        )  # fmt: skip
        drafted = initiations.draft(self.services, student, typed)
        return initiations.attach(self.services, student, drafted.id, Upload(LICENCE, PDF))

    def submit(self, place: int) -> Agreement:
        """Let the student hand it in."""
        student, drafted = self.student(place), self.initiate(place)
        seen = evidence.digest(initiations.read(self.services, student, drafted.id).shown)
        return initiations.submit(self.services, student, drafted.id, seen)

    def send_back(self, place: int) -> Agreement:
        """Let the college return it."""
        return self.review(self.accept(place), Action.RETURN, "请写明试用期工资，并核对档案接收单位。")

    def revise(self, place: int) -> None:
        """Let the employer correct what was returned; the student has still to confirm it."""
        returned = self.send_back(place)
        better = replace(returned.terms, trial_pay=7000, archive=ARCHIVE)
        agreements.revise(self.services, self.hr, returned.id, better, version=returned.version)

    def pass_college(self, place: int) -> Agreement:
        """Let the college pass it."""
        accepted = self.accept(place)
        return self.review(accepted, Action.PASS, _answer(accepted))

    def sign(self, place: int) -> Agreement:
        """Let the school pass it, too."""
        passed, reviewer = self.pass_college(place), actor(self.services, REVIEWER.login)
        return reviews.review(self.services, reviewer, passed.id, Action.PASS, _answer(passed), version=passed.version)

    def review(self, accepted: Agreement, decision: Action, reason: str = "") -> Agreement:
        """Let the college decide."""
        reviewer = actor(self.services, COLLEGES[accepted.college].login)
        return reviews.review(self.services, reviewer, accepted.id, decision, reason, version=accepted.version)

    def hand_out(self, place: int) -> None:
        """Let the college hand a blank form to a student whose agreement is under review."""
        found = self.services.store.student(SCHOOL.code, self.student(place).party or "")
        teacher = actor(self.services, COLLEGES[found.college].login)
        handout = Handout(mark=f"{COHORT}-0001", reason=BlankFormReason.FIRST, note="报考选调，单位要求纸质协议书")
        blank_forms.issue(self.services, teacher, found.id, handout)

    def ask_for_reissue(self, place: int, reason: ReissueReason, explanation: str) -> Agreement:
        """Let the student apply for another edition."""
        student = self.student(place)
        (signed,) = self.services.store.agreements_of_student(SCHOOL.code, student.party or "")
        return reissuing.request(self.services, student, signed.id, reason, explanation, version=signed.version)

    def reissue(self, place: int) -> None:
        """Let the school give it out."""
        asked = self.ask_for_reissue(place, ReissueReason.LOST, "搬离宿舍时遗失。")
        reissuing.approve(self.services, actor(self.services, REVIEWER.login), asked.id, version=asked.version)

    def apply(self, place: int) -> tuple[str, str]:
        """Let the student apply for termination; return the agreement and the application."""
        student = self.student(place)
        (signed,) = self.services.store.agreements_of_student(SCHOOL.code, student.party or "")
        why = Application(reason=Reason.FURTHER_STUDY, explanation="已被录取为硕士研究生，申请解约。")
        applied = terminations.apply(self.services, student, signed.id, why, version=signed.version)
        return signed.id, applied.id

    def agree(self, place: int) -> Termination:
        """Let the employer agree to what the student applied for."""
        which = self.apply(place)
        return terminations.answer(self.services, self.hr, *which, is_agreed=True, reason="", version=1)

    def terminate(self, place: int) -> None:
        """Let the employer agree and the school approve."""
        self.settle(place, termination.Action.PASS, "双方协商一致。")

    def settle(self, place: int, decision: termination.Action, reason: str) -> None:
        """Let the employer agree and the school decide (M08, M09)."""
        agreed = self.agree(place)
        signed = self.services.store.agreement(agreed.agreement)
        is_passed = decision is termination.Action.PASS
        verdict = Verdict(
            decision=decision, reason=reason, fault=termination.Fault.NEITHER if is_passed else None,
            agreement_digest=evidence.digest(agreements.shown(signed)),
        )  # fmt: skip
        reviewer = actor(self.services, REVIEWER.login)
        which = agreed.agreement, agreed.id
        terminations.review(self.services, reviewer, *which, verdict, version=agreed.version)

    def ask_to_unlock(self, place: int) -> Agreement:
        """Let the administrator ask that a student who signed be free to sign elsewhere."""
        (signed,) = self.services.store.agreements_of_student(SCHOOL.code, self.student(place).party or "")
        why = "已应征入伍，单位未使用本系统，双方无法在线解约。"
        return unlocking.request(
            self.services, actor(self.services, ADMIN.login), signed.id, why, version=signed.version
        )

    def unlock(self, place: int) -> None:
        """Let the school's reviewer approve it."""
        asked, reviewer = self.ask_to_unlock(place), actor(self.services, REVIEWER.login)
        unlocking.unlock(self.services, reviewer, asked.id, version=asked.version)


def terms(place: int) -> Terms:
    """Return terms that differ from place to place; those at FLAGGED have a penalty that raises a flag."""
    has_archive = place % 2 == 1
    return Terms(
        position=POSITIONS[place % len(POSITIONS)], job_category="专业技术人员", workplace="安徽省合肥市",
        monthly_pay=7000 + 500 * (place % 5), trial_months=3, trial_pay=6500, contract_years=3,
        penalty=20000 if place == FLAGGED else 5000, report_by=date(COHORT, 7, 15),
        archive=ARCHIVE if has_archive else None, household_address="安徽省合肥市蜀山区" if has_archive else "",
        other="提供单身宿舍；每年一次体检。" if place % 3 else "",
    )  # fmt: skip


def _answer(found: Agreement) -> str:
    """Say how the flags of an agreement were looked into, where it has some (H04)."""
    return "已电话核实，双方均认可。" if found.flags else ""
