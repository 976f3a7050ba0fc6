"""What a deployment chooses: the only reader of the environment.

1. Every variable is read once, at the start; a missing or wrong one is named, its value never repeated.
2. Secrets are not settings: the environment holds the *names* of secrets.
3. No name is one that Zappa sets itself (STAGE, PROJECT, FRAMEWORK, SERVERTYPE).
4. In production nothing local is accepted: no endpoint of our own, by our name or the SDK's, no loopback host, no
   signing keys outside KMS, and not the secret of personal data that a local system makes for itself.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

_HOST = re.compile(r"(?P<host>(?:[a-z0-9-]+\.)*[a-z0-9-]+)(?::(?P<port>[0-9]{1,5}))?")
# Where mail is submitted over TLS (RFC 8314), and where servers talk among themselves.
_SMTP_PORT, _CLOSED_PORT = 465, 25
_LOOPBACK = re.compile(r"(localhost|127\.[0-9.]+)(:[0-9]+)?")
_FIELD = re.compile(r"[a-z_]+[0-9]+")
_CHINA = "cn-"
_REDIRECTS = "AWS_ENDPOINT_URL"
# The name under which a local system keeps its secret of personal data.
LOCAL_SECRET = "employment-agreements/personal"  # noqa: S105 - a name
_E = TypeVar("_E", bound=StrEnum)


class SettingsError(Exception):
    """A variable of the environment is missing or wrong; the text names it."""


class Deployment(StrEnum):
    """Where the service runs."""

    LOCAL = "local"
    TEST = "test"
    PRODUCTION = "production"


class Whether(StrEnum):
    """What is switched on or off."""

    YES = "yes"
    NO = "no"


class SignerKind(StrEnum):
    """Who keeps the schools' private keys."""

    KMS = "kms"
    LOCAL = "local"


class MailKind(StrEnum):
    """Who takes our mail."""

    SES = "ses"
    SMTP = "smtp"


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpAccount:
    """A mailbox on a mail server; `secret` is the name of the secret that holds its password."""

    host: str
    port: int
    user: str
    secret: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeChatAccount:
    """An official account; `secret` is the name of the secret that holds its AppSecret."""

    app_id: str
    secret: str
    template: str
    fields: tuple[str, str]
    """The template's fields for what happened and for when, such as `thing1` and `time2`."""
    host: str | None = None
    """Where the interface is, set only with one of our own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Federation:
    """Another platform whose accounts open ours (A04); `secret` is the name of the secret that holds the client's."""

    name: str
    issuer: str
    client_id: str
    secret: str
    authorization: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One deployment; `host` is the official host printed in every code, `endpoint` set only with a local AWS."""

    deployment: Deployment
    host: str
    region: str
    table: str
    uploads_bucket: str
    documents_bucket: str
    site_bucket: str
    mail_from: str
    personal_secret: str
    """Name of the secret from which the keys of personal data are derived."""
    backups_bucket: str | None = None
    """Where exports and copies go; None keeps none."""
    signer: SignerKind = SignerKind.KMS
    function: str = ""
    """Name that Lambda gives the function it runs; none elsewhere."""
    megabytes: int = 0
    """Memory that Lambda gives the function; 0 elsewhere."""
    endpoint: str | None = None
    school_requests: int = 0
    """How many requests of one school are answered in a minute, 0 for all."""
    dead_letters: str | None = None
    """URL of the queue that keeps what failed to the last attempt; None keeps it in the log only."""
    serves_site: bool = False
    """Whether the API's function serves the site as well: there is no CDN before it."""
    smtp: SmtpAccount | None = None
    """What takes our mail in the place of SES."""
    sms_region: str | None = None
    """Where SNS sends text messages; None sends none."""
    wechat: WeChatAccount | None = None
    federation: Federation | None = None
    fonts: Path = Path("build/fonts")
    texts: Path = Path("portal_static/i18n")

    def __post_init__(self) -> None:
        """Raise SettingsError for what must not be in production."""
        if not _HOST.fullmatch(self.host):
            raise SettingsError("OFFICIAL_HOST is not a host name in lower case, with or without a port")
        _refuse((self.sms_region or "").startswith(_CHINA), "SMS_REGION must not be in China: SNS has no SMS there")
        if self.deployment is Deployment.PRODUCTION:
            _refuse(self.endpoint is not None, "AWS_ENDPOINT must not be set in production")
            _refuse(bool(self.wechat and self.wechat.host), "WECHAT_HOST must not be set in production")
            _refuse(
                bool(self.federation and not _is_safe(self.federation)),
                "FEDERATION_ISSUER, FEDERATION_AUTHORIZATION and FEDERATION_TOKEN must be https in production",
            )
            _refuse(self.signer is SignerKind.LOCAL, "SIGNER must be kms in production: local keys are for trying out")
            _refuse(
                self.personal_secret == LOCAL_SECRET,
                "PERSONAL_SECRET must not be a local system's in production: name the one that the stack made",
            )
            _refuse(bool(_LOOPBACK.fullmatch(self.host)), "OFFICIAL_HOST must be reachable by others in production")
            _refuse(
                self.region.startswith(_CHINA) and self.smtp is None,
                "MAIL must be smtp where AWS_REGION is in China: there is no SES; name a mail server with SMTP_HOST",
            )
            # law-and-privacy.md 5: phone numbers of a deployment on the mainland stay there.
            _refuse(
                self.region.startswith(_CHINA) and self.sms_region is not None,
                "SMS_REGION must not be set where AWS_REGION is in China: phone numbers would leave the mainland",
            )


def read(environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings of this process; raises SettingsError that names the variable."""
    deployment = _choice(environment, "DEPLOYMENT", Deployment)
    if deployment is Deployment.PRODUCTION:
        _refuse_redirected(environment)
    return Settings(
        deployment=deployment,
        host=_required(environment, "OFFICIAL_HOST"),
        region=_required(environment, "AWS_REGION"),
        table=_required(environment, "TABLE"),
        uploads_bucket=_required(environment, "UPLOADS_BUCKET"),
        documents_bucket=_required(environment, "DOCUMENTS_BUCKET"),
        site_bucket=_required(environment, "SITE_BUCKET"),
        mail_from=_required(environment, "MAIL_FROM"),
        personal_secret=_required(environment, "PERSONAL_SECRET"),
        backups_bucket=environment.get("BACKUPS_BUCKET") or None,
        signer=_choice(environment, "SIGNER", SignerKind, SignerKind.KMS),
        function=environment.get("AWS_LAMBDA_FUNCTION_NAME", ""),
        megabytes=_number(environment, "AWS_LAMBDA_FUNCTION_MEMORY_SIZE"),
        endpoint=environment.get("AWS_ENDPOINT") or None,
        school_requests=_number(environment, "SCHOOL_REQUESTS_A_MINUTE"),
        dead_letters=environment.get("DEAD_LETTERS") or None,
        serves_site=_choice(environment, "SERVE_SITE", Whether, Whether.NO) is Whether.YES,
        smtp=_smtp(environment),
        sms_region=environment.get("SMS_REGION") or None,
        wechat=_wechat(environment),
        federation=_federation(environment),
        fonts=Path(environment.get("FONTS") or "build/fonts"),
        texts=Path(environment.get("TEXTS") or "portal_static/i18n"),
    )


def _refuse_redirected(environment: Mapping[str, str]) -> None:
    """Raise SettingsError where the SDK would ask somebody else than AWS for keys and records."""
    for name in environment:
        _refuse(name.startswith(_REDIRECTS), f"{name} must not be set in production")


def _smtp(environment: Mapping[str, str]) -> SmtpAccount | None:
    """Return the mail server, None where MAIL is ses."""
    if _choice(environment, "MAIL", MailKind, MailKind.SES) is MailKind.SES:
        return None
    place = _HOST.fullmatch(_required(environment, "SMTP_HOST"))
    if place is None:
        raise SettingsError("SMTP_HOST is not a host name in lower case, with or without a port")
    port = int(place["port"] or _SMTP_PORT)
    _refuse(port == _CLOSED_PORT, "SMTP_HOST must not name port 25: from Lambda nobody reaches it; take 465 or 587")
    return SmtpAccount(
        host=place["host"],
        port=port,
        user=environment.get("SMTP_USER", "").strip() or _required(environment, "MAIL_FROM"),
        secret=_required(environment, "SMTP_SECRET"),
    )


def _wechat(environment: Mapping[str, str]) -> WeChatAccount | None:
    """Return the account, None without WECHAT_APP_ID, which then needs the others."""
    if not environment.get("WECHAT_APP_ID", "").strip():
        return None
    what, _, when = _required(environment, "WECHAT_FIELDS").partition(",")
    _refuse(not (_FIELD.fullmatch(what) and _FIELD.fullmatch(when)), "WECHAT_FIELDS must be two names: thing1,time2")
    return WeChatAccount(
        app_id=_required(environment, "WECHAT_APP_ID"),
        secret=_required(environment, "WECHAT_SECRET"),
        template=_required(environment, "WECHAT_TEMPLATE"),
        fields=(what, when),
        host=environment.get("WECHAT_HOST") or None,
    )


def _federation(environment: Mapping[str, str]) -> Federation | None:
    """Return the platform, None without FEDERATION_CLIENT_ID, which then needs the others."""
    if not environment.get("FEDERATION_CLIENT_ID", "").strip():
        return None
    names = ("name", "issuer", "client_id", "secret", "authorization", "token")
    return Federation(**{name: _required(environment, f"FEDERATION_{name.upper()}") for name in names})


def _is_safe(platform: Federation) -> bool:
    """Whether all that we and people's browsers ask is asked over TLS, on which the ID token rests (ADR 24)."""
    return all(url.startswith("https://") for url in (platform.issuer, platform.authorization, platform.token))


def _required(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(name, "").strip()
    _refuse(not value, f"{name} is not set")
    return value


def _choice(environment: Mapping[str, str], name: str, kind: type[_E], default: _E | None = None) -> _E:
    value = environment.get(name, default or "").strip()
    _refuse(value not in list(kind), f"{name} must be one of: {', '.join(kind)}")
    return kind(value)


def _number(environment: Mapping[str, str], name: str) -> int:
    value = environment.get(name, "").strip() or "0"
    _refuse(not (value.isascii() and value.isdigit()), f"{name} must be a whole number, 0 for no limit")
    return int(value)


def _refuse(is_wrong: bool, text: str) -> None:  # noqa: FBT001 - the condition is the whole point
    if is_wrong:
        raise SettingsError(text)
