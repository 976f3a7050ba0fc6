"""The chain of events: what its hashes cover, who is told, and what an altered or cut chain gives away."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from functions.domain import events
from functions.domain.actors import SYSTEM, Actor, Role
from functions.domain.deadlines import SHANGHAI
from functions.domain.events import Chain, Event, EventKind, Fact, digest, first_break
from tests import factories as some
from tests.factories import CASE, NOW, SCHOOL, someone

PARTIES = (someone(Role.STUDENT).address, someone(Role.EMPLOYER).address)
KINDS = (EventKind.INVITATION_SENT, EventKind.INVITATION_ACCEPTED, EventKind.REVIEW_PASSED)


def told(*kinds: EventKind, chain: Chain | None = None, actor: Actor = SYSTEM) -> tuple[Chain, tuple[Event, ...]]:
    facts = [Fact(kind=kind, audience=PARTIES, details={"position": "工程师", "revision": 1}) for kind in kinds]
    return events.record(chain or Chain(case=CASE), facts, actor=actor, school=SCHOOL, now=NOW, policy_version=2)


def test_facts_become_events_that_hold_on_to_each_other() -> None:
    head, made = told(*KINDS)
    assert [one.seq for one in made] == [1, 2, 3]
    assert [one.previous for one in made] == ["", made[0].hash, made[1].hash]
    assert (head.seq, head.head, head.version) == (3, made[2].hash, 1)
    assert {one.policy_version for one in made} == {2}
    assert not any(one.is_delivered for one in made)


def test_a_chain_goes_on_where_it_stopped() -> None:
    head, first = told(*KINDS[:2])
    longer, second = told(KINDS[2], chain=head)
    assert (second[0].seq, second[0].previous, longer.version) == (3, first[-1].hash, 2)
    assert first_break(longer, (*first, *second)) is None


def test_nothing_said_is_nothing_recorded() -> None:
    head, made = told()
    assert (head.seq, head.head, made) == (0, "", ())
    assert first_break(Chain(case=CASE), ()) is None


TOLD = {Role.STUDENT: PARTIES[1:], Role.EMPLOYER: PARTIES[:1], Role.SCHOOL: PARTIES, Role.SYSTEM: PARTIES}


@pytest.mark.parametrize("role", TOLD)
def test_nobody_is_told_what_they_did_themselves(role: Role) -> None:
    _, (made,) = told(KINDS[0], actor=someone(role))
    assert made.audience == TOLD[role]
    assert (made.role, made.account, made.name) == (role, f"account-{role}", role.value)


def test_an_office_hears_what_one_of_it_did() -> None:
    office = someone(Role.SCHOOL)
    _, (made,) = events.record(
        Chain(case=CASE), [Fact(kind=EventKind.UNDO_REQUESTED, audience=(office.address,))],
        actor=office, school=SCHOOL, now=NOW,
    )  # fmt: skip
    assert made.audience == (office.address,)


ALTERED: dict[str, dict[str, Any]] = {
    "case": {"case": "other"}, "seq": {"seq": 4}, "kind": {"kind": EventKind.SIGNING_FAILED},
    "moment": {"at": NOW + timedelta(seconds=1)}, "school": {"school": "10999"}, "account": {"account": "a9"},
    "role": {"role": Role.ADMIN}, "name": {"name": "somebody"}, "details": {"details": {"position": "经理"}},
    "audience": {"audience": ()}, "policy": {"policy_version": 3}, "previous": {"previous": "00" * 32},
}  # fmt: skip


@pytest.mark.parametrize("change", ALTERED.values(), ids=ALTERED)
def test_trap_26_whatever_is_altered_shows(change: dict[str, Any]) -> None:
    head, made = told(*KINDS)
    altered = replace(made[1], **change)
    assert digest(altered) != made[1].hash
    assert first_break(head, (made[0], altered, made[2])) == 2
    rehashed = replace(altered, hash=digest(altered))
    assert first_break(head, (made[0], rehashed, made[2])) in {2, 3}


def test_delivery_is_not_part_of_what_happened() -> None:
    head, made = told(*KINDS)
    assert first_break(head, [replace(one, is_delivered=True, version=2) for one in made]) is None


CUT: dict[str, tuple[slice, int]] = {
    "the tail": (slice(0, 2), 3), "all but the first": (slice(0, 1), 2), "everything": (slice(0, 0), 1),
    "the beginning": (slice(1, 3), 1),
}  # fmt: skip


@pytest.mark.parametrize(("left", "missing"), CUT.values(), ids=CUT)
def test_trap_26_a_cut_chain_shows_against_its_head(left: slice, missing: int) -> None:
    head, made = told(*KINDS)
    assert first_break(head, made[left]) == missing


def test_trap_26_a_missing_middle_an_exchange_and_an_addition_show() -> None:
    head, made = told(*KINDS)
    assert first_break(head, (made[0], made[2])) == 2
    assert first_break(head, (made[1], made[0], made[2])) == 1
    _, more = told(KINDS[0], chain=head)
    assert first_break(head, (*made, *more)) == 5


def test_a_hash_is_of_a_text_that_anyone_can_write() -> None:
    text = (
        f'["{CASE}",1,"invitation_sent","2026-03-05T08:40:00+00:00","{SCHOOL}","a4","employer","李强",'
        f'{{"position":"后端开发工程师","revision":1}},["{PARTIES[0]}"],1,""]'
    )
    assert digest(some.event()) == hashlib.sha256(text.encode()).hexdigest()


def test_trap_25_the_trail_is_in_one_zone() -> None:
    here = some.event(at=NOW.astimezone(SHANGHAI))
    assert here.hash == some.event(at=NOW).hash
    assert digest(some.event(at=datetime.fromisoformat("2026-03-05T16:40:00+08:00"))) == some.event().hash
