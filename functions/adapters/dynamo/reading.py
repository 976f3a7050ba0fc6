"""Single records, read strongly consistent.

1. A place tells which kind of record stands there; mypy takes the methods' word for it.
2. No record's class is imported before one is met, which shortens a cold start.
"""

# ruff: noqa: D102 - the port says what each method returns

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from functions.adapters.dynamo import keys
from functions.adapters.dynamo.kinds import BY_HOME
from functions.adapters.dynamo.shapes import Index, Key
from functions.domain.errors import NotFound
from functions.domain.usage import Use

if TYPE_CHECKING:
    from functions.adapters.dynamo.shapes import Place
    from functions.adapters.dynamo.table import Table
    from functions.domain.account import Account, AccountInvitation, Attempts, Session
    from functions.domain.actors import Role
    from functions.domain.agreement import Agreement
    from functions.domain.application import Application
    from functions.domain.blank_form import BlankForm, BlankRegister
    from functions.domain.card import Card
    from functions.domain.employer import Admission, Employer
    from functions.domain.events import Chain
    from functions.domain.imports import Import
    from functions.domain.invitation import Invitation
    from functions.domain.issuing import Issuance, NumberClaim, StatusList, StatusMark, StatusSlot
    from functions.domain.letter import WaitingLetter
    from functions.domain.notice import Notice
    from functions.domain.pairing import Pairing
    from functions.domain.policy import PolicyVersion
    from functions.domain.position import Position
    from functions.domain.printing import Batch
    from functions.domain.register import RegisterEntry
    from functions.domain.registry import Mismatch
    from functions.domain.resume import Resume
    from functions.domain.retention import Hold
    from functions.domain.school import School
    from functions.domain.signing_count import SigningCount
    from functions.domain.signing_lock import OpenInvitations, SigningLock
    from functions.domain.student import Correction, Student
    from functions.domain.termination import Termination
    from functions.domain.usage import Uses


# How long a minute's sum is kept: it has no meaning after the minute.
_AN_HOUR = timedelta(hours=1)


class Records:
    """What can be got by its own key."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def _find(self, place: Place, **fields: object) -> Any:  # noqa: ANN401 - what stands there
        row = self.table.get(place.at(**fields))
        return row.record if row else None

    def _get(self, place: Place, **fields: object) -> Any:  # noqa: ANN401 - what stands there
        row = self.table.get(place.at(**fields))
        if row is None:
            raise NotFound(BY_HOME[place].name)
        return row.record

    def _begun(self, place: Place, **fields: object) -> Any:  # noqa: ANN401 - what stands there
        """Return what stands there, or the empty record with which it begins."""
        row = self.table.get(place.at(**fields))
        return row.record if row else BY_HOME[place].record(**fields)

    def _by_id(self, place: Place, ids: Sequence[str]) -> dict[str, Any]:
        """Return those that are there, in batches of a hundred; none asked for is no request."""
        rows = self.table.batch_get(place.at(id=one) for one in dict.fromkeys(ids)) if ids else {}
        return {row.record.id: row.record for row in rows.values()}

    def waiting_at(self, pk: str, sk: str) -> Any | None:  # noqa: ANN401 - whatever waits
        row = self.table.get(Key(pk, sk))
        return row.record if row and Index.WORK in row.indexes else None

    def school(self, code: str) -> School:
        return self._get(keys.SCHOOL, code=code)

    def policy(self, school: str, number: int) -> PolicyVersion:
        return self._get(keys.POLICY, school=school, number=number)

    def student(self, school: str, student: str) -> Student:
        return self._get(keys.STUDENT, school=school, id=student)

    def find_student(self, school: str, student: str) -> Student | None:
        return self._find(keys.STUDENT, school=school, id=student)

    def student_of_id_mark(self, school: str, id_mark: str) -> str | None:
        claim = self._find(keys.ID_MARK, school=school, id_mark=id_mark)
        return claim.holder if claim else None

    def students_by_id(self, school: str, students: Sequence[str]) -> dict[str, Student]:
        rows = self.table.batch_get(keys.STUDENT.at(school=school, id=student) for student in dict.fromkeys(students))
        return {row.record.id: row.record for row in rows.values()}

    def find_mismatch(self, school: str, student: str) -> Mismatch | None:
        return self._find(keys.MISMATCH, school=school, student=student)

    def mismatches_by_student(self, school: str, students: Sequence[str]) -> dict[str, Mismatch]:
        rows = self.table.batch_get(keys.MISMATCH.at(school=school, student=one) for one in dict.fromkeys(students))
        return {row.record.student: row.record for row in rows.values()}

    def correction(self, school: str, correction: str) -> Correction:
        return self._get(keys.CORRECTION, school=school, id=correction)

    def signing_lock(self, school: str, student: str) -> SigningLock:
        return self._begun(keys.LOCK, school=school, student=student)

    def find_blank_form(self, school: str, mark: str) -> BlankForm | None:
        return self._find(keys.BLANK_FORM, school=school, mark=mark)

    def blank_register(self, school: str, cohort: int) -> BlankRegister:
        return self._begun(keys.BLANK_REGISTER, school=school, cohort=cohort)

    def signing_counts(self, schools: Sequence[str], cohort: int) -> dict[str, SigningCount]:
        at = {school: keys.SIGNING_COUNT.at(school=school, cohort=cohort) for school in schools}
        rows, begin = self.table.batch_get(at.values()), BY_HOME[keys.SIGNING_COUNT].record
        return {
            school: rows[key].record if key in rows else begin(school=school, cohort=cohort)
            for school, key in at.items()
        }

    def open_invitations(self, school: str, student: str) -> OpenInvitations:
        return self._begun(keys.OPEN, school=school, student=student)

    def resume(self, school: str, student: str) -> Resume:
        return self._begun(keys.RESUME, school=school, student=student)

    def position(self, position: str) -> Position:
        return self._get(keys.POSITION, id=position)

    def application(self, application: str) -> Application:
        return self._get(keys.APPLICATION, id=application)

    def find_application(self, application: str) -> Application | None:
        return self._find(keys.APPLICATION, id=application)

    def find_applied(self, position: str, student: str) -> Application | None:
        claim = self._find(keys.APPLIED, position=position, student=student)
        return self._find(keys.APPLICATION, id=claim.holder) if claim else None

    def admittances(self, school: str, employers: Sequence[str]) -> dict[str, tuple[Employer, Admission | None]]:
        every = tuple(dict.fromkeys(employers))
        units = {one: keys.EMPLOYER.at(id=one) for one in every}
        admissions = {one: keys.ADMISSION.at(school=school, employer=one) for one in every}
        rows = self.table.batch_get((*units.values(), *admissions.values()))
        admitted = {one: rows[key].record for one, key in admissions.items() if key in rows}
        return {one: (rows[units[one]].record, admitted.get(one)) for one in every}

    def signings(self, school: str, students: Sequence[str]) -> dict[str, tuple[SigningLock, OpenInvitations]]:
        places = (keys.LOCK, keys.OPEN)
        at = {(one, place): place.at(school=school, student=one) for one in students for place in places}
        rows = self.table.batch_get(at.values())

        def begun(one: str, place: Place) -> Any:  # noqa: ANN401 - what stands there
            row = rows.get(at[one, place])
            return row.record if row else BY_HOME[place].record(school=school, student=one)

        return {one: (begun(one, keys.LOCK), begun(one, keys.OPEN)) for one in students}

    def employer(self, employer: str) -> Employer:
        return self._get(keys.EMPLOYER, id=employer)

    def find_employer_by_uscc(self, uscc: str) -> Employer | None:
        claim = self._find(keys.USCC, uscc=uscc)
        return self._find(keys.EMPLOYER, id=claim.holder) if claim else None

    def find_admission(self, school: str, employer: str) -> Admission | None:
        return self._find(keys.ADMISSION, school=school, employer=employer)

    def invitations_by_id(self, invitations: Sequence[str]) -> dict[str, Invitation]:
        return self._by_id(keys.INVITATION, invitations)

    def agreements_by_id(self, agreements: Sequence[str]) -> dict[str, Agreement]:
        return self._by_id(keys.AGREEMENT, agreements)

    def invitation(self, invitation: str) -> Invitation:
        return self._get(keys.INVITATION, id=invitation)

    def agreement(self, agreement: str) -> Agreement:
        return self._get(keys.AGREEMENT, id=agreement)

    def find_agreement(self, agreement: str) -> Agreement | None:
        return self._find(keys.AGREEMENT, id=agreement)

    def termination(self, agreement: str, termination: str) -> Termination:
        return self._get(keys.TERMINATION, agreement=agreement, id=termination)

    def find_letter(self, agreement: str, role: Role) -> WaitingLetter | None:
        return self._find(keys.LETTER, agreement=agreement, role=role)

    def chain(self, case: str) -> Chain:
        return self._begun(keys.CHAIN, case=case)

    def find_account(self, login: str) -> Account | None:
        claim = self._find(keys.LOGIN, login=login)
        return self._find(keys.ACCOUNT, id=claim.holder) if claim else None

    def find_account_by_identity(self, identity: str) -> Account | None:
        claim = self._find(keys.IDENTITY, identity=identity)
        return self._find(keys.ACCOUNT, id=claim.holder) if claim else None

    def account(self, account: str) -> Account:
        return self._get(keys.ACCOUNT, id=account)

    def attempts(self, login_mark: str) -> Attempts:
        return self._begun(keys.ATTEMPTS, login_mark=login_mark)

    def find_session(self, token_hash: str) -> Session | None:
        return self._find(keys.SESSION, token_hash=token_hash)

    def find_pairing(self, pairing: str) -> Pairing | None:
        return self._find(keys.PAIRING, id=pairing)

    def find_card(self, card: str) -> Card | None:
        return self._find(keys.CARD, id=card)

    def find_account_invitation(self, token_hash: str) -> AccountInvitation | None:
        return self._find(keys.ACCOUNT_INVITATION, token_hash=token_hash)

    def find_notice(self, address: str, case: str, seq: int) -> Notice | None:
        return self._find(keys.NOTICE, address=address, case=case, seq=seq)

    def find_issuance(self, agreement: str, edition: int) -> Issuance | None:
        return self._find(keys.ISSUANCE, agreement=agreement, edition=edition)

    def find_hold(self, case: str) -> Hold | None:
        return self._find(keys.HOLD, case=case)

    def find_register_entry(self, id_: str) -> RegisterEntry | None:
        return self._find(keys.ENTRY, id=id_)

    def find_number(self, school: str, number: str) -> NumberClaim | None:
        return self._find(keys.NUMBER, school=school, number=number)

    def find_slot(self, list_id: int, index: int) -> StatusSlot | None:
        return self._find(keys.SLOT, list_id=list_id, index=index)

    def find_mark(self, list_id: int, index: int) -> StatusMark | None:
        return self._find(keys.MARK, list_id=list_id, index=index)

    def find_status_list(self, list_id: int) -> StatusList | None:
        return self._find(keys.STATUS_LIST, id=list_id)

    def batch(self, school: str, batch: str) -> Batch:
        return self._get(keys.BATCH, school=school, id=batch)

    def import_(self, school: str, id_: str) -> Import:
        return self._get(keys.IMPORT, school=school, id=id_)

    def count_requests(self, school: str, now: datetime, number: int) -> int:
        of_minute = keys.REQUESTS_OF_MINUTE.at(school=school, minute=f"{now:%Y-%m-%dT%H:%M}")
        return self.table.add(of_minute, number, expires=now + _AN_HOUR)

    def count_uses(self, school: str, month: str, uses: Uses) -> None:
        self.table.tally(keys.USES.at(school=school, month=month), {use.value: count for use, count in uses.items()})

    def uses(self, school: str, month: str) -> Uses:
        tallied = self.table.tallied(keys.USES.at(school=school, month=month))
        return {use: tallied[use] for use in Use if use in tallied}

    def next_serial(self, school: str, cohort: int) -> int:
        return self.table.add(keys.SERIAL.at(school=school, cohort=cohort))
