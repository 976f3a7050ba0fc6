"""`secrets`: rotating leaves every ID number readable at every moment, and stopping leaves nothing in between."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from functions import bootstrap
from functions.adapters.secrets import KeyedSecrets
from functions.bootstrap import Issuer
from functions.cli.__main__ import main
from functions.domain.errors import Conflict
from functions.ports import Change, Replace
from tests import factories
from tests.world import World

ID = "11010519491231002X"
OTHERS = 7


@dataclass
class MemoryVault:
    """A list of keys; each process that asks has loaded them then."""

    keys: list[bytes] = field(default_factory=lambda: [bytes(32)])

    def read(self) -> bytes:
        return b"".join(self.keys)

    def add(self) -> int:
        self.keys.append(bytes([len(self.keys)]) * 32)
        return len(self.keys)


@pytest.fixture
def vault(world: World, monkeypatch: pytest.MonkeyPatch) -> MemoryVault:
    kept = MemoryVault()
    running = KeyedSecrets(kept.read)
    world.services = replace(world.services, secrets=running)
    monkeypatch.setattr(bootstrap, "vault", lambda _: kept)
    monkeypatch.setattr(
        bootstrap, "issuer",
        lambda _: Issuer(replace(world.services, secrets=KeyedSecrets(kept.read)), world.signer, world.press),
    )  # fmt: skip
    sealed = running.seal(ID)
    first = world.services.store.student(factories.SCHOOL, factories.STUDENT)
    world.services.store.commit(Replace(replace(first, id_sealed=sealed, version=first.version + 1)))
    for number in range(OTHERS):
        world.insert(
            factories.student(
                id=f"student-{number}", number=str(number), cohort=2006 + number * 5, id_mark=f"{number:064}",
                id_sealed=sealed,
            )
        )  # fmt: skip
    return kept


def sealed(world: World) -> list[bytes]:
    ids = [factories.STUDENT, *(f"student-{number}" for number in range(OTHERS))]
    return [world.services.store.student(factories.SCHOOL, one).id_sealed for one in ids]


def test_a_rotation_seals_everything_anew_and_changes_no_name(
    world: World, vault: MemoryVault, capsys: pytest.CaptureFixture[str]
) -> None:
    before, mark = sealed(world), world.services.secrets.id_mark(factories.SCHOOL, ID)
    assert main(["secrets", "rotate", "--yes"]) == 0
    after = sealed(world)
    assert [one[0] for one in before] == [1] * len(before)
    assert [one[0] for one in after] == [2] * len(before)
    assert "sealed 8 ID numbers anew under key 2" in capsys.readouterr().out
    running = world.services.secrets
    assert {running.unseal(one) for one in (*before, *after)} == {ID}, "a process of before reads both"
    fresh = KeyedSecrets(vault.read)
    assert {fresh.unseal(one) for one in (*before, *after)} == {ID}
    assert fresh.id_mark(factories.SCHOOL, ID) == mark
    assert fresh.student_id(factories.SCHOOL, "1") == KeyedSecrets(lambda: bytes(32)).student_id(factories.SCHOOL, "1")


def test_a_dry_run_adds_nothing(world: World, vault: MemoryVault, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["secrets", "rotate", "--dry-run"]) == 0
    assert "seal 8 ID numbers anew" in capsys.readouterr().out
    assert (len(vault.keys), {one[0] for one in sealed(world)}) == (1, {1})


def test_a_rotation_that_was_stopped_is_finished(
    world: World, vault: MemoryVault, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commit, left = world.services.store.commit, [3]

    def stops(*changes: Change) -> None:
        if not left[0]:
            raise OSError("killed")
        left[0] -= 1
        commit(*changes)

    monkeypatch.setattr(world.services.store, "commit", stops)
    assert main(["secrets", "rotate", "--yes"]) == 1
    monkeypatch.setattr(world.services.store, "commit", commit)
    assert sorted(one[0] for one in sealed(world)) == [1] * 5 + [2] * 3
    capsys.readouterr()
    assert main(["secrets", "show"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert [line.partition(" ID")[0] for line in shown] == ["key 1: 5", "key 2: 3"]
    assert "in use" in shown[1]
    assert main(["secrets", "reseal", "--yes"]) == 0
    assert "sealed 5 ID numbers" in capsys.readouterr().out
    assert {one[0] for one in sealed(world)} == {2}
    assert len(vault.keys) == 2, "finishing adds no key"


def test_who_changes_a_student_meanwhile_keeps_the_change(
    world: World, vault: MemoryVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit, raced = world.services.store.commit, []

    def race(*changes: Change) -> None:
        if not raced:
            raced.append(changes[0].record.id)
            found = world.services.store.student(factories.SCHOOL, raced[0])
            commit(Replace(replace(found, phone="13800000000", version=found.version + 1)))
        commit(*changes)

    monkeypatch.setattr(world.services.store, "commit", race)
    assert main(["secrets", "rotate", "--yes"]) == 0
    changed = world.services.store.student(factories.SCHOOL, raced[0])
    assert (changed.phone, changed.id_sealed[0]) == ("13800000000", 2)


def test_a_student_who_left_or_was_sealed_meanwhile_is_passed_over(
    world: World, vault: MemoryVault, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    find = world.services.store.find_student

    def gone(school: str, student: str) -> object:
        return None if student == factories.STUDENT else find(school, student)

    monkeypatch.setattr(world.services.store, "find_student", gone)
    assert main(["secrets", "rotate", "--yes"]) == 0
    assert "sealed 7 ID numbers" in capsys.readouterr().out


def test_a_store_that_always_conflicts_is_not_taken_for_done(
    world: World, vault: MemoryVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def conflict(*changes: Change) -> None:
        raise Conflict(changes[0])

    monkeypatch.setattr(world.services.store, "commit", conflict)
    assert main(["secrets", "reseal", "--yes"]) == 0, "nothing is old yet"
    assert main(["secrets", "rotate", "--yes"]) == 1
