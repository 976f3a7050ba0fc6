"""A school leaves with its data: everything that is its own, as files that need no service of ours.

1. Workbooks: the register of its agreements, the lines of those whose time was over, and its students with their ID
   numbers, which are theirs to keep.
2. For each edition that was issued: the canonical record, the signed code and its link, and the papers. With the trust
   list and the school's status lists beside them, `python -m verifier` checks every paper without us.
3. Files come one by one: memory holds one, however large the school is. Paths hold opaque ids, never a name.
4. What an employer or another school wrote for itself is not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from functions.domain.agreement import Agreement, State
from functions.domain.issuing import Issuance
from functions.domain.register import RegisterEntry
from functions.domain.student import Student
from functions.ports import Page, Services
from functions.usecases import resealing, statuses, trust
from functions.usecases.issuing import document_key
from functions.usecases.lists import every
from verifier.attestation import link

Cell = str | int | float | date | None
_REGISTER = (
    "协议书编号", "文件夹", "版次", "学号", "姓名", "届别", "学院", "用人单位", "统一社会信用代码", "状态",
    "签约时间", "生效时间", "终止时间", "核验码", "状态列表", "状态位",
)  # fmt: skip
_STUDENTS = (
    "学号", "姓名", "届别", "学院", "专业", "班级", "学历", "学制", "培养方式", "性别", "证件类型", "证件号码",
    "手机", "邮箱", "协议书编号",
)  # fmt: skip


_ERASED = (
    "协议书编号", "文件夹", "版次", "届别", "学院代码", "状态", "签约时间", "生效时间", "终止日期", "打印次数",
    "记录条数", "末条记录摘要", "各版次摘要", "删除时间", "保存至",
)  # fmt: skip


class File(NamedTuple):
    """One file of an export; `path` is relative, with `/`."""

    path: str
    content: bytes


def export(services: Services, school: str) -> Iterator[File]:
    """Return the files of a school; raises NotFound where there is none of this code."""
    code = services.store.school(school).code
    students = (_student(services, one) for one in resealing.of_school(services, code))
    yield File("students.xlsx", services.sheets.write_xlsx(_STUDENTS, students))
    yield File("register.xlsx", services.sheets.write_xlsx(_REGISTER, map(_entry, agreements(services, code))))
    yield File("erased.xlsx", services.sheets.write_xlsx(_ERASED, map(_line, every(partial(_erased, services, code)))))
    for agreement in agreements(services, code):
        for issuance in issuances(services, agreement):
            yield from _edition(services, agreement, issuance)
    yield from _published(services, code)


def agreements(services: Services, school: str) -> Iterator[Agreement]:
    """Go through the agreements of a school that its reviewers have been shown, by state."""
    for state in State:
        yield from every(partial(_in_state, services, school, state))


def _in_state(services: Services, school: str, state: State, cursor: str | None) -> Page[Agreement]:
    return services.store.agreements(school, state, cursor=cursor)


def issuances(services: Services, agreement: Agreement) -> Iterator[Issuance]:
    """Return the editions of an agreement that were prepared."""
    for edition in range(1, agreement.edition + 1):
        if found := services.store.find_issuance(agreement.id, edition):
            yield found


def _student(services: Services, one: Student) -> Sequence[Cell]:
    return (
        one.number, one.name, one.cohort, one.college_name, one.major, one.class_name, one.degree, one.duration,
        one.training_mode, one.gender, one.id_kind, services.secrets.unseal(one.id_sealed), one.phone, one.email,
        one.agreement_number,
    )  # fmt: skip


def _entry(one: Agreement) -> Sequence[Cell]:
    moments: tuple[datetime | None, ...] = one.signed_at, one.effective_at, one.ended_at
    at = (one.issued.check_code, one.issued.status_list, one.issued.status_index) if one.issued else (None,) * 3
    return (
        one.number, one.id, one.edition, one.graduate.number, one.graduate.name, one.cohort, one.graduate.college_name,
        one.unit.name, one.unit.uscc, one.state.value, *moments, *at,
    )  # fmt: skip


def _erased(services: Services, school: str, cursor: str | None) -> Page[RegisterEntry]:
    return services.store.register_entries(school, cursor=cursor)


def _line(one: RegisterEntry) -> Sequence[Cell]:
    return (
        one.number, one.id, one.issued, one.cohort, one.college, one.state.value, one.signed_at, one.effective_at,
        one.ended_on, one.prints, one.events, one.head, " ".join(each.digest for each in one.editions), one.erased_at,
        one.kept_until,
    )  # fmt: skip


def _edition(services: Services, agreement: Agreement, issuance: Issuance) -> Iterator[File]:
    folder = _folder(issuance)
    yield File(record_path(issuance), issuance.record)
    issued = agreement.issued
    if coded := issued.token if issued and issued.edition == issuance.edition else issuance.token:
        yield File(f"{folder}/code.cwt", coded)
        yield File(f"{folder}/code.txt", link.text(services.host, coded).encode())
    for copy in range(1, len(issuance.holders) + 1):
        if services.blobs.exists(key := document_key(issuance, copy)):
            yield File(f"{folder}/copy-{copy}.pdf", services.blobs.get(key))


def record_path(issuance: Issuance) -> str:
    """Return where the record of an edition is among the files."""
    return f"{_folder(issuance)}/record.cbor"


def _folder(issuance: Issuance) -> str:
    return f"agreements/{issuance.agreement}/{issuance.edition}"


def _published(services: Services, school: str) -> Iterator[File]:
    lists = (statuses.path(one.id) for one in services.store.status_lists(school))
    for path in (trust.PATH, *lists):
        if content := services.site.read(path):
            # Where `python -m verifier --cache` looks for them.
            yield File(path.removeprefix("t/"), content)
