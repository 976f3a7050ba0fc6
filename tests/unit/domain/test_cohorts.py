"""A07, A08: which cohorts may sign, and for whom paper is still good."""

from __future__ import annotations

from datetime import date

import pytest

from functions.domain import cohorts
from functions.domain.errors import Refused
from functions.domain.policy import SchoolPolicy
from tests import factories as some
from tests.factories import COHORT
from tests.unit.domain.cells import refusal

DAY, BEFORE = date(2025, 9, 5), date(2025, 9, 4)
ONLINE = SchoolPolicy(online_only_from=DAY, online_only_cohort=COHORT, paper_exceptions=("选调", "涉密单位"))
SAID = {"from": "2025-09-05", "listed": "选调、涉密单位"}

# The first and the last open cohort; then whether this one may sign.
OPEN: dict[str, tuple[int, int, bool]] = {
    "no bounds": (0, 0, True),
    "from this one on": (COHORT, 0, True),
    "up to this one": (0, COHORT, True),
    "this one alone": (COHORT, COHORT, True),
    "not before the next": (COHORT + 1, 0, False),
    "not after the last": (0, COHORT - 1, False),
}


@pytest.mark.parametrize(("first", "last", "may"), OPEN.values(), ids=OPEN)
def test_a08_a_cohort_signs_once_the_school_has_opened_it(first: int, last: int, may: bool) -> None:
    policy = SchoolPolicy(open_cohort_first=first, open_cohort_last=last)
    wanted = None if may else Refused("cohort_not_open", rule="A08")
    assert cohorts.refusal(some.student(), policy) == wanted


def test_a07_who_is_directed_signs_in_no_cohort() -> None:
    why = cohorts.refusal(some.student(training_mode="定向"), SchoolPolicy())
    assert why == Refused("student_not_eligible", rule="A07")


# Policy, cohort, day, exception; then the refusal.
PAPER: dict[str, tuple[SchoolPolicy, int, date, str, Refused | None]] = {
    "without a date paper is as good as ever": (SchoolPolicy(), COHORT, DAY, "", None),
    "the day before": (ONLINE, COHORT, BEFORE, "", None),
    "on the day": (ONLINE, COHORT, DAY, "", Refused("signs_online_only", field="exception", rule="A08", params=SAID)),
    "an earlier cohort": (ONLINE, COHORT - 1, DAY, "", None),
    "a later cohort": (
        ONLINE, COHORT + 1, DAY, "", Refused("signs_online_only", field="exception", rule="A08", params=SAID)),
    "a listed exception": (ONLINE, COHORT, DAY, "涉密单位", None),
    "an exception that is not listed": (
        ONLINE, COHORT, DAY, "想要纸质的",
        Refused("exception_not_listed", field="exception", rule="A08", params={"listed": "选调、涉密单位"})),
    "one that is not listed, before the day too": (
        ONLINE, COHORT, BEFORE, "想要纸质的",
        Refused("exception_not_listed", field="exception", rule="A08", params={"listed": "选调、涉密单位"})),
    "where nothing is listed": (
        SchoolPolicy(online_only_from=DAY, paper_exceptions=()), COHORT, DAY, "",
        Refused("signs_online_only", field="exception", rule="A08", params={"from": "2025-09-05", "listed": "—"})),
}  # fmt: skip


@pytest.mark.parametrize(("policy", "cohort", "today", "exception", "wanted"), PAPER.values(), ids=PAPER)
def test_a08_from_the_day_on_paper_is_for_listed_exceptions(
    policy: SchoolPolicy, cohort: int, today: date, exception: str, wanted: Refused | None
) -> None:
    student = some.student(cohort=cohort)
    if wanted is None:
        cohorts.require_paper(student, exception, policy, today)
        return
    assert refusal(lambda: cohorts.require_paper(student, exception, policy, today)) == wanted
