"""The Store's lists: what is in them, what is not, in which order, on the double and on DynamoDB (moto)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from functions.adapters.dynamo import kinds
from functions.domain.actors import Role
from functions.domain.agreement import State as AgreementState
from functions.domain.application import State as ApplicationState
from functions.domain.employer import AdmissionState, RegistrationState
from functions.domain.imports import State as ImportState
from functions.domain.invitation import State as InvitationState
from functions.domain.notice import Delivery
from functions.domain.position import State as PositionState
from functions.domain.printing import BatchState
from functions.domain.registry import MismatchState
from functions.domain.signing_lock import LockState
from functions.domain.student import CorrectionState
from functions.domain.termination import State as TerminationState
from functions.ports import Delete, Page, Replace, Store
from tests import factories as some
from tests.factories import CASE, COHORT, COLLEGE, EMPLOYER, NOW, SCHOOL, STUDENT
from tests.integration.records import DAY, OTHER_SCHOOL, SECOND, insert, next_version

APPROVED = RegistrationState.APPROVED

PENDING = {"state": InvitationState.PENDING, "sent_at": NOW, "expires_at": NOW + DAY}
SIGNED = {"state": AgreementState.SIGNED, "signed_at": NOW}
COOLING: dict[str, Any] = {"state": LockState.COOLDOWN, "agreement": None, "until": NOW}
GONE: dict[str, Any] = {"state": AgreementState.TERMINATED, "submitted_at": NOW}
WANTED: dict[str, Any] = {**SIGNED, "issued": some.issued(), "reissue": some.reissue()}


def items(found: Page[Any] | tuple[Any, ...]) -> list[Any]:
    return list(found.items if isinstance(found, Page) else found)


# Each list with the records that belong to it, in its order, and some that do not.
LISTS: dict[str, tuple[Callable[[Store], Any], list[Any], list[Any]]] = {
    "schools by code": (lambda s: s.schools(), [some.school(code="10000"), some.school()], [some.policy()]),
    "policies, the highest number first": (
        lambda s: s.policies(SCHOOL),
        [some.policy(number=10), some.policy(number=2), some.policy()],
        [some.policy(school=OTHER_SCHOOL), some.school(), some.signing_key()],
    ),
    "the newest two policies": (
        lambda s: s.policies(SCHOOL, limit=2),
        [some.policy(number=10), some.policy(number=2)],
        [some.policy(), some.policy(school=OTHER_SCHOOL, number=11)],
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
    "open positions of a school, the newest first": (
        lambda s: s.positions(SCHOOL),
        [some.position(), some.position(id="p1", created_at=NOW - DAY)],
        [some.position(id="p2", state=PositionState.CLOSED), some.position(id="p3", school=OTHER_SCHOOL)],
    ),
    "an employer's positions, closed ones too": (
        lambda s: s.positions_of_employer(EMPLOYER),
        [some.position(state=PositionState.CLOSED), some.position(id="p1", created_at=NOW - DAY, school=OTHER_SCHOOL)],
        [some.position(id="p2", employer="e2")],
    ),
    "a student's applications, those taken back too": (
        lambda s: s.applications_of_student(SCHOOL, STUDENT),
        [some.application(state=ApplicationState.WITHDRAWN), some.application(id="c2", applied_at=NOW - DAY)],
        [some.application(id="c3", student="s2"), some.invitation()],
    ),
    "the applications for a position that stand": (
        lambda s: s.applications_for_position(EMPLOYER, some.position().id),
        [some.application()],
        [
            some.application(id="c2", student="s2", state=ApplicationState.WITHDRAWN),
            some.application(id="c3", position="p1"),
        ],
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
    "employers by the beginning of their name": (
        lambda s: s.employers_named("合肥#"),
        [
            some.employer(name="合肥#1公司", state=APPROVED),
            some.employer(id="e2", uscc="", name="合肥#2公司", state=APPROVED),
        ],
        [some.employer(id="e3", uscc="", name="合肥#3公司"), some.employer(id="e4", uscc="", state=APPROVED)],
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
            some.notice(case="c2", messages=(some.message(due_at=NOW - DAY, delivery=Delivery.SENDING),)),
            some.notice(messages=(some.message(),)),
        ],
        [
            some.notice(seq=2),
            some.notice(seq=3, messages=(some.message(due_at=NOW + SECOND),)),
            some.notice(seq=4, messages=(some.message(delivery=Delivery.SENT),)),
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
    "mismatches of a cohort": (
        lambda s: s.mismatches(SCHOOL, MismatchState.OPEN, COHORT),
        [some.mismatch(student="s1"), some.mismatch(student="s2", college="204")],
        [
            some.mismatch(student="s3", state=MismatchState.SETTLED),
            some.mismatch(student="s4", cohort=COHORT + 1),
            some.mismatch(student="s5", school=OTHER_SCHOOL),
        ],
    ),
    "mismatches of a college": (
        lambda s: s.mismatches(SCHOOL, MismatchState.OPEN, COHORT, college=COLLEGE),
        [some.mismatch(student="s1")],
        [some.mismatch(student="s2", college="204")],
    ),
    "blank forms of a cohort, the newest first": (
        lambda s: s.blank_forms(SCHOOL, COHORT),
        [some.blank_form(mark="A-2", issued_at=NOW + DAY), some.blank_form(college="204")],
        [some.blank_form(mark="A-3", cohort=COHORT + 1), some.blank_form(mark="A-4", school=OTHER_SCHOOL)],
    ),
    "blank forms of a college": (
        lambda s: s.blank_forms(SCHOOL, COHORT, college=COLLEGE),
        [some.blank_form()],
        [some.blank_form(mark="A-2", college="204"), some.blank_form(mark="A-3", cohort=COHORT + 1)],
    ),
    "agreements to be reissued, the longest waiting first": (
        lambda s: s.reissue_requests(SCHOOL),
        [some.agreement(id="c2", **WANTED | {"reissue": some.reissue(at=NOW - DAY)}), some.agreement(**WANTED)],
        [
            some.agreement(id="c3", **WANTED | {"school": "10999"}),
            some.agreement(id="c4", **WANTED | {"state": AgreementState.TERMINATED}),
            some.agreement(id="c5", **WANTED | {"reissue": None}),
        ],
    ),
    "agreements that began until a moment, the oldest first": (
        lambda s: s.agreements_begun_before(SCHOOL, AgreementState.TERMINATED, NOW),
        [some.agreement(id="c2", **GONE | {"submitted_at": NOW - DAY}), some.agreement(**GONE)],
        [
            some.agreement(id="c3", **GONE | {"submitted_at": NOW + SECOND}),
            some.agreement(id="c4", **GONE | {"school": OTHER_SCHOOL}),
            some.agreement(id="c5", submitted_at=NOW),
        ],
    ),
    "batches asked for until a moment, the oldest first": (
        lambda s: s.batches_before(SCHOOL, NOW),
        [some.batch(id="b2", requested_at=NOW - DAY), some.batch(requested_at=NOW)],
        [some.batch(id="b3", requested_at=NOW + SECOND), some.batch(id="b4", school=OTHER_SCHOOL)],
    ),
    "the register of what was erased, the newest first": (
        lambda s: s.register_entries(SCHOOL),
        [some.register_entry(id="c2", erased_at=NOW + DAY), some.register_entry(student="")],
        [some.register_entry(id="c3", school=OTHER_SCHOOL)],
    ),
    "the register of a college": (
        lambda s: s.register_entries(SCHOOL, college=COLLEGE),
        [some.register_entry()],
        [some.register_entry(id="c2", college="204")],
    ),
    "what was erased of an employer's, the newest first": (
        lambda s: s.register_entries_of_employer(EMPLOYER),
        [some.register_entry(id="c2", erased_at=NOW + DAY, school=OTHER_SCHOOL), some.register_entry()],
        [some.register_entry(id="c3", employer="e2"), some.register_entry(id="c4", employer="")],
    ),
    "what was erased of a student's, the newest first": (
        lambda s: s.register_entries_of_student(SCHOOL, STUDENT),
        [some.register_entry(id="c2", erased_at=NOW + DAY), some.register_entry()],
        [some.register_entry(id="c3", student="s2"), some.register_entry(id="c4", student="")],
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
    "cool-downs, the first to end first": (
        lambda s: s.cooling_locks(),
        [some.signing_lock(**COOLING), some.signing_lock(**COOLING | {"student": "s2", "until": NOW + DAY})],
        [some.signing_lock(student="s3")],
    ),
    "imported years": (lambda s: s.calendars(), [some.working_year(), some.working_year(year=2028)], []),
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
        some.notice(messages=(some.message(),)),
        {"messages": (some.message(delivery=Delivery.SENT),)},
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
    first = store.undelivered(limit=3)
    assert [event.seq for event in first] == [1, 2, 3]
    store.commit(Delete(first[-1]))
    assert [event.seq for event in store.undelivered(first[-1], limit=3)] == [4]


@pytest.mark.parametrize(("is_delivered", "waits"), [(False, True), (True, False)])
def test_what_a_row_says_waits_only_while_it_does(store, is_delivered, waits):
    event = some.event(is_delivered=is_delivered)
    insert(store, event)
    row = kinds.row(event)
    assert store.waiting_at(*row.key) == (event if waits else None)
    assert store.waiting_at(row.key.pk, "EVENT#000999") is None
