"""I04 through the use cases: the paper says how it takes effect, the school when, and a later edition both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from functions.domain.actors import Actor, Role
from functions.domain.agreement import Agreement
from functions.domain.errors import NotFound, Refused, Stale
from functions.domain.policy import EffectiveOn, SchoolPolicy
from functions.usecases import prints, stamping
from tests import steps
from tests.factories import someone
from tests.unit.usecases.attempts import Attempt, assert_refused, told
from tests.world import World
from verifier.attestation import cbor

STAMP = SchoolPolicy(print_required=True, effective_on_employer_initiated=EffectiveOn.PAPER_STAMP)
DAY = date(2026, 3, 5)


def printed(world: World) -> Agreement:
    found = steps.issued(world)
    prints.print_copy(world.services, steps.actor(world, Role.STUDENT), found.id, 1)
    return world.services.store.agreement(found.id)


def record(who: Actor | None = None, ahead: int = 0) -> Callable[[World, Agreement], Agreement]:
    return lambda w, a: stamping.record(
        w.services, who or steps.actor(w, Role.SCHOOL), a.id, DAY, version=a.version + ahead
    )


ATTEMPTS = {
    "of what nobody printed": Attempt(steps.issued, record(), Refused("not_printed_yet", rule="I04"), STAMP),
    "where something else takes effect": Attempt(printed, record(), Refused("effective_otherwise", rule="I04")),
    "on a stale version": Attempt(printed, record(ahead=-1), Stale(5), STAMP),
    "by another school": Attempt(
        printed, record(someone(Role.SCHOOL, school="10999")), NotFound("agreement"), STAMP),
}  # fmt: skip


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_is_refused(attempt: Attempt) -> None:
    assert_refused(attempt)


def effect(world: World, found: Agreement) -> object:
    issuance = world.services.store.find_issuance(found.id, found.edition)
    assert issuance is not None
    content = cbor.decode(issuance.record)
    assert isinstance(content, dict)
    return content["effective"]


def test_i04_the_stamped_paper_takes_effect_on_its_day_and_stays_as_it_was_printed() -> None:
    world = World(STAMP)
    found = printed(world)
    assert found.effective_at is None
    effective = record()(world, found)
    assert effective.effective_at is not None
    assert effective.effective_at.date() == DAY
    assert told(world, found.id)[-1] == ("agreement_stamped", ("student", "employer"))
    assert (effective.issued, effect(world, found)) == (found.issued, {"on": "paper_stamp", "at": None})
    steps.reissued(world, steps.asked_to_reissue(world, effective))
    world.run_jobs()
    again = world.services.store.agreement(found.id)
    assert effect(world, again) == {"on": "paper_stamp", "at": int(effective.effective_at.timestamp())}
