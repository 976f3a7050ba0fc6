"""Single records, read strongly consistent."""

# ruff: noqa: D102 - the port says what each method returns

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from functions.adapters.dynamo import keys
from functions.adapters.dynamo.kinds import BY_RECORD, Claim
from functions.domain.account import Account, AccountInvitation, Attempts, Session
from functions.domain.agreement import Agreement
from functions.domain.employer import Admission, Employer
from functions.domain.errors import NotFound
from functions.domain.events import Chain
from functions.domain.imports import Import
from functions.domain.invitation import Invitation
from functions.domain.issuing import Issuance, NumberClaim, StatusList, StatusMark, StatusSlot
from functions.domain.notice import Notice
from functions.domain.policy import PolicyVersion
from functions.domain.printing import Batch
from functions.domain.school import School
from functions.domain.signing_lock import OpenInvitations, SigningLock
from functions.domain.student import Correction, Student
from functions.domain.termination import Termination

if TYPE_CHECKING:
    from functions.adapters.dynamo.shapes import Key
    from functions.adapters.dynamo.table import Table

R = TypeVar("R")


class Records:
    """What can be got by its own key."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def _find(self, _: type[R], key: Key) -> R | None:
        row = self.table.get(key)
        return row.record if row else None

    def _get(self, record: type[R], key: Key) -> R:
        found = self._find(record, key)
        if found is None:
            raise NotFound(BY_RECORD[record].name)
        return found

    def school(self, code: str) -> School:
        return self._get(School, keys.SCHOOL.at(code=code))

    def policy(self, school: str, number: int) -> PolicyVersion:
        return self._get(PolicyVersion, keys.POLICY.at(school=school, number=number))

    def student(self, school: str, student: str) -> Student:
        return self._get(Student, keys.STUDENT.at(school=school, id=student))

    def find_student(self, school: str, student: str) -> Student | None:
        return self._find(Student, keys.STUDENT.at(school=school, id=student))

    def students_by_id(self, school: str, students: Sequence[str]) -> dict[str, Student]:
        rows = self.table.batch_get(keys.STUDENT.at(school=school, id=student) for student in dict.fromkeys(students))
        return {row.record.id: row.record for row in rows.values()}

    def correction(self, school: str, correction: str) -> Correction:
        return self._get(Correction, keys.CORRECTION.at(school=school, id=correction))

    def signing_lock(self, school: str, student: str) -> SigningLock:
        found = self._find(SigningLock, keys.LOCK.at(school=school, student=student))
        return found or SigningLock(school=school, student=student)

    def open_invitations(self, school: str, student: str) -> OpenInvitations:
        found = self._find(OpenInvitations, keys.OPEN.at(school=school, student=student))
        return found or OpenInvitations(school=school, student=student)

    def employer(self, employer: str) -> Employer:
        return self._get(Employer, keys.EMPLOYER.at(id=employer))

    def find_employer_by_uscc(self, uscc: str) -> Employer | None:
        claim = self._find(Claim, keys.USCC.at(uscc=uscc))
        return self._find(Employer, keys.EMPLOYER.at(id=claim.holder)) if claim else None

    def find_admission(self, school: str, employer: str) -> Admission | None:
        return self._find(Admission, keys.ADMISSION.at(school=school, employer=employer))

    def invitation(self, invitation: str) -> Invitation:
        return self._get(Invitation, keys.INVITATION.at(id=invitation))

    def agreement(self, agreement: str) -> Agreement:
        return self._get(Agreement, keys.AGREEMENT.at(id=agreement))

    def find_agreement(self, agreement: str) -> Agreement | None:
        return self._find(Agreement, keys.AGREEMENT.at(id=agreement))

    def termination(self, agreement: str, termination: str) -> Termination:
        return self._get(Termination, keys.TERMINATION.at(agreement=agreement, id=termination))

    def chain(self, case: str) -> Chain:
        return self._find(Chain, keys.CHAIN.at(case=case)) or Chain(case=case)

    def find_account(self, login: str) -> Account | None:
        claim = self._find(Claim, keys.LOGIN.at(login=login))
        return self._find(Account, keys.ACCOUNT.at(id=claim.holder)) if claim else None

    def account(self, account: str) -> Account:
        return self._get(Account, keys.ACCOUNT.at(id=account))

    def attempts(self, login_mark: str) -> Attempts:
        return self._find(Attempts, keys.ATTEMPTS.at(login_mark=login_mark)) or Attempts(login_mark=login_mark)

    def find_session(self, token_hash: str) -> Session | None:
        return self._find(Session, keys.SESSION.at(token_hash=token_hash))

    def find_account_invitation(self, token_hash: str) -> AccountInvitation | None:
        return self._find(AccountInvitation, keys.ACCOUNT_INVITATION.at(token_hash=token_hash))

    def find_notice(self, address: str, case: str, seq: int) -> Notice | None:
        return self._find(Notice, keys.NOTICE.at(address=address, case=case, seq=seq))

    def find_issuance(self, agreement: str, edition: int) -> Issuance | None:
        return self._find(Issuance, keys.ISSUANCE.at(agreement=agreement, edition=edition))

    def find_number(self, school: str, number: str) -> NumberClaim | None:
        return self._find(NumberClaim, keys.NUMBER.at(school=school, number=number))

    def find_slot(self, list_id: int, index: int) -> StatusSlot | None:
        return self._find(StatusSlot, keys.SLOT.at(list_id=list_id, index=index))

    def find_mark(self, list_id: int, index: int) -> StatusMark | None:
        return self._find(StatusMark, keys.MARK.at(list_id=list_id, index=index))

    def find_status_list(self, list_id: int) -> StatusList | None:
        return self._find(StatusList, keys.STATUS_LIST.at(id=list_id))

    def batch(self, school: str, batch: str) -> Batch:
        return self._get(Batch, keys.BATCH.at(school=school, id=batch))

    def import_(self, school: str, id_: str) -> Import:
        return self._get(Import, keys.IMPORT.at(school=school, id=id_))

    def next_serial(self, school: str, cohort: int) -> int:
        return self.table.add(keys.SERIAL.at(school=school, cohort=cohort))
