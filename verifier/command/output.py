"""The answers as text for people, as a table, as JSON lines and as CSV.

CSV is UTF-8 with a byte order mark, every text quoted, lines ended by CR LF (RFC 4180); a text that a spreadsheet would
execute gets an apostrophe in front, as in verifier/desk/csv.js.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import timedelta, timezone
from functools import lru_cache

from verifier.attestation import Paper, Report
from verifier.command import words
from verifier.command.rows import Row

BEIJING = timezone(timedelta(hours=8))
HEADER = ("结论", "来源", "编号", "毕业生", "学校", "用人单位", "真伪", "状态", "状态时间", "说明")
_GOOD = {True: "真实有效", False: "请看说明"}
_EXECUTED = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])")
_WIDE = {"W", "F"}
_SHOWN = 24


def lines(row: Row) -> list[str]:
    """Return the four answers about one paper."""
    if row.report is None:
        return [f"{row.name}: {note}" for note in row.notes]
    report = row.report
    return [
        f"1 是否真实 authentic: {words.AUTHENTIC[report.authentic]}",
        f"2 目前状态 status:    {words.status(report)}",
        f"3 状态时间 as of:     {_as_of(report) or '—'}",
        "4 与纸面核对 compare:",
        *(_paper(report.paper) if report.paper else ["  —"]),
        *(f"  ! {check.step} {check.name}: {check.code}" for check in report.checks if check.code),
        *(f"  ! {note}" for note in row.notes),
        *_differing(row),
    ]


def _differing(row: Row) -> Iterable[str]:
    if row.differences:
        yield f"  ! {words.DIFFERS}:"
    for one in row.differences:
        yield f"    {one.field}: {one.agreed} ≠ {one.found if one.found is not None else '—'}"


def _as_of(report: Report) -> str:
    return report.as_of.issued_at.astimezone(BEIJING).isoformat(" ") if report.as_of else ""


def _minute(report: Report) -> str:
    return _as_of(report)[: len("2026-07-15 09:00")]


def _paper(paper: Paper) -> list[str]:
    claims, terms = paper.claims, paper.claims.terms
    fields = {
        "毕业生 graduate": claims.name,
        "持有人信息 holder": claims.holder_hint,
        "学校 school": f"{paper.school} ({claims.school:05d})",
        "用人单位 employer": claims.employer,
        "信用代码 credit code": claims.uscc,
        "编号 number": claims.number,
        "版次 edition": claims.edition,
        "工作岗位 position": terms and terms.position,
        "月薪 monthly pay": terms and terms.monthly_pay,
        "违约金 penalty": terms and terms.penalty,
        "报到时间 report by": terms and terms.report_by,
        "校验码 check code": paper.check_code,
    }
    return [f"  {name}: {words.ABSENT if value is None else value}" for name, value in fields.items()]


def cells(row: Row) -> tuple[str, ...]:
    """Return the row in the order of `HEADER`."""
    notes = [*row.notes]
    if row.differences:
        notes.append(f"{words.DIFFERS}: {'、'.join(dict.fromkeys(one.field for one in row.differences))}")
    verdict = _GOOD[row.is_good]
    report, said = row.report, " ".join(notes)
    if report is None:
        return (verdict, row.name, *[""] * 7, said)
    claims = report.paper.claims if report.paper else None
    named = (claims.number, claims.name, report.paper.school, claims.employer) if report.paper and claims else [""] * 4
    answers = words.AUTHENTIC[report.authentic], words.status(report), _minute(report)
    return (verdict, row.name, *named, *answers, said)


def csv_line(cells: Sequence[str]) -> str:
    """Return one line of CSV."""
    return ",".join(_quoted(cell) for cell in cells) + "\r\n"


def _quoted(cell: str) -> str:
    text = f"'{cell}" if _EXECUTED.match(cell) else cell
    return '"' + text.replace('"', '""') + '"'


def json_line(row: Row) -> str:
    """Return the row as one line of JSON."""
    return json.dumps(row.json(), ensure_ascii=False) + "\n"


def table(rows: Sequence[Row]) -> list[str]:
    """Return an aligned table and how many are good; the last column is as long as its sentence."""
    texts = [HEADER, *(cells(row) for row in rows)]
    texts = [(one[0], _end(one[1]), *map(_clipped, _in_chinese(one[2:-1])), one[-1]) for one in texts]
    widths = [max(map(_width, column)) for column in list(zip(*texts, strict=True))[:-1]]
    good = sum(row.is_good for row in rows)
    count = (
        f"共 {len(rows)} 份，真实有效 {good} 份，其余 {len(rows) - good} 份请看说明。 {good} of {len(rows)} are good."
    )
    return [*(_aligned(one, widths) for one in texts), count]


def _aligned(texts: Sequence[str], widths: Sequence[int]) -> str:
    padded = (text + " " * (width - _width(text)) for text, width in zip(texts, widths, strict=False))
    return "  ".join((*padded, texts[-1])).rstrip()


@lru_cache(maxsize=4096)
def _width(text: str) -> int:
    return (
        len(text)
        if text.isascii()
        else sum(2 if unicodedata.east_asian_width(character) in _WIDE else 1 for character in text)
    )


def _end(name: str) -> str:
    """Of a path, its end tells one from another."""
    while _width(name) > _SHOWN:
        name = f"…{name[2:]}"
    return name


def _in_chinese(texts: Sequence[str]) -> Iterable[str]:
    """Of number, name, school, employer, the two answers and the time, leave out the answers' English."""
    *names, authentic, status, time = texts
    return (*names, authentic.partition(" ")[0], status.partition(" ")[0], time)


def _clipped(short: str) -> str:
    while _width(short) > _SHOWN:
        short = f"{short[:-2]}…"
    return short
