"""A root that never meets a network: the list is prepared here, signed there, and published here; handovers alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PublicFormat

from functions.cli.__main__ import main
from functions.domain.issuing import KeyState, KeyUse, SigningKey
from tests import factories
from tests.unit.cli.conftest import PEM
from tests.world import World
from verifier.attestation import Code, Fault, cbor, fingerprint, trust_reader

PASSPHRASE = "correct horse battery staple"


class Desk:
    """The folder of an operator, with the root's public half; and what he types."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.folder = world, folder
        (folder / "passphrase").write_text(PASSPHRASE, encoding="utf-8")
        self.keep("root", world.root)

    def keep(self, name: str, private: Ed25519PrivateKey) -> None:
        """Keep a root's file and its public half."""
        pem = private.private_bytes(*PEM[:2], BestAvailableEncryption(PASSPHRASE.encode()))
        public = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        for path, content in ((f"{name}.pem", pem), (f"{name}.pub.pem", public)):
            (self.folder / path).write_bytes(content)
            (self.folder / path).chmod(0o600)

    def run(self, *arguments: str) -> int:
        """Run a step; what stands for a file is one of the folder."""
        named = [str(self.folder / one) if "." in one or one == "passphrase" else one for one in arguments]
        return main(["keys", *named])

    def prepare(self, *more: str) -> int:
        return self.run("issue", "--root", "root.pub.pem", "--prepare", "list.cwt", "--yes", *more)

    def sign(self, *more: str, root: str = "root.pem") -> int:
        secret = ("--root", root, "--passphrase-file", "passphrase")
        return self.run("sign", "list.cwt", *secret, "--to", "signed.cwt", "--yes", *more)

    def allow(self, *more: str, new: str = "new.pub.pem", root: str = "root.pem") -> int:
        secret = ("--root", root, "--passphrase-file", "passphrase")
        return self.run("allow", new, *secret, "--to", "handover.cbor", "--yes", *more)

    def take_over(self, *more: str, new: str = "new.pem") -> int:
        secret = ("--to", new, "--to-passphrase-file", "passphrase")
        return self.run("rotate", "--handover", "handover.cbor", *secret, "--yes", *more)

    def publish(self, *more: str, file: str = "signed.cwt") -> int:
        return self.run("publish", file, "--root", "root.pub.pem", "--yes", *more)


@pytest.fixture
def desk(world: World, tmp_path: Path) -> Desk:
    return Desk(world, tmp_path)


def published(desk: Desk) -> bytes | None:
    return desk.world.site.read("t/trust.cwt")


def test_a_list_is_carried_to_its_root_and_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert desk.prepare() == 0
    with monkeypatch.context() as elsewhere:
        elsewhere.delenv("TABLE")
        assert desk.sign() == 0
    assert published(desk) is None
    assert desk.publish() == 0
    coded = published(desk)
    assert coded
    assert trust_reader.read(coded, desk.world.root.public_key().public_bytes_raw()).version == 1


def agreement_key(desk: Desk) -> SigningKey:
    kept = desk.world.services.store.signing_keys(factories.SCHOOL)
    return next(key for key in kept if key.use is KeyUse.AGREEMENT)


def compromise(desk: Desk, kid: str, *more: str) -> int:
    since = ("--cutoff", desk.world.clock.now().isoformat(), "--root", str(desk.folder / "root.pub.pem"))
    return main(
        ["keys", "compromise", factories.SCHOOL, kid, *since, "--prepare", str(desk.folder / "list.cwt"), *more]
    )


def test_a_stolen_key_stops_at_once_and_its_list_is_carried(desk: Desk) -> None:
    desk.world.publish_trust()
    key = agreement_key(desk)
    assert compromise(desk, key.kid, "--yes") == 0
    assert agreement_key(desk).state is KeyState.COMPROMISED
    assert desk.sign() == 0
    assert desk.publish() == 0
    coded = published(desk)
    assert coded
    held = trust_reader.read(coded, desk.world.root.public_key().public_bytes_raw())
    assert held.by_kid[bytes.fromhex(key.kid)].state == "compromised"


@pytest.mark.parametrize("more", ["--dry-run", "--yes"])
def test_a_key_that_is_not_marked_is_not_carried_and_the_other_way_round(desk: Desk, more: str) -> None:
    desk.world.publish_trust()
    if more == "--yes":
        (desk.folder / "list.cwt").touch()
    compromise(desk, agreement_key(desk).kid, more)
    assert agreement_key(desk).state is KeyState.ACTIVE
    assert not (desk.folder / "list.cwt").exists() or not (desk.folder / "list.cwt").read_bytes()


def test_what_is_carried_is_believed_by_nobody(desk: Desk) -> None:
    desk.prepare()
    with pytest.raises(Fault) as fault:
        trust_reader.read((desk.folder / "list.cwt").read_bytes(), desk.world.root.public_key().public_bytes_raw())
    assert fault.value.code is Code.TRUST_BAD_SIGNATURE


def test_the_signer_sees_all_that_the_list_says(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.prepare()
    capsys.readouterr()
    desk.sign()
    said = capsys.readouterr().out
    assert f"name school {factories.SCHOOL} {factories.school().name}" in said
    assert said.count(" - add ") == 2


@pytest.mark.parametrize("step", ["prepare", "sign", "publish"])
def test_a_dry_run_writes_nothing(desk: Desk, step: str) -> None:
    for before in ("prepare", "sign"):
        if before == step:
            break
        assert getattr(desk, before)() == 0
    files = sorted(desk.folder.iterdir())
    assert getattr(desk, step)("--dry-run") == 0
    assert sorted(desk.folder.iterdir()) == files
    assert published(desk) is None


def unsigned(desk: Desk) -> int:
    desk.prepare()
    return desk.publish(file="list.cwt")


def overtaken(desk: Desk) -> int:
    desk.prepare()
    desk.sign()
    desk.world.insert(factories.school(code="10999"))
    desk.world.publish_trust()
    return desk.publish()


def too_late(desk: Desk) -> int:
    desk.prepare()
    desk.sign()
    desk.world.clock.moment += timedelta(days=90)
    return desk.publish()


def too_early(desk: Desk) -> int:
    desk.prepare()
    desk.sign()
    desk.world.clock.moment -= timedelta(seconds=1)
    return desk.publish()


def by_another_root(desk: Desk) -> int:
    desk.prepare()
    desk.keep("other", Ed25519PrivateKey.generate())
    return desk.sign(root="other.pem")


def a_list_that_is_none(desk: Desk) -> int:
    (desk.folder / "list.cwt").write_bytes(b"hello")
    return desk.sign()


def an_empty_file(desk: Desk) -> int:
    (desk.folder / "signed.cwt").write_bytes(b"")
    return desk.publish()


def over_another_file(desk: Desk) -> int:
    desk.prepare()
    (desk.folder / "signed.cwt").write_bytes(b"precious")
    return desk.sign()


def prepared_twice(desk: Desk) -> int:
    desk.prepare()
    return desk.prepare()


def by_a_bare_root(desk: Desk) -> int:
    desk.prepare()
    (desk.folder / "root.pem").write_bytes(desk.world.root.private_bytes(*PEM))
    return desk.sign()


REFUSED: dict[str, tuple[str, Callable[[Desk], int]]] = {
    "a list that was not signed": ("list_unreadable", unsigned),
    "a list that another has overtaken": ("version_backwards", overtaken),
    "a list that has lapsed on its way": ("list_expired", too_late),
    "a list from the future": ("list_from_future", too_early),
    "another root than the list names": ("list_unreadable", by_another_root),
    "a file that is no list": ("list_unreadable", a_list_that_is_none),
    "an empty file": ("list_unreadable", an_empty_file),
    "a file that is there already": ("FileExistsError", over_another_file),
    "a list that was prepared already": ("FileExistsError", prepared_twice),
    "a root without a passphrase": ("no passphrase", by_a_bare_root),
}


@pytest.mark.parametrize(("said", "carry"), REFUSED.values(), ids=REFUSED)
def test_a_carried_list_is_refused(
    said: str, carry: Callable[[Desk], int], desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert carry(desk) == 1
    assert said in capsys.readouterr().err
    assert b"precious" in {path.read_bytes() for path in desk.folder.iterdir()} or carry is not over_another_file


@pytest.fixture
def new(desk: Desk) -> Ed25519PrivateKey:
    """Publish a list, and keep another root in its file."""
    desk.world.publish_trust()
    made = Ed25519PrivateKey.generate()
    desk.keep("new", made)
    return made


def test_a_root_is_handed_over_in_two_places(
    desk: Desk, new: Ed25519PrivateKey, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    new_pem = (desk.folder / "new.pem").rename(desk.folder / "elsewhere.pem")
    with monkeypatch.context() as offline:
        offline.delenv("TABLE")
        assert desk.allow() == 0
    assert fingerprint.of(new.public_key().public_bytes_raw()) in capsys.readouterr().out
    new_pem.rename(desk.folder / "new.pem")
    (desk.folder / "root.pem").unlink()
    assert desk.take_over() == 0
    coded = published(desk)
    assert coded
    pinned = [one.public_key().public_bytes_raw() for one in (desk.world.root, new)]
    assert [trust_reader.read(coded, root).version for root in pinned] == [2, 2]


@pytest.mark.usefixtures("new")
@pytest.mark.parametrize("step", ["allow", "take_over"])
def test_a_handover_that_is_run_dry_changes_nothing(desk: Desk, step: str) -> None:
    if step == "take_over":
        desk.allow()
    files, before = sorted(desk.folder.iterdir()), published(desk)
    assert getattr(desk, step)("--dry-run") == 0
    assert (sorted(desk.folder.iterdir()), published(desk)) == (files, before)


@pytest.mark.usefixtures("new")
def test_the_new_root_need_not_be_opened_for_a_dry_run(desk: Desk) -> None:
    desk.allow()
    (desk.folder / "new.pem").unlink()
    assert desk.take_over("--dry-run", new="new.pub.pem") == 0


def to_itself(desk: Desk) -> int:
    return desk.allow(new="root.pub.pem")


def allowed_twice(desk: Desk) -> int:
    desk.allow()
    return desk.allow()


def of_a_bare_root(desk: Desk) -> int:
    (desk.folder / "root.pem").write_bytes(desk.world.root.private_bytes(*PEM))
    return desk.allow()


def to_a_third(desk: Desk) -> int:
    desk.allow()
    desk.keep("third", Ed25519PrivateKey.generate())
    return desk.take_over(new="third.pem")


def by_a_stranger(desk: Desk) -> int:
    desk.keep("stranger", Ed25519PrivateKey.generate())
    desk.allow(root="stranger.pem")
    return desk.take_over()


def used_before(desk: Desk) -> int:
    desk.allow()
    desk.take_over()
    return desk.take_over()


def changed(desk: Desk) -> int:
    desk.allow()
    path = desk.folder / "handover.cbor"
    path.write_bytes(path.read_bytes()[:-1] + bytes([path.read_bytes()[-1] ^ 1]))
    return desk.take_over()


def holding(content: bytes) -> Callable[[Desk], int]:
    def take(desk: Desk) -> int:
        (desk.folder / "handover.cbor").write_bytes(content)
        return desk.take_over()

    return take


HANDOVERS: dict[str, tuple[str, Callable[[Desk], int]]] = {
    "a root that is to follow itself": ("root_unchanged", to_itself),
    "a handover that is there already": ("FileExistsError", allowed_twice),
    "an old root without a passphrase": ("no passphrase", of_a_bare_root),
    "a handover to another root": ("handover_to_other", to_a_third),
    "a handover by a root that never signed": ("list_unreadable", by_a_stranger),
    "a handover that has been used": ("root_replaced", used_before),
    "a handover that was changed": ("handover_unreadable", changed),
    "a file that is no handover": ("handover_unreadable", holding(b"hello")),
    "an empty handover": ("handover_unreadable", holding(b"")),
    "something else in CBOR": ("handover_unreadable", holding(cbor.encode([b"", b"", b""]))),
    "a handover that is not there": ("FileNotFoundError", Desk.take_over),
}


@pytest.mark.usefixtures("new")
@pytest.mark.parametrize(("said", "carry"), HANDOVERS.values(), ids=HANDOVERS)
def test_a_carried_handover_is_refused(
    said: str, carry: Callable[[Desk], int], desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    before = published(desk)
    assert carry(desk) == 1
    assert said in capsys.readouterr().err
    assert published(desk) == before or carry is used_before


@pytest.mark.parametrize("given", [[], ["--root", "a.pem", "--handover", "handover.cbor"]], ids=["neither", "both"])
def test_the_old_root_is_given_in_one_way(desk: Desk, given: list[str]) -> None:
    with pytest.raises(SystemExit) as end:
        desk.run("rotate", *given, "--to", "new.pem")
    assert end.value.code == 2
