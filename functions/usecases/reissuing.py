"""Reissue (K01): a party applies for another edition and may take that back, the school approves or refuses.

1. The agreement is replaced, so that two approvals make one edition, and an application for termination at the same
   moment has one winner.
2. The commit that approves stores SUPERSEDED and its day for the old code; its token stays with its issuance, so that
   the next edition can name what it supersedes. The issuing job finds the agreement unissued and does the rest.
"""

from __future__ import annotations

from functions.domain import reissuing
from functions.domain.actors import Actor, school_address
from functions.domain.agreement import Agreement
from functions.domain.agreement_states import Situation
from functions.domain.deadlines import local_date
from functions.domain.edition import ReissueReason
from functions.domain.events import EventKind, Fact
from functions.domain.issuing import Status
from functions.ports import Change, Page, Replace, Services
from functions.usecases.agreements import audience, kept_token, read, revoked
from functions.usecases.settling import commit, expect, settled


def requests(services: Services, actor: Actor, cursor: str | None) -> Page[Agreement]:
    """List the agreements of a school for which another edition is wanted, the longest waiting first."""
    return services.store.reissue_requests(actor.school or "", cursor=cursor)


@settled
def request(
    services: Services, actor: Actor, agreement_id: str, reason: ReissueReason, explanation: str, *, version: int
) -> Agreement:
    """Apply for another edition, saying why; raises Refused, Stale, NotFound."""
    found, x = read(services, actor, agreement_id)
    expect(found, version)
    asked = reissuing.request(found, reason, explanation, x)
    _commit(services, asked, x, EventKind.REISSUE_REQUESTED, explanation, to_office=True)
    return asked


@settled
def refuse(services: Services, actor: Actor, agreement_id: str, reason: str, *, version: int) -> Agreement:
    """Leave the paper as it is, saying why; raises Refused, Stale, NotFound."""
    found, x = read(services, actor, agreement_id)
    expect(found, version)
    kept = reissuing.refuse(found, reason, x)
    _commit(services, kept, x, EventKind.REISSUE_REFUSED, reason)
    return kept


@settled
def withdraw(services: Services, actor: Actor, agreement_id: str, *, version: int) -> Agreement:
    """Take one's own application back; raises Refused, Stale, NotFound."""
    found, x = read(services, actor, agreement_id)
    expect(found, version)
    kept = reissuing.withdraw(found, x)
    _commit(services, kept, x, EventKind.REISSUE_WITHDRAWN, "", to_office=True)
    return kept


@settled
def approve(services: Services, actor: Actor, agreement_id: str, *, version: int) -> Agreement:
    """Let the next edition take the place of the one that is out; raises Refused, Stale, NotFound."""
    found, x = read(services, actor, agreement_id)
    expect(found, version)
    opened = reissuing.approve(found, x)
    closing = (*revoked(found, Status.SUPERSEDED, local_date(x.now)), *kept_token(services, found))
    _commit(services, opened, x, EventKind.REISSUE_APPROVED, "", *closing)
    return opened


def _commit(
    services: Services, moved: Agreement, x: Situation, kind: EventKind, reason: str, *changes: Change,
    to_office: bool = False,
) -> None:  # fmt: skip
    details: dict[str, str | int] = {
        "student": moved.graduate.name, "employer": moved.unit.name, "number": moved.number,
        "edition": moved.edition, "reason": reason,
    }  # fmt: skip
    office = (school_address(moved.school),) if to_office else ()
    fact = Fact(kind=kind, audience=(*audience(moved), *office), details=details)
    commit(services, moved.id, (fact,), Replace(moved), *changes, x=x, pinned=moved)
