"""Reviewing and revising through the use cases, bulk passes, the queue, and the sweep of passed deadlines."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from functions.domain.actors import SYSTEM, Role
from functions.domain.agreement import Action
from functions.domain.errors import NotFound, Refused, Stale
from functions.domain.invitation import State
from functions.jobs import expire
from functions.usecases import agreements, evidence, invitations, reviews, terminations
from tests import steps
from tests.world import World


def test_the_sweep_records_what_the_clock_has_decided_and_only_that() -> None:
    world = World()
    offer = steps.sent(world)
    assert expire.run(world.services) == 0
    world.clock.pass_(days=15)
    assert expire.run(world.services) == 1
    assert world.services.store.invitation(offer.id).state is State.EXPIRED
    with pytest.raises(Refused):
        invitations.expire(world.services, SYSTEM, offer.id)


def test_a_failed_review_frees_the_student_and_marks_the_invitation() -> None:
    world = World()
    found = steps.accepted(world)
    reviews.review(
        world.services, steps.actor(world, Role.COLLEGE), found.id, Action.FAIL, "违约金过高", version=found.version
    )
    assert world.services.store.invitation(found.id).state is State.FAILED
    assert steps.accepted(world).id != found.id


def test_an_administrator_voids_with_a_reason() -> None:
    world = World()
    found = steps.accepted(world)
    voided = reviews.void(world.services, steps.actor(world, Role.ADMIN), found.id, "误操作", version=found.version)
    assert voided.ended_at == world.clock.now()


def test_many_passes_have_a_result_each() -> None:
    world = World()
    found, college = steps.accepted(world), steps.actor(world, Role.COLLEGE)
    results = reviews.pass_many(world.services, college, [(found.id, found.version), ("nobody", 1), (found.id, 1)])
    assert [type(result.error) for result in results] == [type(None), NotFound, Stale]
    with pytest.raises(Refused):
        reviews.pass_many(world.services, college, [(found.id, 1)] * 101)


def returned(world: World) -> Any:
    found = steps.accepted(world)
    return reviews.review(
        world.services, steps.actor(world, Role.COLLEGE), found.id, Action.RETURN, "报到时间有误", version=found.version
    )


def revised(world: World) -> Any:
    terms = replace(steps.TERMS, monthly_pay=9500)
    back = returned(world)
    return agreements.revise(world.services, steps.actor(world, Role.EMPLOYER), back.id, terms, version=back.version)


def test_a_return_is_revised_shown_confirmed_and_reviewed_again() -> None:
    world = World()
    found, student = revised(world), steps.actor(world, Role.STUDENT)
    seen = evidence.digest(agreements.shown(found))
    with pytest.raises(Stale):
        agreements.confirm(world.services, student, found.id, "0" * 64, steps.ANSWERS)
    confirmed = agreements.confirm(world.services, student, found.id, seen, steps.ANSWERS)
    assert confirmed.acceptance.hash == seen
    assert steps.passed(world, steps.passed(world, confirmed, Role.COLLEGE), Role.SCHOOL).signed_at is not None


def test_a_declined_revision_goes_back_to_the_employer() -> None:
    world = World()
    found = revised(world)
    declined = agreements.decline(
        world.services, steps.actor(world, Role.STUDENT), found.id, "与约定不符", version=found.version
    )
    assert declined.state == "returned"


def test_a_college_sees_its_own_only() -> None:
    world = World()
    found = steps.accepted(world)
    other = replace(steps.actor(world, Role.COLLEGE), college="204")
    with pytest.raises(NotFound):
        agreements.read(world.services, other, found.id)
    assert agreements.of_student(world.services, steps.actor(world, Role.STUDENT))[0].id == found.id
    assert agreements.of_employer(world.services, steps.actor(world, Role.EMPLOYER), None).items[0].id == found.id


@pytest.mark.parametrize(
    ("sieve", "count"),
    [({}, 1), ({"name": "欧阳"}, 1), ({"name": "张"}, 0), ({"number": "2022"}, 1), ({"degree": "硕士"}, 0),
     ({"major": "会计"}, 0), ({"class_name": "x"}, 0), ({"cohort": "2020"}, 0), ({"flag": "penalty_above_limit"}, 0)],
)  # fmt: skip
def test_a_queue_is_narrowed(sieve: dict[str, str], count: int) -> None:
    world = World()
    steps.accepted(world)
    page = agreements.of_school(
        world.services, steps.actor(world, Role.COLLEGE), agreements.State.COLLEGE_REVIEW,
        agreements.Sieve(**sieve), None, 50,
    )  # fmt: skip
    assert len(page.items) == count


def test_a_timeline_is_whole_and_open_to_its_parties() -> None:
    world = World()
    found = steps.accepted(world)
    events, is_whole = agreements.timeline(world.services, steps.actor(world, Role.STUDENT), found.id)
    assert (len(events), is_whole) == (2, True)


def test_the_sweep_passes_over_what_somebody_settled_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    offer, running = steps.sent(world), None
    found = steps.accept(world, offer)
    issued = steps.passed(world, steps.passed(world, found, Role.COLLEGE), Role.SCHOOL)
    running = steps.applied(world, issued)
    store = type(world.services.store)
    monkeypatch.setattr(store, "due_invitations", lambda *_, **__: (offer,))
    monkeypatch.setattr(store, "due_terminations", lambda *_, **__: (running,))
    assert expire.run(world.services) == 0
    with pytest.raises(NotFound):
        terminations.read(
            world.services, replace(steps.actor(world, Role.SCHOOL), school="10358"), found.id, running.id
        )
