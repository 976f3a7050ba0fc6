"""I04: where the stamped paper takes effect, the school records the day that stands on it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from functions.domain import reissuing, stamping
from functions.domain.actors import Actor, Role
from functions.domain.agreement import Agreement, State
from functions.domain.agreement_states import Situation
from functions.domain.edition import ReissueReason
from functions.domain.errors import Refused
from functions.domain.policy import EffectiveOn, SchoolPolicy
from tests import factories as some
from tests.factories import NOW, someone
from tests.unit.domain.cells import refusal

STAMP = SchoolPolicy(print_required=True, effective_on_employer_initiated=EffectiveOn.PAPER_STAMP)
# Signed and issued on 5 March in Beijing.
LATER, TODAY, ISSUED = NOW + timedelta(days=3), date(2026, 3, 8), date(2026, 3, 5)
OFFICE, STUDENT = someone(Role.SCHOOL), someone(Role.STUDENT)


def printed(**fields: Any) -> Agreement:
    return some.agreement(**{"state": State.SIGNED, "issued": some.issued(), "print_count": 1} | fields)


def x(actor: Actor = OFFICE, policy: SchoolPolicy = STAMP) -> Situation:
    return Situation(actor=actor, now=LATER, policy=policy)


@pytest.mark.parametrize("role", [Role.COLLEGE, Role.SCHOOL, Role.ADMIN])
@pytest.mark.parametrize("day", [ISSUED, TODAY])
def test_it_takes_effect_on_the_day_of_the_stamp(role: Role, day: date) -> None:
    effective = stamping.record(printed(), day, x(someone(role)))
    assert effective.effective_at is not None
    assert effective.effective_at.isoformat() == f"{day}T00:00:00+08:00"
    assert (effective.state, effective.version) == (State.SIGNED, printed().version + 1)


def test_a_wrong_day_is_corrected() -> None:
    effective = stamping.record(stamping.record(printed(), TODAY, x()), ISSUED, x()).effective_at
    assert effective is not None
    assert effective.date() == ISSUED


def reissued(agreement: Agreement) -> Agreement:
    asked = reissuing.request(agreement, ReissueReason.LOST, "搬家时遗失", x(STUDENT))
    again = reissuing.approve(asked, x())
    return some.agreement(**vars(again) | {"issued": some.issued(edition=2, at=LATER), "print_count": 2})


def test_the_paper_that_took_the_place_of_an_unstamped_one_may_have_been_stamped_before_it() -> None:
    """What was stamped may be the lost copy's twin: the day is that of the agreement, not of the edition."""
    assert stamping.record(reissued(printed()), ISSUED, x()).effective_at is not None


REFUSED: dict[str, tuple[Agreement, date, Situation, tuple[str, str | None, str | None]]] = {
    "tomorrow": (printed(), date(2026, 3, 9), x(), ("stamped_in_future", "stamped_on", "I04")),
    "before there was a paper": (printed(), date(2026, 3, 4), x(), ("stamped_before_issue", "stamped_on", "I04")),
    "the same day again": (
        stamping.record(printed(), TODAY, x()), TODAY, x(), ("stamped_so_already", "stamped_on", "I04"),
    ),
    "another day than the reissued paper says": (
        reissued(stamping.record(printed(), TODAY, x())), ISSUED, x(), ("effective_day_printed", None, "I04"),
    ),
    "where the review takes effect": (
        printed(), TODAY, x(policy=SchoolPolicy()), ("effective_otherwise", None, "I04"),
    ),
    "before it is issued": (printed(issued=None), TODAY, x(), ("not_issued_yet", None, "J06")),
    "before it was printed": (printed(print_count=0), TODAY, x(), ("not_printed_yet", None, "I04")),
    "before it is signed": (printed(state=State.SCHOOL_REVIEW), TODAY, x(), ("state_does_not_allow", None, None)),
    "once it has ended": (printed(state=State.TERMINATED), TODAY, x(), ("state_does_not_allow", None, None)),
    "by the graduate": (printed(), TODAY, x(STUDENT), ("role_may_not", None, None)),
    "by the employer": (printed(), TODAY, x(someone(Role.EMPLOYER)), ("role_may_not", None, None)),
    "by another college": (
        printed(), TODAY, x(someone(Role.COLLEGE, college="204")), ("other_college", None, "H01"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("one", "day", "situation", "said"), REFUSED.values(), ids=REFUSED)
def test_no_stamp_is_recorded(
    one: Agreement, day: date, situation: Situation, said: tuple[str, str | None, str | None]
) -> None:
    refused: Refused = refusal(lambda: stamping.record(one, day, situation))
    assert (refused.code, refused.field, refused.rule) == said
