"""What operators type: what it prints, and that a refusal is one line and not a trace."""

from __future__ import annotations

import pytest

from functions.cli.__main__ import main
from functions.cli.sentences import SENTENCES, sentence
from functions.domain.actors import Role
from functions.domain.signing_keys import Bar, LockOut
from functions.usecases import accounts
from tests import factories
from tests.world import World


def test_schools_are_listed_with_their_keys(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schools"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{factories.SCHOOL} {factories.school().name}"
    assert [line.split()[0] for line in lines[1:]] == ["agreement", "status"]


def test_an_operator_is_invited_by_mail(world: World) -> None:
    assert main(["operator", "first@platform.example", "值班员"]) == 0
    assert [mail[0] for mail in world.mailer.sent] == ["first@platform.example"]


def test_an_operator_is_given_a_link_where_no_mail_goes_out(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["operator", "first@platform.example", "值班员", "--link"]) == 0
    link, _ = capsys.readouterr().out.splitlines()
    page, _, token = link.partition("#")
    assert page == "https://agreements.example/pages/join.html"
    accounts.open_account(world.services, token, "值班员", "a password of some length")
    assert world.services.store.find_account("first@platform.example").role is Role.OPERATOR
    assert world.mailer.sent == []


def test_a_missing_variable_is_named(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("TABLE")
    assert main(["schools"]) == 1
    assert capsys.readouterr().err == "SettingsError: TABLE is not set\n"


NOT_WHOLE: dict[str, list[str]] = {
    "nothing": [],
    "a command that is not there": ["sign"],
    "keys without a step": ["keys"],
    "a step that is not there": ["keys", "remove", "10123", "00000000"],
    "no file for a root": ["keys", "root"],
    "no school": ["keys", "create"],
    "a use that is not a school's": ["keys", "create", "10123", "--use", "log"],
    "a year in words": ["keys", "create", "10123", "--year", "next"],
    "no root": ["keys", "issue"],
    "no key": ["keys", "retire", "10123", "--root", "root.pem"],
    "no cutoff": ["keys", "compromise", "10123", "00000000", "--root", "root.pem"],
    "a cutoff in words": ["keys", "compromise", "10123", "00000000", "--root", "root.pem", "--cutoff", "yesterday"],
    "a cutoff of no zone": ["keys", "compromise", "10123", "0", "--root", "r", "--cutoff", "2026-03-01T00:00"],
    "no new root": ["keys", "rotate", "--root", "root.pem"],
    "a passphrase as an argument": ["keys", "root", "root.pem", "--passphrase", "correct horse battery staple"],
    "an operator without a name": ["operator", "a@b.example"],
}


@pytest.mark.parametrize("arguments", NOT_WHOLE.values(), ids=NOT_WHOLE)
def test_a_command_that_is_not_whole_is_explained(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert "usage: python -m functions.cli" in capsys.readouterr().err


def test_every_refusal_says_what_is_wrong_in_both_languages() -> None:
    assert set(SENTENCES) == set(Bar)
    assert sentence(LockOut(Bar.NO_SUCCESSOR, "0a1b2c3d")).startswith("拒绝 Refused (no_successor) [0a1b2c3d]: 这是")
