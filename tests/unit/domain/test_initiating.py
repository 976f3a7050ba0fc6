"""SM-0, SM-2, section G: signing that the student begins; every cell, what is missing, and the way of a return."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from functions.domain import initiating, reviewing
from functions.domain.actors import Role
from functions.domain.agreement import Action, Agreement, State, UndoRequest, Unlocking
from functions.domain.agreement_states import MACHINE, Situation
from functions.domain.employer import CodePath
from functions.domain.errors import Problems, Refused
from functions.domain.initiation import MOST_FILES
from functions.domain.policy import EditAfterAccept, EffectiveOn, ReviewChain, SchoolPolicy
from functions.domain.signing_lock import LockState, SigningLock
from functions.domain.student import SourceState
from functions.domain.terms import differences
from tests import factories as some
from tests.factories import NOW, someone
from tests.unit.domain.cells import expected, outcomes, refusal

LATER = NOW + timedelta(days=1)


def x(role: Role = Role.STUDENT, **fields: Any) -> Situation:
    now = fields.pop("now", NOW)
    settings = {name: fields.pop(name) for name in list(fields) if hasattr(SchoolPolicy(), name)}
    return Situation(actor=someone(role, **fields), now=now, policy=SchoolPolicy(**settings))


# rules.md SM-2, the student-initiated half: no employer has a hand in it.
COMMON = """
draft            edit          student                               draft
draft            discard       student                               discarded
draft            submit        student                               {first}
college_review   withdraw      student                               draft
college_review   pass          college                               {after_college}
college_review   return        college                               returned
college_review   fail          college                               sign_failed
college_review   void          admin                                 void
college_review   check_licence college                       college_review college=not_a_guest
school_review    check_licence school                        school_review  school=not_a_guest
open_review      check_licence college,school                open_review    college=not_a_guest school=not_a_guest
school_review    withdraw      student                               draft
school_review    pass          school                                signed
school_review    return        school                                returned
school_review    fail          school                                sign_failed
school_review    void          admin                                 void
open_review      withdraw      student                               draft
open_review      pass          college,school                        signed
open_review      return        college,school                        returned
open_review      fail          college,school                        sign_failed
open_review      void          admin                                 void
awaiting_report  edit          student                               awaiting_report
awaiting_report  submit        student                               {first}
awaiting_report  retract       college,school,admin                  void
returned         edit          student                               returned
returned         submit        student                               {first}
returned         revise        employer                              reconfirmation  employer=not_yours
returned         void          admin                                 void
reconfirmation   confirm       student                               {first}
reconfirmation   decline       student                               returned
reconfirmation   void          admin                                 void
signed           print         student,employer,college,school,admin signed          employer=not_yours
signed           post          employer                              signed          employer=not_yours
signed           record_stamp  college,school,admin                  effective_otherwise
signed           request_undo  school,admin                          signed
signed           undo          school,admin                          {last}
signed           refuse_undo   school,admin                          signed
signed           request_reissue student,employer          signed          student=reissue_open employer=not_yours
signed           approve_reissue school,admin                        signed
signed           refuse_reissue school,admin                         signed
signed           withdraw_reissue student,employer         signed          employer=not_yours
signed           request_unlock admin                                signed
signed           unlock        school,admin                          terminated
signed           refuse_unlock school,admin                          signed
signed           terminate     college,school                        terminated
signed           complete      college,school,admin                  unlock_open
completed        print         student,employer,college,school,admin completed        employer=not_yours
"""
OF_CHAIN = {
    ReviewChain.COLLEGE: {"first": "college_review", "last": "college_review", "after_college": "signed"},
    ReviewChain.SCHOOL: {"first": "school_review", "last": "school_review", "after_college": "signed"},
    ReviewChain.COLLEGE_SCHOOL: {"first": "college_review", "last": "school_review", "after_college": "school_review"},
    ReviewChain.EITHER: {"first": "open_review", "last": "open_review", "after_college": "signed"},
}
SOMEBODY: dict[str, Any] = {"account": "somebody-else", "name": "周敏", "at": NOW}
WAITING: dict[str, Any] = {
    "undo": UndoRequest(reason="审错了人", **SOMEBODY), "reissue": some.reissue(),
    "unlocking": Unlocking(reason="须入伍", **SOMEBODY),
}  # fmt: skip


@pytest.mark.parametrize("chain", ReviewChain)
@pytest.mark.parametrize("state", State)
def test_each_cell(state: State, chain: ReviewChain) -> None:
    one = some.initiated(state=state, issued=some.issued(), **WAITING)
    table, by = COMMON.format(**OF_CHAIN[chain]), {role: x(role, review_chain=chain) for role in Role}
    fired = outcomes(Action, lambda action, role: MACHINE.fire(one, action, by[role]))
    assert fired == expected(table, state, Action)


ANOTHER = x(party="somebody-else")
NOT_YOURS = Refused("not_yours")
REVIEWED = Refused("already_reviewed", rule="G04")
NOT_BEGUN = Refused("not_initiated_by_student", rule="G01")
REFUSED: dict[str, tuple[Agreement, Any, Refused]] = {
    "another student's draft saved": (
        some.initiated(), lambda a: initiating.save(a, a.unit, a.terms, a.begun, ANOTHER), NOT_YOURS),
    "another student's draft given a paper": (
        some.initiated(), lambda a: initiating.attach(a, some.evidence_file(hash="b2"), ANOTHER), NOT_YOURS),
    "another student's paper taken away": (some.initiated(), lambda a: initiating.detach(a, "e1", ANOTHER), NOT_YOURS),
    "another student's draft put away": (some.initiated(), lambda a: initiating.discard(a, ANOTHER), NOT_YOURS),
    "another student's draft submitted": (
        some.initiated(), lambda a: initiating.submit(a, some.acceptance(), ANOTHER), NOT_YOURS),
    "another student's submission taken back": (
        some.initiated(state=State.COLLEGE_REVIEW), lambda a: initiating.withdraw(a, ANOTHER), NOT_YOURS),
    "G04: taken back after the college has passed it": (
        some.initiated(state=State.SCHOOL_REVIEW, revision=1, reviews=(some.review(),)),
        lambda a: initiating.withdraw(a, x()), REVIEWED),
    "G04: taken back after a pass that was undone": (
        some.initiated(state=State.COLLEGE_REVIEW, revision=1, reviews=(some.review(is_undone=True),)),
        lambda a: initiating.withdraw(a, x()), REVIEWED),
    "an employer's invitation edited by the student": (
        some.agreement(state=State.RETURNED), lambda a: initiating.attach(a, some.evidence_file(), x()), NOT_BEGUN),
    "an employer's invitation taken back by the student": (
        some.agreement(), lambda a: initiating.withdraw(a, x()), NOT_BEGUN),
    "the same paper twice": (
        some.initiated(), lambda a: initiating.attach(a, some.evidence_file(), x()),
        Refused("file_already_there", field="file", rule="G02")),
    "one paper too many": (
        some.initiated(initiation=some.initiation(
            files=tuple(some.evidence_file(hash=str(n)) for n in range(MOST_FILES)))),
        lambda a: initiating.attach(a, some.evidence_file(), x()),
        Refused("too_many_files", field="file", rule="G02", params={"max": MOST_FILES})),
    "saved while it is under review": (
        some.initiated(state=State.COLLEGE_REVIEW),
        lambda a: initiating.save(a, a.unit, a.terms, a.begun, x()),
        Refused("state_does_not_allow", params={"state": "college_review", "action": "edit"})),
    "a paper taken away while it is under review": (
        some.initiated(state=State.OPEN_REVIEW), lambda a: initiating.detach(a, "e1", x()),
        Refused("state_does_not_allow", params={"state": "open_review", "action": "edit"})),
    "failed where it may only be returned": (
        some.initiated(state=State.COLLEGE_REVIEW),
        lambda a: reviewing.review(a, Action.FAIL, "材料不实", x(Role.COLLEGE, review_fail_allowed=False)),
        Refused("fail_not_allowed", rule="H06")),
    "returned without a reason": (
        some.initiated(state=State.COLLEGE_REVIEW), lambda a: reviewing.review(a, Action.RETURN, "", x(Role.COLLEGE)),
        Refused("reason_required", field="reason", rule="H05")),
}  # fmt: skip


@pytest.mark.parametrize(("one", "act", "why"), REFUSED.values(), ids=REFUSED)
def test_refuses(one: Agreement, act: Any, why: Refused) -> None:
    assert refusal(lambda: act(one)) == why


def lock(**fields: Any) -> SigningLock:
    return SigningLock(school=some.SCHOOL, student=some.STUDENT, **fields)


HELD = some.signing_lock(agreement="another")
COOLING = lock(state=LockState.COOLDOWN, until=LATER)
NUMBERED = SchoolPolicy(agreement_number_required_before_invite=True)
CONFIRMED: dict[str, Any] = {"state": SourceState.CONFIRMED}
OBSTACLES: dict[str, tuple[dict[str, Any], SigningLock, SchoolPolicy, Refused | None]] = {
    "nothing in the way": (CONFIRMED, lock(), SchoolPolicy(), None),
    "the lock is this agreement's own": (CONFIRMED, some.signing_lock(), SchoolPolicy(), None),
    "a cool-down that is over": (CONFIRMED, lock(state=LockState.COOLDOWN, until=NOW), SchoolPolicy(), None),
    "a number there before": (CONFIRMED | {"agreement_number": "20220345"}, lock(), NUMBERED, None),
    "G01: the school leaves beginning to employers": (
        CONFIRMED, lock(), SchoolPolicy(student_may_initiate=False), Refused("student_may_not_initiate", rule="G01")),
    "A07: a directed student": (
        CONFIRMED | {"training_mode": "定向"}, lock(), SchoolPolicy(), Refused("student_not_eligible", rule="A07")),
    "B01: a source record that nobody vouched for": (
        {}, lock(), SchoolPolicy(), Refused("source_record_not_confirmed", rule="B01")),
    "B08: no agreement number": (CONFIRMED, lock(), NUMBERED, Refused("no_agreement_number", rule="B08")),
    "F06: signed with somebody else": (CONFIRMED, HELD, SchoolPolicy(), Refused("already_signed", rule="F06")),
    "decision 5: a cool-down blocks beginning": (
        CONFIRMED, COOLING, SchoolPolicy(), Refused("cooling_down", rule="M16", params={"until": LATER.isoformat()})),
}  # fmt: skip


@pytest.mark.parametrize(("said", "held", "policy", "why"), OBSTACLES.values(), ids=OBSTACLES)
def test_what_stands_in_the_way(
    said: dict[str, Any], held: SigningLock, policy: SchoolPolicy, why: Refused | None
) -> None:
    assert initiating.obstacle(some.student(**said), held, policy, NOW, agreement=some.CASE) == why


def submit(one: Agreement, **said: Any) -> Agreement:
    return initiating.submit(one, some.acceptance(), x(now=LATER, **said))


def without(**blank: Any) -> Agreement:
    return some.initiated(unit=some.employer_party(**blank))


FOREIGN, MILITARY = (some.initiation(code_path=path) for path in (CodePath.FOREIGN, CodePath.MILITARY))
NO_CODE = some.employer_party(uscc=None)
MISSING: dict[str, tuple[Agreement, set[tuple[str | None, str]]]] = {
    "G08: the unit's name": (without(name=""), {("unit.name", "required")}),
    "G08: its nature": (without(nature=""), {("unit.nature", "required")}),
    "G08: its industry": (without(industry=""), {("unit.industry", "required")}),
    "G08: its location": (without(location=""), {("unit.location", "required")}),
    "G08: its postcode": (without(postcode=""), {("unit.postcode", "required")}),
    "G08: its code": (without(uscc=None), {("unit.uscc", "required")}),
    "a military unit's postcode": (
        some.initiated(unit=some.employer_party(uscc=None, postcode=""), initiation=MILITARY),
        {("unit.postcode", "required")}),
    "the position": (some.initiated(terms=some.terms(position="")), {("terms.position", "required")}),
    "G02: a stamped paper": (some.initiated(initiation=some.initiation(files=())), {("files", "evidence_required")}),
    "everything at once": (
        some.initiated(
            unit=some.employer_party(nature="", uscc=None), terms=some.terms(position=""),
            initiation=some.initiation(files=())),
        {("unit.nature", "required"), ("unit.uscc", "required"), ("terms.position", "required"),
         ("files", "evidence_required")}),
}  # fmt: skip


@pytest.mark.parametrize(("one", "missing"), MISSING.values(), ids=MISSING)
def test_a_draft_may_lack_what_a_submission_needs(one: Agreement, missing: set[Any]) -> None:
    with pytest.raises((Problems, Refused)) as caught:
        submit(one)
    said = caught.value.refusals if isinstance(caught.value, Problems) else [caught.value]
    assert {(each.field, each.code) for each in said} == missing
    assert initiating.save(one, one.unit, one.terms, one.begun, x()).state is State.DRAFT


WHOLE = {
    "with a code": some.initiated(),
    "a military unit without one": some.initiated(unit=NO_CODE, initiation=MILITARY),
    "a foreign unit without code or postcode": some.initiated(
        unit=replace(NO_CODE, postcode=""), initiation=FOREIGN
    ),
    "without contact or e-mail, which G08 does not ask for": without(contact="", phone="", email="", address=""),
}  # fmt: skip


@pytest.mark.parametrize("one", WHOLE.values(), ids=WHOLE)
def test_a_submission_is_the_next_revision_with_the_students_word(one: Agreement) -> None:
    done = submit(one)
    assert (done.state, done.revision, done.submitted_at) == (State.COLLEGE_REVIEW, 1, LATER)
    assert done.acceptance == some.acceptance(revision=1, pay_after_trial=9500)


def test_saving_keeps_the_papers_and_adding_one_keeps_when_it_was_saved() -> None:
    one, typed = some.initiated(), some.initiation(files=(), code_path=CodePath.MILITARY, health="健康")
    saved = initiating.save(one, NO_CODE, some.terms(penalty=0), typed, x(now=LATER))
    assert saved.begun == replace(typed, files=one.begun.files, saved_at=LATER)
    assert (saved.unit, saved.terms.penalty) == (NO_CODE, 0)
    more = initiating.attach(saved, some.evidence_file(hash="b2"), x(now=LATER + timedelta(hours=1)))
    assert ([file.hash for file in more.begun.files], more.begun.saved_at) == (["e1" * 32, "b2"], LATER)
    assert [file.hash for file in initiating.detach(more, "e1" * 32, x()).begun.files] == ["b2"]


def test_g04_what_was_taken_back_is_a_draft_that_shows_what_changes() -> None:
    back = initiating.withdraw(submit(some.initiated()), x())
    assert (back.state, back.revision, back.ended_at, back.is_submitted) == (State.DRAFT, 1, None, False)
    mended = initiating.save(back, NO_CODE, some.terms(penalty=0), MILITARY, x())
    again = submit(mended)
    assert (again.revision, again.begun.before) == (2, some.employer_party())
    assert again.previous is not None
    assert [one.field for one in differences(again.previous, again.terms)] == ["penalty"]


def test_g05_a_return_gives_it_back_even_where_accepted_terms_never_change() -> None:
    never = {"edit_after_accept": EditAfterAccept.NEVER}
    sent_back = reviewing.review(submit(some.initiated()), Action.RETURN, "印章不清", x(Role.COLLEGE, **never))
    assert (sent_back.state, sent_back.ended_at, sent_back.previous) == (State.RETURNED, None, some.terms())
    again = submit(sent_back, **never)
    assert (again.state, again.revision) == (State.COLLEGE_REVIEW, 2)
    assert initiating.withdraw(again, x()).state is State.DRAFT
    passed = reviewing.review(again, Action.PASS, "", x(Role.COLLEGE))
    assert [(one.decision, one.revision) for one in passed.reviews] == [(Action.RETURN, 1), (Action.PASS, 2)]
    assert refusal(lambda: initiating.withdraw(passed, x())) == REVIEWED


def test_a_draft_put_away_is_in_no_list() -> None:
    gone = initiating.discard(some.initiated(), x(now=LATER))
    assert (gone.state, gone.ended_at, gone.is_kept, gone.is_submitted) == (State.DISCARDED, LATER, False, False)
    assert not any(MACHINE.allowed(gone, x(role)) for role in Role)


def test_i03_it_takes_effect_once_the_college_has_reviewed() -> None:
    policy = {"effective_on_student_initiated": EffectiveOn.COLLEGE_REVIEW}
    done = submit(some.initiated(), **policy)
    assert done.effective_at is None
    assert reviewing.review(done, Action.PASS, "", x(Role.COLLEGE, **policy)).effective_at == NOW
