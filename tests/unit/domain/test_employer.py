"""SM-10, section C: every cell of registration and admission, and who may invite."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from functions.domain import employer
from functions.domain.actors import Role
from functions.domain.employer import (
    ADMISSION,
    REGISTRATION,
    Action,
    Admission,
    AdmissionState,
    CodePath,
    RegistrationState,
    Situation,
)
from functions.domain.errors import Refused
from functions.domain.policy import EmployerAdmission, SchoolPolicy
from tests import factories as some
from tests.factories import NOW, someone
from tests.unit.domain.cells import expected, outcomes, refusal


def x(role: Role, **fields: Any) -> Situation:
    return Situation(actor=someone(role, **fields), now=NOW)


# rules.md SM-10, C01, C02, decision 8.
REGISTRATIONS = """
registered  approve   operator      approved
registered  return    operator      returned
registered  refuse    operator      refused
returned    resubmit  employer      registered
approved    suspend   operator      suspended
suspended   restore   operator      approved
"""
ADMISSIONS = """
requested   approve   school,admin  admitted
requested   refuse    school,admin  refused
refused     request   employer      requested
withdrawn   request   employer      requested
admitted    withdraw  school,admin  withdrawn
"""


@pytest.mark.parametrize("state", RegistrationState)
def test_each_cell_of_a_registration(state: RegistrationState) -> None:
    fired = outcomes(Action, lambda action, role: REGISTRATION.fire(some.employer(state=state), action, x(role)))
    assert fired == expected(REGISTRATIONS, state, Action)


@pytest.mark.parametrize("state", AdmissionState)
def test_each_cell_of_an_admission(state: AdmissionState) -> None:
    fired = outcomes(Action, lambda action, role: ADMISSION.fire(some.admission(state=state), action, x(role)))
    assert fired == expected(ADMISSIONS, state, Action)


RETURNED = some.employer(state=RegistrationState.RETURNED, reason="执照模糊", version=3)


def test_another_employer_hands_nothing_in() -> None:
    stranger = x(Role.EMPLOYER, party="another")
    assert refusal(lambda: employer.resubmit(RETURNED, RETURNED, stranger)) == Refused("not_yours")
    refused = some.admission(state=AdmissionState.REFUSED)
    assert refusal(lambda: employer.request_again(refused, stranger)) == Refused("not_yours")


NEEDS_REASON = {
    "registration returned": (some.employer(), Action.RETURN),
    "registration refused": (some.employer(), Action.REFUSE),
    "registration suspended": (some.employer(state=RegistrationState.APPROVED), Action.SUSPEND),
    "admission refused": (some.admission(), Action.REFUSE),
    "admission withdrawn": (some.admission(state=AdmissionState.ADMITTED), Action.WITHDRAW),
}
NEEDS_NONE = {
    "registration approved": (some.employer(), Action.APPROVE),
    "registration restored": (some.employer(state=RegistrationState.SUSPENDED), Action.RESTORE),
    "admission approved": (some.admission(), Action.APPROVE),
}


def decide(record: Any, action: Action, reason: str) -> Any:
    if isinstance(record, Admission):
        return employer.review_admission(record, action, reason, x(Role.SCHOOL))
    return employer.review_registration(record, action, reason, x(Role.OPERATOR))


@pytest.mark.parametrize(("record", "action"), NEEDS_REASON.values(), ids=NEEDS_REASON)
def test_a_no_needs_its_reason(record: Any, action: Action) -> None:
    why = refusal(lambda: decide(record, action, ""))
    assert why == Refused("reason_required", field="reason", rule="C02")
    decided = decide(record, action, "资料不实")
    assert (decided.reason, decided.reviewed_at, decided.version) == ("资料不实", NOW, 2)


@pytest.mark.parametrize(("record", "action"), NEEDS_NONE.values(), ids=NEEDS_NONE)
def test_a_yes_needs_none(record: Any, action: Action) -> None:
    assert decide(record, action, "").reviewed_at == NOW


def test_an_admission_says_who_decided() -> None:
    assert decide(some.admission(), Action.APPROVE, "").reviewed_by == "account-school"


def test_a_returned_registration_is_handed_in_again() -> None:
    typed = some.employer(id="typed", name="合肥云帆科技有限公司", licence="licences/2", version=1)
    again = employer.resubmit(RETURNED, typed, x(Role.EMPLOYER))
    assert (again.id, again.state, again.reason, again.version) == (
        RETURNED.id, RegistrationState.REGISTERED, "", 4,
    )  # fmt: skip
    assert (again.name, again.licence) == ("合肥云帆科技有限公司", "licences/2")


@pytest.mark.parametrize("state", [AdmissionState.REFUSED, AdmissionState.WITHDRAWN])
def test_a_school_is_asked_once_more(state: AdmissionState) -> None:
    before = some.admission(state=state, reason="资料不实", requested_at=NOW - timedelta(days=9))
    again = employer.request_again(before, x(Role.EMPLOYER))
    assert (again.state, again.reason, again.requested_at) == (AdmissionState.REQUESTED, "", NOW)


# Who may invite: with both reviews only the admitted; with the registration alone all but those the school sent away.
BOTH = {AdmissionState.ADMITTED}
REGISTRATION_ONLY = {None, AdmissionState.REQUESTED, AdmissionState.ADMITTED, AdmissionState.REFUSED}


@pytest.mark.parametrize("state", RegistrationState)
@pytest.mark.parametrize("admitted", [None, *AdmissionState])
@pytest.mark.parametrize(
    ("setting", "wanted"),
    [
        (EmployerAdmission.REGISTRATION_AND_ADMISSION, BOTH),
        (EmployerAdmission.REGISTRATION, REGISTRATION_ONLY),
    ],
    ids=["both reviews", "registration alone"],
)
def test_who_may_invite(
    state: RegistrationState, admitted: AdmissionState | None, setting: EmployerAdmission, wanted: set[Any]
) -> None:
    admission = some.admission(state=admitted) if admitted else None
    may = employer.is_admitted(some.employer(state=state), admission, SchoolPolicy(employer_admission=setting))
    assert may is (state is RegistrationState.APPROVED and admitted in wanted)


@pytest.mark.parametrize(("reviewed_at", "may"), [(None, True), (NOW, False)], ids=["a first request", "asked anew"])
def test_whom_a_school_sent_away_does_not_come_back_by_asking(reviewed_at: datetime | None, may: bool) -> None:
    admission = some.admission(state=AdmissionState.REQUESTED, reviewed_at=reviewed_at)
    policy = SchoolPolicy(employer_admission=EmployerAdmission.REGISTRATION)
    assert employer.is_admitted(some.employer(state=RegistrationState.APPROVED), admission, policy) is may


def test_the_form_prints_an_employer_without_a_code_as_such() -> None:
    assert employer.as_party(some.employer()) == some.employer_party(address="望江西路800号")
    assert employer.as_party(some.employer(uscc="", code_path=CodePath.MILITARY)).uscc is None
