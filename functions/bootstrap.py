"""The only file that names adapters: what the API and what the issuer work with.

1. The API has no signer and no printer: they are not even imported there (architecture.md 6).
2. Nothing is connected or read before it is needed: importing an entry point costs no call.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

from functions.adapters import outages
from functions.adapters.clock import SystemClock
from functions.adapters.dynamo.connecting import CALLER
from functions.adapters.dynamo.consumption import CONSUMED
from functions.adapters.dynamo.items import Item, bound
from functions.adapters.dynamo.store import DynamoStore
from functions.adapters.dynamo.table import DynamoTable
from functions.adapters.logs import REQUEST, JsonLines, start
from functions.adapters.mail import NO_RETRIES, SesMailer
from functions.adapters.oidc import Client, OpenIdProvider
from functions.adapters.pictures import PillowPictures
from functions.adapters.s3 import SIGNED, S3Blobs
from functions.adapters.secrets import KeyedSecrets
from functions.adapters.site import S3Site
from functions.adapters.sms import SnsSms
from functions.adapters.spreadsheet.sheets import FileSpreadsheets
from functions.adapters.texts import FileTexts
from functions.adapters.vault import SecretVault
from functions.adapters.wechat import HOST, HttpWeChat, OfficialAccount
from functions.ports import DeadLetters, DocumentPrinter, Mailer, Services, Signer
from functions.settings import Federation, Settings, SettingsError, SignerKind, WeChatAccount
from functions.usecases.throttling import SchoolThrottle
from functions.usecases.usage import SchoolUsage

if TYPE_CHECKING:
    from functions.adapters.copies import S3Copies
    from functions.adapters.dynamo.exports import TableExports


@dataclass(frozen=True, slots=True)
class Archive:
    """Where a second copy of everything is: the table's exports and the objects' copies."""

    exports: TableExports
    copies: S3Copies


@dataclass(frozen=True, slots=True)
class Issuer:
    """What the jobs of the issuer work with: the only place that signs. `archive` is None where nothing is kept."""

    services: Services
    signer: Signer
    printer: DocumentPrinter
    archive: Archive | None = None
    dead_letters: DeadLetters | None = None


def log(settings: Settings) -> None:
    """Have a deployed function log in lines of JSON; elsewhere whoever runs the service says where its log goes."""
    if settings.function:
        start(_lines(settings))


def called(context: Any) -> None:  # noqa: ANN401 - what Lambda passes, None elsewhere
    """Have the lines of a call of the issuer say its number."""
    REQUEST.set(context.aws_request_id if context else "")


def services(settings: Settings) -> Services:
    """Return what the API works with."""
    connect = _Clients(settings)
    store = DynamoStore(DynamoTable(model(settings)))
    clock = SystemClock()
    return Services(
        store=store,
        clock=clock,
        secrets=KeyedSecrets(_vault(connect, settings).read),
        blobs=S3Blobs(connect.to("s3", SIGNED), settings.uploads_bucket, settings.documents_bucket),
        site=S3Site(connect.to("s3", SIGNED), settings.site_bucket),
        mailer=_mailer(connect, settings),
        texts=FileTexts(settings.texts),
        sheets=FileSpreadsheets(),
        pictures=PillowPictures(),
        outages=outages.read,
        host=settings.host,
        sms=SnsSms(connect.to("sns", NO_RETRIES, settings.sms_region)) if settings.sms_region else None,
        wechat=_wechat(connect, settings.wechat) if settings.wechat else None,
        federation=_federation(connect, settings.federation) if settings.federation else None,
        throttle=SchoolThrottle(store, clock, settings.school_requests),
        usage=SchoolUsage(store, clock, CONSUMED, settings.megabytes),
        journal=_lines(settings).tell if settings.function else None,
    )


def _lines(settings: Settings) -> JsonLines:
    # Metrics are named after the table, as the stack's alarms are (infra/template.yaml).
    return JsonLines(settings.function, settings.table, outages.read, SystemClock(), sys.stdout)


def issuer(settings: Settings) -> Issuer:
    """Return what the issuer works with."""
    kept = archive(settings) if settings.backups_bucket else None
    return Issuer(services(settings), _signer(settings), _printer(settings), kept, _dead_letters(settings))


def archive(settings: Settings) -> Archive:
    """Return where backups are; raises SettingsError when there is no place for any."""
    from functions.adapters.copies import S3Copies  # noqa: PLC0415 - the API keeps no backups
    from functions.adapters.dynamo.exports import TableExports  # noqa: PLC0415 - the same

    if settings.backups_bucket is None:
        raise SettingsError("BACKUPS_BUCKET is not set: there is no place for backups")
    connect, bucket = _Clients(settings), settings.backups_bucket
    buckets = {
        "uploads": settings.uploads_bucket, "documents": settings.documents_bucket, "site": settings.site_bucket,
    }  # fmt: skip
    return Archive(
        TableExports(connect.to("dynamodb"), connect.to("s3", SIGNED), settings.table, bucket),
        S3Copies(connect.to("s3", SIGNED), buckets, bucket),
    )


def model(settings: Settings) -> type[Item]:
    """Return the table itself, for what is done to its rows and not to its records."""
    return bound(settings.table, region=settings.region, host=settings.endpoint)


def _signer(settings: Settings) -> Signer:
    connect = _Clients(settings)
    if settings.signer is SignerKind.KMS:
        from functions.adapters.kms import KmsSigner  # noqa: PLC0415 - the API has none

        return KmsSigner(connect.to("kms"), settings.table)
    from functions.adapters.local_signer import LocalSigner  # noqa: PLC0415 - the API has none

    return LocalSigner(connect.to("secretsmanager"))


def _printer(settings: Settings) -> DocumentPrinter:
    from functions.adapters.pdf.fonts import Fonts  # noqa: PLC0415 - the API draws nothing
    from functions.adapters.pdf.press import FormPrinter  # noqa: PLC0415 - the API draws nothing

    return FormPrinter(Fonts(settings.fonts))


def _dead_letters(settings: Settings) -> DeadLetters | None:
    from functions.adapters.queue import SqsDeadLetters  # noqa: PLC0415 - the API has none

    return SqsDeadLetters(_Clients(settings).to("sqs"), settings.dead_letters) if settings.dead_letters else None


def _mailer(connect: _Clients, settings: Settings) -> Mailer:
    if settings.smtp is None:
        return SesMailer(connect.to("sesv2", NO_RETRIES), settings.mail_from)
    from functions.adapters.smtp import TLS_PORT, Account, SmtpMailer  # noqa: PLC0415 - where there is SES nobody needs it

    account = Account(
        host=settings.smtp.host, port=settings.smtp.port, user=settings.smtp.user,
        password=partial(_text_secret, connect, settings.smtp.secret), is_tls_first=settings.smtp.port == TLS_PORT,
    )  # fmt: skip
    return SmtpMailer(account, settings.mail_from, SystemClock().now)


def _wechat(connect: _Clients, account: WeChatAccount) -> HttpWeChat:
    made = OfficialAccount(
        app_id=account.app_id, secret=cache(partial(_text_secret, connect, account.secret)), template=account.template,
        fields=account.fields, host=account.host or HOST,
    )  # fmt: skip
    return HttpWeChat(made, SystemClock().now)


def _federation(connect: _Clients, platform: Federation) -> OpenIdProvider:
    client = Client(
        name=platform.name, issuer=platform.issuer, client_id=platform.client_id,
        secret=cache(partial(_text_secret, connect, platform.secret)), authorization=platform.authorization,
        token=platform.token,
    )  # fmt: skip
    return OpenIdProvider(client, SystemClock().now)


def _text_secret(connect: _Clients, name: str) -> str:
    return str(connect.to("secretsmanager")().get_secret_value(SecretId=name)["SecretString"])


def vault(settings: Settings) -> SecretVault:
    """Return where the keys of personal data are kept, for who adds one."""
    return _vault(_Clients(settings), settings)


def _vault(connect: _Clients, settings: Settings) -> SecretVault:
    return SecretVault(connect.to("secretsmanager"), settings.personal_secret)


class _Clients:
    """The clients of AWS, each made once, at its first use, in whichever thread that is."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._made: dict[str, Any] = {}
        self._lock = threading.Lock()

    def to(self, service: str, config: Config | None = None, region: str | None = None) -> Callable[[], Any]:
        """Return what connects to a service, in the deployment's region or another."""
        return partial(self._client, service, config, region or self._settings.region)

    def _client(self, service: str, config: Config | None, region: str) -> Any:  # noqa: ANN401 - each service has its own type
        with self._lock:
            if service not in self._made:
                session, ours = boto3.Session(region_name=region), CALLER.merge(config) if config else CALLER
                self._made[service] = session.client(service, endpoint_url=self._settings.endpoint, config=ours)  # type: ignore[call-overload]  # the name is a variable here
            return self._made[service]
