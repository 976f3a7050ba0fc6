"""`python -m verifier LINK --root HEX --trust FILE --status FILE`: the four answers about one scanned code, offline.

Exit status: 0 only for genuine and valid, 1 for everything else that was checked, 2 for bad usage, which includes a
trust list that the root did not sign.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from verifier.attestation import Authentic, Fault, Paper, Report, Status, TrustList, trust_reader, verify

BEIJING = timezone(timedelta(hours=8))
ROOT_DIGITS = 64
ABSENT = "(不在二维码中 not in the code)"
AUTHENTIC = {
    Authentic.GENUINE: "真实 genuine",
    Authentic.NOT_GENUINE: "不真实 not genuine",
    Authentic.UNKNOWN_KEY: "无法确认：不认识签发密钥 unknown key",
    Authentic.UNCONFIRMED: "暂时无法确认 cannot be confirmed",
    Authentic.NOT_OURS: "此二维码不属于本平台 not our code",
}
STATUS = {
    Status.VALID: "有效 valid",
    Status.TERMINATED: "已解约或作废 terminated",
    Status.SUSPENDED: "已暂停 suspended",
    Status.SUPERSEDED: "已被新版取代 superseded",
    Status.UNKNOWN: "状态未知 unknown",
}


def main(arguments: list[str] | None = None) -> int:
    """Print the answers and return the exit status."""
    parser = _parser()
    given = parser.parse_args(arguments)
    try:
        trust = trust_reader.read(given.trust, given.root)
    except Fault as fault:
        parser.error(f"--trust: the root did not sign this trust list ({fault.code})")
    report = _report(given, trust)
    print(json.dumps(report.json(), ensure_ascii=False, indent=1) if given.json else "\n".join(_lines(report)))
    return 0 if report.is_good else 1


def _parser() -> ArgumentParser:
    parser = ArgumentParser("python -m verifier", description="Check the code on a printed employment agreement.")
    parser.add_argument("scanned", help="the link in the code, or the part after #")
    parser.add_argument("--root", required=True, type=_key, help="the root key that you trust: 64 hexadecimal digits")
    parser.add_argument("--trust", required=True, type=_file, help="a saved trust list, /t/trust.cwt")
    parser.add_argument("--status", type=_file, help="a saved status list, /s/<list>.cwt; none: unknown")
    parser.add_argument("--at", type=_instant, help="check as of this instant, such as 2026-07-15T09:00:00+08:00")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    return parser


def _key(digits: str) -> bytes:
    if len(digits) != ROOT_DIGITS:
        raise ArgumentTypeError(f"a root key has {ROOT_DIGITS} hexadecimal digits")
    try:
        return bytes.fromhex(digits)
    except ValueError:
        raise ArgumentTypeError("not hexadecimal") from None


def _file(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise ArgumentTypeError(f"{path}: {error.strerror}") from None


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError("not an instant of ISO 8601") from None
    if instant.tzinfo is None:
        raise ArgumentTypeError("an instant needs its offset, such as +08:00")
    return instant


def _report(given: Namespace, trust: TrustList) -> Report:
    now = given.at or datetime.now(UTC)  # noqa: TID251 - the command is copied without the service and its clock
    return verify(given.scanned.strip(), trust=trust, lists=lambda _: given.status, now=now)


def _lines(report: Report) -> list[str]:
    reasons = [f"{check.step} {check.name}: {check.code}" for check in report.checks if check.code]
    as_of = report.as_of.issued_at.astimezone(BEIJING).isoformat(" ") if report.as_of else "—"
    return [
        f"1 是否真实 authentic: {AUTHENTIC[report.authentic]}",
        f"2 目前状态 status:    {STATUS[report.status]}",
        f"3 状态时间 as of:     {as_of}",
        "4 与纸面核对 compare:",
        *(_paper(report.paper) if report.paper else ["  —"]),
        *(f"  ! {reason}" for reason in reasons),
    ]


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
    return [f"  {name}: {ABSENT if value is None else value}" for name, value in fields.items()]


if __name__ == "__main__":
    sys.exit(main())
