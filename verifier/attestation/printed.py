"""The printed words against the record: which fields a page shows otherwise than they were agreed (SPEC.md 3).

1. `pages` are the texts of a file's pages in the order in which it draws them; blanks and line ends do not count.
2. The form of a record of version 1 is a sequence of labels, each followed by its value. A field agrees where its
   value stands between its own label and the next one, and nothing else does.
3. Head and foot of each page name the agreement: a page of another one and words after the foot are
   differences.
4. Compared are words that a file carries as text. A picture of a page has none, and a file may show other things than
   its text says: a person compares what can be seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any

from .clauses import CLAUSES
from .fault import Code, Fault
from .record import Difference, found, written

VERSION = 1
_BEIJING = timezone(timedelta(hours=8))
_SEAL_NOTE = "电子章图样（以平台核验为准）"
_SHOWN_OF_FOOT = 40
_LONG, _BEFORE = 60, 10
# What PDFium reads for a hyphen at the end of a line.
_HYPHEN = "\ufffe"
_BLANK = re.compile(r"[\s\ufeff]+")
# Label, place in the record, and unit. A heading has no place; it stands between two labels.
_FIELDS = """
姓名 student.name|性别 student.gender|民族 student.ethnicity|政治面貌 student.political_status
学号 student.number|学历 student.degree|培养方式 student.training_mode
院（系） student.college|专业 student.major|学制 student.duration years
联系电话 student.phone|QQ student.qq
家庭地址 student.address
学校联系部门 school.department|联系人 school.contact
学校通讯地址 school.address|联系电话 school.phone
乙方用人单位基本信息
单位名称 employer.name|统一社会信用代码 employer.uscc
联系人 employer.contact|招聘电话 employer.phone|E-mail employer.email
通讯地址 employer.address|邮政编码 employer.postcode
单位性质 employer.nature|单位行业 employer.industry
单位所在地 employer.location|职位类别 terms.job_category
约定事项
工作岗位 terms.position|工作地点 terms.workplace
月薪 terms.monthly_pay 元|转正后月薪 terms.pay_after_trial 元
试用期 terms.trial_months months|试用期月薪 terms.trial_pay 元
合同期限 terms.contract_years 年|报到时间 terms.report_by day|违约金 terms.penalty 元
户口迁移地址 terms.household_address
档案接收
接收单位 terms.archive.receiver|邮政编码 terms.archive.postcode
详细地址 terms.archive.address
联系人 terms.archive.contact|联系电话 terms.archive.phone
"""
_REMARKS = (
    ("terms.release_for_study", "甲方被录取升学的，可凭录取通知解除本协议，双方互不承担违约责任。"),
    ("terms.release_for_civil_service", "甲方被录用为公务员的，可凭录用通知解除本协议，双方互不承担违约责任。"),
)


@dataclass(frozen=True, slots=True)
class _Step:
    """A label and what follows it; None for words that are not compared."""

    label: str
    value: str | None = None
    field: str = ""


def differences(record: Mapping[str, Any], pages: Sequence[str]) -> tuple[Difference, ...]:
    """Return the fields that `pages` show otherwise than `record`, in the order of the form.

    Raises `Fault(bad_claims)` for a record of another version, whose form is not known here, and for one with other
    kinds of value.
    """
    if found(record, "version") != VERSION:
        raise Fault(Code.BAD_CLAIMS)
    try:
        steps = tuple(_steps(record))
    except (TypeError, ValueError, OverflowError, OSError):
        raise Fault(Code.BAD_CLAIMS) from None
    body, strangers = _body(record, [_squeezed(page) for page in pages])
    return (*_walk(body, steps), *strangers)


def _walk(text: str, steps: tuple[_Step, ...]) -> Iterable[Difference]:
    at = 0
    for step, following in pairwise(steps):
        start = text.find(step.label, at)
        if start < 0:
            if step.value:  # a heading that is missing shows in the field before it
                yield _difference(step, None)
            continue
        start += len(step.label)
        if step.value is not None and text.startswith(step.value + following.label, start):
            at = start + len(step.value)
            continue
        at = end = text.find(following.label, start)
        if step.value is not None:
            yield _difference(step, text[start:end] if end >= 0 else None)
        at = max(end, start)


def _difference(step: _Step, shown: str | None) -> Difference:
    """Name the field; of long texts show where they part."""
    agreed, at = step.value or "", 0
    if shown is not None and max(len(agreed), len(shown)) > _LONG:
        parting = (at for at, (one, other) in enumerate(zip(agreed, shown, strict=False)) if one != other)
        at = max(next(parting, min(len(agreed), len(shown))) - _BEFORE, 0)
    return Difference(step.field or step.label, _part(agreed, at), shown if shown is None else _part(shown, at))


def _part(text: str, at: int) -> str:
    shown = text[at : at + _LONG]
    return f"{'…' if at else ''}{shown}{'…' if at + _LONG < len(text) else ''}"


def _body(record: Mapping[str, Any], pages: list[str]) -> tuple[str, tuple[Difference, ...]]:
    """Join the pages without what each repeats; what stands where a page's foot should is a difference."""
    number, edition = _squeezed(written(found(record, "number")) or ""), found(record, "edition")
    mark = f"编号{number}第{edition}版"
    foot = re.compile(rf"{re.escape(mark)}·第\d+/\d+份（[^（）]*）校验码[0-9A-Z]{{8}}第\d+页/共\d+页$")
    head = f"{_title(record)}编号：{number}"
    text, strangers = "", []
    for page in pages:
        end = foot.search(page)
        if end is None:
            strangers.append(Difference("页脚", mark, page[-_SHOWN_OF_FOOT:]))
        body = page[: end.start() if end else None]
        text += _continued(body, head, has_remarks="备注【" in text) if text else body
    return text, tuple(strangers)


def _continued(body: str, head: str, *, has_remarks: bool) -> str:
    """A further page begins with the title and the number; remarks that go on there begin with their heading again."""
    return body.removeprefix(head).removeprefix("备注" if has_remarks else "")


def _steps(record: Mapping[str, Any]) -> Iterable[_Step]:
    yield _Step("", _title(record), "学校、届别")
    yield _Step("编号：", _squeezed(written(found(record, "number")) or ""), "编号")
    yield _Step("签发日期：", _day(_moment(record, "signed_at")), "签发日期")
    yield _Step("第", f"{found(record, 'edition')}版", "版次")
    yield _Step("·第")
    yield _Step("甲方毕业生基本信息", "")
    for field in re.split(r"[|\n]", _FIELDS.strip()):
        yield _field(record, *field.split(" "))
    yield _Step("备注", _remarks(record))
    yield _Step("甲方（毕业生）与乙方", CLAUSES.get(_template(record)), "条款")
    yield _Step("本协议自", f"{_effective(record)}起生效。", "生效日期")
    yield _Step("甲方意见：", _accepted(record), "甲方意见")
    yield _Step("签名：")
    yield _Step("院（系）意见：", _reviewed(record, "college"), "院（系）意见")
    yield _Step("学校毕业生就业部门意见：", _reviewed(record, "school"), "学校毕业生就业部门意见")
    yield _Step("注意事项")


def _field(record: Mapping[str, Any], label: str, path: str = "", unit: str = "") -> _Step:
    value = found(record, path)
    if value is None:
        return _Step(label, "")
    match unit:
        case "day":
            return _Step(label, _day(date.fromisoformat(value)))
        case "months":
            return _Step(label, f"{value}个月" if value else "无")
        case "years":
            return _Step(label, _squeezed(f"{value}年" if str(value)[-1:].isdecimal() else str(value)))
    return _Step(label, _squeezed(f"{value}{unit}"))


def _remarks(record: Mapping[str, Any]) -> str:
    fixed = (f"【{'√' if found(record, path) else ''}】{text}" for path, text in _REMARKS)
    return "".join(fixed) + _squeezed(found(record, "terms.other") or "")


def _template(record: Mapping[str, Any]) -> str:
    return f"{found(record, 'clauses.template')} {found(record, 'clauses.version')}"


def _effective(record: Mapping[str, Any]) -> str:
    path = "effective.at"
    return "各方签字、盖章之日" if found(record, path) is None else _day(_moment(record, path))


def _accepted(record: Mapping[str, Any]) -> str:
    moment = _moment(record, "acceptance.at")
    done = "发起签约" if found(record, "mode") == "student_initiated" else "应约"
    return f"本人已于{_day(moment)}{moment:%H:%M}（北京时间）在线{done}，确认以上全部内容。"


def _reviewed(record: Mapping[str, Any], level: str) -> str:
    review = next((one for one in found(record, "reviews") or () if found(one, "level") == level), None)
    if review is None:
        return "签章：年月日"
    opinion = found(review, "opinion") or "审核通过。"
    return _squeezed(f"{opinion}审核人（签章）：{found(review, 'by')}{_day(_moment(review, 'at'))}")


def _title(record: Mapping[str, Any]) -> str:
    return _squeezed(f"{found(record, 'school.name')}{found(record, 'cohort')}届毕业生就业协议书")


def _moment(record: Mapping[str, Any], path: str) -> datetime:
    seconds = found(record, path)
    return datetime.fromtimestamp(seconds, UTC).astimezone(_BEIJING)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _squeezed(text: str) -> str:
    return _BLANK.sub("", text).replace(_HYPHEN, "-").replace(_SEAL_NOTE, "")
