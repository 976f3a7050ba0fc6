"""What the Store promises, each sentence on the double and on DynamoDB (moto)."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import chain
from typing import Any

import pytest

from functions.adapters.dynamo import keys
from functions.adapters.dynamo.paging import page
from functions.adapters.dynamo.store import DynamoStore
from functions.adapters.dynamo.table import DynamoTable
from functions.domain.actors import Role
from functions.domain.agreement import State as AgreementState
from functions.domain.employer import AdmissionState, RegistrationState
from functions.domain.errors import Conflict, NotFound, Refused
from functions.domain.imports import State as ImportState
from functions.domain.invitation import State as InvitationState
from functions.domain.notice import Delivery
from functions.domain.printing import BatchState
from functions.domain.signing_lock import OpenInvitations, SigningLock
from functions.domain.student import CorrectionState
from functions.domain.termination import State as TerminationState
from functions.ports import Check, Delete, Insert, Page, Replace, Store
from tests import factories as some
from tests.factories import CASE, COHORT, COLLEGE, EMPLOYER, NOW, SCHOOL, STUDENT
from tests.fakes import MemoryTable

OTHER_SCHOOL = "10358"
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


@pytest.fixture(params=["double", "moto"])
def store(request) -> Store:
    if request.param == "double":
        return DynamoStore(MemoryTable())
    return DynamoStore(DynamoTable(request.getfixturevalue("dynamo"), sleep=lambda _: None))


def insert(store: Store, *records: Any) -> None:
    for record in records:
        store.commit(Insert(record))


def next_version(record: Any, **fields: Any) -> Any:
    return replace(record, version=record.version + 1, **fields)


# One record.
READS: dict[str, tuple[Callable[..., Any], Callable[[Store], Any]]] = {
    "a school": (some.school, lambda s: s.school(SCHOOL)),
    "a version of a policy": (some.policy, lambda s: s.policy(SCHOOL, 1)),
    "a student": (some.student, lambda s: s.student(SCHOOL, STUDENT)),
    "a student that may be missing": (some.student, lambda s: s.find_student(SCHOOL, STUDENT)),
    "a correction": (some.correction, lambda s: s.correction(SCHOOL, "k1")),
    "a signing lock": (some.signing_lock, lambda s: s.signing_lock(SCHOOL, STUDENT)),
    "a student's open invitations": (some.open_invitations, lambda s: s.open_invitations(SCHOOL, STUDENT)),
    "an employer": (some.employer, lambda s: s.employer(EMPLOYER)),
    "an employer by its code": (some.employer, lambda s: s.find_employer_by_uscc("91350100M000100Y43")),
    "an admission": (some.admission, lambda s: s.find_admission(SCHOOL, EMPLOYER)),
    "an invitation": (some.invitation, lambda s: s.invitation(CASE)),
    "an agreement": (some.agreement, lambda s: s.agreement(CASE)),
    "an agreement that may be missing": (some.agreement, lambda s: s.find_agreement(CASE)),
    "a termination": (some.termination, lambda s: s.termination(CASE, "t1")),
    "the head of a chain": (some.chain, lambda s: s.chain(CASE)),
    "an account by its log-in name": (some.account, lambda s: s.find_account(f"{SCHOOL}/2022010345")),
    "an account": (some.account, lambda s: s.account("a2")),
    "the attempts on a name": (some.attempts, lambda s: s.attempts("0a" * 32)),
    "a session": (some.session, lambda s: s.find_session("1b" * 32)),
    "an invitation to open an account": (some.account_invitation, lambda s: s.find_account_invitation("2c" * 32)),
    "a notice": (some.notice, lambda s: s.find_notice(f"student:{STUDENT}", CASE, 1)),
    "an issuance": (some.issuance, lambda s: s.find_issuance(CASE, 1)),
    "a number": (some.number_claim, lambda s: s.find_number(SCHOOL, "202610123000045")),
    "a status slot": (some.status_slot, lambda s: s.find_slot(some.status_list().id, 12345)),
    "a status mark": (some.status_mark, lambda s: s.find_mark(some.status_list().id, 12345)),
    "a status list": (some.status_list, lambda s: s.find_status_list(some.status_list().id)),
    "a batch": (some.batch, lambda s: s.batch(SCHOOL, "b1")),
    "an import": (some.import_, lambda s: s.import_(SCHOOL, "i1")),
}
DEFAULTS = {
    "a signing lock": SigningLock(school=SCHOOL, student=STUDENT),
    "a student's open invitations": OpenInvitations(school=SCHOOL, student=STUDENT),
    "the head of a chain": some.chain(seq=0, head="", version=0),
    "the attempts on a name": some.attempts(failures=0, version=0),
}
MISSING = {
    "a school": "school", "a version of a policy": "policy", "a student": "student", "a correction": "correction",
    "an employer": "employer", "an invitation": "invitation", "an agreement": "agreement",
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


def test_more_students_than_one_request_takes_are_read(store):
    students = [some.student(id=f"s{n}", id_mark=f"{n:064}") for n in (0, 60, 119)]
    store.commit(*map(Insert, students))
    found = store.students_by_id(SCHOOL, [f"s{n}" for n in range(120)])
    assert found == {one.id: one for one in students}


def test_serials_count_from_1_for_each_cohort_of_each_school(store):
    cohorts = [(SCHOOL, 2026), (SCHOOL, 2026), (SCHOOL, 2027), (OTHER_SCHOOL, 2026), (SCHOOL, 2026)]
    assert [store.next_serial(school, cohort) for school, cohort in cohorts] == [1, 2, 1, 1, 3]


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
PENDING = {"state": InvitationState.PENDING, "sent_at": NOW, "expires_at": NOW + DAY}
SIGNED = {"state": AgreementState.SIGNED, "signed_at": NOW}


def items(found: Page[Any] | tuple[Any, ...]) -> list[Any]:
    return list(found.items if isinstance(found, Page) else found)


# Each list with the records that belong to it, in its order, and some that do not.
LISTS: dict[str, tuple[Callable[[Store], Any], list[Any], list[Any]]] = {
    "schools by code": (lambda s: s.schools(), [some.school(code="10000"), some.school()], [some.policy()]),
    "policies by number": (
        lambda s: s.policies(SCHOOL),
        [some.policy(), some.policy(number=2), some.policy(number=10)],
        [some.policy(school=OTHER_SCHOOL), some.school(), some.signing_key()],
    ),
    "students of a cohort by class": (
        lambda s: s.students(SCHOOL, COHORT),
        [some.student(id="s1", id_mark="1", class_name="A"), some.student(id="s0", id_mark="2", class_name="B")],
        [some.student(id="s3", id_mark="3", cohort=2027), some.student(school=OTHER_SCHOOL)],
    ),
    "students of a college": (
        lambda s: s.students(SCHOOL, COHORT, college=COLLEGE),
        [some.student()],
        [some.student(id="s2", id_mark="2", college="204"), some.student(school=OTHER_SCHOOL)],
    ),
    "open corrections, the oldest first": (
        lambda s: s.corrections(SCHOOL, CorrectionState.OPEN),
        [some.correction(id="k2", requested_at=NOW - DAY), some.correction()],
        [some.correction(id="k3", state=CorrectionState.MADE), some.correction(school=OTHER_SCHOOL)],
    ),
    "corrections made, the newest first": (
        lambda s: s.corrections(SCHOOL, CorrectionState.MADE),
        [
            some.correction(state=CorrectionState.MADE),
            some.correction(id="k2", state=CorrectionState.MADE, requested_at=NOW - DAY),
        ],
        [some.correction(id="k3")],
    ),
    "corrections of a college": (
        lambda s: s.corrections(SCHOOL, CorrectionState.OPEN, college=COLLEGE),
        [some.correction()],
        [some.correction(id="k2", college="204")],
    ),
    "corrections of a student": (
        lambda s: s.corrections_of_student(SCHOOL, STUDENT),
        [some.correction(), some.correction(id="k2", requested_at=NOW - DAY, state=CorrectionState.REFUSED)],
        [some.correction(id="k3", student="s2")],
    ),
    "employers to be reviewed": (
        lambda s: s.employers(RegistrationState.REGISTERED),
        [some.employer(id="e2", uscc="", registered_at=NOW - 40 * DAY), some.employer()],
        [some.employer(id="e3", uscc="", state=RegistrationState.APPROVED)],
    ),
    "admissions of a school by state": (
        lambda s: s.admissions(SCHOOL, AdmissionState.REQUESTED),
        [some.admission()],
        [some.admission(employer="e2", state=AdmissionState.ADMITTED), some.admission(school=OTHER_SCHOOL)],
    ),
    "admissions of an employer": (
        lambda s: s.admissions_of_employer(EMPLOYER),
        [some.admission(), some.admission(school=OTHER_SCHOOL)],
        [some.admission(employer="e2")],
    ),
    "a student's invitations, the newest first, drafts left out": (
        lambda s: s.invitations_of_student(SCHOOL, STUDENT),
        [some.invitation(**PENDING), some.invitation(id="c2", **PENDING | {"sent_at": NOW - DAY})],
        [some.invitation(id="c3"), some.invitation(id="c4", student="s2", **PENDING)],
    ),
    "an employer's invitations, what was discarded left out": (
        lambda s: s.invitations_of_employer(EMPLOYER),
        [some.invitation(), some.invitation(id="c2", created_at=NOW - 9 * DAY, **PENDING)],
        [some.invitation(id="c3", state=InvitationState.DISCARDED), some.invitation(id="c4", employer="e2")],
    ),
    "a student's agreements": (
        lambda s: s.agreements_of_student(SCHOOL, STUDENT),
        [some.agreement(), some.agreement(id="c2", state=AgreementState.VOID, submitted_at=NOW - DAY)],
        [some.agreement(id="c3", student="s2")],
    ),
    "an employer's agreements": (
        lambda s: s.agreements_of_employer(EMPLOYER),
        [some.agreement(), some.agreement(id="c2", school=OTHER_SCHOOL, submitted_at=NOW - DAY)],
        [some.agreement(id="c3", employer="e2")],
    ),
    "agreements to be reviewed, the oldest first": (
        lambda s: s.agreements(SCHOOL, AgreementState.COLLEGE_REVIEW),
        [some.agreement(id="c2", submitted_at=NOW - DAY, college="204"), some.agreement()],
        [some.agreement(id="c3", **SIGNED), some.agreement(id="c4", school=OTHER_SCHOOL)],
    ),
    "agreements signed, the newest first": (
        lambda s: s.agreements(SCHOOL, AgreementState.SIGNED),
        [some.agreement(**SIGNED), some.agreement(id="c2", submitted_at=NOW - DAY, **SIGNED)],
        [some.agreement(id="c3")],
    ),
    "agreements of a college": (
        lambda s: s.agreements(SCHOOL, AgreementState.COLLEGE_REVIEW, college=COLLEGE),
        [some.agreement()],
        [some.agreement(id="c2", college="204"), some.agreement(id="c3", school=OTHER_SCHOOL)],
    ),
    "terminations by state": (
        lambda s: s.terminations(SCHOOL, TerminationState.AWAIT_OTHER),
        [some.termination(id="t2", applied_at=NOW - DAY), some.termination()],
        [some.termination(id="t3", state=TerminationState.LAPSED), some.termination(id="t4", school=OTHER_SCHOOL)],
    ),
    "terminations of a college": (
        lambda s: s.terminations(SCHOOL, TerminationState.AWAIT_OTHER, college=COLLEGE),
        [some.termination()],
        [some.termination(id="t2", college="204")],
    ),
    "terminations of a student": (
        lambda s: s.terminations_of_student(SCHOOL, STUDENT),
        [some.termination()],
        [some.termination(id="t2", student="s2")],
    ),
    "terminations of an employer": (
        lambda s: s.terminations_of_employer(EMPLOYER),
        [some.termination(), some.termination(id="t2", applied_at=NOW - DAY)],
        [some.termination(id="t3", employer="e2")],
    ),
    "terminations of an agreement, the oldest first": (
        lambda s: s.terminations_of_agreement(CASE),
        [some.termination(id="t9", applied_at=NOW - DAY), some.termination()],
        [some.termination(agreement="c2"), some.agreement(), some.event()],
    ),
    "events of a case by number": (
        lambda s: s.events(CASE),
        [some.event(), some.event(seq=2), some.event(seq=10)],
        [some.event(case="c2"), some.chain(), some.agreement(), some.invitation()],
    ),
    "notices of an address, the newest first": (
        lambda s: s.notices(f"student:{STUDENT}"),
        [some.notice(at=NOW + DAY), some.notice(case="c2")],
        [some.notice(address="student:s2"), some.notice(address=f"student:{STUDENT}#x")],
    ),
    "a school's staff, its students left out": (
        lambda s: s.accounts_of_school(SCHOOL),
        [some.account(id="a1", login="a", role=Role.ADMIN), some.account(id="a3", login="b", role=Role.COLLEGE)],
        [some.account(), some.account(id="a4", login="c", role=Role.ADMIN, school=OTHER_SCHOOL)],
    ),
    "accounts of a party": (
        lambda s: s.accounts_of_party(EMPLOYER),
        [some.account(party=EMPLOYER), some.account(id="a3", login="b", party=EMPLOYER, created_at=NOW + DAY)],
        [some.account(id="a4", login="c"), some.account(id="a5", login="d", party=None)],
    ),
    "invitations to open an account at a school": (
        lambda s: s.account_invitations_of_school(SCHOOL),
        [some.account_invitation()],
        [some.account_invitation(token_hash="3d", school=None, party=EMPLOYER)],
    ),
    "invitations to open an account at an employer, the newest first": (
        lambda s: s.account_invitations_of_party(EMPLOYER),
        [
            some.account_invitation(token_hash="3d", school=None, party=EMPLOYER, created_at=NOW + DAY),
            some.account_invitation(token_hash="4e", school=None, party=EMPLOYER),
        ],
        [some.account_invitation(), some.account_invitation(token_hash="5f", school=None, party="e2")],
    ),
    "sessions of an account": (
        lambda s: s.sessions_of_account("a2"),
        [some.session(), some.session(token_hash="3d", created_at=NOW + SECOND)],
        [some.session(token_hash="4e", account="a3")],
    ),
    "prints of an agreement": (
        lambda s: s.prints(CASE),
        [some.print_(), some.print_(seq=2), some.print_(seq=10)],
        [some.print_(agreement="c2"), some.agreement()],
    ),
    "batches, the newest first": (
        lambda s: s.batches(SCHOOL),
        [some.batch(), some.batch(id="b0", requested_at=NOW - DAY, state=BatchState.READY)],
        [some.batch(id="b2", school=OTHER_SCHOOL)],
    ),
    "imports, the newest first": (
        lambda s: s.imports(SCHOOL),
        [some.import_(), some.import_(id="i0", uploaded_at=NOW - DAY)],
        [some.import_(id="i2", school=OTHER_SCHOOL)],
    ),
    "status lists of a school": (
        lambda s: s.status_lists(SCHOOL),
        [some.status_list(), some.status_list(id=7, ordinal=1), some.status_list(id=8, cohort=2027)],
        [some.status_list(id=9, school=OTHER_SCHOOL)],
    ),
    "marks of a status list": (
        lambda s: s.status_marks(some.status_list().id),
        [some.status_mark(index=9, is_published=True), some.status_mark()],
        [some.status_slot(), some.status_list(), some.status_mark(list_id=7)],
    ),
    "keys of a school": (
        lambda s: s.signing_keys(SCHOOL),
        [some.signing_key(), some.signing_key(kid="b")],
        [some.signing_key(school=OTHER_SCHOOL), some.policy()],
    ),
    "events that nobody was told of, the oldest first": (
        lambda s: s.undelivered(),
        [some.event(), some.event(case="c0", at=NOW + SECOND)],
        [some.event(seq=2, is_delivered=True), some.event(seq=3, audience=())],
    ),
    "notices with a mail that is due": (
        lambda s: s.due_notices(NOW),
        [
            some.notice(case="c2", mails=(some.mail(due_at=NOW - DAY, delivery=Delivery.SENDING),)),
            some.notice(mails=(some.mail(),)),
        ],
        [
            some.notice(seq=2),
            some.notice(seq=3, mails=(some.mail(due_at=NOW + SECOND),)),
            some.notice(seq=4, mails=(some.mail(delivery=Delivery.SENT),)),
        ],
    ),
    "agreements signed and not issued": (
        lambda s: s.unissued(),
        [
            some.agreement(id="c2", edition=2, issued=some.issued(), **SIGNED | {"signed_at": NOW - DAY}),
            some.agreement(**SIGNED),
        ],
        [
            some.agreement(id="c3"),
            some.agreement(id="c4", issued=some.issued(), **SIGNED),
            some.agreement(id="c5", state=AgreementState.TERMINATED, signed_at=NOW),
        ],
    ),
    "invitations whose last second is over": (
        lambda s: s.due_invitations(NOW),
        [
            some.invitation(id="c2", **PENDING | {"expires_at": NOW - DAY}),
            some.invitation(**PENDING | {"expires_at": NOW - SECOND}),
        ],
        [
            some.invitation(id="c3", **PENDING | {"expires_at": NOW - SECOND / 2}),
            some.invitation(id="c4", **PENDING | {"expires_at": NOW - DAY, "state": InvitationState.REJECTED}),
            some.invitation(id="c5"),
        ],
    ),
    "terminations whose answer is overdue": (
        lambda s: s.due_terminations(NOW),
        [some.termination(answer_by=NOW - SECOND)],
        [
            some.termination(id="t2"),
            some.termination(id="t3", answer_by=NOW - DAY, state=TerminationState.SCHOOL_REVIEW),
        ],
    ),
    "marks that no list carries yet": (
        lambda s: s.unpublished_marks(),
        [some.status_mark()],
        [some.status_mark(index=1, is_published=True)],
    ),
    "batches that wait or run": (
        lambda s: s.waiting_batches(),
        [some.batch(), some.batch(id="b2", state=BatchState.RUNNING, requested_at=NOW + DAY)],
        [some.batch(id="b3", state=BatchState.READY), some.batch(id="b4", state=BatchState.FAILED)],
    ),
    "imports that wait or run": (
        lambda s: s.waiting_imports(),
        [some.import_(), some.import_(id="i2", state=ImportState.RUNNING, uploaded_at=NOW + DAY)],
        [some.import_(id="i3", state=ImportState.CHECKED), some.import_(id="i4", state=ImportState.DONE)],
    ),
}


@pytest.mark.parametrize(("read", "wanted", "others"), LISTS.values(), ids=LISTS)
def test_a_list_holds_what_belongs_to_it_in_its_order_and_nothing_else(store, read, wanted, others):
    insert(store, *others, *reversed(wanted))
    assert items(read(store)) == wanted


@pytest.mark.parametrize("read", [read for read, _, _ in LISTS.values()], ids=LISTS)
def test_a_list_of_nothing_is_empty(store, read):
    assert items(read(store)) == []


# What moves a record out of a list.
MOVES: dict[str, tuple[Callable[[Store], Any], Any, dict[str, Any]]] = {
    "a review ends": (
        lambda s: s.agreements(SCHOOL, AgreementState.COLLEGE_REVIEW),
        some.agreement(),
        {"state": AgreementState.SCHOOL_REVIEW},
    ),
    "an event is delivered": (lambda s: s.undelivered(), some.event(), {"is_delivered": True}),
    "an agreement is issued": (lambda s: s.unissued(), some.agreement(**SIGNED), {"issued": some.issued()}),
    "an invitation is answered": (
        lambda s: s.due_invitations(NOW + 2 * DAY),
        some.invitation(**PENDING),
        {"state": InvitationState.ACCEPTED},
    ),
    "a mail is sent": (
        lambda s: s.due_notices(NOW),
        some.notice(mails=(some.mail(),)),
        {"mails": (some.mail(delivery=Delivery.SENT),)},
    ),
    "an import ends": (lambda s: s.waiting_imports(), some.import_(), {"state": ImportState.DONE}),
}


@pytest.mark.parametrize(("read", "record", "fields"), MOVES.values(), ids=MOVES)
def test_a_record_leaves_a_list_in_the_commit_that_ends_its_reason(store, read, record, fields):
    insert(store, record)
    assert items(read(store)) == [record]
    store.commit(Replace(next_version(record, **fields)))
    assert items(read(store)) == []


def test_waiting_work_is_taken_in_portions(store):
    insert(store, *(some.event(seq=seq) for seq in range(1, 5)))
    assert [event.seq for event in store.undelivered(limit=3)] == [1, 2, 3]


# Pages and cursors.
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
