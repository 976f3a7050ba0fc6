"""A region without what is needed is refused before anything is made; mail that will not arrive is told."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

import pytest

from infra.deploy import readiness
from infra.deploy.account import Account
from infra.deploy.chosen import Chosen, Refusal
from tests.unit.infra.deploy.test_chosen import SMTP

CHOSEN = Chosen(name="try", region="us-east-1", host="agreements.example", mail_from="notice@example.edu")


class MissingError(Exception):
    """SES knows no such identity."""


@dataclass
class Mail:
    """SES as far as it is asked here."""

    is_open: bool = True
    verified: set[str] = field(default_factory=set)
    exceptions = SimpleNamespace(NotFoundException=MissingError)

    def get_account(self) -> dict[str, Any]:
        return {"ProductionAccessEnabled": self.is_open}

    def get_email_identity(self, EmailIdentity: str) -> dict[str, Any]:  # noqa: N803 - as boto3 has it
        if EmailIdentity not in self.verified | {"pending@example.edu"}:
            raise MissingError
        return {"VerifiedForSendingStatus": EmailIdentity in self.verified}


@pytest.mark.parametrize("region", ["cn-northwest-1", "us-east-1"])
def test_a_region_with_everything_will_do(region: str) -> None:
    readiness.require(Account(region), CHOSEN)


def test_a_region_without_a_service_is_refused_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Account, "offers", lambda _, service: service not in {"kms", "lambda"})
    with pytest.raises(Refusal, match="xx-new-1 has no kms, lambda"):
        readiness.require(Account("xx-new-1"), CHOSEN)


def account(mail: Mail, region: str = "us-east-1") -> Account:
    made = Account(region)
    made.__dict__["mail"] = mail
    return made


def test_a_verified_address_outside_the_sandbox_is_nothing_to_tell() -> None:
    assert list(readiness.mail(account(Mail(verified={"notice@example.edu"})), CHOSEN)) == []


def test_a_verified_domain_is_enough() -> None:
    assert list(readiness.mail(account(Mail(verified={"example.edu"})), CHOSEN)) == []


class Vault:
    """Secrets Manager with one secret."""

    exceptions = SimpleNamespace(ResourceNotFoundException=MissingError)

    def describe_secret(self, SecretId: str) -> None:  # noqa: N803 - as boto3 has it
        if SecretId != SMTP["SMTP_SECRET"]:
            raise MissingError


@pytest.mark.parametrize(("secret", "lines"), [(SMTP["SMTP_SECRET"], 0), ("agreements-try/other", 1)])
def test_a_mail_server_needs_its_password_and_no_ses(secret: str, lines: int) -> None:
    made = account(Mail(), "cn-north-1")
    made.__dict__["secrets"] = Vault()
    said = list(readiness.mail(made, replace(CHOSEN, variables=SMTP | {"SMTP_SECRET": secret})))
    assert len(said) == lines
    assert all(secret in line for line in said)


TOLD: dict[str, tuple[Account, str]] = {
    "the sandbox": (account(Mail(is_open=False, verified={"example.edu"})), "sandbox"),
    "an address that nobody verified": (account(Mail()), "does not send from notice@example.edu"),
    "China, where there is no SES": (account(Mail(), "cn-north-1"), "no SES in cn-north-1"),
}


@pytest.mark.parametrize(("there", "words"), TOLD.values(), ids=TOLD)
def test_why_mail_does_not_arrive_is_one_line(there: Account, words: str) -> None:
    (line,) = readiness.mail(there, CHOSEN)
    assert words in line
