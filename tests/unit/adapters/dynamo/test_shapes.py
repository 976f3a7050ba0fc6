"""How keys are written: nothing can pose as something else, and text order is the order meant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.adapters.dynamo.shapes import Index, Key, Place
from functions.domain.deadlines import SHANGHAI

PAIRS = Place(None, "SCHOOL#{school}#COLLEGE#{college}", "{at}#{number:06}")
AT = datetime(2026, 3, 5, 8, 40, tzinfo=UTC)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2200, 1, 1), timezones=st.sampled_from([UTC, SHANGHAI]))  # noqa: DTZ001 - `timezones` makes them aware


def key(**fields: object) -> Key:
    return PAIRS.at(**{"school": "10123", "college": "203", "at": AT, "number": 1} | fields)


def test_a_key_is_its_literals_and_the_fields_of_a_record():
    record = SimpleNamespace(school="10123", college="203", at=AT, number=7)
    assert PAIRS.of(record) == Key("SCHOOL#10123#COLLEGE#203", "2026-03-05T08:40:00.000000+00:00#000007")


@given(st.tuples(st.text(), st.text()), st.tuples(st.text(), st.text()))
def test_different_values_never_share_a_partition(one, other):
    partitions = {key(school=school, college=college).pk for school, college in (one, other)}
    assert len(partitions) == len({one, other})


def test_a_value_that_looks_like_grammar_stays_a_value():
    assert key(school="10123#COLLEGE#999", college="1").pk == "SCHOOL#10123%23COLLEGE%23999#COLLEGE#1"


@given(moments, moments)
def test_text_order_is_time_order_in_every_time_zone(one, other):
    assert (key(at=one).sk < key(at=other).sk) == (one < other)


@given(st.integers(0, 999_999), st.integers(0, 999_999))
def test_text_order_is_number_order(one, other):
    assert (key(number=one).sk < key(number=other).sk) == (one < other)


def test_a_record_that_a_list_leaves_out_has_no_key_in_it():
    sparse = Place(Index.WORK, "WORK", "{number}", when="is_due")
    assert sparse.of(SimpleNamespace(number=1, is_due=False)) is None
    assert sparse.of(SimpleNamespace(number=1, is_due=True)) == Key("WORK", "1")


SK = {
    "a moment before the bound": (AT - timedelta(microseconds=1), True),
    "the bound itself": (AT, True),
    "a moment after it": (AT + timedelta(microseconds=1), False),
}


@pytest.mark.parametrize(("at", "is_inside"), SK.values(), ids=SK)
def test_a_bound_includes_its_moment(at, is_inside):
    wanted = PAIRS.range(school="10123", college="203", until=AT)
    assert wanted.below is not None
    assert (key(at=at).sk < wanted.below) is is_inside


def test_an_escaped_value_is_not_the_value_that_looks_like_it():
    assert key(college="a#b").pk != key(college="a%23b").pk


def test_a_range_needs_every_field_of_its_partition():
    with pytest.raises(KeyError, match="college"):
        PAIRS.range(school="10123")


def test_a_range_is_what_begins_with_the_first_literal():
    events = Place(None, "CASE#{case}", "EVENT#{seq:06}")
    assert (events.range(case="c").pk, events.range(case="c").prefix) == ("CASE#c", "EVENT#")
