"""Imports over HTTP: a file that is none, a run that cannot be, and problems that are shown and never executed."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from benchmarks.roster import HEADERS
from functions.adapters.spreadsheet.writing import write_csv
from functions.domain.actors import Role
from tests.unit.usecases.test_imports import rows
from tests.unit.web.asking import Fault, ask, assert_refused
from tests.world import World

CSV = write_csv(HEADERS, rows(3))
LARGE = bytes(10 * 2**20 + 1)
Files = dict[str, tuple[bytes, str]]
Row = tuple[dict[str, Any], Files | None, Role, int, str, str | None]
UPLOADS: dict[str, Row] = {
    "JSON": ({}, None, Role.ADMIN, 422, "required", "file"),
    "a field of one's choice": ({"year": "2026"}, {"file": (CSV, "a.csv")}, Role.ADMIN, 422, "unknown_field", "year"),
    "no file": ({}, {}, Role.ADMIN, 422, "required", "file"),
    "another field's file": ({}, {"roster": (CSV, "a.csv")}, Role.ADMIN, 422, "required", "file"),
    "a file without a name": ({}, {"file": (CSV, "")}, Role.ADMIN, 422, "required", "file"),
    "an empty file": ({}, {"file": (b"", "a.csv")}, Role.ADMIN, 422, "upload_empty", "file"),
    "a file too large": ({}, {"file": (LARGE, "a.xlsx")}, Role.ADMIN, 413, "upload_too_large", "file"),
    "a name too long": ({}, {"file": (CSV, "名" * 201 + ".csv")}, Role.ADMIN, 422, "too_long", "file"),
    "a name that turns direction": ({}, {"file": (CSV, "a\u202evsc.exe")}, Role.ADMIN, 422, "character_not_allowed",
                                    "file"),
    "by the school's reviewer": ({}, {"file": (CSV, "a.csv")}, Role.SCHOOL, 403, "forbidden", None),
    "by the student": ({}, {"file": (CSV, "a.csv")}, Role.STUDENT, 403, "forbidden", None),
    "by a visitor": ({}, {"file": (CSV, "a.csv")}, Role.PUBLIC, 401, "login_required", None),
}  # fmt: skip


@pytest.mark.parametrize("row", UPLOADS.values(), ids=UPLOADS)
def test_an_upload_is_refused(world: World, row: Row) -> None:
    body, files, role, status, code, at = row
    assert_refused(world, Fault("POST", "/api/imports", body, status, code, at, role, files=files))


def uploaded(world: World, content: bytes = CSV, name: str = "名单.csv") -> dict[str, Any]:
    """Upload a file and let the dry run pass over it; return what the page shows."""
    fault = Fault("POST", "/api/imports", {}, 202, "", role=Role.ADMIN, files={"file": (content, name)})
    made = ask(world, fault).get_json()
    world.run_jobs()
    return dict(world.client(Role.ADMIN).get(f"/api/imports/{made['id']}").get_json())


NO_ROSTERS: dict[str, tuple[bytes, str]] = {
    "a PDF that says it is a workbook": (b"%PDF-1.7\n%%EOF\n", "名单.xlsx"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(64), "名单.csv"),
    "a program": (b"MZ\x90\x00" + bytes(64), "名单.xlsx"),
    "half a workbook": (b"PK\x03\x04" + bytes(64), "名单.xlsx"),
    "a web page": (b"<html><table><tr><td>x</td></tr></table></html>", "名单.csv"),
    "nothing but null": (bytes(1000), "名单.csv"),
    "other columns": ("星座,血型\n白羊,A\n".encode(), "名单.csv"),
}


@pytest.mark.parametrize(("content", "name"), NO_ROSTERS.values(), ids=NO_ROSTERS)
def test_what_it_is_is_read_from_its_content(world: World, content: bytes, name: str) -> None:
    found = uploaded(world, content, name)
    assert found["state"] == "failed"
    assert found["problems"]
    assert all(each["detail"] and "{" not in each["detail"] for each in found["problems"])
    fault = Fault("POST", f"/api/imports/{found['id']}/run", {}, 409, "import_not_checked", role=Role.ADMIN)
    assert_refused(world, fault)


RUNS: dict[str, tuple[Any, str, str]] = {
    "a word": ("yes", "not_a_boolean", "leave_out_bad"),
    "1": (1, "not_a_boolean", "leave_out_bad"),
    "a list": ([True], "not_a_boolean", "leave_out_bad"),
}


@pytest.mark.parametrize(("typed", "code", "at"), RUNS.values(), ids=RUNS)
def test_a_run_is_refused(world: World, typed: Any, code: str, at: str) -> None:
    path = f"/api/imports/{uploaded(world)['id']}/run"
    assert_refused(world, Fault("POST", path, {"leave_out_bad": typed}, 422, code, at, Role.ADMIN))
    assert_refused(world, Fault("POST", path, {"rows": 3}, 422, "unknown_field", "rows", Role.ADMIN))


def test_bad_rows_stop_a_run_that_does_not_leave_them_out(world: World) -> None:
    found = uploaded(world, write_csv(HEADERS, rows(3, 姓名="张3")))
    path = f"/api/imports/{found['id']}/run"
    assert found["bad"] == 1
    assert_refused(world, Fault("POST", path, {}, 422, "import_has_bad_rows", "leave_out_bad", Role.ADMIN))
    assert ask(world, Fault("POST", path, {"leave_out_bad": True}, 202, "", role=Role.ADMIN)).status_code == 202
    world.run_jobs()
    done = world.client(Role.ADMIN).get(f"/api/imports/{found['id']}").get_json()
    assert (done["state"], done["added"]) == ("done", 2)
    assert_refused(world, Fault("POST", path, {}, 409, "import_not_checked", role=Role.ADMIN))


def test_a_run_is_begun_once(world: World) -> None:
    path = f"/api/imports/{uploaded(world)['id']}/run"
    first, second = (ask(world, Fault("POST", path, {}, 202, "", role=Role.ADMIN)) for _ in range(2))
    assert (first.status_code, second.status_code) == (202, 409)


@pytest.mark.parametrize("header", ["=cmd|'/C'!A0", "+1", "@SUM+A1", "-2+3", "\t=1"])
def test_trap_21_a_formula_in_a_header_comes_back_as_text(world: World, header: str) -> None:
    found = uploaded(world, write_csv((*HEADERS, header), [(*row, "x") for row in rows(1)]))
    answer = world.client(Role.ADMIN).get(f"/api/imports/{found['id']}/problems.csv")
    cells = [cell for row in csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"))) for cell in row]
    assert header.strip() in "".join(cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_an_import_without_problems_has_no_list_of_them(world: World) -> None:
    path = f"/api/imports/{uploaded(world)['id']}/problems.csv"
    assert_refused(world, Fault("GET", path, {}, 404, "not_found", role=Role.ADMIN))
