"""How each kind of record becomes rows: its place in the table, the lists that show it, the values it claims.

1. A record's rows follow from the record alone, so that a list cannot disagree with what it lists.
2. Claims follow from it too. A change that alters a claimed value must be given the record before it, else the old
   claim could not be told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from functions.adapters.dynamo import keys
from functions.adapters.dynamo.shapes import Index, Key, Place
from functions.domain import account
from functions.domain.account import Account, AccountInvitation, Attempts, Session
from functions.domain.agreement import Agreement
from functions.domain.employer import Admission, Employer
from functions.domain.events import Chain, Event
from functions.domain.imports import Import
from functions.domain.invitation import Invitation
from functions.domain.issuing import Issuance, NumberClaim, SigningKey, StatusList, StatusMark, StatusSlot
from functions.domain.notice import Notice
from functions.domain.policy import PolicyVersion
from functions.domain.printing import Batch, Print
from functions.domain.school import School
from functions.domain.signing_lock import OpenInvitations, SigningLock
from functions.domain.student import Correction, Student
from functions.domain.termination import Termination

# DynamoDB removes a row some time after it has lost its meaning; until then the domain's own limits decide.
_AFTERLIFE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Claim:
    """A unique value's row: the id of the record that holds it."""

    holder: str
    version: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A record with all its keys, which follow from it unless they are `stored`."""

    key: Key
    record: Any
    stored: Mapping[Index, Key] | None = None

    @property
    def indexes(self) -> Mapping[Index, Key]:
        """Where the row stands in the indexes; found when it is asked for, since a double may never need it."""
        if self.stored is not None:
            return self.stored
        lists = BY_RECORD[type(self.record)].lists
        return {place.index: key for place in lists if place.index and (key := place.of(self.record))}

    @property
    def expires(self) -> datetime | None:
        """From when on DynamoDB may remove the row."""
        kind = BY_RECORD.get(type(self.record))
        return kind.expires(self.record) if kind else None


@dataclass(frozen=True, slots=True)
class Kind:
    """One class of records, under the name that its rows carry."""

    name: str
    record: type
    home: Place
    lists: tuple[Place, ...] = ()
    claims: tuple[Place, ...] = ()
    expires: Callable[[Any], datetime | None] = lambda _: None


def _session_end(record: Session) -> datetime:
    return record.created_at + account.ABSOLUTE_LIMIT


def _invitation_end(record: AccountInvitation) -> datetime:
    return record.expires_at + _AFTERLIFE


def _delay_end(record: Attempts) -> datetime | None:
    return record.blocked_until and record.blocked_until + _AFTERLIFE


KINDS = (
    Kind("school", School, keys.SCHOOL, (keys.SCHOOLS,)),
    Kind("policy", PolicyVersion, keys.POLICY),
    Kind("signing_key", SigningKey, keys.SIGNING_KEY),
    Kind("number", NumberClaim, keys.NUMBER),
    Kind("import", Import, keys.IMPORT, (keys.IMPORTS, keys.WAITING_IMPORTS)),
    Kind("batch", Batch, keys.BATCH, (keys.BATCHES, keys.WAITING_BATCHES)),
    Kind("student", Student, keys.STUDENT, (keys.STUDENTS, keys.STUDENTS_OF_COLLEGE), (keys.ID_MARK,)),
    Kind("signing_lock", SigningLock, keys.LOCK),
    Kind("open_invitations", OpenInvitations, keys.OPEN),
    Kind(
        "correction", Correction, keys.CORRECTION,
        (keys.CORRECTIONS, keys.CORRECTIONS_OF_COLLEGE, keys.CORRECTIONS_OF_STUDENT),
    ),
    Kind("employer", Employer, keys.EMPLOYER, (keys.EMPLOYERS,), (keys.USCC,)),
    Kind("admission", Admission, keys.ADMISSION, (keys.ADMISSIONS, keys.ADMISSIONS_OF_EMPLOYER)),
    Kind(
        "invitation", Invitation, keys.INVITATION,
        (keys.INVITATIONS_OF_STUDENT, keys.INVITATIONS_OF_EMPLOYER, keys.DUE_INVITATIONS),
    ),
    Kind(
        "agreement", Agreement, keys.AGREEMENT,
        (
            keys.AGREEMENTS, keys.AGREEMENTS_OF_COLLEGE, keys.AGREEMENTS_OF_STUDENT, keys.AGREEMENTS_OF_EMPLOYER,
            keys.UNISSUED,
        ),
    ),
    Kind(
        "termination", Termination, keys.TERMINATION,
        (
            keys.TERMINATIONS, keys.TERMINATIONS_OF_COLLEGE, keys.TERMINATIONS_OF_STUDENT,
            keys.TERMINATIONS_OF_EMPLOYER, keys.DUE_TERMINATIONS,
        ),
    ),
    Kind("chain", Chain, keys.CHAIN),
    Kind("event", Event, keys.EVENT, (keys.UNDELIVERED,)),
    Kind("print", Print, keys.PRINT),
    Kind("issuance", Issuance, keys.ISSUANCE),
    Kind("notice", Notice, keys.NOTICE, (keys.NOTICES, keys.DUE_NOTICES)),
    Kind("account", Account, keys.ACCOUNT, (keys.STAFF_OF_SCHOOL, keys.ACCOUNTS_OF_PARTY), (keys.LOGIN,)),
    Kind("attempts", Attempts, keys.ATTEMPTS, expires=_delay_end),
    Kind("session", Session, keys.SESSION, (keys.SESSIONS_OF_ACCOUNT,), expires=_session_end),
    Kind(
        "account_invitation", AccountInvitation, keys.ACCOUNT_INVITATION, (keys.ACCOUNT_INVITATIONS_OF_SCHOOL,),
        expires=_invitation_end,
    ),
    Kind("status_list", StatusList, keys.STATUS_LIST, (keys.STATUS_LISTS,)),
    Kind("slot", StatusSlot, keys.SLOT),
    Kind("mark", StatusMark, keys.MARK, (keys.UNPUBLISHED,)),
)  # fmt: skip
BY_RECORD = {kind.record: kind for kind in KINDS}


def row(record: object) -> Row:
    """Return the record's own row."""
    return Row(BY_RECORD[type(record)].home.home(record), record)


def may_claim(known: Row | None) -> bool:
    """Tell whether records of this kind hold unique values."""
    return known is not None and bool(BY_RECORD[type(known.record)].claims)


def claims(record: Any) -> Iterator[Row]:  # noqa: ANN401 - any record
    """Return the rows of the unique values that the record holds."""
    for place in BY_RECORD[type(record)].claims:
        if key := place.of(record):
            yield Row(key, Claim(record.id), {})
