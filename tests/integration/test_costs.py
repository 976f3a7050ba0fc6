"""What reading and committing cost, and the arithmetic behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from functions.adapters.dynamo.shapes import Index
from functions.adapters.dynamo.store import DynamoStore
from functions.adapters.dynamo.table import DynamoTable
from functions.domain.agreement import State as AgreementState
from functions.domain.usage import Use
from functions.ports import Change, Check, Delete, Insert, Replace, Store
from tests import factories as some
from tests.factories import CASE, COHORT, EMPLOYER, NOW, SCHOOL, STUDENT
from tests.metering import Cost, Meter, _entry_units, _size


@pytest.fixture
def meter(dynamo) -> Iterator[Meter]:
    with Meter(dynamo).installed() as meter:
        yield meter


@pytest.fixture
def store(dynamo, meter) -> Store:
    return DynamoStore(DynamoTable(dynamo))


def test_an_items_size_is_its_names_and_values():
    assert _size({"pk": {"S": "学校"}, "version": {"N": "12345"}}) == 2 + 6 + 7 + 4


def entry(pk: str, size: int = 10) -> dict[str, dict[str, str]]:
    return {"work_pk": {"S": pk}, "work_sk": {"S": "1"}, "body": {"S": "x" * size}}


ENTRIES = {
    "one that stays away": ({}, {}, 0),
    "one that comes": ({}, entry("a"), 1),
    "one that goes": (entry("a"), {}, 1),
    "one that stays": (entry("a"), entry("a"), 1),
    "one that stays and shrinks": (entry("a", 3000), entry("a"), 3),
    "one that moves": (entry("a"), entry("b", 1500), 3),
}


@pytest.mark.parametrize(("old", "new", "units"), ENTRIES.values(), ids=ENTRIES)
def test_an_index_costs_what_changes_in_it(old, new, units):
    assert _entry_units(Index.WORK, old, new) == units


READS: dict[str, tuple[Callable[[Store], Any], dict[str, int], float]] = {
    "a record": (lambda s: s.school(SCHOOL), {"GetItem": 1}, 1),
    "a record that is missing": (lambda s: s.find_student(SCHOOL, "s9"), {"GetItem": 1}, 1),
    "an account by its name": (lambda s: s.find_account(f"{SCHOOL}/2022010345"), {"GetItem": 2}, 2),
    "three students at once": (lambda s: s.students_by_id(SCHOOL, [STUDENT, "s8", "s9"]), {"BatchGetItem": 1}, 3),
    "a case's events": (lambda s: s.events(CASE), {"Query": 1}, 1),
    "a student's agreements": (lambda s: s.agreements_of_student(SCHOOL, STUDENT), {"Query": 1}, 0.5),
    "waiting work": (lambda s: s.undelivered(), {"Query": 1}, 0.5),
    "a serial number": (lambda s: s.next_serial(SCHOOL, COHORT), {"UpdateItem": 1}, 0),
    "a school's requests": (lambda s: s.count_requests(SCHOOL, some.NOW, 20), {"UpdateItem": 1}, 0),
    "what a school uses": (lambda s: s.count_uses(SCHOOL, "2026-11", dict.fromkeys(Use, 1)), {"UpdateItem": 1}, 0),
    "what a school used": (lambda s: s.uses(SCHOOL, "2026-11"), {"GetItem": 1}, 1),
}


@pytest.mark.parametrize(("read", "requests", "units"), READS.values(), ids=READS)
def test_a_read_is_as_many_requests_and_units_as_keys_says(store, meter, read, requests, units):
    for made in (some.school(), some.account(), some.student(), some.agreement(), some.event()):
        store.commit(Insert(made))
    with meter.measured() as cost:
        read(store)
    assert (dict(cost.requests), cost.read_units) == (requests, units)


def test_a_page_of_fifty_agreements_is_one_request(store, meter):
    store.commit(*(Insert(some.agreement(id=f"c{n}")) for n in range(60)))
    with meter.measured() as cost:
        store.agreements(SCHOOL, AgreementState.COLLEGE_REVIEW)
    assert cost.requests == {"Query": 1}
    # 51 agreements of some 2.6 KB, eventually consistent.
    assert 15 < cost.read_units < 25


def committed(store: Store, meter: Meter, *changes: Change) -> Cost:
    with meter.measured() as cost:
        store.commit(*changes)
    return cost


def test_an_acceptance_is_one_request(store, meter):
    """The commit that accepts: invitation, lock, open invitations, agreement, chain and one event."""
    store.commit(Insert(some.invitation()), Insert(some.open_invitations()))
    changes = (
        Replace(some.invitation(version=2)), Replace(some.open_invitations(version=2, entries=())),
        Replace(some.signing_lock()), Insert(some.agreement()), Replace(some.chain()), Insert(some.event()),
    )  # fmt: skip
    cost = committed(store, meter, *changes)
    assert cost.requests == {"TransactWriteItems": 1}
    # Mostly the agreement: 3 KB, twice in the table and once in each of four indexes.
    assert 30 < cost.write_units < 55


def test_a_check_costs_what_a_write_of_the_row_would(store, meter):
    store.commit(Insert(some.school()))
    assert committed(store, meter, Check(some.school())).write_units == 2


def test_a_replacement_reads_first_only_where_a_unique_value_may_change(store, meter):
    store.commit(Insert(some.school()), Insert(some.student()))
    assert committed(store, meter, Replace(some.school(version=2))).requests == {"TransactWriteItems": 1}
    cost = committed(store, meter, Replace(some.student(version=2)))
    assert cost.requests == {"BatchGetItem": 1, "TransactWriteItems": 1}


def test_a_delivered_event_pays_for_the_entry_that_it_leaves(store, meter):
    store.commit(Insert(some.event()))
    assert committed(store, meter, Replace(some.event(version=2, is_delivered=True))).write_units == 3


def test_a_session_costs_little(store, meter):
    assert committed(store, meter, Insert(some.session())).write_units == 3
    assert committed(store, meter, Delete(some.session())).write_units == 3


def test_a_refused_commit_is_counted_as_a_request(store, meter):
    store.commit(Insert(some.employer()))
    with meter.measured() as cost, pytest.raises(Exception, match="Insert"):
        store.commit(Insert(some.employer(registered_at=NOW)))
    assert cost.requests == {"TransactWriteItems": 1}
    assert store.employer(EMPLOYER) == some.employer()
