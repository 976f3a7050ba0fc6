"""Section G through the use cases: what is refused stores nothing, who is told, the lock, a return."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from functions.domain.actors import Actor, Role
from functions.domain.agreement import Action, Agreement, State
from functions.domain.employer import CodePath
from functions.domain.errors import NotFound, Refused, Stale
from functions.domain.grounds import Reason
from functions.domain.policy import SchoolPolicy
from functions.domain.signing_lock import LockState
from functions.domain.student import SourceState
from functions.domain.termination import Application
from functions.domain.termination import State as TerminationState
from functions.ports import Insert
from functions.usecases import agreements, evidence, initiations, invitations, prints, reviews, terminations
from functions.usecases.initiations import MOST_DRAFTS, Typed
from functions.usecases.invitations import Answers
from functions.usecases.uploads import PDF, PNG, Upload
from tests import factories, steps
from tests.consistency import consistent
from tests.factories import someone
from tests.unit.usecases.attempts import STRANGERS, Attempt, after, assert_refused, change, slow, told
from tests.world import World

STUDENT = someone(Role.STUDENT)
PAPER = Upload(b"%PDF-more", PDF)
Verb = Callable[[World, Agreement], Any]


def typed(**fields: Any) -> Typed:
    ordinary: dict[str, Any] = {
        "unit": factories.employer_party(name="某市某局"), "code_path": CodePath.NONE, "terms": steps.TERMS,
        "answers": steps.ANSWERS,
    }  # fmt: skip
    return Typed(**ordinary | fields)


def save(what: Typed | None = None, who: Actor = STUDENT, ahead: int = 0) -> Verb:
    return lambda w, a: initiations.save(w.services, who, a.id, what or typed(), version=a.version + ahead)


def attach(upload: Upload = PAPER, who: Actor = STUDENT) -> Verb:
    return lambda w, a: initiations.attach(w.services, who, a.id, upload)


def detach(hash_: str, who: Actor = STUDENT) -> Verb:
    return lambda w, a: initiations.detach(w.services, who, a.id, hash_)


def discard(who: Actor = STUDENT, ahead: int = 0) -> Verb:
    return lambda w, a: initiations.discard(w.services, who, a.id, version=a.version + ahead)


def withdraw(who: Actor = STUDENT, ahead: int = 0) -> Verb:
    return lambda w, a: initiations.withdraw(w.services, who, a.id, version=a.version + ahead)


def seen(world: World, found: Agreement) -> str:
    return evidence.digest(initiations.read(world.services, STUDENT, found.id).shown)


def submit(world: World, found: Agreement) -> Agreement:
    return initiations.submit(world.services, STUDENT, found.id, seen(world, found))


def submit_as(who: Actor) -> Verb:
    return lambda w, a: initiations.submit(w.services, who, a.id, seen(w, a))


def submit_blindly(world: World, found: Agreement) -> Agreement:
    return initiations.submit(world.services, STUDENT, found.id, "0" * 64)


def returned(world: World) -> Agreement:
    found = steps.initiated(world)
    who = steps.actor(world, Role.COLLEGE)
    return reviews.review(world.services, who, found.id, Action.RETURN, "印章不清", version=found.version)


def reviewed(world: World) -> Agreement:
    return steps.passed(world, steps.initiated(world), Role.COLLEGE)


def unanswered(world: World) -> Agreement:
    made = initiations.draft(world.services, STUDENT, typed(answers=Answers()))
    return initiations.attach(world.services, STUDENT, made.id, PAPER)


def without_paper(world: World) -> Agreement:
    return steps.drafted_by_student(world, files=0)


def person(**fields: Any) -> Callable[[World], object]:
    return lambda w: change(w, w.services.store.student(factories.SCHOOL, factories.STUDENT), **fields)


def rules(policy: SchoolPolicy) -> Callable[[World], object]:
    """Let another policy take effect."""
    version = factories.policy(number=2, effective_from=date(2026, 1, 1), policy=policy)
    return lambda w: w.services.store.commit(Insert(version))


def full(world: World) -> Agreement:
    for _ in range(MOST_DRAFTS):
        last = steps.drafted_by_student(world, files=0)
    return last


NEVER = SchoolPolicy(student_may_initiate=False)
MAY_NOT = Refused("student_may_not_initiate", rule="G01")
LOCKED = Refused("state_does_not_allow")
ATTEMPTS = {
    "G01: drafting where the school leaves beginning to employers": Attempt(
        lambda _: None, lambda w, _: initiations.draft(w.services, STUDENT, typed()), MAY_NOT, NEVER),
    "G01: submitting after the school has changed its mind": Attempt(
        after(steps.drafted_by_student, rules(NEVER)), submit, MAY_NOT),
    "one draft too many": Attempt(
        full, lambda w, _: initiations.draft(w.services, STUDENT, typed()), Refused("too_many_drafts", rule="G03")),
    "a unit whose name no code can carry": Attempt(
        lambda _: None,
        lambda w, _: initiations.draft(w.services, STUDENT, typed(unit=factories.employer_party(name="合" * 100))),
        Refused("too_large_for_code", field="unit.name", rule="verification 1")),
    "saving what no code can carry": Attempt(
        steps.drafted_by_student, save(typed(unit=factories.employer_party(name="合" * 100))),
        Refused("too_large_for_code", field="unit.name", rule="verification 1")),
    "saving a stale version": Attempt(steps.drafted_by_student, save(ahead=-1), Stale(2)),
    "saving what was submitted": Attempt(steps.initiated, save(), LOCKED),
    "saving what an employer began": Attempt(
        steps.accepted, save(), Refused("not_initiated_by_student", rule="G01")),
    "a paper for what was submitted": Attempt(steps.initiated, attach(), LOCKED),
    "the same paper twice": Attempt(
        steps.drafted_by_student, attach(Upload(b"%PDF-\0", PDF)),
        Refused("file_already_there", field="file", rule="G02")),
    "taking away a paper that is not there": Attempt(steps.drafted_by_student, detach("0" * 64), NotFound("evidence")),
    "taking a paper away while it is reviewed": Attempt(
        steps.initiated, lambda w, a: initiations.detach(w.services, STUDENT, a.id, a.begun.files[0].hash), LOCKED),
    "putting a stale draft away": Attempt(steps.drafted_by_student, discard(ahead=1), Stale(2)),
    "putting away what was submitted": Attempt(steps.initiated, discard(), LOCKED),
    "submitting a draft put away": Attempt(
        lambda w: discard()(w, steps.drafted_by_student(w)), submit, LOCKED),
    "submitting what was not shown": Attempt(steps.drafted_by_student, submit_blindly, Stale(2)),
    "G02: submitting without a stamped paper": Attempt(
        without_paper, submit, Refused("evidence_required", field="files", rule="G02")),
    "F16: submitting without the student's own answer": Attempt(
        unanswered, submit, Refused("required", field="pay_after_trial", rule="F16")),
    "B01: submitting with a record that nobody vouches for": Attempt(
        after(steps.drafted_by_student, person(state=SourceState.IMPORTED)), submit,
        Refused("source_record_not_confirmed", rule="B01")),
    "A07: submitting as a directed student": Attempt(
        after(steps.drafted_by_student, person(training_mode="定向")), submit,
        Refused("student_not_eligible", rule="A07")),
    "F06: submitting while another agreement holds the lock": Attempt(
        after(steps.drafted_by_student, steps.accepted), submit, Refused("already_signed", rule="F06")),
    "submitting what was passed": Attempt(reviewed, submit, LOCKED),
    "G04: taking back what was reviewed": Attempt(reviewed, withdraw(), Refused("already_reviewed", rule="G04")),
    "taking back what was returned": Attempt(returned, withdraw(), LOCKED),
    "taking back a stale version": Attempt(steps.initiated, withdraw(ahead=-1), Stale(3)),
    "taking back what an employer began": Attempt(
        steps.accepted, withdraw(), Refused("not_initiated_by_student", rule="G01")),
    "F06: accepting an invitation while one's own submission is reviewed": Attempt(
        lambda w: (steps.initiated(w), steps.sent(w))[1], steps.accept, Refused("already_signed", rule="F06")),
    "an employer printing what has no employer's account": Attempt(
        lambda w: steps.passed(w, reviewed(w), Role.SCHOOL),
        lambda w, a: prints.print_copy(w.services, someone(Role.EMPLOYER), a.id, 1), NotFound("agreement")),
}  # fmt: skip


@pytest.mark.parametrize("tried", ATTEMPTS.values(), ids=ATTEMPTS)
def test_refuses(tried: Attempt) -> None:
    assert_refused(tried)


VERBS: dict[str, Callable[[Actor], Verb]] = {
    "save": lambda who: save(who=who), "attach": lambda who: attach(who=who),
    "detach": lambda who: detach("0" * 64, who), "discard": discard, "submit": submit_as, "withdraw": withdraw,
    "read a paper": lambda who: lambda w, a: initiations.file(w.services, who, a.id, a.begun.files[0].hash),
}  # fmt: skip


@pytest.mark.parametrize("verb", VERBS)
def test_a_draft_is_the_students_alone(verb: str) -> None:
    world = World()
    draft = steps.drafted_by_student(world)
    everybody = STRANGERS | {role.value: someone(role) for role in Role if role not in (Role.STUDENT, Role.SYSTEM)}
    for who in everybody.values():
        with pytest.raises(NotFound):
            VERBS[verb](who)(world, draft)


def lock(world: World) -> tuple[LockState, str | None]:
    held = world.services.store.signing_lock(factories.SCHOOL, factories.STUDENT)
    return held.state, held.agreement


FREE = LockState.FREE, None


def test_a_submission_takes_the_lock_and_tells_the_reviewers() -> None:
    world = World()
    draft = steps.drafted_by_student(world)
    assert (lock(world), told(world, draft.id)) == (FREE, [])
    found = steps.initiated(world, draft)
    assert (found.state, found.policy_version, found.employer) == (State.COLLEGE_REVIEW, 1, "")
    assert lock(world) == (LockState.HELD, found.id)
    assert told(world, found.id) == [("signing_initiated", ("college",))]
    assert consistent(world)
    assert [one.id for one in world.services.store.agreements(found.school, State.COLLEGE_REVIEW).items] == [found.id]


def test_trap_04_a_submission_sent_twice_is_one() -> None:
    world = World()
    draft = steps.drafted_by_student(world)
    digest = seen(world, draft)
    first = initiations.submit(world.services, STUDENT, draft.id, digest)
    assert initiations.submit(world.services, STUDENT, draft.id, digest) == first
    assert len(told(world, draft.id)) == 1


def test_trap_04_a_second_click_that_read_the_draft_before_the_first_was_stored_is_told_the_same() -> None:
    world = World()
    draft = steps.drafted_by_student(world)
    digest = seen(world, draft)
    first = initiations.submit(world.services, STUDENT, draft.id, digest)
    assert initiations.submit(slow(world, draft), STUDENT, draft.id, digest) == first


def test_a_second_withdrawal_that_read_before_the_first_was_stored_is_told_that_it_is_stale() -> None:
    world = World()
    found = steps.initiated(world)
    withdraw()(world, found)
    with pytest.raises(Stale):
        initiations.withdraw(slow(world, found), STUDENT, found.id, version=found.version)


def test_what_changed_after_it_was_shown_is_not_submitted() -> None:
    world = World()
    draft = steps.drafted_by_student(world)
    digest = seen(world, draft)
    attach()(world, draft)
    with pytest.raises(Stale):
        initiations.submit(world.services, STUDENT, draft.id, digest)
    assert lock(world) == FREE


def test_g04_a_withdrawal_frees_the_lock_and_the_draft_leaves_the_queue() -> None:
    world = World()
    back = withdraw()(world, steps.initiated(world))
    assert (back.state, lock(world)) == (State.DRAFT, FREE)
    assert told(world, back.id)[-1] == ("signing_withdrawn", ("college",))
    assert not world.services.store.agreements(back.school, State.DRAFT).items
    with pytest.raises(NotFound):
        agreements.read(world.services, someone(Role.COLLEGE), back.id)
    assert steps.accept(world, steps.sent(world)).state is State.COLLEGE_REVIEW
    assert consistent(world)


def test_g05_a_return_keeps_the_lock_and_is_submitted_again_by_the_student() -> None:
    world = World()
    sent_back = returned(world)
    assert lock(world) == (LockState.HELD, sent_back.id)
    mended = save(typed(terms=replace(steps.TERMS, penalty=0)))(world, sent_back)
    attach()(world, mended)
    again = submit(world, mended)
    assert (again.state, again.revision, again.previous) == (State.COLLEGE_REVIEW, 2, steps.TERMS)
    assert told(world, again.id)[-2:] == [
        ("agreement_returned", ("student",)), ("signing_resubmitted", ("college",)),
    ]  # fmt: skip
    assert consistent(world)


ENDINGS: dict[str, tuple[Verb, State]] = {
    "H06: a failed review": (
        lambda w, a: reviews.review(
            w.services, someone(Role.COLLEGE), a.id, Action.FAIL, "材料不实", version=a.version), State.SIGN_FAILED),
    "an administrator's void": (
        lambda w, a: reviews.void(w.services, someone(Role.ADMIN), a.id, "学生已退学", version=a.version), State.VOID),
}  # fmt: skip


@pytest.mark.parametrize(("end", "state"), ENDINGS.values(), ids=ENDINGS)
def test_an_end_before_it_is_signed_frees_the_lock(end: Verb, state: State) -> None:
    world = World()
    ended = end(world, steps.initiated(world))
    assert (ended.state, lock(world)) == (state, FREE)
    assert consistent(world)


def test_trap_27_the_policy_of_the_first_submission_stays() -> None:
    world = World()
    draft = steps.drafted_by_student(world)
    rules(SchoolPolicy(max_terminations=1))(world)
    first = steps.initiated(world, draft)
    later = factories.policy(number=3, effective_from=date(2026, 1, 1), policy=NEVER)
    world.services.store.commit(Insert(later))
    again = steps.initiated(world, withdraw()(world, first))
    assert (first.policy_version, again.policy_version, again.revision) == (2, 2, 2)


def test_the_graduate_is_as_the_record_says_when_it_is_submitted() -> None:
    world = World()
    draft = steps.drafted_by_student(world)
    person(phone="13900000000")(world)
    assert draft.graduate.phone == "13800000000"
    assert steps.initiated(world, draft).graduate.phone == "13900000000"


def test_g02_a_paper_is_shown_to_whoever_reviews_and_kept_under_a_name_that_says_nothing() -> None:
    world = World()
    draft = steps.drafted_by_student(world, files=0)
    attach(Upload(b"\x89PNG\r\n\x1a\n", PNG))(world, draft)
    found = steps.initiated(world, world.services.store.agreement(draft.id))
    (paper,) = found.begun.files
    shown = initiations.file(world.services, someone(Role.COLLEGE), found.id, paper.hash)
    assert shown == (paper, b"\x89PNG\r\n\x1a\n")
    assert (paper.key.startswith("evidence/"), paper.key.endswith(".png"), paper.size) == (True, True, 8)
    for missing in (steps.accepted(World()), found):
        with pytest.raises(NotFound):
            initiations.file(world.services, STUDENT, missing.id, "0" * 64)


def test_a_paper_taken_away_and_a_draft_put_away_are_gone() -> None:
    world = World()
    draft = steps.drafted_by_student(world)
    bare = detach(draft.begun.files[0].hash)(world, draft)
    assert not bare.begun.files
    assert discard()(world, bare).state is State.DISCARDED
    assert not agreements.of_student(world.services, STUDENT)


def test_where_the_student_stands() -> None:
    world = World()
    assert initiations.standing(world.services, STUDENT).obstacle is None
    found = steps.initiated(world)
    assert initiations.standing(world.services, STUDENT).obstacle == Refused("already_signed", rule="F06")
    assert initiations.read(world.services, STUDENT, found.id).standing.obstacle is None


def test_an_unaccepted_invitation_is_view_only_until_the_submission_is_taken_back() -> None:
    world = World()
    offer = steps.sent(world)
    found = steps.initiated(world)
    ((_, state),) = invitations.shown(world.services, STUDENT, [offer])
    assert state == "view_only"
    withdraw()(world, found)
    ((_, state),) = invitations.shown(world.services, STUDENT, [offer])
    assert state == "pending"


def test_m20_the_student_leaves_with_the_units_letter_since_nobody_there_can_answer() -> None:
    world = World()
    steps.passed(world, reviewed(world), Role.SCHOOL)
    world.run_jobs()
    (found,) = agreements.of_student(world.services, STUDENT)
    asked = Application(reason=Reason.FURTHER_STUDY, explanation="考取研究生")
    with pytest.raises(Refused, match="letter_required"):
        terminations.apply(world.services, STUDENT, found.id, asked, version=found.version)
    applied = terminations.apply(world.services, STUDENT, found.id, asked, version=found.version, letter=PAPER)
    assert applied.state is TerminationState.SCHOOL_REVIEW
    assert told(world, found.id)[-1] == ("termination_applied", ("school",))
    steps.approved(world, applied, verification="已电话核实")
    assert (world.services.store.agreement(found.id).state, lock(world)) == (State.TERMINATED, FREE)
    assert consistent(world)
