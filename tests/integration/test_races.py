"""Many at once at the same rows: one wins, the others hear whose condition failed, and nothing is left half done."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from functions.domain.errors import Conflict
from functions.ports import Change, Check, Delete, Insert, Replace, Store
from tests import factories as some
from tests.factories import CASE, COHORT, SCHOOL, STUDENT

THREADS = 32


def race(*runners: Callable[[], Any]) -> list[Any]:
    """Run all at the same moment; return what each returned, or the Conflict it raised."""
    ready = threading.Barrier(len(runners))

    def run(runner: Callable[[], Any]) -> Any:
        ready.wait()
        try:
            return runner()
        except Conflict as conflict:
            return conflict

    with ThreadPoolExecutor(len(runners)) as pool:
        return list(pool.map(run, runners))


def commits(store: Store, all_changes: list[tuple[Change, ...]]) -> list[Any]:
    return race(*(lambda changes=changes: store.commit(*changes) for changes in all_changes))


def winners(results: list[Any]) -> list[int]:
    return [position for position, result in enumerate(results) if not isinstance(result, Conflict)]


def accepting(case: str) -> tuple[Change, ...]:
    lock = some.signing_lock(agreement=case)
    return Insert(some.agreement(id=case)), Replace(lock), Insert(some.event(case=case))


def test_of_many_acceptances_one_takes_the_lock_and_no_agreement_is_an_orphan(store):
    changes = [accepting(f"c{n}") for n in range(THREADS)]
    results = commits(store, changes)
    (winner,) = winners(results)
    assert store.signing_lock(SCHOOL, STUDENT).agreement == f"c{winner}"
    assert [one.id for one in store.agreements_of_student(SCHOOL, STUDENT)] == [f"c{winner}"]
    assert [event.case for event in store.undelivered()] == [f"c{winner}"]
    losers = [result.change for result in results if isinstance(result, Conflict)]
    assert losers == [change[1] for position, change in enumerate(changes) if position != winner]


def test_of_many_answers_to_one_version_one_is_kept(store):
    store.commit(Insert(some.invitation()))
    (winner,) = winners(commits(store, [(Replace(some.invitation(version=2, reason=str(n))),) for n in range(THREADS)]))
    assert store.invitation(CASE).reason == str(winner)


def test_of_many_students_with_one_id_number_one_is_stored(store):
    (winner,) = winners(commits(store, [(Insert(some.student(id=f"s{n}")),) for n in range(THREADS)]))
    assert store.students_by_id(SCHOOL, [f"s{n}" for n in range(THREADS)]).keys() == {f"s{winner}"}


def test_of_many_that_exchange_a_unique_value_one_succeeds_and_the_rest_keep_theirs(store):
    for n in range(8):
        store.commit(Insert(some.employer(id=f"e{n}", uscc=f"U{n}")))
    wanted = [(Replace(some.employer(id=f"e{n}", uscc="WANTED", version=2)),) for n in range(8)]
    (winner,) = winners(commits(store, wanted))
    holder = store.find_employer_by_uscc("WANTED")
    assert holder
    assert holder.id == f"e{winner}"
    assert [store.find_employer_by_uscc(f"U{n}") is None for n in range(8)] == [n == winner for n in range(8)]


def test_a_check_and_a_replacement_of_the_same_row_never_both_count(store):
    """An acceptance checks the admission that the school withdraws at the same moment."""
    store.commit(Insert(some.admission()))
    withdrawal = (Replace(some.admission(version=2, reason="撤回")), Insert(some.event(case="withdrawn")))
    acceptances = [(Check(some.admission()), Insert(some.agreement(id=f"c{n}"))) for n in range(THREADS - 1)]
    results = commits(store, [withdrawal, *acceptances])
    kept = {one.id for one in store.agreements_of_student(SCHOOL, STUDENT)}
    assert 0 in winners(results)
    assert kept == {f"c{position - 1}" for position in winners(results) if position}


def test_a_deletion_and_replacements_leave_one_outcome(store):
    store.commit(Insert(some.session()))
    changes: list[tuple[Change, ...]] = [(Delete(some.session()),)]
    changes += [(Replace(some.session(version=2, csrf=str(n))),) for n in range(THREADS - 1)]
    (winner,) = winners(commits(store, changes))
    left = store.find_session("1b" * 32)
    assert (left.csrf if left else None) == (None if winner == 0 else str(winner - 1))


def test_a_chain_grows_by_one_event_at_a_time(store):
    def append(n: int) -> None:
        while True:
            head = store.chain(CASE)
            event = some.event(seq=head.seq + 1, name=str(n))
            longer = some.chain(seq=event.seq, head=event.hash, version=head.version + 1)
            try:
                return store.commit(Replace(longer), Insert(event))
            except Conflict:
                continue

    race(*(lambda n=n: append(n) for n in range(8)))
    events = store.events(CASE)
    assert [event.seq for event in events] == list(range(1, 9))
    assert {event.name for event in events} == {str(n) for n in range(8)}
    assert store.chain(CASE).seq == 8


def test_serials_are_never_given_twice(store):
    serials = race(*[lambda: store.next_serial(SCHOOL, COHORT)] * THREADS)
    assert sorted(serials) == list(range(1, THREADS + 1))
