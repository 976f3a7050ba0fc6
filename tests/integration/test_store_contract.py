"""What the Store promises of one record and of one commit, on the double and on DynamoDB (moto)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from functions.domain.actors import Role
from functions.domain.application import State as ApplicationState
from functions.domain.errors import Conflict, NotFound
from functions.domain.resume import Resume
from functions.domain.signing_count import SigningCount
from functions.domain.signing_lock import OpenInvitations, SigningLock
from functions.domain.usage import Use
from functions.ports import Check, Delete, Insert, Replace, Store
from tests import factories as some
from tests.factories import CASE, EMPLOYER, SCHOOL, STUDENT
from tests.integration.records import OTHER_SCHOOL, insert, next_version

# One record.
READS: dict[str, tuple[Callable[..., Any], Callable[[Store], Any]]] = {
    "a school": (some.school, lambda s: s.school(SCHOOL)),
    "a version of a policy": (some.policy, lambda s: s.policy(SCHOOL, 1)),
    "a student": (some.student, lambda s: s.student(SCHOOL, STUDENT)),
    "a student that may be missing": (some.student, lambda s: s.find_student(SCHOOL, STUDENT)),
    "whose an ID number is": (
        some.student,
        lambda s: s.student_of_id_mark(SCHOOL, "6f" * 32) and s.student(SCHOOL, STUDENT),
    ),
    "a correction": (some.correction, lambda s: s.correction(SCHOOL, "k1")),
    "a signing lock": (some.signing_lock, lambda s: s.signing_lock(SCHOOL, STUDENT)),
    "a student's open invitations": (some.open_invitations, lambda s: s.open_invitations(SCHOOL, STUDENT)),
    "a résumé": (some.resume, lambda s: s.resume(SCHOOL, STUDENT)),
    "a position": (some.position, lambda s: s.position(some.position().id)),
    "an application": (some.application, lambda s: s.application(CASE)),
    "an application that may be missing": (some.application, lambda s: s.find_application(CASE)),
    "an application by position and student": (some.application, lambda s: s.find_applied(some.position().id, STUDENT)),
    "an employer": (some.employer, lambda s: s.employer(EMPLOYER)),
    "an employer by its code": (some.employer, lambda s: s.find_employer_by_uscc("91350100M000100Y43")),
    "an admission": (some.admission, lambda s: s.find_admission(SCHOOL, EMPLOYER)),
    "an invitation": (some.invitation, lambda s: s.invitation(CASE)),
    "an agreement": (some.agreement, lambda s: s.agreement(CASE)),
    "an agreement that may be missing": (some.agreement, lambda s: s.find_agreement(CASE)),
    "a termination": (some.termination, lambda s: s.termination(CASE, "t1")),
    "a letter that waits": (some.waiting_letter, lambda s: s.find_letter(CASE, Role.STUDENT)),
    "the head of a chain": (some.chain, lambda s: s.chain(CASE)),
    "an account by its log-in name": (some.account, lambda s: s.find_account(f"{SCHOOL}/2022010345")),
    "an account by its outside one": (
        lambda: some.account(identity="3d" * 32),
        lambda s: s.find_account_by_identity("3d" * 32),
    ),
    "an account": (some.account, lambda s: s.account("a2")),
    "the attempts on a name": (some.attempts, lambda s: s.attempts("0a" * 32)),
    "a session": (some.session, lambda s: s.find_session("1b" * 32)),
    "an invitation to open an account": (some.account_invitation, lambda s: s.find_account_invitation("2c" * 32)),
    "a notice": (some.notice, lambda s: s.find_notice(f"student:{STUDENT}", CASE, 1)),
    "an issuance": (some.issuance, lambda s: s.find_issuance(CASE, 1)),
    "what holds a case": (some.hold, lambda s: s.find_hold(CASE)),
    "a line of the register": (some.register_entry, lambda s: s.find_register_entry(CASE)),
    "a number": (some.number_claim, lambda s: s.find_number(SCHOOL, "202610123000045")),
    "a mismatch": (some.mismatch, lambda s: s.find_mismatch(SCHOOL, STUDENT)),
    "a status slot": (some.status_slot, lambda s: s.find_slot(some.status_list().id, 12345)),
    "a status mark": (some.status_mark, lambda s: s.find_mark(some.status_list().id, 12345)),
    "a status list": (some.status_list, lambda s: s.find_status_list(some.status_list().id)),
    "a batch": (some.batch, lambda s: s.batch(SCHOOL, "b1")),
    "an import": (some.import_, lambda s: s.import_(SCHOOL, "i1")),
}
DEFAULTS = {
    "a signing lock": SigningLock(school=SCHOOL, student=STUDENT),
    "a student's open invitations": OpenInvitations(school=SCHOOL, student=STUDENT),
    "a résumé": Resume(school=SCHOOL, student=STUDENT),
    "the head of a chain": some.chain(seq=0, head="", version=0),
    "the attempts on a name": some.attempts(failures=0, version=0),
}
MISSING = {
    "a school": "school", "a version of a policy": "policy", "a student": "student", "a correction": "correction",
    "a position": "position", "an application": "application", "an employer": "employer",
    "an invitation": "invitation", "an agreement": "agreement",
    "a termination": "termination", "an account": "account", "a batch": "batch", "an import": "import",
}  # fmt: skip
OPTIONAL = READS.keys() - DEFAULTS.keys() - MISSING.keys()


@pytest.mark.parametrize(("make", "read"), READS.values(), ids=READS)
def test_what_was_inserted_is_read_at_once(store, make, read):
    store.commit(Insert(make()))
    assert read(store) == make()


@pytest.mark.parametrize("name", sorted(MISSING))
def test_what_is_missing_is_not_found_by_kind_only(store, name):
    with pytest.raises(NotFound) as missing:
        READS[name][1](store)
    assert missing.value.kind == MISSING[name]


@pytest.mark.parametrize("name", sorted(OPTIONAL))
def test_what_may_be_missing_is_none(store, name):
    assert READS[name][1](store) is None


@pytest.mark.parametrize("name", sorted(DEFAULTS))
def test_what_everybody_has_is_there_as_version_0(store, name):
    assert READS[name][1](store) == DEFAULTS[name]


def test_a_batch_of_students_leaves_out_those_who_are_missing_and_takes_each_once(store):
    second = some.student(id="s2", id_mark="7a" * 32)
    insert(store, some.student(), second)
    assert store.students_by_id(SCHOOL, ["s2", STUDENT, "s3", "s2"]) == {STUDENT: some.student(), "s2": second}


def test_a_batch_of_mismatches_is_found_by_student(store):
    insert(store, some.mismatch(), some.mismatch(student="s2", school="10999"))
    assert store.mismatches_by_student(SCHOOL, [STUDENT, "s2"]) == {STUDENT: some.mismatch()}


def test_more_students_than_one_request_takes_are_read(store):
    students = [some.student(id=f"s{n}", id_mark=f"{n:064}") for n in (0, 60, 119)]
    store.commit(*map(Insert, students))
    found = store.students_by_id(SCHOOL, [f"s{n}" for n in range(120)])
    assert found == {one.id: one for one in students}


def test_the_counts_of_some_schools_begin_with_nothing(store):
    insert(store, some.signing_count())
    assert store.signing_counts([SCHOOL, OTHER_SCHOOL], some.COHORT) == {
        SCHOOL: some.signing_count(), OTHER_SCHOOL: SigningCount(school=OTHER_SCHOOL, cohort=some.COHORT),
    }  # fmt: skip


def test_some_employers_stand_with_their_admissions(store):
    other = some.employer(id="e2", uscc="91110000600037341L")
    insert(store, some.employer(), other, some.admission())
    assert store.admittances(SCHOOL, [EMPLOYER, "e2", EMPLOYER]) == {
        EMPLOYER: (some.employer(), some.admission()), "e2": (other, None),
    }  # fmt: skip


def test_an_application_taken_back_gives_its_place_to_another(store):
    first = some.application()
    insert(store, first)
    with pytest.raises(Conflict):
        store.commit(Insert(some.application(id="c2")))
    store.commit(Replace(next_version(first, state=ApplicationState.WITHDRAWN)))
    store.commit(Insert(some.application(id="c2")))
    assert store.find_applied(first.position, STUDENT) == some.application(id="c2")


def test_the_signings_of_some_students_begin_empty_too(store):
    insert(store, some.signing_lock(), some.open_invitations())
    assert store.signings(SCHOOL, [STUDENT, "s2"]) == {
        STUDENT: (some.signing_lock(), some.open_invitations()),
        "s2": (SigningLock(school=SCHOOL, student="s2"), OpenInvitations(school=SCHOOL, student="s2")),
    }


def test_a_batch_of_invitations_leaves_out_those_that_are_missing_and_takes_each_once(store):
    insert(store, some.invitation(), some.invitation(id="i2"))
    assert store.invitations_by_id([CASE, "i2", "i3", CASE]) == {
        CASE: some.invitation(), "i2": some.invitation(id="i2"),
    }  # fmt: skip


def test_a_batch_of_agreements_leaves_out_those_that_are_missing(store):
    insert(store, some.agreement())
    assert store.agreements_by_id([CASE, "c2"]) == {CASE: some.agreement()}
    assert store.agreements_by_id([]) == {}


def test_serials_count_from_1_for_each_cohort_of_each_school(store):
    cohorts = [(SCHOOL, 2026), (SCHOOL, 2026), (SCHOOL, 2027), (OTHER_SCHOOL, 2026), (SCHOOL, 2026)]
    assert [store.next_serial(school, cohort) for school, cohort in cohorts] == [1, 2, 1, 1, 3]


def test_requests_are_counted_by_minute_for_each_school(store):
    later = some.NOW + timedelta(minutes=1)
    counted = [(SCHOOL, some.NOW, 20), (SCHOOL, some.NOW, 5), (SCHOOL, later, 7), (OTHER_SCHOOL, later, 1)]
    assert [store.count_requests(*each) for each in counted] == [20, 25, 7, 1]


def test_uses_are_added_up_by_month_for_each_school(store):
    assert store.uses(SCHOOL, "2026-11") == {}
    store.count_uses(SCHOOL, "2026-11", {Use.READS: 0.5, Use.REQUESTS: 20})
    store.count_uses(SCHOOL, "2026-11", {Use.READS: 1.5, Use.SIGNATURES: 1})
    store.count_uses(OTHER_SCHOOL, "2026-11", {Use.READS: 7})
    store.count_uses(SCHOOL, "2026-12", {Use.READS: 8})
    assert store.uses(SCHOOL, "2026-11") == {Use.REQUESTS: 20, Use.READS: 2, Use.SIGNATURES: 1}


# Conditions. The stored version is 2.
REFUSED = {
    "inserting what is there": Insert(some.school(version=1)),
    "replacing as if nothing were there": Replace(some.school(version=1)),
    "replacing the version that is there by itself": Replace(some.school(version=2)),
    "replacing what has moved on": Replace(some.school(version=5)),
    "checking an older version": Check(some.school(version=1)),
    "checking a newer version": Check(some.school(version=3)),
    "checking that nothing is there": Check(some.school(version=0)),
    "deleting an older version": Delete(some.school(version=1)),
    "deleting a newer version": Delete(some.school(version=3)),
    "replacing a later version of what is missing": Replace(some.school(code="10000", version=2)),
    "checking what is missing": Check(some.school(code="10000", version=1)),
    "deleting what is missing": Delete(some.school(code="10000", version=1)),
}
DONE = {
    "replacing by the next version": (Replace(some.school(version=3, name="新名")), 3),
    "checking the version that is there": (Check(some.school(version=2)), 2),
    "inserting another": (Insert(some.school(code="10000")), 2),
    "replacing what is missing by a first version": (Replace(some.school(code="10000", version=1)), 2),
    "checking that what is missing is missing": (Check(some.school(code="10000", version=0)), 2),
}


@pytest.mark.parametrize("change", REFUSED.values(), ids=REFUSED)
def test_a_condition_that_fails_is_a_conflict_of_that_change_and_nothing_is_written(store, change):
    insert(store, some.school(version=2))
    beside = Insert(some.policy())
    with pytest.raises(Conflict) as conflict:
        store.commit(beside, change)
    assert conflict.value.change is change
    assert store.policies(SCHOOL) == ()
    assert store.school(SCHOOL) == some.school(version=2)


@pytest.mark.parametrize(("change", "version"), DONE.values(), ids=DONE)
def test_a_condition_that_holds_lets_all_changes_through(store, change, version):
    insert(store, some.school(version=2))
    store.commit(change, Insert(some.policy()))
    assert store.school(SCHOOL).version == version
    assert store.policies(SCHOOL) == (some.policy(),)


def test_what_is_deleted_is_gone_from_its_lists_too(store):
    insert(store, some.school())
    store.commit(Delete(some.school()))
    assert store.schools().items == ()
    with pytest.raises(NotFound):
        store.school(SCHOOL)


def test_of_several_failed_conditions_the_first_change_is_named(store):
    changes = Replace(some.school(version=4)), Check(some.policy()), Delete(some.chain())
    with pytest.raises(Conflict) as conflict:
        store.commit(*changes)
    assert conflict.value.change is changes[0]


def test_a_hundred_rows_are_one_commit(store):
    store.commit(*(Insert(some.number_claim(number=str(n))) for n in range(100)))
    assert store.find_number(SCHOOL, "99")


TOO_MUCH = {
    "more than a hundred rows": [Insert(some.number_claim(number=str(n))) for n in range(101)],
    "more than a hundred rows with those of unique values": [
        Insert(some.student(id=str(n), id_mark=str(n))) for n in range(51)
    ],
    "one record changed twice": [Insert(some.school()), Replace(some.school(version=2))],
}


@pytest.mark.parametrize("changes", TOO_MUCH.values(), ids=TOO_MUCH)
def test_a_commit_that_cannot_be_one_transaction_is_a_mistake_of_the_program(store, changes):
    with pytest.raises(ValueError, match=r"rows do not fit|two changes of one"):
        store.commit(*changes)
    assert store.find_number(SCHOOL, "0") is None


# Unique values.
CLAIMANTS = {
    "two students of one school with one ID number": (some.student(), some.student(id="s2")),
    "two accounts with one log-in name": (some.account(), some.account(id="a9")),
    "two employers with one code": (some.employer(), some.employer(id="e9")),
    "two agreements with one number": (some.number_claim(), some.number_claim(agreement="c9")),
    "two agreements with one status index": (some.status_slot(), some.status_slot(agreement="c9")),
}
APART = {
    "students of two schools with one ID number": (some.student(), some.student(school=OTHER_SCHOOL)),
    "employers without a code": (some.employer(uscc=""), some.employer(id="e9", uscc="")),
    "numbers of two schools": (some.number_claim(), some.number_claim(school=OTHER_SCHOOL)),
}


@pytest.mark.parametrize(("first", "second"), CLAIMANTS.values(), ids=CLAIMANTS)
def test_a_unique_value_is_the_first_ones(store, first, second):
    insert(store, first)
    late = Insert(second)
    with pytest.raises(Conflict) as conflict:
        store.commit(late)
    assert conflict.value.change is late


@pytest.mark.parametrize(("first", "second"), list(CLAIMANTS.values())[:3], ids=list(CLAIMANTS)[:3])
def test_two_claims_of_one_value_in_one_commit_are_a_conflict(store, first, second):
    late = Insert(second)
    with pytest.raises(Conflict) as conflict:
        store.commit(Insert(first), late)
    assert conflict.value.change is late


@pytest.mark.parametrize(("first", "second"), APART.values(), ids=APART)
def test_what_need_not_be_unique_is_not(store, first, second):
    insert(store, first, second)


@pytest.mark.parametrize(("first", "second"), list(CLAIMANTS.values())[:3], ids=list(CLAIMANTS)[:3])
def test_a_deleted_record_gives_its_unique_value_back(store, first, second):
    insert(store, first)
    store.commit(Delete(first))
    insert(store, second)


def test_a_record_whose_unique_value_changes_gives_the_old_one_back_and_holds_the_new_one(store):
    insert(store, some.employer())
    store.commit(Replace(some.employer(version=2, uscc="91110000600037341L")))
    assert store.find_employer_by_uscc("91350100M000100Y43") is None
    assert store.find_employer_by_uscc("91110000600037341L") == store.employer(EMPLOYER)
    insert(store, some.employer(id="e9"))


def test_a_record_cannot_change_to_a_unique_value_that_another_holds(store):
    insert(store, some.employer(), some.employer(id="e9", uscc="91110000600037341L"))
    with pytest.raises(Conflict):
        store.commit(Replace(some.employer(version=2, uscc="91110000600037341L")))
    assert store.employer(EMPLOYER) == some.employer()


def test_a_code_that_comes_or_goes_with_a_replacement_is_claimed_or_given_back(store):
    insert(store, some.employer(uscc=""))
    store.commit(Replace(some.employer(version=2)))
    assert store.find_employer_by_uscc("91350100M000100Y43")
    store.commit(Replace(some.employer(version=3, uscc="")))
    assert store.find_employer_by_uscc("91350100M000100Y43") is None


def test_two_students_may_exchange_their_id_numbers_in_one_commit(store):
    one, other = some.student(id_mark="11"), some.student(id="s2", id_mark="22")
    insert(store, one, other)
    store.commit(Replace(next_version(one, id_mark="22")), Replace(next_version(other, id_mark="11")))
    with pytest.raises(Conflict):
        insert(store, some.student(id="s3", id_mark="11"))
    store.commit(Delete(store.student(SCHOOL, "s2")))
    insert(store, some.student(id="s3", id_mark="11"))


def test_a_replacement_that_leaves_its_unique_value_alone_keeps_it(store):
    insert(store, some.account())
    store.commit(Replace(some.account(version=2, epoch=1)))
    assert store.find_account(f"{SCHOOL}/2022010345") == some.account(version=2, epoch=1)


# Lists: what is in them, what is not, in which order.
