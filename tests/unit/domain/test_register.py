"""A line of the register names nobody, closes the trail, and has a time of its own."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from functions.domain.agreement import State
from functions.domain.deadlines import end_of
from functions.domain.policy import SchoolPolicy
from functions.domain.register import RegisterEntry, enter, rewritten, without_student
from functions.usecases import evidence
from tests import factories as some

NOW = datetime.fromisoformat("2032-09-01T03:00+08:00")
ENDED = datetime.fromisoformat("2027-02-28T12:00+08:00")


def entry(**fields: Any) -> RegisterEntry:
    given = {"state": State.TERMINATED, "number": "1", "ended_at": ENDED, "issued": some.issued()} | fields
    return enter(some.agreement(**given), some.chain(seq=7, head="ab"), [some.issuance()], SchoolPolicy(), NOW)


def test_it_says_what_a_paper_is_asked_for() -> None:
    said = entry()
    assert (said.number, said.state, said.ended_on, said.issued) == ("1", State.TERMINATED, date(2027, 2, 28), 1)
    assert (said.events, said.head, said.erased_at) == (7, "ab", NOW)
    (edition,) = said.editions
    assert edition.digest == evidence.digest_of_file(some.issuance().record)
    assert (edition.status_list, edition.status_index) == (some.issuance().status_list, some.issuance().status_index)


PERSONAL = {
    "the graduate": some.agreement().graduate.name, "the number of the graduate": some.agreement().graduate.number,
    "the unit": some.agreement().unit.name, "the unit's contact": some.agreement().unit.contact,
    "the pay": str(some.agreement().terms.monthly_pay), "the position": some.agreement().terms.position,
}  # fmt: skip


@pytest.mark.parametrize("told", PERSONAL.values(), ids=PERSONAL)
def test_it_does_not_tell(told: str) -> None:
    assert told
    assert told not in repr(entry())


def test_without_an_edition_none_is_in_force() -> None:
    assert entry(issued=None).issued == 0


YEARS = {"thirty": (30, date(2057, 2, 28)), "more, as the school says": (50, date(2077, 2, 28))}


@pytest.mark.parametrize(("years", "last"), YEARS.values(), ids=YEARS)
def test_it_is_kept_for_years(years: int, last: date) -> None:
    ended = some.agreement(state=State.TERMINATED, ended_at=ENDED)
    said = enter(ended, some.chain(), [], SchoolPolicy(keep_register_years=years), NOW)
    assert (said.kept_until, said.expires_at) == (last, end_of(last))


def test_of_what_has_not_ended_today_is_the_end() -> None:
    assert entry(state=State.SCHOOL_REVIEW, ended_at=None).ended_on == date(2032, 9, 1)


def test_once_the_student_is_gone_it_is_nobodys() -> None:
    said = without_student(entry())
    assert (said.student, said.version) == ("", 2)
    assert entry().student not in repr(said).replace(entry().id, "")


def test_written_anew_it_keeps_the_editions_that_are_erased_by_now() -> None:
    fresh = enter(some.agreement(), some.chain(seq=8, head="cd"), [], SchoolPolicy(), NOW)
    said = rewritten(fresh, entry())
    assert (said.head, said.editions, said.version) == ("cd", entry().editions, 2)
