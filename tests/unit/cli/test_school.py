"""A school leaves: its files are whole, safe to open and its alone; then it is erased, and every paper still holds."""

from __future__ import annotations

import hashlib
import io
import json
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from functions.cli.__main__ import main
from functions.domain.actors import Role
from functions.domain.agreement import Agreement
from functions.ports import Change, Replace
from tests import crawling, factories, steps
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
    trust = trust_reader.read(files["trust.cwt"], school.root.public_key().public_bytes_raw())
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
    assert (manifest["school"], manifest["counts"]["xlsx"], manifest["counts"]["txt"]) == (factories.SCHOOL, 3, 3)
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


def test_what_was_erased_before_is_in_the_workbook_of_its_own(school: World, tmp_path: Path) -> None:
    school.insert(factories.register_entry(id="gone"), factories.register_entry(id="theirs-too", school=OTHER))
    (line,) = sheet(exported(tmp_path / "out")["erased.xlsx"])
    assert (line["文件夹"], line["协议书编号"], line["状态"]) == ("gone", "202610123000045", "terminated")


def test_nothing_of_another_school_is_in_it(school: World, tmp_path: Path) -> None:
    files = exported(tmp_path / "out")
    assert not [path for path in files if "theirs" in path]
    assert "别校学生" not in str(sheet(files["students.xlsx"]))


REFUSED = {"a folder that is there": ("", factories.SCHOOL), "a school that is not": ("new", "99999")}


@pytest.mark.parametrize(("folder", "code"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused(world: World, tmp_path: Path, folder: str, code: str) -> None:
    assert main(["school", "export", code, str(tmp_path / folder)]) == 1
    assert list(tmp_path.iterdir()) == []


PERSONAL = (
    "欧阳思远", "2022010345", "siyuan@", "13800000000", ID, "王老师", "周敏", "李主任", "account-student",
    factories.STUDENT,
)  # fmt: skip
# What names nobody stays, and what is an employer's.
STAYS = {
    "School", "PolicyVersion", "SigningKey", "StatusList", "StatusSlot", "StatusMark", "NumberClaim", "SigningCount",
    "BlankRegister", "Admission", "Position", "RegisterEntry",
}  # fmt: skip


@pytest.fixture
def used(world: World) -> World:
    """Give a world with every kind of record of one school, and the same of another one beside it."""
    crawling.in_use(world)
    world.insert(
        factories.school(code=OTHER), factories.policy(school=OTHER), factories.status_list(id=100022600, school=OTHER),
        factories.student(id="theirs", school=OTHER, number="2", name="别校学生", id_mark="f" * 64),
        factories.agreement(id="case-theirs", school=OTHER, student="theirs"),
        factories.invitation(id="case-theirs", school=OTHER, student="theirs"),
        factories.event(case="case-theirs", school=OTHER, audience=("student:theirs",)),
        factories.notice(address="student:theirs", case="case-theirs", school=OTHER),
    )  # fmt: skip
    world.open_account(Role.ADMIN, id="account-theirs", login="admin@other.example", school=OTHER)
    store = world.services.store
    student = store.student(factories.SCHOOL, factories.STUDENT)
    sealed = world.services.secrets.seal(ID)
    store.commit(Replace(replace(student, id_sealed=sealed, version=student.version + 1)))
    theirs = store.student(OTHER, "theirs")
    store.commit(Replace(replace(theirs, id_sealed=sealed, version=2)))
    steps.drafted(world)
    world.insert(factories.card(id="unused"))
    world.publish_trust()
    return world


def rows(world: World) -> dict[Any, Any]:
    table: Any = world.table
    return dict(table._rows)


def theirs(world: World) -> dict[Any, Any]:
    """Return all that is of the other school."""
    marks = (OTHER, "theirs")
    return {key: row for key, row in rows(world).items() if any(mark in f"{key} {row.record}" for mark in marks)}


def erased(folder: Path) -> int:
    exported(folder)
    assert main(["school", "close", factories.SCHOOL, "--yes"]) == 0
    return main(["school", "erase", factories.SCHOOL, str(folder), "--yes"])


def test_nothing_names_anybody_any_more_and_every_paper_is_checked_as_before(used: World, tmp_path: Path) -> None:
    before, folder, site = theirs(used), tmp_path / "out", dict(used.site.files)
    agreements = [row.record for row in rows(used).values() if isinstance(row.record, Agreement)]
    codes = [one.issued.url for one in agreements if one.issued]
    assert erased(folder) == 0
    assert theirs(used) == before, "nothing of another school was touched"
    left = [row for key, row in rows(used).items() if key not in before]
    named = [row.key for row in left if any(word in f"{row.key} {row.record}" for word in PERSONAL)]
    assert named == []
    of_school = {type(row.record).__name__ for row in left if factories.SCHOOL in f"{row.key} {row.record}"}
    assert of_school <= STAYS
    assert [key for key in used.blobs.objects if not key.startswith("licences/")] == []
    assert used.site.files == site
    root = used.root.public_key().public_bytes_raw()
    kept, now = trust_reader.read(site["t/trust.cwt"], root), used.clock.now()
    reports = [verify(url, trust=kept, lists=lambda n: site.get(f"s/{n}.cwt"), now=now) for url in codes]
    assert {report.authentic for report in reports} == {Authentic.GENUINE}


def test_what_is_held_keeps_a_school_from_being_erased(
    used: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = used.services.store.agreements_of_student(factories.SCHOOL, factories.STUDENT)[0]
    hold = ["retention", "hold", factories.SCHOOL, found.id, "--by", "周敏", "--reason", "劳动争议仲裁"]
    assert main(hold) == 0
    assert erased(tmp_path / "out") == 1
    assert "is held: release it first" in capsys.readouterr().err
    assert used.services.store.agreement(found.id) == found


def test_an_erasure_that_was_stopped_is_run_again(used: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit, left = used.services.store.commit, [12]

    def stops(*changes: Change) -> None:
        if not left[0]:
            raise OSError("killed")
        left[0] -= 1
        commit(*changes)

    exported(tmp_path / "out")
    assert main(["school", "close", factories.SCHOOL, "--yes"]) == 0
    again = ["school", "erase", factories.SCHOOL, str(tmp_path / "out"), "--yes"]
    monkeypatch.setattr(used.services.store, "commit", stops)
    assert main(again) == 1
    monkeypatch.setattr(used.services.store, "commit", commit)
    assert main(again) == 0
    assert main(again) == 0
    assert not [row.key for row in rows(used).values() if "欧阳思远" in str(row.record) and OTHER not in str(row)]


def _bend(folder: Path) -> None:
    (folder / "register.xlsx").write_bytes(b"PK")


def _of_another(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"school": OTHER}))


def _older(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    files = {path: one for path, one in manifest["files"].items() if "record.cbor" not in path}
    (folder / "manifest.json").write_text(json.dumps(manifest | {"files": files}))


EXPORTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "a file that was changed": (_bend, "register.xlsx is not what was exported"),
    "a file that is missing": (lambda folder: (folder / "students.xlsx").unlink(), "students.xlsx is not what was"),
    "another school's": (_of_another, f"the folder is the export of {OTHER}"),
    "one from before the last agreement": (_older, "is newer than the export"),
    "none": (lambda folder: (folder / "manifest.json").unlink(), "FileNotFoundError"),
}


@pytest.mark.parametrize(("change", "says"), EXPORTS.values(), ids=EXPORTS)
def test_without_its_whole_export_nothing_is_erased(
    school: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], change: Callable[[Path], None], says: str
) -> None:
    exported(tmp_path / "out")
    assert main(["school", "close", factories.SCHOOL, "--yes"]) == 0
    change(tmp_path / "out")
    before = rows(school)
    assert main(["school", "erase", factories.SCHOOL, str(tmp_path / "out"), "--yes"]) == 1
    assert says in capsys.readouterr().err
    assert rows(school) == before


def test_a_school_whose_people_can_log_in_is_not_erased(
    school: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exported(tmp_path / "out")
    before = rows(school)
    assert main(["school", "close", factories.SCHOOL, "--dry-run"]) == 0
    assert main(["school", "erase", factories.SCHOOL, str(tmp_path / "out"), "--yes"]) == 1
    assert "school close" in capsys.readouterr().err
    assert rows(school) == before
