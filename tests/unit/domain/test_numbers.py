"""J15, decision 6: agreement numbers by the school's pattern."""

from __future__ import annotations

from typing import Any

import pytest

from functions.domain import numbers
from functions.domain.errors import Refused
from tests import factories as some
from tests.unit.domain.cells import refusal

GOOD = (
    "{year}{school}{serial:06}", "{student}", "NO-{year}-{degree}-{serial:09}", "{year}{student}", "{serial}{student}",
)  # fmt: skip
BAD = {
    "nothing": "",
    "no token": "2026",
    "an unknown token": "{year}{college}",
    "a token that is not closed": "{year",
    "a width of nothing": "{serial:00}",
    "a width without its zero": "{serial:6}",
    "a width of two digits": "{serial:012}",
    "Chinese": "第{serial}号",
    "a blank": "{year} {serial}",
    "a slash": "{year}/{serial}",
    "a format that Python would run": "{serial.__class__}",
    "full-width braces": "｛serial｝",
}


@pytest.mark.parametrize("pattern", GOOD)
def test_patterns_that_make_numbers(pattern: str) -> None:
    assert numbers.check_pattern(pattern) == pattern


@pytest.mark.parametrize("pattern", BAD.values(), ids=BAD)
def test_patterns_that_make_none(pattern: str) -> None:
    why = refusal(lambda: numbers.check_pattern(pattern))
    assert why == Refused("bad_number_pattern", field="agreement_number_pattern", rule="J15")


REPEATING = {
    "one number for a cohort": "{year}",
    "one for a school's cohort": "{year}{school}{degree}",
    "a count that begins anew each year": "{serial:06}",
    "the same within a school": "{school}-{serial}",
}


@pytest.mark.parametrize("pattern", REPEATING.values(), ids=REPEATING)
def test_decision_6_patterns_that_would_repeat(pattern: str) -> None:
    why = refusal(lambda: numbers.check_pattern(pattern))
    assert why == Refused("number_may_repeat", field="agreement_number_pattern", rule="decision 6")


# The numbers of the source systems (rules.md 1.6), and of our default.
NUMBERS: dict[str, tuple[str, str]] = {
    "the default": ("{year}{school}{serial:06}", "202610123000045"),
    "the student's number": ("{student}", "2022010345"),
    "year and student": ("{year}{student}", "20262022010345"),
    "year, school, degree, serial": ("{year}{school}{degree}{serial:05}", "202610123300045"),
    "a serial of any width": ("{year}-{serial}", "2026-45"),
    "a serial that is wider than its field": ("{serial:01}", "45"),
    "a year filled up": ("{year:06}{serial}", "00202645"),
}


@pytest.mark.parametrize(("pattern", "number"), NUMBERS.values(), ids=NUMBERS)
def test_make(pattern: str, number: str) -> None:
    assert numbers.make(pattern, some.agreement(), lambda: 45, 0) == number


DEGREES = {"博士研究生毕业": "1", "硕士研究生毕业": "2", "本科毕业": "3", "专科毕业": "4", "第二学士学位": "9", "": "9"}


@pytest.mark.parametrize(("degree", "code"), DEGREES.items(), ids=map(repr, DEGREES))
def test_degrees(degree: str, code: str) -> None:
    one = some.agreement(graduate=some.graduate_party(degree=degree))
    assert numbers.make("{degree}", one, lambda: 1, 0) == code


ATTEMPTS: dict[str, tuple[str, int, str]] = {
    "the first": ("{student}", 0, "2022010345"),
    "the second, when the first is taken for ever": ("{student}", 1, "2022010345-2"),
    "the third": ("{student}", 2, "2022010345-3"),
    "a pattern with a serial takes the next one": ("{serial}", 1, "2"),
}


@pytest.mark.parametrize(("pattern", "attempt", "number"), ATTEMPTS.values(), ids=ATTEMPTS)
def test_a_taken_number_is_never_taken_again(pattern: str, attempt: int, number: str) -> None:
    assert numbers.make(pattern, some.agreement(), lambda: attempt + 1, attempt) == number


def test_a_serial_is_asked_for_only_where_the_pattern_has_one() -> None:
    def never() -> int:
        raise AssertionError("no serial was wanted")

    assert numbers.make("{year}{student}", some.agreement(), never, 0) == "20262022010345"


def test_trap_23_two_graduates_of_one_name_have_two_numbers() -> None:
    other: Any = some.agreement(graduate=some.graduate_party(number="2022010346"))
    assert other.graduate.name == some.agreement().graduate.name
    made = {numbers.make("{year}{student}", each, lambda: 1, 0) for each in (some.agreement(), other)}
    assert len(made) == 2


@pytest.mark.parametrize("pattern", GOOD)
def test_no_number_is_longer_than_the_longest(pattern: str) -> None:
    agreement = some.agreement()
    made = numbers.make(pattern, agreement, lambda: 999_999_999, 98)
    assert len(made) <= len(numbers.longest(pattern, agreement.graduate.number))
