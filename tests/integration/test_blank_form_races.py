"""K03 under races: a mark is given once, and no more forms go out than the cohort's share."""

from __future__ import annotations

from functions.domain.actors import Role
from functions.domain.agreement import Agreement
from functions.domain.blank_form import BlankForm, BlankFormReason, Handout
from functions.domain.errors import Stale
from functions.domain.policy import SchoolPolicy
from functions.domain.student import Student
from functions.usecases import blank_forms, offline, paper_numbers
from functions.usecases.offline import Signing
from tests import factories, steps
from tests.factories import COHORT, SCHOOL, STUDENT
from tests.integration.test_case_races import Runner, answered, kept, said
from tests.integration.test_races import race
from tests.world import World


def handing(world: World, mark: str) -> Runner:
    handout = Handout(mark=mark, reason=BlankFormReason.FIRST)
    return answered(lambda: blank_forms.issue(world.services, steps.actor(world, Role.COLLEGE), STUDENT, handout))


def test_a_mark_is_given_once() -> None:
    world = World()
    results = race(*(handing(world, "HN-1") for _ in range(4)))
    assert len(kept(results, BlankForm)) == 1
    assert said(results) == {"blank_mark_taken"}
    assert world.services.store.signing_lock(SCHOOL, STUDENT).blank_forms == ("HN-1",)
    assert world.services.store.blank_register(SCHOOL, COHORT).out == 1


def test_b09_a_number_is_claimed_once() -> None:
    world = World()
    handing(world, "HN-1")()

    def claiming() -> Student:
        return paper_numbers.claim(world.services, steps.actor(world, Role.STUDENT), STUDENT, "HN-1", version=1)

    results = race(*(answered(claiming) for _ in range(4)))
    assert len(kept(results, Student)) == 1
    assert len([one for one in results if isinstance(one, Stale)]) == 3
    assert world.services.store.student(SCHOOL, STUDENT).agreement_number == "HN-1"


def test_k04_a_paper_and_an_acceptance_take_one_lock() -> None:
    world = World()
    offer = steps.sent(world)
    signing = Signing(unit="某县委组织部", exception="选调")

    def recording() -> Agreement:
        return offline.record(world.services, steps.actor(world, Role.COLLEGE), STUDENT, signing)

    results = race(answered(lambda: steps.accept(world, offer)), *(answered(recording) for _ in range(3)))
    (winner,) = kept(results, Agreement)
    assert said(results) == {"already_signed"}
    assert world.services.store.signing_lock(SCHOOL, STUDENT).agreement == winner.id
    assert [one.id for one in world.services.store.agreements_of_student(SCHOOL, STUDENT)] == [winner.id]


def test_the_share_holds() -> None:
    world = World(SchoolPolicy(blank_form_quota_percent=50))
    more = (factories.student(id=f"s-{n}", number=f"20220104{n}", id_mark=f"{n}c" * 32) for n in range(31, 34))
    world.insert(*more)
    results = race(*(handing(world, f"HN-{n}") for n in range(5)))
    assert len(kept(results, BlankForm)) == 2
    assert said(results) == {"blank_quota_reached"}
    assert world.services.store.blank_register(SCHOOL, COHORT).out == 2
