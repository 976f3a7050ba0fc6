"""Many at one case at the same moment, through the use cases: one outcome, a plain reason for the rest, no orphan.

The clocks differ where a deadline is raced for: one machine has passed it, the other has not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from functions.adapters.dynamo.table import DynamoTable
from functions.domain.actors import Role
from functions.domain.agreement import Action, Agreement
from functions.domain.agreement import State as Standing
from functions.domain.application import Application as JobApplication
from functions.domain.application import State as Sent
from functions.domain.employer import AdmissionState, RegistrationState
from functions.domain.errors import NotFound, Refused, Stale
from functions.domain.events import EventKind
from functions.domain.invitation import Invitation, State
from functions.domain.issuing import Status
from functions.domain.printing import Print
from functions.domain.termination import Termination
from functions.ports import Services
from functions.usecases import (
    applications,
    evidence,
    guest_offers,
    guests,
    initiations,
    invitations,
    issuing,
    offers,
    prints,
    reviews,
    undoing,
    unlocking,
)
from functions.usecases.settling import ATTEMPTS
from tests import factories, steps
from tests.consistency import consistent
from tests.fakes import MemoryTable
from tests.integration.test_races import THREADS, race
from tests.world import StandingClock, World, printer

# Of whatever is no trap by name: each runner meets itself and the other as well.
FEW = 8
SECOND = "f5h7j2k4m6n3p5q7r2s4t6v3w5"
SYSTEM = factories.someone(Role.SYSTEM)
Runner = Callable[[], Any]


@pytest.fixture(params=["double", "moto"])
def world(request: pytest.FixtureRequest) -> World:
    if request.param == "double":
        return World(table=MemoryTable())
    return World(table=DynamoTable(request.getfixturevalue("dynamo"), sleep=lambda _: None))


def answered(runner: Runner) -> Runner:
    """Return what a person gets: a result, or the refusal; `race` itself hands back a conflict."""

    def answer() -> Any:
        try:
            return runner()
        except (NotFound, Refused, Stale) as error:
            return error

    return answer


def raced(*runners: Runner, threads: int = THREADS) -> list[Any]:
    """Run each of the runners in as many threads as make `threads` together."""
    return race(*(map(answered, runners * (threads // len(runners)))))


def said(results: Iterable[Any]) -> set[str]:
    """Return the reasons that the losers got."""
    errors = [one for one in results if isinstance(one, Exception)]
    return {one.code if isinstance(one, Refused) else type(one).__name__ for one in errors}


def kept(results: Iterable[Any], kind: type[Any]) -> list[Any]:
    return [one for one in results if isinstance(one, kind)]


def told(world: World, case: str) -> list[EventKind]:
    return [event.kind for event in world.services.store.events(case)]


def accepting(world: World, offer: Invitation) -> Runner:
    """Prepare the acceptance of what the student has on the screen."""
    who = steps.actor(world, Role.STUDENT)
    seen = evidence.digest(invitations.bound(world.services, invitations.read(world.services, who, offer.id)))
    return lambda: invitations.accept(world.services, who, offer.id, seen, steps.ANSWERS)


def of_second(world: World) -> Invitation:
    """Another employer's invitation to the same student."""
    world.insert(
        factories.employer(id=SECOND, uscc="91110000600037341L", state=RegistrationState.APPROVED),
        factories.admission(employer=SECOND, state=AdmissionState.ADMITTED),
    )
    return steps.sent(world, factories.someone(Role.EMPLOYER, party=SECOND))


def test_trap_02_of_two_acceptances_one_wins_and_the_other_hears_why(world: World) -> None:
    offers = [steps.sent(world), of_second(world)]
    results = raced(*(accepting(world, offer) for offer in offers))
    (winner,) = {one.id for one in kept(results, Agreement)}
    stored = world.services.store.agreements_of_student(factories.SCHOOL, factories.STUDENT)
    assert [one.id for one in stored] == [winner]
    assert len(kept(results, Agreement)) == THREADS // 2
    assert said(results) == {"already_signed"}
    assert sorted(told(world, offer.id).count(EventKind.INVITATION_ACCEPTED) for offer in offers) == [0, 1]
    consistent(world)


def test_e01_a_card_works_once_however_many_use_it_at_once(world: World) -> None:
    named = guests.verify(world.services, steps.carded(world), steps.NAME)
    results = raced(lambda: guest_offers._invite(world.services, named, steps.recruiting()), threads=FEW)
    (sent,) = kept(results, Invitation)
    assert said(results) <= {"card_used", "already_invited"}
    assert [one.invitation for one in world.services.store.cards_of_student(factories.SCHOOL, factories.STUDENT)] == [
        sent.id
    ]
    assert told(world, sent.id) == [EventKind.INVITATION_SENT]
    consistent(world)


def submitting(world: World, draft: Agreement) -> Runner:
    who = steps.actor(world, Role.STUDENT)
    seen = evidence.digest(initiations.read(world.services, who, draft.id).shown)
    return lambda: initiations.submit(world.services, who, draft.id, seen)


def test_trap_02_of_an_acceptance_and_what_the_student_begins_one_wins(world: World) -> None:
    offer, draft = steps.sent(world), steps.drafted_by_student(world)
    results = raced(accepting(world, offer), submitting(world, draft), threads=FEW)
    (winner,) = {one.id for one in kept(results, Agreement)}
    assert said(results) == {"already_signed"}
    assert world.services.store.signing_lock(factories.SCHOOL, factories.STUDENT).agreement == winner
    began = told(world, draft.id).count(EventKind.SIGNING_INITIATED)
    assert (told(world, offer.id).count(EventKind.INVITATION_ACCEPTED), began) == (
        winner == offer.id,
        winner == draft.id,
    )
    consistent(world)


def test_g04_taking_back_and_a_review_have_one_winner(world: World) -> None:
    found = steps.initiated(world)
    student, college = steps.actor(world, Role.STUDENT), steps.actor(world, Role.COLLEGE)
    results = raced(
        lambda: initiations.withdraw(world.services, student, found.id, version=found.version),
        lambda: reviews.review(world.services, college, found.id, Action.PASS, "", version=found.version),
        threads=FEW,
    )
    (after,) = kept(results, Agreement)
    assert after.state in {Standing.DRAFT, Standing.SCHOOL_REVIEW}
    assert said(results) <= {"Stale", "NotFound"}
    consistent(world)


def late(world: World) -> Services:
    """Give the same services on a machine whose clock is past the deadline."""
    return replace(world.services, clock=StandingClock(factories.NOW + timedelta(days=15)))


# What meets the acceptance, and the state that it leaves when it wins.
AGAINST: dict[str, tuple[Callable[[World, Invitation], Any], State]] = {
    "withdrawing": (
        lambda w, offer: invitations.withdraw(
            w.services, steps.actor(w, Role.EMPLOYER), offer.id, version=offer.version),
        State.WITHDRAWN,
    ),
    "rejecting": (
        lambda w, offer: invitations.reject(
            w.services, steps.actor(w, Role.STUDENT), offer.id, "已有去向", version=offer.version),
        State.REJECTED,
    ),
    "expiring": (lambda w, offer: invitations.expire(late(w), SYSTEM, offer.id), State.EXPIRED),
}  # fmt: skip


@pytest.mark.parametrize(("other", "ends"), AGAINST.values(), ids=AGAINST)
def test_trap_08_accepting_and_another_answer_have_one_winner(
    world: World, other: Callable[[World, Invitation], Any], ends: State
) -> None:
    offer = steps.sent(world)
    results = raced(accepting(world, offer), lambda: other(world, offer))
    after = world.services.store.invitation(offer.id).state
    # Every click on an acceptance that won is told the same agreement; of the others one alone does anything.
    won = len(kept(results, Agreement)), len(kept(results, Invitation)), after
    assert won in {(THREADS // 2, 0, State.ACCEPTED), (0, 1, ends)}
    assert said(results) <= {"state_does_not_allow", "view_only", "Stale"}
    assert told(world, offer.id) == [EventKind.INVITATION_SENT, _EVENTS[after]]
    consistent(world)


_EVENTS = {
    State.ACCEPTED: EventKind.INVITATION_ACCEPTED, State.WITHDRAWN: EventKind.INVITATION_WITHDRAWN,
    State.REJECTED: EventKind.INVITATION_REJECTED, State.EXPIRED: EventKind.INVITATION_EXPIRED,
}  # fmt: skip


def test_of_many_reviewers_one_decides(world: World) -> None:
    found = steps.accepted(world)
    reviewers = [factories.someone(Role.COLLEGE, account=f"reviewer-{n}") for n in range(THREADS)]

    def deciding(n: int) -> Runner:
        decision = (Action.PASS, Action.RETURN, Action.FAIL)[n % 3]
        return lambda: reviews.review(
            world.services, reviewers[n], found.id, decision, "材料不全", version=found.version
        )

    results = raced(*map(deciding, range(THREADS)))
    (decided,) = kept(results, Agreement)
    assert world.services.store.agreement(found.id) == decided
    assert said(results) <= {"state_does_not_allow", "Stale", "lock_not_held"}
    consistent(world)


def test_trap_16_prints_at_the_same_moment_are_all_counted(world: World) -> None:
    """As many as a verb tries again: each attempt that fails has lost to another print, so all get through."""
    found = steps.issued(world)
    printers = [steps.actor(world, role) for role in (Role.STUDENT, Role.EMPLOYER, Role.SCHOOL, Role.ADMIN)]

    def printing(n: int) -> Runner:
        return lambda: prints.print_copy(world.services, printers[n % 4], found.id, n % 3 + 1)

    lines = race(*map(printing, range(ATTEMPTS)))
    register = world.services.store.prints(found.id)
    assert sorted(lines, key=lambda line: line.seq) == list(register)
    assert [line.seq for line in register] == list(range(1, ATTEMPTS + 1))
    assert world.services.store.agreement(found.id).print_count == ATTEMPTS
    assert told(world, found.id).count(EventKind.AGREEMENT_PRINTED) == ATTEMPTS
    consistent(world)


def test_an_offer_and_the_application_taken_back_have_one_winner(world: World) -> None:
    found, terms = steps.passed_interview(world), steps.TERMS
    student, employer = steps.actor(world, Role.STUDENT), steps.actor(world, Role.EMPLOYER)
    results = race(
        answered(lambda: offers.make(world.services, employer, found.id, terms, None, version=found.version)),
        answered(lambda: applications.withdraw(world.services, student, found.id, version=found.version)),
    )
    after = world.services.store.application(found.id)
    assert (after.state is Sent.OFFERED) == bool(kept(results, Invitation)) == (not kept(results, JobApplication))
    assert said(results) <= {"Stale", "NotFound"}
    consistent(world)


def test_two_approvals_of_a_reissue_make_one_edition(world: World) -> None:
    found = steps.asked_to_reissue(world, steps.issued(world))
    results = race(*map(answered, [lambda: steps.reissued(world, found)] * 4))
    after = world.services.store.agreement(found.id)
    assert [one.edition for one in kept(results, Agreement)] == [after.edition] == [2]
    assert said(results) == {"Stale"}
    assert [mark.value for mark in world.services.store.unpublished_marks()] == [Status.SUPERSEDED]
    assert told(world, found.id).count(EventKind.REISSUE_APPROVED) == 1
    consistent(world)


def test_of_a_reissue_and_an_application_for_termination_one_is_too_late(world: World) -> None:
    found = steps.asked_to_reissue(world, steps.issued(world))
    results = race(answered(lambda: steps.reissued(world, found)), answered(lambda: steps.applied(world, found)))
    after = world.services.store.agreement(found.id)
    assert len(kept(results, Agreement)) == (after.edition == 2)
    assert said(results) <= {"Stale", "termination_open"}
    consistent(world)


def unlocking_of(world: World, found: Agreement) -> Runner:
    who = steps.actor(world, Role.SCHOOL)
    return lambda: unlocking.unlock(world.services, who, found.id, version=found.version)


# What meets an unlocking; of each pair one wins, and a print may come before it.
ENDING: dict[str, Callable[[World, Agreement], Any]] = {
    "an application for termination": steps.applied,
    "an undoing": lambda w, found: undoing.undo(
        w.services, steps.actor(w, Role.ADMIN), found.id, version=found.version),
    "a refusal": lambda w, found: unlocking.refuse(
        w.services, steps.actor(w, Role.SCHOOL), found.id, "应当申请解约", version=found.version),
}  # fmt: skip


@pytest.mark.parametrize("other", ENDING.values(), ids=ENDING)
def test_m18_of_an_unlocking_and_what_it_meets_one_wins(world: World, other: Callable[[World, Agreement], Any]) -> None:
    waiting = steps.asked_to_unlock(world, steps.issued(world))
    found = undoing.request(
        world.services,
        factories.someone(Role.SCHOOL, account="colleague"),
        waiting.id,
        "看错了",
        version=waiting.version,
    )
    results = race(*(answered(one) for one in [unlocking_of(world, found), lambda: other(world, found)] * 2))
    after = world.services.store.agreement(found.id)
    lock = world.services.store.signing_lock(found.school, found.student)
    is_unlocked = after.state is Standing.TERMINATED
    assert lock.is_held() is not is_unlocked
    assert told(world, found.id).count(EventKind.AGREEMENT_UNLOCKED) == is_unlocked
    assert len([one for one in results if isinstance(one, Agreement | Termination)]) == 1
    consistent(world)


def undoing_of(world: World, found: Agreement) -> Runner:
    return lambda: undoing.undo(world.services, steps.actor(world, Role.ADMIN), found.id, version=found.version)


# What meets an undoing of what is issued, and the reasons that the undoing may hear when it loses.
MEETING: dict[str, tuple[Callable[[World, Agreement], Any], type[Any]]] = {
    "a print": (
        lambda w, found: prints.print_copy(w.services, steps.actor(w, Role.STUDENT), found.id, 1), Print),
    "an application for termination": (steps.applied, Termination),
    "a refusal": (
        lambda w, found: undoing.refuse(
            w.services, steps.actor(w, Role.SCHOOL), found.id, "审核无误", version=found.version), Agreement),
}  # fmt: skip


@pytest.mark.parametrize(("other", "gives"), MEETING.values(), ids=MEETING)
def test_an_undoing_and_what_it_meets_have_one_winner(
    world: World, other: Callable[[World, Agreement], Any], gives: type[Any]
) -> None:
    found = steps.asked_to_undo(world, steps.issued(world))
    results = race(*(answered(one) for one in [undoing_of(world, found), lambda: other(world, found)] * 2))
    after = world.services.store.agreement(found.id)
    undone = [one for one in kept(results, Agreement) if one.state is Standing.SCHOOL_REVIEW]
    won = after.state, len(undone)
    assert won in {(Standing.SCHOOL_REVIEW, 1), (Standing.SIGNED, 0)}
    others = len(kept(results, gives)) - (len(undone) if gives is Agreement else 0)
    assert bool(others) == (after.state is Standing.SIGNED)
    assert said(results) <= {
        "Stale", "already_printed", "termination_open", "undo_not_requested", "state_does_not_allow", "not_issued_yet",
        "agreement_not_signed",
    }  # fmt: skip
    marks = world.services.store.unpublished_marks()
    assert (len(marks), bool(world.services.store.prints(found.id))) == (len(undone), after.print_count > 0)
    assert told(world, found.id).count(EventKind.REVIEW_UNDONE) == len(undone)
    consistent(world)


def test_of_an_undoing_and_the_issuing_job_no_void_edition_is_left_valid(world: World) -> None:
    """Whichever is first: an edition that was announced has its mark, one that was not is never announced."""
    found = steps.asked_to_undo(world, steps.signed(world))
    ink = printer()

    def undo() -> Any:
        current = world.services.store.agreement(found.id)
        return undoing.undo(world.services, steps.actor(world, Role.ADMIN), found.id, version=current.version)

    race(*map(answered, [lambda: issuing.issue(world.services, world.signer, ink, found), undo] * 4))
    after = world.services.store.agreement(found.id)
    assert (after.state, after.edition, after.issued) in {
        (Standing.SCHOOL_REVIEW, 2, None),
        (Standing.SIGNED, 1, after.issued),
    }
    was_issued = EventKind.AGREEMENT_ISSUED in told(world, found.id)
    is_undone = after.state is Standing.SCHOOL_REVIEW
    assert len(world.services.store.unpublished_marks()) == (was_issued and is_undone)
    assert (after.issued is not None) == (was_issued and not is_undone)
    consistent(world)
