"""J16: the steps are those of the agreement that runs, else of the policy in force."""

from __future__ import annotations

from datetime import timedelta

from functions.domain.actors import Role
from functions.domain.deadlines import local_date
from functions.domain.policy import PolicyVersion, SchoolPolicy
from functions.domain.printing_steps import StepCode
from functions.usecases import printing_steps
from tests import factories, steps
from tests.factories import someone
from tests.world import World

GRADUATE = someone(Role.STUDENT)
STUDENTS = SchoolPolicy(who_prints=frozenset({Role.STUDENT}))


def later(world: World) -> None:
    """Let the school's staff alone print from tomorrow on, and the day come."""
    policy = SchoolPolicy(who_prints=frozenset({Role.SCHOOL}))
    tomorrow = local_date(world.clock.now()) + timedelta(days=1)
    world.insert(PolicyVersion(school=factories.SCHOOL, number=2, effective_from=tomorrow, policy=policy))
    world.clock.pass_(days=2)


def codes(world: World) -> set[StepCode]:
    return {step.code for step in printing_steps.guidance(world.services, GRADUATE).steps}


def test_j16_without_an_agreement_the_steps_are_those_in_force() -> None:
    world = World(STUDENTS)
    assert StepCode.OPEN_AGREEMENT in codes(world)
    later(world)
    assert StepCode.SCHOOL_PRINTS in codes(world)
    assert printing_steps.guidance(world.services, GRADUATE).agreement is None


def test_trap_27_an_agreement_keeps_the_steps_that_it_began_with() -> None:
    world = World(STUDENTS)
    made = steps.signed(world)
    later(world)
    assert StepCode.OPEN_AGREEMENT in codes(world)
    told = printing_steps.guidance(world.services, GRADUATE)
    assert told.agreement == made
