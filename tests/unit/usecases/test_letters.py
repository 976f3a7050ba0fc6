"""A letter that waits (G07): put on one device, found on another, taken along by the application."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from functions.domain.actors import Role
from functions.domain.agreement import Agreement
from functions.domain.errors import NotFound, Refused
from functions.domain.grounds import Reason
from functions.domain.policy import SchoolPolicy
from functions.domain.termination import Application
from functions.usecases import letters, terminations
from functions.usecases.uploads import JPEG, PDF, Upload
from tests import steps
from tests.factories import someone
from tests.unit.usecases.attempts import Attempt, assert_refused
from tests.world import World

GRADUATE, EMPLOYER = someone(Role.STUDENT), someone(Role.EMPLOYER)
PHOTO, SCAN = Upload(b"\xff\xd8\xff\xe0 photographed", JPEG), Upload(b"%PDF-1.7 scanned", PDF)
LETTER = SchoolPolicy(termination_letter_required=True)
LEAVING = Application(reason=Reason.OTHER, explanation="另有安排")


def kept(world: World) -> Agreement:
    made = steps.issued(world)
    letters.keep(world.services, GRADUATE, made.id, PHOTO)
    return made


def apply(world: World, found: Agreement, letter: Upload | None = None) -> Any:
    return terminations.apply(world.services, GRADUATE, found.id, LEAVING, version=found.version, letter=letter)


def test_g07_the_application_takes_the_letter_along() -> None:
    world = World(LETTER)
    found = kept(world)
    made = apply(world, found)
    assert world.blobs.get(made.letter) == PHOTO.content
    assert len(made.letter_digest) == 64
    assert letters.waiting(world.services, GRADUATE, found.id) is None


def test_a_letter_in_the_form_goes_before_the_one_that_waits() -> None:
    world = World(LETTER)
    found = kept(world)
    assert world.blobs.get(apply(world, found, SCAN).letter) == SCAN.content
    assert letters.waiting(world.services, GRADUATE, found.id) is None


def test_another_letter_takes_its_place() -> None:
    world = World()
    found = kept(world)
    second = letters.keep(world.services, GRADUATE, found.id, SCAN)
    assert letters.waiting(world.services, GRADUATE, found.id) == second
    file, content = letters.content(world.services, GRADUATE, found.id, second.file.hash)
    assert (file.media_type, file.size, content) == (PDF, len(SCAN.content), SCAN.content)


def test_each_side_has_its_own() -> None:
    world = World()
    found = kept(world)
    assert letters.waiting(world.services, EMPLOYER, found.id) is None


def test_what_was_taken_away_is_needed_again() -> None:
    world = World(LETTER)
    found = kept(world)
    letters.drop(world.services, GRADUATE, found.id)
    with pytest.raises(Refused, match="letter_required"):
        apply(world, found)


def keep(who: Any = GRADUATE) -> Callable[[World, Agreement], Any]:
    return lambda w, a: letters.keep(w.services, who, a.id, PHOTO)


ATTEMPTS = {
    "keeping one before it is signed": Attempt(steps.accepted, keep(), Refused("agreement_not_signed", rule="SM-5")),
    "keeping one as another student": Attempt(
        steps.issued, keep(someone(Role.STUDENT, party="s-other")), NotFound("agreement")),
    "keeping one where only the student applies": Attempt(
        steps.issued, keep(EMPLOYER), Refused("role_may_not_terminate", rule="M05"),
        SchoolPolicy(termination_initiators=frozenset({Role.STUDENT}))),
    "keeping none": Attempt(
        steps.issued, lambda w, a: letters.keep(w.services, GRADUATE, a.id, None),
        Refused("required", field="file", rule="M03")),
    "taking away one that is not there": Attempt(
        steps.issued, lambda w, a: letters.drop(w.services, GRADUATE, a.id), NotFound("letter")),
    "reading one that is not there": Attempt(
        steps.issued, lambda w, a: letters.content(w.services, GRADUATE, a.id, "ab"), NotFound("letter")),
    "reading one that was replaced": Attempt(
        kept, lambda w, a: letters.content(w.services, GRADUATE, a.id, "ab" * 32), NotFound("letter")),
    "reading the other side's": Attempt(
        kept, lambda w, a: letters.content(w.services, EMPLOYER, a.id, "ab"), NotFound("letter")),
}  # fmt: skip


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_is_refused(attempt: Attempt) -> None:
    assert_refused(attempt)
