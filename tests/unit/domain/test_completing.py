"""I05: the graduate has reported for work; who records it, when, and what stands in the way."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from functions.domain import completing
from functions.domain.actors import Actor, Role
from functions.domain.agreement import Action, Agreement, State, UndoRequest, Unlocking
from functions.domain.agreement_states import MACHINE, Situation
from functions.domain.policy import SchoolPolicy
from tests import factories as some
from tests.factories import NOW, someone
from tests.unit.domain.cells import refusal

# In effect since 5 March in Beijing.
LATER, TODAY, IN_EFFECT = NOW + timedelta(days=3), date(2026, 3, 8), date(2026, 3, 5)
COLLEGE, STUDENT = someone(Role.COLLEGE), someone(Role.STUDENT)
SOMEBODY: dict[str, Any] = {"account": "a9", "name": "周敏", "at": NOW}


def signed(**fields: Any) -> Agreement:
    return some.agreement(**{"state": State.SIGNED, "issued": some.issued(), "effective_at": NOW} | fields)


def x(actor: Actor = COLLEGE) -> Situation:
    return Situation(actor=actor, now=LATER, policy=SchoolPolicy())


def ended(fulfilled: Agreement) -> tuple[State, str | None]:
    return fulfilled.state, fulfilled.ended_at.isoformat() if fulfilled.ended_at else None


@pytest.mark.parametrize("role", [Role.COLLEGE, Role.SCHOOL, Role.ADMIN])
@pytest.mark.parametrize("day", [IN_EFFECT, TODAY])
def test_i05_it_ends_on_the_day_on_which_the_graduate_reported_for_work(role: Role, day: date) -> None:
    before = signed()
    fulfilled = completing.record(before, day, x(someone(role)))
    assert ended(fulfilled) == (State.COMPLETED, f"{day}T00:00:00+08:00")
    assert (fulfilled.effective_at, fulfilled.version) == (before.effective_at, before.version + 1)
    assert Action.PRINT in MACHINE.allowed(fulfilled, x(STUDENT))


HOWEVER_SIGNED = {
    "on paper": some.signed_on_paper(state=State.SIGNED, effective_at=NOW),
    "by the student": some.initiated(state=State.SIGNED, issued=some.issued(), effective_at=NOW),
    "by a guest": signed(guest=some.guest(), employer=""),
}


@pytest.mark.parametrize("one", HOWEVER_SIGNED.values(), ids=HOWEVER_SIGNED)
def test_i05_however_it_was_signed(one: Agreement) -> None:
    assert ended(completing.record(one, TODAY, x())) == (State.COMPLETED, "2026-03-08T00:00:00+08:00")


REFUSED: dict[str, tuple[Agreement, date, Situation, tuple[str, str | None, str | None]]] = {
    "tomorrow": (signed(), date(2026, 3, 9), x(), ("reported_in_future", "reported_on", "I05")),
    "before it was in effect": (signed(), date(2026, 3, 4), x(), ("reported_before_effect", "reported_on", "I05")),
    "while it is not in effect": (signed(effective_at=None), TODAY, x(), ("not_effective_yet", None, "I05")),
    "before it is issued": (signed(issued=None), TODAY, x(), ("not_issued_yet", None, "J06")),
    "while another edition is being issued": (signed(edition=2), TODAY, x(), ("not_issued_yet", None, "J06")),
    "while a termination runs": (signed(open_termination="t1"), TODAY, x(), ("termination_open", None, "SM-5")),
    "while an unlocking is asked for": (
        signed(unlocking=Unlocking(reason="须入伍", **SOMEBODY)), TODAY, x(), ("unlock_open", None, "M18"),
    ),
    "while an undoing is asked for": (
        signed(undo=UndoRequest(reason="审错了人", **SOMEBODY)), TODAY, x(), ("undo_open", None, "decision 7"),
    ),
    "while a reissue is asked for": (signed(reissue=some.reissue()), TODAY, x(), ("reissue_open", None, "K01")),
    "before it is signed": (signed(state=State.SCHOOL_REVIEW), TODAY, x(), ("state_does_not_allow", None, None)),
    "a second time": (
        completing.record(signed(), IN_EFFECT, x()), TODAY, x(), ("state_does_not_allow", None, None),
    ),
    "once it was terminated": (signed(state=State.TERMINATED), TODAY, x(), ("state_does_not_allow", None, None)),
    "by the graduate": (signed(), TODAY, x(STUDENT), ("role_may_not", None, None)),
    "by the employer": (signed(), TODAY, x(someone(Role.EMPLOYER)), ("role_may_not", None, None)),
    "by another college": (
        signed(), TODAY, x(someone(Role.COLLEGE, college="204")), ("other_college", None, "H01"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("one", "day", "situation", "said"), REFUSED.values(), ids=REFUSED)
def test_no_reporting_for_work_is_recorded(
    one: Agreement, day: date, situation: Situation, said: tuple[str, str | None, str | None]
) -> None:
    refused = refusal(lambda: completing.record(one, day, situation))
    assert (refused.code, refused.field, refused.rule) == said
