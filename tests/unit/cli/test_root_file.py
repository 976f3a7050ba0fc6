"""The root's file: under a passphrase, for its owner only, never overwritten, and named when it cannot be used."""

from __future__ import annotations

import getpass
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PublicFormat,
    load_pem_private_key,
)

from functions.cli import root_file
from functions.cli.__main__ import main
from tests.unit.cli.conftest import PEM
from verifier.attestation import fingerprint

PASSPHRASE = "correct horse battery staple"


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase"
    path.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    return path


@pytest.fixture
def made(tmp_path: Path, passphrase: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A root made by the command, without any setting in the environment."""
    path = tmp_path / "root.pem"
    assert main(["keys", "root", str(path), "--yes", "--passphrase-file", str(passphrase)]) == 0
    return path


def test_the_file_is_its_owners_only_and_opens_with_the_passphrase_alone(made: Path) -> None:
    assert made.stat().st_mode & 0o777 == 0o600
    assert load_pem_private_key(made.read_bytes(), PASSPHRASE.encode())
    for wrong in (None, b"correct horse battery stable"):
        with pytest.raises((TypeError, ValueError)):
            load_pem_private_key(made.read_bytes(), wrong)


def test_the_fingerprint_and_the_public_key_are_told(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    public = root_file.read_public(made).public
    said = capsys.readouterr().out
    assert fingerprint.of(public) in said
    assert public.hex() in said


def test_what_was_made_signs_as_its_public_half_says(made: Path, passphrase: Path) -> None:
    root = root_file.read(made, passphrase, may_be_bare=False)
    assert root.public == root_file.read_public(root_file.public_path(made)).public
    Ed25519PublicKey.from_public_bytes(root.public).verify(root.sign(b"message"), b"message")


def test_the_public_half_signs_nothing(made: Path) -> None:
    with pytest.raises(ValueError, match="signs nothing"):
        root_file.read_public(made).sign(b"message")


def test_a_passphrase_can_be_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getpass", lambda _: PASSPHRASE)
    assert main(["keys", "root", str(tmp_path / "typed.pem"), "--yes"]) == 0
    assert root_file.read(tmp_path / "typed.pem", None, may_be_bare=False)


def test_a_dry_run_makes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys", "root", str(tmp_path / "root.pem"), "--dry-run"]) == 0
    assert list(tmp_path.iterdir()) == []
    assert "Nothing was done" in capsys.readouterr().out


def short(folder: Path) -> list[str]:
    (folder / "short").write_text("fifteen letters\n" * 2, encoding="utf-8")
    return [str(folder / "new.pem"), "--yes", "--passphrase-file", str(folder / "short")]


def empty(folder: Path) -> list[str]:
    (folder / "empty").touch()
    return [str(folder / "new.pem"), "--yes", "--passphrase-file", str(folder / "empty")]


def over(name: str) -> Callable[[Path], list[str]]:
    def there(folder: Path) -> list[str]:
        (folder / name).write_text("precious", encoding="utf-8")
        return [str(folder / "old.pem"), "--yes"]

    return there


def nowhere(folder: Path) -> list[str]:
    long = folder / "long"
    long.write_text(PASSPHRASE, encoding="utf-8")
    return [str(folder / "no" / "new.pem"), "--yes", "--passphrase-file", str(long)]


MADE_NOT: dict[str, tuple[str, Callable[[Path], list[str]]]] = {
    "a short passphrase": ("16 characters", short),
    "an empty passphrase": ("16 characters", empty),
    "a file that is there": ("never overwritten", over("old.pem")),
    "a public half that is there": ("never overwritten", over("old.pub.pem")),
    "a folder that is not there": ("No such file", nowhere),
    "passphrases that differ": ("differ", lambda folder: [str(folder / "new.pem"), "--yes"]),
    "nobody who agrees": ("Nothing was done", lambda folder: [str(folder / "new.pem")]),
}


@pytest.mark.parametrize(("said", "arguments"), MADE_NOT.values(), ids=MADE_NOT)
def test_no_root_is_made(
    said: str,
    arguments: Callable[[Path], list[str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    typed = iter([PASSPHRASE, PASSPHRASE + "!"])
    monkeypatch.setattr(getpass, "getpass", lambda _: next(typed))
    monkeypatch.setattr("sys.stdin", io.StringIO())
    given = arguments(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert main(["keys", "root", *given]) == 1
    assert said in capsys.readouterr().err
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def written(path: Path, content: bytes, mode: int = 0o600) -> Path:
    path.write_bytes(content)
    path.chmod(mode)
    return path


ELLIPTIC = generate_private_key(SECP256R1())
BARE = Ed25519PrivateKey.generate().private_bytes(*PEM)
FOREIGN_PUBLIC = ELLIPTIC.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
UNREADABLE: dict[str, tuple[str, bytes, int, str]] = {
    "a key that others can read": ("read by others", BARE, 0o640, "read"),
    "a key of another kind": ("another kind", ELLIPTIC.private_bytes(*PEM), 0o600, "read"),
    "a key without passphrase, in production": ("no passphrase", BARE, 0o600, "production"),
    "a key under another passphrase": (
        "ncorrect",
        Ed25519PrivateKey.generate().private_bytes(*PEM[:2], BestAvailableEncryption(b"another passphrase")),
        0o600,
        "read",
    ),
    "no key at all": ("PEM", b"hello", 0o600, "read"),
    "an empty file": ("PEM", b"", 0o600, "read"),
    "a public key of another kind": ("another kind", FOREIGN_PUBLIC, 0o644, "public"),
    "no public key": ("PEM", b"-----BEGIN PUBLIC KEY-----\nhello", 0o644, "public"),
}


@pytest.mark.parametrize(("said", "content", "mode", "how"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_cannot_be_used_is_refused(
    said: str, content: bytes, mode: int, how: str, tmp_path: Path, passphrase: Path
) -> None:
    path = written(tmp_path / "root.pem", content, mode)
    opening = {
        "public": lambda: root_file.read_public(path),
        "read": lambda: root_file.read(path, passphrase, may_be_bare=True),
        "production": lambda: root_file.read(path, passphrase, may_be_bare=False),
    }[how]
    with pytest.raises((ValueError, PermissionError), match=said):
        opening()
