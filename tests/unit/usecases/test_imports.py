"""Importing graduates: a dry run that names every bad row, a run in chunks that resumes, and nothing changed twice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from benchmarks.roster import HEADERS
from benchmarks.roster import rows as sample
from functions.adapters.spreadsheet.writing import write_csv, write_xlsx
from functions.domain.actors import Actor, Role
from functions.domain.errors import Conflict, NotFound, Refused
from functions.domain.imports import Import, State
from functions.domain.student import SourceState
from functions.jobs import import_rosters
from functions.ports import Insert, Replace
from functions.usecases import import_runs, imports
from tests import factories, steps
from tests.world import World

COLLEGE = "计算机科学与技术学院"
NUMBER, PHONE, CLASS = (HEADERS.index(name) for name in ("学号", "手机号码", "班级"))


def rows(count: int, **changes: str) -> list[list[str]]:
    mine = factories.school().colleges[0].name
    made = [[mine if cell == COLLEGE else cell for cell in row] for row in sample(count)]
    for header, value in changes.items():
        made[0][HEADERS.index(header)] = value
    return made


def admin(world: World) -> Actor:
    return steps.actor(world, Role.ADMIN)


def uploaded(world: World, content: bytes) -> Import:
    made = imports.upload(world.services, admin(world), "名单.xlsx", content)
    import_rosters.run(world.services, world.services.sheets)
    return imports.read(world.services, admin(world), made.id)


def run(world: World, checked: Import, *, leave_out_bad: bool = False) -> Import:
    imports.start(world.services, admin(world), checked.id, leave_out_bad=leave_out_bad)
    import_rosters.run(world.services, world.services.sheets)
    return imports.read(world.services, admin(world), checked.id)


def counts(found: Import) -> tuple[Any, ...]:
    return found.state, found.added, found.changed, found.unchanged, found.bad


def test_a_dry_run_stores_nobody_and_the_run_stores_all_and_twice_changes_nothing() -> None:
    world = World()
    content = write_xlsx(HEADERS, rows(90))
    checked = uploaded(world, content)
    assert counts(checked) == (State.CHECKED, 90, 0, 0, 0)
    first = world.services.secrets.student_id(factories.SCHOOL, rows(1)[0][NUMBER])
    assert world.services.store.find_student(factories.SCHOOL, first) is None
    assert counts(run(world, checked)) == (State.DONE, 90, 0, 0, 0)
    assert counts(run(world, uploaded(world, content))) == (State.DONE, 0, 0, 90, 0)
    assert imports.of_school(world.services, admin(world)).items[0].rows == 90


def test_a_list_from_excel_in_gbk_works() -> None:
    world = World()
    content = write_csv(HEADERS, rows(3)).decode("utf-8-sig").encode("gbk", "ignore")
    assert counts(uploaded(world, content))[:2] == (State.CHECKED, 3)


def test_bad_rows_are_named_and_stop_the_run_unless_left_out() -> None:
    world = World()
    checked = uploaded(world, write_xlsx(HEADERS, rows(3, 学号="１２３")))
    (problem,) = checked.problems
    assert (problem.line, problem.header, checked.bad) == (2, "学号", 1)
    with pytest.raises(Refused):
        imports.start(world.services, admin(world), checked.id, leave_out_bad=False)
    assert counts(run(world, checked, leave_out_bad=True)) == (State.DONE, 2, 0, 0, 1)
    content = imports.problems_csv(world.services, world.services.sheets, admin(world), checked.id, "zh-CN")
    assert "学号" in content.decode("utf-8-sig")


def test_an_id_number_of_another_student_is_named_and_the_others_are_stored() -> None:
    world = World()
    row = rows(3)
    run(world, uploaded(world, write_xlsx(HEADERS, row[:1])))
    row[0][NUMBER] = "2023999999"
    done = run(world, uploaded(world, write_xlsx(HEADERS, row[::-1])))
    assert counts(done) == (State.DONE, 2, 0, 0, 1)
    assert done.problems[0].code == "id_number_taken"


def test_a_changed_record_goes_back_to_its_student_who_keeps_the_phone() -> None:
    world = World()
    row = rows(1)
    run(world, uploaded(world, write_xlsx(HEADERS, row)))
    who = world.services.secrets.student_id(factories.SCHOOL, row[0][NUMBER])
    known = world.services.store.student(factories.SCHOOL, who)
    confirmed = replace(known, state=SourceState.CONFIRMED, phone="13900000000", version=known.version + 1)
    world.services.store.commit(Replace(confirmed))
    row[0][CLASS] = "新班级"
    assert counts(run(world, uploaded(world, write_xlsx(HEADERS, row)))) == (State.DONE, 0, 1, 0, 0)
    found = world.services.store.student(factories.SCHOOL, who)
    assert (found.state, found.class_name, found.phone) == (SourceState.IMPORTED, "新班级", "13900000000")


def test_a_stopped_run_goes_on_where_it_was() -> None:
    world = World()
    checked = uploaded(world, write_xlsx(HEADERS, rows(90)))
    started = imports.start(world.services, admin(world), checked.id, leave_out_bad=False)
    work = import_runs._work(world.services, started)
    with import_runs._file(world.services, started) as file:
        lines = import_runs._rows(work, world.services.sheets, file)
        chunk = tuple(next(lines) for _ in range(import_runs.CHUNK))
    assert import_runs._store(work, started, chunk).passed == import_runs.CHUNK
    import_rosters.run(world.services, world.services.sheets)
    done = imports.read(world.services, admin(world), checked.id)
    assert counts(done) == (State.DONE, 90, 0, 0, 0)


def test_a_run_whose_file_is_no_longer_kept_ends_and_says_so() -> None:
    world = World()
    checked = uploaded(world, write_xlsx(HEADERS, rows(2)))
    imports.start(world.services, admin(world), checked.id, leave_out_bad=False)
    del world.blobs.objects[checked.blob]
    import_rosters.run(world.services, world.services.sheets)
    ended = imports.read(world.services, admin(world), checked.id)
    assert (ended.state, [each.code for each in ended.problems]) == (State.FAILED, ["upload_gone"])


NO_ROSTERS = {"no sheet": b"%PDF-1.7 not a sheet", "other columns": write_csv(("x", "y"), [("1", "2")])}


@pytest.mark.parametrize("content", NO_ROSTERS.values(), ids=NO_ROSTERS)
def test_a_file_that_is_no_roster_fails_with_its_reason(content: bytes) -> None:
    failed = uploaded(World(), content)
    assert failed.state is State.FAILED
    assert failed.problems


def test_what_is_not_there_or_not_yet_checked_is_refused() -> None:
    world = World()
    made = imports.upload(world.services, admin(world), "名单.xlsx", write_xlsx(HEADERS, rows(1)))
    with pytest.raises(Refused):
        imports.start(world.services, admin(world), made.id, leave_out_bad=False)
    with pytest.raises(NotFound):
        imports.problems_csv(world.services, world.services.sheets, admin(world), made.id, "en")
    with pytest.raises(NotFound):
        imports.read(world.services, replace(admin(world), school="10358"), made.id)
    assert imports.template(world.services.sheets).startswith(b"PK")


def test_an_import_with_another_job_is_left_to_it() -> None:
    world = World()
    made = imports.upload(world.services, admin(world), "名单.xlsx", write_xlsx(HEADERS, rows(1)))
    world.services.store.commit(Replace(replace(made, version=made.version + 1)))
    with pytest.raises(Conflict):
        import_runs.proceed(world.services, world.services.sheets, made)


def test_a_conflict_that_is_no_rows_is_raised() -> None:
    with pytest.raises(Conflict):
        import_runs._taken(Conflict(Insert(factories.school())), [], ())


def test_the_job_goes_on_when_another_has_the_import(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    made = imports.upload(world.services, admin(world), "名单.xlsx", write_xlsx(HEADERS, rows(1)))
    monkeypatch.setattr(type(world.services.store), "waiting_imports", lambda _: (replace(made, version=5),))
    assert import_rosters.run(world.services, world.services.sheets) == 1
