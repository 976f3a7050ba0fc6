"""A whole service in memory: real use cases, views, secrets and signatures; only AWS is a double.

1. The clock stands still until a test moves it.
2. A paper is its words, which take no time; a test of the page takes `printer()`.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask.testing import FlaskClient

from functions.adapters import outages
from functions.adapters.dynamo.store import DynamoStore
from functions.adapters.dynamo.table import Table
from functions.adapters.pictures import PillowPictures
from functions.adapters.secrets import KeyedSecrets
from functions.adapters.spreadsheet.sheets import FileSpreadsheets
from functions.adapters.texts import FileTexts
from functions.domain.account import Account, Session
from functions.domain.actors import Role
from functions.domain.dead_letter import DeadLetter
from functions.domain.employer import AdmissionState, RegistrationState
from functions.domain.errors import NotFound
from functions.domain.issuing import KeyUse, SigningKey
from functions.domain.paper import Paper
from functions.domain.policy import SchoolPolicy
from functions.domain.student import SourceState
from functions.jobs import deliver, expire, import_rosters, issue, print_batches, publish_status
from functions.ports import (
    Attachment,
    ChannelRefused,
    DocumentPrinter,
    Insert,
    Journal,
    OutOfOrder,
    ProviderRefused,
    PublicFile,
    Services,
    Taken,
)
from functions.usecases import keys, sessions, trust
from functions.web.app import create_app
from tests import factories
from tests.fakes import MemoryTable
from verifier.attestation import key_id

HOST = "agreements.example"
TEXTS = Path(__file__).parents[1] / "portal_static" / "i18n"
FONTS = Path(__file__).parents[1] / "build" / "fonts"
PASSWORD = "correct horse battery"


@dataclass
class StandingClock:
    """A clock that a test sets."""

    moment: datetime = factories.NOW

    def now(self) -> datetime:
        return self.moment

    def pass_(self, **duration: float) -> None:
        self.moment += timedelta(**duration)


@dataclass
class MemoryBlobs:
    """Private objects in a dictionary."""

    objects: dict[str, bytes] = field(default_factory=dict)

    def put(self, key: str, content: bytes, media_type: str) -> None:
        self.objects[key] = content

    def get(self, key: str) -> bytes:
        if key not in self.objects:
            raise NotFound("blob")
        return self.objects[key]

    def open(self, key: str) -> io.BytesIO:
        return io.BytesIO(self.get(key))

    def exists(self, key: str) -> bool:
        return key in self.objects

    def delete(self, key: str) -> None:
        self.objects.pop(key, None)

    def link(self, key: str, disposition: str) -> str:
        return f"memory:{key}?{disposition}"


@dataclass
class MemorySite:
    """Public files in a dictionary; an ordered file never goes back."""

    files: dict[str, bytes] = field(default_factory=dict)
    orders: dict[str, int] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def publish(self, path: str, content: bytes, media_type: str, *, order: int | None = None) -> None:
        with self._lock:
            if order is not None and self.orders.get(path, -1) >= order:
                raise OutOfOrder(path, self.orders[path])
            self.files[path], self.types[path] = content, media_type
            if order is not None:
                self.orders[path] = order

    def read(self, path: str) -> bytes | None:
        return self.files.get(path)

    def file(self, path: str) -> PublicFile | None:
        kept = self.files.get(path)
        return None if kept is None else PublicFile(kept, self.types[path], "public, max-age=60")


@dataclass
class MemoryMailer:
    """Mail that was accepted, in order."""

    sent: list[tuple[str, str, str]] = field(default_factory=list)
    attached: list[Attachment] = field(default_factory=list)

    def send(self, to: str, subject: str, body: str, attachment: Attachment | None = None) -> None:
        self.sent.append((to, subject, body))
        self.attached += [attachment] if attachment else []


@dataclass
class MemorySms:
    """Text messages that were accepted, in order; a number that has opted out is refused."""

    sent: list[tuple[str, str]] = field(default_factory=list)
    opted_out: set[str] = field(default_factory=set)

    def send(self, to: str, text: str) -> None:
        if to in self.opted_out:
            raise ChannelRefused("opted_out", is_final=True)
        self.sent.append((to, text))


@dataclass
class MemoryWeChat:
    """An official account: who consented by which code, and the messages that its followers got."""

    codes: dict[str, str] = field(default_factory=lambda: {"code": "openid"})
    sent: list[tuple[str, str, str, str]] = field(default_factory=list)
    is_reachable: bool = True

    def send(self, to: str, what: str, when: str, link: str) -> None:
        if to not in self.codes.values():
            raise ChannelRefused("not_following", is_final=True)
        self.sent.append((to, what, when, link))

    def consent_url(self, back: str, state: str) -> str:
        return f"https://wechat.example/consent?back={back}&state={state}"

    def openid(self, code: str) -> str:
        if not self.is_reachable or code not in self.codes:
            raise ChannelRefused("wechat_40029", is_final=self.is_reachable)
        return self.codes[code]


@dataclass
class MemoryProvider:
    """Another platform: whom it names by which code, and the attempts that it was asked for (A04)."""

    codes: dict[str, str] = field(default_factory=lambda: {"code": "a person"})
    is_reachable: bool = True
    name: str = "学信网"

    def consent_url(self, back: str, state: str, nonce: str, challenge: str) -> str:
        return f"https://id.example/authorize?{urlencode({'back': back, 'state': state})}#{nonce}.{challenge}"

    def subject(self, code: str, back: str, verifier: str, nonce: str) -> str:
        assert len(verifier) >= 43, "RFC 7636 4.1"
        assert back
        assert nonce
        if not self.is_reachable or code not in self.codes:
            raise ProviderRefused("error", is_final=self.is_reachable)
        return self.codes[code]


@dataclass
class MemorySigner:
    """Ed25519 keys by reference."""

    keys: dict[str, Ed25519PrivateKey] = field(default_factory=dict)

    def sign(self, key: SigningKey, message: bytes) -> bytes:
        return self.keys[key.reference].sign(message)

    def create(self, school: str, use: KeyUse, *, not_before: datetime, not_after: datetime) -> SigningKey:
        private = Ed25519PrivateKey.generate()
        public = private.public_key().public_bytes_raw()
        reference = key_id(public).hex()
        self.keys[reference] = private
        return SigningKey(
            school=school, use=use, kid=reference, public=public, reference=reference,
            not_before=not_before, not_after=not_after,
        )  # fmt: skip


@dataclass
class MemoryDeadLetters:
    """A queue of letters by id; who takes them keeps them until they are left."""

    letters: dict[str, DeadLetter] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def put(self, letter: DeadLetter) -> None:
        self.letters[f"{len(self.letters):08}-letter"] = letter

    def take(self) -> Iterator[Taken]:
        for id_ in [one for one in self.letters if one not in self.taken]:
            self.taken.add(id_)
            yield Taken(id_, id_, self.letters[id_])

    def leave(self, taken: Iterable[Taken]) -> None:
        for one in taken:
            assert one.id in self.letters, "SQS refuses it for what was removed"
            self.taken.discard(one.id)

    def remove(self, taken: Taken) -> None:
        assert taken.id in self.taken
        del self.letters[taken.id]


class Words:
    """Prints all that a paper says, without the page, which takes long to draw."""

    def render(self, paper: Paper) -> bytes:
        return repr(paper).encode()

    def render_many(self, papers: Iterable[Paper], *, progress: Callable[[int], None]) -> bytes:
        drawn = []
        for paper in papers:
            drawn.append(self.render(paper))
            progress(len(drawn))
        return b"\n".join(drawn)


@cache
def printer() -> DocumentPrinter:
    """The real press, its fonts read once for all tests of a process."""
    from functions.adapters.pdf.fonts import Fonts  # noqa: PLC0415 - most tests print nothing
    from functions.adapters.pdf.press import FormPrinter  # noqa: PLC0415 - the same

    return FormPrinter(Fonts(FONTS))


class World:
    """Services in memory with one school, one admitted employer and one graduate ready to be invited."""

    def __init__(
        self, policy: SchoolPolicy | None = None, table: Table | None = None, press: DocumentPrinter | None = None,
        journal: Journal | None = None,
    ) -> None:  # fmt: skip
        self.table, self.press = table or MemoryTable(), press or Words()
        self.clock = StandingClock()
        self.blobs, self.site, self.mailer, self.signer = MemoryBlobs(), MemorySite(), MemoryMailer(), MemorySigner()
        self.sms, self.wechat, self.federation = MemorySms(), MemoryWeChat(), MemoryProvider()
        self.dead_letters = MemoryDeadLetters()
        self.root = Ed25519PrivateKey.generate()
        self.services = Services(
            store=DynamoStore(self.table), clock=self.clock, secrets=KeyedSecrets(lambda: bytes(32)), blobs=self.blobs,
            site=self.site, mailer=self.mailer, texts=FileTexts(TEXTS), sheets=FileSpreadsheets(),
            pictures=PillowPictures(), outages=outages.read,
            host=HOST,
            sms=self.sms, wechat=self.wechat, federation=self.federation, journal=journal,
        )  # fmt: skip
        self.app = create_app(self.services)
        self.found(policy or SchoolPolicy())

    def found(self, policy: SchoolPolicy) -> None:
        """Store the school, its policy, the student, the employer and an account for each role."""
        unit = factories.employer(state=RegistrationState.APPROVED)
        graduate = factories.student(state=SourceState.CONFIRMED)
        self.insert(
            factories.school(), factories.policy(policy=policy), unit, graduate,
            factories.admission(state=AdmissionState.ADMITTED),
        )  # fmt: skip
        for role in (Role.STUDENT, Role.EMPLOYER, Role.COLLEGE, Role.SCHOOL, Role.ADMIN, Role.OPERATOR):
            self.open_account(role)
        keys.ensure(self.services, self.signer, factories.SCHOOL)

    def insert(self, *records: object) -> None:
        self.services.store.commit(*map(Insert, records))

    def open_account(self, role: Role, **fields: Any) -> Account:
        bound: dict[str, Any] = {
            Role.STUDENT: {"school": factories.SCHOOL, "party": factories.STUDENT},
            Role.EMPLOYER: {"party": factories.EMPLOYER},
            Role.COLLEGE: {"school": factories.SCHOOL, "college": factories.COLLEGE},
            Role.SCHOOL: {"school": factories.SCHOOL},
            Role.ADMIN: {"school": factories.SCHOOL},
            Role.OPERATOR: {},
        }[role]
        ordinary = {
            "id": f"account-{role}", "login": f"{role}@example.org", "role": role, "name": NAMES[role],
            "password_hash": "", "email": f"{role}@example.org", "created_at": self.clock.now(),
        }  # fmt: skip
        made = Account(**ordinary | bound | fields)
        self.insert(made)
        return made

    def client(self, role: Role, account: str | None = None) -> Client:
        """Return a logged-in client for the account of a role."""
        account_of = self.services.store.account(account or f"account-{role}")
        token = self.services.secrets.token()
        session = Session(
            token_hash=sessions.token_hash(token), account=account_of.id, epoch=account_of.epoch, csrf="csrf",
            created_at=self.clock.now(), seen_at=self.clock.now(), actor=account_of.as_actor(),
        )  # fmt: skip
        self.insert(session)
        client = self.app.test_client()
        client.set_cookie("session", token, domain="localhost")
        return Client(client)

    def run_jobs(self) -> None:
        """Run every job once, as the stream and the schedules would."""
        expire.run(self.services)
        import_rosters.run(self.services, self.services.sheets)
        issue.run(self.services, self.signer, self.press)
        publish_status.run(self.services, self.signer)
        print_batches.run(self.services, self.press)
        deliver.run(self.services)

    def publish_trust(self) -> bytes:
        """Publish the trust list, signed by this world's root."""
        return trust.publish(self.services, trust.Root(self.root.public_key().public_bytes_raw(), self.root.sign))


NAMES = {
    Role.STUDENT: "欧阳思远", Role.EMPLOYER: "陈晓", Role.COLLEGE: "王老师", Role.SCHOOL: "周敏", Role.ADMIN: "李主任",
    Role.OPERATOR: "平台",
}  # fmt: skip


@dataclass
class Client:
    """A browser without a page: it carries the cookie, the CSRF token and the version."""

    http: FlaskClient

    def get(self, path: str) -> Any:
        return self.http.get(path)

    def send(self, method: str, path: str, body: Any = None, *, version: int | None = None, **more: Any) -> Any:
        headers = {"X-CSRF-Token": "csrf"} | ({} if version is None else {"If-Match": f'"{version}"'})
        if "data" not in more:
            more["json"] = {} if body is None else body
        return self.http.open(path, method=method, headers=headers, **more)

    def put(self, path: str, body: Any = None, **more: Any) -> Any:
        return self.send("PUT", path, body, **more)

    def post(self, path: str, body: Any = None, **more: Any) -> Any:
        return self.send("POST", path, body, **more)
