"""Each variable that is missing or wrong is named; production refuses what is local."""

from __future__ import annotations

import pytest

from functions import settings
from functions.settings import Deployment, Federation, SettingsError, SignerKind, SmtpAccount, WeChatAccount

LOCAL = {
    "DEPLOYMENT": "local",
    "OFFICIAL_HOST": "127.0.0.1:8000",
    "AWS_REGION": "cn-north-1",
    "AWS_ENDPOINT": "http://127.0.0.1:4566",
    "TABLE": "agreements",
    "UPLOADS_BUCKET": "uploads",
    "DOCUMENTS_BUCKET": "documents",
    "SITE_BUCKET": "site",
    "MAIL_FROM": "notice@example.cn",
    "PERSONAL_SECRET": "personal",
    "SIGNER": "local",
}
SMTP = {"MAIL": "smtp", "SMTP_HOST": "smtp.example.edu.cn", "SMTP_SECRET": "smtp"}
PRODUCTION = (
    LOCAL
    | {
        "DEPLOYMENT": "production",
        "OFFICIAL_HOST": "jy.example.edu.cn",
        "AWS_ENDPOINT": "",
        "SIGNER": "kms",
    }
    | SMTP
)
WECHAT = {
    "WECHAT_APP_ID": "wx1",
    "WECHAT_SECRET": "wechat",
    "WECHAT_TEMPLATE": "t1",
    "WECHAT_FIELDS": "thing1,time2",
}
FEDERATION = {
    "FEDERATION_NAME": "学信网",
    "FEDERATION_ISSUER": "https://id.example",
    "FEDERATION_CLIENT_ID": "agreements",
    "FEDERATION_SECRET": "federation",
    "FEDERATION_AUTHORIZATION": "https://id.example/authorize",
    "FEDERATION_TOKEN": "https://id.example/token",
}
REQUIRED = [
    "DEPLOYMENT", "OFFICIAL_HOST", "AWS_REGION", "TABLE", "UPLOADS_BUCKET", "DOCUMENTS_BUCKET", "SITE_BUCKET",
    "MAIL_FROM", "PERSONAL_SECRET",
]  # fmt: skip
WRONG: dict[str, tuple[dict[str, str], str]] = {
    "an unknown deployment": (LOCAL | {"DEPLOYMENT": "prod"}, "DEPLOYMENT"),
    "an unknown signer": (LOCAL | {"SIGNER": "file"}, "SIGNER"),
    "a host with a scheme": (LOCAL | {"OFFICIAL_HOST": "https://jy.example.edu.cn"}, "OFFICIAL_HOST"),
    "a host with a path": (LOCAL | {"OFFICIAL_HOST": "jy.example.edu.cn/v"}, "OFFICIAL_HOST"),
    "a host in capitals, which a verifier would not match": (
        LOCAL | {"OFFICIAL_HOST": "JY.example.cn"},
        "OFFICIAL_HOST",
    ),
    "local keys in production": (PRODUCTION | {"SIGNER": "local"}, "SIGNER"),
    "a local AWS in production": (PRODUCTION | {"AWS_ENDPOINT": "http://127.0.0.1:4566"}, "AWS_ENDPOINT"),
    "a loopback address in production": (PRODUCTION | {"OFFICIAL_HOST": "127.0.0.1:8000"}, "OFFICIAL_HOST"),
    "another address for AWS in production": (
        PRODUCTION | {"AWS_ENDPOINT_URL": "http://127.0.0.1:4566"},
        "AWS_ENDPOINT_URL",
    ),
    "another address for the keys in production": (
        PRODUCTION | {"AWS_ENDPOINT_URL_SECRETS_MANAGER": "http://127.0.0.1:4566"},
        "AWS_ENDPOINT_URL_SECRETS_MANAGER",
    ),
    "a local system's secret in production": (
        PRODUCTION | {"PERSONAL_SECRET": settings.LOCAL_SECRET},
        "PERSONAL_SECRET",
    ),
    "an unknown way for mail": (LOCAL | {"MAIL": "post"}, "MAIL"),
    "SES in China, where there is none": (PRODUCTION | {"MAIL": "ses"}, "MAIL must be smtp"),
    "SMTP without a server": (LOCAL | SMTP | {"SMTP_HOST": " "}, "SMTP_HOST"),
    "SMTP with an address of the web": (LOCAL | SMTP | {"SMTP_HOST": "https://smtp.example"}, "SMTP_HOST"),
    "SMTP at the port of servers, which Lambda closes": (LOCAL | SMTP | {"SMTP_HOST": "smtp.example:25"}, "SMTP_HOST"),
    "SMTP without its secret": (LOCAL | SMTP | {"SMTP_SECRET": ""}, "SMTP_SECRET"),
    "text messages from China": (LOCAL | {"SMS_REGION": "cn-north-1"}, "SMS_REGION"),
    "phone numbers that leave the mainland": (PRODUCTION | {"SMS_REGION": "ap-southeast-1"}, "SMS_REGION"),
    "WeChat without its secret": (LOCAL | WECHAT | {"WECHAT_SECRET": ""}, "WECHAT_SECRET"),
    "WeChat without a template": (LOCAL | WECHAT | {"WECHAT_TEMPLATE": ""}, "WECHAT_TEMPLATE"),
    "WeChat without fields": (LOCAL | WECHAT | {"WECHAT_FIELDS": ""}, "WECHAT_FIELDS"),
    "WeChat with one field": (LOCAL | WECHAT | {"WECHAT_FIELDS": "thing1"}, "WECHAT_FIELDS"),
    "WeChat of our own in production": (PRODUCTION | WECHAT | {"WECHAT_HOST": "http://127.0.0.1:1"}, "WECHAT_HOST"),
    **{
        f"an outside log-in without {name}": (LOCAL | FEDERATION | {name: " "}, name)
        for name in FEDERATION
        if name != "FEDERATION_CLIENT_ID"
    },
    **{
        f"{name} in the clear in production": (
            PRODUCTION | FEDERATION | {name: "http://id.example"},
            "FEDERATION_ISSUER",
        )
        for name in ("FEDERATION_ISSUER", "FEDERATION_AUTHORIZATION", "FEDERATION_TOKEN")
    },
    "the name of this machine in production": (PRODUCTION | {"OFFICIAL_HOST": "localhost"}, "OFFICIAL_HOST"),
}


@pytest.mark.parametrize("name", REQUIRED)
@pytest.mark.parametrize("value", [None, "", "  "], ids=["missing", "empty", "blank"])
def test_a_variable_without_a_value_is_named(name: str, value: str | None) -> None:
    environment = {key: text for key, text in LOCAL.items() if key != name} | ({} if value is None else {name: value})
    with pytest.raises(SettingsError, match=rf"\b{name}\b"):
        settings.read(environment)


@pytest.mark.parametrize(("environment", "name"), WRONG.values(), ids=WRONG)
def test_refused(environment: dict[str, str], name: str) -> None:
    with pytest.raises(SettingsError, match=rf"^{name}\b"):
        settings.read(environment)


def test_what_is_typed_is_never_repeated() -> None:
    with pytest.raises(SettingsError) as refused:
        settings.read(LOCAL | {"DEPLOYMENT": "s3cret"})
    assert "s3cret" not in str(refused.value)


def test_local_settings_are_read() -> None:
    read = settings.read(LOCAL)
    assert (read.deployment, read.signer, read.endpoint) == (Deployment.LOCAL, SignerKind.LOCAL, LOCAL["AWS_ENDPOINT"])


def test_text_messages_are_off_unless_a_region_is_named() -> None:
    assert settings.read(LOCAL).sms_region is None
    abroad = PRODUCTION | {"AWS_REGION": "ap-southeast-1", "SMS_REGION": "ap-southeast-1"}
    assert settings.read(abroad).sms_region == "ap-southeast-1"


MAILED: dict[str, tuple[dict[str, str], SmtpAccount | None]] = {
    "by SES where nothing is said": ({"MAIL": "ses"}, None),
    "by a server, over TLS, as the sender": (
        SMTP, SmtpAccount(host="smtp.example.edu.cn", port=465, user="notice@example.cn", secret="smtp"),
    ),
    "by a server at another port, as somebody else": (
        SMTP | {"SMTP_HOST": "smtp.example:587", "SMTP_USER": "us"},
        SmtpAccount(host="smtp.example", port=587, user="us", secret="smtp"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("environment", "account"), MAILED.values(), ids=MAILED)
def test_mail_goes_out(environment: dict[str, str], account: SmtpAccount | None) -> None:
    abroad = PRODUCTION | {"AWS_REGION": "ap-southeast-1"}
    assert settings.read(abroad | environment).smtp == account


def test_wechat_is_off_unless_an_account_is_named() -> None:
    assert settings.read(LOCAL).wechat is None
    account = settings.read(PRODUCTION | WECHAT).wechat
    assert account == WeChatAccount(app_id="wx1", secret="wechat", template="t1", fields=("thing1", "time2"))


def test_an_outside_log_in_is_off_unless_a_client_is_named() -> None:
    assert settings.read(LOCAL | FEDERATION | {"FEDERATION_CLIENT_ID": ""}).federation is None
    platform = settings.read(PRODUCTION | FEDERATION).federation
    assert platform == Federation(
        name="学信网", issuer="https://id.example", client_id="agreements", secret="federation",
        authorization="https://id.example/authorize", token="https://id.example/token",
    )  # fmt: skip


def test_production_has_no_endpoint_and_signs_with_kms() -> None:
    read = settings.read({name: value for name, value in PRODUCTION.items() if name != "SIGNER"})
    assert (read.signer, read.endpoint) == (SignerKind.KMS, None)


def test_the_environment_of_the_process_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in LOCAL.items():
        monkeypatch.setenv(name, value)
    assert settings.read() == settings.read(LOCAL)


@pytest.mark.parametrize(("written", "most"), {"": 0, "0": 0, " 6000 ": 6000}.items())
def test_a_school_may_have_a_limit_of_requests(written: str, most: int) -> None:
    assert settings.read(LOCAL | {"SCHOOL_REQUESTS_A_MINUTE": written}).school_requests == most


@pytest.mark.parametrize("written", ["-1", "6k", "1.5", "６０"])
def test_a_limit_that_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(SettingsError, match="SCHOOL_REQUESTS_A_MINUTE"):
        settings.read(LOCAL | {"SCHOOL_REQUESTS_A_MINUTE": written})


@pytest.mark.parametrize(
    ("said", "serves"), [({}, False), ({"SERVE_SITE": "no"}, False), ({"SERVE_SITE": "yes"}, True)]
)
def test_the_site_is_served_where_that_is_said(said: dict[str, str], *, serves: bool) -> None:
    assert settings.read(LOCAL | said).serves_site is serves


def test_it_is_not_served_perhaps() -> None:
    with pytest.raises(SettingsError, match="SERVE_SITE must be one of: yes, no"):
        settings.read(LOCAL | {"SERVE_SITE": "true"})
