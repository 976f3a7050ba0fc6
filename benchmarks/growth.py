"""What use cases and lists cost with 1,000 and with 100,000 records in the table: the same.

1. The table is in memory and charges as DynamoDB does; `tests/integration/test_use_case_costs.py` holds every request
   and every unit of it to what leaves for the wire.
2. The other records are of the same school, college and employer, so that every partition and index of a list grows;
   there are two policy versions of the school then, and 200.
3. A list page is one query: of the records that it shows and the one that tells whether more follow, or, where it is
   narrowed, of so many that a query reads at once.
4. What reads a whole cohort or a whole status list by its nature stands in WHOLE, with the reason: its cost is shown.

Run alone with ``python -m benchmarks.growth``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle, islice
from typing import Any

from functions.adapters.dynamo.listing import PAGE
from functions.adapters.dynamo.paging import MOST_READ
from functions.adapters.dynamo.store import DynamoStore
from functions.domain.actors import Role, employer_address, school_address, student_address
from functions.domain.agreement import State as AgreementState
from functions.domain.employer import AdmissionState, RegistrationState
from functions.domain.invitation import State as InvitationState
from functions.domain.issuing import StatusSlot
from functions.domain.student import CorrectionState, SourceState
from functions.domain.termination import State as TerminationState
from functions.ports import Insert
from tests import factories as some
from tests.integration.test_use_case_costs import ACTS
from tests.metering import Cost, MeteredTable
from tests.world import World

FEW, MANY = 1_000, 100_000
WHOLE = {
    "listing fifty agreements": "a list, see below",
    "comparing policies on fifty students": "the simulator counts a cohort, page by page",
    "publishing a status list": "a list is signed whole: it reads the entries that have ended",
}
_AT_ONCE = 40
_LATER = some.NOW + timedelta(days=5)

Row = tuple[str, str, str, bool]


def others() -> Iterator[Any]:
    """Yield records of other graduates and employers of the same school, without end."""
    signings, offers, endings = cycle(AgreementState), cycle(InvitationState), cycle(TerminationState)
    number = 0
    while True:
        number += 1
        student, employer, case, at = f"g{number}", f"u{number}", f"k{number}", some.NOW - timedelta(minutes=number)
        yield some.student(
            id=student, number=f"G{number:07}", name=f"同学{number}", id_mark=f"e{number:063}",
            state=SourceState.CONFIRMED,
        )  # fmt: skip
        yield some.account(id=f"a-{student}", login=f"{student}@example.org", party=student)
        yield some.employer(
            id=employer, uscc="", name=f"合肥第{number}公司", registered_at=at, state=RegistrationState.APPROVED
        )
        yield some.admission(employer=employer, state=AdmissionState.ADMITTED, requested_at=at)
        yield some.admission(employer=f"v{number}", requested_at=at)
        yield some.correction(id=f"m{number}", student=student, state=CorrectionState.OPEN, requested_at=at)
        yield some.signing_lock(student=student, agreement=case)
        yield some.open_invitations(student=student)
        yield some.invitation(
            id=case, student=student, state=next(offers), created_at=at, sent_at=at, expires_at=_LATER, revision=1
        )
        yield some.agreement(
            id=case, student=student, state=next(signings), submitted_at=at, issued=some.issued(), signed_at=at
        )
        yield some.termination(
            id=f"t{number}", agreement=case, student=student, state=next(endings), applied_at=at, answer_by=_LATER
        )
        yield some.event(case=case, is_delivered=True)
        for address in (student_address(student), employer_address(some.EMPLOYER), school_address(some.SCHOOL)):
            yield some.notice(address=address, case=case, at=at, messages=(), reminders=())
        yield some.issuance(agreement=case, number=f"G{number}")
        yield some.number_claim(number=f"G{number}", agreement=case)
        yield some.print_(agreement=case)
        yield some.blank_form(mark=f"G{number}", student=student, issued_at=at)
        yield some.batch(id=f"b{number}", requested_at=at)
        # Slots and marks of another list: how often an index is drawn anew is chance.
        yield StatusSlot(list_id=1, index=number, agreement=case)
        if number % 25 == 1:
            yield some.policy(number=number // 25 + 2, effective_from=some.NOW.date() - timedelta(days=30))


def filled(count: int) -> MeteredTable:
    """Return a table with so many other records."""
    table = MeteredTable()
    store = DynamoStore(table)
    records = islice(others(), count)
    while chunk := tuple(islice(records, _AT_ONCE)):
        store.commit(*map(Insert, chunk))
    return table


def use_case(table: MeteredTable, name: str) -> Cost:
    """Return what a use case costs in a copy of a table."""
    prepare, act = ACTS[name]
    copy = table.copied()
    world = World(table=copy)
    verb = act(world, prepare(world))
    with copy.measured() as cost:
        verb()
    return cost


# Every list that the API gives, to those who may have it.
LISTS: dict[str, tuple[Role, str]] = {
    "reviews that wait": (Role.SCHOOL, "/api/agreements?state=college_review"),
    "a college's": (Role.COLLEGE, "/api/agreements?state=college_review"),
    "of one class": (Role.SCHOOL, "/api/agreements?state=college_review&class_name=计算机2201"),
    "of nobody": (Role.SCHOOL, "/api/agreements?state=college_review&name=不存在"),
    "terminations of nobody": (Role.SCHOOL, "/api/terminations?state=school_review&class_name=不存在"),
    "graduates who have confirmed nothing": (Role.SCHOOL, "/api/students?cohort=2026&state=imported"),
    "signed agreements": (Role.ADMIN, "/api/agreements?state=signed"),
    "an employer's agreements": (Role.EMPLOYER, "/api/agreements"),
    "a student's": (Role.STUDENT, "/api/agreements"),
    "an employer's invitations": (Role.EMPLOYER, "/api/invitations"),
    "a student's invitations": (Role.STUDENT, "/api/invitations"),
    "terminations that wait": (Role.SCHOOL, "/api/terminations?state=school_review"),
    "an employer's terminations": (Role.EMPLOYER, "/api/terminations"),
    "a student's terminations": (Role.STUDENT, "/api/terminations"),
    "reissues asked for": (Role.SCHOOL, "/api/reissue-requests"),
    "blank forms": (Role.COLLEGE, "/api/blank-forms?cohort=2026"),
    "graduates of a cohort": (Role.SCHOOL, "/api/students?cohort=2026"),
    "corrections": (Role.COLLEGE, "/api/corrections?state=open"),
    "employers": (Role.OPERATOR, "/api/employers?state=approved"),
    "admissions": (Role.SCHOOL, "/api/admissions?state=requested"),
    "an office's notices": (Role.SCHOOL, "/api/notices"),
    "an employer's notices": (Role.EMPLOYER, "/api/notices"),
    "print batches": (Role.SCHOOL, "/api/print-batches"),
    "imports": (Role.ADMIN, "/api/imports"),
    "policy versions": (Role.ADMIN, "/api/policies"),
}

NARROWED = {"of one class", "of nobody", "terminations of nobody", "graduates who have confirmed nothing"}
# The page says how many forms may be out: a value of the policy in force, which is looked for among so many versions.
READS_POLICY = {"blank forms": 3}


def page(table: MeteredTable, name: str) -> Cost:
    """Return what the second page of a list costs, or the only one."""
    role, path = LISTS[name]
    copy = table.copied()
    client = World(table=copy).client(role)
    first = client.get(path)
    if cursor := first.get_json().get("cursor"):
        path += f"{'&' if '?' in path else '?'}cursor={cursor}"
    with copy.measured() as cost:
        answer = client.get(path)
    if (first.status_code, answer.status_code) != (200, 200):
        raise RuntimeError(f"{path}: {answer.get_data(as_text=True)}")
    return cost


def rows() -> Iterator[Row]:
    """Yield what was measured, the figures, their limit, and whether it holds."""
    few, many = filled(FEW), filled(MANY)
    for name in ACTS:
        one, other = use_case(few, name), use_case(many, name)
        is_whole = name in WHOLE
        yield f"use case: {name}", _figures(one, other), WHOLE.get(name, "the same"), is_whole or one == other
    for name in LISTS:
        one, other = page(few, name), page(many, name)
        most = MOST_READ if name in NARROWED else PAGE
        policy = READS_POLICY.get(name, 0)
        holds = other.requests["Query"] <= 1 + bool(policy) and other.queried <= most + 1 + policy
        yield f"list: {name}", _figures(one, other), f"one query of {most} and one more", holds


def _figures(one: Cost, other: Cost) -> str:
    return _figure(one) if one == other else f"{_figure(one)} -> {_figure(other)}"


def _figure(cost: Cost) -> str:
    requests = " ".join(f"{count} {name}" for name, count in sorted(cost.requests.items()))
    return f"{requests}, {cost.read_units:g} + {cost.write_units:g} units"


def main() -> int:
    """Print the table; 1 when anything grows."""
    is_good = True
    for name, figure, limit, holds in rows():
        is_good &= holds
        print(f"{name:50} {figure:>70}  {limit:>28}  {'ok' if holds else 'GROWS'}", flush=True)
    return int(not is_good)


if __name__ == "__main__":
    sys.exit(main())
