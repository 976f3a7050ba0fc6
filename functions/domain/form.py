"""The printed form as data: what stands in each cell, decided here and only drawn elsewhere.

1. The layout is the 8-column grid of form-and-codes.md 2.1: the spans of each row add up to 8, and a label is always
   beside its own value (trap 17: a real form printed 无党派民主人士 under 培养方式).
2. Everything comes from the canonical record; an empty value is an empty cell, never a dash or a guess. A record that
   is not decided yet (no number, acceptance None, no reviews) gives the form as it stands so far.
3. The student's and the employer's boxes are left for pen and stamp; the opinions of college and school come from
   the reviews.
4. Times are printed in Beijing time (trap 25).
5. The same value is drawn on paper and served as JSON, so that the portal shows the agreement as it will print.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from functions.domain.clauses import clauses

if TYPE_CHECKING:
    from collections.abc import Mapping

    Record = Mapping[str, Any]

COLUMNS = 8
HOLDERS = ("用人单位", "毕业生", "学校")
_BEIJING = timezone(timedelta(hours=8))
# What the student did; a record of before has no mode.
_DONE = {"student_initiated": "发起签约", "offline": "上报线下签约"}
_NUMERALS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Cell:
    """One box of the grid, `span` columns wide."""

    text: str
    span: int
    is_label: bool = False


Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Section:
    """Rows under one heading, which stands upright beside them."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Opinion:
    """A box for an opinion: what is printed in it, and the line left for signature or stamp."""

    party: str
    """student, employer, superior, college or school."""
    title: str
    text: str
    signature: str


@dataclass(frozen=True)
class Form:
    """A whole form; its fields are in reading order."""

    title: str
    number: str
    edition: int
    sections: tuple[Section, ...]
    remarks: tuple[str, ...]
    preamble: str
    articles: tuple[str, ...]
    opinions: tuple[Opinion, ...]
    notes: tuple[str, ...]


def compose(record: Record, holders: tuple[str, ...] = HOLDERS) -> Form:
    """Fill the form from a canonical record (verification.md 3); `holders` are named in the notes (R03)."""
    texts = clauses(record["clauses"]["template"], record["clauses"]["version"])
    return Form(
        title=f"{record['school']['name']}{record['cohort']}届毕业生就业协议书",
        number=record["number"] or "",
        edition=record["edition"],
        sections=(_student(record), _employer(record), _terms(record), _archive(record)),
        remarks=_remarks(record),
        preamble=texts.preamble,
        articles=(*texts.articles, _effective(record)),
        opinions=_opinions(record),
        notes=tuple(note.format(copies=_count(len(holders)), holders="、".join(holders)) for note in texts.notes),
    )


def beijing_day(seconds: int) -> str:
    """The day of an instant, as the form writes it: 2026年3月5日."""
    return _date(_moment(seconds))


def _student(record: Record) -> Section:
    student, school = record["student"], record["school"]
    return Section(
        "甲方（毕业生）基本信息",
        (
            _row(
                ("姓名", student["name"], 1),
                ("性别", student["gender"], 1),
                ("民族", student["ethnicity"], 1),
                ("政治面貌", student["political_status"], 1),
            ),
            _row(
                ("学号", student["number"], 2),
                ("学历", student["degree"], 1),
                ("培养方式", student["training_mode"], 2),
            ),
            _row(
                ("院（系）", student["college"], 2),
                ("专业", student["major"], 2),
                ("学制", _years(student["duration"]), 1),
            ),
            _row(("联系电话", student["phone"], 3), ("QQ", student["qq"], 3)),
            _row(("家庭地址", student["address"], 7)),
            _row(("学校联系部门", school["department"], 3), ("联系人", school["contact"], 3)),
            _row(("学校通讯地址", school["address"], 4), ("联系电话", school["phone"], 2)),
        ),
    )


def _employer(record: Record) -> Section:
    employer = record["employer"]
    return Section(
        "乙方（用人单位）基本信息",
        (
            _row(("单位名称", employer["name"], 4), ("统一社会信用代码", employer["uscc"], 2)),
            _row(
                ("联系人", employer["contact"], 1), ("招聘电话", employer["phone"], 2), ("E-mail", employer["email"], 2)
            ),
            _row(("通讯地址", employer["address"], 4), ("邮政编码", employer["postcode"], 2)),
            _row(("单位性质", employer["nature"], 3), ("单位行业", employer["industry"], 3)),
            _row(("单位所在地", employer["location"], 3), ("职位类别", record["terms"]["job_category"], 3)),
        ),
    )


def _terms(record: Record) -> Section:
    terms = record["terms"]
    return Section(
        "约定事项",
        (
            _row(("工作岗位", terms["position"], 3), ("工作地点", terms["workplace"], 3)),
            _row(("月薪", _yuan(terms["monthly_pay"]), 3), ("转正后月薪", _yuan(terms["pay_after_trial"]), 3)),
            _row(("试用期", _months(terms["trial_months"]), 3), ("试用期月薪", _yuan(terms["trial_pay"]), 3)),
            _row(
                ("合同期限", _amount(terms["contract_years"], "年"), 1),
                ("报到时间", _day(terms["report_by"]), 2),
                ("违约金", _yuan(terms["penalty"]), 2),
            ),
            _row(("户口迁移地址", terms["household_address"], 7)),
        ),
    )


def _archive(record: Record) -> Section:
    archive = record["terms"]["archive"] or dict.fromkeys(("receiver", "address", "postcode", "contact", "phone"))
    return Section(
        "档案接收",
        (
            _row(("接收单位", archive["receiver"], 4), ("邮政编码", archive["postcode"], 2)),
            _row(("详细地址", archive["address"], 7)),
            _row(("联系人", archive["contact"], 3), ("联系电话", archive["phone"], 3)),
        ),
    )


def _remarks(record: Record) -> tuple[str, ...]:
    terms = record["terms"]
    other = (line for line in (terms["other"] or "").splitlines() if line.strip())
    study, service = _tick(terms["release_for_study"]), _tick(terms["release_for_civil_service"])
    return (
        f"{study} 甲方被录取升学的，可凭录取通知解除本协议，双方互不承担违约责任。",
        f"{service} 甲方被录用为公务员的，可凭录用通知解除本协议，双方互不承担违约责任。",
        *other,
    )


def _effective(record: Record) -> str:
    at = record["effective"]["at"]
    since = "各方签字、盖章之日" if at is None else beijing_day(at)
    return f"本协议自{since}起生效。"


def _opinions(record: Record) -> tuple[Opinion, ...]:
    return (
        Opinion("student", "甲方意见", _accepted(record), "签名：          年    月    日"),
        Opinion("employer", "乙方意见", "", "经办人（公章）：          年    月    日"),
        Opinion("superior", "用人单位上级主管部门（档案接收部门）意见", "", "签章：          年    月    日"),
        _reviewed(record, "college", "院（系）意见"),
        _reviewed(record, "school", "学校毕业生就业部门意见"),
    )


def _accepted(record: Record) -> str:
    if record["acceptance"] is None:
        return ""
    moment, done = _moment(record["acceptance"]["at"]), _DONE.get(record.get("mode", ""), "应约")
    return f"本人已于{_date(moment)} {moment:%H:%M}（北京时间）在线{done}，确认以上全部内容。"


def _reviewed(record: Record, level: str, title: str) -> Opinion:
    review = next((review for review in record["reviews"] if review["level"] == level), None)
    if review is None:
        return Opinion(level, title, "", "签章：          年    月    日")
    return Opinion(
        level,
        title,
        review["opinion"] or "审核通过。",
        f"审核人（签章）：{review['by']}    {beijing_day(review['at'])}",
    )


def _row(*fields: tuple[str, str | None, int]) -> Row:
    return tuple(
        cell for label, value, span in fields for cell in (Cell(label, 1, is_label=True), Cell(value or "", span))
    )


def _amount(number: int | None, unit: str) -> str:
    return "" if number is None else f"{number}{unit}"


def _yuan(number: int | None) -> str:
    return _amount(number, "元")


def _years(duration: str | None) -> str:
    """The roster holds the bare number; an accepted correction may have its unit."""
    return f"{duration}年" if duration and duration[-1].isdecimal() else duration or ""


def _months(number: int | None) -> str:
    return "无" if number == 0 else _amount(number, "个月")


def _day(text: str | None) -> str:
    return _date(date.fromisoformat(text)) if text else ""


def _date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC).astimezone(_BEIJING)


def _tick(is_agreed: bool) -> str:  # noqa: FBT001 - one flag of the record, turned into its mark
    return "【√】" if is_agreed else "【　】"


def _count(number: int) -> str:
    return _NUMERALS[number] if number < len(_NUMERALS) else str(number)
