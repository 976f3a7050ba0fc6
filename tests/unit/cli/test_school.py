"""`school export`: the files are whole, safe to open, the school's alone, and checkable without us."""

from __future__ import annotations

import hashlib
import io
import json
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from functions.cli.__main__ import main
from functions.ports import Replace
from tests import factories, steps
from tests.world import World
from verifier.attestation import Authentic, Status, record, token, trust_reader, verify
from verifier.attestation.cbor import decode_tagged
from verifier.attestation.cose import parse

ID = "11010519491231002X"
OTHER = "10002"


@pytest.fixture
def school(world: World) -> World:
    """Give a world with an agreement that was reissued, ended and followed by another, and a second school."""
    store = world.services.store
    student = store.student(factories.SCHOOL, factories.STUDENT)
    sealed = world.services.secrets.seal(ID)
    store.commit(Replace(replace(student, id_sealed=sealed, class_name="=1+1", version=student.version + 1)))
    first = steps.issued(world)
    second = steps.reissued(world, steps.asked_to_reissue(world, first))
    world.run_jobs()
    steps.approved(world, steps.agreed(world, steps.applied(world, store.agreement(second.id))))
    world.clock.pass_(days=60)
    steps.issued(world)
    world.insert(
        factories.school(code=OTHER), factories.agreement(id="theirs", school=OTHER),
        factories.student(id="theirs", school=OTHER, number="2", name="别校学生", id_sealed=sealed, id_mark="f" * 64),
    )  # fmt: skip
    world.run_jobs()
    world.publish_trust()
    return world


def exported(folder: Path) -> dict[str, bytes]:
    assert main(["school", "export", factories.SCHOOL, str(folder)]) == 0
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def sheet(content: bytes) -> list[dict[str, Any]]:
    header, *rows = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def test_every_paper_is_checked_with_nothing_but_the_files(school: World, tmp_path: Path) -> None:
    files = exported(tmp_path / "out")
    trust = trust_reader.read(files["t/trust.cwt"], school.root.public_key().public_bytes_raw())
    said = []
    for path in sorted(files):
        if path.endswith("code.txt"):
            url, folder = files[path].decode(), path.removesuffix("/code.txt")
            report = verify(url, trust=trust, lists=lambda n: files.get(f"s/{n}.cwt"), now=school.clock.now())
            assert report.authentic is Authentic.GENUINE
            said.append(report.status)
            claims = token.read_claims(parse(*decode_tagged(files[f"{folder}/code.cwt"])).signed.payload)
            assert record.is_signed(files[f"{folder}/record.cbor"], claims)
            assert files[f"{folder}/copy-1.pdf"]
    assert sorted(said) == sorted([Status.SUPERSEDED, Status.TERMINATED, Status.VALID])


def test_the_manifest_names_every_file_and_nobody_else_may_open_any(school: World, tmp_path: Path) -> None:
    files = exported(tmp_path / "out")
    manifest = json.loads(files.pop("manifest.json"))
    assert manifest["files"] == {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    assert (manifest["school"], manifest["counts"]["xlsx"], manifest["counts"]["txt"]) == (factories.SCHOOL, 2, 3)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700
    assert {stat.S_IMODE((tmp_path / "out" / path).stat().st_mode) for path in files} == {0o600}


def test_the_workbooks_are_the_schools_and_execute_nothing(school: World, tmp_path: Path) -> None:
    files = exported(tmp_path / "out")
    (student,) = sheet(files["students.xlsx"])
    assert (student["证件号码"], student["班级"]) == (ID, "=1+1")
    cells = openpyxl.load_workbook(io.BytesIO(files["students.xlsx"])).worksheets[0]
    assert not [cell for row in cells for cell in row if cell.data_type == "f"], "no cell is a formula"
    register = sheet(files["register.xlsx"])
    assert sorted((each["状态"], each["版次"]) for each in register) == [("signed", 1), ("terminated", 2)]
    assert all(each["协议书编号"] for each in register)


def test_nothing_of_another_school_is_in_it(school: World, tmp_path: Path) -> None:
    files = exported(tmp_path / "out")
    assert not [path for path in files if "theirs" in path]
    assert "别校学生" not in str(sheet(files["students.xlsx"]))


REFUSED = {"a folder that is there": ("", factories.SCHOOL), "a school that is not": ("new", "99999")}


@pytest.mark.parametrize(("folder", "code"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused(world: World, tmp_path: Path, folder: str, code: str) -> None:
    assert main(["school", "export", code, str(tmp_path / folder)]) == 1
    assert list(tmp_path.iterdir()) == []
