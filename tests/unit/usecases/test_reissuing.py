"""K01 through the use cases: who is told, what the old code says at once, and what the new one names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from functions.domain.actors import Actor, Role
from functions.domain.agreement import Agreement, State
from functions.domain.edition import ReissueReason
from functions.domain.errors import NotFound, Refused, Stale
from functions.domain.issuing import Status
from functions.usecases import prints, reissuing
from tests import steps
from tests.factories import someone
from tests.unit.usecases.attempts import Attempt, assert_refused, told
from tests.unit.usecases.test_undoing import claims_of
from tests.world import World
from verifier.attestation import token

OFFICE = someone(Role.SCHOOL)
Verb = Callable[[World, Agreement], Agreement]


def request(role: Role = Role.STUDENT, who: Actor | None = None, ahead: int = 0) -> Verb:
    return lambda w, a: reissuing.request(
        w.services, who or steps.actor(w, role), a.id, ReissueReason.LOST, "搬家时遗失", version=a.version + ahead
    )


def approve(who: Actor = OFFICE, ahead: int = 0) -> Verb:
    return lambda w, a: reissuing.approve(w.services, who, a.id, version=a.version + ahead)


def refuse(who: Actor = OFFICE, reason: str = "请先查找", ahead: int = 0) -> Verb:
    return lambda w, a: reissuing.refuse(w.services, who, a.id, reason, version=a.version + ahead)


def asked(world: World) -> Agreement:
    return request()(world, steps.issued(world))


def approved(world: World) -> Agreement:
    return approve()(world, asked(world))


def leaving(world: World) -> Agreement:
    found = asked(world)
    steps.applied(world, found)
    return world.services.store.agreement(found.id)


ATTEMPTS = {
    "asking before it is issued": Attempt(steps.signed, request(), Refused("not_issued_yet", rule="J06")),
    "asking twice": Attempt(asked, request(Role.EMPLOYER), Refused("reissue_open", rule="K01")),
    "asking of a stale version": Attempt(steps.issued, request(ahead=-1), Stale(4)),
    "asking as another student": Attempt(
        steps.issued, request(who=someone(Role.STUDENT, party="s-other")), NotFound("agreement")),
    "approving what nobody asked for": Attempt(steps.issued, approve(), Refused("reissue_not_requested", rule="K01")),
    "approving twice": Attempt(approved, approve(), Refused("reissue_not_requested", rule="K01")),
    "approving of a stale version": Attempt(asked, approve(ahead=-1), Stale(5)),
    "approving while a termination runs": Attempt(leaving, approve(), Refused("termination_open", rule="SM-5")),
    "approving at another school": Attempt(asked, approve(replace(OFFICE, school="10999")), NotFound("agreement")),
    "refusing without a reason": Attempt(
        asked, refuse(reason=""), Refused("reason_required", field="reason", rule="K01")),
    "refusing of a stale version": Attempt(asked, refuse(ahead=-1), Stale(5)),
}  # fmt: skip


@pytest.mark.parametrize("tried", ATTEMPTS.values(), ids=ATTEMPTS)
def test_it_is_refused_and_nothing_is_stored(tried: Attempt) -> None:
    assert_refused(tried)


def test_the_old_code_is_superseded_at_once_and_the_new_one_names_it() -> None:
    world = World()
    old = steps.issued(world)
    assert old.issued is not None
    world.clock.moment = world.clock.moment.replace(hour=16)
    opened = approve()(world, request(Role.EMPLOYER)(world, old))
    (mark,) = world.services.store.unpublished_marks()
    assert (mark.index, mark.value) == (old.issued.status_index, Status.SUPERSEDED)
    assert mark.since == date(2026, 3, 6), "in Beijing"
    world.run_jobs()
    new = world.services.store.agreement(opened.id)
    assert new.issued is not None
    assert (new.state, new.number, new.edition, new.issued.edition) == (State.SIGNED, old.number, 2, 2)
    claims = claims_of(world, new)
    assert (claims.edition, claims.supersedes) == (2, token.fingerprint(old.issued.token))
    assert world.services.store.unpublished_marks() == ()
    assert told(world, new.id)[-3:] == [
        ("reissue_requested", ("student", "school")), ("reissue_approved", ("student", "employer")),
        ("agreement_issued", ("student", "employer")),
    ]  # fmt: skip


def test_it_can_be_terminated_before_the_next_edition_is_made() -> None:
    world = World()
    opened = approved(world)
    steps.approved(world, steps.agreed(world, steps.applied(world, opened)))
    world.run_jobs()
    found = world.services.store.agreement(opened.id)
    assert (found.state, found.issued) == (State.TERMINATED, None)


def test_the_next_print_is_of_the_next_edition() -> None:
    world = World()
    found = steps.issued(world)
    student = steps.actor(world, Role.STUDENT)
    prints.print_copy(world.services, student, found.id, 1)
    approve()(world, request()(world, world.services.store.agreement(found.id)))
    world.run_jobs()
    prints.print_copy(world.services, student, found.id, 1)
    assert [(line.seq, line.edition) for line in prints.register(world.services, student, found.id)] == [(1, 1), (2, 2)]
    assert world.services.store.agreement(found.id).edition_prints == 1


def test_the_office_lists_what_waits_and_no_other_school_s() -> None:
    world = World()
    found = asked(world)
    assert [one.id for one in reissuing.requests(world.services, OFFICE, None).items] == [found.id]
    assert reissuing.requests(world.services, replace(OFFICE, school="10999"), None).items == ()
    refuse()(world, found)
    assert reissuing.requests(world.services, OFFICE, None).items == ()
    assert told(world, found.id)[-1] == ("reissue_refused", ("student", "employer"))


def test_who_asked_takes_it_back_and_the_office_hears_of_it() -> None:
    world = World()
    found = asked(world)
    kept = reissuing.withdraw(world.services, steps.actor(world, Role.STUDENT), found.id, version=found.version)
    assert kept.reissue is None
    assert reissuing.requests(world.services, OFFICE, None).items == ()
    assert told(world, found.id)[-1] == ("reissue_withdrawn", ("employer", "school")), "who did it is not told"
