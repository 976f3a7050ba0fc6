"""The reviewers' decisions on agreements (section H), one by one or many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from functions.domain import invitation, reviewing, signing_lock
from functions.domain.actors import Actor, school_address, student_address
from functions.domain.agreement import Action, Agreement, State
from functions.domain.agreement_states import Situation
from functions.domain.errors import DomainError, Refused
from functions.domain.events import EventKind, Fact
from functions.ports import Change, Replace, Services
from functions.usecases import offline
from functions.usecases.agreements import audience, named, read, reviewers
from functions.usecases.settling import commit, expect, held_lock, settled

MOST_AT_ONCE = 100

_EVENTS = {
    Action.PASS: EventKind.REVIEW_PASSED,
    Action.RETURN: EventKind.AGREEMENT_RETURNED,
    Action.FAIL: EventKind.SIGNING_FAILED,
    Action.VOID: EventKind.AGREEMENT_VOIDED,
}


@settled
def review(
    services: Services, actor: Actor, agreement_id: str, decision: Action, reason: str, *, version: int
) -> Agreement:
    """Pass, return or fail an agreement (H01-H06); raises Refused, Stale, NotFound."""
    found, x = read(services, actor, agreement_id)
    expect(found, version)
    # Who says how it was looked into need not be asked whether there was anything to look into.
    differs = decision is Action.PASS and not reason and bool(differing(services, (found,)))
    reviewed = reviewing.review(found, decision, reason, x, registry_differs=differs)
    reviewed, numbering = offline.numbered(services, reviewed)
    _commit(services, reviewed, x, decision, reason, *numbering)
    return reviewed


def differing(services: Services, found: Sequence[Agreement]) -> frozenset[str]:
    """Return of which graduates of one school's agreements a mismatch with the registry waits for the school (B06)."""
    ids = [one.student for one in found]
    stored = services.store.mismatches_by_student(found[0].school, ids) if found else {}
    return frozenset(student for student, one in stored.items() if not one.state.is_decided)


@settled
def check_licence(services: Services, actor: Actor, agreement_id: str, how: str, *, version: int) -> Agreement:
    """Note that a guest's licence was looked into, and how (C07); the student hears of it; raises Refused, Stale."""
    found, x = read(services, actor, agreement_id)
    expect(found, version)
    checked = reviewing.check_licence(found, how, x)
    told = (student_address(found.student),)
    fact = Fact(kind=EventKind.LICENCE_CHECKED, audience=told, details=named(checked) | {"how": how})
    commit(services, checked.id, (fact,), Replace(checked), x=x, pinned=checked)
    return checked


@settled
def void(services: Services, actor: Actor, agreement_id: str, reason: str, *, version: int) -> Agreement:
    """End an unsigned agreement by the administrator's word (SM-2); raises Refused, Stale."""
    found, x = read(services, actor, agreement_id)
    expect(found, version)
    voided = reviewing.void(found, reason, x)
    _commit(services, voided, x, Action.VOID, reason)
    return voided


def _commit(
    services: Services, moved: Agreement, x: Situation, decision: Action, reason: str, *changes: Change
) -> None:
    facts, ending = _facts(moved, decision, reason), _ending(services, moved, x)
    commit(services, moved.id, facts, Replace(moved), *ending, *changes, x=x, pinned=moved)


def _facts(moved: Agreement, decision: Action, reason: str) -> tuple[Fact, ...]:
    details = named(moved)
    if reason:
        details["reason"] = reason
    to = audience(moved)
    if moved.state is State.SCHOOL_REVIEW:
        to = (*to, school_address(moved.school))
    if moved.state is State.VOID:
        # One administrator ends it alone, but not unseen: the office and the college hear of it and why (beyond.md 24).
        to = (*to, *reviewers(moved))
    done = Fact(kind=_EVENTS[decision], audience=to, details=details)
    return (done, Fact(kind=EventKind.AGREEMENT_SIGNED, audience=to, details=details)) if moved.signed_at else (done,)


def _ending(services: Services, moved: Agreement, x: Situation) -> tuple[Change, ...]:
    """Free the lock and mark the invitation, if one led here, when the agreement has come to nothing (H06)."""
    if moved.state not in (State.SIGN_FAILED, State.VOID):
        return ()
    if moved.on_paper:
        return offline.let_go(services, moved)
    lock = held_lock(services, moved)
    freed = Replace(signing_lock.free(lock, moved.id))
    if moved.initiation:
        return (freed,)
    offer = services.store.invitation(moved.id)
    situation = invitation.Situation(
        actor=x.actor, now=x.now, policy=x.policy, lock=lock,
        open=services.store.open_invitations(moved.school, moved.student),
    )  # fmt: skip
    return freed, Replace(invitation.fail(offer, situation))


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of one row of a bulk decision: the agreement, or the error."""

    id: str
    agreement: Agreement | None = None
    error: DomainError | None = None


def pass_many(services: Services, actor: Actor, chosen: Iterable[tuple[str, int]]) -> tuple[Result, ...]:
    """Pass up to 100 agreements, each by itself, with a result for each; raises Refused for more than that."""
    rows = tuple(chosen)
    if len(rows) > MOST_AT_ONCE:
        raise Refused("too_many_rows", field="items", params={"max": MOST_AT_ONCE})
    return tuple(_pass_one(services, actor, row, version) for row, version in rows)


def _pass_one(services: Services, actor: Actor, agreement_id: str, version: int) -> Result:
    try:
        passed = review(services, actor, agreement_id, Action.PASS, "", version=version)
    except DomainError as error:
        return Result(id=agreement_id, error=error)
    return Result(id=agreement_id, agreement=passed)
