"""Agreements: nobody else knows of one, a return is answered and confirmed or declined, and lists are one's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from functions.domain import evidence
from functions.domain.actors import Actor, Role
from functions.domain.agreement import Action, Agreement, State
from functions.domain.errors import NotFound, Refused, Stale
from functions.domain.flags import PENALTY_ABOVE_LIMIT
from functions.domain.policy import EffectiveOn, ReviewChain, SchoolPolicy
from functions.domain.termination import Action as Verdict_
from functions.domain.termination import Application, Fault, Reason, Termination
from functions.domain.termination import State as TerminationState
from functions.domain.terms import Terms
from functions.ports import Delete
from functions.usecases import agreements, prints, reviews, terminations
from functions.usecases.agreements import Sieve
from functions.usecases.invitations import Answers
from functions.usecases.terminations import Verdict
from tests import factories, steps
from tests.factories import someone
from tests.unit.usecases.attempts import STRANGERS, Attempt, assert_refused, change, said, told
from tests.unit.web.asking import stored
from tests.world import World

STUDENT, EMPLOYER, COLLEGE, SCHOOL, ADMIN = (
    someone(role) for role in (Role.STUDENT, Role.EMPLOYER, Role.COLLEGE, Role.SCHOOL, Role.ADMIN)
)
BETTER, OTHER = replace(steps.TERMS, monthly_pay=9800), replace(steps.TERMS, monthly_pay=9300)


# Every verb on a case, as (world, actor, agreement, application, version).
Verb = Callable[[World, Actor, str, str, int], Any]
VERBS: dict[str, Verb] = {
    "read": lambda w, who, id_, _, __: agreements.read(w.services, who, id_),
    "read its timeline": lambda w, who, id_, _, __: agreements.timeline(w.services, who, id_),
    "revise": lambda w, who, id_, _, v: agreements.revise(w.services, who, id_, BETTER, version=v),
    "confirm": lambda w, who, id_, _, __: agreements.confirm(w.services, who, id_, "00" * 32, steps.ANSWERS),
    "decline": lambda w, who, id_, _, v: agreements.decline(w.services, who, id_, "与面谈不符", version=v),
    "review": lambda w, who, id_, _, v: reviews.review(w.services, who, id_, Action.PASS, "", version=v),
    "void": lambda w, who, id_, _, v: reviews.void(w.services, who, id_, "误操作", version=v),
    "print": lambda w, who, id_, _, __: prints.print_copy(w.services, who, id_, 1),
    "read its register": lambda w, who, id_, _, __: prints.register(w.services, who, id_),
    "read a print": lambda w, who, id_, _, __: prints.file(w.services, who, id_, 1),
    "list its applications": lambda w, who, id_, _, __: terminations.of_agreement(w.services, who, id_),
    "apply for termination": lambda w, who, id_, _, v: terminations.apply(
        w.services, who, id_, Application(reason=Reason.OTHER, explanation="另有安排"), version=v),
    "read an application": lambda w, who, id_, t, __: terminations.read(w.services, who, id_, t),
    "answer it": lambda w, who, id_, t, v: terminations.answer(
        w.services, who, id_, t, is_agreed=True, reason="", version=v),
    "withdraw it": lambda w, who, id_, t, v: terminations.withdraw(w.services, who, id_, t, version=v),
    "let it lapse": lambda w, who, id_, t, _: terminations.lapse(w.services, who, id_, t),
    "decide on it": lambda w, who, id_, t, v: terminations.review(
        w.services, who, id_, t, Verdict(decision=Verdict_.PASS, fault=Fault.STUDENT), version=v),
}  # fmt: skip


@pytest.fixture(scope="module")
def running() -> tuple[World, Termination]:
    """A case that has got as far as an application for termination."""
    world = World()
    return world, steps.applied(world, steps.issued(world))


@pytest.mark.parametrize("stranger", STRANGERS.values(), ids=STRANGERS)
@pytest.mark.parametrize("verb", VERBS)
def test_to_a_stranger_there_is_no_agreement(running: tuple[World, Termination], verb: str, stranger: Actor) -> None:
    (world, applied), raised = running, []
    before = stored(world)
    for agreement in (applied.agreement, "nothing"):
        with pytest.raises(NotFound) as caught:
            VERBS[verb](world, stranger, agreement, applied.id, 1)
        raised.append(said(caught.value))
    assert raised == [(NotFound, "agreement")] * 2
    assert stored(world) == before


OF_AN_APPLICATION = ("read an application", "answer it", "withdraw it", "let it lapse", "decide on it")


@pytest.mark.parametrize("verb", OF_AN_APPLICATION)
def test_an_application_is_found_only_under_its_agreement(running: tuple[World, Termination], verb: str) -> None:
    world, applied = running
    with pytest.raises(NotFound) as caught:
        VERBS[verb](world, STUDENT, applied.agreement, "nothing", 1)
    assert said(caught.value) == (NotFound, "termination")


# A return, its answer, and the student's word on it (decision 9).


def returned(world: World) -> Agreement:
    found = steps.accepted(world)
    return reviews.review(world.services, COLLEGE, found.id, Action.RETURN, "薪资有误", version=found.version)


def revise(world: World, found: Agreement, terms: Terms = BETTER) -> Agreement:
    return agreements.revise(world.services, EMPLOYER, found.id, terms, version=found.version)


def revised(world: World) -> Agreement:
    return revise(world, returned(world))


def decline(world: World, found: Agreement) -> Agreement:
    return agreements.decline(world.services, STUDENT, found.id, "与面谈不符", version=found.version)


def confirm(world: World, found: Agreement, answers: Answers = steps.ANSWERS) -> Agreement:
    return agreements.confirm(world.services, STUDENT, found.id, evidence.digest(agreements.shown(found)), answers)


def asking_health(world: World) -> Agreement:
    """A revision under a policy that asks for a word on health."""
    found = revised(world)
    world.insert(factories.policy(number=2, policy=SchoolPolicy(student_answers_health=True)))
    return change(world, found, policy_version=2)


def by(verb: str, who: Actor, version: int | None = None) -> Callable[[World, Agreement], Any]:
    return lambda world, found: VERBS[verb](world, who, found.id, "", version or found.version)


ROLE, STATE = Refused("role_may_not"), Refused("state_does_not_allow")
UNCHANGED = Refused("nothing_changed", rule="G05")
ATTEMPTS: dict[str, Attempt] = {
    "revising what was not returned": Attempt(steps.accepted, by("revise", EMPLOYER), STATE),
    "revising what is signed": Attempt(steps.signed, by("revise", EMPLOYER), STATE),
    "revising twice": Attempt(revised, lambda w, found: revise(w, found, OTHER), STATE),
    "the student revises": Attempt(returned, by("revise", STUDENT), ROLE),
    "the college revises": Attempt(returned, by("revise", COLLEGE), ROLE),
    "a stale revision": Attempt(returned, by("revise", EMPLOYER, 1), Stale(2)),
    "a revision that changes nothing": Attempt(returned, lambda w, found: revise(w, found, found.terms), UNCHANGED),
    "what was declined, once more": Attempt(
        lambda w: decline(w, revised(w)), lambda w, found: revise(w, found, BETTER), UNCHANGED),
    "what was accepted, after a decline": Attempt(
        lambda w: decline(w, revised(w)), lambda w, found: revise(w, found, steps.TERMS), UNCHANGED),
    "confirming what was not revised": Attempt(returned, confirm, STATE),
    "confirming what is under review": Attempt(steps.accepted, confirm, STATE),
    "confirming twice": Attempt(lambda w: confirm(w, revised(w)), confirm, STATE),
    "the employer confirms": Attempt(
        revised, lambda w, found: agreements.confirm(
            w.services, EMPLOYER, found.id, evidence.digest(agreements.shown(found)), steps.ANSWERS), ROLE),
    "confirming something else than is shown": Attempt(revised, by("confirm", STUDENT), Stale(3)),
    "confirming what was shown before the revision": Attempt(
        revised, lambda w, found: agreements.confirm(
            w.services, STUDENT, found.id, found.acceptance.hash, steps.ANSWERS), Stale(3)),
    "confirming without the pay after the trial": Attempt(
        revised, lambda w, found: confirm(w, found, Answers()),
        Refused("required", field="pay_after_trial", rule="F16")),
    "confirming without a word on health where it is asked": Attempt(
        asking_health, confirm, Refused("required", field="health", rule="F16")),
    "declining what was not revised": Attempt(returned, by("decline", STUDENT), STATE),
    "the employer declines": Attempt(revised, by("decline", EMPLOYER), ROLE),
    "the school declines": Attempt(revised, by("decline", SCHOOL), ROLE),
    "a stale decline": Attempt(revised, by("decline", STUDENT, 2), Stale(3)),
}  # fmt: skip


@pytest.mark.parametrize("tried", ATTEMPTS.values(), ids=ATTEMPTS)
def test_it_is_refused(tried: Attempt) -> None:
    assert_refused(tried)


def test_a_revision_shows_what_changed_since_the_student_accepted() -> None:
    world = World()
    found = revised(world)
    assert (found.state, found.revision, found.previous, found.terms) == (
        State.RECONFIRMATION, 2, steps.TERMS, BETTER,
    )  # fmt: skip
    again = revise(world, decline(world, found), OTHER)
    assert (again.revision, again.previous, again.terms) == (3, steps.TERMS, OTHER)
    assert told(world, found.id)[2:] == [
        ("agreement_returned", ("student", "employer")), ("agreement_revised", ("student",)),
        ("revision_declined", ("employer",)), ("agreement_revised", ("student",)),
    ]  # fmt: skip
    assert world.services.store.events(found.id)[4].details["reason"] == "与面谈不符"


def test_a_revision_is_looked_at_for_flags_anew() -> None:
    world = World()
    found = revise(world, returned(world), replace(steps.TERMS, penalty=9001))
    assert found.flags == (PENALTY_ABOVE_LIMIT,)
    assert revise(world, decline(world, found), OTHER).flags == ()


@pytest.mark.parametrize("chain", ReviewChain)
def test_after_a_confirmation_the_review_begins_anew(chain: ReviewChain) -> None:
    """The reviewer who returned it sees it again."""
    world = World(SchoolPolicy(review_chain=chain))
    found = steps.accepted(world)
    first, reviewer = found.state, SCHOOL if chain is ReviewChain.SCHOOL else COLLEGE
    back = reviews.review(world.services, reviewer, found.id, Action.RETURN, "薪资有误", version=found.version)
    world.clock.pass_(days=2)
    confirmed = confirm(world, revise(world, back))
    assert (confirmed.state, confirmed.submitted_at) == (first, world.clock.now())
    assert (confirmed.acceptance.revision, confirmed.acceptance.pay_after_trial) == (2, 9500)
    assert confirmed.acceptance.hash != found.acceptance.hash
    assert told(world, found.id)[-1] == ("revision_confirmed", ("employer", "college"))


def test_what_took_effect_with_the_acceptance_takes_effect_again_with_the_confirmation() -> None:
    world = World(SchoolPolicy(effective_on_employer_initiated=EffectiveOn.ACCEPTANCE))
    found = revised(world)
    world.clock.pass_(days=2)
    assert (found.effective_at, confirm(world, found).effective_at) == (None, world.clock.now())


# Reading and listing.


def test_a_timeline_whose_end_was_cut_off_says_so() -> None:
    world = World()
    found = steps.signed(world)
    events, is_whole = agreements.timeline(world.services, STUDENT, found.id)
    assert ([event.seq for event in events], is_whole) == ([1, 2, 3, 4, 5], True)
    world.services.store.commit(Delete(events[-1]))
    assert agreements.timeline(world.services, SCHOOL, found.id) == (events[:-1], False)


LIST = State.COLLEGE_REVIEW
PEOPLE: dict[str, tuple[str, dict[str, Any]]] = {
    "c1": ("203", {"name": "欧阳思远", "number": "2022010345", "class_name": "计算机2201"}),
    "c2": ("203", {"name": "欧阳致远", "number": "2022010346", "degree": "硕士研究生毕业"}),
    "c3": ("204", {"name": "李思远", "number": "2021010345", "major": "会计学"}),
}


@pytest.fixture(scope="module")
def listed() -> World:
    world = World()
    world.insert(*(
        factories.agreement(id=id_, student=id_, college=college, graduate=factories.graduate_party(**fields))
        for id_, (college, fields) in PEOPLE.items()
    ))  # fmt: skip
    world.insert(factories.agreement(id="c4", student="c4", school="10999"))
    world.insert(factories.agreement(id="c5", student="c5", state=State.SIGNED, signed_at=factories.NOW))
    world.insert(factories.agreement(id="c6", student="c6", cohort=2025, flags=(PENALTY_ABOVE_LIMIT,)))
    return world


SIEVES: dict[str, tuple[Actor, Sieve, set[str]]] = {
    "the school's": (SCHOOL, Sieve(), {"c1", "c2", "c3", "c6"}),
    "the administrator's": (ADMIN, Sieve(), {"c1", "c2", "c3", "c6"}),
    "the college's own": (COLLEGE, Sieve(), {"c1", "c2", "c6"}),
    "the college's own, whatever it asks for": (COLLEGE, Sieve(college="204"), {"c1", "c2", "c6"}),
    "another school's": (someone(Role.SCHOOL, school="10999"), Sieve(), {"c4"}),
    "nobody's": (someone(Role.SCHOOL, school=None), Sieve(), set()),
    "a college": (SCHOOL, Sieve(college="204"), {"c3"}),
    "a college that is not there": (SCHOOL, Sieve(college="999"), set()),
    "a cohort": (SCHOOL, Sieve(cohort="2025"), {"c6"}),
    "a degree": (SCHOOL, Sieve(degree="硕士研究生毕业"), {"c2"}),
    "a part of a degree": (SCHOOL, Sieve(degree="硕士"), set()),
    "a major": (SCHOOL, Sieve(major="会计学"), {"c3"}),
    "a class": (SCHOOL, Sieve(class_name="计算机2201"), {"c1", "c2", "c3", "c6"}),
    "a class that is not there": (SCHOOL, Sieve(class_name="会计2201"), set()),
    "a flag": (SCHOOL, Sieve(flag=PENALTY_ABOVE_LIMIT), {"c6"}),
    "the beginning of a name": (SCHOOL, Sieve(name="欧阳思"), {"c1", "c6"}),
    "the end of a name": (SCHOOL, Sieve(name="思远"), set()),
    "the beginning of a number": (SCHOOL, Sieve(number="2021"), {"c3"}),
    "the end of a number": (SCHOOL, Sieve(number="0345"), set()),
    "a name and another's number": (SCHOOL, Sieve(name="李", number="2022"), set()),
}


@pytest.mark.parametrize(("who", "sieve", "ids"), SIEVES.values(), ids=SIEVES)
def test_a_list_holds(listed: World, who: Actor, sieve: Sieve, ids: set[str]) -> None:
    assert {one.id for one in agreements.of_school(listed.services, who, LIST, sieve, None, 50).items} == ids


def test_a_narrowed_list_goes_on_where_its_page_ended(listed: World) -> None:
    sieve, seen, cursor = Sieve(number="2022010345"), list[str](), None
    for _ in range(2):
        page = agreements.of_school(listed.services, SCHOOL, LIST, sieve, cursor, 1)
        seen += [one.id for one in page.items]
        cursor = page.cursor
    assert seen == ["c1", "c6"]


def test_a_reviewer_of_no_college_lists_nothing(listed: World) -> None:
    nobody = someone(Role.COLLEGE, college=None)
    for ask in (
        lambda: agreements.of_school(listed.services, nobody, LIST, Sieve(), None, 50),
        lambda: agreements.of_school(listed.services, nobody, LIST, Sieve(college="203"), None, 50),
        lambda: terminations.of_school(listed.services, nobody, TerminationState.AWAIT_OTHER, None, None),
    ):
        with pytest.raises(NotFound):
            ask()


def test_a_party_lists_its_own() -> None:
    world = World()
    found = steps.accepted(world)
    for who, ids in ((STUDENT, [found.id]), (someone(Role.STUDENT, party="s9"), [])):
        assert [one.id for one in agreements.of_student(world.services, who)] == ids
    for who, ids in ((EMPLOYER, [found.id]), (someone(Role.EMPLOYER, party="e9"), [])):
        assert [one.id for one in agreements.of_employer(world.services, who, None).items] == ids
