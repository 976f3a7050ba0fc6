"""What each use case costs on DynamoDB: exactly so many requests, and at most so many units of capacity.

A read unit is 4 KB read consistently, a write unit 1 KB written outside a transaction (`tests/metering.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from functions.adapters.dynamo.table import DynamoTable
from functions.domain.actors import Actor, Role
from functions.domain.agreement import Action, State
from functions.domain.blank_form import BlankFormReason, Handout
from functions.domain.events import EventKind
from functions.domain.grounds import Reason
from functions.domain.parcel import Parcel
from functions.domain.policy import SchoolPolicy
from functions.domain.registry import MismatchState
from functions.domain.termination import Action as Decision
from functions.domain.termination import Application, Fault
from functions.ports import Replace
from functions.usecases import (
    agreements,
    applications,
    blank_forms,
    deliveries,
    evidence,
    guest_offers,
    guests,
    initiations,
    invitations,
    issuing,
    offers,
    offline,
    pairings,
    paper_numbers,
    prints,
    registry,
    reviews,
    stamped_copies,
    statuses,
    terminations,
    undoing,
    unlocking,
    what_if,
)
from functions.usecases.agreements import Sieve
from functions.usecases.offline import Signing
from functions.usecases.uploads import PDF, Upload
from infra.capacity import model
from tests import factories, steps
from tests.factories import someone
from tests.metering import Cost, Meter, MeteredTable
from tests.world import World

GRADUATE, HR, COLLEGE, OFFICE, ADMIN = (
    someone(role) for role in (Role.STUDENT, Role.EMPLOYER, Role.COLLEGE, Role.SCHOOL, Role.ADMIN)
)
SENT = Parcel(sent_on=date(2026, 3, 5), carrier="邮政")
LEAVING = Application(reason=Reason.OTHER, explanation="另有安排")


class BlankPaper:
    """Draws nothing: ink costs no capacity."""

    def render(self, paper: Any) -> bytes:
        return b"%PDF-"


@pytest.fixture
def meter(dynamo) -> Iterator[Meter]:
    with Meter(dynamo).installed() as meter:
        yield meter


@pytest.fixture
def world(dynamo, meter) -> World:
    return World(table=DynamoTable(dynamo))


def issue(world: World, found: Any) -> Any:
    return issuing.issue(world.services, world.signer, BlankPaper(), found)


def issued(world: World) -> Any:
    return issue(world, steps.signed(world))


def applied(world: World) -> Any:
    return steps.applied(world, issued(world))


def asked_to_undo(world: World) -> Any:
    found = issued(world)
    return undoing.request(world.services, OFFICE, found.id, "看错了单位", version=found.version)


def agreed(world: World) -> Any:
    return steps.agreed(world, applied(world))


def approvable(world: World, running: Any) -> Any:
    return running, steps.having_read(world, running, Decision.PASS, fault=Fault.STUDENT)


def terminated(world: World) -> Any:
    found = issued(world)
    steps.approved(world, steps.agreed(world, steps.applied(world, found)))
    return found.issued


def delivered_but_the_last(world: World) -> Any:
    """Leave nothing to deliver but the event that says that an agreement is signed."""
    steps.signed(world)
    for event in world.services.store.undelivered():
        if event.kind is not EventKind.AGREEMENT_SIGNED:
            world.services.store.commit(Replace(replace(event, is_delivered=True, version=event.version + 1)))


def taken_back(world: World) -> Any:
    found = steps.resume_sent(world)
    return applications.withdraw(world.services, GRADUATE, found.id, version=found.version)


def accept(world: World, offer: Any) -> Callable[[], Any]:
    reading = invitations.read(world.services, GRADUATE, offer.id)
    seen = evidence.digest(invitations.bound(world.services, reading))
    return lambda: invitations.accept(world.services, GRADUATE, offer.id, seen, steps.ANSWERS)


def accepted_once(world: World) -> Any:
    offer = steps.sent(world)
    steps.accept(world, offer)
    return offer


def consented(world: World) -> str:
    # Its number is past those that benchmarks.growth has filled in.
    world.insert(factories.policy(number=1000, policy=SchoolPolicy(qr_student_confirms=False)))
    return steps.consented(world)


def submit(world: World, draft: Any) -> Callable[[], Any]:
    seen = evidence.digest(initiations.read(world.services, GRADUATE, draft.id).shown)
    return lambda: initiations.submit(world.services, GRADUATE, draft.id, seen)


def passed(world: World) -> Any:
    return steps.passed(world, steps.accepted(world), Role.COLLEGE)


def returned(world: World) -> Any:
    found = steps.accepted(world)
    return reviews.review(world.services, COLLEGE, found.id, Action.RETURN, "薪资有误", version=found.version)


def revise(world: World, found: Any) -> Any:
    return agreements.revise(world.services, HR, found.id, factories.terms(), version=found.version)


def decide(who: Actor, decision: Action) -> Callable[[World, Any], Any]:
    return lambda w, a: lambda: reviews.review(w.services, who, a.id, decision, "薪资有误", version=a.version)


def queue(world: World) -> None:
    world.insert(*(factories.agreement(id=f"c{n}", student=f"s{n}") for n in range(60)))


def cohort(world: World) -> None:
    world.insert(*(factories.student(id=f"s{n}", number=f"{n}", id_mark=f"{n:064}") for n in range(49)))
    steps.sent(world)


def told(world: World) -> None:
    steps.sent(world)
    deliveries.deliver(world.services)


# How a case gets there, and what is measured. What it may cost stands in infra/capacity/costs.json.
Row = tuple[Callable[[World], Any], Callable[[World, Any], Callable[[], Any]]]
ACTS: dict[str, Row] = {
    "drafting": (
        lambda _: None, lambda w, _: lambda: steps.drafted(w, HR)),
    "sending": (
        steps.drafted, lambda w, o: lambda: invitations.send(w.services, HR, o.id, version=o.version)),
    "withdrawing": (
        steps.sent, lambda w, o: lambda: invitations.withdraw(w.services, HR, o.id, version=o.version)),
    "rejecting": (
        steps.sent, lambda w, o: lambda: invitations.reject(w.services, GRADUATE, o.id, "不合适", version=o.version)),
    "reading an invitation": (
        steps.sent, lambda w, o: lambda: invitations.read(w.services, GRADUATE, o.id)),
    "accepting": (steps.sent, accept),
    "accepting once more": (accepted_once, accept),
    "applying for a position": (
        taken_back, lambda w, a: lambda: applications.apply(w.services, GRADUATE, a.position)),
    "proposing an interview": (
        steps.resume_sent, lambda w, a: lambda: applications.invite(
            w.services, HR, a.id, factories.interview(), version=a.version)),
    "making an offer": (
        steps.passed_interview, lambda w, a: lambda: offers.make(
            w.services, HR, a.id, steps.TERMS, None, version=a.version)),
    "listing who applied": (
        steps.offered, lambda w, o: lambda: applications.for_position(
            w.services, HR, w.services.store.application(o.id).position, None)),
    "making a card": (
        lambda _: None, lambda w, _: lambda: steps.carded(w)),
    "naming the graduate of a card": (
        steps.carded, lambda w, code: lambda: guests.verify(w.services, code, steps.NAME)),
    "a guest inviting": (
        steps.carded, lambda w, code: lambda: guest_offers.invite(w.services, code, steps.NAME, steps.recruiting())),
    "a unit confirming what stands on a card": (
        consented, lambda w, code: lambda: steps.concluded(w, code)),
    "drafting a signing": (
        lambda _: None, lambda w, _: lambda: steps.drafted_by_student(w, files=0)),
    "adding a stamped paper": (
        lambda w: steps.drafted_by_student(w, files=0),
        lambda w, a: lambda: initiations.attach(w.services, GRADUATE, a.id, Upload(b"%PDF-", PDF))),
    "looking for a unit": (
        lambda _: None, lambda w, _: lambda: initiations.library(w.services, GRADUATE, "合肥")),
    "submitting it": (steps.drafted_by_student, submit),
    "taking it back": (
        steps.initiated, lambda w, a: lambda: initiations.withdraw(w.services, GRADUATE, a.id, version=a.version)),
    "the college passing": (steps.accepted, decide(COLLEGE, Action.PASS)),
    "the school passing": (passed, decide(OFFICE, Action.PASS)),
    "returning": (steps.accepted, decide(COLLEGE, Action.RETURN)),
    "failing": (steps.accepted, decide(COLLEGE, Action.FAIL)),
    "revising": (returned, lambda w, a: lambda: revise(w, a)),
    "confirming": (
        lambda w: revise(w, returned(w)), lambda w, a: lambda: agreements.confirm(
            w.services, GRADUATE, a.id, evidence.digest(agreements.shown(a)), steps.ANSWERS)),
    "issuing": (
        steps.signed, lambda w, a: lambda: issue(w, a)),
    "issuing what is issued": (
        issued, lambda w, a: lambda: issue(w, a)),
    "printing": (
        issued, lambda w, a: lambda: prints.print_copy(w.services, GRADUATE, a.id, 1)),
    "reading a timeline": (
        issued, lambda w, a: lambda: agreements.timeline(w.services, GRADUATE, a.id)),
    "asking to undo": (
        issued, lambda w, a: lambda: undoing.request(w.services, OFFICE, a.id, "看错了单位", version=a.version)),
    "undoing": (
        asked_to_undo, lambda w, a: lambda: undoing.undo(w.services, ADMIN, a.id, version=a.version)),
    "opening a pairing": (
        issued, lambda w, _: lambda: pairings.open_(w.services, "pc")),
    "granting a print": (
        lambda w: (issued(w), pairings.open_(w.services, "pc")[1]),
        lambda w, of: lambda: pairings.grant(w.services, GRADUATE, of[1], of[0].id, 1)),
    "asking how a pairing stands": (
        lambda w: pairings.open_(w.services, "pc")[0],
        lambda w, made: lambda: pairings.waiting(w.services, "pc", made.id)),
    "handing a blank form out": (
        lambda _: None, lambda w, _: lambda: blank_forms.issue(
            w.services, OFFICE, factories.STUDENT, Handout(mark="HN-1", reason=BlankFormReason.FIRST))),
    "claiming a form's number": (
        lambda w: blank_forms.issue(
            w.services, OFFICE, factories.STUDENT, Handout(mark="HN-1", reason=BlankFormReason.FIRST)),
        lambda w, _: lambda: paper_numbers.claim(w.services, GRADUATE, factories.STUDENT, "HN-1", version=1)),
    "recording a signing on paper": (
        lambda _: None,
        lambda w, _: lambda: offline.record(
            w.services, COLLEGE, factories.STUDENT, Signing(unit="某县委组织部", exception="选调"))),
    "noting that a copy was posted": (
        issued, lambda w, a: lambda: stamped_copies.note_posted(w.services, HR, a.id, SENT, version=a.version)),
    "listing the mismatches of a signed student": (
        lambda w: (steps.signed(w), w.insert(factories.mismatch())),
        lambda w, _: lambda: registry.of_cohort(w.services, OFFICE, factories.COHORT, MismatchState.OPEN, None)),
    "taking the registry's word": (
        lambda w: w.insert(factories.mismatch()),
        lambda w, _: lambda: registry.accept(w.services, OFFICE, factories.STUDENT, version=1)),
    "asking for a reissue": (
        issued, lambda w, a: lambda: steps.asked_to_reissue(w, a)),
    "reissuing": (
        lambda w: steps.asked_to_reissue(w, issued(w)), lambda w, a: lambda: steps.reissued(w, a)),
    "asking to unlock": (
        issued, lambda w, a: lambda: unlocking.request(w.services, ADMIN, a.id, "应征入伍", version=a.version)),
    "unlocking": (
        lambda w: steps.asked_to_unlock(w, issued(w)),
        lambda w, a: lambda: unlocking.unlock(w.services, OFFICE, a.id, version=a.version)),
    "applying for termination": (
        issued, lambda w, a: lambda: terminations.apply(w.services, GRADUATE, a.id, LEAVING, version=a.version)),
    "answering it": (
        applied, lambda w, t: lambda: terminations.answer(
            w.services, HR, t.agreement, t.id, is_agreed=True, reason="", version=t.version)),
    "approving it": (
        lambda w: approvable(w, agreed(w)), lambda w, at: lambda: terminations.review(
            w.services, OFFICE, at[0].agreement, at[0].id, at[1], version=at[0].version)),
    "listing fifty agreements": (
        queue, lambda w, _: lambda: agreements.of_school(
            w.services, OFFICE, State.COLLEGE_REVIEW, Sieve(), None, 50)),
    "comparing policies on fifty students": (
        cohort, lambda w, _: lambda: what_if.compare(w.services, ADMIN, {"invite_valid_days": 7})),
    "delivering a signing, which is counted": (
        delivered_but_the_last, lambda w, _: lambda: deliveries.deliver(w.services)),
    "delivering an event": (
        steps.sent, lambda w, _: lambda: deliveries.deliver(w.services)),
    "sending its mail": (
        told, lambda w, _: lambda: deliveries.send(w.services)),
    "publishing a status list": (
        terminated, lambda w, at: lambda: statuses.publish(w.services, w.signer, at.status_list)),
}  # fmt: skip


@pytest.mark.parametrize("name", ACTS)
def test_it_costs(name: str) -> None:
    cost, most = in_memory(*ACTS[name]), model.costs()[name]
    assert cost.requests == most.requests
    assert cost.read_units <= most.reads
    assert cost.write_units <= most.writes


def test_every_cost_is_measured() -> None:
    assert list(model.costs()) == list(ACTS)


def in_memory(prepare: Callable[[World], Any], act: Callable[[World, Any], Callable[[], Any]]) -> Cost:
    """Return what the metered table in memory says; `benchmarks.growth` asks it with many more records."""
    table = MeteredTable()
    world = World(table=table)
    verb = act(world, prepare(world))
    with table.measured() as cost:
        verb()
    return cost


def test_an_agreement_takes_no_more_room_than_the_model_of_capacity_says() -> None:
    table = MeteredTable()
    world = World(table=table)
    before = table.stored_bytes()
    found = issued(world)
    for copy in (1, 2):
        prints.print_copy(world.services, GRADUATE, found.id, copy)
    deliveries.deliver(world.services)
    deliveries.send(world.services)
    taken = table.stored_bytes() - before
    assert 0.5 < taken / model.prices()["table_bytes_an_agreement"] <= 1


# Together they make every kind of request: gets, batches, queries of table and index, commits, counters.
ON_THE_WIRE = (
    "accepting",
    "issuing",
    "granting a print",
    "approving it",
    "listing fifty agreements",
    "comparing policies on fifty students",
    "delivering a signing, which is counted",
    "sending its mail",
    "publishing a status list",
)


@pytest.mark.parametrize("name", ON_THE_WIRE)
def test_what_leaves_for_dynamodb_is_charged_alike(world, meter, name):
    prepare, act = ACTS[name]
    verb = act(world, prepare(world))
    with meter.measured() as cost:
        verb()
    assert cost == in_memory(prepare, act)
