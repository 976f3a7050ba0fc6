"""What the use cases ask of the world; `bootstrap.py` chooses who answers.

1. A change carries its own condition: `Insert` that the key is absent, `Replace` that the stored version is the one
   before the record's (absent for version 1), `Check` that it is the record's, `Delete` likewise.
2. `commit` is all or nothing. A failed condition raises `Conflict(change)`; throttling is retried, never "not found".
3. Reads of one record are strongly consistent and raise `NotFound`; `find_*` return None instead.
4. Lists come in pages with an opaque cursor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, BinaryIO, Generic, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from functions.domain.account import Account, AccountInvitation, Attempts, Session
    from functions.domain.actors import Role
    from functions.domain.agreement import Agreement
    from functions.domain.agreement import State as AgreementState
    from functions.domain.application import Application
    from functions.domain.blank_form import BlankForm, BlankRegister
    from functions.domain.card import Card
    from functions.domain.dead_letter import DeadLetter
    from functions.domain.employer import Admission, AdmissionState, Employer, RegistrationState
    from functions.domain.events import Chain, Event
    from functions.domain.imports import Import
    from functions.domain.invitation import Invitation
    from functions.domain.issuing import Issuance, KeyUse, NumberClaim, SigningKey, StatusList, StatusMark, StatusSlot
    from functions.domain.letter import WaitingLetter
    from functions.domain.notice import Notice
    from functions.domain.pairing import Pairing
    from functions.domain.paper import Paper
    from functions.domain.policy import PolicyVersion
    from functions.domain.position import Position
    from functions.domain.printing import Batch, Print
    from functions.domain.register import RegisterEntry
    from functions.domain.registry import Mismatch, MismatchState
    from functions.domain.resume import Resume
    from functions.domain.retention import Hold
    from functions.domain.roster import Line
    from functions.domain.school import School
    from functions.domain.signing_count import SigningCount
    from functions.domain.signing_lock import OpenInvitations, SigningLock
    from functions.domain.student import Correction, CorrectionState, Student
    from functions.domain.termination import State as TerminationState
    from functions.domain.termination import Termination
    from functions.domain.usage import Use, Uses
    from functions.domain.working_year import WorkingYear

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Insert:
    """Store a new record; its key must be absent."""

    record: Any


@dataclass(frozen=True, slots=True)
class Replace:
    """Store the next version of a record (version 1: it must be absent)."""

    record: Any


@dataclass(frozen=True, slots=True)
class Check:
    """Require that a record is still the version read (version 0: absent); write nothing."""

    record: Any


@dataclass(frozen=True, slots=True)
class Delete:
    """Remove a record that is still the version read."""

    record: Any


Change = Insert | Replace | Check | Delete


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items and where the next page begins, None at the end."""

    items: tuple[T, ...]
    cursor: str | None = None


class Store(Protocol):
    """The one table: each method is one access pattern of `adapters/dynamo/keys.py`."""

    def commit(self, *changes: Change) -> None:
        """Make all changes or none; raises Conflict.

        At most 100 rows: a new or removed student, account or employer takes two, since its unique value is one.
        """

    # One record, strongly consistent.
    def school(self, code: str) -> School: ...
    def policy(self, school: str, number: int) -> PolicyVersion: ...
    def student(self, school: str, student: str) -> Student: ...
    def find_student(self, school: str, student: str) -> Student | None: ...
    def student_of_id_mark(self, school: str, id_mark: str) -> str | None: ...
    def students_by_id(self, school: str, students: Sequence[str]) -> dict[str, Student]: ...
    def find_mismatch(self, school: str, student: str) -> Mismatch | None: ...
    def mismatches_by_student(self, school: str, students: Sequence[str]) -> dict[str, Mismatch]: ...
    def correction(self, school: str, correction: str) -> Correction: ...
    def signing_lock(self, school: str, student: str) -> SigningLock: ...
    def find_blank_form(self, school: str, mark: str) -> BlankForm | None: ...
    def blank_register(self, school: str, cohort: int) -> BlankRegister: ...
    def signing_counts(self, schools: Sequence[str], cohort: int) -> dict[str, SigningCount]: ...
    def open_invitations(self, school: str, student: str) -> OpenInvitations: ...
    def signings(self, school: str, students: Sequence[str]) -> dict[str, tuple[SigningLock, OpenInvitations]]: ...
    def resume(self, school: str, student: str) -> Resume: ...
    def position(self, position: str) -> Position: ...
    def application(self, application: str) -> Application: ...
    def find_application(self, application: str) -> Application | None: ...
    def find_applied(self, position: str, student: str) -> Application | None: ...
    def admittances(self, school: str, employers: Sequence[str]) -> dict[str, tuple[Employer, Admission | None]]: ...
    def employer(self, employer: str) -> Employer: ...
    def find_employer_by_uscc(self, uscc: str) -> Employer | None: ...
    def find_admission(self, school: str, employer: str) -> Admission | None: ...
    def invitation(self, invitation: str) -> Invitation: ...
    def invitations_by_id(self, invitations: Sequence[str]) -> dict[str, Invitation]: ...
    def agreement(self, agreement: str) -> Agreement: ...
    def find_agreement(self, agreement: str) -> Agreement | None: ...
    def agreements_by_id(self, agreements: Sequence[str]) -> dict[str, Agreement]: ...
    def termination(self, agreement: str, termination: str) -> Termination: ...
    def find_letter(self, agreement: str, role: Role) -> WaitingLetter | None: ...
    def chain(self, case: str) -> Chain: ...
    def find_account(self, login: str) -> Account | None: ...
    def find_account_by_identity(self, identity: str) -> Account | None: ...
    def account(self, account: str) -> Account: ...
    def attempts(self, login_mark: str) -> Attempts: ...
    def find_session(self, token_hash: str) -> Session | None: ...
    def find_pairing(self, pairing: str) -> Pairing | None: ...
    def find_card(self, card: str) -> Card | None: ...
    def find_account_invitation(self, token_hash: str) -> AccountInvitation | None: ...
    def find_notice(self, address: str, case: str, seq: int) -> Notice | None: ...
    def find_issuance(self, agreement: str, edition: int) -> Issuance | None: ...
    def find_hold(self, case: str) -> Hold | None: ...
    def find_register_entry(self, id_: str) -> RegisterEntry | None: ...
    def find_number(self, school: str, number: str) -> NumberClaim | None: ...
    def find_slot(self, list_id: int, index: int) -> StatusSlot | None: ...
    def find_mark(self, list_id: int, index: int) -> StatusMark | None: ...
    def find_status_list(self, list_id: int) -> StatusList | None: ...
    def batch(self, school: str, batch: str) -> Batch: ...
    def import_(self, school: str, id_: str) -> Import: ...
    def next_serial(self, school: str, cohort: int) -> int: ...
    def count_requests(self, school: str, now: datetime, number: int) -> int:
        """Add to a school's requests of this minute; return them."""

    def count_uses(self, school: str, month: str, uses: Uses) -> None:
        """Add to what a school used in a month, such as `2026-11`."""

    def uses(self, school: str, month: str) -> Uses:
        """Return what a school used in a month, as far as it used anything."""

    # Lists.
    def schools(self, cursor: str | None = None) -> Page[School]: ...
    def policies(self, school: str, *, limit: int | None = None) -> tuple[PolicyVersion, ...]: ...
    def calendars(self) -> tuple[WorkingYear, ...]: ...
    def students(
        self, school: str, cohort: int, *, college: str | None = None, cursor: str | None = None, limit: int = 50,
        passes: Callable[[Student], bool] | None = None,
    ) -> Page[Student]: ...  # fmt: skip
    def mismatches(
        self, school: str, state: MismatchState, cohort: int, *, college: str | None = None, cursor: str | None = None
    ) -> Page[Mismatch]: ...
    def corrections(
        self, school: str, state: CorrectionState, *, college: str | None = None, cursor: str | None = None
    ) -> Page[Correction]: ...
    def blank_forms(
        self, school: str, cohort: int, *, college: str | None = None, cursor: str | None = None
    ) -> Page[BlankForm]: ...
    def corrections_of_student(self, school: str, student: str) -> tuple[Correction, ...]: ...
    def cards_of_student(self, school: str, student: str) -> tuple[Card, ...]: ...
    def employers(self, state: RegistrationState, *, cursor: str | None = None) -> Page[Employer]: ...
    def employers_named(self, begins: str, *, limit: int = 10) -> tuple[Employer, ...]: ...
    def admissions(self, school: str, state: AdmissionState, *, cursor: str | None = None) -> Page[Admission]: ...
    def admissions_of_employer(self, employer: str) -> tuple[Admission, ...]: ...
    def positions(
        self, school: str, *, cursor: str | None = None, passes: Callable[[Position], bool] | None = None
    ) -> Page[Position]: ...
    def positions_of_employer(self, employer: str, *, cursor: str | None = None) -> Page[Position]: ...
    def applications_of_student(self, school: str, student: str, *, cursor: str | None = None) -> Page[Application]: ...
    def applications_for_position(
        self, employer: str, position: str, *, cursor: str | None = None
    ) -> Page[Application]: ...
    def invitations_of_student(self, school: str, student: str, *, cursor: str | None = None) -> Page[Invitation]: ...
    def invitations_of_employer(
        self, employer: str, *, cursor: str | None = None, limit: int = 50
    ) -> Page[Invitation]: ...
    def agreements_of_student(self, school: str, student: str) -> tuple[Agreement, ...]: ...
    def agreements_of_employer(
        self, employer: str, *, cursor: str | None = None, limit: int = 50
    ) -> Page[Agreement]: ...
    def agreements(
        self,
        school: str,
        state: AgreementState,
        *,
        college: str | None = None,
        cursor: str | None = None,
        limit: int = 50,
        passes: Callable[[Agreement], bool] | None = None,
    ) -> Page[Agreement]: ...
    def agreements_begun_before(
        self, school: str, state: AgreementState, now: datetime, after: Agreement | None = None, *, limit: int = 100
    ) -> tuple[Agreement, ...]:
        """Return what was submitted until a moment, the oldest first."""

    def register_entries(
        self, school: str, *, college: str | None = None, cursor: str | None = None
    ) -> Page[RegisterEntry]: ...
    def register_entries_of_employer(self, employer: str, *, cursor: str | None = None) -> Page[RegisterEntry]: ...
    def register_entries_of_student(self, school: str, student: str) -> tuple[RegisterEntry, ...]: ...
    def reissue_requests(self, school: str, *, cursor: str | None = None) -> Page[Agreement]: ...
    def terminations(
        self,
        school: str,
        state: TerminationState,
        *,
        college: str | None = None,
        cursor: str | None = None,
        limit: int = 50,
        passes: Callable[[Termination], bool] | None = None,
    ) -> Page[Termination]: ...
    def terminations_of_student(self, school: str, student: str) -> tuple[Termination, ...]: ...
    def terminations_of_employer(
        self, employer: str, *, cursor: str | None = None, limit: int = 50
    ) -> Page[Termination]: ...
    def terminations_of_agreement(self, agreement: str) -> tuple[Termination, ...]: ...
    def events(self, case: str) -> tuple[Event, ...]: ...
    def notices(self, address: str, *, cursor: str | None = None, limit: int = 50) -> Page[Notice]: ...
    def accounts_of_school(self, school: str) -> tuple[Account, ...]: ...
    def accounts_of_party(self, party: str) -> tuple[Account, ...]: ...
    def account_invitations_of_school(self, school: str) -> tuple[AccountInvitation, ...]: ...
    def account_invitations_of_party(self, party: str) -> tuple[AccountInvitation, ...]: ...
    def sessions_of_account(self, account: str) -> tuple[Session, ...]: ...
    def prints(self, agreement: str) -> tuple[Print, ...]: ...
    def batches(self, school: str) -> Page[Batch]: ...
    def batches_before(
        self, school: str, now: datetime, after: Batch | None = None, *, limit: int = 100
    ) -> tuple[Batch, ...]:
        """Return those that were asked for until a moment, the oldest first."""

    def imports(self, school: str) -> Page[Import]: ...
    def status_lists(self, school: str) -> tuple[StatusList, ...]: ...
    def status_marks(self, list_id: int) -> tuple[StatusMark, ...]: ...
    def signing_keys(self, school: str) -> tuple[SigningKey, ...]: ...

    # Work that waits: sparse indexes.
    def waiting_at(self, pk: str, sk: str) -> Any | None:  # noqa: ANN401 - whatever waits
        """Return the record of this row of the table, None where it is gone or waits for nothing."""

    def undelivered(self, after: Event | None = None, *, limit: int = 100) -> tuple[Event, ...]: ...
    def due_notices(self, now: datetime, after: Notice | None = None, *, limit: int = 100) -> tuple[Notice, ...]: ...
    def unissued(self, after: Agreement | None = None, *, limit: int = 100) -> tuple[Agreement, ...]: ...
    def due_invitations(
        self, now: datetime, after: Invitation | None = None, *, limit: int = 100
    ) -> tuple[Invitation, ...]: ...
    def due_terminations(
        self, now: datetime, after: Termination | None = None, *, limit: int = 100
    ) -> tuple[Termination, ...]: ...
    def cooling_locks(self) -> tuple[SigningLock, ...]: ...
    def unpublished_marks(self, after: StatusMark | None = None, *, limit: int = 1000) -> tuple[StatusMark, ...]: ...
    def waiting_batches(self) -> tuple[Batch, ...]: ...
    def waiting_imports(self) -> tuple[Import, ...]: ...


class Signer(Protocol):
    """Signs with a school's key; only the issuer has one that may."""

    def sign(self, key: SigningKey, message: bytes) -> bytes:
        """Return the 64-byte Ed25519 signature of `message`."""

    def create(self, school: str, use: KeyUse, *, not_before: datetime, not_after: datetime) -> SigningKey:
        """Create a key pair and return its public half with a reference to the private one."""


class BlobStore(Protocol):
    """Private, versioned objects: uploads and documents."""

    def put(self, key: str, content: bytes, media_type: str) -> None: ...
    def get(self, key: str) -> bytes: ...
    def open(self, key: str) -> BinaryIO: ...
    def exists(self, key: str) -> bool: ...
    def delete(self, key: str) -> None: ...
    def link(self, key: str, disposition: str) -> str:
        """Return an address that gives an object out for some minutes, with this Content-Disposition."""


class OutOfOrder(Exception):  # noqa: N818 - it names the fact
    """A file was not published: the site has one at `path` whose order is `stored`, as high or higher."""

    def __init__(self, path: str, stored: int) -> None:
        super().__init__(path, stored)
        self.path, self.stored = path, stored


class PublicFile(NamedTuple):
    """A file of the site: what it holds, as what, and for how long it may be kept (Cache-Control)."""

    content: bytes
    media_type: str
    keeping: str


class Site(Protocol):
    """The public static files: status lists, trust lists and the page that reads them."""

    def publish(self, path: str, content: bytes, media_type: str, *, order: int | None = None) -> None:
        """Store a file; raises OutOfOrder rather than replace one whose order is as high as `order` or higher."""

    def read(self, path: str) -> bytes | None: ...
    def file(self, path: str) -> PublicFile | None:
        """Return a file as browsers get it, None when there is none."""


class Exports(Protocol):
    """The table as it is at one moment, outside the table."""

    def begin(self, name: str) -> None:
        """Ask for an export under a name; asking twice is asking once."""

    def whole_since(self) -> datetime | None:
        """Return when the newest export became whole, None where none is."""


class Copies(Protocol):
    """Copies of all objects, outside their buckets."""

    def make(self) -> int:
        """Bring the copies up to date; return how many objects were copied."""


class DocumentPrinter(Protocol):
    """Draws papers."""

    def render(self, paper: Paper) -> bytes:
        """Return one copy as PDF/A-3u; the same paper gives the same bytes."""

    def render_many(self, papers: Iterable[Paper], *, progress: Callable[[int], None]) -> bytes:
        """Return many copies as one file; `progress` hears how many are drawn."""


class Taken(NamedTuple):
    """A dead letter that somebody has taken from the queue: its id and the receipt by which it is thrown away."""

    id: str
    receipt: str
    letter: DeadLetter


class DeadLetters(Protocol):
    """What failed to the last attempt, kept until an operator has looked at it."""

    def put(self, letter: DeadLetter) -> None: ...
    def take(self) -> Iterator[Taken]:
        """Take the letters that nobody has; for a while nobody else gets them."""

    def leave(self, taken: Iterable[Taken]) -> None: ...
    def remove(self, taken: Taken) -> None: ...


class Pictures(Protocol):
    """Pictures that papers carry."""

    def small(self, content: bytes, field: str) -> bytes:
        """Return a picture as a PNG that every job can draw; raises Refused."""


class Spreadsheets(Protocol):
    """Spreadsheets in and out."""

    def read_lines(self, file: BinaryIO) -> Iterator[Line]:
        """Return the lines of an .xlsx or .csv; raises Refused."""

    def write_csv(self, columns: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
        """Return CSV that no program executes."""

    def write_xlsx(self, columns: Sequence[str], rows: Iterable[Sequence[str | int | float | date | None]]) -> bytes:
        """Return a workbook that no program executes."""

    def roster_template(self) -> bytes:
        """Return the workbook that schools fill in."""


class ChannelRefused(Exception):  # noqa: N818 - it names the fact
    """A channel did not accept a message, and sending it again is safe.

    `reason` is a code that names nobody; `is_final` says that sending again cannot help.
    """

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.is_final = reason, is_final


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail."""

    name: str
    media_type: str
    content: bytes


class Mailer(Protocol):
    """Sends e-mail; raises `ChannelRefused`."""

    def send(self, to: str, subject: str, body: str, attachment: Attachment | None = None) -> None: ...


class Sms(Protocol):
    """Sends text messages to a number in E.164; raises `ChannelRefused`."""

    def send(self, to: str, text: str) -> None: ...


class WeChat(Protocol):
    """Template messages of an official account to an openid, and how a person names the own one."""

    def send(self, to: str, what: str, when: str, link: str) -> None:
        """Say what happened and when, with an address to open; raises ChannelRefused."""

    def consent_url(self, back: str, state: str) -> str:
        """Return where the person consents; WeChat leads `back` with a code and the `state`."""

    def openid(self, code: str) -> str:
        """Exchange a code for an openid; raises ChannelRefused, final when the code is none or used."""


class ProviderRefused(Exception):  # noqa: N818 - it names the fact
    """Another platform did not say who somebody is.

    `reason` is a code that names nobody; `is_final` says that asking again with the same code cannot help.
    """

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.is_final = reason, is_final


class IdentityProvider(Protocol):
    """Another platform whose accounts people log in with (A04)."""

    @property
    def name(self) -> str:
        """What people call the platform."""

    def consent_url(self, back: str, state: str, nonce: str, challenge: str) -> str:
        """Return where the person logs in; the platform leads `back` with a code and the `state`."""

    def subject(self, code: str, back: str, verifier: str, nonce: str) -> str:
        """Exchange a code for who the person is, a name that stays the same; raises ProviderRefused."""


class Texts(Protocol):
    """The texts that people read, by language and code."""

    def say(self, language: str, key: str, params: Mapping[str, str | int]) -> str:
        """Return the text of a key such as `events.invitation_sent.subject` with its parameters filled in."""


class Throttle(Protocol):
    """Keeps a school that asks too much from slowing the others."""

    def admit(self, school: str | None) -> None:
        """Count a request of a school, None for nobody's; raises Refused `school_throttled`."""


class Units(NamedTuple):
    """Capacity of the table: units read and written, in halves."""

    reads: float = 0
    writes: float = 0


class Consumed(Protocol):
    """What the table says that it took."""

    def take(self) -> Units:
        """Return what this thread took since it was asked last."""


class Usage(Protocol):
    """Counts what each school uses (functions/usecases/usage.py)."""

    def begin(self) -> None:
        """Let this thread's units and time begin now; write what is due of one school."""

    def end(self, school: str | None, use: Use) -> None:
        """Charge a school, None for nobody, with what was used since the beginning, and count it as one."""

    def work(self, school: str) -> AbstractContextManager[None]:
        """Charge a school with what is used inside, and count it as one job."""

    def count(self, school: str | None, use: Use, number: float = 1) -> None:
        """Count a use of a school, None for nobody's."""

    def settle(self) -> bool:
        """Write what is due of one school; tell whether that was done."""


class Trouble(StrEnum):
    """How an outage ends."""

    BUSY = "busy"
    """In seconds, by itself."""
    UNAVAILABLE = "unavailable"
    """By itself."""
    NEEDS_OPERATOR = "needs_operator"
    """When an operator acts."""


class Outage(NamedTuple):
    """Something that we need does not work: what ends it, the operator's next step, and the code that told us."""

    trouble: Trouble
    next: str
    reason: str


class Outages(Protocol):
    """Tells outages from our own faults."""

    def __call__(self, error: BaseException) -> Outage | None:
        """Return the outage that an error comes from; None for a fault of ours."""


Facts = Mapping[str, str | int | float | None]
Figures = Mapping[str, float]


class Journal(Protocol):
    """The log of what went well: lines that are written often."""

    def __call__(self, message: str, facts: Facts, figures: Figures, by: tuple[str, ...]) -> None:
        """Write a line, and count its figures in the metric of those facts that `by` names; none is personal."""


class Clock(Protocol):
    """The only clock."""

    def now(self) -> datetime: ...


class Secrets(Protocol):
    """Opaque random tokens and ids, and the keyed operations on personal data."""

    def token(self) -> str:
        """Return 256 random bits, URL-safe."""

    def random_below(self, bound: int) -> int:
        """Return a random number from 0 to `bound` - 1."""

    def mark(self, text: str) -> bytes:
        """Return a keyed HMAC (32 bytes) of an internal name."""

    def new_id(self) -> str:
        """Return a new opaque id of 128 random bits, lower-case base32 (26 characters)."""

    def student_id(self, school: str, number: str) -> str:
        """Return the opaque id that a student number always has at a school (keyed HMAC)."""

    def id_mark(self, school: str, id_number: str) -> str:
        """Return the keyed HMAC (hex) by which an ID number is found."""

    def login_mark(self, login: str) -> str:
        """Return the keyed HMAC (hex) of a login name, for counting attempts."""

    def seal(self, text: str) -> bytes:
        """Encrypt personal text with the data key."""

    def unseal(self, sealed: bytes) -> str:
        """Decrypt what `seal` made."""

    def sealed_under(self, sealed: bytes) -> int:
        """Return the number of the key that a text is sealed under, from 1."""

    @property
    def newest(self) -> int:
        """The number of the key that text is sealed under now."""

    def hash_password(self, password: str) -> str:
        """Return an Argon2id hash in PHC form."""

    def is_password(self, password: str, hashed: str) -> bool:
        """Tell whether a password matches its hash; takes as long for an empty hash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything that use cases, views and jobs work with."""

    store: Store
    clock: Clock
    secrets: Secrets
    blobs: BlobStore
    site: Site
    mailer: Mailer
    texts: Texts
    sheets: Spreadsheets
    pictures: Pictures
    outages: Outages
    host: str
    # A channel that this deployment has not got is None.
    sms: Sms | None = None
    wechat: WeChat | None = None
    federation: IdentityProvider | None = None
    # None counts nothing and lets everybody in.
    throttle: Throttle | None = None
    # None counts nothing.
    usage: Usage | None = None
    # Where nobody reads what went well, it is not written.
    journal: Journal | None = None


class Desk(Protocol):
    """What the jobs of the issuer work with."""

    @property
    def services(self) -> Services: ...
    @property
    def signer(self) -> Signer: ...
    @property
    def printer(self) -> DocumentPrinter: ...
    @property
    def dead_letters(self) -> DeadLetters | None: ...
