"""K04, K05 through the use cases: lock, form and number move with the record, its report, its review and its end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from functions.domain.actors import Actor, Role
from functions.domain.agreement import Action, Agreement, State
from functions.domain.blank_form import BlankFormReason, BlankFormState, Handout
from functions.domain.errors import NotFound, Refused, Stale
from functions.domain.grounds import Reason
from functions.domain.termination import Application
from functions.usecases import blank_forms, offline, paper_numbers, reviews, terminations
from functions.usecases.offline import Signing
from functions.usecases.uploads import PDF, Upload
from tests import steps
from tests.factories import SCHOOL, STUDENT, someone
from tests.unit.usecases.attempts import Attempt, assert_refused, told
from tests.world import World

SHE, TEACHER, OFFICE = (someone(role) for role in (Role.STUDENT, Role.COLLEGE, Role.SCHOOL))
HELD = "HN-0012"
ON_FORM, BY_EXCEPTION = Signing(unit="某县委组织部", mark=HELD), Signing(unit="某县委组织部", exception="选调")


def handed(world: World) -> None:
    blank_forms.issue(world.services, TEACHER, STUDENT, Handout(mark=HELD, reason=BlankFormReason.FIRST))


def record(world: World, who: Actor = TEACHER, signing: Signing = BY_EXCEPTION) -> Agreement:
    return offline.record(world.services, who, STUDENT, signing)


def recorded_on_a_form(world: World) -> Agreement:
    handed(world)
    return record(world, signing=ON_FORM)


def retract(world: World, found: Agreement, who: Actor = TEACHER, reason: str = "登记错了人") -> Agreement:
    return offline.retract(world.services, who, found.id, reason, version=found.version)


def stands(world: World) -> tuple[str, tuple[str, ...], BlankFormState, str]:
    """Return the lock, the forms that it names, the form's state and whose its number is."""
    store = world.services.store
    lock, form = store.signing_lock(SCHOOL, STUDENT), store.find_blank_form(SCHOOL, HELD)
    number = store.find_number(SCHOOL, HELD)
    assert form
    assert number
    return lock.state.value, lock.blank_forms, form.state, number.agreement


ATTEMPTS = {
    "with neither form nor exception": Attempt(
        lambda _: None, lambda w, _: record(w, signing=Signing(unit="某局")),
        Refused("paper_form_needed", field="mark", rule="K04")),
    "on a form that nobody marked": Attempt(
        lambda _: None, lambda w, _: record(w, signing=ON_FORM),
        Refused("number_not_registered", field="mark", rule="K04")),
    "twice": Attempt(record, lambda w, _: record(w), Refused("already_signed", rule="F06")),
    "for who has accepted an invitation": Attempt(
        steps.accepted, lambda w, _: record(w), Refused("already_signed", rule="F06")),
    "for another college's student": Attempt(
        lambda _: None, lambda w, _: record(w, replace(TEACHER, college="204")), NotFound("student")),
    "at another school": Attempt(
        lambda _: None, lambda w, _: record(w, replace(OFFICE, school="10999")), NotFound("student")),
    "taken back without a reason": Attempt(
        record, lambda w, a: retract(w, a, reason=""), Refused("reason_required", field="reason", rule="K04")),
    "taken back on a stale version": Attempt(
        record, lambda w, a: retract(w, replace(a, version=0)), Stale(1)),
    "taken back by another college": Attempt(
        record, lambda w, a: retract(w, a, replace(TEACHER, college="204")), NotFound("agreement")),
    "taken back once it was reported": Attempt(
        lambda w: steps.reported(w, record(w)), retract, Refused("state_does_not_allow")),
    "a form that was signed on given back": Attempt(
        recorded_on_a_form, lambda w, _: blank_forms.give_back(w.services, TEACHER, HELD, version=2),
        Refused("blank_form_used", rule="K03")),
    "its number claimed": Attempt(
        recorded_on_a_form, lambda w, _: paper_numbers.claim(w.services, SHE, STUDENT, HELD, version=1),
        Refused("blank_form_used", field="number", rule="B09")),
}  # fmt: skip


@pytest.mark.parametrize("tried", ATTEMPTS.values(), ids=ATTEMPTS)
def test_it_is_refused_and_nothing_is_stored(tried: Attempt) -> None:
    assert_refused(tried)


def test_k04_recording_takes_lock_form_and_number_in_one_and_the_student_is_told() -> None:
    world = World()
    made = recorded_on_a_form(world)
    assert (made.state, made.unit.name, made.on_paper.mark if made.on_paper else "") == (
        State.AWAITING_REPORT, "某县委组织部", HELD)  # fmt: skip
    assert stands(world) == ("held", (), BlankFormState.USED, "")
    assert told(world, made.id) == [("signing_recorded", ("student",))]


def test_k04_taken_back_the_form_is_out_again_and_can_be_signed_on_anew() -> None:
    world = World()
    ended = retract(world, recorded_on_a_form(world))
    assert ended.state is State.VOID
    assert stands(world) == ("free", (HELD,), BlankFormState.OUT, "")
    assert record(world, signing=ON_FORM).state is State.AWAITING_REPORT
    claim = world.services.store.find_number(SCHOOL, HELD)
    assert claim
    assert claim.is_kept_for(STUDENT)


def test_b09_what_was_kept_for_a_paper_can_be_claimed_once_that_came_to_nothing() -> None:
    world = World()
    retract(world, recorded_on_a_form(world))
    bound = paper_numbers.claim(world.services, SHE, STUDENT, HELD, version=1)
    assert bound.agreement_number == HELD


def test_k05_reported_and_passed_it_is_signed_under_the_papers_number_and_never_issued() -> None:
    world = World()
    made = steps.reported(world, recorded_on_a_form(world))
    assert (made.state, told(world, made.id)[-1]) == (
        State.COLLEGE_REVIEW, ("signing_reported", ("college",)))  # fmt: skip
    signed = steps.passed(world, steps.passed(world, made, Role.COLLEGE), Role.SCHOOL)
    assert (signed.state, signed.number, bool(signed.effective_at)) == (State.SIGNED, HELD, True)
    assert stands(world) == ("held", (), BlankFormState.USED, signed.id)
    world.run_jobs()
    assert world.services.store.agreement(signed.id).issued is None


def test_k05_failed_the_student_is_free_and_the_form_is_out() -> None:
    world = World()
    made = steps.reported(world, recorded_on_a_form(world))
    failed = reviews.review(world.services, TEACHER, made.id, Action.FAIL, "扫描件无公章", version=made.version)
    assert failed.state is State.SIGN_FAILED
    assert stands(world) == ("free", (HELD,), BlankFormState.OUT, "")


def test_k05_returned_the_student_mends_it_and_reports_again() -> None:
    world = World()
    made = steps.reported(world, record(world))
    back = reviews.review(world.services, TEACHER, made.id, Action.RETURN, "请补扫描件背面", version=made.version)
    again = steps.reported(world, back)
    assert (again.state, again.revision, told(world, made.id)[-1][0]) == (
        State.COLLEGE_REVIEW, 2, "signing_resubmitted")  # fmt: skip


def test_without_a_form_it_has_no_number() -> None:
    world = World()
    made = steps.reported(world, record(world))
    assert steps.passed(world, steps.passed(world, made, Role.COLLEGE), Role.SCHOOL).number == ""


def test_an_undone_pass_leaves_the_number_with_it() -> None:
    world = World()
    made = steps.reported(world, recorded_on_a_form(world))
    signed = steps.passed(world, steps.passed(world, made, Role.COLLEGE), Role.SCHOOL)
    back = steps.undone(world, steps.asked_to_undo(world, signed))
    assert (back.state, back.number) == (State.SCHOOL_REVIEW, HELD)
    assert steps.passed(world, back, Role.SCHOOL).state is State.SIGNED


def test_m20_the_student_ends_it_by_letter_and_is_free() -> None:
    world = World()
    made = steps.reported(world, recorded_on_a_form(world))
    signed = steps.passed(world, steps.passed(world, made, Role.COLLEGE), Role.SCHOOL)
    application = Application(reason=Reason.FURTHER_STUDY, explanation="考取研究生")
    running = terminations.apply(
        world.services, SHE, signed.id, application, version=signed.version, letter=Upload(b"%PDF-1.7 letter", PDF)
    )
    steps.approved(world, running, verification="电话核实")
    assert world.services.store.agreement(signed.id).state is State.TERMINATED
    assert stands(world) == ("free", (), BlankFormState.USED, signed.id)
