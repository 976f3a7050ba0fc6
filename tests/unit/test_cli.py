"""What operators type: what it prints, and that a refusal is one line and not a trace."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from functions import bootstrap, cli
from functions.bootstrap import Issuer
from functions.settings import Settings
from tests import factories
from tests.unit.test_settings import LOCAL
from tests.world import World

PEM = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    world = World()

    def issuer(_: Settings) -> Issuer:
        return Issuer(world.services, world.signer, None)  # type: ignore[arg-type]

    for name, value in LOCAL.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(bootstrap, "issuer", issuer)
    return world


@pytest.fixture
def root(world: World, tmp_path: Path) -> Path:
    path = tmp_path / "root.pem"
    path.write_bytes(world.root.private_bytes(*PEM))
    return path


def test_schools_are_listed_with_their_keys(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["schools"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{factories.SCHOOL} {factories.school().name}"
    assert [line.split()[0] for line in lines[1:]] == ["agreement", "status"]


def test_keys_are_made_once(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.insert(factories.school(code="10999"))
    assert cli.main(["keys", "10999"]) == cli.main(["keys", "10999"]) == 0
    assert capsys.readouterr().out.count("made") == 2


def test_the_trust_list_is_published(world: World, root: Path) -> None:
    assert cli.main(["trust", "--root", str(root)]) == 0
    assert world.site.read("t/trust.cwt") == world.publish_trust()


def test_an_operator_is_invited_by_mail(world: World) -> None:
    assert cli.main(["operator", "first@platform.example", "值班员"]) == 0
    assert [mail[0] for mail in world.mailer.sent] == ["first@platform.example"]


def other_key(folder: Path) -> str:
    path = folder / "other.pem"
    path.write_bytes(generate_private_key(SECP256R1()).private_bytes(*PEM))
    return str(path)


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert cli.main(arguments) == 1
    return capsys.readouterr().err


def test_an_unknown_school_is_refused(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(["keys", "99999"], capsys) == "NotFound: school\n"


def test_a_root_key_that_is_not_there_is_named(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert "nowhere.pem" in refused(["trust", "--root", "nowhere.pem"], capsys)


def test_a_root_key_of_another_kind_is_refused(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "another kind" in refused(["trust", "--root", other_key(tmp_path)], capsys)


def test_a_missing_variable_is_named(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("TABLE")
    assert refused(["schools"], capsys) == "SettingsError: TABLE is not set\n"


@pytest.mark.parametrize("arguments", [[], ["sign"], ["keys"], ["trust"], ["operator", "a@b.example"]])
def test_a_command_that_is_not_whole_is_explained(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(arguments)
    assert "usage: python -m functions.cli" in capsys.readouterr().err
