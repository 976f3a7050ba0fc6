"""The API has nothing to sign or print with, and starting up reaches nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import boto3
import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.httpsession import URLLib3Session
from moto import mock_aws

from functions import bootstrap, settings
from functions.adapters.kms import KmsSigner
from functions.adapters.local_signer import LocalSigner
from functions.adapters.mail import SesMailer
from functions.adapters.oidc import OpenIdProvider
from functions.adapters.sms import SnsSms
from functions.adapters.smtp import SmtpMailer
from functions.adapters.wechat import HttpWeChat
from tests.unit.test_settings import FEDERATION, LOCAL, SMTP, WECHAT
from tests.world import FONTS, TEXTS

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {name: value for name, value in LOCAL.items() if name != "AWS_ENDPOINT"} | {
    "TEXTS": str(TEXTS),
    "FONTS": str(FONTS),
}
PRIVATE = (
    "functions.adapters.kms",
    "functions.adapters.local_signer",
    "functions.adapters.pdf",
    "fpdf",
    "openpyxl",
)
LOADED = """
import sys
from functions import bootstrap, settings
bootstrap.services(settings.read())
print(*(name for name in sys.argv[1:] if name in sys.modules))
"""


def test_the_api_loads_nothing_to_sign_or_print_with() -> None:
    command = [sys.executable, "-c", LOADED, *PRIVATE]
    assert subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, check=True, capture_output=True, text=True).stdout == "\n"


@pytest.mark.parametrize(("kind", "signer"), [("kms", KmsSigner), ("local", LocalSigner)])
def test_the_issuer_signs_as_the_settings_say(kind: str, signer: type) -> None:
    made = bootstrap.issuer(settings.read(ENVIRONMENT | {"SIGNER": kind}))
    assert isinstance(made.signer, signer)


@mock_aws
def test_the_secret_of_personal_data_is_read_by_its_name() -> None:
    boto3.client("secretsmanager").create_secret(Name=LOCAL["PERSONAL_SECRET"], SecretBinary=bytes(32))
    secrets = bootstrap.services(settings.read(ENVIRONMENT)).secrets
    assert secrets.unseal(secrets.seal("11010519491231002X")) == "11010519491231002X"


class NowhereError(Exception):
    """Nothing was reached, and nothing tries again."""


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give who called, as AWS reads it, of each call that leaves."""
    callers: list[str] = []

    def send(_: object, request: AWSPreparedRequest) -> AWSResponse:
        callers.append(request.headers["User-Agent"].decode())
        raise NowhereError("nobody is there")

    monkeypatch.setattr(URLLib3Session, "send", send)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "any")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "any")
    return callers


def test_every_call_says_in_a_word_who_calls(sent: list[str]) -> None:
    """Composing the description that botocore otherwise sends is two fifths of what a call costs."""
    services = bootstrap.services(settings.read(ENVIRONMENT))
    reached = (lambda: services.store.school("10123"), lambda: services.secrets.seal("1"))
    for call in reached:
        with pytest.raises(Exception, match="nobody is there"):
            call()
    assert [caller.partition(" ")[0] for caller in sent] == ["employment-agreements"] * 2
    assert not [caller for caller in sent if "lang/python" in caller]


def test_text_messages_go_out_in_the_region_that_has_them() -> None:
    assert bootstrap.services(settings.read(ENVIRONMENT)).sms is None
    made = bootstrap.services(settings.read(ENVIRONMENT | {"SMS_REGION": "ap-southeast-1"})).sms
    assert isinstance(made, SnsSms)
    assert made._connect().meta.region_name == "ap-southeast-1"


@mock_aws
@pytest.mark.parametrize(("host", "is_tls_first"), [("smtp.example", True), ("smtp.example:587", False)])
def test_mail_by_smtp_asks_for_its_password_by_name_whenever_it_is_needed(host: str, is_tls_first: bool) -> None:
    assert isinstance(bootstrap.services(settings.read(ENVIRONMENT)).mailer, SesMailer)
    made = bootstrap.services(settings.read(ENVIRONMENT | SMTP | {"SMTP_HOST": host})).mailer
    assert isinstance(made, SmtpMailer)
    vault = boto3.client("secretsmanager")
    vault.create_secret(Name=SMTP["SMTP_SECRET"], SecretString="first")
    account = made._account
    assert (account.host, account.is_tls_first, account.password()) == ("smtp.example", is_tls_first, "first")
    vault.put_secret_value(SecretId=SMTP["SMTP_SECRET"], SecretString="second")
    assert account.password() == "second"


@mock_aws
def test_wechat_asks_for_its_secret_by_name_when_it_is_needed() -> None:
    assert bootstrap.services(settings.read(ENVIRONMENT)).wechat is None
    made = bootstrap.services(settings.read(ENVIRONMENT | WECHAT)).wechat
    assert isinstance(made, HttpWeChat)
    boto3.client("secretsmanager").create_secret(Name=WECHAT["WECHAT_SECRET"], SecretString="of the account")
    assert made._account.secret() == "of the account"


@mock_aws
def test_an_outside_log_in_asks_for_its_secret_by_name_when_it_is_needed() -> None:
    assert bootstrap.services(settings.read(ENVIRONMENT)).federation is None
    made = bootstrap.services(settings.read(ENVIRONMENT | FEDERATION)).federation
    assert isinstance(made, OpenIdProvider)
    boto3.client("secretsmanager").create_secret(Name=FEDERATION["FEDERATION_SECRET"], SecretString="of the client")
    assert (made.name, made._client.secret()) == ("学信网", "of the client")


def test_backups_are_kept_only_where_there_is_a_place_for_them() -> None:
    assert bootstrap.issuer(settings.read(ENVIRONMENT)).archive is None
    assert bootstrap.issuer(settings.read(ENVIRONMENT | {"BACKUPS_BUCKET": "backups"})).archive
    with pytest.raises(settings.SettingsError, match="BACKUPS_BUCKET"):
        bootstrap.archive(settings.read(ENVIRONMENT))


@mock_aws
def test_a_service_is_connected_once() -> None:
    clients = bootstrap._Clients(settings.read(ENVIRONMENT))
    assert clients.to("s3")() is clients.to("s3")()
