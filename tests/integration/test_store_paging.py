"""The Store's pages and cursors, on the double and on DynamoDB (moto)."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from itertools import chain
from typing import Any

import pytest

from functions.adapters.dynamo import keys
from functions.adapters.dynamo.paging import MOST_READ, page
from functions.adapters.dynamo.store import DynamoStore
from functions.domain.agreement import State as AgreementState
from functions.domain.errors import Refused
from functions.ports import Insert, Page, Replace, Store
from tests import factories as some
from tests.factories import COHORT, EMPLOYER, NOW, SCHOOL
from tests.fakes import MemoryTable
from tests.integration.records import OTHER_SCHOOL, SECOND, insert, next_version


def fill(store: Store, count: int, **fields: Any) -> list[Any]:
    made = [some.agreement(id=f"c{n:02}", submitted_at=NOW + n * SECOND, **fields) for n in range(count)]
    store.commit(*map(Insert, made))
    return made


def read_all(read: Callable[[str | None], Page[Any]]) -> list[list[Any]]:
    pages, cursor = [], None
    while True:
        page = read(cursor)
        pages.append(list(page.items))
        if page.cursor is None:
            return pages
        cursor = page.cursor


@pytest.mark.parametrize(("count", "sizes"), [(0, [0]), (2, [2]), (3, [3]), (4, [3, 1]), (6, [3, 3]), (7, [3, 3, 1])])
def test_pages_hold_every_record_once_and_a_cursor_means_that_more_follows(store, count, sizes):
    made = fill(store, count)
    pages = read_all(lambda cursor: store.agreements(SCHOOL, AgreementState.COLLEGE_REVIEW, cursor=cursor, limit=3))
    assert [len(page) for page in pages] == sizes
    assert list(chain.from_iterable(pages)) == made


NARROWED: dict[str, tuple[Callable[[Any], bool], list[int]]] = {
    "every other one passes": (lambda found: int(found.id[1:]) % 2 == 0, [3, 3, 3, 1]),
    "the last one alone passes": (lambda found: found.id == "c19", [1]),
    "nothing passes": (lambda _: False, [0]),
}


@pytest.mark.parametrize(("passes", "sizes"), NARROWED.values(), ids=NARROWED)
def test_a_narrowed_page_is_filled_with_what_passes(store, passes, sizes):
    made = fill(store, 20)
    pages = read_all(lambda cursor: store.agreements(
        SCHOOL, AgreementState.COLLEGE_REVIEW, cursor=cursor, limit=3, passes=passes))  # fmt: skip
    assert [len(page) for page in pages] == sizes
    assert list(chain.from_iterable(pages)) == [one for one in made if passes(one)]


def test_a_narrowed_list_is_looked_through_so_many_at_once_and_goes_on_behind_them():
    store = DynamoStore(MemoryTable())
    for begin in range(0, 2 * MOST_READ + 1, 50):
        numbers = range(begin, begin + 50)
        store.commit(*(Insert(some.student(id=f"s{n:04}", number=f"{n:04}", id_mark=f"{n:064}")) for n in numbers))
    pages = read_all(lambda cursor: store.students(
        SCHOOL, COHORT, cursor=cursor, passes=lambda one: one.number == "0500"))  # fmt: skip
    assert [len(page) for page in pages] == [0, 0, 1]


def test_pages_of_the_newest_first_hold_every_record_once(store):
    made = fill(store, 7)
    pages = read_all(lambda cursor: store.agreements_of_employer(EMPLOYER, cursor=cursor, limit=3))
    assert list(chain.from_iterable(pages)) == made[::-1]


def test_records_of_one_moment_are_paged_once_each(store):
    made = [some.agreement(id=f"c{n}") for n in range(5)]
    store.commit(*map(Insert, made))
    pages = read_all(lambda cursor: store.agreements(SCHOOL, AgreementState.COLLEGE_REVIEW, cursor=cursor, limit=2))
    assert list(chain.from_iterable(pages)) == made


def test_a_page_is_fifty_records_when_nobody_says_otherwise(store):
    fill(store, 51)
    assert len(store.agreements(SCHOOL, AgreementState.COLLEGE_REVIEW).items) == 50


def test_a_cursor_stays_good_when_the_last_record_shown_has_left_the_list(store):
    made = fill(store, 4)
    page = store.agreements(SCHOOL, AgreementState.COLLEGE_REVIEW, limit=2)
    store.commit(Replace(next_version(made[1], state=AgreementState.SCHOOL_REVIEW)))
    rest = store.agreements(SCHOOL, AgreementState.COLLEGE_REVIEW, cursor=page.cursor, limit=2)
    assert list(rest.items) == made[2:]


def first_cursor(store: Store) -> str:
    fill(store, 3)
    cursor = store.agreements(SCHOOL, AgreementState.COLLEGE_REVIEW, limit=1).cursor
    assert cursor
    return cursor


def test_a_cursor_says_nothing_personal(store):
    store.commit(*(Insert(some.student(id=f"s{n}", id_mark=str(n))) for n in range(3)))
    cursor = store.students(SCHOOL, COHORT, limit=1).cursor
    assert cursor
    said = base64.urlsafe_b64decode(cursor + "==").decode()
    assert not [value for value in ("2022010345", "欧阳", "siyuan", "13800000000") if value in said]


def altered(position: int, value: Any) -> Callable[[str], str]:
    def alter(cursor: str) -> str:
        texts = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        texts[position] = value
        return base64.urlsafe_b64encode(json.dumps(texts).encode()).decode().rstrip("=")

    return alter


BAD_CURSORS: dict[str, Callable[[str], str]] = {
    "no base64": lambda _: "§",
    "no JSON": lambda _: base64.urlsafe_b64encode(b"{").decode(),
    "not UTF-8": lambda _: base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    "no list": lambda _: base64.urlsafe_b64encode(b'"abcd"').decode(),
    "a list too short": lambda _: base64.urlsafe_b64encode(b'["a","b","c"]').decode(),
    "numbers": lambda _: base64.urlsafe_b64encode(b"[1,2,3,4]").decode(),
    "a cut": lambda cursor: cursor[: len(cursor) // 2],
    "very long": lambda cursor: cursor * 100,
    "nested deeply": lambda _: base64.urlsafe_b64encode(b"[" * 1500).decode(),
    "an empty key": altered(1, ""),
    "another digest": altered(0, "0" * 16),
}


@pytest.mark.parametrize("spoil", BAD_CURSORS.values(), ids=BAD_CURSORS)
def test_a_broken_cursor_is_refused(store, spoil):
    cursor = spoil(first_cursor(store))
    with pytest.raises(Refused) as refused:
        store.agreements(SCHOOL, AgreementState.COLLEGE_REVIEW, cursor=cursor)
    assert refused.value == Refused("bad_cursor", field="cursor")


FOREIGN: dict[str, Callable[[Store, str], Any]] = {
    "of another school": lambda s, cursor: s.agreements(OTHER_SCHOOL, AgreementState.COLLEGE_REVIEW, cursor=cursor),
    "of another state": lambda s, cursor: s.agreements(SCHOOL, AgreementState.SIGNED, cursor=cursor),
    "of another college": lambda s, cursor: s.agreements(
        SCHOOL, AgreementState.COLLEGE_REVIEW, college="204", cursor=cursor
    ),
    "of another employer": lambda s, cursor: s.agreements_of_employer("e9", cursor=cursor),
    "of another list": lambda s, cursor: s.students(SCHOOL, COHORT, cursor=cursor),
}


@pytest.mark.parametrize("read", FOREIGN.values(), ids=FOREIGN)
def test_a_cursor_leads_nowhere_but_on_in_its_own_list(store, read):
    with pytest.raises(Refused) as refused:
        read(store, first_cursor(store))
    assert refused.value == Refused("bad_cursor", field="cursor")


def test_a_range_of_the_table_itself_is_paged_likewise(store):
    made = [some.policy(number=number) for number in range(1, 6)]
    insert(store, some.school(), some.signing_key(), *made)
    pages = read_all(lambda cursor: page(store.table, keys.POLICY.range(school=SCHOOL), cursor, 2))
    assert list(chain.from_iterable(pages)) == made


OUTSIDE = {
    "another collection": altered(3, "KEY#agreement#a"),
    "another partition": altered(1, f"SCHOOL#{OTHER_SCHOOL}"),
    "another row of the collection": altered(2, "POLICY#000004"),
}


@pytest.mark.parametrize("move", OUTSIDE.values(), ids=OUTSIDE)
def test_a_cursor_that_points_out_of_its_range_is_refused(store, move):
    insert(store, *(some.policy(number=number) for number in range(1, 4)))
    wanted = keys.POLICY.range(school=SCHOOL)
    cursor = page(store.table, wanted, None, 1).cursor
    assert cursor
    with pytest.raises(Refused) as refused:
        page(store.table, wanted, move(cursor), 1)
    assert refused.value == Refused("bad_cursor", field="cursor")
