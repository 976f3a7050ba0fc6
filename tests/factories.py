"""A record of each kind with ordinary values; every field can be said otherwise by name.

They belong together: the student, the employer, the invitation and what follows are of one school and one case.
Identifiers are made up, with right check digits.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from functions.domain import agreement as agreements
from functions.domain import termination as terminations
from functions.domain.account import Account, AccountInvitation, Attempts, Session
from functions.domain.actors import Actor, Role, student_address
from functions.domain.agreement import Acceptance, Agreement, Issued, PaperSigning
from functions.domain.agreement import State as AgreementState
from functions.domain.application import Application, Interview
from functions.domain.blank_form import BlankForm, BlankFormReason, BlankRegister
from functions.domain.card import Card
from functions.domain.channels import Channel
from functions.domain.deadlines import expires_at
from functions.domain.edition import ReissueReason, ReissueRequest, Superseded
from functions.domain.employer import Admission, CodePath, Employer
from functions.domain.events import Chain, Event, EventKind, digest
from functions.domain.guest import Guest, LicenceCheck
from functions.domain.imports import Import, RowProblem
from functions.domain.initiation import EvidenceFile, Initiation
from functions.domain.invitation import Invitation
from functions.domain.issuing import (
    Issuance,
    KeyUse,
    NumberClaim,
    SigningKey,
    Status,
    StatusList,
    StatusMark,
    StatusSlot,
    list_id,
)
from functions.domain.letter import WaitingLetter
from functions.domain.notice import Message, Notice
from functions.domain.pairing import Pairing
from functions.domain.parcel import Parcel, PostedCopy
from functions.domain.parties import EmployerParty, GraduateParty, SchoolParty
from functions.domain.policy import Mode, PolicyVersion
from functions.domain.position import Position
from functions.domain.printing import Batch, Print
from functions.domain.register import IssuedEdition, RegisterEntry
from functions.domain.registry import Mismatch, MismatchKind
from functions.domain.resume import Resume
from functions.domain.retention import Hold
from functions.domain.school import College, School
from functions.domain.signing_count import SigningCount, Way
from functions.domain.signing_lock import LockState, OpenInvitation, OpenInvitations, SigningLock
from functions.domain.student import Correction, Student
from functions.domain.termination import Termination
from functions.domain.terms import ArchiveReceiver, Terms
from functions.domain.working_year import WorkingYear

NOW = datetime(2026, 3, 5, 8, 40, tzinfo=UTC)
SCHOOL = "10123"
COLLEGE = "203"
STUDENT = "s7k2m4q6x3y5z7a2b4c6d3e5f7"
EMPLOYER = "e5h7j2k4m6n3p5q7r2s4t6v3w5"
CARD = "k2a4b6c3d5e7f2g4h6j3k5m7n2"
CASE = "c3a5b7d2f4g6h3j5k7m2n4p6q3"
COHORT = 2026


def school(**fields: Any) -> School:
    colleges = (College(code=COLLEGE, name="计算机与信息学院"), College(code="204", name="管理学院"))
    ordinary: dict[str, Any] = {
        "code": SCHOOL, "name": "江淮理工大学", "department": "学生就业指导服务中心", "contact": "周敏",
        "phone": "0551-60000000", "address": "安徽省合肥市蜀山区学府路1号", "colleges": colleges,
    }  # fmt: skip
    return School(**ordinary | fields)


def position(**fields: Any) -> Position:
    ordinary: dict[str, Any] = {
        "id": "p2b4c6d3e5f7g2h4j6k3m5n7p2", "school": SCHOOL, "employer": EMPLOYER,
        "employer_name": "合肥云帆信息技术有限公司", "wanted": 3, "description": "参与平台的后端开发。",
        "terms": Terms(
            position="后端开发工程师", job_category="专业技术人员", workplace="安徽省合肥市", monthly_pay=9000
        ),
        "created_at": NOW,
    }  # fmt: skip
    return Position(**ordinary | fields)


def resume(**fields: Any) -> Resume:
    ordinary: dict[str, Any] = {
        "school": SCHOOL, "student": STUDENT, "wish": "后端开发", "experience": "暑期在校企实验室实习。",
        "skills": "英语六级", "about": "踏实。", "version": 1,
    }  # fmt: skip
    return Resume(**ordinary | fields)


def interview(**fields: Any) -> Interview:
    ordinary: dict[str, Any] = {
        "at": NOW + timedelta(days=3), "place": "望江西路800号3楼", "contact": "李强", "phone": "0551-69991111",
        "note": "请带作品。",
    }  # fmt: skip
    return Interview(**ordinary | fields)


def application(**fields: Any) -> Application:
    ordinary: dict[str, Any] = {
        "id": CASE, "school": SCHOOL, "student": STUDENT, "employer": EMPLOYER,
        "employer_name": "合肥云帆信息技术有限公司", "position": position().id, "title": "后端开发工程师",
        "applied_at": NOW, "policy_version": 1,
    }  # fmt: skip
    return Application(**ordinary | fields)


def policy(**fields: Any) -> PolicyVersion:
    ordinary: dict[str, Any] = {
        "school": SCHOOL, "number": 1, "effective_from": date(2025, 9, 1), "author": "a1", "author_name": "周敏",
        "note": "首次设定", "created_at": NOW - timedelta(days=180),
    }  # fmt: skip
    return PolicyVersion(**ordinary | fields)


def student(**fields: Any) -> Student:
    ordinary: dict[str, Any] = {
        "id": STUDENT, "school": SCHOOL, "number": "2022010345", "name": "欧阳思远", "cohort": COHORT,
        "college": COLLEGE, "college_name": "计算机与信息学院", "major": "计算机科学与技术", "degree": "本科毕业",
        "duration": "4", "training_mode": "非定向", "gender": "女", "id_sealed": bytes(range(40)),
        "id_mark": "6f" * 32, "id_last4": "002X", "id_kind": "居民身份证", "class_name": "计算机2201",
        "ethnicity": "汉族", "political_status": "共青团员", "phone": "13800000000", "email": "siyuan@mail.example",
        "origin": "341502", "address": "安徽省六安市金安区解放南路12号", "qq": "100000", "entry_year": 2022,
        "plan": "春季1",
    }  # fmt: skip
    return Student(**ordinary | fields)


def correction(**fields: Any) -> Correction:
    ordinary: dict[str, Any] = {
        "id": "k1", "school": SCHOOL, "college": COLLEGE, "student": STUDENT, "student_name": "欧阳思远",
        "student_number": "2022010345", "field": "major", "current": "计算机科学与技术", "proposed": "软件工程",
        "reason": "大二转专业", "requested_at": NOW,
    }  # fmt: skip
    return Correction(**ordinary | fields)


def signing_lock(**fields: Any) -> SigningLock:
    ordinary: dict[str, Any] = {
        "school": SCHOOL, "student": STUDENT, "state": LockState.HELD, "agreement": CASE, "version": 1,
    }  # fmt: skip
    return SigningLock(**ordinary | fields)


def working_year(**fields: Any) -> WorkingYear:
    year = fields.get("year", 2027)
    ordinary = {"year": year, "holidays": (date(year, 1, 1),), "make_up_workdays": (), "imported_at": NOW}
    return WorkingYear(**ordinary | fields)


def open_invitations(**fields: Any) -> OpenInvitations:
    entry = OpenInvitation(invitation=CASE, employer=EMPLOYER, expires_at=NOW + timedelta(days=14))
    return OpenInvitations(**{"school": SCHOOL, "student": STUDENT, "entries": (entry,), "version": 1} | fields)


def employer(**fields: Any) -> Employer:
    ordinary: dict[str, Any] = {
        "id": EMPLOYER, "name": "合肥云帆信息技术有限公司", "uscc": "91350100M000100Y43", "code_path": CodePath.NONE,
        "nature": "39", "industry": "I", "location": "340100", "address": "望江西路800号",
        "postcode": "230088", "contact": "李强", "phone": "0551-61111111", "email": "hr@yunfan.example",
        "licence": "licences/1", "registered_at": NOW - timedelta(days=30),
    }  # fmt: skip
    return Employer(**ordinary | fields)


def admission(**fields: Any) -> Admission:
    ordinary: dict[str, Any] = {
        "school": SCHOOL, "employer": EMPLOYER, "employer_name": "合肥云帆信息技术有限公司",
        "uscc": "91350100M000100Y43", "nature": "39", "requested_at": NOW - timedelta(days=20),
    }  # fmt: skip
    return Admission(**ordinary | fields)


def terms(**fields: Any) -> Terms:
    archive = ArchiveReceiver(
        receiver="合肥市人才服务中心", address="合肥市经开区1号", postcode="230601", contact="档案科"
    )
    ordinary: dict[str, Any] = {
        "position": "后端开发工程师", "job_category": "工程技术人员", "workplace": "安徽省合肥市", "monthly_pay": 9000,
        "trial_months": 3, "trial_pay": 7500, "contract_years": 3, "penalty": 5000, "report_by": date(2026, 7, 10),
        "archive": archive, "household_address": "合肥市经开区1号", "other": "提供单身宿舍，每月补贴 300 元。",
    }  # fmt: skip
    return Terms(**ordinary | fields)


def invitation(**fields: Any) -> Invitation:
    """Return a draft."""
    ordinary: dict[str, Any] = {
        "id": CASE, "school": SCHOOL, "student": STUDENT, "employer": EMPLOYER, "college": COLLEGE,
        "student_name": "欧阳思远", "student_number": "2022010345", "employer_name": "合肥云帆信息技术有限公司",
        "terms": terms(), "created_at": NOW - timedelta(days=3), "policy_version": 1,
    }  # fmt: skip
    return Invitation(**ordinary | fields)


def graduate_party(**fields: Any) -> GraduateParty:
    ordinary: dict[str, Any] = {
        "name": "欧阳思远", "number": "2022010345", "gender": "女", "college": COLLEGE,
        "college_name": "计算机与信息学院", "major": "计算机科学与技术", "degree": "本科毕业", "duration": "4",
        "training_mode": "非定向", "class_name": "计算机2201", "phone": "13800000000", "email": "siyuan@mail.example",
    }  # fmt: skip
    return GraduateParty(**ordinary | fields)


def employer_party(**fields: Any) -> EmployerParty:
    ordinary: dict[str, Any] = {
        "name": "合肥云帆信息技术有限公司", "uscc": "91350100M000100Y43", "nature": "39", "industry": "I",
        "location": "340100", "address": "安徽省合肥市高新区望江西路800号", "postcode": "230088", "contact": "李强",
        "phone": "0551-61111111", "email": "hr@yunfan.example",
    }  # fmt: skip
    return EmployerParty(**ordinary | fields)


def school_party(**fields: Any) -> SchoolParty:
    ordinary: dict[str, Any] = {
        "code": SCHOOL, "name": "江淮理工大学", "department": "学生就业指导服务中心", "contact": "周敏",
        "phone": "0551-60000000", "address": "安徽省合肥市蜀山区学府路1号",
    }  # fmt: skip
    return SchoolParty(**ordinary | fields)


def agreement(**fields: Any) -> Agreement:
    """Return an agreement that waits for the college's review."""
    ordinary: dict[str, Any] = {
        "id": CASE, "school": SCHOOL, "student": STUDENT, "employer": EMPLOYER, "college": COLLEGE, "cohort": COHORT,
        "plan": "春季1", "mode": Mode.EMPLOYER_INITIATED, "graduate": graduate_party(), "unit": employer_party(),
        "witness": school_party(), "terms": terms(), "acceptance": acceptance(), "policy_version": 1,
        "submitted_at": NOW, "state": agreements.State.COLLEGE_REVIEW,
    }  # fmt: skip
    return Agreement(**ordinary | fields)


def evidence_file(**fields: Any) -> EvidenceFile:
    ordinary: dict[str, Any] = {
        "key": "evidence/1.pdf", "media_type": "application/pdf", "size": 2048, "hash": "e1" * 32, "at": NOW,
    }  # fmt: skip
    return EvidenceFile(**ordinary | fields)


def card(**fields: Any) -> Card:
    """Return a graduate's card that nobody has used."""
    ordinary: dict[str, Any] = {
        "id": CARD, "school": SCHOOL, "student": STUDENT, "secret_hash": "cd" * 32, "made_at": NOW,
        "expires_at": expires_at(NOW, 7), "policy_version": 1,
    }  # fmt: skip
    return Card(**ordinary | fields)


def guest(**fields: Any) -> Guest:
    """Return a unit that signs by the card, with its licence unchecked."""
    papers = (evidence_file(key="guests/1.pdf"),)
    return Guest(**{"card": CARD, "unit": employer_party(), "files": papers} | fields)


def licence_check(**fields: Any) -> LicenceCheck:
    ordinary: dict[str, Any] = {"account": "a3", "name": "王老师", "at": NOW, "how": "公示系统可查，已回拨登记电话"}
    return LicenceCheck(**ordinary | fields)


def by_guest(**fields: Any) -> Invitation:
    """Return a guest's invitation before it is sent."""
    return invitation(**{"employer": "", "guest": guest()} | fields)


def signed_by_guest(**fields: Any) -> Agreement:
    """Return an agreement that came of a guest's invitation, under review."""
    return agreement(**{"employer": "", "mode": Mode.QR, "guest": guest()} | fields)


def initiation(**fields: Any) -> Initiation:
    ordinary = {"saved_at": NOW, "pay_after_trial": 9500, "files": (evidence_file(),)}
    return Initiation(**ordinary | fields)


def initiated(**fields: Any) -> Agreement:
    """Return an agreement that a student began, ready to be submitted: its unit has no account."""
    ordinary: dict[str, Any] = {
        "mode": Mode.STUDENT_INITIATED, "employer": "", "state": agreements.State.DRAFT, "revision": 0,
        "acceptance": acceptance(hash="", revision=0, pay_after_trial=None), "initiation": initiation(),
    }  # fmt: skip
    return agreement(**ordinary | fields)


def on_paper(**fields: Any) -> PaperSigning:
    ordinary: dict[str, Any] = {
        "mark": "HN-0012", "exception": "选调", "note": "", "account": "a3", "name": "王老师", "at": NOW,
    }  # fmt: skip
    return PaperSigning(**ordinary | fields)


def signed_on_paper(**fields: Any) -> Agreement:
    """Return an agreement that the college has recorded, ready to be reported."""
    ordinary = {"mode": Mode.OFFLINE, "state": agreements.State.AWAITING_REPORT, "on_paper": on_paper()}
    return initiated(**ordinary | fields)


def acceptance(**fields: Any) -> Acceptance:
    return Acceptance(**{"hash": "ab" * 32, "at": NOW, "account": "a2", "pay_after_trial": 9000} | fields)


def review(**fields: Any) -> agreements.Review:
    ordinary: dict[str, Any] = {
        "level": Role.COLLEGE, "decision": agreements.Action.PASS, "account": "a3", "name": "王老师", "at": NOW,
        "revision": 1,
    }  # fmt: skip
    return agreements.Review(**ordinary | fields)


def issued(**fields: Any) -> Issued:
    ordinary: dict[str, Any] = {
        "token": bytes(range(256)), "url": "https://verify.example/v#1123456", "check_code": "7K2M9QX4",
        "kid": "10123-a1", "status_list": list_id(SCHOOL, COHORT, 0), "status_index": 12345, "at": NOW,
    }  # fmt: skip
    return Issued(**ordinary | fields)


def posted(**fields: Any) -> PostedCopy:
    parcel = Parcel(sent_on=date(2026, 3, 6), carrier="邮政", tracking="EA123456789CN")
    return PostedCopy(**{"parcel": parcel, "account": "a3", "name": "李强", "at": NOW} | fields)


def waiting_letter(**fields: Any) -> WaitingLetter:
    return WaitingLetter(**{"agreement": CASE, "role": Role.STUDENT, "file": evidence_file()} | fields)


def reissue(**fields: Any) -> ReissueRequest:
    """Return the student's application for another edition."""
    ordinary: dict[str, Any] = {
        "reason": ReissueReason.LOST, "explanation": "搬家时遗失", "role": Role.STUDENT, "account": "a2",
        "name": "欧阳思远", "at": NOW,
    }  # fmt: skip
    return ReissueRequest(**ordinary | fields)


def termination(**fields: Any) -> Termination:
    """Return an application of the student's that waits for the employer's answer."""
    ordinary: dict[str, Any] = {
        "id": "t1", "agreement": CASE, "school": SCHOOL, "college": COLLEGE, "student": STUDENT, "employer": EMPLOYER,
        "student_name": "欧阳思远", "student_number": "2022010345", "class_name": "计算机2201",
        "employer_name": "合肥云帆信息技术有限公司", "employer_nature": "39", "cohort": COHORT,
        "initiator": Role.STUDENT, "reason": terminations.Reason.FURTHER_STUDY, "explanation": "已被录取为硕士研究生",
        "letter": "", "applied_at": NOW, "answer_by": NOW + timedelta(days=14), "policy_version": 1,
        "degree": "本科毕业", "major": "计算机科学与技术", "plan": "春季1",
    }  # fmt: skip
    return Termination(**ordinary | fields)


def event(**fields: Any) -> Event:
    """Return an event with the hash of its content."""
    ordinary: dict[str, Any] = {
        "case": CASE, "seq": 1, "kind": EventKind.INVITATION_SENT, "at": NOW, "school": SCHOOL, "account": "a4",
        "role": Role.EMPLOYER, "name": "李强", "details": {"position": "后端开发工程师", "revision": 1},
        "audience": (student_address(STUDENT),), "policy_version": 1,
    }  # fmt: skip
    made = Event(**ordinary | fields)
    return made if "hash" in fields else Event(**ordinary | fields | {"hash": digest(made)})


def chain(**fields: Any) -> Chain:
    return Chain(**{"case": CASE, "seq": 1, "head": event().hash, "version": 1} | fields)


def message(**fields: Any) -> Message:
    ordinary = {"channel": Channel.EMAIL, "to": "siyuan@mail.example", "language": "zh-CN", "due_at": NOW}
    return Message(**ordinary | fields)


def notice(**fields: Any) -> Notice:
    ordinary: dict[str, Any] = {
        "address": student_address(STUDENT), "case": CASE, "seq": 1, "kind": EventKind.INVITATION_SENT,
        "school": SCHOOL, "at": NOW, "details": {"position": "后端开发工程师", "revision": 1},
    }  # fmt: skip
    return Notice(**ordinary | fields)


def account(**fields: Any) -> Account:
    """Return the student's account."""
    ordinary: dict[str, Any] = {
        "id": "a2", "login": f"{SCHOOL}/2022010345", "role": Role.STUDENT, "name": "欧阳思远",
        "password_hash": "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaA", "school": SCHOOL, "party": STUDENT,
        "email": "siyuan@mail.example", "created_at": NOW,
    }  # fmt: skip
    return Account(**ordinary | fields)


def actor(**fields: Any) -> Actor:
    """Return the student."""
    ordinary = {"account": "a2", "role": Role.STUDENT, "name": "欧阳思远", "school": SCHOOL, "party": STUDENT}
    return Actor(**ordinary | fields)


_BINDINGS: dict[Role, dict[str, Any]] = {
    Role.STUDENT: {"school": SCHOOL, "party": STUDENT}, Role.EMPLOYER: {"party": EMPLOYER},
    Role.COLLEGE: {"school": SCHOOL, "college": COLLEGE}, Role.SCHOOL: {"school": SCHOOL},
    Role.ADMIN: {"school": SCHOOL}, Role.GUEST: {"school": SCHOOL, "party": CARD},
}  # fmt: skip


def someone(role: Role, **fields: Any) -> Actor:
    """Return an actor of a role, bound to the ordinary records where the role is bound to any."""
    return Actor(**{"account": f"account-{role}", "role": role, "name": role.value} | _BINDINGS.get(role, {}) | fields)


def attempts(**fields: Any) -> Attempts:
    return Attempts(**{"login_mark": "0a" * 32, "failures": 1, "version": 1} | fields)


def session(**fields: Any) -> Session:
    ordinary: dict[str, Any] = {
        "token_hash": "1b" * 32, "account": "a2", "epoch": 0, "csrf": "c5", "created_at": NOW, "seen_at": NOW,
        "actor": actor(),
    }  # fmt: skip
    return Session(**ordinary | fields)


def account_invitation(**fields: Any) -> AccountInvitation:
    ordinary: dict[str, Any] = {
        "token_hash": "2c" * 32, "email": "wang@school.example", "role": Role.COLLEGE, "name": "王老师",
        "school": SCHOOL, "college": COLLEGE, "invited_by": "a1", "created_at": NOW,
        "expires_at": NOW + timedelta(days=7),
    }  # fmt: skip
    return AccountInvitation(**ordinary | fields)


def issuance(**fields: Any) -> Issuance:
    ordinary: dict[str, Any] = {
        "agreement": CASE, "school": SCHOOL, "edition": 1, "number": "202610123000045", "kid": "10123-a1",
        "status_list": list_id(SCHOOL, COHORT, 0), "status_index": 12345, "record": b"\xa1record",
        "protected": b"\xa1protected", "payload": b"\xa1payload", "holders": ("用人单位", "毕业生", "学校"),
        "prepared_at": NOW,
    }  # fmt: skip
    return Issuance(**ordinary | fields)


def number_claim(**fields: Any) -> NumberClaim:
    return NumberClaim(**{"school": SCHOOL, "number": "202610123000045", "agreement": CASE} | fields)


def status_slot(**fields: Any) -> StatusSlot:
    return StatusSlot(**{"list_id": list_id(SCHOOL, COHORT, 0), "index": 12345, "agreement": CASE} | fields)


def status_mark(**fields: Any) -> StatusMark:
    ordinary: dict[str, Any] = {
        "list_id": list_id(SCHOOL, COHORT, 0), "index": 12345, "value": Status.INVALID, "school": SCHOOL,
    }  # fmt: skip
    return StatusMark(**ordinary | fields)


def status_list(**fields: Any) -> StatusList:
    ordinary = {"id": list_id(SCHOOL, COHORT, 0), "school": SCHOOL, "cohort": COHORT, "ordinal": 0}
    return StatusList(**ordinary | fields)


def signing_key(**fields: Any) -> SigningKey:
    ordinary: dict[str, Any] = {
        "school": SCHOOL, "use": KeyUse.AGREEMENT, "kid": "10123-a1", "public": bytes(range(32)),
        "reference": "keys/10123-a1", "not_before": NOW - timedelta(days=30), "not_after": NOW + timedelta(days=365),
    }  # fmt: skip
    return SigningKey(**ordinary | fields)


def print_(**fields: Any) -> Print:
    ordinary: dict[str, Any] = {
        "agreement": CASE, "school": SCHOOL, "seq": 1, "edition": 1, "copy": 2, "holder": "毕业生", "account": "a2",
        "role": Role.STUDENT, "name": "欧阳思远", "at": NOW,
    }  # fmt: skip
    return Print(**ordinary | fields)


def batch(**fields: Any) -> Batch:
    by = actor(account="a1", role=Role.SCHOOL, name="周敏", party=None)
    ordinary: dict[str, Any] = {
        "id": "b1", "school": SCHOOL, "account": "a1", "actor": by, "agreements": (CASE,), "requested_at": NOW,
    }  # fmt: skip
    return Batch(**ordinary | fields)


def import_(**fields: Any) -> Import:
    problem = RowProblem(line=7, column="G", header="身份证号", code="id_check_digit", params={"expected": "X"})
    ordinary: dict[str, Any] = {
        "id": "i1", "school": SCHOOL, "account": "a1", "name": "周敏", "file_name": "2026届生源.xlsx",
        "blob": "imports/1", "uploaded_at": NOW, "problems": (problem,),
    }  # fmt: skip
    return Import(**ordinary | fields)


def superseded(**fields: Any) -> Superseded:
    """Return the first edition, whose paper was lost."""
    ordinary: dict[str, Any] = {
        "edition": 1, "by": 2, "at": NOW, "reason": ReissueReason.LOST, "check_code": "7K2M9QX4",
    }  # fmt: skip
    return Superseded(**ordinary | fields)


def blank_form(**fields: Any) -> BlankForm:
    """Return a form on paper that the student has."""
    ordinary: dict[str, Any] = {
        "mark": "HN-0012", "school": SCHOOL, "cohort": COHORT, "college": COLLEGE, "student": STUDENT,
        "student_name": "欧阳思远", "student_number": "2022010345", "reason": BlankFormReason.FIRST, "note": "",
        "issued_by": "王老师", "issued_at": NOW,
    }  # fmt: skip
    return BlankForm(**ordinary | fields)


def signing_count(**fields: Any) -> SigningCount:
    ordinary = {"school": SCHOOL, "cohort": COHORT, "counts": {Way.EMPLOYER: 3, Way.PAPER: 1}, "version": 4}
    return SigningCount(**ordinary | fields)  # type: ignore[arg-type]  # of several types


def blank_register(**fields: Any) -> BlankRegister:
    """Return the register of a cohort in which one form is out."""
    return BlankRegister(**{"school": SCHOOL, "cohort": COHORT, "issued": 1, "version": 1} | fields)


def pairing(**fields: Any) -> Pairing:
    """Return a computer that waits for a phone."""
    ordinary: dict[str, Any] = {
        "id": "p1", "secret_hash": "ab" * 32, "browser_hash": "cd" * 32, "check": "4827", "opened_at": NOW,
    }  # fmt: skip
    return Pairing(**ordinary | fields)


def mismatch(**fields: Any) -> Mismatch:
    """Return a mismatch: the registry has another major."""
    ordinary: dict[str, Any] = {
        "school": SCHOOL, "student": STUDENT, "cohort": COHORT, "college": COLLEGE, "kind": MismatchKind.DIFFERS,
        "registry": student(major="网络工程"), "fields": ("major",), "found_by": "i1", "found_at": NOW,
        "name": "欧阳思远", "number": "2022010345",
    }  # fmt: skip
    return Mismatch(**ordinary | fields)


def hold(**fields: Any) -> Hold:
    ordinary = {"case": CASE, "school": SCHOOL, "reason": "劳动争议仲裁", "author": "周敏", "at": NOW}
    return Hold(**ordinary | fields)


def register_entry(**fields: Any) -> RegisterEntry:
    ordinary = {
        "id": CASE, "school": SCHOOL, "student": STUDENT, "employer": EMPLOYER, "college": COLLEGE,
        "cohort": COHORT, "mode": Mode.EMPLOYER_INITIATED, "state": AgreementState.TERMINATED,
        "number": "202610123000045",
        "editions": (issued_edition(),), "issued": 1, "prints": 3, "signed_at": NOW, "effective_at": NOW,
        "ended_on": date(2026, 7, 1), "events": 7, "head": "ab" * 32, "erased_at": NOW,
        "kept_until": date(2056, 7, 1),
    }  # fmt: skip
    return RegisterEntry(**ordinary | fields)


def issued_edition(**fields: Any) -> IssuedEdition:
    ordinary = {
        "edition": 1, "digest": "cd" * 32, "kid": "10123-a1", "status_list": 101232600, "status_index": 12345,
        "prepared_at": NOW,
    }  # fmt: skip
    return IssuedEdition(**ordinary | fields)


RECORDS = (
    school, policy, student, correction, signing_lock, open_invitations, employer, admission, invitation, agreement,
    termination, event, chain, notice, account, attempts, session, account_invitation, issuance, number_claim,
    status_slot, status_mark, status_list, signing_key, print_, batch, import_, pairing, card, blank_form,
    blank_register, position, resume, application, mismatch, signing_count, hold, register_entry,
)  # fmt: skip
