"""A school that asks too much waits; the others do not notice."""

from __future__ import annotations

import pytest

from functions.adapters.dynamo.store import DynamoStore
from functions.domain.errors import Refused
from functions.usecases.throttling import SHARE, SchoolThrottle
from tests.factories import SCHOOL
from tests.fakes import MemoryTable
from tests.world import StandingClock

OTHER = "10999"


@pytest.fixture
def clock():
    return StandingClock()


@pytest.fixture
def store():
    return DynamoStore(MemoryTable())


def admitted(throttle, school, requests):
    """Return how many of so many requests were answered."""
    return sum(is_admitted(throttle, school) for _ in range(requests))


def is_admitted(throttle, school):
    try:
        throttle.admit(school)
    except Refused:
        return False
    return True


def test_a_school_over_its_limit_waits_and_others_are_served(store, clock):
    throttle = SchoolThrottle(store, clock, most=2 * SHARE)
    assert admitted(throttle, SCHOOL, 10 * SHARE) == 3 * SHARE - 1
    assert admitted(throttle, OTHER, 2 * SHARE) == 2 * SHARE
    assert admitted(throttle, None, 5 * SHARE) == 5 * SHARE


def test_what_other_processes_answered_counts_too(store, clock):
    one, two = (SchoolThrottle(store, clock, most=2 * SHARE) for _ in range(2))
    assert admitted(one, SCHOOL, 2 * SHARE) == 2 * SHARE
    assert admitted(two, SCHOOL, 2 * SHARE) == SHARE - 1


def test_the_next_minute_is_served_again(store, clock):
    throttle = SchoolThrottle(store, clock, most=SHARE)
    admitted(throttle, SCHOOL, 3 * SHARE)
    with pytest.raises(Refused, match="school_throttled") as refused:
        throttle.admit(SCHOOL)
    clock.pass_(seconds=refused.value.params["seconds"])
    assert admitted(throttle, SCHOOL, SHARE) == SHARE


def test_without_a_limit_all_are_answered_and_nothing_is_written(clock):
    table = MemoryTable()
    assert admitted(SchoolThrottle(DynamoStore(table), clock, most=0), SCHOOL, 7 * SHARE + 3) == 7 * SHARE + 3
    assert table.counters() == {}
