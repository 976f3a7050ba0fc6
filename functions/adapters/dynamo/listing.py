"""Lists and waiting work: each method is one range of one partition.

Lists of things to decide begin with what has waited longest; all other lists begin with the newest.
"""

# ruff: noqa: D102 - the port says what each method returns

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from functions.adapters.dynamo import keys, kinds
from functions.adapters.dynamo.paging import page
from functions.ports import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from functions.adapters.dynamo.shapes import Range
    from functions.adapters.dynamo.table import Table
    from functions.domain import agreement, termination
    from functions.domain.account import Account, AccountInvitation, Session
    from functions.domain.agreement import Agreement
    from functions.domain.application import Application
    from functions.domain.blank_form import BlankForm
    from functions.domain.card import Card
    from functions.domain.employer import Admission, AdmissionState, Employer, RegistrationState
    from functions.domain.events import Event
    from functions.domain.imports import Import
    from functions.domain.invitation import Invitation
    from functions.domain.issuing import SigningKey, StatusList, StatusMark
    from functions.domain.notice import Notice
    from functions.domain.policy import PolicyVersion
    from functions.domain.position import Position
    from functions.domain.printing import Batch, Print
    from functions.domain.register import RegisterEntry
    from functions.domain.registry import Mismatch, MismatchState
    from functions.domain.school import School
    from functions.domain.signing_lock import SigningLock
    from functions.domain.student import Correction, CorrectionState, Student
    from functions.domain.termination import Termination
    from functions.domain.working_year import WorkingYear

PAGE = 50
# A graduate looks at the cards of a season; what came of older ones stands among the invitations.
_MOST_CARDS = 20
# A deadline's last second still counts (deadlines.is_past).
_LAST_SECOND = timedelta(seconds=1)


def _records(table: Table, wanted: Range, limit: int | None = None, after: object = None) -> tuple[Any, ...]:
    found = table.query(wanted, limit=limit, after=kinds.row(after) if after else None)
    return tuple(row.record for row in found)


class Lists:
    """What people look through."""

    table: Table

    def schools(self, cursor: str | None = None) -> Page[School]:
        return page(self.table, keys.SCHOOLS.range(), cursor, PAGE)

    def policies(self, school: str, *, limit: int | None = None) -> tuple[PolicyVersion, ...]:
        return _records(self.table, keys.POLICY.range(school=school, is_newest_first=True), limit)

    def calendars(self) -> tuple[WorkingYear, ...]:
        return _records(self.table, keys.CALENDAR.range())

    def students(
        self, school: str, cohort: int, *, college: str | None = None, cursor: str | None = None, limit: int = PAGE,
        passes: Callable[[Student], bool] | None = None,
    ) -> Page[Student]:  # fmt: skip
        place = keys.STUDENTS if college is None else keys.STUDENTS_OF_COLLEGE
        return page(self.table, place.range(school=school, college=college, cohort=cohort), cursor, limit, passes)

    def mismatches(
        self, school: str, state: MismatchState, cohort: int, *, college: str | None = None, cursor: str | None = None
    ) -> Page[Mismatch]:
        place = keys.MISMATCHES if college is None else keys.MISMATCHES_OF_COLLEGE
        return page(self.table, place.range(school=school, college=college, state=state, cohort=cohort), cursor, PAGE)

    def corrections(
        self, school: str, state: CorrectionState, *, college: str | None = None, cursor: str | None = None
    ) -> Page[Correction]:
        place = keys.CORRECTIONS if college is None else keys.CORRECTIONS_OF_COLLEGE
        wanted = place.range(school=school, college=college, state=state, is_newest_first=state.is_decided)
        return page(self.table, wanted, cursor, PAGE)

    def blank_forms(
        self, school: str, cohort: int, *, college: str | None = None, cursor: str | None = None
    ) -> Page[BlankForm]:
        place = keys.BLANK_FORMS if college is None else keys.BLANK_FORMS_OF_COLLEGE
        wanted = place.range(school=school, college=college, cohort=cohort, is_newest_first=True)
        return page(self.table, wanted, cursor, PAGE)

    def corrections_of_student(self, school: str, student: str) -> tuple[Correction, ...]:
        return _records(
            self.table, keys.CORRECTIONS_OF_STUDENT.range(school=school, student=student, is_newest_first=True)
        )

    def employers(self, state: RegistrationState, *, cursor: str | None = None) -> Page[Employer]:
        return page(self.table, keys.EMPLOYERS.range(state=state, is_newest_first=state.is_decided), cursor, PAGE)

    def employers_named(self, begins: str, *, limit: int = 10) -> tuple[Employer, ...]:
        return _records(self.table, keys.UNITS.range(begins=begins), limit)

    def admissions(self, school: str, state: AdmissionState, *, cursor: str | None = None) -> Page[Admission]:
        wanted = keys.ADMISSIONS.range(school=school, state=state, is_newest_first=state.is_decided)
        return page(self.table, wanted, cursor, PAGE)

    def admissions_of_employer(self, employer: str) -> tuple[Admission, ...]:
        return _records(self.table, keys.ADMISSIONS_OF_EMPLOYER.range(employer=employer))

    def positions(
        self, school: str, *, cursor: str | None = None, passes: Callable[[Position], bool] | None = None
    ) -> Page[Position]:
        return page(self.table, keys.POSITIONS.range(school=school, is_newest_first=True), cursor, PAGE, passes)

    def positions_of_employer(self, employer: str, *, cursor: str | None = None) -> Page[Position]:
        wanted = keys.POSITIONS_OF_EMPLOYER.range(employer=employer, is_newest_first=True)
        return page(self.table, wanted, cursor, PAGE)

    def applications_of_student(self, school: str, student: str, *, cursor: str | None = None) -> Page[Application]:
        wanted = keys.APPLICATIONS_OF_STUDENT.range(school=school, student=student, is_newest_first=True)
        return page(self.table, wanted, cursor, PAGE)

    def applications_for_position(
        self, employer: str, position: str, *, cursor: str | None = None
    ) -> Page[Application]:
        wanted = keys.APPLICATIONS_FOR_POSITION.range(employer=employer, position=position, is_newest_first=True)
        return page(self.table, wanted, cursor, PAGE)

    def invitations_of_student(self, school: str, student: str, *, cursor: str | None = None) -> Page[Invitation]:
        wanted = keys.INVITATIONS_OF_STUDENT.range(school=school, student=student, is_newest_first=True)
        return page(self.table, wanted, cursor, PAGE)

    def invitations_of_employer(
        self, employer: str, *, cursor: str | None = None, limit: int = PAGE
    ) -> Page[Invitation]:
        wanted = keys.INVITATIONS_OF_EMPLOYER.range(employer=employer, is_newest_first=True)
        return page(self.table, wanted, cursor, limit)

    def cards_of_student(self, school: str, student: str) -> tuple[Card, ...]:
        wanted = keys.CARDS_OF_STUDENT.range(school=school, student=student, is_newest_first=True)
        return _records(self.table, wanted, _MOST_CARDS)

    def agreements_of_student(self, school: str, student: str) -> tuple[Agreement, ...]:
        return _records(
            self.table, keys.AGREEMENTS_OF_STUDENT.range(school=school, student=student, is_newest_first=True)
        )

    def agreements_of_employer(self, employer: str, *, cursor: str | None = None, limit: int = PAGE) -> Page[Agreement]:
        wanted = keys.AGREEMENTS_OF_EMPLOYER.range(employer=employer, is_newest_first=True)
        return page(self.table, wanted, cursor, limit)

    def agreements(
        self,
        school: str,
        state: agreement.State,
        *,
        college: str | None = None,
        cursor: str | None = None,
        limit: int = PAGE,
        passes: Callable[[Agreement], bool] | None = None,
    ) -> Page[Agreement]:
        place = keys.AGREEMENTS if college is None else keys.AGREEMENTS_OF_COLLEGE
        wanted = place.range(school=school, college=college, state=state, is_newest_first=state.is_decided)
        return page(self.table, wanted, cursor, limit, passes)

    def agreements_begun_before(
        self,
        school: str,
        state: agreement.State,
        now: datetime,
        after: Agreement | None = None,
        *,
        limit: int = 100,
    ) -> tuple[Agreement, ...]:
        return _records(self.table, keys.AGREEMENTS.range(school=school, state=state, until=now), limit, after)

    def register_entries(
        self, school: str, *, college: str | None = None, cursor: str | None = None
    ) -> Page[RegisterEntry]:
        place = keys.ENTRIES if college is None else keys.ENTRIES_OF_COLLEGE
        return page(self.table, place.range(school=school, college=college, is_newest_first=True), cursor, PAGE)

    def register_entries_of_employer(self, employer: str, *, cursor: str | None = None) -> Page[RegisterEntry]:
        wanted = keys.ENTRIES_OF_EMPLOYER.range(employer=employer, is_newest_first=True)
        return page(self.table, wanted, cursor, PAGE)

    def register_entries_of_student(self, school: str, student: str) -> tuple[RegisterEntry, ...]:
        wanted = keys.ENTRIES_OF_STUDENT.range(school=school, student=student, is_newest_first=True)
        return _records(self.table, wanted)

    def reissue_requests(self, school: str, *, cursor: str | None = None) -> Page[Agreement]:
        return page(self.table, keys.REISSUE_REQUESTS.range(school=school), cursor, PAGE)

    def terminations(
        self,
        school: str,
        state: termination.State,
        *,
        college: str | None = None,
        cursor: str | None = None,
        limit: int = PAGE,
        passes: Callable[[Termination], bool] | None = None,
    ) -> Page[Termination]:
        place = keys.TERMINATIONS if college is None else keys.TERMINATIONS_OF_COLLEGE
        wanted = place.range(school=school, college=college, state=state, is_newest_first=state.is_decided)
        return page(self.table, wanted, cursor, limit, passes)

    def terminations_of_agreement(self, agreement: str) -> tuple[Termination, ...]:
        found = _records(self.table, keys.TERMINATION.range(agreement=agreement))
        return tuple(sorted(found, key=lambda each: each.applied_at))

    def terminations_of_student(self, school: str, student: str) -> tuple[Termination, ...]:
        return _records(
            self.table, keys.TERMINATIONS_OF_STUDENT.range(school=school, student=student, is_newest_first=True)
        )

    def terminations_of_employer(
        self, employer: str, *, cursor: str | None = None, limit: int = PAGE
    ) -> Page[Termination]:
        wanted = keys.TERMINATIONS_OF_EMPLOYER.range(employer=employer, is_newest_first=True)
        return page(self.table, wanted, cursor, limit)

    def events(self, case: str) -> tuple[Event, ...]:
        return _records(self.table, keys.EVENT.range(case=case))

    def notices(self, address: str, *, cursor: str | None = None, limit: int = PAGE) -> Page[Notice]:
        return page(self.table, keys.NOTICES.range(address=address, is_newest_first=True), cursor, limit)

    def accounts_of_school(self, school: str) -> tuple[Account, ...]:
        return _records(self.table, keys.STAFF_OF_SCHOOL.range(school=school))

    def accounts_of_party(self, party: str) -> tuple[Account, ...]:
        return _records(self.table, keys.ACCOUNTS_OF_PARTY.range(party=party))

    def account_invitations_of_school(self, school: str) -> tuple[AccountInvitation, ...]:
        return _records(self.table, keys.ACCOUNT_INVITATIONS_OF_SCHOOL.range(school=school, is_newest_first=True))

    def account_invitations_of_party(self, party: str) -> tuple[AccountInvitation, ...]:
        return _records(self.table, keys.ACCOUNT_INVITATIONS_OF_PARTY.range(party=party, is_newest_first=True))

    def sessions_of_account(self, account: str) -> tuple[Session, ...]:
        return _records(self.table, keys.SESSIONS_OF_ACCOUNT.range(account=account))

    def prints(self, agreement: str) -> tuple[Print, ...]:
        return _records(self.table, keys.PRINT.range(agreement=agreement))

    def batches(self, school: str) -> Page[Batch]:
        return page(self.table, keys.BATCHES.range(school=school, is_newest_first=True), None, PAGE)

    def batches_before(
        self, school: str, now: datetime, after: Batch | None = None, *, limit: int = 100
    ) -> tuple[Batch, ...]:
        return _records(self.table, keys.BATCHES.range(school=school, until=now), limit, after)

    def imports(self, school: str) -> Page[Import]:
        return page(self.table, keys.IMPORTS.range(school=school, is_newest_first=True), None, PAGE)

    def status_lists(self, school: str) -> tuple[StatusList, ...]:
        return _records(self.table, keys.STATUS_LISTS.range(school=school))

    def status_marks(self, list_id: int) -> tuple[StatusMark, ...]:
        return tuple(self.table.records(keys.MARK.range(list_id=list_id), "mark"))

    def signing_keys(self, school: str) -> tuple[SigningKey, ...]:
        return _records(self.table, keys.SIGNING_KEY.range(school=school))


class WaitingWork:
    """What the jobs look for; each list holds nothing but work that is due."""

    table: Table

    def undelivered(self, after: Event | None = None, *, limit: int = 100) -> tuple[Event, ...]:
        return _records(self.table, keys.UNDELIVERED.range(), limit, after)

    def due_notices(self, now: datetime, after: Notice | None = None, *, limit: int = 100) -> tuple[Notice, ...]:
        return _records(self.table, keys.DUE_NOTICES.range(until=now), limit, after)

    def unissued(self, after: Agreement | None = None, *, limit: int = 100) -> tuple[Agreement, ...]:
        return _records(self.table, keys.UNISSUED.range(), limit, after)

    def due_invitations(
        self, now: datetime, after: Invitation | None = None, *, limit: int = 100
    ) -> tuple[Invitation, ...]:
        return _records(self.table, keys.DUE_INVITATIONS.range(until=now - _LAST_SECOND), limit, after)

    def due_terminations(
        self, now: datetime, after: Termination | None = None, *, limit: int = 100
    ) -> tuple[Termination, ...]:
        return _records(self.table, keys.DUE_TERMINATIONS.range(until=now - _LAST_SECOND), limit, after)

    def cooling_locks(self) -> tuple[SigningLock, ...]:
        return _records(self.table, keys.COOLING.range())

    def unpublished_marks(self, after: StatusMark | None = None, *, limit: int = 1000) -> tuple[StatusMark, ...]:
        return _records(self.table, keys.UNPUBLISHED.range(), limit, after)

    def waiting_batches(self) -> tuple[Batch, ...]:
        return _records(self.table, keys.WAITING_BATCHES.range())

    def waiting_imports(self) -> tuple[Import, ...]:
        return _records(self.table, keys.WAITING_IMPORTS.range())
