"""How each kind of record becomes rows: its place in the table, the lists that show it, the values it claims.

1. A record's rows follow from the record alone, so that a list cannot disagree with what it lists.
2. Claims follow from it too. A change that alters a claimed value must be given the record before it, else the old
   claim could not be told.
3. A kind names its class: a process imports the records that it meets and no others, which shortens its cold start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, NamedTuple

from functions.adapters.dynamo import keys
from functions.adapters.dynamo.releases import Newer
from functions.adapters.dynamo.shapes import Index, Key, Place

if TYPE_CHECKING:
    from functions.domain.account import AccountInvitation, Attempts, Session
    from functions.domain.card import Card
    from functions.domain.letter import WaitingLetter
    from functions.domain.pairing import Pairing
    from functions.domain.register import RegisterEntry

# DynamoDB removes a row some time after it has lost its meaning; until then the domain's own limits decide.
_AFTERLIFE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Claim:
    """A unique value's row: the id of the record that holds it."""

    holder: str
    version: int = 1


class Row(NamedTuple):
    """A record with all its keys, which follow from it unless they are `stored`; `newer` as releases.py says."""

    key: Key
    record: Any
    stored: Mapping[Index, Key] | None = None
    newer: Newer | None = None

    @property
    def indexes(self) -> Mapping[Index, Key]:
        """Where the row stands in the indexes; found when it is asked for, since a double may never need it."""
        if self.stored is not None:
            return self.stored
        lists = of(self.record).lists
        return {place.index: key for place in lists if place.index and (key := place.of(self.record))}

    @property
    def expires(self) -> datetime | None:
        """From when on DynamoDB may remove the row."""
        return None if isinstance(self.record, Claim) else of(self.record).expires(self.record)


@dataclass(frozen=True, slots=True)
class Kind:
    """One class of records, `module.Class` of the domain, under the name that its rows carry."""

    name: str
    path: str
    home: Place
    lists: tuple[Place, ...] = ()
    claims: tuple[Place, ...] = ()
    expires: Callable[[Any], datetime | None] = lambda _: None

    @property
    def record(self) -> type:
        """The class itself."""
        return _class(self.path)


@cache
def _class(path: str) -> type:
    found: type = resolve_name(f"functions.domain.{path}")
    return found


def _session_end(record: Session) -> datetime:
    return record.ends_at


def _pairing_end(record: Pairing) -> datetime:
    return record.expires_at


def _letter_end(record: WaitingLetter) -> datetime:
    return record.file.at + _AFTERLIFE


def _invitation_end(record: AccountInvitation) -> datetime:
    return record.expires_at + _AFTERLIFE


def _card_end(record: Card) -> datetime | None:
    """A card that something came of is its evidence."""
    return None if record.invitation else record.expires_at + _AFTERLIFE


def _entry_end(record: RegisterEntry) -> datetime:
    return record.expires_at


def _delay_end(record: Attempts) -> datetime | None:
    return record.blocked_until and record.blocked_until + _AFTERLIFE


KINDS = (
    Kind("school", "school.School", keys.SCHOOL, (keys.SCHOOLS,)),
    Kind("policy", "policy.PolicyVersion", keys.POLICY),
    Kind("signing_key", "issuing.SigningKey", keys.SIGNING_KEY),
    Kind("number", "issuing.NumberClaim", keys.NUMBER),
    Kind("import", "imports.Import", keys.IMPORT, (keys.IMPORTS, keys.WAITING_IMPORTS)),
    Kind("batch", "printing.Batch", keys.BATCH, (keys.BATCHES, keys.WAITING_BATCHES)),
    Kind("student", "student.Student", keys.STUDENT, (keys.STUDENTS, keys.STUDENTS_OF_COLLEGE), (keys.ID_MARK,)),
    Kind("mismatch", "registry.Mismatch", keys.MISMATCH, (keys.MISMATCHES, keys.MISMATCHES_OF_COLLEGE)),
    Kind("working_year", "working_year.WorkingYear", keys.CALENDAR),
    Kind("signing_lock", "signing_lock.SigningLock", keys.LOCK, (keys.COOLING,)),
    Kind("blank_form", "blank_form.BlankForm", keys.BLANK_FORM, (keys.BLANK_FORMS, keys.BLANK_FORMS_OF_COLLEGE)),
    Kind("signing_count", "signing_count.SigningCount", keys.SIGNING_COUNT),
    Kind("blank_register", "blank_form.BlankRegister", keys.BLANK_REGISTER),
    Kind("open_invitations", "signing_lock.OpenInvitations", keys.OPEN),
    Kind(
        "correction", "student.Correction", keys.CORRECTION,
        (keys.CORRECTIONS, keys.CORRECTIONS_OF_COLLEGE, keys.CORRECTIONS_OF_STUDENT),
    ),
    Kind("card", "card.Card", keys.CARD, (keys.CARDS_OF_STUDENT,), expires=_card_end),
    Kind("employer", "employer.Employer", keys.EMPLOYER, (keys.EMPLOYERS, keys.UNITS), (keys.USCC,)),
    Kind("admission", "employer.Admission", keys.ADMISSION, (keys.ADMISSIONS, keys.ADMISSIONS_OF_EMPLOYER)),
    Kind("resume", "resume.Resume", keys.RESUME),
    Kind("position", "position.Position", keys.POSITION, (keys.POSITIONS, keys.POSITIONS_OF_EMPLOYER)),
    Kind(
        "application", "application.Application", keys.APPLICATION,
        (keys.APPLICATIONS_OF_STUDENT, keys.APPLICATIONS_FOR_POSITION), (keys.APPLIED,),
    ),
    Kind(
        "invitation", "invitation.Invitation", keys.INVITATION,
        (keys.INVITATIONS_OF_STUDENT, keys.INVITATIONS_OF_EMPLOYER, keys.DUE_INVITATIONS),
    ),
    Kind(
        "agreement", "agreement.Agreement", keys.AGREEMENT,
        (
            keys.AGREEMENTS, keys.AGREEMENTS_OF_COLLEGE, keys.AGREEMENTS_OF_STUDENT, keys.AGREEMENTS_OF_EMPLOYER,
            keys.UNISSUED, keys.REISSUE_REQUESTS,
        ),
    ),
    Kind(
        "termination", "termination.Termination", keys.TERMINATION,
        (
            keys.TERMINATIONS, keys.TERMINATIONS_OF_COLLEGE, keys.TERMINATIONS_OF_STUDENT,
            keys.TERMINATIONS_OF_EMPLOYER, keys.DUE_TERMINATIONS,
        ),
    ),
    Kind("chain", "events.Chain", keys.CHAIN),
    Kind("event", "events.Event", keys.EVENT, (keys.UNDELIVERED,)),
    Kind("print", "printing.Print", keys.PRINT),
    Kind("issuance", "issuing.Issuance", keys.ISSUANCE),
    Kind("hold", "retention.Hold", keys.HOLD),
    Kind(
        "register_entry", "register.RegisterEntry", keys.ENTRY,
        (keys.ENTRIES, keys.ENTRIES_OF_COLLEGE, keys.ENTRIES_OF_EMPLOYER, keys.ENTRIES_OF_STUDENT),
        expires=_entry_end,
    ),
    Kind("notice", "notice.Notice", keys.NOTICE, (keys.NOTICES, keys.DUE_NOTICES)),
    Kind(
        "account", "account.Account", keys.ACCOUNT, (keys.STAFF_OF_SCHOOL, keys.ACCOUNTS_OF_PARTY),
        (keys.LOGIN, keys.WECHAT, keys.IDENTITY),
    ),
    Kind("attempts", "account.Attempts", keys.ATTEMPTS, expires=_delay_end),
    Kind("session", "account.Session", keys.SESSION, (keys.SESSIONS_OF_ACCOUNT,), expires=_session_end),
    Kind("letter", "letter.WaitingLetter", keys.LETTER, expires=_letter_end),
    Kind("pairing", "pairing.Pairing", keys.PAIRING, expires=_pairing_end),
    Kind(
        "account_invitation", "account.AccountInvitation", keys.ACCOUNT_INVITATION,
        (keys.ACCOUNT_INVITATIONS_OF_SCHOOL, keys.ACCOUNT_INVITATIONS_OF_PARTY), expires=_invitation_end,
    ),
    Kind("status_list", "issuing.StatusList", keys.STATUS_LIST, (keys.STATUS_LISTS,)),
    Kind("slot", "issuing.StatusSlot", keys.SLOT),
    Kind("mark", "issuing.StatusMark", keys.MARK, (keys.UNPUBLISHED,)),
)  # fmt: skip
BY_NAME = {kind.name: kind for kind in KINDS}
BY_HOME = {kind.home: kind for kind in KINDS}
_BY_CLASS = {kind.path.rpartition(".")[2]: kind for kind in KINDS}


def of(record: object) -> Kind:
    """Return the kind of a record."""
    return _BY_CLASS[type(record).__name__]


def row(record: object) -> Row:
    """Return the record's own row."""
    return Row(of(record).home.home(record), record)


def claims(record: Any) -> Iterator[Row]:  # noqa: ANN401 - any record
    """Return the rows of the unique values that the record holds."""
    for place in of(record).claims:
        if key := place.of(record):
            yield Row(key, Claim(record.id), {})


def carrying(row: Row, stored: Row | None) -> Row:
    """Return a row with what a newer release knows of the one it takes the place of: its places in lists, its body."""
    if stored is None or stored.newer is None or isinstance(stored.record, Claim):
        return row
    ours = Row(stored.key, stored.record).indexes
    theirs = {index: key for index, key in stored.indexes.items() if ours.get(index) != key}
    return Row(row.key, row.record, {**row.indexes, **theirs}, stored.newer)
