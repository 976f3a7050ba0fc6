"""An agreement through the use cases: who sees it, how a list narrows, and what stops a revision and its answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from functions.domain.actors import Actor, Role, college_address
from functions.domain.agreement import Action, Agreement, State
from functions.domain.errors import DomainError, NotFound, Refused
from functions.domain.plain import changed
from functions.domain.terms import Terms
from functions.ports import Replace
from functions.usecases import agreements, evidence, offline, reviews
from functions.usecases.agreements import Sieve
from functions.usecases.invitations import Answers
from functions.usecases.offline import Signing
from tests import factories, steps
from tests.steps import ANSWERS, TERMS
from tests.world import World

EMPLOYER, STUDENT, COLLEGE, SCHOOL, ADMIN = (
    factories.someone(role) for role in (Role.EMPLOYER, Role.STUDENT, Role.COLLEGE, Role.SCHOOL, Role.ADMIN)
)
DEARER = replace(TERMS, monthly_pay=10000)
ABOVE_LIMIT = replace(TERMS, penalty=50000)
Begin = Callable[[World], Agreement]
Verb = Callable[[World, Agreement], object]


def code(error: DomainError) -> str:
    return error.code if isinstance(error, Refused) else type(error).__name__


def returned(world: World) -> Agreement:
    found = steps.accepted(world)
    return reviews.review(world.services, COLLEGE, found.id, Action.RETURN, "薪酬有误", version=found.version)


def revised(world: World, terms: Terms = DEARER) -> Agreement:
    found = returned(world)
    return agreements.revise(world.services, EMPLOYER, found.id, terms, version=found.version)


def revise(terms: Terms = DEARER, who: Actor = EMPLOYER, ahead: int = 0) -> Verb:
    return lambda w, a: agreements.revise(w.services, who, a.id, terms, version=a.version + ahead)


def confirm(answers: Answers = ANSWERS, who: Actor = STUDENT, seen: str | None = None) -> Verb:
    return lambda w, a: agreements.confirm(w.services, who, a.id, seen or evidence.digest(agreements.shown(a)), answers)


def decline(who: Actor = STUDENT, ahead: int = 0) -> Verb:
    return lambda w, a: agreements.decline(w.services, who, a.id, "未谈妥", version=a.version + ahead)


STOPS: dict[str, tuple[Begin, Verb, str]] = {
    "revising: what was not returned": (steps.accepted, revise(), "state_does_not_allow"),
    "revising: what is signed": (steps.signed, revise(), "state_does_not_allow"),
    "revising: twice": (revised, revise(replace(TERMS, monthly_pay=11000)), "state_does_not_allow"),
    "revising: nothing": (returned, revise(TERMS), "nothing_changed"),
    "revising: a stale version": (returned, revise(ahead=-1), "Stale"),
    "revising: another employer": (returned, revise(who=replace(EMPLOYER, party="other")), "NotFound"),
    "revising: the student": (returned, revise(who=STUDENT), "role_may_not"),
    "revising: the college": (returned, revise(who=COLLEGE), "role_may_not"),
    "confirming: what was not revised": (returned, confirm(), "state_does_not_allow"),
    "confirming: what is under review": (steps.accepted, confirm(), "state_does_not_allow"),
    "confirming: something else than what is shown": (revised, confirm(seen="ab" * 32), "Stale"),
    "confirming: without the pay that the policy asks for": (revised, confirm(Answers()), "required"),
    "confirming: the employer": (revised, confirm(who=EMPLOYER), "role_may_not"),
    "confirming: another student": (revised, confirm(who=replace(STUDENT, party="other")), "NotFound"),
    "declining: what was not revised": (returned, decline(), "state_does_not_allow"),
    "declining: a stale version": (revised, decline(ahead=1), "Stale"),
    "declining: the employer": (revised, decline(EMPLOYER), "role_may_not"),
    "declining: in another school": (revised, decline(replace(STUDENT, school="10999")), "NotFound"),
}


@pytest.mark.parametrize(("begin", "verb", "said"), STOPS.values(), ids=STOPS)
def test_a_verb_stops_and_saves_nothing(begin: Begin, verb: Verb, said: str) -> None:
    world = World()
    found = begin(world)
    before = dict(world.table._rows)
    with pytest.raises(DomainError) as stopped:
        verb(world, found)
    assert code(stopped.value) == said
    assert dict(world.table._rows) == before


def test_a_revision_is_looked_at_for_flags_and_confirmed() -> None:
    world = World()
    found = revised(world, ABOVE_LIMIT)
    assert (found.state, found.revision, found.flags) == (State.RECONFIRMATION, 2, ("penalty_above_limit",))
    confirm()(world, found)
    found = world.services.store.agreement(found.id)
    assert (found.state, found.acceptance.revision) == (State.COLLEGE_REVIEW, 2)
    last = world.services.store.events(found.id)[-1]
    assert last.details["evidence"] == found.acceptance.hash
    assert college_address(factories.SCHOOL, factories.COLLEGE) in last.audience


def test_a_declined_revision_goes_back_with_its_reason() -> None:
    world = World()
    found = revised(world)
    declined = agreements.decline(world.services, STUDENT, found.id, "未谈妥", version=found.version)
    assert declined.state is State.RETURNED
    last = world.services.store.events(found.id)[-1]
    assert last.details["reason"] == "未谈妥"
    assert college_address(factories.SCHOOL, factories.COLLEGE) not in last.audience


UNSEEN = {
    "another student": replace(STUDENT, party="other"),
    "a student of another school with the same id": replace(STUDENT, school="10999"),
    "another employer": replace(EMPLOYER, party="other"),
    "another college": replace(COLLEGE, college="204"),
    "another school": replace(SCHOOL, school="10999"),
    "another school's administrator": replace(ADMIN, school="10999"),
    "the platform": factories.someone(Role.OPERATOR),
    "nobody": factories.someone(Role.PUBLIC),
}


@pytest.mark.parametrize("who", UNSEEN.values(), ids=UNSEEN)
def test_whom_it_does_not_concern_sees_neither_it_nor_its_timeline(who: Actor) -> None:
    world = World()
    found = steps.accepted(world)
    for look in (agreements.read, agreements.timeline):
        with pytest.raises(NotFound):
            look(world.services, who, found.id)


@pytest.mark.parametrize("who", [STUDENT, EMPLOYER, COLLEGE, SCHOOL, ADMIN], ids=lambda who: who.role)
def test_whom_it_concerns_sees_it(who: Actor) -> None:
    world = World()
    found = steps.accepted(world)
    assert agreements.read(world.services, who, found.id)[0] == found


def test_the_parties_list_their_own() -> None:
    world = World()
    found = steps.accepted(world)
    assert agreements.of_student(world.services, STUDENT) == (found,)
    assert agreements.of_student(world.services, replace(STUDENT, party="other")) == ()
    assert agreements.of_employer(world.services, EMPLOYER, None).items == (found,)
    assert agreements.of_employer(world.services, replace(EMPLOYER, party="other"), None).items == ()


SIFTED: dict[str, tuple[dict[str, Any], bool]] = {
    "nothing asked": ({}, True),
    "all that it is": ({"cohort": "2026", "degree": "本科毕业", "major": "计算机科学与技术", "name": "欧阳"}, True),
    "the number's beginning": ({"number": "2022"}, True),
    "its plan": ({"plan": "春季1"}, True),
    "its class": ({"class_name": "计算机2201"}, True),
    "its flag": ({"flag": "penalty_above_limit"}, True),
    "another cohort": ({"cohort": "2025"}, False),
    "another plan": ({"plan": "秋季"}, False),
    "another degree": ({"degree": "硕士研究生毕业"}, False),
    "another major": ({"major": "软件工程"}, False),
    "another class": ({"class_name": "计算机2202"}, False),
    "another flag": ({"flag": "archive_mismatch"}, False),
    "another name": ({"name": "思远"}, False),
    "the number's end": ({"number": "0345"}, False),
}


@pytest.mark.parametrize(("asked", "passes"), SIFTED.values(), ids=SIFTED)
def test_a_list_is_narrowed(asked: dict[str, Any], *, passes: bool) -> None:
    found = factories.agreement(flags=("penalty_above_limit",))
    assert Sieve(**asked).passes(found) is passes


WAYS: dict[str, Begin] = {
    "an acceptance": steps.accepted,
    "the student's own draft": steps.drafted_by_student,
    "a signing on paper": lambda w: offline.record(
        w.services, COLLEGE, factories.STUDENT, Signing(unit="某县委组织部", exception="选调")
    ),
}


@pytest.mark.parametrize("begin", WAYS.values(), ids=WAYS)
def test_the_plan_of_the_day_is_frozen_with_the_cohort(begin: Begin) -> None:
    world = World()
    found = begin(world)
    store = world.services.store
    store.commit(Replace(changed(store.student(factories.SCHOOL, factories.STUDENT), plan="秋季", version=2)))
    assert store.agreement(found.id).plan == "春季1"


LISTS: dict[str, tuple[Actor, State, Sieve, bool]] = {
    "the school": (SCHOOL, State.COLLEGE_REVIEW, Sieve(), True),
    "the school, one college": (SCHOOL, State.COLLEGE_REVIEW, Sieve(college=factories.COLLEGE), True),
    "the college, whatever it asks for": (COLLEGE, State.COLLEGE_REVIEW, Sieve(college="204"), True),
    "the school, another college": (SCHOOL, State.COLLEGE_REVIEW, Sieve(college="204"), False),
    "another college, asking for this one": (
        replace(COLLEGE, college="204"), State.COLLEGE_REVIEW, Sieve(college=factories.COLLEGE), False,
    ),
    "another state": (SCHOOL, State.SIGNED, Sieve(), False),
    "another school": (replace(SCHOOL, school="10999"), State.COLLEGE_REVIEW, Sieve(), False),
    "a name that nobody has": (SCHOOL, State.COLLEGE_REVIEW, Sieve(name="王"), False),
}  # fmt: skip


@pytest.mark.parametrize(("who", "state", "sieve", "is_there"), LISTS.values(), ids=LISTS)
def test_a_reviewers_list(who: Actor, state: State, sieve: Sieve, *, is_there: bool) -> None:
    world = World()
    found = steps.accepted(world)
    page = agreements.of_school(world.services, who, state, sieve, None, 50)
    assert page.items == ((found,) if is_there else ())


def test_a_changed_event_breaks_the_chain() -> None:
    world = World()
    found = steps.accepted(world)
    events, is_whole = agreements.timeline(world.services, STUDENT, found.id)
    assert is_whole
    assert [event.seq for event in events] == [1, 2]
    key, row = next((k, r) for k, r in world.table._rows.items() if r.record == events[0])
    world.table._rows[key] = row._replace(record=replace(events[0], name="别人"))
    assert agreements.timeline(world.services, STUDENT, found.id)[1] is False


def test_a_cut_chain_is_not_whole() -> None:
    world = World()
    found = steps.accepted(world)
    chain = world.services.store.chain(found.id)
    world.services.store.commit(Replace(replace(chain, seq=chain.seq + 1, version=chain.version + 1)))
    assert agreements.timeline(world.services, EMPLOYER, found.id)[1] is False


TOLD: dict[str, Callable[[World], object]] = {
    "a review": lambda w: steps.passed(w, steps.accepted(w), Role.COLLEGE),
    "a request to undo": lambda w: steps.asked_to_undo(w, steps.issued(w)),
    "an application for termination": lambda w: steps.applied(w, steps.issued(w)),
}


@pytest.mark.parametrize("act", TOLD.values(), ids=TOLD)
def test_its_events_name_graduate_employer_and_position(act: Callable[[World], object]) -> None:
    world = World()
    act(world)
    (found,) = world.services.store.agreements_of_student(factories.SCHOOL, factories.STUDENT)
    details = world.services.store.events(found.id)[-1].details
    assert [details[name] for name in ("student", "employer", "position")] == [
        found.graduate.name, found.unit.name, found.terms.position,
    ]  # fmt: skip
