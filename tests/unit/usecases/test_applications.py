"""From the résumé to the offer (D01-D06): who is told what, what an employer may read, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from functions.domain import position
from functions.domain.actors import Actor, Role, employer_address, student_address
from functions.domain.application import Shown, State
from functions.domain.employer import AdmissionState
from functions.domain.errors import DomainError, NotFound, Refused, Stale
from functions.domain.policy import SchoolPolicy
from functions.domain.student import SourceState
from functions.usecases import applications, deadlines, invitations, offers, positions, resumes
from functions.usecases import steps as standing
from tests import factories, steps
from tests.factories import EMPLOYER, SCHOOL, STUDENT, someone
from tests.steps import TERMS, actor
from tests.unit.usecases.attempts import STRANGERS, Attempt, Begin, after, assert_refused, change, later, told
from tests.world import World

A_WEEK, A_DAY = timedelta(days=7), timedelta(days=1)


@pytest.fixture
def world() -> World:
    return World()


def student(world: World) -> Actor:
    return actor(world, Role.STUDENT)


def employer(world: World) -> Actor:
    return actor(world, Role.EMPLOYER)


def offer(world: World, found: Any, answer_by: date | None = None, version: int | None = None) -> Any:
    return offers.make(
        world.services, employer(world), found.id, TERMS, answer_by, version=version or found.version
    )  # fmt: skip


def state(world: World, case: str) -> str:
    return applications.read(world.services, student(world), case).standing.shown


def test_from_the_resume_to_the_agreement_is_one_case(world: World) -> None:
    made = steps.accept(world, steps.offered(world))
    assert told(world, made.id) == [
        ("application_sent", ("employer",)),
        ("interview_invited", ("student",)),
        ("interview_accepted", ("employer",)),
        ("interview_passed", ("student",)),
        ("offer_made", ("student",)),
        ("invitation_accepted", ("employer", "college")),
    ]
    assert world.services.store.application(made.id).state is State.OFFERED
    assert state(world, made.id) == Shown.SIGNED


def test_an_offer_is_an_invitation_with_the_date_that_the_employer_chose(world: World) -> None:
    made = steps.offered(world)
    assert made.expires_at
    assert (made.id, made.expires_at.isoformat(), made.revision) == (
        world.services.store.application(made.id).id, "2026-03-19T23:59:59+08:00", 1)  # fmt: skip
    assert world.services.store.open_invitations(SCHOOL, STUDENT).has(EMPLOYER, world.clock.now())


def test_without_a_date_the_policys_days_hold(world: World) -> None:
    made = offer(world, steps.passed_interview(world))
    assert made.expires_at.isoformat() == "2026-03-19T23:59:59+08:00"


def test_an_offer_that_nobody_answers_is_void_before_and_after_the_sweep(world: World) -> None:
    made = steps.offered(world)
    world.clock.pass_(days=15)
    assert state(world, made.id) == Shown.VOID
    world.run_jobs()
    assert state(world, made.id) == Shown.VOID
    assert told(world, made.id)[-1] == ("invitation_expired", ("student", "employer"))


def test_an_offer_taken_back_and_sent_again_is_the_same_case(world: World) -> None:
    made = steps.offered(world)
    back = invitations.withdraw(world.services, employer(world), made.id, version=made.version)
    assert state(world, made.id) == Shown.TAKEN_BACK
    invitations.send(world.services, employer(world), made.id, version=back.version)
    assert state(world, made.id) == State.OFFERED


def test_a_result_may_be_no_and_says_why(world: World) -> None:
    found = steps.resume_sent(world)
    applications.decide(
        world.services, employer(world), found.id, is_passed=False, reason="名额已满", version=found.version
    )  # fmt: skip
    assert told(world, found.id)[-1] == ("application_refused", ("student",))
    assert world.services.store.events(found.id)[-1].details["reason"] == "名额已满"


def test_a_resume_is_read_as_it_stands(world: World) -> None:
    found = steps.resume_sent(world)
    held = resumes.mine(world.services, student(world))
    words = {"wish": "测试开发", "experience": "", "skills": "", "about": ""}
    resumes.rewrite(world.services, student(world), **words, version=held.version)
    assert applications.read(world.services, employer(world), found.id).resume.wish == "测试开发"


def test_what_is_taken_back_is_hidden_from_the_employer_and_may_be_sent_again(world: World) -> None:
    found = steps.resume_sent(world)
    applications.withdraw(world.services, student(world), found.id, version=found.version)
    with pytest.raises(NotFound):
        applications.read(world.services, employer(world), found.id)
    assert applications.for_position(world.services, employer(world), found.position, None).items == ()
    world.clock.pass_(hours=1)
    again = applications.apply(world.services, student(world), found.position)
    mine = applications.of_student(world.services, student(world), None).items
    assert [each.application.id for each in mine] == [again.id, found.id]


def test_a_list_is_one_page_with_what_came_of_each(world: World) -> None:
    made = steps.accept(world, steps.offered(world))
    found = world.services.store.application(made.id)
    (standing,) = applications.for_position(world.services, employer(world), found.position, None).items
    assert (standing.shown, standing.student.name, standing.agreement) == (
        Shown.SIGNED, "欧阳思远", world.services.store.agreement(made.id))  # fmt: skip
    assert not standing.is_over


def test_nothing_applied_for_is_an_empty_page(world: World) -> None:
    assert applications.of_student(world.services, student(world), None).items == ()


def test_positions_are_browsed_newest_first_by_words(world: World) -> None:
    first = steps.described(world)
    world.clock.pass_(hours=1)
    second = positions.publish(
        world.services, employer(world), SCHOOL, replace(TERMS, position="会计"), 1, ""
    )  # fmt: skip
    browse = [positions.open_(world.services, student(world), words, None).items for words in ("", "会计", "律师")]
    assert browse == [(second, first), (second,), ()]


def test_a_position_is_described_otherwise(world: World) -> None:
    found = steps.described(world)
    positions.edit(world.services, employer(world), found.id, TERMS, 9, "另写", version=1)
    edited, _ = positions.read(world.services, student(world), found.id)
    assert (edited.wanted, edited.description) == (9, "另写")


def next_steps(world: World) -> list[tuple[str, str]]:
    return [(step.kind, step.id) for step in standing.of_student(world.services, student(world)).steps]


def test_an_interview_is_to_be_answered_until_it_begins(world: World) -> None:
    found = steps.interviewed(world)
    assert ("answer_interview", found.id) in next_steps(world)
    world.clock.pass_(days=3)
    assert ("answer_interview", found.id) not in next_steps(world)


def test_what_is_closed_or_whose_employer_is_sent_away_is_not_shown(world: World) -> None:
    found = steps.described(world)
    positions.move(world.services, employer(world), found.id, position.Action.CLOSE, version=1)
    assert positions.open_(world.services, student(world), "", None).items == ()
    positions.move(world.services, employer(world), found.id, position.Action.REOPEN, version=2)
    sent_away(world)
    assert positions.open_(world.services, student(world), "", None).items == ()
    assert positions.of_employer(world.services, employer(world), None).items[0].id == found.id
    with pytest.raises(NotFound):
        positions.read(world.services, student(world), found.id)


def sent_away(world: World) -> None:
    admission = world.services.store.find_admission(SCHOOL, EMPLOYER)
    change(world, admission, state=AdmissionState.WITHDRAWN)


def reminders(world: World) -> int:
    return sum(event.kind == "interview_reminded" for event in told_events(world))


def told_events(world: World) -> Any:
    (found,) = applications.of_student(world.services, student(world), None).items
    return world.services.store.events(found.application.id)


def test_one_is_reminded_of_an_interview_that_was_accepted(world: World) -> None:
    found = steps.interviewed(world)
    world.run_jobs()
    applications.answer(
        world.services, student(world), found.id, is_accepted=True, reason="", version=found.version
    )  # fmt: skip
    world.clock.pass_(days=2)
    world.run_jobs()
    assert reminders(world) == 1


def test_nobody_is_reminded_of_an_interview_that_was_declined(world: World) -> None:
    found = steps.interviewed(world)
    world.run_jobs()
    applications.answer(
        world.services, student(world), found.id, is_accepted=False, reason="", version=found.version
    )  # fmt: skip
    world.clock.pass_(days=2)
    world.run_jobs()
    assert reminders(world) == 0


def test_an_interview_has_its_entry_in_a_calendar_and_in_the_mail(world: World) -> None:
    found = steps.interviewed(world)
    file = deadlines.of_interview(world.services, student(world), found.id, "zh-CN").decode()
    assert "DTSTART:20260308T084000Z" in file
    assert f"UID:interview-{found.id}@" in file
    for _ in range(3):
        world.run_jobs()
    assert any(b"interview-" in attached.content for attached in world.mailer.attached)


def test_where_no_interview_is_to_come_there_is_no_entry(world: World) -> None:
    found = steps.resume_sent(world)
    with pytest.raises(NotFound):
        deadlines.of_interview(world.services, student(world), found.id, "zh-CN")


def closed(world: World) -> Any:
    found = steps.described(world)
    return positions.move(world.services, employer(world), found.id, position.Action.CLOSE, version=1)


def apply(world: World, found: Any) -> Any:
    return applications.apply(world.services, student(world), found.id)


def resumed(begin: Begin) -> Begin:
    def write(world: World) -> None:
        words = {"wish": "后端", "experience": "", "skills": "", "about": ""}
        resumes.rewrite(world.services, student(world), **words, version=0)

    return after(begin, write)


def revoke(world: World) -> None:
    change(world, world.services.store.student(SCHOOL, STUDENT), state=SourceState.IMPORTED)


def other_invited(world: World) -> Any:
    found = steps.passed_interview(world)
    steps.sent(world)
    return found


def invite(world: World, found: Any) -> Any:
    return applications.invite(world.services, employer(world), found.id, factories.interview(), version=found.version)


CHOSEN = SchoolPolicy(employer_may_choose_validity=False)
REFUSED: dict[str, Attempt] = {
    "a position for a school that does not admit the employer": Attempt(
        sent_away, lambda world, _: steps.described(world),
        Refused("employer_not_admitted", rule="C02")),
    "a position for a school that is none": Attempt(
        lambda _: None, lambda world, _: positions.publish(world.services, employer(world), "99999", TERMS, 1, ""),
        NotFound("school")),
    "editing another version of a position": Attempt(
        steps.described,
        lambda world, found: positions.edit(world.services, employer(world), found.id, TERMS, 1, "", version=9),
        Stale(1)),
    "closing another version": Attempt(
        steps.described,
        lambda world, found: positions.move(
            world.services, employer(world), found.id, position.Action.CLOSE, version=9),
        Stale(1)),
    "rewriting another version of the résumé": Attempt(
        steps.resume_sent,
        lambda world, _: resumes.rewrite(
            world.services, student(world), wish="", experience="", skills="", about="", version=0),
        Stale(1)),
    "applying without a résumé": Attempt(steps.described, apply, Refused("resume_blank", rule="D01")),
    "applying for what is closed": Attempt(resumed(closed), apply, Refused("position_closed", rule="D01")),
    "applying twice": Attempt(
        steps.resume_sent, lambda world, found: applications.apply(world.services, student(world), found.position),
        Refused("already_applied", rule="D01")),
    "applying where the employer was sent away": Attempt(
        after(resumed(steps.described), sent_away), apply, NotFound("position")),
    "inviting from another version": Attempt(
        steps.resume_sent,
        lambda world, found: applications.invite(
            world.services, employer(world), found.id, factories.interview(), version=9),
        Stale(1)),
    "inviting when the employer was sent away": Attempt(
        after(steps.resume_sent, sent_away), invite, Refused("employer_not_admitted", rule="C02")),
    "inviting who took it back": Attempt(
        lambda world: applications.withdraw(
            world.services, student(world), steps.resume_sent(world).id, version=1),
        invite, NotFound("application")),
    "answering another version": Attempt(
        steps.interviewed,
        lambda world, found: applications.answer(
            world.services, student(world), found.id, is_accepted=True, reason="", version=1),
        Stale(2)),
    "answering when it has begun": Attempt(
        later(steps.interviewed, days=3),
        lambda world, found: applications.answer(
            world.services, student(world), found.id, is_accepted=True, reason="", version=2),
        Refused("interview_over", rule="D03")),
    "deciding on another version": Attempt(
        steps.interviewed,
        lambda world, found: applications.decide(
            world.services, employer(world), found.id, is_passed=True, reason="", version=1),
        Stale(2)),
    "passing who was not interviewed": Attempt(
        steps.resume_sent,
        lambda world, found: applications.decide(
            world.services, employer(world), found.id, is_passed=True, reason="", version=1),
        Refused("state_does_not_allow")),
    "taking another version back": Attempt(
        steps.resume_sent,
        lambda world, found: applications.withdraw(world.services, student(world), found.id, version=9), Stale(1)),
    "taking back what was offered": Attempt(
        steps.offered,
        lambda world, found: applications.withdraw(world.services, student(world), found.id, version=5),
        Refused("state_does_not_allow")),
    "an offer on another version": Attempt(
        steps.passed_interview, lambda world, found: offer(world, found, version=1), Stale(4)),
    "an offer before the result": Attempt(steps.interviewed, offer, Refused("state_does_not_allow")),
    "a second offer": Attempt(
        steps.offered, lambda world, found: offer(world, world.services.store.application(found.id)),
        Refused("state_does_not_allow")),
    "an offer to be answered yesterday": Attempt(
        steps.passed_interview, lambda world, found: offer(world, found, date(2026, 3, 4)),
        Refused("validity_out_of_range", field="answer_by", rule="F03")),
    "an offer to be answered in half a year": Attempt(
        steps.passed_interview, lambda world, found: offer(world, found, date(2026, 9, 4)),
        Refused("validity_out_of_range", field="answer_by", rule="F03")),
    "an offer with a date where the school has its own": Attempt(
        steps.passed_interview, lambda world, found: offer(world, found, date(2026, 3, 12)),
        Refused("validity_fixed", field="answer_by", rule="F03"), CHOSEN),
    "an offer whose source record is not confirmed": Attempt(
        after(steps.passed_interview, revoke), offer, Refused("source_record_not_confirmed", rule="B01")),
    "an offer when the employer was sent away": Attempt(
        after(steps.passed_interview, sent_away), offer, Refused("employer_not_admitted", rule="C02")),
    "an offer beside an open invitation of the same employer": Attempt(
        other_invited, offer, Refused("already_invited", rule="F09")),
}  # fmt: skip


@pytest.mark.parametrize("tried", REFUSED.values(), ids=REFUSED)
def test_it_is_refused(tried: Attempt) -> None:
    assert_refused(tried)


@pytest.mark.parametrize("who", STRANGERS.values(), ids=STRANGERS)
def test_to_a_stranger_an_application_is_not_there(world: World, who: Actor) -> None:
    found = steps.resume_sent(world)
    with pytest.raises(NotFound):
        applications.read(world.services, who, found.id)


@pytest.mark.parametrize("other", [{"party": "e-other"}, {"party": None}])
def test_another_employers_position_has_no_applications(world: World, other: dict[str, Any]) -> None:
    found = steps.resume_sent(world)
    with pytest.raises(DomainError):
        applications.for_position(world.services, someone(Role.EMPLOYER, **other), found.position, None)


def test_both_parties_have_their_notices(world: World) -> None:
    steps.offered(world)
    world.run_jobs()
    kinds = {
        address: [each.kind.value for each in world.services.store.notices(address).items][::-1]
        for address in (student_address(STUDENT), employer_address(EMPLOYER))
    }
    assert list(kinds.values()) == [
        ["interview_invited", "interview_passed", "offer_made"], ["application_sent", "interview_accepted"]
    ]  # fmt: skip
