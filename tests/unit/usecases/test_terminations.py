"""Terminating through the use cases: answers, lapses, letters, reviews; and the paper's status in the same commit."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest

from functions.domain.actors import SYSTEM, Role
from functions.domain.agreement import Agreement
from functions.domain.agreement import State as AgreementState
from functions.domain.errors import NotFound, Refused, Stale
from functions.domain.grounds import Reason
from functions.domain.issuing import Status
from functions.domain.policy import Mode, ReviewChain, SchoolPolicy
from functions.domain.termination import Action, Application, Fault, State
from functions.jobs import expire
from functions.ports import Replace
from functions.usecases import agreements, terminations
from functions.usecases.terminations import Sieve
from functions.usecases.uploads import PDF, Upload
from tests import factories, steps
from tests.world import World

LETTER = Upload(b"%PDF-1.7 letter", PDF)


SIEVES: dict[str, tuple[dict[str, str], bool]] = {
    "nothing": ({}, True),
    "the own year": ({"cohort": "2026"}, True),
    "another year": ({"cohort": "2025"}, False),
    "the own plan": ({"plan": "春季1"}, True),
    "another plan": ({"plan": "秋季"}, False),
    "the own degree": ({"degree": "本科毕业"}, True),
    "another degree": ({"degree": "硕士研究生毕业"}, False),
    "the own major": ({"major": "计算机科学与技术"}, True),
    "another major": ({"major": "软件工程"}, False),
    "the own class": ({"class_name": "计算机2201"}, True),
    "another class": ({"class_name": "计算机2202"}, False),
    "the own college": ({"college": factories.COLLEGE}, True),
    "another college": ({"college": "other"}, False),
    "all but the class": ({"cohort": "2026", "degree": "本科毕业", "class_name": "计算机2202"}, False),
}


@pytest.mark.parametrize(("wanted", "is_listed"), SIEVES.values(), ids=SIEVES)
def test_the_list_is_narrowed_as_in_rules_1_7(wanted: dict[str, str], is_listed: bool) -> None:
    world = World()
    steps.applied(world, steps.signed(world))
    query = urlencode({"state": "await_other"} | wanted)
    items = world.client(Role.SCHOOL).get(f"/api/terminations?{query}").get_json()["items"]
    assert [each["student_name"] for each in items] == (["欧阳思远"] if is_listed else [])


def agreement(world: World, running: Any) -> Any:
    return world.services.store.agreement(running.agreement)


def refuse(world: World, running: Any) -> Any:
    return terminations.answer(
        world.services, steps.actor(world, Role.EMPLOYER), running.agreement, running.id,
        is_agreed=False, reason="不同意解约", version=running.version,
    )  # fmt: skip


def withdraw(world: World, running: Any) -> Any:
    who = steps.actor(world, Role.STUDENT)
    return terminations.withdraw(world.services, who, running.agreement, running.id, version=running.version)


def lapse(world: World, running: Any) -> Any:
    world.clock.pass_(days=15)
    return terminations.lapse(world.services, SYSTEM, running.agreement, running.id)


def fail(world: World, running: Any) -> Any:
    agreed = steps.agreed(world, running)
    verdict = steps.having_read(world, running, Action.FAIL, reason="材料不足")
    who = steps.actor(world, Role.SCHOOL)
    return terminations.review(world.services, who, running.agreement, running.id, verdict, version=agreed.version)


ENDINGS: dict[str, tuple[Callable[[World, Any], Any], State]] = {
    "refused by the other": (refuse, State.REFUSED),
    "withdrawn": (withdraw, State.WITHDRAWN),
    "not answered in time": (lapse, State.LAPSED),
    "failed by the school": (fail, State.FAILED),
}


@pytest.mark.parametrize("name", ENDINGS)
def test_an_application_that_ends_leaves_the_agreement_signed_and_free_for_another(name: str) -> None:
    world = World()
    end, state = ENDINGS[name]
    ended = end(world, steps.applied(world, steps.issued(world)))
    assert ended.state is state
    found = agreement(world, ended)
    assert (found.state, found.open_termination) == (AgreementState.SIGNED, None)
    assert steps.applied(world, found).state is State.AWAIT_OTHER


def test_after_a_lapse_a_letter_goes_straight_to_review() -> None:
    world = World()
    running = steps.applied(world, steps.issued(world))
    world.clock.pass_(days=15)
    found, who = agreement(world, running), steps.actor(world, Role.STUDENT)
    application = Application(reason=Reason.FURTHER_STUDY, explanation="单位未答复")
    again = terminations.apply(world.services, who, found.id, application, version=found.version, letter=LETTER)
    assert again.state is State.SCHOOL_REVIEW
    assert world.blobs.objects[again.letter] == LETTER.content
    earlier = terminations.of_agreement(world.services, who, found.id)
    assert sorted(one.state for one in earlier) == [State.LAPSED, State.SCHOOL_REVIEW]


def begun_by_the_student(world: World) -> Agreement:
    return steps.passed(world, steps.passed(world, steps.initiated(world), Role.COLLEGE), Role.SCHOOL)


def of_an_employer_without_an_account(world: World) -> Agreement:
    found = steps.signed(world)
    orphan = replace(found, mode=Mode.QR, employer="nobody", version=found.version + 1)
    world.services.store.commit(Replace(orphan))
    return orphan


@pytest.mark.parametrize("signed", [begun_by_the_student, of_an_employer_without_an_account])
def test_sm_6_the_letter_of_an_employer_without_an_account_is_verified_and_ends_the_agreement(
    signed: Callable[[World], Agreement],
) -> None:
    world = World()
    found = signed(world)
    world.run_jobs()
    found = world.services.store.agreement(found.id)
    who = steps.actor(world, Role.STUDENT)
    application = Application(reason=Reason.FAMILY, explanation="单位已书面同意")
    with pytest.raises(Refused) as refused:
        terminations.apply(world.services, who, found.id, application, version=found.version)
    assert (refused.value.code, refused.value.rule) == ("letter_required", "M03")
    made = terminations.apply(world.services, who, found.id, application, version=found.version, letter=LETTER)
    assert (made.state, made.rests_on_letter) == (State.SCHOOL_REVIEW, True)
    assert made.letter_digest == hashlib.sha256(LETTER.content).hexdigest()
    with pytest.raises(Refused) as refused:
        steps.approved(world, made)
    assert (refused.value.code, refused.value.rule) == ("required", "M14")
    ended = steps.approved(world, made, verification="致电人事处王女士核实")
    assert ended.reviews[-1].verification == "致电人事处王女士核实"
    assert agreement(world, ended).state is AgreementState.TERMINATED
    assert not world.services.store.signing_lock(found.school, found.student).is_held()
    assert [mark.value for mark in world.services.store.unpublished_marks()] == [Status.INVALID]


def test_sm_6_a_letter_that_the_unit_does_not_confirm_leaves_the_agreement_signed() -> None:
    world = World()
    found, who = begun_by_the_student(world), steps.actor(world, Role.STUDENT)
    application = Application(reason=Reason.FAMILY, explanation="单位已书面同意")
    made = terminations.apply(world.services, who, found.id, application, version=found.version, letter=LETTER)
    verdict = steps.having_read(world, made, Action.FAIL, reason="单位否认出具")
    office = steps.actor(world, Role.SCHOOL)
    failed = terminations.review(world.services, office, made.agreement, made.id, verdict, version=made.version)
    assert failed.state is State.FAILED
    kept = agreement(world, failed)
    assert (kept.state, kept.open_termination) == (AgreementState.SIGNED, None)
    assert world.services.store.signing_lock(found.school, found.student).agreement == found.id


def test_a_refused_application_keeps_no_letter() -> None:
    world = World()
    found = steps.signed(world)
    steps.applied(world, found)
    before = set(world.blobs.objects)
    now = agreement(world, type("R", (), {"agreement": found.id}))
    with pytest.raises(Refused) as refused:
        terminations.apply(
            world.services, steps.actor(world, Role.STUDENT), found.id,
            Application(reason=Reason.OTHER, explanation="再次申请"), version=now.version, letter=LETTER,
        )  # fmt: skip
    assert refused.value.code == "termination_open"
    assert set(world.blobs.objects) == before


def test_both_levels_review_where_the_policy_has_it_and_an_unissued_paper_needs_no_mark() -> None:
    world = World(SchoolPolicy(termination_reviewers=ReviewChain.COLLEGE_SCHOOL))
    agreed = steps.agreed(world, steps.applied(world, steps.signed(world)))
    verdict = steps.having_read(world, agreed, Action.PASS, fault=Fault.EMPLOYER)
    who = steps.actor(world, Role.COLLEGE)
    passed = terminations.review(world.services, who, agreed.agreement, agreed.id, verdict, version=agreed.version)
    assert passed.state is State.SCHOOL_REVIEW
    assert steps.approved(world, passed).state is State.APPROVED
    assert world.services.store.unpublished_marks() == ()


def test_lists_show_each_side_its_applications() -> None:
    world = World()
    running = steps.applied(world, steps.issued(world))
    student, employer, school = (steps.actor(world, role) for role in (Role.STUDENT, Role.EMPLOYER, Role.SCHOOL))
    for who in (student, employer):
        assert [one.id for one in terminations.of_party(world.services, who, None).items] == [running.id]
    listed = terminations.of_school(world.services, school, State.AWAIT_OTHER, Sieve(), None)
    assert [one.id for one in listed.items] == [running.id]


def test_the_sweep_lapses_only_what_is_due() -> None:
    world = World()
    running = steps.applied(world, steps.issued(world))
    assert expire.run(world.services) == 0
    world.clock.pass_(days=15)
    assert expire.run(world.services) == 1
    assert world.services.store.termination(running.agreement, running.id).state is State.LAPSED


def test_what_is_not_yours_is_not_there() -> None:
    world = World()
    running = steps.applied(world, steps.issued(world))
    other = replace(steps.actor(world, Role.EMPLOYER), party="another")
    with pytest.raises(NotFound):
        terminations.read(world.services, other, running.agreement, running.id)
    with pytest.raises(NotFound):
        agreements.read(world.services, other, running.agreement)
    with pytest.raises(Stale):
        terminations.withdraw(
            world.services, steps.actor(world, Role.STUDENT), running.agreement, running.id, version=9
        )
