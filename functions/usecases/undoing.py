"""Undoing a mistaken pass (decision 7): one of the school asks, a second one undoes it or lets it stand.

1. The agreement is replaced, so that of an undoing, a print and an application at the same moment one wins.
2. The code of an issued edition is revoked in the commit that undoes it; its token stays with its issuance, so that
   the next edition can name what it supersedes.
"""

from __future__ import annotations

from functions.domain import undoing
from functions.domain.actors import Actor, school_address
from functions.domain.agreement import Agreement
from functions.domain.agreement_states import Situation
from functions.domain.events import EventKind, Fact
from functions.ports import Change, Replace, Services
from functions.usecases.agreements import audience, kept_token, named, read, reviewers, revoked
from functions.usecases.settling import commit, expect, settled


@settled
def request(services: Services, actor: Actor, agreement_id: str, reason: str, *, version: int) -> Agreement:
    """Ask that a pass be undone, saying why; raises Refused, Stale, NotFound."""
    found, x = read(services, actor, agreement_id)
    expect(found, version)
    asked = undoing.request(found, reason, x)
    _commit(services, asked, x, EventKind.UNDO_REQUESTED, reason, (school_address(found.school),))
    return asked


@settled
def refuse(services: Services, actor: Actor, agreement_id: str, reason: str, *, version: int) -> Agreement:
    """Let the pass stand, saying why; raises Refused, Stale, NotFound."""
    found, x = read(services, actor, agreement_id)
    expect(found, version)
    kept = undoing.refuse(found, reason, x)
    _commit(services, kept, x, EventKind.UNDO_REFUSED, reason, (school_address(found.school),))
    return kept


@settled
def undo(services: Services, actor: Actor, agreement_id: str, *, version: int) -> Agreement:
    """Take the pass back, for the reason that the first person gave; raises Refused, Stale, NotFound."""
    found, x = read(services, actor, agreement_id)
    expect(found, version)
    undone = undoing.undo(found, x)
    reason = found.undo.reason if found.undo else ""
    ending = (*revoked(found), *kept_token(services, found))
    _commit(services, undone, x, EventKind.REVIEW_UNDONE, reason, reviewers(undone), *ending)
    return undone


def _commit(
    services: Services, moved: Agreement, x: Situation, kind: EventKind, reason: str, more: tuple[str, ...],
    *changes: Change,
) -> None:  # fmt: skip
    fact = Fact(kind=kind, audience=(*audience(moved), *more), details=named(moved) | {"reason": reason})
    commit(services, moved.id, (fact,), Replace(moved), *changes, x=x, pinned=moved)
