"""B09 through the use cases: claimed by the student or at the desk, kept for her agreement, and for no other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from functions.domain.actors import Actor, Role
from functions.domain.blank_form import BlankFormReason, Handout
from functions.domain.errors import NotFound, Refused, Stale
from functions.domain.issuing import NumberClaim
from functions.usecases import blank_forms, paper_numbers
from tests import steps
from tests.factories import SCHOOL, STUDENT, someone
from tests.unit.usecases.attempts import Attempt, assert_refused, told
from tests.world import World

SHE, TEACHER, OFFICE = (someone(role) for role in (Role.STUDENT, Role.COLLEGE, Role.SCHOOL))
HELD = "HN-0012"


def handed(world: World) -> None:
    handout = Handout(mark=HELD, reason=BlankFormReason.FIRST)
    blank_forms.issue(world.services, TEACHER, STUDENT, handout)


def claim(world: World, who: Actor = SHE, number: str = HELD, ahead: int = 0) -> None:
    version = world.services.store.student(SCHOOL, STUDENT).version
    paper_numbers.claim(world.services, who, STUDENT, number, version=version + ahead)


ATTEMPTS = {
    "a number of no form": Attempt(
        handed, lambda w, _: claim(w, number="HN-0013"),
        Refused("number_not_registered", field="number", rule="B09")),
    "twice": Attempt(
        lambda w: (handed(w), claim(w)), lambda w, _: claim(w),
        Refused("agreement_number_present", rule="B09", params={"number": HELD})),
    "on a stale version": Attempt(handed, lambda w, _: claim(w, ahead=-1), Stale(1)),
    "for another college's student": Attempt(
        handed, lambda w, _: claim(w, replace(TEACHER, college="204")), NotFound("student")),
    "for another school's": Attempt(
        handed, lambda w, _: claim(w, replace(OFFICE, school="10999")), NotFound("student")),
    "for another student": Attempt(handed, lambda w, _: claim(w, replace(SHE, party="s-2")), NotFound("student")),
}  # fmt: skip


@pytest.mark.parametrize("tried", ATTEMPTS.values(), ids=ATTEMPTS)
def test_it_is_refused_and_nothing_is_stored(tried: Attempt) -> None:
    assert_refused(tried)


def test_at_the_desk_the_student_is_told() -> None:
    world = World()
    handed(world)
    claim(world, TEACHER)
    assert told(world, STUDENT)[-1] == ("number_claimed", ("student",))
    assert world.services.store.student(SCHOOL, STUDENT).agreement_number == HELD


def test_the_next_agreement_has_the_number_and_the_one_after_it_another() -> None:
    world = World()
    handed(world)
    claim(world)
    found = steps.issued(world)
    assert found.number == HELD
    taken = NumberClaim(school=SCHOOL, number=HELD, agreement=found.id, student=STUDENT, version=2)
    assert world.services.store.find_number(SCHOOL, HELD) == taken
    steps.unlocked(world, steps.asked_to_unlock(world, found))
    assert steps.issued(world).number not in ("", HELD)


def test_a_number_kept_for_somebody_else_is_not_taken() -> None:
    world = World()
    handed(world)
    world.insert(NumberClaim(school=SCHOOL, number=HELD, agreement="", student="s-2"))
    with pytest.raises(Refused) as caught:
        claim(world)
    assert caught.value == Refused("agreement_number_taken", field="number", rule="decision 6")
