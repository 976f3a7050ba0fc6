"""Decision 7 through the use cases: who is told, what the old code says, and the next edition under the same number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from functions.domain.actors import Actor, Role
from functions.domain.agreement import Agreement, State
from functions.domain.errors import NotFound, Refused, Stale
from functions.domain.issuing import Status
from functions.domain.policy import ReviewChain, SchoolPolicy
from functions.usecases import issuing, prints, undoing
from tests import factories, steps
from tests.factories import NOW, someone
from tests.unit.usecases.attempts import Attempt, assert_refused, told
from tests.world import World, printer
from verifier.attestation import AgreementClaims, token

FIRST = someone(Role.SCHOOL)
SECOND = someone(Role.ADMIN)
COLLEAGUE = someone(Role.SCHOOL, account="colleague")
REASON = "审核时看错了单位"
Verb = Callable[[World, Agreement], Agreement]


def request(who: Actor = FIRST, reason: str = REASON, ahead: int = 0) -> Verb:
    return lambda w, a: undoing.request(w.services, who, a.id, reason, version=a.version + ahead)


def undo(who: Actor = SECOND, ahead: int = 0) -> Verb:
    return lambda w, a: undoing.undo(w.services, who, a.id, version=a.version + ahead)


def refuse(who: Actor = SECOND, reason: str = "审核无误", ahead: int = 0) -> Verb:
    return lambda w, a: undoing.refuse(w.services, who, a.id, reason, version=a.version + ahead)


def asked(world: World) -> Agreement:
    return request()(world, steps.issued(world))


def undone(world: World) -> Agreement:
    return undo()(world, asked(world))


def again(world: World, found: Agreement) -> Agreement:
    """Pass what was undone once more and issue it."""
    steps.passed(world, found, Role.SCHOOL)
    world.run_jobs()
    return world.services.store.agreement(found.id)


def claims_of(world: World, found: Agreement) -> AgreementClaims:
    issuance = world.services.store.find_issuance(found.id, found.edition)
    assert issuance is not None
    return token.read_claims(issuance.payload)


def printed(world: World) -> Agreement:
    found = asked(world)
    prints.print_copy(world.services, steps.actor(world, Role.STUDENT), found.id, 1)
    return world.services.store.agreement(found.id)


def leaving(world: World) -> Agreement:
    found = asked(world)
    steps.applied(world, found)
    return world.services.store.agreement(found.id)


ATTEMPTS = {
    "asking without a reason": Attempt(
        steps.issued, request(reason=""), Refused("reason_required", field="reason", rule="decision 7")),
    "asking before it is signed": Attempt(steps.accepted, request(), Refused("state_does_not_allow")),
    "asking after a print": Attempt(printed, request(), Refused("already_printed", rule="decision 7")),
    "asking while a termination runs": Attempt(leaving, request(), Refused("termination_open", rule="SM-5")),
    "asking of a stale version": Attempt(steps.issued, request(ahead=-1), Stale(4)),
    "asking at another school": Attempt(steps.issued, request(replace(FIRST, school="10999")), NotFound("agreement")),
    "asking as the college": Attempt(steps.issued, request(someone(Role.COLLEGE)), Refused("role_may_not")),
    "asking as the student": Attempt(steps.issued, request(someone(Role.STUDENT)), Refused("role_may_not")),
    "undoing what nobody asked for": Attempt(
        steps.issued, undo(), Refused("undo_not_requested", rule="decision 7")),
    "undoing as the one who asked": Attempt(
        asked, undo(FIRST), Refused("second_approver_needed", rule="decision 7")),
    "undoing after a print": Attempt(printed, undo(), Refused("already_printed", rule="decision 7")),
    "undoing while a termination runs": Attempt(leaving, undo(), Refused("termination_open", rule="SM-5")),
    "undoing of a stale version": Attempt(asked, undo(ahead=-1), Stale(5)),
    "undoing at another school": Attempt(asked, undo(replace(SECOND, school="10999")), NotFound("agreement")),
    "undoing as the college": Attempt(asked, undo(someone(Role.COLLEGE)), Refused("role_may_not")),
    "undoing twice": Attempt(undone, undo(), Refused("state_does_not_allow")),
    "refusing without a reason": Attempt(
        asked, refuse(reason=""), Refused("reason_required", field="reason", rule="decision 7")),
    "refusing what nobody asked for": Attempt(
        steps.issued, refuse(), Refused("undo_not_requested", rule="decision 7")),
    "refusing of a stale version": Attempt(asked, refuse(ahead=-1), Stale(5)),
    "refusing at another school": Attempt(asked, refuse(replace(SECOND, school="10999")), NotFound("agreement")),
    "refusing what is undone": Attempt(undone, refuse(), Refused("state_does_not_allow")),
}  # fmt: skip


@pytest.mark.parametrize("tried", ATTEMPTS.values(), ids=ATTEMPTS)
def test_it_is_refused_and_nothing_is_stored(tried: Attempt) -> None:
    assert_refused(tried)


def test_both_parties_and_the_office_hear_of_it_with_the_reason() -> None:
    world = World()
    found = undone(world)
    assert told(world, found.id)[-2:] == [
        ("undo_requested", ("student", "employer", "school")), ("review_undone", ("student", "employer", "school")),
    ]  # fmt: skip
    events = world.services.store.events(found.id)
    assert [(event.account, event.details["reason"]) for event in events[-2:]] == [
        (FIRST.account, REASON), (SECOND.account, REASON),
    ]  # fmt: skip


TURNS = {
    ReviewChain.COLLEGE: (State.COLLEGE_REVIEW, ("college",)),
    ReviewChain.SCHOOL: (State.SCHOOL_REVIEW, ("school",)),
    ReviewChain.EITHER: (State.OPEN_REVIEW, ("college", "school")),
}


@pytest.mark.parametrize("chain", TURNS)
def test_whose_turn_it_is_again_is_told(chain: ReviewChain) -> None:
    world = World(SchoolPolicy(review_chain=chain))
    role = Role.SCHOOL if chain is ReviewChain.SCHOOL else Role.COLLEGE
    found = undo()(world, request()(world, steps.passed(world, steps.accepted(world), role)))
    state, offices = TURNS[chain]
    assert found.state is state
    assert told(world, found.id)[-1] == ("review_undone", ("student", "employer", *offices))


@pytest.mark.parametrize("who", [FIRST, SECOND, COLLEAGUE], ids=["who asked", "the administrator", "a colleague"])
def test_the_pass_stands_and_both_parties_hear_why(who: Actor) -> None:
    world = World()
    found = refuse(who)(world, asked(world))
    assert (found.state, found.undo) == (State.SIGNED, None)
    assert told(world, found.id)[-1] == ("undo_refused", ("student", "employer", "school"))
    assert world.services.store.unpublished_marks() == ()


def test_the_old_code_is_void_and_the_next_edition_has_the_same_number() -> None:
    world = World()
    old = steps.issued(world)
    assert old.issued is not None
    found = undo(COLLEAGUE)(world, request()(world, old))
    (mark,) = world.services.store.unpublished_marks()
    assert (mark.list_id, mark.index, mark.value) == (old.issued.status_list, old.issued.status_index, Status.INVALID)
    new = again(world, found)
    assert new.issued is not None
    assert (new.number, new.edition, new.issued.edition) == (old.number, 2, 2)
    assert new.issued.status_index != old.issued.status_index
    claims = claims_of(world, new)
    assert (claims.number, claims.edition) == (old.number, 2)
    assert claims.supersedes == token.fingerprint(old.issued.token)


def test_undone_before_paper_the_number_that_was_prepared_stays() -> None:
    world = World()
    found = steps.signed(world)
    prepared, _ = issuing.prepare(world.services, found, SchoolPolicy())
    new = again(world, undo()(world, request()(world, found)))
    assert (new.number, new.edition) == (prepared.number, 2)
    assert new.issued is not None
    assert claims_of(world, new).supersedes is None


def test_undone_twice_it_is_the_third_edition_of_one_number() -> None:
    world = World()
    old = steps.issued(world)
    found = undo()(world, request()(world, old))
    found = undo()(world, request()(world, steps.passed(world, found, Role.SCHOOL)))
    new = again(world, found)
    assert (new.number, new.edition) == (old.number, 3)
    assert old.issued is not None
    assert claims_of(world, new).supersedes == token.fingerprint(old.issued.token)


def test_an_edition_that_was_prepared_and_undone_is_not_issued() -> None:
    world = World()
    found = steps.signed(world)
    issuing.prepare(world.services, found, SchoolPolicy())
    back = undo()(world, request()(world, found))
    assert issuing.issue(world.services, world.signer, printer(), found) == back


def test_an_edition_that_was_undone_is_not_prepared() -> None:
    world = World()
    found = steps.signed(world)
    undo()(world, request()(world, found))
    with pytest.raises(Refused, match="state_does_not_allow"):
        issuing.issue(world.services, world.signer, printer(), found)
    assert world.services.store.find_issuance(found.id, 1) is None


def test_what_is_undone_keeps_the_lock_and_its_end_is_ordinary() -> None:
    world = World()
    found = undone(world)
    lock = world.services.store.signing_lock(factories.SCHOOL, factories.STUDENT)
    assert (lock.agreement, found.signed_at, found.submitted_at) == (found.id, None, NOW)
