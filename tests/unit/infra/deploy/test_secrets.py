"""A secret is kept under the name that the functions may read, and never said."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest

from infra.deploy import secrets
from infra.deploy.account import Account
from infra.deploy.chosen import Chosen, Refusal
from infra.template import TEMPLATE

CHOSEN = Chosen(name="try", region="cn-north-1", host="agreements.example", mail_from="notice@example.edu")


class NotThereError(Exception): ...


class Kept:
    """Secrets Manager as far as it is asked here."""

    exceptions = SimpleNamespace(ResourceNotFoundException=NotThereError)

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    def put_secret_value(self, SecretId: str, SecretString: str) -> None:  # noqa: N803 - as boto3 has it
        if SecretId not in self.values:
            raise NotThereError
        self.values[SecretId] = SecretString

    def create_secret(self, Name: str, SecretString: str) -> None:  # noqa: N803 - the same
        self.values[Name] = SecretString


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def account(kept: Kept) -> Account:
    made: Any = Account("cn-north-1")
    made.__dict__["secrets"] = kept
    return made


def test_it_is_kept_and_replaced_and_never_said(account: Account, kept: Kept) -> None:
    said = [*secrets.keep(account, CHOSEN, "smtp", "first one"), *secrets.keep(account, CHOSEN, "smtp", "second one")]
    assert kept.values == {"agreements-try/smtp": "second one"}
    assert not [line for line in said if "first one" in line or "second one" in line]


def test_an_empty_one_is_refused(account: Account, kept: Kept) -> None:
    with pytest.raises(Refusal, match="empty"):
        list(secrets.keep(account, CHOSEN, "smtp", ""))
    assert kept.values == {}


def test_the_functions_may_read_each_of_them_and_no_other() -> None:
    allowed = set(re.findall(r"secret:agreements-\$\{Environment\}/(\w+)-\?{6}", TEMPLATE.read_text("utf-8")))
    assert allowed == {*secrets.SETTINGS, "personal"}
