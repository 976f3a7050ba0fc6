"""Agreements whose time is over are erased with their evidence; the register keeps a line of each (decision 13).

1. What is looked at are the lists of what has ended, from the oldest on, no further than what is old enough. What was
   erased has left them, so that no run goes over it again.
2. The line is written first, on the condition that agreement and trail are as they were read. Whoever is stopped after
   that is followed by another run, which finds the agreement in its list still and erases the rest of it.
3. What is held stays, and is told of.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import NamedTuple

from functions.domain import deadlines, register, retention
from functions.domain.agreement import Agreement, State
from functions.domain.policy import SchoolPolicy
from functions.domain.retention import Hold
from functions.domain.school import School
from functions.ports import Change, Check, Insert, Replace, Services
from functions.usecases import erasing, keys, leaving, policies
from functions.usecases.settling import settled
from functions.usecases.turns import ALL, Turn, pages


class Due(NamedTuple):
    """An agreement whose time is over, and what keeps it all the same."""

    agreement: Agreement
    ended_on: date
    hold: Hold | None


def due(services: Services, turn: Turn) -> Iterator[Agreement]:
    """Return what is to be erased now, school by school, as long as there is time to look.

    The first school is another one each day: one that is large must not keep the others from ever having a turn.
    """
    schools = list(keys.schools(services))
    first = deadlines.local_date(services.clock.now()).toordinal() % len(schools) if schools else 0
    for school in schools[first:] + schools[:first]:
        yield from (one.agreement for one in of_school(services, school, turn) if one.hold is None)


def of_school(services: Services, school: School, turn: Turn = ALL, *, within: int = 0) -> Iterator[Due]:
    """Return what of a school is to be erased within so many days, what is held too."""
    moment = services.clock.now() + timedelta(days=within)
    policy = policies.in_force(services.store, school.code, services.clock.now()).policy
    for one in turn.of(_old(services, school.code, policy, moment), lambda _: None):
        if (end := retention.ended_on(one)) and retention.is_evidence_due(one, policy, moment):
            yield Due(one, end, services.store.find_hold(one.id))


def _old(services: Services, school: str, policy: SchoolPolicy, moment: datetime) -> Iterator[Agreement]:
    until = deadlines.end_of(retention.last_end(policy.keep_evidence_years, moment))
    for state in retention.ENDING:
        yield from pages(partial(_begun_before, services, school, state, until))


def _begun_before(
    services: Services, school: str, state: State, until: datetime, after: Agreement | None, *,
    limit: int,
) -> tuple[Agreement, ...]:  # fmt: skip
    return services.store.agreements_begun_before(school, state, until, after, limit=limit)


@settled
def erase(services: Services, id_: str) -> int:
    """Erase an agreement whose time is over and enter it in the register; return 1, 0 where it is not after all."""
    found = services.store.find_agreement(id_)
    if found is None or services.store.find_hold(id_):
        return 0
    now = services.clock.now()
    policy = policies.in_force(services.store, found.school, now).policy
    return retire(services, found, policy) if retention.is_evidence_due(found, policy, now) else 0


def retire(services: Services, found: Agreement, policy: SchoolPolicy) -> int:
    """Enter an agreement in the register and erase its case; return 1. Raises Conflict when it has changed since."""
    store, chain = services.store, services.store.chain(found.id)
    written = store.find_register_entry(found.id)
    if written is None or written.head != chain.head:
        fresh = register.enter(found, chain, leaving.issuances(services, found), policy, services.clock.now())
        line: Change = Insert(fresh) if written is None else Replace(register.rewritten(fresh, written))
        store.commit(line, Check(found), Check(chain))
    return erasing.case(services, found.id)
