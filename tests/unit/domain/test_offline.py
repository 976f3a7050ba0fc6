"""K04, K05: who may sign on paper, what recording takes, what the paper cannot do here, and how its effect begins."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from functions.domain import blank_form, initiating, offline, reviewing, signing_lock, termination
from functions.domain.actors import Role
from functions.domain.agreement import Action, Agreement, State
from functions.domain.agreement_states import MACHINE, Situation
from functions.domain.blank_form import BlankFormState
from functions.domain.errors import Refused
from functions.domain.issuing import NumberClaim
from functions.domain.policy import EffectiveOn, ReviewChain, SchoolPolicy
from functions.domain.signing_lock import LockState, SigningLock
from functions.domain.student import SourceState
from tests import factories as some
from tests.factories import NOW, SCHOOL, STUDENT, someone
from tests.unit.domain.cells import refusal

ONLINE = SchoolPolicy(online_only_from=date(2020, 9, 1))
READY = {"state": SourceState.CONFIRMED}
FORM = some.blank_form()
PLAIN, EXCEPTION = some.on_paper(exception=""), some.on_paper(mark="")
TYPED, NEITHER = some.on_paper(), some.on_paper(mark="", exception="")

# Student, form, what the college typed, policy; then the exception that it rests on, or the refusal.
RECORDED: dict[str, tuple[dict[str, Any], Any, Any, SchoolPolicy, str | Refused]] = {
    "on a form in hand, before any date": ({}, FORM, PLAIN, SchoolPolicy(), ""),
    "by an exception without a form": ({}, None, EXCEPTION, SchoolPolicy(), "选调"),
    "with neither": (
        {}, None, NEITHER, SchoolPolicy(), Refused("paper_form_needed", field="mark", rule="K04")),
    "on a form that went out for an exception, where all else is online": (
        {}, replace(FORM, exception="选调"), PLAIN, ONLINE, "选调"),
    "on a form that went out before the date, for an exception named now": ({}, FORM, TYPED, ONLINE, "选调"),
    "on a form for no exception, where all else is online": (
        {}, FORM, PLAIN, ONLINE,
        Refused("signs_online_only", field="exception", rule="A08", params={"from": "2020-09-01", "listed": "选调"})),
    "by an exception that is not listed": (
        {}, FORM, some.on_paper(exception="想要纸质的"), SchoolPolicy(),
        Refused("exception_not_listed", field="exception", rule="A08", params={"listed": "选调"})),
    "by who is directed": (
        {"training_mode": "定向"}, FORM, PLAIN, SchoolPolicy(), Refused("student_not_eligible", rule="A07")),
    "by a cohort that is not open": (
        {}, FORM, PLAIN, SchoolPolicy(open_cohort_first=2100), Refused("cohort_not_open", rule="A08")),
    "by who has not confirmed the record": (
        {"state": SourceState.IMPORTED}, FORM, PLAIN, SchoolPolicy(),
        Refused("source_record_not_confirmed", rule="B01")),
    "on a form that is in no register": (
        {}, None, PLAIN, SchoolPolicy(), Refused("number_not_registered", field="mark", rule="K04")),
    "on somebody else's form": (
        {"id": "s-2"}, FORM, PLAIN, SchoolPolicy(), Refused("paper_form_of_another", field="mark", rule="K04")),
    "on a form that went back": (
        {}, replace(FORM, state=BlankFormState.RETURNED), PLAIN, SchoolPolicy(),
        Refused("blank_form_returned", field="mark", rule="K04")),
    "on a form that was signed on": (
        {}, replace(FORM, state=BlankFormState.USED), PLAIN, SchoolPolicy(),
        Refused("blank_form_used", field="mark", rule="K04")),
}  # fmt: skip


@pytest.mark.parametrize(("fields", "form", "typed", "policy", "wanted"), RECORDED.values(), ids=RECORDED)
def test_k04_it_is_recorded_on_a_form_or_by_an_exception(
    fields: dict[str, Any], form: Any, typed: Any, policy: SchoolPolicy, wanted: str | Refused
) -> None:
    student = some.student(**READY | fields)
    if isinstance(wanted, Refused):
        assert refusal(lambda: offline.require_recordable(student, form, typed, policy, NOW)) == wanted
        return
    found = offline.require_recordable(student, form, typed, policy, NOW)
    assert (found.exception, found.name) == (wanted, "王老师")


KEPT = NumberClaim(school=SCHOOL, number="HN-0012", agreement="", student=STUDENT)


def test_the_forms_number_is_kept_for_the_student_and_taken_from_nobody() -> None:
    student = some.student()
    assert offline.kept_number(student, "HN-0012", None) == KEPT
    assert offline.kept_number(student, "HN-0012", KEPT) is None
    for taken in (replace(KEPT, student="s-2"), replace(KEPT, agreement="a-1")):
        why = refusal(lambda taken=taken: offline.kept_number(student, "HN-0012", taken))
        assert why == Refused("agreement_number_taken", field="mark", rule="decision 6")


def test_sm0_recording_takes_the_lock_and_the_form_with_it() -> None:
    one = some.signed_on_paper()
    lock = SigningLock(school=SCHOOL, student=STUDENT, blank_forms=("HN-0012", "HN-0013"), version=2)
    held = offline.sign_on(lock, one, NOW)
    assert (held.state, held.agreement, held.blank_forms) == (LockState.HELD, one.id, ("HN-0013",))
    freed = offline.let_go(held, one)
    assert (freed.state, freed.agreement, freed.blank_forms) == (LockState.FREE, None, ("HN-0013", "HN-0012"))
    without = some.signed_on_paper(on_paper=EXCEPTION)
    assert offline.let_go(offline.sign_on(lock, without, NOW), without).blank_forms == lock.blank_forms


def test_sm0_who_has_signed_elsewhere_signs_no_paper() -> None:
    held = signing_lock.take(SigningLock(school=SCHOOL, student=STUDENT), "another", NOW)
    why = refusal(lambda: offline.sign_on(held, some.signed_on_paper(), NOW))
    assert why == Refused("already_signed", rule="F06")


def x(role: Role, policy: SchoolPolicy | None = None) -> Situation:
    return Situation(actor=someone(role), now=NOW, policy=policy or SchoolPolicy())


def test_the_college_takes_its_record_back_with_a_reason() -> None:
    one = some.signed_on_paper()
    why = refusal(lambda: offline.retract(one, "", x(Role.COLLEGE)))
    assert why == Refused("reason_required", field="reason", rule="K04")
    assert offline.retract(one, "登记错了人", x(Role.COLLEGE)).state is State.VOID


def reported(**fields: Any) -> Agreement:
    one = some.signed_on_paper(**fields)
    return initiating.submit(one, some.acceptance(), x(Role.STUDENT))


def test_k05_the_student_reports_it_and_cannot_take_it_back() -> None:
    one = reported()
    assert (one.state, one.revision) == (State.COLLEGE_REVIEW, 1)
    why = refusal(lambda: initiating.withdraw(one, x(Role.STUDENT)))
    assert why == Refused("signed_on_paper", rule="K04")


@pytest.mark.parametrize("event", [EffectiveOn.COLLEGE_REVIEW, EffectiveOn.SCHOOL_REVIEW, EffectiveOn.PAPER_STAMP])
def test_k05_a_pass_makes_it_effective_as_the_policy_has_it_offline(event: EffectiveOn) -> None:
    policy = SchoolPolicy(review_chain=ReviewChain.COLLEGE_SCHOOL, effective_on_offline=event)
    passed = reviewing.review(reported(), Action.PASS, "见扫描件", x(Role.COLLEGE, policy))
    assert (passed.effective_at is None) is (event is not EffectiveOn.COLLEGE_REVIEW)
    signed = reviewing.review(passed, Action.PASS, "见扫描件", x(Role.SCHOOL, policy))
    assert (signed.state, signed.effective_at) == (State.SIGNED, NOW)


ELSEWHERE = {
    Action.PRINT: (Role.STUDENT, Role.COLLEGE),
    Action.REQUEST_REISSUE: (Role.STUDENT,),
    Action.APPROVE_REISSUE: (Role.SCHOOL,),
}


@pytest.mark.parametrize("action", ELSEWHERE)
def test_the_paper_is_issued_printed_and_reissued_nowhere_here(action: Action) -> None:
    one = some.signed_on_paper(state=State.SIGNED, reissue=some.reissue() if "approve" in action else None)
    assert not one.is_unissued
    for role in ELSEWHERE[action]:
        why = refusal(lambda role=role: MACHINE.fire(one, action, x(role)))
        assert why == Refused("signed_on_paper", rule="K04")


# The policy's initiators; then who may end a paper.
@pytest.mark.parametrize("initiators", [frozenset({Role.STUDENT}), frozenset({Role.EMPLOYER})])
def test_m20_only_the_student_ends_a_paper_and_by_letter(initiators: frozenset[Role]) -> None:
    policy = SchoolPolicy(termination_initiators=initiators)
    one = some.signed_on_paper(state=State.SIGNED)
    lock = SigningLock(school=SCHOOL, student=STUDENT, state=LockState.HELD, agreement=one.id)

    def may(role: Role) -> Refused | None:
        at = termination.Situation(actor=someone(role), now=NOW, policy=policy, has_employer_account=False)
        assert termination.needs_letter(at)
        return termination.may_apply(one, lock, at)

    assert may(Role.STUDENT) is None
    assert may(Role.EMPLOYER) == Refused("only_student_by_letter", rule="M20")


def test_a_form_that_was_signed_on_is_not_taken_back() -> None:
    used = blank_form.turn(FORM, BlankFormState.USED)
    assert (used.state, used.version) == (BlankFormState.USED, FORM.version + 1)
    why = refusal(lambda: blank_form.give_back(used, some.blank_register(), by=someone(Role.COLLEGE), now=NOW))
    assert why == Refused("blank_form_used", rule="K03")
