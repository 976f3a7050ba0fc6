"""What each preset makes of a beginning: an invitation, a signing, an application, and what follows from its values.

Each row is a sentence with what every preset answers, written from rules.md 1.2 and not from the presets: where a guide
is silent this project's default answers, and the row says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from functions.domain import (
    blank_form,
    employer,
    ending,
    initiating,
    invitation,
    reviewing,
    signing_lock,
    student,
    termination,
)
from functions.domain.actors import Role
from functions.domain.agreement import State as AgreementState
from functions.domain.blank_form import BlankFormReason, BlankRegister, Handout
from functions.domain.errors import Refused
from functions.domain.grounds import Reason
from functions.domain.policy import EffectiveOn, Mode, SchoolPolicy
from functions.domain.signing_lock import OpenInvitation, OpenInvitations, SigningLock
from functions.domain.termination import Application, Fault
from functions.policies.presets import NAMES, presets
from tests import factories as some
from tests.factories import COHORT, NOW, SCHOOL, STUDENT, someone

FREE = SigningLock(school=SCHOOL, student=STUDENT)
ELSEWHERE = signing_lock.take(FREE, "another", NOW)
CHRISTMAS = datetime(2025, 12, 25, 4, tzinfo=UTC)
READY = some.student(state=student.SourceState.CONFIRMED, agreement_number="2026101230001")


def waiting(count: int) -> OpenInvitations:
    entries = (OpenInvitation(invitation=f"i{n}", employer=f"e{n}", expires_at=NOW) for n in range(count))
    return OpenInvitations(school=SCHOOL, student=STUDENT, entries=tuple(entries))


def invited(policy: SchoolPolicy, *, by: Role = Role.EMPLOYER, **fields: Any) -> invitation.Situation:
    ordinary = {
        "actor": someone(by), "now": NOW, "policy": policy, "lock": FREE, "open": waiting(0), "has_number": True,
    }  # fmt: skip
    return invitation.Situation(**ordinary | fields)


def send(**fields: Any) -> Callable[[SchoolPolicy], str]:
    return lambda policy: invitation.send(some.invitation(), invited(policy, **fields))[0].state.value


def days(wanted: int) -> Callable[[SchoolPolicy], str]:
    return lambda policy: str(invitation.validity(wanted, policy) or policy.invite_valid_days)


def reject(policy: SchoolPolicy) -> str:
    sent = some.invitation(state=invitation.State.PENDING, sent_at=NOW, expires_at=NOW + timedelta(days=1))
    return invitation.reject(sent, "", invited(policy, by=Role.STUDENT))[0].state.value


def admitted(admission: Any) -> Callable[[SchoolPolicy], str]:
    unit = some.employer(state=employer.RegistrationState.APPROVED)
    return lambda policy: "admitted" if employer.is_admitted(unit, admission, policy) else "not_admitted"


def initiate(**fields: Any) -> Callable[[SchoolPolicy], str]:
    me = replace(READY, **fields)

    def begin(policy: SchoolPolicy) -> str:
        if why := initiating.obstacle(me, FREE, policy, NOW):
            raise why
        return "may_begin"

    return begin


FULL = Application(reason=Reason.FURTHER_STUDY, explanation="考取研究生", letter="letters/1")


def applied(policy: SchoolPolicy, by: Role, application: Application, **fields: Any) -> Any:
    at = {"actor": someone(by), "now": fields.pop("now", NOW), "policy": policy}
    signed = some.agreement(state=AgreementState.SIGNED)
    lock = replace(ELSEWHERE, agreement=signed.id, terminations=fields.pop("terminations", 0))
    return termination.apply(signed, lock, application, termination.Situation(**at | fields), id_="t")


def apply(by: Role = Role.STUDENT, application: Application = FULL, **fields: Any) -> Callable[[SchoolPolicy], str]:
    return lambda policy: applied(policy, by, application, **fields).state.value


def frees(policy: SchoolPolicy) -> str:
    """Approve, whoever reviews, and look at the lock 15 working days later at the earliest."""
    held = replace(ELSEWHERE, agreement=some.CASE)
    done = termination.Review(
        level=Role.SCHOOL, decision=termination.Action.PASS, account="a", name="周敏", at=NOW, fault=Fault.STUDENT
    )
    ended = some.termination(state=termination.State.APPROVED, reviews=(done,))
    x = termination.Situation(actor=someone(Role.SCHOOL), now=NOW, policy=policy)
    freed = ending.release_lock(held, ended, x)
    return f"{freed.state}:{freed.until:%m-%d}" if freed.until else freed.state.value


def effective(mode: Mode) -> Callable[[SchoolPolicy], str]:
    """Return the first event of a signing that makes it effective."""
    begun = some.agreement(mode=mode, effective_at=None)
    return lambda policy: next(
        event.value for event in EffectiveOn if reviewing.effective_at(begun, event, policy, NOW) is not None
    )


def hand_out(exception: str = "") -> Callable[[SchoolPolicy], str]:
    register = BlankRegister(school=SCHOOL, cohort=COHORT, graduates=10)
    handout = Handout(mark="HN-1", reason=BlankFormReason.FIRST, exception=exception)
    teacher = someone(Role.COLLEGE)
    return lambda policy: blank_form.issue(READY, register, handout, policy, by=teacher, now=NOW)[0].state.value


NO_LETTER, NO_WORDS, NO_REASON = (
    replace(FULL, letter=""), replace(FULL, explanation=""), replace(FULL, reason=None),
)  # fmt: skip
LAST_YEAR = {"now": CHRISTMAS}
# What is begun, and what ustc, anhui, hnust, ncss and hnust-2023 say to it.
ROWS: dict[str, tuple[Callable[[SchoolPolicy], str], str]] = {
    "C01, C02: a registered employer that has not asked the school; USTC and HNUST are silent": (
        admitted(None), "not_admitted admitted not_admitted admitted not_admitted"),
    "C02: one that the school has admitted": (
        admitted(some.admission(state=employer.AdmissionState.ADMITTED)), "admitted " * 5),
    "decision 8: one that the school has sent away": (
        admitted(some.admission(state=employer.AdmissionState.WITHDRAWN)), "not_admitted " * 5),
    "F03: a week to answer; NCSS names none": (
        days(7), "validity_fixed 7 validity_fixed 7 7"),
    "F03: five days": (
        days(5), "validity_fixed validity_out_of_range validity_fixed validity_out_of_range validity_out_of_range"),
    "F03: twenty days": (
        days(20), "validity_fixed 20 validity_fixed 20 validity_out_of_range"),
    "F03: as long as the school has it": (days(14), "14 14 14 14 14"),
    "F05: the fifth open invitation": (send(open=waiting(4)), "pending " * 5),
    "F05: the sixth; Anhui and HNUST 2023 are silent": (
        send(open=waiting(5)),
        "pending too_many_open_invitations too_many_open_invitations pending too_many_open_invitations"),
    "F08: to somebody who has signed; USTC and HNUST are silent": (
        send(lock=ELSEWHERE), "pending student_already_signed pending pending student_already_signed"),
    "B08: to somebody without a number": (
        send(has_number=False), "pending pending pending pending agreement_number_missing"),
    "F12: a rejection without a reason; USTC and HNUST 2023 are silent": (
        reject, "reason_required rejected reason_required rejected reason_required"),
    "G01: a student begins": (
        initiate(), "student_may_not_initiate student_may_not_initiate may_begin student_may_not_initiate may_begin"),
    "G01, B08: a student without a number begins": (
        initiate(agreement_number=""),
        "student_may_not_initiate student_may_not_initiate may_begin student_may_not_initiate no_agreement_number"),
    "M01: applying at Christmas": (
        apply(**LAST_YEAR), "terminations_not_open college_review school_review await_other college_review"),
    "M03, M06: applying with a letter; only NCSS has the other side answer": (
        apply(), "college_review college_review school_review await_other college_review"),
    "M03: applying without a letter": (
        apply(application=NO_LETTER), "letter_required letter_required letter_required await_other letter_required"),
    "M05: the employer applies": (
        apply(Role.EMPLOYER),
        "role_may_not_terminate role_may_not_terminate role_may_not_terminate await_other college_review"),
    "M20: the employer, which has no account, applies": (
        apply(Role.EMPLOYER, has_employer_account=False), "only_student_by_letter " * 5),
    "M20: the student of an employer without an account": (
        apply(has_employer_account=False),
        "college_review college_review school_review open_review college_review"),
    "M04: a reason of the list and no words": (
        apply(application=NO_WORDS), "required required required await_other required"),
    "M04: words and no reason of the list": (
        apply(application=NO_REASON), "required required school_review required required"),
    "M15, trap 12: a second time": (
        apply(terminations=1), "college_review college_review no_termination_left await_other college_review"),
    "M16, M17: what an approval of 5 March makes of the lock": (
        frees, "free free cooldown:03-27 free free"),
    "I01, I02, H08: what makes an employer's invitation effective": (
        effective(Mode.EMPLOYER_INITIATED), "acceptance school_review acceptance school_review acceptance"),
    "I03: what makes a student's own effective; only HNUST has any": (
        effective(Mode.STUDENT_INITIATED), "school_review school_review college_review school_review college_review"),
    "I01, H08: what makes a signing by card effective; only USTC and Anhui have any": (
        effective(Mode.QR), "acceptance school_review school_review school_review school_review"),
    "K03, A08: a blank form for no exception; who signs online only gives none out": (
        hand_out(), "signs_online_only out out out signs_online_only"),
    "A08: one for 选调, which the default lists too": (hand_out("选调"), "out out out out exception_not_listed"),
    "K02: one to apply to a public institution": (
        hand_out("事业单位"), "exception_not_listed " * 4 + "out"),
    "J07: copies": (lambda policy: str(len(policy.copies)), "3 3 4 3 3"),
}  # fmt: skip
CELLS = {
    f"{sentence} ({name})": (begin, name, said)
    for sentence, (begin, all_said) in ROWS.items()
    for name, said in zip(NAMES, all_said.split(), strict=True)
}


@pytest.mark.parametrize(("begin", "name", "said"), CELLS.values(), ids=CELLS)
def test_a_preset_says(begin: Callable[[SchoolPolicy], str], name: str, said: str) -> None:
    try:
        found = begin(presets()[name].policy)
    except Refused as why:
        found = why.code
    assert found == said
