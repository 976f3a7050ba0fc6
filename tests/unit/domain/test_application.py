"""SM-8: every cell, every guard, and what became of an offer (D01-D06)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from functions.domain import application, invitation
from functions.domain.actors import Role
from functions.domain.application import MACHINE, Action, Application, Shown, Situation, State
from tests import factories as some
from tests.factories import NOW, someone
from tests.unit.domain.cells import expected, outcomes, refusal

# rules.md SM-8; what follows an offer is SM-1's.
CELLS = """
applied             invite    employer  interview_invited
applied             refuse    employer  not_passed
applied             withdraw  student   withdrawn
interview_invited   invite    employer  interview_invited
interview_invited   accept    student   interview_accepted
interview_invited   decline   student   interview_declined
interview_invited   refuse    employer  not_passed
interview_invited   withdraw  student   withdrawn
interview_accepted  invite    employer  interview_invited
interview_accepted  pass      employer  passed
interview_accepted  refuse    employer  not_passed
interview_accepted  withdraw  student   withdrawn
interview_declined  invite    employer  interview_invited
interview_declined  refuse    employer  not_passed
interview_declined  withdraw  student   withdrawn
passed              offer     employer  offered
passed              refuse    employer  not_passed
passed              withdraw  student   withdrawn
"""


def x(role: Role = Role.EMPLOYER, **fields: Any) -> Situation:
    party = {"party": fields.pop("party")} if "party" in fields else {}
    ordinary: dict[str, Any] = {"actor": someone(role, **party), "now": NOW}
    return Situation(**ordinary | fields)


def sent(state: State = State.APPLIED, **fields: Any) -> Application:
    return some.application(state=state, interview=some.interview(), asked_at=NOW, **fields)


@pytest.mark.parametrize("state", State)
def test_every_cell(state: State) -> None:
    found = outcomes(Action, lambda action, role: MACHINE.fire(sent(state), action, x(role)))
    assert found == expected(CELLS, state, Action)


REFUSED: dict[str, tuple[State, Action, Situation, str, str | None]] = {
    "another employer invites": (State.APPLIED, Action.INVITE, x(party="other"), "not_yours", None),
    "an employer that is admitted no more invites": (
        State.APPLIED, Action.INVITE, x(is_admitted=False), "employer_not_admitted", "C02"),
    "another student accepts": (
        State.INTERVIEW_INVITED, Action.ACCEPT, x(Role.STUDENT, party="other"), "not_yours", None),
    "accepting when it has begun": (
        State.INTERVIEW_INVITED, Action.ACCEPT, x(Role.STUDENT, now=NOW + timedelta(days=3)), "interview_over", "D03"),
    "declining afterwards": (
        State.INTERVIEW_INVITED, Action.DECLINE, x(Role.STUDENT, now=NOW + timedelta(days=4)), "interview_over", "D03"),
    "another employer decides": (
        State.INTERVIEW_ACCEPTED, Action.APPROVE, x(party="other"), "not_yours", None),
    "another employer refuses": (State.APPLIED, Action.REFUSE, x(party="other"), "not_yours", None),
    "another employer offers": (State.PASSED, Action.OFFER, x(party="other"), "not_yours", None),
    "another student takes it back": (
        State.PASSED, Action.WITHDRAW, x(Role.STUDENT, party="other"), "not_yours", None),
}  # fmt: skip


@pytest.mark.parametrize(("state", "action", "situation", "code", "rule"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused(state: State, action: Action, situation: Situation, code: str, rule: str | None) -> None:
    found = refusal(lambda: MACHINE.fire(sent(state), action, situation))
    assert (found.code, found.rule) == (code, rule)


def test_a_second_before_the_interview_is_in_time() -> None:
    just = x(Role.STUDENT, now=NOW + timedelta(days=3, seconds=-1))
    answered = application.answer(sent(State.INTERVIEW_INVITED), is_accepted=True, reason="", x=just)
    assert answered.state is State.INTERVIEW_ACCEPTED


@pytest.mark.parametrize("late", [timedelta(0), timedelta(minutes=-1)])
def test_an_interview_is_to_come(late: timedelta) -> None:
    found = refusal(lambda: application.invite(some.application(), some.interview(at=NOW + late), x()))
    assert (found.code, found.field, found.rule) == ("interview_in_past", "at", "D02")


def test_another_interview_forgets_why_the_first_was_declined() -> None:
    declined = sent(State.INTERVIEW_DECLINED, reason="那天有考试")
    later = application.invite(declined, some.interview(), x(now=NOW + timedelta(hours=1)))
    assert (later.reason, later.asked_at) == ("", NOW + timedelta(hours=1))


@pytest.mark.parametrize(("is_passed", "state"), [(True, State.PASSED), (False, State.NOT_PASSED)])
def test_a_result_is_one_of_two(is_passed: bool, state: State) -> None:
    decided = application.decide(sent(State.INTERVIEW_ACCEPTED), is_passed=is_passed, reason="因为", x=x())
    assert (decided.state, decided.reason) == (state, "因为")


def test_declining_keeps_the_reason() -> None:
    told = application.answer(
        sent(State.INTERVIEW_INVITED), is_accepted=False, reason="那天有考试", x=x(Role.STUDENT)
    )  # fmt: skip
    assert (told.state, told.reason) == (State.INTERVIEW_DECLINED, "那天有考试")


AWAITING = {State.INTERVIEW_INVITED, State.INTERVIEW_ACCEPTED}


@pytest.mark.parametrize("state", State)
def test_what_is_shared_and_what_is_to_come(state: State) -> None:
    found = sent(state)
    assert (found.is_shared, found.awaits_interview) == (state is not State.WITHDRAWN, state in AWAITING)


BECAME: dict[invitation.State, State | Shown] = {
    invitation.State.PENDING: State.OFFERED,
    invitation.State.ACCEPTED: Shown.SIGNED,
    invitation.State.REJECTED: Shown.DECLINED,
    invitation.State.EXPIRED: Shown.VOID,
    invitation.State.WITHDRAWN: Shown.TAKEN_BACK,
    invitation.State.FAILED: Shown.FAILED,
}


@pytest.mark.parametrize(("state", "became"), BECAME.items())
def test_what_became_of_an_offer_is_what_became_of_its_invitation(
    state: invitation.State, became: State | Shown
) -> None:
    offer = some.invitation(state=state, expires_at=NOW)
    assert application.shown(sent(State.OFFERED), offer, NOW) is became


def test_an_unanswered_offer_is_void_from_its_date_on_though_no_sweep_ran() -> None:
    offer = some.invitation(state=invitation.State.PENDING, expires_at=NOW)
    seconds = [application.shown(sent(State.OFFERED), offer, NOW + timedelta(seconds=late)) for late in (0, 1)]
    assert seconds == [State.OFFERED, Shown.VOID]


def test_without_an_offer_the_state_is_the_stored_one() -> None:
    assert application.shown(sent(State.PASSED), None, NOW) is State.PASSED
