"""Inviting and answering through the use cases: what each person is refused, and what the others see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from functions.domain import evidence
from functions.domain.actors import SYSTEM, Role
from functions.domain.agreement import Action
from functions.domain.employer import AdmissionState
from functions.domain.errors import Conflict, NotFound, Refused, Stale
from functions.domain.invitation import Shown, State
from functions.domain.policy import EffectiveOn, SchoolPolicy
from functions.jobs import expire
from functions.ports import Replace
from functions.usecases import agreements, invitations, reviews
from functions.usecases.invitations import Answers
from functions.usecases.settling import ATTEMPTS, settled
from tests import factories, steps
from tests.world import World

LONG = "岗" * 40


def draft(world: World, **fields: Any) -> Any:
    terms = replace(steps.TERMS, **fields)
    who = steps.actor(world, Role.EMPLOYER)
    return invitations.draft(world.services, who, factories.SCHOOL, factories.STUDENT, terms, None)


def test_a_draft_is_edited_discarded_and_never_seen_by_the_student() -> None:
    world = World()
    made, who = draft(world), steps.actor(world, Role.EMPLOYER)
    edited = invitations.edit(
        world.services, who, made.id, replace(steps.TERMS, position=LONG), 10, version=made.version
    )
    assert (edited.terms.position, edited.valid_days) == (LONG, 10)
    with pytest.raises(NotFound):
        invitations.read(world.services, steps.actor(world, Role.STUDENT), made.id)
    invitations.discard(world.services, who, made.id, version=edited.version)
    assert invitations.of_employer(world.services, who, None).items == ()


def not_admitted(world: World) -> None:
    admission = world.services.store.find_admission(factories.SCHOOL, factories.EMPLOYER)
    assert admission is not None
    world.services.store.commit(
        Replace(replace(admission, state=AdmissionState.WITHDRAWN, version=admission.version + 1))
    )


def too_large(world: World) -> None:
    unit = world.services.store.employer(factories.EMPLOYER)
    world.services.store.commit(Replace(replace(unit, name="限" * 130, version=unit.version + 1)))


DRAFTS: dict[str, tuple[Callable[[World], None], str]] = {
    "an employer that is not admitted": (not_admitted, "employer_not_admitted"),
    "a name that no code can carry": (too_large, "too_large_for_code"),
}


@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_is_refused(name: str) -> None:
    world = World()
    prepare, code = DRAFTS[name]
    prepare(world)
    with pytest.raises(Refused) as refused:
        draft(world)
    assert refused.value.code == code
    assert invitations.of_employer(world.services, steps.actor(world, Role.EMPLOYER), None).items == ()


def test_a_withdrawn_invitation_is_sent_again_as_a_new_revision() -> None:
    world = World()
    sent, who = steps.sent(world), steps.actor(world, Role.EMPLOYER)
    withdrawn = invitations.withdraw(world.services, who, sent.id, version=sent.version)
    again = invitations.send(world.services, who, sent.id, version=withdrawn.version)
    assert (again.revision, again.state) == (2, State.PENDING)
    kinds = [event.kind for event in world.services.store.events(sent.id)]
    assert kinds == ["invitation_sent", "invitation_withdrawn", "invitation_resent"]


def test_a_rejection_tells_the_employer_why() -> None:
    world = World()
    sent = steps.sent(world)
    invitations.reject(world.services, steps.actor(world, Role.STUDENT), sent.id, "薪资不合适", version=sent.version)
    (_, event) = world.services.store.events(sent.id)
    assert event.details["reason"] == "薪资不合适"


STALE: dict[str, Callable[[World, Any], Any]] = {
    "editing": lambda w, o: invitations.edit(
        w.services, steps.actor(w, Role.EMPLOYER), o.id, steps.TERMS, None, version=9),
    "discarding": lambda w, o: invitations.discard(w.services, steps.actor(w, Role.EMPLOYER), o.id, version=9),
    "sending": lambda w, o: invitations.send(w.services, steps.actor(w, Role.EMPLOYER), o.id, version=9),
    "withdrawing": lambda w, o: invitations.withdraw(w.services, steps.actor(w, Role.EMPLOYER), o.id, version=9),
    "rejecting": lambda w, o: invitations.reject(w.services, steps.actor(w, Role.STUDENT), o.id, "另有打算", version=9),
    "accepting what was not shown": lambda w, o: invitations.accept(
        w.services, steps.actor(w, Role.STUDENT), o.id, "0" * 64, steps.ANSWERS),
}  # fmt: skip


@pytest.mark.parametrize("name", STALE)
def test_a_stale_write_is_refused(name: str) -> None:
    world = World()
    with pytest.raises(Stale):
        STALE[name](world, steps.sent(world))


@pytest.mark.parametrize(
    ("policy", "field"),
    [(SchoolPolicy(), "pay_after_trial"),
     (SchoolPolicy(student_answers_pay_after_trial=False, student_answers_health=True), "health")],
)  # fmt: skip
def test_accepting_needs_the_answers_that_the_policy_asks_for(policy: SchoolPolicy, field: str) -> None:
    world = World(policy)
    offer, who = steps.sent(world), steps.actor(world, Role.STUDENT)
    seen = evidence.digest(invitations.bound(world.services, invitations.read(world.services, who, offer.id)))
    with pytest.raises(Refused) as refused:
        invitations.accept(world.services, who, offer.id, seen, Answers())
    assert (refused.value.code, refused.value.field) == ("required", field)


def test_accepting_is_effective_at_once_where_the_policy_says_so() -> None:
    world = World(SchoolPolicy(effective_on_employer_initiated=EffectiveOn.ACCEPTANCE))
    assert steps.accepted(world).effective_at == world.clock.now()


def test_lists_show_each_party_its_own_state() -> None:
    world = World()
    student, employer = steps.actor(world, Role.STUDENT), steps.actor(world, Role.EMPLOYER)
    offer = steps.sent(world)

    def states(who: Any, items: Any) -> list[str]:
        return [state for _, state in invitations.shown(world.services, who, items)]

    assert states(student, invitations.of_student(world.services, student, None).items * 2) == [State.PENDING] * 2
    not_admitted(world)
    assert states(student, [offer]) == [Shown.INOPERABLE]
    assert states(employer, [offer]) == [Shown.INOPERABLE]
    rejected = replace(offer, state=State.REJECTED)
    assert states(student, [rejected]) == [State.REJECTED]


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


def test_a_conflict_without_end_is_raised() -> None:
    tries = 0

    @settled
    def never() -> None:
        nonlocal tries
        tries += 1
        raise Conflict(None)

    with pytest.raises(Conflict):
        never()
    assert tries == ATTEMPTS
