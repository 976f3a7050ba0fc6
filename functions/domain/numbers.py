"""Agreement numbers by the school's pattern (J15, decision 6).

1. A pattern is text with `{year}`, `{school}`, `{degree}`, `{student}` and `{serial}` or `{serial:06}`.
2. A number is for one agreement for ever: a pattern without a serial gets a suffix when its number is taken.
3. So a pattern tells students apart, or counts: serials begin anew with each cohort, so that one needs its year too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from functions.domain.errors import Refused

if TYPE_CHECKING:  # a school's policy asks for its pattern alone, and needs no agreement to check it (ADR 14)
    from functions.domain.agreement import Agreement

_TOKEN = re.compile(r"\{(year|school|degree|student|serial)(?::0([1-9]))?\}")
_REST = re.compile(r"[0-9A-Za-z-]*")
_DEGREES = {"博士": "1", "硕士": "2", "本科": "3", "专科": "4"}
_WIDEST = {"year": 4, "school": 5, "degree": 1, "serial": 9}
_SUFFIX = "-99"


def check_pattern(pattern: str) -> str:
    """Return a pattern that makes numbers; raises Refused."""
    if not _REST.fullmatch(_TOKEN.sub("", pattern)) or not _TOKEN.search(pattern):
        raise Refused("bad_number_pattern", field="agreement_number_pattern", rule="J15")
    named = {token[1] for token in _TOKEN.finditer(pattern)}
    if "student" not in named and not named >= {"year", "serial"}:
        raise Refused("number_may_repeat", field="agreement_number_pattern", rule="decision 6")
    return pattern


def make(pattern: str, agreement: Agreement, serial: Callable[[], int], attempt: int) -> str:
    """Return the `attempt`-th number (from 0) for an agreement; `serial` is asked only when the pattern has one."""
    values = {
        "year": lambda: str(agreement.cohort),
        "school": lambda: agreement.school,
        "degree": lambda: next((code for word, code in _DEGREES.items() if word in agreement.graduate.degree), "9"),
        "student": lambda: agreement.graduate.number,
        "serial": lambda: str(serial()),
    }
    number = _TOKEN.sub(lambda token: values[token[1]]().zfill(int(token[2] or 1)), pattern)
    return number if attempt == 0 or "{serial" in pattern else f"{number}-{attempt + 1}"


def longest(pattern: str, student: str) -> str:
    """Return a number as long as the pattern can make one for a student; `student` is the student's number."""
    widths = _WIDEST | {"student": len(student)}
    return _TOKEN.sub(lambda token: "X" * max(widths[token[1]], int(token[2] or 1)), pattern) + _SUFFIX
