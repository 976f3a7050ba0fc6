"""J14 through the use cases: the graduate hears of the posting and of its correction; nobody else notes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from functions.domain.actors import Actor, Role
from functions.domain.agreement import Agreement
from functions.domain.errors import NotFound, Refused, Stale
from functions.domain.parcel import Parcel
from functions.usecases import stamped_copies
from tests import steps
from tests.factories import someone
from tests.unit.usecases.attempts import Attempt, assert_refused, told
from tests.world import World

SENT = Parcel(sent_on=date(2026, 3, 5), carrier="邮政", tracking="EA123456789CN")


def note(parcel: Parcel = SENT, who: Actor | None = None, ahead: int = 0) -> Callable[[World, Agreement], Agreement]:
    return lambda w, a: stamped_copies.note_posted(
        w.services, who or someone(Role.EMPLOYER), a.id, parcel, version=a.version + ahead
    )


ATTEMPTS = {
    "noting it before it is issued": Attempt(steps.signed, note(), Refused("not_issued_yet", rule="J06")),
    "noting it on a stale version": Attempt(steps.issued, note(ahead=-1), Stale(4)),
    "noting it as another employer": Attempt(
        steps.issued, note(who=someone(Role.EMPLOYER, party="e-other")), NotFound("agreement")),
}  # fmt: skip


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_is_refused(attempt: Attempt) -> None:
    assert_refused(attempt)


def test_j14_the_graduate_is_told_how_it_went_and_what_was_corrected() -> None:
    world = World()
    noted = note()(world, steps.issued(world))
    right = replace(SENT, tracking="")
    stored = note(right)(world, noted)
    assert world.services.store.agreement(stored.id).posted == stored.posted
    assert told(world, noted.id)[-2:] == [
        ("agreement_posted", ("student",)), ("agreement_posting_corrected", ("student",)),
    ]  # fmt: skip
    *_, first, second = world.services.store.events(noted.id)
    assert (first.details["tracking"], second.details["tracking"]) == ("EA123456789CN", "—")
