"""Which graduates a school has opened signing to, and for whom paper is still good (A07, A08).

1. A cohort outside the years that the school has opened signs nothing here.
2. From the policy's date on its cohorts sign online; paper is for the exceptions that the school lists, and each one is
   named with who decided.
3. Before that date, and for earlier cohorts, paper is as good as it was.
4. A roster may name a graduation year 20 years back or 10 ahead; the first rosters were imported in 2026.
"""

from __future__ import annotations

from datetime import date

from functions.domain.errors import Refused
from functions.domain.policy import SchoolPolicy
from functions.domain.student import Student

YEARS_BACK, YEARS_AHEAD = 20, 10
_FIRST_ROSTERS = 2026


def every(this_year: int) -> range:
    """Return all graduation years of which there may be students."""
    return range(_FIRST_ROSTERS - YEARS_BACK, this_year + YEARS_AHEAD + 1)


def refusal(student: Student, policy: SchoolPolicy) -> Refused | None:
    """Return why this student signs with nobody, None when nothing about training or cohort is in the way."""
    if not student.is_eligible():
        return Refused("student_not_eligible", rule="A07")
    return None if is_open(student.cohort, policy) else Refused("cohort_not_open", rule="A08")


def is_open(cohort: int, policy: SchoolPolicy) -> bool:
    """Tell whether the school has opened signing to a graduation year; 0 bounds nothing."""
    last = policy.open_cohort_last
    return policy.open_cohort_first <= cohort and (not last or cohort <= last)


def is_online_only(cohort: int, policy: SchoolPolicy, today: date) -> bool:
    """Tell whether a graduation year signs online only on a date (Shanghai)."""
    begins = policy.online_only_from
    return begins is not None and begins <= today and policy.online_only_cohort <= cohort


def require_paper(student: Student, exception: str, policy: SchoolPolicy, today: date) -> None:
    """Raise Refused where paper is not good for this student, or the exception is none of the school's."""
    listed = "、".join(policy.paper_exceptions) or "—"
    if exception and exception not in policy.paper_exceptions:
        raise Refused("exception_not_listed", field="exception", rule="A08", params={"listed": listed})
    if not exception and policy.online_only_from and is_online_only(student.cohort, policy, today):
        since = policy.online_only_from.isoformat()
        raise Refused("signs_online_only", field="exception", rule="A08", params={"from": since, "listed": listed})
